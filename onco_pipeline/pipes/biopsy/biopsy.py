"""``onco.biopsy``: the biopsies and cytological samplings that a note tells."""

from __future__ import annotations

import re
from typing import Any

from onco_pipeline.events import EventMention, Family
from onco_pipeline.pipes.biopsy import cells, patterns
from onco_pipeline.pipes.biopsy.organs import ACRONYMS, organ_of
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.elsewhere import done_elsewhere
from onco_pipeline.pipes.scope import Scope
from onco_pipeline.pipes.screen import WINDOWS
from onco_pipeline.pipes.sites import following_places, laterality, site_of

__all__ = ["find"]

_BOTH = {"biopsy", "cytology"}


#: Characters from an act to the needle that it was done with.
_TOOL, _ENDS = 60, re.compile(r"[.;\n]")
#: The needle before the bracket that names the act by its letters.
_NAMED_SHORT = re.compile(r"[^.;:()\n]{0,45}aiguille(?: fine)? ?\(")
#: Characters before a sample in which the operation stands that it may come from.
_NEAR, _TOLD_BACK = 150, 1_500
_LISTED = re.compile(r"(?: ?(?:x ?)?\d{0,2}| \w+)? ?(?:,|et|\+|/) ?(?:une? |des )?")
_NEXT_THING = re.compile(r"[,;:.]| et (?:un|le|la)")
_NOT_TELLING = re.compile(r"non[- ]contributi|acellulaire|ininterpret|insuffisant")
_ACRONYMS = tuple(ACRONYMS)
_SIDE = re.compile(r"\s(?:droite?s?|gauches?|bilatera\w+|[dg]\b)")


def find(text: str, folded: str, layout: Layout) -> list[EventMention]:
    """Return the biopsies and cell samplings that a note mentions.

    Parameters
    ----------
    text, folded
        The source text and ``fold(text)``.
    layout
        The note's structure; an empty one means plain sentences.

    Returns
    -------
    list[EventMention]
        In order of position; ``subtype`` is ``biopsy``, ``cytology`` or ``bone_marrow``, ``site`` the
        organ sampled or None. Liquid biopsies, relief taps, tools and surgical specimens are none.
        ``attributes`` may hold ``technique``, ``guidance``, ``laterality``, ``cores``, ``contributive``
        ``anaphoric`` (may point back to an act told elsewhere), ``restated`` (does: "l'histologie de la biopsie") and
        ``initial`` (to the first one: "la biopsie initiale").

    Examples
    --------
    >>> note = "Biopsie hepatique sous scanner, puis biopsie liquide."
    >>> [(event.text, event.site, event.attributes["guidance"]) for event in find(note, note.lower(), Layout())]
    [('Biopsie hepatique', 'foie', 'ct')]
    """
    scope = Scope(folded, layout)
    events: list[EventMention] = []
    for match in patterns.SAMPLING.finditer(folded):
        kind = match.lastgroup or "biopsy"
        start, end = match.span()
        again = _punctured_again(folded, events, kind, end)
        if layout.is_ignored(start) or not (again or _is_act(text, folded, match, kind, scope)):
            continue
        section = layout.section(start) if kind == "sentinel" else None
        if section is not None and section.label in patterns.OF_A_SPECIMEN:
            continue
        previous = events[-1] if events else None
        if previous and _same_act(previous, folded, start):
            previous.end = max(previous.end, end)
            previous.text = text[previous.start : previous.end]
            brushed = folded.startswith("bross", start) or folded.startswith("bross", previous.start)
            if brushed and {previous.subtype, _subtype(kind, match.group(), folded, scope, start, end)} == _BOTH:
                previous.subtype = "biopsy"  # "brossage et biopsies": tissue was taken, whatever else
            elif previous.subtype == "biopsy" and kind == "cytology":
                previous.subtype = "cytology"
            continue
        event = EventMention(Family.BIOPSY, "biopsy", start, end, text[start:end])
        places = following_places(folded, end, min(max(end, scope.sentence(start)[1]), end + 90))
        event.subtype = _subtype(kind, match.group(), folded, scope, start, end)
        event.site = again.site if again else organ_of(event, match.group(), kind, folded, scope, places)
        event.subtype = again.subtype if again else event.subtype
        if places:
            side = _SIDE.match(folded, places[-1].end)
            event.end = side.end() if side else places[-1].end
            event.text = text[start : event.end]
        _describe(event, text, folded, scope, events)
        bare = not places and (kind == "biopsy" or kind == "sample")
        if events and bare and event.attributes.get("anaphoric"):
            told_here = patterns.WHOSE.search(scope.before(start, 20)) is not None
            if not (told_here or match.group().startswith(_ACRONYMS)):
                event.site = None  # its organ was named when it was first told
        events.append(event)
    return events


def _punctured_again(folded: str, events: list[EventMention], kind: str, end: int) -> EventMention | None:
    """Return the puncture that a bare one with a day of its own speaks of: the one told before."""
    if kind != "guided" or patterns.PUNCTURED_AGAIN.match(folded, end) is None:
        return None
    return next((event for event in reversed(events) if event.text.lower().startswith("ponction")), None)


def _is_act(text: str, folded: str, match: re.Match[str], kind: str, scope: Scope) -> bool:
    start, end = match.span()
    word = match.group()
    if word.startswith("tru") and scope.before(start, 10).endswith("aiguille "):
        return False
    if word in patterns.CAPITALS_ONLY and not text[start:end].isupper():
        return False
    if patterns.NOT_AN_ACT_BEFORE.search(scope.before(start, 40)) or patterns.NOT_AN_ACT_AFTER.match(folded, end):
        _, last = scope.sentence(start)
        examined = patterns.EXPLORES_TOO.search(folded, end, last) or patterns.CELLS_READ.match(folded, last)
        if kind != "fluid" or examined is None:
            return False
    if (kind in {"guided", "punctured"} and patterns.FLUID_BEFORE.search(scope.before(start, 60))) or (
        kind == "punctured"
        and (patterns.FLUID_TAPPED.match(folded, end) or patterns.FLUID_PUNCTURED.search(scope.before(start, 90)))
    ):
        told = folded[end : scope.sentence(start)[1]]
        return patterns.EXPLORES.search(told) is not None
    if word.startswith("ebus") and patterns.NOTHING_TAKEN.search(folded, *scope.sentence(start)):
        return False
    if kind == "guided" and patterns.ENDOSCOPIC.search(scope.before(start, 50)) is None:
        return patterns.PUNCTURE_READ.match(folded, end) is not None  # a bare "ponction" may be of anything
    if kind == "punctured":
        return (
            patterns.PUNCTURED_IT.match(folded, end) is not None
            or patterns.PUNCTURED_SO.match(folded, end) is not None
            or patterns.PUNCTURED_BEFORE.search(scope.before(start, 130)) is not None
            or (not word.endswith("r") and patterns.PUNCTURED_NOUN.search(scope.before(start, 60)) is not None)
        )
    if kind == "lesion_taken":
        return patterns.LESION_BEFORE.search(scope.before(start, 80)) is not None
    if word == "paf" and patterns.POLYPOSIS.search(folded):
        return False  # adenomatous, and familial
    if kind == "biopsy" and _of_specimen(folded, start, end, scope):
        return False
    if kind == "bare_sample":
        first, last = scope.sentence(start)
        # "NGS sur le prélèvement du 15/01": of the operation or the biopsy of that day, wherever it is told.
        told_back = scope.before(start, 8).endswith(("sur le ", "sur les ", "sur ce ", "sur un "))
        back = _TOLD_BACK if told_back else _NEAR
        if told_back and patterns.SAMPLED_BEFORE.search(folded, max(0, first - back), start):
            return False
        if patterns.SCOPED_BEFORE.search(scope.before(start, 120)):
            return patterns.OF_GERMS.search(folded, start, min(last, end + 60)) is None
        return (
            patterns.READ_THERE.search(folded, first, last) is not None
            and patterns.READ_FIRST.search(scope.before(start, 60)) is None
            and patterns.NO_BIOPSY.search(folded, max(0, first - back), min(len(folded), last + 60)) is None
            and patterns.NO_TISSUE.search(folded, first, last) is None
        )
    if kind == "scoped":
        first, last = scope.sentence(start)
        if patterns.OF_GERMS.search(folded, start, min(last, end + 60)):
            return False
        if patterns.SAMPLED_BEFORE.search(folded, end, last):
            return False  # it names what was taken further on
        by_hand = patterns.SCOPED_BEFORE.search(scope.before(start, 120)) or patterns.SCOPED_BEHIND.match(folded, end)
        return by_hand is not None and patterns.SAMPLED_BEFORE.search(folded, first, start) is None
    if kind == "fluid_cytology" and not cells.of_the_fluid(folded, start, word, scope):
        return False
    if kind == "cells":
        return cells.were_read(folded, start, end, scope)
    if kind == "sample" and not _was_taken(folded, match, scope):
        return False
    if kind == "sentinel":
        if word == "gs" and scope.before(start, 3).rstrip().endswith("+"):
            return False
        told = scope.before(start, 50)
        dated = patterns.SENTINEL_DATED.match(folded, end) is not None
        if (patterns.SENTINEL_READ.search(told) and not dated) or patterns.SENTINEL_FAILED.search(told):
            return False
        return (
            patterns.SENTINEL_TAKEN.search(scope.before(start, 70)) is not None
            or dated
            or patterns.SENTINEL_FIRST.match(folded, end) is not None
            or patterns.SENTINEL_REMOVED.match(folded, end) is not None
        )
    if kind == "fluid":
        _, last = scope.sentence(start)
        near = folded[start : min(len(folded), last + 150)]
        if word == "pl":  # whoever writes it short looks for cells
            return True
        relief = (
            patterns.RELIEF.search(folded[start : end + 40])
            and not patterns.EXPLORES_TOO.search(folded[start:last])
            and not patterns.CELLS_READ.match(folded, last)
        )
        return patterns.EXPLORES.search(near) is not None and not relief
    if kind == "excised" and (
        patterns.PART_OF_SURGERY.search(scope.before(start, 90)) or patterns.OF_A_GLAND.match(folded, end)
    ):
        return False
    if kind == "puncture" and patterns.COLLECTED.search(folded, end, min(len(folded), end + 60)):
        return patterns.EXPLORES_TOO.search(folded, end, scope.sentence(start)[1]) is not None
    return not (kind == "puncture" and patterns.RELIEF.search(folded[max(0, start - 10) : end + 60]))


def _was_taken(folded: str, match: re.Match[str], scope: Scope) -> bool:
    """Return whether talk of a sample tells that it was taken: "des échantillons ont été prélevés", not "l'échantillon montre"."""
    start, end = match.span()
    if match.group().startswith("prelev") and "ement" not in match.group():
        first, last = scope.sentence(start)
        return patterns.NO_TISSUE.search(folded, first, min(last, end + 110)) is None
    if "carott" in match.group():
        first, last = scope.sentence(start)
        return (
            patterns.ON_CORES.search(scope.before(start, 30)) is None
            and patterns.NO_TISSUE.search(folded, first, start) is None  # its own words may say "biopsiques"
            and patterns.NO_TISSUE.search(folded, end, min(last, end + 110)) is None
        )
    if patterns.SPECIMEN_WORD.match(match.group()) is None:
        return patterns.OF_A_GENITIVE.search(scope.before(start, 20)) is None
    if patterns.TAKING.search(scope.before(start, 50)) is None and (
        patterns.TAKEN.match(folded, folded.find(" ", start) + 1) is None
    ):
        return False
    first, last = scope.sentence(start)
    return patterns.NO_TISSUE.search(folded, max(first, start - 200), min(last, end + 110)) is None


def _of_specimen(folded: str, start: int, end: int, scope: Scope) -> bool:
    """Whether "la biopsie" speaks of what the operation told just before took out."""
    first, last = scope.sentence(start)
    if patterns.SPEAKS_OF.fullmatch(folded, first, start) is None:
        return False
    if following_places(folded, end, min(last, end + 60)):
        return False  # "les biopsies de l'épiploon" were taken apart
    before = folded[scope.previous(start, 1)[0] : first]
    return patterns.TAKEN_OUT.search(before) is not None and patterns.SAMPLED.search(before) is None


def _same_act(previous: EventMention, folded: str, start: int) -> bool:
    """Whether the match repeats the act before it: "biopsie à l'aiguille (BAG)", "brossage et biopsies"."""
    if start < previous.end:
        return True
    between = folded[previous.end : start]
    if folded.startswith(("tru-cut", "trucut", "tru cut", "punch"), start):  # what it was taken with
        return len(between) < _TOOL and not _ENDS.search(between)
    if folded.startswith("ebus", start) or folded.startswith("ebus", previous.start):  # a puncture and its guide
        if patterns.GUIDE_LINK.fullmatch(between):
            previous.site = "ganglion"
            return True
    if previous.site is not None and re.fullmatch(r"\s?et (?:une? |des )?", between):
        other = site_of(following_places(folded, folded.find(" ", start), min(len(folded), start + 60)))
        if other is not None and other != previous.site:
            return False  # "microbiopsie mammaire et cytoponction axillaire"
    if _NAMED_SHORT.fullmatch(between):
        return True  # "biopsie des ganglions à l'aiguille fine (FNA 12/12/2009)"
    if folded.startswith("brossage", start) and _LISTED.fullmatch(between):
        return True  # "biopsies x5, brossage": one endoscopy took both
    return (
        re.fullmatch(r"\s?[(/]\s?|\s|-|\s?(?:et|par|avec) (?:une? |des )?(?=$)", between) is not None
        and "\n" not in between
    )


def _subtype(kind: str, word: str, folded: str, scope: Scope, start: int, end: int) -> str:
    if kind == "marrow":
        return "bone_marrow"
    if kind in {"cytology", "fluid", "fluid_cytology", "cells", "guided", "punctured"}:
        return "cytology"
    # "PBO" is of the marrow in haematology, of a bone lesion elsewhere.
    if word == "pbo" and patterns.MARROW_TALK.search(folded, *scope.previous(start, 1)):
        return "bone_marrow"
    after = scope.after(start, end, 45)
    of_marrow = "moelle osseuse" in after or "medull" in after
    if of_marrow and re.match(r"[\w' -]{0,30}?(?:moelle osseuse|osteo-?medull|medullaire)", after):
        if not re.match(r".*epiniere", after):
            return "bone_marrow"
    if kind == "puncture" and re.search(r"thyroid|ganglion|adenop|kyst|mammaire", after):
        return "cytology"
    if kind == "sample" and "cytolog" in word:
        return "cytology"
    return "biopsy"


def _describe(event: EventMention, text: str, folded: str, scope: Scope, earlier: list[EventMention]) -> None:
    attributes: dict[str, Any] = {}
    after = scope.after(event.start, event.end, 90)
    next_thing = _NEXT_THING.search(after)
    stop = event.end + (len(after) if next_thing is None else next_thing.start())
    around = WINDOWS.cut(folded, event.start, stop)
    before = scope.before(event.start, 60)
    technique = patterns.TECHNIQUE.name_in(around) or patterns.WAY_IN.name_in(before)
    if technique:
        attributes["technique"] = technique
    guidance = patterns.GUIDANCE.name_in(around)
    if guidance:
        attributes["guidance"] = guidance
    side = laterality(text, folded, event.start, event.end)
    if side:
        attributes["laterality"] = side
    if cores := patterns.CORES.search(folded, max(0, event.start - 12), min(len(folded), event.end + 80)):
        attributes["cores"] = int(cores.group(1))
    if _NOT_TELLING.search(after):
        attributes["contributive"] = False
    if done_elsewhere(folded, event.end, scope.sentence(event.start)[1]):
        attributes["outside"] = True
    if patterns.OF_THE_FIRST.match(folded, event.end) or patterns.THE_OLD_ONE.search(before):
        attributes["anaphoric"] = attributes["restated"] = attributes["initial"] = True
    elif patterns.POINTS_BACK.search(before):
        attributes["anaphoric"] = attributes["restated"] = True
    elif (
        earlier
        and patterns.DEFINITE.search(before)
        and not patterns.REPEATS.search(before)
        and (event.site is None or any(other.site == event.site for other in reversed(earlier)))
    ):
        attributes["anaphoric"] = True
    event.attributes = attributes
