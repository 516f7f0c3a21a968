"""What became of a finding, which nobody plans, moves or calls off: a spread doubted or denied, a result still awaited."""

import re

from onco_pipeline.events import EventMention, Status
from onco_pipeline.pipes.metastasis.polarity import LOOK, ORIGIN_DOUBTED
from onco_pipeline.pipes.status import patterns

#: What the metastasis pipe already read from the statement's own words.
_POLARITY = {"denied": Status.NEGATED, "doubtful": Status.SUSPECTED}
#: A spread that is certain, whatever it comes from.
_NAMED = re.compile(r"metasta|secondaire|carcinos")
_ORIGIN_UNKNOWN = re.compile(
    r"d'origine (?:encore )?(?:indeterminee?|inconnue|non determinee|a (?:determiner|preciser))"
)
_NEXT_SITE = re.compile(r"[,(:]| et (?!\w+ suspect)")


def of_spread(event: EventMention, own: str, before: str, near_before: str, near_after: str) -> Status:
    """Return whether a metastasis is told as there, suspected or denied.

    Parameters
    ----------
    event
        The metastasis; its attributes that only this needs are taken from it.
    own
        Its own folded words.
    before
        All that its sentence tells before it, back to the event before.
    near_before, near_after
        The words beside it that are told of it.
    """
    polarity = event.attributes.get("polarity")
    if polarity in _POLARITY:
        return _POLARITY[polarity]
    if "(" in near_before and patterns.STAGED.match(event.text):
        near_before = near_before.rpartition("(")[2]  # "les ganglions n'ont pas été retirés (pT4N2M1)"
    if event.take("beside"):  # "pas d'épanchement, métastases osseuses multiples"
        near_before = near_before.rpartition(",")[2]
    if patterns.NO_FINDING_BEFORE.search(patterns.GENE_DENIED.sub(" ", near_before)):
        return Status.NEGATED
    # A doubt told after a comma or a bracket is about the next site.
    words, _, rest = own.replace("(", ",").partition(",")
    doubt = f"{near_before.rpartition(',')[2]} {words} {'' if rest else _NEXT_SITE.split(near_after, maxsplit=1)[0]}"
    if event.take("grows"):  # "progression avec apparition de nodules évocateurs de métastases"
        doubt = patterns.EVOCATIVE.sub(" ", doubt)
    if "origine" in doubt or "primitif" in doubt:
        doubt = ORIGIN_DOUBTED.sub(" ", doubt)
        if _NAMED.search(words):  # "métastases hépatiques d'origine indéterminée"
            doubt = _ORIGIN_UNKNOWN.sub(" ", doubt)
    doubt = patterns.NO_DOUBT.sub(" ", doubt) if "doute" in doubt else doubt
    if event.take("sure"):  # "d'allure métastatique certaine"
        doubt = LOOK.sub(" ", doubt)
    read = event.take("read")
    if "en faveur d" in doubt and (
        read or patterns.READ_ON_TISSUE.search(before) or patterns.MANY_SEEN.search(near_before)
    ):
        doubt = patterns.SPEAKS_FOR.sub(" ", doubt)  # so a pathologist names what the sample is
    return Status.SUSPECTED if patterns.SUSPECTED.search(doubt) else Status.DONE


def of_result(folded: str, event: EventMention, before: str, after: str, near_before: str, near_after: str) -> Status:
    """Return whether a pathology result has come, is awaited, or is only supposed, by the words of its sentence."""
    words = folded[event.start : event.end]
    near = before[-60:]
    of_condition = "si " in near
    midway = of_condition and patterns.SUPPOSED_MIDWAY.search(near) is not None
    if midway or ((of_condition or "en cas d" in near) and patterns.SUPPOSED.search(near) is not None):
        told_behind = not midway and patterns.SUPPOSED_BEHIND.match(after) is not None
        if told_behind or patterns.WERE_IT_SO.search(f"{words}{after[:60]}"):
            return Status.PROPOSED
    return Status.PENDING if _awaited(folded, event, near_before, near_after) else Status.DONE


def _awaited(folded: str, event: EventMention, before: str, after: str) -> bool:
    """Return whether a result has been asked for and has not come."""
    if patterns.STILL_TO_DO.match(f"{folded[event.start : event.end]}{after}"):
        return True
    if patterns.VERDICT.search(folded, event.start, event.end):
        return False
    return bool(
        patterns.PENDING.search(folded, event.start, event.end)
        or patterns.ASKED_FOR.search(folded, event.start, event.end)
        or patterns.PENDING.search(after, 0, 30)
        or patterns.NO_RESULT_YET.match(after)
        or (patterns.SENT.search(before) and not patterns.FINDINGS_FOLLOW.search(after) and ":" not in after[:25])
    )
