"""``onco.pathology``: the pathology results that a note tells, one mention a result."""

from __future__ import annotations

import re

from onco_pipeline.codes.adicap import decode
from onco_pipeline.events import EventMention, Family
from onco_pipeline.pipes.biopsy.patterns import NOT_AN_ACT_BEFORE
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.document.patterns import ADDENDUM
from onco_pipeline.pipes.pathology import patterns
from onco_pipeline.pipes.pathology.details import describe
from onco_pipeline.pipes.pathology.proofs import proofs
from onco_pipeline.pipes.pathology.runs import Detail, runs
from onco_pipeline.pipes.pathology.specimen import LABEL, organ_heads, organ_received, specimen_site, specimens_of
from onco_pipeline.pipes.pathology.statements import liquid, result_bounds
from onco_pipeline.pipes.pathology.title import has_pathology_title
from onco_pipeline.pipes.primaries import primary_organs
from onco_pipeline.pipes.scope import Scope
from onco_pipeline.pipes.screen import Screened

__all__ = ["find"]

#: The value that follows a marker's name.
_VALUE = re.compile(
    r"\s?:?\s?(?:\(?[0-3]\+(?!\d)\)?|\d{1,3} ?%|\+{1,3}(?!\d)|(?:posit|negat)(?:if|ive)s?\b|[<>]? ?\d{1,3} ?%)(?![a-z])"
)
#: "Parésie du MSI", "membre supérieur gauche (MSI)": a limb, not a microsatellite.
_LIMB_NAMED = re.compile(r"\bmembres? (?:superieur|inferieur)s? [a-z ]{0,12}\(\s?ms[id]\b|\b(?:msd|mii|mid)\b")
_OF_A_LIMB = re.compile(
    r"\b(?:force|motricite|motilite|mobilite|mouvements?|faiblesse|deficit|(?:mono)?paresie|(?:mono)?plegie|paralysie|paresthesies?|dysesthesies?"
    r"|hypoesthesie|sensibilite|engourdissement|impotence|tremblements?|crampes?|douleurs?|lourdeur|oe?deme|lymphoe?deme|thrombose"
    r"|phlebite|gonflement|troubles?|atteinte|perte)(?: (?!mutation|status)\w+){0,3}? (?:au |d[eu] |dans |en |au niveau d[eu] |l[ae] |d'un )*\Z"
)
#: "- Ponction lombaire : normale\n- TDM du 26/02 : en rapport avec une néoplasie": what the next exam shows.
_EXAM_OPENS = re.compile(
    r"[\W\d]*(?:(?:on|nous) dispos(?:e|ons) |il (?:existe|y a) |on a |vu |au |a |sur |par |le bilan (?:par|avec) )?(?:d')?(?:l[ae] |l'|une? )?(?:angio-?|nouve\w+ )?(?:tdm|scanners?|irm|tep|pet|ct|tap|tomodens\w+|echographie|mammographie|radiographie|scintigraphie|imagerie)\b"
)
#: What tells the result of the sampling told before.
_THE_RESULT = Screened(r"\W*(?:le|ce|les|ces) resultats? (?:definitifs? |final )?(?:etai(?:en)?t|est|sont|a|ont|fut) ")
#: "COMPTE RENDU COMPLÉMENTAIRE du 21.08.18 :", "Complément (biologie moléculaire) :": what is told later of the same sample.
_ADDED = Screened(
    rf"\b(?:{ADDENDUM}|(?:resultats?|cr) complementaires?)\b"
    r"(?! (?:d'exerese|d'information|de (?:resection|chirurgie|traitement|radiotherapie|dose|prise)))[^.;\n]{0,80}[:(]"
)
_PARAGRAPH = 400
_ADICAP = Screened(r"adicap")
#: An operation whose piece is read.
_REMOVED = re.compile(r"[a-z]{3,}ectomies?|resections?|exereses?|excisions?")
#: Sections that only a pathologist's report has, and those in which it tells what was seen.
_OF_A_REPORT = frozenset({"specimen", "macroscopy", "microscopy"})
#: "Devant un syndrome main-pied de grade 2", "rash G2", "VO grade 1": the grade of what a treatment or a cirrhosis does,
#: and of no tumour. Every grade is asked, whatever it is written like.
_OF_NO_TUMOUR = Screened(
    r"\b(?:main-?pied|smp|hta|oe?demes?|fievre|varices|oe?sophagiennes|vo|toxicites?|diarrhees?|mucites?|stomatites?|nausees?|vomissements?|asthenie|fatigue|neuropathies?"
    r"|(?:neutro|thrombo|lympho|leuco)penies?|anemie|rash|eruption|hypertension|cytolyse|hepatite|colite|pneumopathie"
    r"|arthralgies?|proteinurie|prurit|paresthesies?|(?:effets?|evenements?) (?:secondaires?|indesirables?))"
    r"(?: [a-z]{4,}){0,2} \(?(?:de |d'un )?(?:ctcae |nci )?\Z"
)
_GRADES = ("grade", "g1", "g2", "g3")
_GRADED = 60
#: Characters before a sample in which a tool or a wound is named.
_TOOL = 40
#: A sample that was not taken, and one that no pathologist reads.
_NOT_TAKEN = ("sans ", "sans faire de ")
_OF_A_JOINT = re.compile(
    r" (?:articulaire|(?:du |de la |de l'|d'une? )(?:genou|epaule|hanche|coude|cheville|articulation|abces|kyste))"
)
_OF_A_SPECIMEN = frozenset({"finding", "verdict", "ptnm"})
_OF_TISSUE = frozenset({"report", "sample", "surgery", "liquid", "ptnm", "marker", "gene"})
#: An exam at the head of its line, up to what it shows.
_SEEN_ON_IMAGE = re.compile(
    r"\W*(?:(?:le )?\d{1,2}(?:er)?(?:[/.-]\d{1,2}(?:[/.-]\d{2,4})?| [a-z]{3,9}\.?(?: \d{4})?)\W{1,4})?(?:l'|une? |l[ae] )?"
    r"(?:tdm|tomodensitom|scanner|ct[ -]|irm|imagerie par|pet[ -]|tep[ -]|radiographie|echographie|mammographie|scintigraphie)[^.;\n]{0,90}(?:[):] ?:?|[-=]>|→)"
)
_READ_IN = frozenset({"findings", "microscopy", "conclusion", "pathology", "addendum"})
#: The adjectives that finish a tumour's name.
_TAIL = re.compile(
    r"(?: (?:infiltrant\w*|invasi\w+|in situ|canalaire\w*|lobulaire\w*|epidermoide|papillaire|folliculaire"
    r"|medullaire|mucineux|sereux|urothelial|acinaire|a (?:petites|grandes) \s?cellules"
    r"|a cellules \w+|neuro-?endocrine|(?:bien|moyennement|moderement|peu|in)-?\s?differencie\w*|(?:de )?(?:haut"
    r"|bas) grade|maligne?|metastatique|fibrolamellaire|indifferencie\w*|non a petites cellules)\b)+"
    r"|(?: (?:d'origine \w+|(?:du|de la|de l'|d'un|d'une|des) (?:\w+ )?(?:sein|colon|rectum|poumon|prostate|foie"
    r"|rein|ovaire|pancreas|estomac|oe?sophage|thyroide|carcinome|adenocarcinome|melanome)))"
)


def find(text: str, folded: str, layout: Layout) -> list[EventMention]:
    """Return the pathology results that a note states.

    Parameters
    ----------
    text, folded
        The source text and ``fold(text)``.
    layout
        The note's structure; an empty one means plain sentences.

    Returns
    -------
    list[EventMention]
        In order of position. Neighbouring details ("CCI grade III, RE 90 %, HER2 1+") are one
        mention; ``site`` is the organ of the specimen or None. A diagnosis counts only with a detail
        of the examination or the words of a report. ``attributes``: see
        :func:`onco_pipeline.pipes.pathology.details.describe`.

    Examples
    --------
    >>> note = "Biopsie du sein : CCI grade III, RE 90 %, HER2 1+."
    >>> [(event.text, event.site) for event in find(note, note.lower(), Layout())]
    [('CCI grade III, RE 90 %, HER2 1+', 'sein')]
    """
    scope = Scope(folded, layout)
    by_sentence: dict[int, list[Detail]] = {}
    own_sentence: list[Detail] = []  # the details of the one that the last token stands in, and its bounds
    start = end = 0
    for token in patterns.DETAILS.tokens(folded):
        word = folded[token.start : token.end]
        graded = token.kind == "grade" and word.startswith(_GRADES)
        if graded and _OF_NO_TUMOUR.search(folded, max(0, token.start - _GRADED), token.start):
            continue
        if token.kind == "sample" and NOT_AN_ACT_BEFORE.search(folded, max(0, token.start - _TOOL), token.start):
            continue  # "site de biopsie inflammatoire"
        if token.kind == "sample" and (
            folded.endswith(_NOT_TAKEN, 0, token.start)
            or (word.startswith("ponction") and _OF_A_JOINT.match(folded, token.end))
        ):
            continue
        if not layout.is_ignored(token.start) and not (word == "msi" and _of_a_limb(folded, token.start)):
            detail = Detail(token.start, token.end, token.kind, word)
            if not start <= token.start < end:
                index = scope.index(token.start)
                start, end = scope.bounds(index)
                own_sentence = by_sentence.setdefault(index, [])
            own_sentence.append(detail)
    events: list[EventMention] = []
    reads = any(section.label in _OF_A_REPORT for section in layout.sections)
    reads = reads or (bool(by_sentence) and (layout.of_pathology or has_pathology_title(folded)))
    specimens = specimens_of(folded) if reads else {}
    heads = organ_heads(folded, layout.lines) if reads and not specimens else {}
    for index, details in by_sentence.items():  # in order, as their words are
        start, end = scope.bounds(index)
        told_before = _told_before(folded, layout, scope, index, by_sentence)
        line = layout.lines[layout.line(start)][0] if layout.lines else start
        label = LABEL.match(folded, line, end) if specimens else None
        own = specimens.get(label.group(1)) if label is not None else heads.get(line)
        listed = own is not None or (label is not None and label.group(1) in specimens)
        for run in runs(details, folded):
            span = result_bounds(
                run, details, folded, start, told_before or listed, in_report=_in_report(layout, start)
            )
            if span is None and listed and any(detail.kind in _OF_A_SPECIMEN for detail in run):
                span = run[0].start, run[-1].end  # "B : épiploon indemne."
            if span is None:
                continue
            first, last = span
            if _SEEN_ON_IMAGE.match(folded, start, first) and not (
                any(detail.kind in _OF_TISSUE for detail in run) or _led_to_sample(details, folded, first)
            ):
                continue  # what an exam shows is no result, even below the pathologist's heading
            if value := _VALUE.match(folded, last, end):
                last = value.end()
            while tail := _TAIL.match(folded, last, end):
                last = tail.end()
            event = EventMention(Family.PATHOLOGY, "result", first, last, text[first:last])
            on_blood = liquid(details, last)
            event.site = specimen_site(folded, scope, first, last, liquid=on_blood)
            event.attributes = describe(text, folded, first, min(end, last + 60))
            if on_blood:
                event.attributes["specimen"] = "blood"
            if listed:
                event.site = own or event.site
                event.attributes["sampled"] = label.group(1).upper() if label is not None else own
            section = layout.section(first)
            if section is not None and section.label == "diagnosis":
                event.attributes["summed_up"] = True  # a diagnosis tells again what its samples showed
            elif (section is not None and section.label == "addendum") or _added(folded, first):
                event.attributes["addendum"] = True
            events.append(event)
    for first, last, verdict in proofs(folded, scope, events):
        if layout.is_ignored(first):
            continue
        site = specimen_site(folded, scope, first, last)
        attributes = {"verdict": verdict, "kind": "histology"}
        events.append(
            EventMention(Family.PATHOLOGY, "result", first, last, text[first:last], site=site, attributes=attributes)
        )
    events.sort(key=lambda event: event.start)
    if any(event.site is None for event in events):
        # What the report received, or where the note has one cancer only, its organ is what an unplaced result is about.
        site = organ_received(folded, layout) if reads else None
        if site is None and len(primaries := primary_organs(folded)) == 1:
            (site,) = primaries
        for event in events:
            event.site = event.site or site
    _take_adicap(text, folded, events)
    return events


def _led_to_sample(details: list[Detail], folded: str, first: int) -> bool:
    """Whether an exam's finding led to a sampling, told before a result: "TDM suspecte → ponction le 19/03 → carcinoïde"."""
    return any(
        detail.kind == "sample"
        and detail.end <= first
        and folded[max(0, detail.start - 3) : detail.start].strip()[-1:] in ("→", ">")
        for detail in details
    )


def _added(folded: str, place: int) -> bool:
    """Whether a place stands behind the words that open an addendum, in their paragraph."""
    first = max(0, place - _PARAGRAPH)
    if _ADDED.search(folded, first, place) is None:
        return False
    return _ADDED.search(folded, max(first, folded.rfind("\n\n", first, place)), place) is not None


def _of_a_limb(folded: str, start: int) -> bool:
    """Whether "MSI" stands for a limb ("membre supérieur")."""
    return _LIMB_NAMED.search(folded) is not None or _OF_A_LIMB.search(folded, max(0, start - 60), start) is not None


def _told_before(folded: str, layout: Layout, scope: Scope, index: int, by_sentence: dict[int, list[Detail]]) -> bool:
    """Whether the sentence stands under a report: after a sentence of sampling, or in its section."""
    if not scope.count:
        return False
    start, _ = scope.bounds(index)
    section = layout.section(start)
    if section is not None and patterns.SECTION_WORD.search(folded, section.title_start, section.title_end):
        return True
    if index == 0:
        return False
    before, stop = scope.bounds(index - 1)
    if _THE_RESULT.match(folded, start) and "\n\n" not in folded[stop:start]:
        # "Une biopsie a été réalisée. Le résultat était compatible avec un carcinome."
        # ... and so "Une lobectomie a été réalisée. Le résultat était un carcinome."
        told = by_sentence.get(index - 1, [])
        return any(detail.kind in {"report", "sample"} or _REMOVED.fullmatch(detail.word) for detail in told)
    # A heading ("BIOPSIE :", "ANATOMIE PATHOLOGIQUE") speaks for the line below it.
    return (
        "\n\n" not in folded[stop:start]
        and stop - before < 90
        and any(detail.kind in {"report", "sample"} for detail in by_sentence.get(index - 1, []))
        and _EXAM_OPENS.match(folded, start) is None
    )


def _in_report(layout: Layout, start: int) -> bool:
    """Whether a sentence stands where a pathologist's report tells what was seen."""
    section = layout.section(start)
    told = section is not None and section.label in _READ_IN
    return told and any(other.label in _OF_A_REPORT for other in layout.sections)


def _take_adicap(text: str, folded: str, events: list[EventMention]) -> None:
    """Give an ADICAP code to the result it closes; a code alone is a result of its own."""
    if _ADICAP.search(folded) is None:
        return
    for match in patterns.ADICAP.finditer(folded):
        raw = text[match.start() : match.end()]
        code = decode(raw) if raw.upper() == raw and any(c.isdigit() for c in raw) else None
        if code is None:
            continue
        found = {"adicap": code.code, "sampling": code.sampling}
        if code.behaviour:
            found["behaviour"] = code.behaviour
        owner = next((event for event in reversed(events) if event.start < match.start()), None)
        if owner is None:
            owner = EventMention(Family.PATHOLOGY, "result", match.start(), match.end(), raw, site=code.site)
            events.append(owner)
        owner.attributes.update(found)
        owner.site = owner.site or code.site
