"""Spread in short notes: where no cancer is named, beside what is denied or known, and on the day that is its own."""

import pytest

from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import extract_note, record

DAY = "2021-03-15"


@pytest.fixture(scope="module")
def nlp():
    return build()


def told(nlp, note, day=DAY):
    """Return the metastases of a note's record, one line each: "os 2019-03-12"."""
    events = record("n", extract_note(nlp, {"note_id": "n", "note_text": note, "note_datetime": day}))["events"]
    return [
        f"{event['site']} " + "..".join(dict.fromkeys((event["date_start"], event["date_end"])))
        for event in events
        if event["family"] == "metastasis" and event["status"] == "done"
    ]


@pytest.mark.parametrize(
    ("note", "events"),
    [
        # no cancer is named, and what is told happens in no other disease
        ("TEP du 09/03 : apparition de trois foyers osseux.", ["os 2021-03-09"]),
        ("On l'informe que la TDM du 02/03 montre une extension aux poumons de sa maladie.", ["poumon 2021-03-02"]),
        ("Annonce ce jour : l'IRM du 08/03 montre que la maladie a gagné le cerveau.", ["cerveau 2021-03-08"]),
        ("Scanner 01/03/2021 en progression avec apparition d'une lésion hépatique de 2 cm.", ["foie 2021-03-01"]),
        ("TDM 01/03 : prog. Nodules pulmonaires apparus, multiples.", ["poumon 2021-03-01"]),
        ("IRM du 04/03 : prise de contraste frontale gauche, localisation II.", ["cerveau 2021-03-04"]),
        ("Loc. secondaires hépatiques sur TDM 27/02/21.", ["foie 2021-02-27"]),
        ("Le squelette est maintenant atteint, scintigraphie du 05/03/2021.", ["os 2021-03-05"]),
        ("Envahissement osseux secondaire diagnostiqué en mai 2020.", ["os 2020-05-01..2020-05-31"]),
        ("Nouvelle localisation osseuse au TEP du 05/03/2021.", ["os 2021-03-05"]),
        # what lesions are held for, behind them
        ("Nodules hépatiques au scanner du 19/02/21, considérés comme secondaires en RCP.", ["foie 2021-02-19"]),
        ("Foyers de D4 et K6. IRM du 01/03/2021 : tous d'origine secondaire.", ["None 2021-03-01"]),
        ("RP du 10/03 : opacités multiples bilatérales en faveur de métastases pulmonaires.", ["poumon 2021-03-10"]),
        # a count is no day, and a day no count
        ("CBNPC. 12/2020 : scanner 15/12 lésions hépatiques nouvelles métastatiques.", ["foie 2020-12-15"]),
        # one stage more
        ("Sein M+ os 2018. TDM 11/02/21 : foie M+.", ["os 2018-01-01..2018-12-31", "foie 2021-02-11"]),
        # since when it is there
        ("Cancer du rein avec métastases osseuses depuis le 18/12/2020.", ["os 2020-12-18"]),
        ("Mélanome compliqué de métastases hépatiques depuis le 3 mars 2020.", ["foie 2020-03-03"]),
        ("Y'a 6 mois on lui a trouvé des métastases au foie.", ["foie 2020-09-01..2020-09-30"]),
        # a result that its title parts from the sample
        ("PBH du 28/02/2021. Réponse : métastase d'un adénocarcinome.", ["foie 2021-02-28"]),
        ("Biopsie hépatique du 28 février 2021. Résultat : carcinome métastatique.", ["foie 2021-02-28"]),
    ],
)
def test_a_spread_is_told_without_its_cancer(nlp, note, events):
    assert told(nlp, note) == events


@pytest.mark.parametrize(
    "note",
    [
        "Le patient demande s'il est métastatique ; réponse négative au vu du TEP du 03/03/2021.",
        "Elle ne sait pas si elle est métastatique, TEP du 03/03/2021 remis.",
        "Hépatectomie du 14/02/2021 : nécrose complète des métastases.",
        "Métastases cérébrales contrôlées à l'IRM du 24/02/2021.",
        "La patiente est en rémission de sa maladie métastatique au scanner du 13/02/2021.",
        "Métastase pulmonaire chez le frère (2018, cancer du testicule).",
        "Notion de métastases osseuses de sa tante en 2019.",
        "RCP : lésion de D10 au TEP du 27/02/2021 non retenue comme métastatique, hémangiome.",
        "TEP du 27/02/2021 : pas de nouvelle localisation osseuse.",
        "Scanner du 27/02/2021 : nodules hépatiques connus, considérés comme bénins.",
        "Lésions osseuses apparues depuis le 12/01/2021 chez une patiente suivie pour arthrose.",
    ],
)
def test_what_is_known_asked_denied_or_of_others_is_none(nlp, note):
    assert told(nlp, note) == []
