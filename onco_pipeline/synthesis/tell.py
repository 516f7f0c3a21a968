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
from onco_pipeline.synthesis.page import Bank, Noun, Page, noun
from onco_pipeline.synthesis.vocabulary import BIOPSY, IMAGING

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
} | dict.fromkeys(_FEMININE, "une ")
_MANY = ("métastases", "lésions", "localisations", "fixations", "nodules", "épaississements", "adénopathies")


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
_IMAGING = Bank(
    "{q.Le}{q} {d.of}{d}{w} : {r}. ",
    "{q.C} {d.of}{d}{w} : {r}. ",
    "{q.C} [fait|réalisé|effectué]{q.e} {d.on}{d}{w} : {r}. ",
    "{d.On}{d}, {q}{w} : {r}. ",
    "{q.Le}{q} {d.of}{d}{w} [est revenu|s'est révélé]{q.e} [ainsi|comme suit] : {r}. ",
    "[A bénéficié|On dispose] {q.dun}{q} {d.on}{d}{w} ({r}). ",
)
_IMAGING_FINDS = Bank(
    "{q.Le}{q} {d.of}{d}{w} [montrait|retrouvait|mettait en évidence|objectivait|décrivait] {a}{r}. ",
    "{q.Le}{q} [réalisé|fait|pratiqué]{q.e} {d.on}{d}{w} [montre|retrouve|met en évidence] {a}{r}. ",
    "{d.On}{d}, {q.le}{q}{w} [révélait|montrait|identifiait] {a}{r}. ",
    "[Découverte|Mise en évidence] sur {q.le}{q} {d.of}{d}{w} d'un aspect suspect : {r}. ",
    "{q.Un}{q} [réalisé|fait|pratiqué]{q.e} {d.on}{d}{w} [a montré|a retrouvé|a mis en évidence] {a}{r}. ",
)
_IMAGING_SPREADS = Bank(
    "{q.Le}{q} {d.of}{d}{w} [montrait|retrouvait|mettait en évidence|révélait] {a}{m}{p}. ",
    "{q.C} {d.of}{d}{w} : {m}{p}. ",
    "{q.Le}{q} [réalisé|fait]{q.e} {d.on}{d}{w} [montre|retrouve|objective] {a}{m}{p}. ",
    "{d.On}{d}, {q}{w} : [apparition|mise en évidence] de lésions, {m}{p}. ",
    "{q.C} {d.on}{d}{w} : {m}{p}, [d'apparition récente|absent de l'examen précédent|de découverte récente]. ",
)
_IMAGING_LINE = Bank(
    "{d} : {q}{w} : {r}",
    "{d} {q}{w} : {r}",
    "{q} {d.of}{d}{w} : {r}",
    "{q} {d}{w} -> {r}",
    "{d} - {q}{w}, {r}",
    "{q} ({d}){w} : {r}",
)
_IMAGING_PAIR = Bank(
    "{q.C} {d.of}{d}{w} : {r}, complété{q.e} par {q2.un}{q2} {d2.on}{d2} ({r2}). ",
    "{q.Le}{q} {d.of}{d}{w} ({r}) [a été complété|est complété]{q.e} {d2.on}{d2} par {q2.un}{q2} : {r2}. ",
    "{q.C} {d.on}{d}{w} : {r} ; {q2} {d2.on}{d2} : {r2}. ",
)
_IMAGING_SAME_DAY = Bank(
    "{q.C} et {q2} {d.of}{d}{w} : {r}. ",
    "{d.On}{d}, {q} et {q2}{w} : {r} ; {r2}. ",
    "{q.C} complété{q.e} dans le même temps par {q2.un}{q2}, {d.on}{d}{w} : {r}. ",
)
_SAMPLED = Bank(
    "{q.C} {d.of}{d}{w} : {r}. ",
    "{q.C} [réalisé|fait|effectué|pratiqué]{q.e} {d.on}{d}{w} : {r}. ",
    "{d.On}{d}{w}, {q} : {r}. ",
    "{q.Un}{q} {q.a} été [réalisé|effectué|pratiqué]{q.e} {d.on}{d}{w} ([résultat|anapath|histologie] : {r}). ",
    "{q.C} {d.on}{d}{w}, [l'anatomopathologie|l'analyse|le compte rendu] conclut : {r}. ",
    "{q.C} {d.on}{d}{w}, [compte rendu|résultat|réponse] du {x} : {r}. ",
    "Diagnostic [porté|posé] sur {q} {d.of}{d}{w} : {r}. ",
)
_SAMPLED_LINE = Bank(
    "{d} : {q}{w} : {r}",
    "{d} {q}{w} -> {r}",
    "{q} {d.of}{d}{w} : {r}",
    "{q} ({d}){w} : {r}",
    "{d} - {q}{w}, {r}",
)
_SAMPLED_WAITING = Bank(
    "{q.C} {d.on}{d}{w}, [résultat en attente|anapath en cours|réponse non parvenue]. ",
    "{q.Un}{q} {q.a} été [réalisé|fait]{q.e} {d.on}{d}{w} ; [le résultat suivra|anatomopathologie en cours]. ",
)
_MOLECULAR = Bank(
    "[Biologie moléculaire|NGS|Recherche moléculaire] sur [le prélèvement|les prélèvements|la biopsie] du {d} : {r}. ",
    "[En biologie moléculaire|Au NGS] (prélèvement du {d}) : {r}. ",
)
_SURGERY = Bank(
    "{s.C} {d.on}{d} : {r}. ",
    "{s.C} {d.of}{d}, [anatomopathologie|anapath|pièce] : {r}. ",
    "[Opéré{z}|Opération] {d.on}{d} ({s}) : {r}. ",
    "{d.On}{d}, {s}. [Anatomopathologie|Analyse de la pièce] : {r}. ",
)
_SURGERY_NODE = Bank(
    "{s.C} et {g} {d.on}{d} : {r}. ",
    "{s.C} avec {g} {d.on}{d}, [anapath|anatomopathologie] : {r}. ",
    "{d.On}{d}, {s} + {g} : {r}. ",
)
_START = Bank(
    "{q.C} [débuté|introduit|instauré|commencé]{q.e} {d.on}{d} ({x}). ",
    "[Mise sous|Mise en route d'un traitement par] {q} {x} {d.on}{d}. ",
    "Traitement par {q} {x} [débuté|commencé] {d.on}{d}. ",
    "[Début|Introduction] {q.du}{q} {d.on}{d}, à la dose de {x}. ",
    "Sous {q} depuis {d.since}{d} ({x}). ",
    "{q.C} {x} depuis {d.since}{d}. ",
    "{d.On}{d}, [début|mise en route] {q.du}{q} à {x}. ",
)
_START_TWO = Bank(
    "{q.C} + {q2} [débutés|introduits] {d.on}{d}. ",
    "Association {q} et {q2} depuis {d.since}{d}. ",
    "[Mise sous|Traitement par] {q} ({x}) et {q2} {d.on}{d}. ",
)
_AGAIN = Bank(
    "{q.C} [repris|réintroduit]{q.e} {d.on}{d} à {x}. ",
    "Reprise {q.du}{q} {d.on}{d} ({x}). ",
)
_LOWER = Bank(
    "{q.C} [réduit|diminué|abaissé]{q.e} à {x} {d.on}{d} ({y}). ",
    "[Réduction|Diminution|Baisse] {q.du}{q} à {x} {d.on}{d} pour {y}. ",
    "Devant {a}{y}, [diminution|réduction] {q.du}{q} à {x} {d.on}{d}. ",
    "{q.C} à {x} à partir {d.of}{d} ({y}). ",
)
_STOP = Bank(
    "[Arrêt|Interruption] {q.du}{q} {d.on}{d} ({y}). ",
    "{q.C} [arrêté|stoppé|interrompu]{q.e} {d.on}{d} ({y}). ",
    "{q.C} poursuivi{q.e} {d.until}{d}, [date de l'arrêt|puis arrêt] ({y}). ",
    "{d.On}{d}, [arrêt|suspension] {q.du}{q} ({y}). ",
)
_PERIOD = Bank("{q.C} du {d} au {d2} ({x}). ", "A reçu {q.du}{q} du {d} au {d2}. ", "{q.C} {x}, du {d} au {d2}. ")
_SPREAD_SINCE = Bank(
    "[Maladie|Situation] {m} depuis {d.since}{d}. ",
    "[Évolution|Rechute] {m} {d.on}{d}. ",
    "[Progression|Récidive] avec atteinte {m} [mise en évidence|découverte|diagnostiquée] {d.on}{d}. ",
)


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
        marks: list[tuple] = [(fact, "q", "d")]
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
    a = article(r)
    if a is not None and page.rng.random() < 0.6:
        page.say(_IMAGING_FINDS, (fact, "q", "d"), q=q, d=d, w=w, a=a, r=r)
    else:
        page.say(_IMAGING, (fact, "q", "d"), q=q, d=d, w=w, r=r)
    _anchor(page, fact, d)


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
    known = specimen is not None and specimen.known <= page.reference
    r = result(page, patient, specimen) if known else page.rng.choice(("résultat attendu", "anapath en cours"))
    marks: list[tuple] = [(specimen, "r", "d")] if known else []
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
