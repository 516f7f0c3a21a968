"""The events a relative date can be told from, and how to find their date in the note.

"J15 de la chirurgie", "la veille de la sortie", "une semaine après la BOM": the words name an
event whose own date stands elsewhere. Each class below gathers the words that tell one such event.
"""

from __future__ import annotations

from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.sweep import WordPattern

#: Class of event -> words that tell it (folded). The order matters: the first class that fits wins.
_CLASSES: dict[str, str] = {
    "rt_end": r"fin\s(?:de\s|d')?(?:la\s|l')?(?:rt|radiotherapie|irradiation|rct|radio-?chimiotherapie)",
    "treatment_end": r"(?:fin|arret)\s(?:du\s|de\s|d'|des\s)?(?:la\s|l'|le\s)?(?:traitements?|ttt?s?\b|chimio\w*|hormono\w*|therapie|cures?)",
    "treatment_start": r"(?:debut|initiation|instauration|introduction|mise\sen\sroute|mise\sen\splace)\s(?:du\s|de\s|d'|des\s)?"
    r"(?:la\s|l'|le\s|ce\s|cette\s)?(?:traitements?|ttt?s?\b|chimio\w*|hormono\w*|therapie|immuno\w*|[a-z]{3,}(?:tinib|rafenib|metinib|ciclib|parib|lutamide|terone|trozole|mestane|oxifene|limus|lisib|toclax|idomide|zolomide|citabine))",
    "discharge": r"sortie",
    "drainage": r"drainage",
    "admission": r"entree|admission|arrivee|hospitalisation",
    "surgery": r"chirurgie|interventions?|operations?|mastectomie|tumorectomie|\w+ectomie|exerese|resection|geste|ablation|greffe|post-?operatoire|operatoire|op\b",
    "rt": r"rt\b|radiotherapie|irradiation|curietherapie",
    "first_cure": r"c1j1|j1c1|c1(?![0-9])|(?:1ere?|1er|premiere?)\s(?:cure|cycle|perfusion|injection|administration)",
    "chemo": r"chimiotherapie|chimio\b|cure|c1\b|perfusion|injection",
    "mri": r"irm",
    "pet": r"tep(?:-?tdm|-?scan|-?fdg)?|pet(?:-?ct|-?scan)?",
    "ct": r"scanner|tdm|tomodensitometrie|scan\b|uroscanner",
    "us": r"echographie|echo\b|echo-?endoscopie",
    "bone_marrow": r"bom\b|biopsie\sosteo-?medullaire|myelogramme",
    "biopsy": r"biopsie|micro-?biopsie|ponction|pbh\b|pbp\b|cytoponction",
    "endoscopy": r"coloscopie|fibroscopie|bronchoscopie|gastroscopie|endoscopie|cystoscopie",
    "meeting": r"rcp\b",
    "diagnosis": r"diagnostic",
    "consultation": r"consultation|visite",
    "treatment": r"traitement|ttt?s?\b|therapie|cycle",
}

#: Any word that names such an event.
ANCHOR_NOUN = Screened(
    r"(?<![a-z])(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _CLASSES.items()) + r")(?![a-z])"
)

#: "Elle a commencé à remarquer une grosseur" begins no treatment.
_NOT_SYMPTOMS = r"(?!\sa\s(?:ressentir|remarquer|presenter|noter|souffrir|avoir|perdre|sentir|montrer|se))"
#: Words that show the event itself elsewhere in the note, where they differ from its name.
_TOLD_BY: dict[str, str] = {
    "surgery": r"chirurgie|(?:acte|temps|bloc)s? (?:operatoire|chirurgical)|intervention|operee?s?\b|operation|\w+ectomie|exerese|resection|geste\b|greffe|radio-?frequence|thermo-?ablation|cryo-?ablation|micro-?ondes",
    "discharge": r"sortie|sortante?|retour a domicile|(?<=, )sorti(?= le \d)",
    "admission": r"entree|entre(?= le \d[\d/. a-z]{3,18},? (?:et )?sorti)|(?:re-?)?(?:admise?\b|admission|hospitalis\w+)|sejour",
    "treatment_start": rf"debut\w*|initi\w+|instaur\w+|introdui\w+|commenc\w+{_NOT_SYMPTOMS}|traite\w*|mis en place|j1c1|c1j1",
    "treatment": rf"debut\w*|initi\w+|instaur\w+|introdui\w+|commenc\w+{_NOT_SYMPTOMS}|traite\w*|therapie|chimio\w*|cycle|cure",
    "chemo": r"chimio(?!-?embol)\w*|cures?\b|c1\b|c1j1|j1c1|perfusion|injection",
    "rt": r"rt\b|radiotherapie|irradi\w+|curietherapie|rct\b",
    "biopsy": r"(?:micro-?|cyto-?)?(?:biops\w+|ponction\w*)|pbh\b|pbp\b",
    "diagnosis": r"diagnosti\w+|decouver\w+",
    "consultation": r"consultation|visite|(?:re)?vue?s?(?= (?:ce jour|le \d|(?:le )?\w{3,5}di \d))",
}
_TOLD = {name: WordPattern(rf"(?<![a-z])(?:{_TOLD_BY.get(name, words)})") for name, words in _CLASSES.items()}


def anchor_class(words: str) -> str | None:
    """Return which event the folded words of a complement name, or None.

    Examples
    --------
    >>> anchor_class("la sortie"), anchor_class("la fin de rt"), anchor_class("son depart")
    ('discharge', 'rt_end', None)
    """
    found = ANCHOR_NOUN.search(words)
    return found.lastgroup if found else None


def told_by(anchor: str) -> WordPattern:
    """Return the pattern of the words that tell an event of this class."""
    return _TOLD[anchor]
