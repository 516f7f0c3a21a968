"""How French doctors tell a care event: what was done, what is planned, what did not take place.

Each ``Bank`` holds the ways of saying one thing; each function chooses dates and words for one fact
and writes them on a page with their gold. Nothing here knows which document it is in.
"""

from __future__ import annotations

from onco_pipeline.synthesis import dates
from onco_pipeline.synthesis.dates import DatePhrase
from onco_pipeline.synthesis.drugs import DRUGS, spoken
from onco_pipeline.synthesis.findings import ADJECTIVES
from onco_pipeline.synthesis.lives import Fact, Patient, Step
from onco_pipeline.synthesis.page import Mark, Page
from onco_pipeline.synthesis.sentences import Noun, noun
from onco_pipeline.synthesis.vocabulary import BIOPSY, IMAGING
from onco_pipeline.synthesis.wording import bank

# -- words ------------------------------------------------------------------------------------
_FEMININE = (
    "opacité",
    "masse",
    "distorsion",
    "image",
    "formation",
    "lésion",
    "prise",
    "hyperfixation",
    "tumeur",
    "cible",
)
_ONE = {
    "métastase": "une ",
    "carcinose": "une ",
    "lâcher": "un ",
    "rehaussement": "un ",
    "nodule": "un ",
    "épaississement": "un ",
    "processus": "un ",
    "foie": "un ",
    "ostéolyse": "une ",
    "miliaire": "une ",
    "atteinte": "une ",
    "localisation": "une ",
    "pleurésie": "une ",
} | dict.fromkeys(_FEMININE, "une ")
_MANY = (
    *("métastases", "implants", "ganglions", "lésions", "localisations", "fixations", "nodules"),
    *("épaississements", "adénopathies"),
)


def article(words: str) -> str | None:
    """Return the indefinite article of a finding, "" before a number, None when it is no noun phrase.

    Examples
    --------
    >>> article("masse du LSD"), article("trois métastases hépatiques"), article("pas de lésion")
    ('une ', '', None)
    """
    first = words.split(" ", 1)[0]
    if first in ("deux", "trois", "cinq", "plusieurs"):
        return ""
    return "des " if first in _MANY else _ONE.get(first)


def named(page: Page, fact: Fact) -> Noun:
    """Return the noun that the author uses for a fact's act or drug."""
    if fact.family == "oral_therapy":
        return spoken(DRUGS[fact.site or ""], page.rng.random() < page.voice.brand)
    names = (IMAGING if fact.family == "imaging" else BIOPSY)[fact.act].names
    return names[int(page.rng.random() * len(names))]


def short(page: Page, fact: Fact) -> str:
    """Return the telegraphic name of a fact's act."""
    names = (IMAGING if fact.family == "imaging" else BIOPSY)[fact.act].short
    return names[int(page.rng.random() * len(names))]


def result(page: Page, patient: Patient, fact: Fact) -> str:
    """Return a pathology result in one of its shorter or longer forms."""
    forms = patient.tumour.specimen if fact.specimen else patient.tumour.biopsy
    return page.rng.choice(forms) if fact.words == forms[0] else fact.words


def _where(fact: Fact, page: Page) -> str:
    """Return where it was done, for those who write from inside the hospital."""
    if page.outside_author:
        return ""
    return page.rng.choice((" (en ville)", " (externe)", " en ville", " en externe", "")) if fact.outside else ""


# -- what was done ----------------------------------------------------------------------------
_IMAGING = bank("tell.imaging")
_IMAGING_FINDS = bank("tell.imaging_finds")
_IMAGING_SPREADS = bank("tell.imaging_spreads")
_IMAGING_LINE = bank("tell.imaging_line")
_IMAGING_SERIES = bank("tell.imaging_series")
_IMAGING_PAIR = bank("tell.imaging_pair")
_IMAGING_SAME_DAY = bank("tell.imaging_same_day")
_SAMPLED = bank("tell.sampled")
_SAMPLED_LINE = bank("tell.sampled_line")
_SAMPLED_WAITING = bank("tell.sampled_waiting")
_MOLECULAR = bank("tell.molecular")
_SURGERY = bank("tell.surgery")
_SURGERY_NODE = bank("tell.surgery_node")
_START = bank("tell.start")
_START_TWO = bank("tell.start_two")
_AGAIN = bank("tell.again")
_LOWER = bank("tell.lower")
_STOP = bank("tell.stop")
_PERIOD = bank("tell.period")
_SPREAD_SINCE = bank("tell.spread_since")


def _anchor(page: Page, fact: Fact, when: DatePhrase) -> None:
    """Let the next event be told from this one's day, when that day is told."""
    page.anchor = fact.day if when.interval.days == 1 else None


def imaging(page: Page, fact: Fact, line: bool = False) -> None:
    """Tell an imaging exam with what it shows."""
    q, w = named(page, fact), _where(fact, page)
    d = page.past(fact.day, noun_only=line)
    spread = fact.shows
    r = fact.words
    if line:
        words = f"{r}, {spread.words}" if spread and r else spread.words if spread else r
        marks: list[Mark] = [(fact, "q", "d")]
        if spread:
            page.say(_IMAGING_LINE, *marks, (spread, "r", "d"), q=noun(short(page, fact), "m"), d=d, w=w, r=words)
        else:
            page.say(_IMAGING_LINE, *marks, q=noun(short(page, fact), "m"), d=d, w=w, r=words)
        return
    if spread is not None:
        p = f" ({r})" if r else ""
        a = article(spread.words) or ""
        page.say(_IMAGING_SPREADS, (fact, "q", "d"), (spread, "m", "d"), q=q, d=d, w=w, m=spread.words, p=p, a=a)
        _anchor(page, fact, d)
        return
    before = article(r)
    if before is not None and page.rng.random() < 0.6:
        page.say(_IMAGING_FINDS, (fact, "q", "d"), q=q, d=d, w=w, a=before, r=r)
    else:
        page.say(_IMAGING, (fact, "q", "d"), q=q, d=d, w=w, r=r)
    _anchor(page, fact, d)


def imaging_series(page: Page, first: Fact, second: Fact) -> None:
    """Tell one exam done twice in one sentence, with both days."""
    days = {"d": page.exact(first.day), "d2": page.exact(second.day)}
    marks = ((first, "q", "d"), (second, "q", "d2"))
    page.say(_IMAGING_SERIES, *marks, q=noun(short(page, first), "m"), r=first.words, r2=second.words, **days)


def imaging_pair(page: Page, first: Fact, second: Fact) -> None:
    """Tell two exams of one work-up in one sentence."""
    q, q2, w = named(page, first), named(page, second), _where(first, page)
    d = page.past(first.day, noun_only=True)
    if first.day == second.day:
        page.say(
            _IMAGING_SAME_DAY,
            (first, "q", "d"),
            (second, "q2", "d"),
            q=q,
            q2=q2,
            d=d,
            w=w,
            r=first.words,
            r2=second.words,
        )
        return
    page.anchor = first.day if d.interval.days == 1 else None
    d2 = page.past(second.day)
    page.say(
        _IMAGING_PAIR,
        (first, "q", "d"),
        (second, "q2", "d2"),
        q=q,
        q2=q2,
        d=d,
        d2=d2,
        w=w,
        r=first.words,
        r2=second.words,
    )


def sampled(page: Page, patient: Patient, fact: Fact, line: bool = False) -> None:
    """Tell a sampling and, when its report is out, its result."""
    w, pathology = _where(fact, page), fact.shows
    d = page.past(fact.day, noun_only=line)
    if pathology is None or pathology.known > page.reference:
        page.say(_SAMPLED_WAITING, (fact, "q", "d"), q=named(page, fact), d=d, w=w)
        _anchor(page, fact, d)
        return
    r = result(page, patient, pathology)
    x = dates.absolute(pathology.known, page.voice.full[0])
    if line:
        page.say(_SAMPLED_LINE, (fact, "q", "d"), (pathology, "r", "d"), q=noun(short(page, fact), "m"), d=d, w=w, r=r)
    else:
        spans = page.say(_SAMPLED, (fact, "q", "d"), (pathology, "r", "d"), q=named(page, fact), d=d, w=w, r=r, x=x)
        if "x" not in spans:
            _anchor(page, fact, d)


def molecular(page: Page, fact: Fact) -> None:
    """Tell a molecular result by the day of its specimen."""
    page.say(_MOLECULAR, (fact, "r", "d"), d=page.exact(fact.day), r=fact.words)


def surgery(page: Page, patient: Patient, step: Step) -> None:
    """Tell an operation with the result of its specimen, as far as it is known."""
    specimen = next((fact for fact in step.facts if fact.family == "pathology"), None)
    node = next((fact for fact in step.facts if fact.family == "biopsy"), None)
    if specimen is not None and specimen.known <= page.reference:
        r = result(page, patient, specimen)
        marks: list[Mark] = [(specimen, "r", "d")]
    else:
        r, marks = page.rng.choice(("résultat attendu", "anapath en cours")), []
    d = page.past(step.day, noun_only=True)
    z = "e" if patient.sex == "f" else ""
    if node is not None:
        marks.append((node, "g", "d"))
        g = page.rng.choice(("ganglion sentinelle", "GS", "prélèvement du ganglion sentinelle"))
        page.say(_SURGERY_NODE, *marks, s=step.words, g=g, d=d, r=r)
    else:
        page.say(_SURGERY, *marks, s=step.words, d=d, r=r, z=z)


def oral(page: Page, fact: Fact, companion: Fact | None = None) -> None:
    """Tell one step of an oral therapy; ``companion`` is a drug started with it."""
    q = named(page, fact)
    d = page.past(fact.day, noun_only=True)
    if fact.subtype == "start":
        if companion is not None:
            q2 = named(page, companion)
            page.say(_START_TWO, (fact, "q", "d"), (companion, "q2", "d"), q=q, q2=q2, d=d, x=fact.dose)
        else:
            page.say(_AGAIN if fact.words == "reprise" else _START, (fact, "q", "d"), q=q, d=d, x=fact.dose)
    elif fact.subtype == "dose_change":
        page.say(_LOWER, (fact, "q", "d"), q=q, d=d, x=fact.dose, y=fact.words, a="")
    else:
        page.say(_STOP, (fact, "q", "d"), q=q, d=d, y=fact.words)


def period(page: Page, start: Fact, stop: Fact) -> None:
    """Tell a drug by its first and last day."""
    page.say(
        _PERIOD,
        (start, "q", "d"),
        (stop, "q", "d2"),
        q=named(page, start),
        d=page.exact(start.day),
        d2=page.exact(stop.day),
        x=start.dose,
    )


def spread_since(page: Page, fact: Fact) -> None:
    """Tell that the disease is metastatic and since when."""
    words = f"métastatique {ADJECTIVES[fact.site or ''][1]}"
    page.say(_SPREAD_SINCE, (fact, "m", "d"), m=words, d=page.past(fact.day, noun_only=True))
