"""Classes of wording that the blind notes of another author have shown to be misread: calendars, radiologists' samples."""

import pytest
from note_record import told_in_may as told

CALENDAR = (
    "Carcinome de l'œsophage. Dates clés\n"
    "2020\n"
    "{0}janv : dysphagie, TDM cervico-thoracique (14), fibroscopie avec biopsies le 21 -> carcinome épidermoïde\n"
    "{0}févr. : écho-endoscopie (03), TEP (05) : T3N1\n"
    "{0}sept : scanner thoracique normal\n"
    "2021\n"
    "{0}nov : IRM cérébrale RAS\n"
)


@pytest.mark.parametrize("indent", ["", "  ", "- ", "\t• "])
def test_calendar_of_months_under_years(indent):
    days = sorted(line.split(" done ")[1] for line in told(CALENDAR.format(indent)))
    assert days == [
        "2020-01-14", "2020-01-21", "2020-01-21", "2020-02-03", "2020-02-05", "2020-09-01..2020-09-30",
        "2021-11-01..2021-11-30",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Mars 2022 : adénopathie sus-claviculaire (12), stable.",  # a number of nothing that is done on a day
        "Mars 2022 : chimiothérapie (12).",
        "Scanner (14) et TEP (15) normaux.",  # no month at the head of the line
        "Avril 2022 : scanner avec plusieurs ganglions, dont le plus grand mesure un centimètre et demi (12).",
    ],
)
def test_a_figure_in_brackets_is_no_day(text):
    assert not any(line.endswith(("-12", "-14", "-15")) for line in told(text))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("TDM thoracique faite avant hier.", "2022-05-18"),
        ("TDM thoracique réalisée avant hier soir.", "2022-05-18"),
        ("TDM thoracique réalisée hier.", "2022-05-19"),
    ],
)
def test_two_days_ago_without_its_hyphen(text, day):
    assert told(text) == [f"imaging ct done {day}"]


HEADS = {
    "image": "ÉCHOGRAPHIE MAMMAIRE\nExamen du jeudi 19 mai 2022\nIndication : masse du sein gauche.\n",
    "sample": "MICROBIOPSIES MAMMAIRES ÉCHOGUIDÉES\nDate de l'examen : 19/05/2022\nIndication : masse du sein gauche.\n",
}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    "act",
    [
        "Geste : trois microbiopsies de la masse.",
        "Technique : désinfection, microbiopsies de la masse.",
        "Sous anesthésie locale, microbiopsies de la masse.",
        "Microbiopsies à l'aiguille de 14G, pose d'un clip.",
    ],
)
def test_sample_of_a_radiologist_has_the_day_of_the_exam(head, act):
    text = f"{HEADS[head]}Résultat : masse de 18 mm.\n{act}\nConclusion : geste bien toléré."
    assert "biopsy biopsy done 2022-05-19" in told(text, "CR-IMAG")


@pytest.mark.parametrize(
    "text",
    [
        "IRM PELVIENNE\nExamen du 19/05/2022\nIndication : tumeur du rectum, biopsies faites en ville.\nConclusion : T3.",
        "SCANNER THORACIQUE\nExamen du 19/05/2022\nRésultats : masse du lobe supérieur droit déjà biopsiée.\nConclusion : T2.",
    ],
)
def test_sample_taken_before_the_exam_keeps_no_day(text):
    assert not any(line.startswith("biopsy") for line in told(text, "CR-IMAG"))


@pytest.mark.parametrize("verb", ["déplacée", "reportée", "décalée", "repoussée", "avancée", "différée"])
@pytest.mark.parametrize(
    ("days", "day"),
    [("du 24/05 au 31/05", "31"), ("du 24 au 31/05", "31"), ("du 24 mai au 31 mai", "31"), ("du mardi 24 au mardi 31 mai", "31")],
)  # fmt: skip
def test_moved_from_one_day_to_another(verb, days, day):
    assert told(f"IRM cérébrale {verb} {days}.") == [f"imaging mri planned 2022-05-{day}"]


def test_moved_and_done():
    assert told("Scanner TAP repoussé du 12/04/2022 au 03/05/2022 : stable.") == ["imaging ct done 2022-05-03"]


def test_a_period_of_a_drug_is_still_one():
    assert told("Capécitabine prise du 12/04 au 25/04.") == [
        "capécitabine start done 2022-04-12", "capécitabine stop done 2022-04-25",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Uroscan", "ct"),
        ("Entéroscan", "ct"),
        ("Écho card.", "ultrasound"),
        ("TDM thx", "ct"),
        ("Rx thx", "xray"),
        ("IRM cérébr.", "mri"),
        ("IRM encéph. faite", "mri"),
        ("DOTATOC du", "pet"),
        ("68Ga-DOTATATE le", "pet"),
        ("PSMA du", "pet"),
        ("TEP au PSMA du", "pet"),
    ],
)
def test_exams_called_by_short_names(name, kind):
    assert told(f"{name} 12/04/2022 : sans particularité.") == [f"imaging {kind} done 2022-04-12"]


@pytest.mark.parametrize("text", ["177Lu-DOTATATE le 12/04/2022.", "Cure de Lu PSMA du 12/04/2022."])
def test_a_treatment_by_the_same_tracer_is_no_exam(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("K sein. Capécitabine doses adaptées (1000 mg matin et soir) débutée le 28/04/2022.", "start"),
        ("K sein. Olaparib posologie réduite, initié le 28/04/2022.", "start"),
        ("K sein. Olaparib en cours, dose réduite le 28/04/2022.", "dose_change"),
    ],
)
def test_a_drug_begun_at_another_dose_is_begun(text, expected):
    assert [line.split()[1] for line in told(text)] == [expected]


@pytest.mark.parametrize(
    "told_of",
    ["(Gleason 3+3)", "(Gleason 7 (3+4))", "(Gleason 4+3, pT2c)", "(pT3a, Gleason 8)"],
)
@pytest.mark.parametrize("other", ["infarctus 2015", "AVC en 2015", "AOMI stentée 2015"])
def test_what_a_bracket_tells_has_no_day_behind_it(told_of, other):
    assert set(told(f"ATCD : K prostate, prostatectomie en 2012 {told_of}, {other}.")) == {
        "pathology result done 2012-01-01..2012-12-31"
    }


@pytest.mark.parametrize("word", ["inchangé", "poursuivi", "idem", "à la même dose"])
@pytest.mark.parametrize(
    ("told_of", "drug"),
    [
        ("palbociclib baissé à 100 mg, létrozole {}", "palbociclib"),
        ("Ibrance passé à 100 mg, létrozole {}", "palbociclib"),
        ("Ibrance 125 mg réduit à 100 mg, létrozole {}", "palbociclib"),
        ("palbociclib finalement ramené à 75 mg, létrozole {}", "palbociclib"),
    ],
)
def test_a_dose_is_of_the_drug_it_stands_behind(told_of, drug, word):
    found = told(f"K sein. Palbociclib + létrozole depuis mars 2022. Le 12/04/2022, {told_of.format(word)}.")
    assert [line for line in found if "dose_change" in line] == [f"{drug} dose_change done 2022-04-12"]


@pytest.mark.parametrize("both", ["des deux", "des 2 molécules", "des deux médicaments", "des deux traitements"])
def test_two_drugs_by_their_number(both):
    note = (
        "Mélanome. Dabrafénib + tramétinib depuis mars 2022.\n"
        "10/05/22 : éruption sous tramétinib, surveillance.\n"
        f"12/05/22 : arrêt {both}.\n"
        f"18/05/22 : reprise {both}.\n"
    )
    found = [line for line in told(note, "DOC-EVOL") if not line.endswith("31")]
    assert found == [
        f"{drug} {what} done 2022-05-{day}"
        for drug in ("dabrafénib", "tramétinib")
        for what, day in (("start", 18), ("stop", 12))
    ]


def test_an_organ_cut_short_ends_a_sentence_before_a_day():
    note = "Mélanome. 11/2021 : méta pulm. 02/2022 : méta cérébr. TEP le 12/04/2022."
    assert [line for line in told(note) if line[:2] in ("po", "ce", "im")] == [
        "cerveau new_site done 2022-02-01..2022-02-28",
        "imaging pet done 2022-04-12",
        "poumon onset done 2021-11-01..2021-11-30",
    ]
