"""What the words around an event tell of it: done, refused, called off, not done, proposed or planned, asked in this order."""

import re

from onco_pipeline.events import EventMention, Family, Status
from onco_pipeline.pipes.scope import without_brackets
from onco_pipeline.pipes.status import patterns, undone
from onco_pipeline.pipes.status.fell_through import box_left_empty, fell_through, of_the_act
from onco_pipeline.pipes.status.findings import of_result, of_spread
from onco_pipeline.pipes.status.intended import only_intended
from onco_pipeline.pipes.status.settled import last_word
from onco_pipeline.pipes.status.told_later import PLAN_SECTIONS, REACH

__all__ = ["outside_brackets", "status_told"]

#: Sections in which a tumour board says what is to be done.
_DECIDES = frozenset({"proposal", "decision"})
#: Characters behind an event in which a postponement is its own.
_BESIDE = 3
#: Characters behind an act in which a proposal of it begins.
_PROPOSED_WITHIN = 38
#: Characters at the end of what tells that it was done in which its day may begin.
_ITS_WORD = 8
#: What an act that is the next item of an enumeration stands behind.
_NEXT_ITEM = (", ", ", le ", ", la ", ", l'", ", une ", ", un ", ", puis ", ", mais ")
_LONGEST = max(map(len, _NEXT_ITEM))
_TOO = ("aussi", "egalement", "idem", "de meme")
#: What a question is told by, right behind.
_ASKED = ("?", " ?")
#: A day or a term that stands with what is decided.
_A_DAY = re.compile(
    r"\d{1,2}[/.]\d{1,2}|\bdans (?:\d|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze)\b|\b(?:le|au) \d{1,2} [a-z]{3}|\b(?:rdv|rv|rendez-vous)(?: pris| fixe| donne)? (?:le|au) \d{1,2}\b"
)
#: "Je fais pratiquer une scintigraphie".
_HAVE_DONE = ("faire", "pratiquer", "realiser", "passer")
#: Characters before and behind an event in which a plan is told to be its own.
_JUST_BESIDE = 60
#: Characters behind a drug within which "devait être débuté" is told of it.
_HAD_TO_WITHIN = 30


def status_told(folded: str, event: EventMention, before: str, after: str, label: str, *, at_first: bool) -> Status:
    """Return what became of an event, by the words of its sentence; where a later day is told, note it in its attributes.

    Parameters
    ----------
    folded
        ``fold`` of the note.
    event
        The event; ``conditional`` is set.
    before, after
        The folded words that are its own, on either side.
    label
        The label of its section, or "".
    at_first
        Whether one of ``FIRST_WORDS`` stands behind it.
    """
    words = folded[event.start : event.end]
    near_before, near_after, of_next = _near(event, before, after, at_first)
    if event.family is Family.METASTASIS:
        return of_spread(event, words, before, near_before, near_after)
    # "C1 le 12/02, C2 décalée au 18/03": what became of the next cycle.
    last = None if event.family is Family.PATHOLOGY else last_word(near_after if of_next else after)
    if last is not None:
        status, called_off, settled = last
        event.attributes["called_off_at"] = event.end + called_off
        event.attributes["settled_at"] = event.end + settled
        return status
    # At first, words are taken out of those behind: what then stands side by side was not told so.
    may_be_undone = at_first or undone.TOLD_BEHIND.may_stand(after) or undone.TOLD_BEFORE.may_stand(near_before)
    around = ""
    if may_be_undone and (undone.TURNED_DOWN.may_stand(near_before) or undone.TURNED_DOWN.may_stand(near_after)):
        around = _of_its_own_refusal(event, of_the_act(f"{near_before}|{near_after}"), near_after)
    if may_be_undone and _is_refused(event, around, near_before, near_after):
        return Status.REFUSED
    told = _put_off_or_asked(event, near_before, after, at_first)
    if told is not None:
        return told
    if event.family is Family.PATHOLOGY:
        return of_result(folded, event, before, after, near_before, near_after)
    done_later = patterns.DONE_AGAIN.search(near_after)
    if may_be_undone:
        told = _undone(event, before, after, near_before, near_after, around, done_later)
    else:
        told = _left_out(event, before, after, near_after)
    if told is None:
        told = _proposed(event, words, before, after, near_before, near_after, label, done_later)
    if told is None:
        told = _planned(event, words, before, after, near_before, near_after, done_later)
    if told is None:
        told = Status.PLANNED if label in PLAN_SECTIONS and not done_later else Status.DONE
    return told


def _near(event: EventMention, before: str, after: str, at_first: bool) -> tuple[str, str, bool]:
    """Return the near words before and behind that are of the event itself, and whether the next one of a series follows."""
    # What was said before a semicolon, in a bracket that is closed, or of the sample that a result was read on,
    # was said of something else.
    near_before = before[-REACH:]
    near_before = outside_brackets(near_before.rpartition(";")[2] if ";" in near_before else near_before)
    near_after = after[:REACH]
    if at_first:
        near_after = patterns.AT_FIRST.sub(" ", patterns.FIRST_PLAN.sub(" ", after[: 2 * REACH]))[:REACH]
    if (
        "," in near_before[-_LONGEST:]
        and near_before.endswith(_NEXT_ITEM)
        and not any(word in near_after for word in _TOO)
    ):
        other = undone.OTHER_CALLED_OFF.search(near_before)
        near_before = near_before if other is None else near_before[other.end() :]
    if " non " in near_after and (other := undone.OTHER_NOT_DONE.search(near_after)) is not None:
        near_after = near_after[: other.start()]
    if "demande" in near_before:
        near_before = patterns.NOT_ASKED.sub(" ", near_before)
    following = _next_one(near_after)
    of_next = following < len(near_after) and event.family is Family.ORAL_THERAPY and not at_first
    near_after = near_after[:following]
    if event.family is Family.BIOPSY and patterns.READ_ON.search(near_before):
        near_before = ""
    if event.subtype == "dose_change" and near_before.endswith(" et "):
        near_before = ""  # "C4 reporté au 27/09 et réduit à 280 mg"
    replaced = undone.REPLACED_BY.search(near_before) if "remplace" in near_before else None
    if replaced is not None and event.is_act:
        near_before = near_before[replaced.end() :]
    if event.family is Family.ORAL_THERAPY and (instead := patterns.INSTEAD.search(near_before)) is not None:
        near_before = near_before[instead.end() :]  # "X refusé au profit de Y": what is refused is X
    return near_before, near_after, of_next


def _of_its_own_refusal(event: EventMention, around: str, near_after: str) -> str:
    """Return the words around an event without the refusals of something else."""
    if "refus" in around and (since := undone.ACCEPTED_SINCE.search(near_after)) is not None:
        event.attributes["settled_at"] = event.end + since.end()
    if "refus" in around:
        around = undone.ACCEPTED_SINCE.sub(" ", around)
    if event.family is not Family.ORAL_THERAPY and "refus" in around:
        around = undone.REFUSED_ELSE.sub(" ", around)
    elif "refus" in around:
        head, bar, behind = around.partition("|")
        around = f"{head}{bar}{undone.REFUSED_NO_DRUG.sub(' ', behind)}"
    if event.subtype == "stop":
        around = undone.NOT_AGAIN.sub(" ", around)
    return around


def _is_refused(event: EventMention, around: str, near_before: str, near_after: str) -> bool:
    if around and undone.REFUSED.search(around) is not None:
        return True
    return event.family is not Family.PATHOLOGY and (
        undone.REJECTED_BEFORE.search(near_before) is not None or undone.REJECTED_AFTER.match(near_after) is not None
    )


def _put_off_or_asked(event: EventMention, near_before: str, after: str, at_first: bool) -> Status | None:
    """Return the status of what was put off without another day, or asked for."""
    first_plan = patterns.FIRST_PLAN.search(after) if at_first else None
    if first_plan is not None and first_plan["postponed"]:
        if first_plan.start() <= _BESIDE and not patterns.DONE_AGAIN.search(after, first_plan.end()):
            return Status.CANCELLED  # postponed, and no word of another day
        event.attributes["called_off_at"] = event.end + first_plan.end()
    if event.is_act and patterns.ASKED_BEFORE.search(near_before):
        given = patterns.DAY_GIVEN.search(after)
        if given is not None:
            event.attributes["settled_at"] = event.end + given.end()
        return Status.PROPOSED if given is None else Status.PLANNED
    return None


def _undone(
    event: EventMention,
    before: str,
    after: str,
    near_before: str,
    near_after: str,
    around: str,
    done_later: re.Match[str] | None,
) -> Status | None:
    """Return the status of what was called off or not done."""
    if around and undone.CANCELLED.search(around) and not (done_later and "finalement" in near_after):
        if not (event.is_act and patterns.DONE_AT_ONCE.match(near_after)):
            return Status.CANCELLED
    if undone.NO_SHOW.search(near_after) or (event.is_act and undone.NO_SHOW_AT.search(near_before)):
        return Status.CANCELLED
    if (left_out := _left_out(event, before, after, near_after)) is not None:
        return left_out
    if event.is_act and not done_later and fell_through(near_before, near_after, after):
        return Status.CANCELLED
    # By offsets, not as a text of its own: what stands in the whole of it has been told.
    undone_at = undone.NOT_DONE.search(near_after, 0, 60)
    if undone_at is not None and event.is_act and patterns.OF_NEXT_ITEM.search(near_after, 0, undone_at.start()):
        undone_at = None  # "TDM le 17/08, coloscopie non faite"
    if undone_at is not None or undone.IMPOSSIBLE.match(near_after, 0, 60):
        left = undone.LEFT_UNDONE.search(near_after) if event.is_act else None
        ordered = left is not None and (
            undone.OF_ITS_DAY.match(near_after)
            or patterns.PLANNED.search(f"{near_before[-60:]}|{near_after[: left.start()]}")
            or undone.HAD_BEEN_PLANNED.match(after, left.end())
        )
        return Status.CANCELLED if ordered else Status.NEGATED
    if patterns.NEGATED_BEFORE.search(
        near_before, max(0, len(near_before) - 45)
    ) is None or patterns.SHOWS_NOTHING.match(near_after):
        return None
    seen_none = event.family is Family.IMAGING and patterns.NONE_SEEN_ON.search(near_before) is not None
    return None if seen_none else Status.NEGATED


def _left_out(event: EventMention, before: str, after: str, near_after: str) -> Status | None:
    """Return the status of an act whose box in a form is not ticked."""
    if event.is_act and box_left_empty(before, after) and not patterns.PLANNED.search(near_after, 0, 60):
        return Status.NEGATED
    return None


def _proposed(
    event: EventMention,
    words: str,
    before: str,
    after: str,
    near_before: str,
    near_after: str,
    label: str,
    done_later: re.Match[str] | None,
) -> Status | None:
    """Return the status of what hangs on a condition, is asked for, advised or left open; or of a sample told to be taken."""
    if event.family is Family.BIOPSY and patterns.WAS_SAMPLED.search(near_before):
        return Status.DONE
    if event.conditional:
        on_its_day = event.family is Family.ORAL_THERAPY and not patterns.CONDITIONAL.search(outside_brackets(before))
        if on_its_day and patterns.ON_ITS_DAY.match(after):
            return Status.PLANNED
        return Status.PLANNED if patterns.ON_THE_CALENDAR.match(after) else Status.PROPOSED
    if event.is_act and patterns.CONFIRMED_BY.search(near_before):
        return (
            Status.PLANNED
            if patterns.IN_ITS_MONTH.match(after) or patterns.ON_ITS_DAY.match(after)
            else Status.PROPOSED
        )
    if event.family is Family.BIOPSY and not done_later and only_intended(words, near_before, near_after):
        event.attributes["intended"] = True
        set_day = patterns.ON_ITS_DAY.match(after) or patterns.IN_ITS_MONTH.match(after)
        return Status.PLANNED if set_day else Status.PROPOSED
    proposed = patterns.PROPOSED.search(near_after, 0, 75)
    if proposed is not None and proposed.start() >= _PROPOSED_WITHIN:
        proposed = None  # what the words are of is read a little further
    if proposed is not None and patterns.OF_ANOTHER_ACT.match(near_after, proposed.end()):
        proposed = None  # "et il a donc été envisagé de procéder à une greffe"
    if proposed is not None or (
        patterns.PROPOSED.search(near_before, max(0, len(near_before) - 45))
        and patterns.PROPOSED.search(patterns.SETTLED_ITEM.sub(" ", near_before[-45:]))
        and patterns.DONE_BESIDE.match(near_after) is None
    ):
        behind_it = patterns.TAKEN_BEHIND if event.family is Family.ORAL_THERAPY else patterns.DONE_BEHIND
        if (done := behind_it.match(after)) is not None:
            event.attributes["settled_at"] = event.end + max(0, done.end() - _ITS_WORD)
            return Status.DONE
        return Status.PLANNED if patterns.WILL_BEGIN.match(near_after) else Status.PROPOSED
    if patterns.REFERRED.search(near_before) and not done_later:
        return Status.PROPOSED
    arrow = event.is_act and (">" in near_before or "→" in near_before)
    if arrow and patterns.LED_TO.search(near_before) and patterns.NAMED_ONLY.fullmatch(after):
        return Status.PROPOSED
    if (
        (event.is_act or event.subtype == "start")
        and near_after.startswith(_ASKED)
        and patterns.QUESTIONED.match(near_after)
    ):
        return Status.PROPOSED
    advised = patterns.ADVISED.search(near_before) if event.attributes.get("implicit") else None
    if advised is None and event.family is Family.ORAL_THERAPY:
        advised = patterns.PROPOSITION.search(near_before)
    if advised and not patterns.TAKEN_FROM.match(near_after):
        return Status.PROPOSED
    if label in _DECIDES and event.is_act and not (done_later or patterns.ON_ITS_DAY.match(after)):
        if patterns.APPOINTED.search(near_before):
            return Status.PLANNED
        # "Décisions : date retenue pour le scanner : dans trois mois"
        dated = label == "decision" and _A_DAY.search(f"{near_before[-60:]}|{near_after[:60]}") is not None
        decided = dated or patterns.IN_ITS_MONTH.match(after) is not None
        return Status.PLANNED if decided else Status.PROPOSED
    if patterns.EVENTUAL_BEFORE.search(near_before) or patterns.EVENTUAL_AFTER.match(near_after):
        return Status.PROPOSED
    if not before.strip(" -\n|:") and patterns.TERM_ONLY.match(after):
        return Status.PLANNED
    if event.family is Family.IMAGING and patterns.AWAITED_ITSELF.match(near_after):
        return Status.PROPOSED
    if event.family is Family.IMAGING and event.attributes.get("anaphoric") and "prochain" in event.text.lower():
        return Status.PLANNED
    return None


def _planned(
    event: EventMention,
    words: str,
    before: str,
    after: str,
    near_before: str,
    near_after: str,
    done_later: re.Match[str] | None,
) -> Status | None:
    """Return the status of what is to come, or was and has been done since."""
    if event.is_act and not done_later and _is_to_come(before, after, near_after):
        return Status.PLANNED
    if event.family is Family.ORAL_THERAPY and words.startswith("objectif"):
        return Status.PLANNED
    if event.subtype == "stop" and patterns.TOLD_TO_STOP.search(near_before):
        return Status.DONE
    near_before, near_after = patterns.AS_PLANNED.sub(" ", near_before), patterns.AS_PLANNED.sub(" ", near_after)
    # By offsets where it can be: what stands in the whole of it has been told.
    just_before, start = near_before, max(0, len(near_before) - _JUST_BESIDE)
    of_drug = event.family is Family.ORAL_THERAPY
    if of_drug:
        just_before = patterns.OPINION_ASKED.sub(" ", patterns.CYCLES_PLANNED.sub(" ", near_before[start:]))
        start = 0
    if patterns.HAD_TO.search(just_before, start) or (
        of_drug and patterns.HAD_TO.search(f"{just_before[-25:]}{words}{near_after[:_HAD_TO_WITHIN]}")
    ):
        since = patterns.DONE_SINCE.search(near_after)
        if since is not None:
            event.attributes["settled_at"] = event.end + since.end()
            return Status.DONE
        if patterns.NOT_SINCE.search(near_after):
            return Status.CANCELLED
    planned = patterns.PLANNED.search(just_before, start)
    if planned is None and patterns.PLANNED.may_stand_in(near_after, 0, min(_JUST_BESIDE, len(near_after))):
        planned = patterns.PLANNED.search(near_after, 0, _JUST_BESIDE)
        if planned is not None:
            planned = patterns.PLANNED.search(_told_of_itself(event, near_after[:_JUST_BESIDE]))
    planned = planned or patterns.TO_DO_BEFORE.search(just_before, start)
    if of_drug:
        planned = planned or patterns.TO_DO_WITHIN.search(words) or patterns.TO_BEGIN.match(near_after)
    if event.subtype == "start" and event.attributes.get("phase") == "resume":  # "à reprendre lundi": its own verb
        planned = planned or patterns.TO_RESUME.search(f"{near_before[-3:]}{words}")
        planned = planned or (patterns.RESUME_ORDER.search(near_before) if of_drug and "reprendre" in words else None)
    if planned and patterns.TODAY_BEHIND.match(after):
        agreed = planned.group().startswith("convenu") and event.family is Family.ORAL_THERAPY
        # "convenu d'arrêter X à partir d'aujourd'hui", "je lui fais passer un scanner ce jour : normal"
        if agreed or planned.group().endswith(_HAVE_DONE):
            planned = None
    if planned and patterns.REQUESTED.fullmatch(planned.group()):
        # "Une IRM a été demandée, montrant la lésion décrite à la radiographie": found by the one, and seen on the other.
        told_before = planned.string is just_before
        found = patterns.FINDINGS_FOLLOW.search(just_before, planned.end()) if told_before else None
        if found or patterns.FINDINGS_FOLLOW.search(after):
            return Status.DONE
    if planned and event.family is Family.ORAL_THERAPY:
        if patterns.BEGUN_AFTER.match(after) or patterns.BEGUN_BEFORE.search(near_before):
            return Status.DONE
    at_last = patterns.DONE_AT_LAST.search(near_after) if planned else None
    if planned and not ((done_later and done_later.start() < 25) or at_last):
        return Status.PLANNED
    if at_last is not None and at_last["then"] is None and event.is_act:
        if patterns.ITS_DAY_BEHIND.match(near_after, at_last.end()):
            event.attributes["settled_at"] = event.end + at_last.end()  # "prévue le 21/03, a finalement eu lieu le 25"
    if at_last is not None and at_last["then"] is not None:
        event.attributes["settled_at"] = event.end + at_last.start("then")  # "prévu le 09/07, fait le 18/07"
    if event.family is Family.ORAL_THERAPY and patterns.TODAY_BEHIND.match(after):
        return Status.DONE
    return None


def _told_of_itself(event: EventMention, behind: str) -> str:
    """Return the words right behind an event up to where a plan told among them is of something else."""
    if event.is_act and (found := patterns.SHOWN_THEN_PLANNED.match(behind)) is not None:
        behind = behind[: found.end()]
    if event.family is Family.ORAL_THERAPY:
        behind = patterns.NEXT_TO_DO.cut(behind)
        if (of_today := patterns.TODAY_BEHIND.match(behind)) is not None:
            behind = behind[: of_today.end()]  # "reprend ce soir", and the next line: "ripretinib demandé"
    shown = ";" in behind or ", a " in behind
    if event.is_act and shown and (item := patterns.WHAT_IT_SHOWED.match(behind)) is not None:
        # "IRM du 12/05 : lésion PIRADS 4 ; cartographie prévue", "TEP du 09/03 : lésion suspecte, à contrôler"
        behind = behind[: item.end()]
    return behind


def _is_to_come(before: str, after: str, near_after: str) -> bool:
    """Return whether an act goes with a visit to come, or its appointment stands."""
    if patterns.SEEN_AGAIN.search(before) is not None or patterns.KEPT.match(near_after) is not None:
        return True
    return patterns.RETURNS_WITH.search(before) is not None and patterns.ON_THAT_DAY.match(after) is not None


def _next_one(after: str) -> int:
    """Return where the next one of a series begins in the words behind an event; their end where there is none."""
    if "," not in after and ";" not in after:
        return len(after)  # which the next one stands behind
    named = patterns.NEXT_NAMED.search(after)
    place = len(after) if named is None else named.start()
    for cycle in patterns.NEXT_CYCLE.finditer(after):
        figure = patterns.FIGURE_BEFORE.search(after, 0, cycle.start())
        if figure is not None:
            return min(place, figure.end())
    return place


def outside_brackets(before: str) -> str:
    """Return the words before an event that do not stand in a bracket closed before it."""
    return without_brackets(before).rpartition(")")[2] if ")" in before else before
