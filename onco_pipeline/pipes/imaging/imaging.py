"""``onco.imaging``: the imaging exams that a note tells, with modality and body region."""

from __future__ import annotations

import re
from typing import Any

from onco_pipeline.events import EventMention, Family
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.first_of import FirstOf
from onco_pipeline.pipes.imaging import patterns
from onco_pipeline.pipes.imaging.shown import region_shown, seen_before
from onco_pipeline.pipes.scope import Scope, about_cancer, event_at, within
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.sites import Place, find_places, following_places, laterality, site_of

__all__ = ["find"]

# A CT or a PET may look at the whole trunk; these look at one region, named or not.
_ALWAYS_SOMEWHERE = frozenset({"mri", "ultrasound", "xray"})
_WHOLE_TRUNK = "tap"

# Where the exam itself names the body region.
_OWN_REGION = FirstOf(
    ("sein", Screened(r"mammo|tomosynthese|galactog")),
    ("cœur", Screened(r"echo-?cardio|\bett\b|\beto\b|coro|ventriculog")),
    ("abdomen", Screened(r"uro-?(?:scan|tdm|irm)|urograph|\buiv\b")),
    ("vessie", Screened(r"cystogr")),
    ("voies biliaires", Screened(r"bili-?irm|cholangio")),
    ("thorax", Screened(r"ebus|telethorax")),
    ("os", Screened(r"\bscinti\w* \w*os|bone|osseu|\b(?:osteo-?)?densitom|absorptiom|\bdmo\b")),
    ("abdomen", Screened(r"\basp\b|abdomen")),
    ("prostate", Screened(r"irmmp")),
    ("cerveau", Screened(r"irmc")),
    ("foie", Screened(r"fibroscan")),
    ("tap", Screened(r"\bc?tap\b")),
    ("thorax", Screened(r"thora|pulm")),
    ("face", Screened(r"dentaire")),
)
_OWN_REPORT = re.compile(r"[^.;:\d]{0,40}(?:\(?(?:du )?[\d/.]{6,10}\)?)? ?:")
_SIDE = re.compile(r"\s(?:droite?s?|gauches?|bilatera\w+)\b")
#: "Échographie Doppler veineuse urgente".
_OF_VEINS = re.compile(r" veineu(?:x|se)s?\b")
_JOINT = re.compile(r" ?[(/:-] ?| ")
#: Characters of the longest name of one exam, and exams before it that a word may point back to.
_LONGEST_NAME, _REMEMBERED = 200, 100


def find(text: str, folded: str, layout: Layout) -> list[EventMention]:
    """Return the imaging exams that a note mentions.

    Parameters
    ----------
    text, folded
        The source text and ``fold(text)``.
    layout
        The note's structure; an empty one means plain sentences.

    Returns
    -------
    list[EventMention]
        In order of position; ``subtype`` is the modality, ``site`` the body region or None. Status
        and date are left for the later pipes. A guide of another act ("biopsie sous scanner") is no
        exam. ``attributes`` may hold ``laterality``, ``tracer``, ``contrast``, ``score``, ``response``,
        ``outside`` (done elsewhere), ``region_shown`` (a CT that names no region: the one that all lies in which it shows),
        ``series`` (several dates follow, an exam each) ``anaphoric`` (points back to an
        exam already told), ``one_more`` ("un autre scanner") and ``earlier`` ("scanner précédent": of another time than
        what is told around it).

    Examples
    --------
    >>> note = "IRM hepatique le 12/03, puis biopsie sous scanner."
    >>> [(event.text, event.subtype, event.site) for event in find(note, note.lower(), Layout())]
    [('IRM hepatique', 'mri', 'foie')]
    """
    scope = Scope(folded, layout)
    embolism_defined = patterns.EMBOLISM_DEFINED.search(folded) is not None
    events: list[EventMention] = []
    for match in patterns.EXAM.finditer(folded):
        subtype, word = match.lastgroup or "other", match.group()
        start, end = match.span()
        if word in patterns.BARE_SCINTIGRAPHY and _of_bones(folded, match, scope, events[-_REMEMBERED:]):
            subtype = "bone_scan"
        elif subtype == "bone_scan" and _of_iodine(folded, match, scope):
            subtype = "other"
        if layout.is_ignored(start) or not _is_exam(text, folded, start, end, word, scope, embolism_defined):
            continue
        previous = events[-1] if events else None
        if previous and _same_exam(previous, subtype, folded, start):
            previous.end = max(previous.end, end)
            if previous.site is None:
                _extend(previous, text, folded, scope)
            previous.text = text[previous.start : previous.end]
            continue
        event = EventMention(Family.IMAGING, subtype, start, end, text[start:end])
        _extend(event, text, folded, scope)
        _describe(event, text, folded, scope, events[-_REMEMBERED:])
        if (
            previous
            and previous.subtype == "ct"
            and previous.site is None
            and subtype == "mri"
            and patterns.AND_ANOTHER.fullmatch(folded, previous.end, start)
        ):
            previous.site = event.site
        events.append(event)
    named = len(events)
    events.extend(_compared_with(text, folded, layout, events))
    events.extend(_ellipses(text, folded, scope, events))
    return sorted(events, key=lambda event: (event.start, event.end)) if len(events) > named else events


def _is_exam(text: str, folded: str, start: int, end: int, word: str, scope: Scope, embolism_defined: bool) -> bool:
    """Return whether a word between two offsets names an exam."""
    if word in patterns.CAPITALS_ONLY and not text[start:end].isupper():
        # "Rx" and "lRM" (a scanner's reading of IRM) are names too.
        if word == "rx" and text[start].isupper():
            return True
        if word in patterns.TYPED_SMALL and patterns.DATED_OR_PLACED.match(folded, end):
            return True
        return word == "lrm" and text[start + 1 : end].isupper()
    if word == "ct" and patterns.CHEMOTHERAPY_CT.stands_in(folded) and not patterns.DATED_OR_PLACED.match(folded, end):
        return False
    before = scope.before(start, 60)
    if word == "ct" and (patterns.OF_DRUGS_BEFORE.search(before) or patterns.OF_DRUGS_BEHIND.match(folded, end)):
        return False
    if word == "mibg" and patterns.MIBG_GIVEN.search(before) and "scinti" not in before:
        return False
    if word == "tep" and (
        embolism_defined
        or patterns.EMBOLISM.search(before[-40:])
        or re.match(r"\s?(?:bilateral|massi|segment|distal|prox)", folded[end:])
    ):
        return False
    if word == "echo" and patterns.PERFORMANCE_SCORE.match(folded, end):
        return False
    # "EBUS" is an exam and the guide of its own puncture at once.
    if word.startswith(("ebus", "eus")):
        return patterns.GUIDES_PUNCTURE.search(before) is None and patterns.WITH_PUNCTURE.match(folded, end) is None
    if patterns.GUIDED_BY.search(before) or (word in ("scanner", "scan") and patterns.SEEN_ON_ITS_SCAN.search(before)):
        return False
    if word in ("tdm", "scanner", "echo") and patterns.PUNCTURED_UNDER.search(before):
        if patterns.DATED_ALONE.match(folded, end):
            return False
    return patterns.NOT_AN_EXAM.match(folded, end) is None


def _of_bones(folded: str, match: re.Match[str], scope: Scope, earlier: list[EventMention]) -> bool:
    """Return whether a scintigraphy that does not say of what is one of the bones: cancer patients have no other so often."""
    around = scope.before(match.start(), 40) + "|" + scope.after(*match.span(), 60)
    told = any(other.subtype in ("bone_scan", "ct") for other in earlier)
    return (told or about_cancer(folded)) and patterns.NOT_OF_BONES.search(around) is None


def _of_iodine(folded: str, match: re.Match[str], scope: Scope) -> bool:
    """Return whether a scintigraphy of the whole body, which names no bone, is the one after radioactive iodine."""
    if " os" in match.group():
        return False
    around = scope.before(match.start(), 60) + "|" + scope.after(*match.span(), 60)
    return patterns.OF_IODINE.search(around) is not None


def _same_exam(previous: EventMention, subtype: str, folded: str, start: int) -> bool:
    """Whether the match only repeats the exam before it: "tomodensitométrie (TDM)", "scanner TAP"."""
    between = folded[previous.end : start]
    if start <= previous.end:
        return True
    if start - previous.start > _LONGEST_NAME:
        return False
    if previous.subtype == subtype:
        return _JOINT.fullmatch(between) is not None
    # "un scanner PET-CT", "scanner TEP" name a PET.
    if previous.subtype == "ct" and subtype == "pet" and re.fullmatch(r" ?[-/]? ?", between):
        previous.subtype = "pet"
        return True
    # A CT of the same table is part of the PET.
    return (
        previous.subtype == "pet"
        and subtype == "ct"
        and re.fullmatch(r" ?[(/-] ?| ?couple\w* (?:au|a un|a la) ", between) is not None
    )


def _extend(event: EventMention, text: str, folded: str, scope: Scope) -> None:
    """Take the region that follows the exam's name into the mention, and name the site."""
    limit = min(max(event.end, scope.sentence(event.start)[1]), event.end + 75)
    if following := patterns.EXAM.search(folded, event.end, limit):
        limit = (
            following.start()
        )  # "mammographie + échographie mammaire": the region behind the next exam is that one's
    places: list[Place] = following_places(folded, event.end, limit)
    own = _OWN_REGION.name_in(folded, event.start, event.end)
    if event.subtype == "bone_scan":
        event.site = "os"
        return
    region = site_of(places, "region")
    if event.subtype == "pet" and region == "tap":
        region = None
    if places and region:
        # A side or a closing bracket belongs to the words ("sein gauche").
        side = _SIDE.match(folded, places[-1].end, limit)
        event.end = side.end() if side else places[-1].end
        event.text = text[event.start : event.end]
    fixed = own is not None and (own != "thorax" or folded.startswith("ebus", event.start))
    event.site = own if fixed else (region or own)


def _describe(event: EventMention, text: str, folded: str, scope: Scope, earlier: list[EventMention]) -> None:
    attributes: dict[str, Any] = {}
    before = scope.before(event.start, 40)
    after = scope.after(event.start, event.end, 160)
    near = after[:60]
    side = laterality(text, folded, event.start, event.end)
    if side:
        attributes["laterality"] = side
    if event.subtype == "pet" and (tracer := patterns.TRACER.search(folded[event.start : event.end] + near[:25])):
        attributes["tracer"] = tracer.group(1)
    if patterns.CONTRAST.search(after, 0, 40):
        attributes["contrast"] = True
    if score := patterns.SCORE.search(after):
        attributes["score"] = f"{score['scale'].upper()} {score['value']}".replace("BIRADS", "BI-RADS")
    response = patterns.RESPONSE.name_in(after)
    if response:
        attributes["response"] = response
    if patterns.OUTSIDE.search(after, 0, 60):
        attributes["outside"] = True
    if patterns.SERIES.match(folded, event.end):
        attributes["series"] = True
    if event.site is None and score and event.subtype == "ultrasound":
        event.site = patterns.SCORE_SITES.get(score["scale"])
    if event.site is None and event.subtype == "ct" and folded.startswith("angio", event.start):
        first, last = scope.sentence(event.start)
        event.site = "thorax" if patterns.OF_THE_LUNGS.search(folded, first, last) else None
    if event.site is None and event.subtype in _ALWAYS_SOMEWHERE:
        event.site = _site_around(event, folded, scope, earlier)
    elif (
        event.site is None and event.subtype == "ct" and (region := region_shown(folded, scope, event.start, event.end))
    ):
        attributes["region_shown"] = region
    told = any(other.subtype == event.subtype for other in earlier)
    result_of = patterns.RESULT_OF.search(before)
    # "Conclusion de la TEP : aucune fixation", at the head of its sentence: the report itself
    heads = result_of is not None and not before[: result_of.start()].strip(' "*-•')
    if patterns.EARLIER.match(folded, event.end) or (result_of and not (heads and _OWN_REPORT.match(near))):
        attributes["earlier"] = True
    seen = patterns.SEEN_THERE.search(before) if told else None
    if seen is not None and patterns.IS_SEEN.search(before, 0, seen.start("told")) is None:
        attributes["earlier"] = True
    if told and patterns.ONE_MORE.search(before):
        attributes["one_more"] = True
    if told and (patterns.POINTS_BACK.search(before) or (patterns.DEFINITE.search(before) and event.site is None)):
        attributes["anaphoric"] = True
    event.attributes = attributes


def _site_around(event: EventMention, folded: str, scope: Scope, earlier: list[EventMention]) -> str | None:
    """Return the region of an unqualified exam: that of the last exam of its kind, else what it shows."""
    before = next(
        (other for other in reversed(earlier) if other.subtype == event.subtype and other.site not in (None, "cœur")),
        None,
    )
    first, last = scope.sentence(event.start)
    if event.subtype == "ultrasound" and _beside_mammography(event, folded, first, last):
        return "sein"
    behind = earlier[-1].end if earlier else 0
    same_sentence = before is not None and before.start >= first
    if not same_sentence and (seen := seen_before(folded, scope, event.start, behind)) is not None:
        return seen
    shown = _part_of([*find_places(folded, event.end, min(last, event.end + 140))])
    if (
        before is not None
        and "doppler" not in event.text.lower()
        and (shown is None or scope.index(event.start) - scope.index(before.start) <= 8)
    ):
        return before.site
    if shown is None and _OF_VEINS.match(folded, event.end) and "doppler" in event.text.lower():
        return "membre inférieur"  # unless another place is named
    return shown or _part_of([*reversed(find_places(folded, first, event.start))])


def _part_of(places: list[Place]) -> str | None:
    """Return the region of the first place that is one part of the body: "TAP" is that of a CT told beside."""
    return site_of([place for place in places if place.name != _WHOLE_TRUNK], "region")


def _beside_mammography(event: EventMention, folded: str, first: int, last: int) -> bool:
    """Return whether an ultrasound that names no region was made with a mammogram: of the breasts, too."""
    return (
        patterns.MAMMOGRAPHY_AND.search(folded, max(first, event.start - 60), event.start) is not None
        or patterns.AND_MAMMOGRAPHY.match(folded, event.end, last) is not None
    )


def _ellipses(text: str, folded: str, scope: Scope, named: list[EventMention]) -> list[EventMention]:
    """Exams named by their date alone ("celle de janvier"): the modality is that of the last exam."""
    found = []
    for match in patterns.COMPARED.finditer(folded):
        antecedent = _last_of_sentence(named, scope, match.start())
        if antecedent is None and patterns.WHOLE_EXAM.search(match.group()):
            antecedent = _last_before(named, match.start())
        if antecedent is not None:
            found.append(_again(text, match.span(), antecedent))
    for match in patterns.ONE_OF_SERIES.finditer(folded) if named else ():
        start = match.start()
        if patterns.AT_AN_ITEM.search(folded, max(0, start - 10), start) is None:
            continue
        first, _ = scope.previous(start, 1)
        antecedent = next((event for event in reversed(within(named, first, start)) if event.end <= start), None)
        if antecedent is None and found and found[-1].start >= first:
            antecedent = found[-1]  # "Dernière : décembre 2022. Prochaine : juin 2023."
        if antecedent is None or patterns.OTHER_SERIES.search(folded, antecedent.end, start) is not None:
            continue
        if "prochain" in match.group() and antecedent.start >= scope.sentence(start)[0]:
            continue
        # "Échographie semestrielle, dernière le 12 juillet": the exam's own day, unless it has one before.
        if antecedent.start < scope.sentence(start)[0] or patterns.A_DATE.search(folded, antecedent.end, start):
            found.append(_again(text, match.span(), antecedent))
    for match in patterns.ELLIPSIS.finditer(folded):
        start = match.start()
        first, _ = scope.previous(start, 1)
        antecedent = next((event for event in reversed(within(named, first, start)) if not _covers(event, match)), None)
        if antecedent is None and match.group().startswith("l'examen"):
            antecedent = _last_before(named, start)
        if antecedent is None:
            continue
        found.append(
            EventMention(
                Family.IMAGING,
                antecedent.subtype,
                start,
                match.end(),
                text[start : match.end()],
                site=antecedent.site,
                attributes={"anaphoric": True, **({"earlier": True} if _is_earlier(folded, match) else {})},
            )
        )
    return found


def _compared_with(text: str, folded: str, layout: Layout, named: list[EventMention]) -> list[EventMention]:
    """Return the earlier exams that a report is compared with and that only their days name: they are of its kind."""
    section = next((section for section in layout.sections if section.label == "comparison"), None)
    own = named[0] if named and section is not None and named[0].start < section.start else None
    if own is None or section is None:
        return []
    spans = [match.span() for match in patterns.EARLIER_EXAM.finditer(folded, section.title_end, section.end)]
    told = any(section.title_end <= other.start < section.end for other in named)
    if not told and patterns.BARE_DAY.match(folded, section.title_end, section.end):
        spans.append((section.title_start, section.title_end))
    return [_again(text, (start, start + len(folded[start:end].rstrip(" :"))), own) for start, end in spans]


def _last_of_sentence(named: list[EventMention], scope: Scope, start: int) -> EventMention | None:
    first, _ = scope.sentence(start)
    return next((event for event in reversed(within(named, first, start)) if event.end <= start), None)


def _last_before(named: list[EventMention], start: int) -> EventMention | None:
    place = event_at(named, start)
    return named[place - 1] if place else None


def _again(text: str, span: tuple[int, int], antecedent: EventMention) -> EventMention:
    """Return another exam of the antecedent's kind, named by its date alone."""
    return EventMention(
        Family.IMAGING,
        antecedent.subtype,
        *span,
        text[slice(*span)],
        site=antecedent.site,
        attributes={"anaphoric": True},
    )


def _is_earlier(folded: str, match: re.Match[str]) -> bool:
    return "precedent" in match.group() or patterns.EARLIER.match(folded, match.end()) is not None


def _covers(event: EventMention, match: re.Match[str]) -> bool:
    return event.start < match.end() and match.start() < event.end
