"""Steps of a story that case reports kept aside have shown to be misread: how long something has lasted, months of days."""

import pytest

MARCH, APRIL, MAY = (f"2016-{month}" for month in ("03-01..2016-03-31", "04-01..2016-04-30", "05-01..2016-05-31"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # How long a complaint has lasted is no day of the exam behind it ...
        ("En mars 2016, devant une masse du sein présente depuis deux ans, une échographie est faite.", [MARCH]),
        ("En mars 2016, au cours du bilan d'une tumeur connue depuis huit ans, une échographie est faite.", [MARCH]),
        # ... nor what the story goes on from ...
        (
            "En mars 2016, une masse présente depuis huit ans est opérée. Un mois plus tard, une échographie est faite.",
            [APRIL],
        ),
        # ... nor the step that ends a work-up.
        (
            "Vu en mars 2016, avec une fièvre depuis 3 jours.\n\nExamens complémentaires\nUne échographie : normale.\n\n"
            "Évolution\nEn avril 2016, il va bien.",
            [MARCH],
        ),
        # What is told of a disease had long before is not of the exam.
        (
            "En mars 2016, une échographie montre un nodule, supposé venir du sarcome dont il avait souffert l'année précédente.",
            [MARCH],
        ),
        # Months counted from some days of a month are a month.
        ("Opéré fin mars 2016 d'un cancer du sein. Deux mois après l'intervention, une échographie.", [MAY]),
        (
            "Opéré en mars 2016. 24 heures après, il a de la fièvre. Un mois plus tard, une échographie est faite.",
            [APRIL],
        ),
    ],
)
def test_exams_beside_what_has_lasted(told, text: str, expected: list[str]) -> None:
    assert told(text) == [f"imaging ultrasound {days}" for days in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The rest began on a day that nobody tells ...
        (
            "Mélanome, vemurafenib débuté le 07/03/2016. Toxicité, il a été décidé d'interrompre le traitement. Après quatre "
            "semaines de repos, le traitement a été repris. Après quatre semaines, il a été arrêté.",
            ["oral start 2016-03-07"],
        ),
        # ... or on one that is told.
        (
            "Mélanome sous vemurafenib. Vemurafenib arrêté le 07/03/2016. Après deux mois de repos, le traitement a été repris.",
            [f"oral start {MAY}", "oral stop 2016-03-07"],
        ),
    ],
)
def test_rests_are_counted_from_their_stop(told, text: str, expected: list[str]) -> None:
    assert told(text) == expected


VISITS = {
    "a service": "Il s'est présenté au service de radiothérapie en mars 2016 pour une épistaxis. Un scanner est fait.",
    "a long name": "Elle a été adressée à l'unité de pathologie mammaire en mars 2016 pour un nodule. Un scanner est fait.",
    "a study begun": "Il a commencé une étude en mars 2016 à la suite d'une douleur. Un scanner est fait.",
    "a new exam": "Le 14 mars 2016, il a été réadmis pour des crises. Un nouveau scanner crânien a été réalisé.",
}


@pytest.mark.parametrize("text", VISITS.values(), ids=VISITS)
def test_visits_set_the_scene(told, text: str) -> None:
    assert told(text) == [f"imaging ct {MARCH}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An operation told in the diagnosis is the step after the work-up.
        (
            "A consulté en mars 2016 pour des douleurs.\n\nExamens complémentaires\nUn scanner montrant une masse.\n\n"
            "Diagnostic\nEn mars 2016, il a subi une néphrectomie.\n\nTraitement\nEn mai 2016, il va bien.",
            [f"imaging ct {MARCH}"],
        ),
        # A new exam's day is not that of the one before.
        (
            "Admise en mars 2016 pour des saignements. L'échographie a révélé un hématome. Une nouvelle échographie a été "
            "réalisée (21.03.16).",
            [f"imaging ultrasound {MARCH}", "imaging ultrasound 2016-03-21"],
        ),
        # What cannot be done is not done, by whatever guide; what is waited for is all of the list.
        ("Échographie (19/03/2016) : lésion non vue, biopsie sous IRM impossible.", ["imaging ultrasound 2016-03-19"]),
        ("Cancer du sein, 4e cycle le 21/03/2016. En attente d'un scanner thoracique, d'une IRM du sein.", []),
    ],
)
def test_exams_of_one_work_up(told, text: str, expected: list[str]) -> None:
    assert told(text) == sorted(expected)


JUNE = "2018-06-01..2018-06-30"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # "Jusqu'en juin, date à laquelle": the story goes on from there, whatever lasted till then.
        (
            "Cancer du poumon, entretien par pemetrexed jusqu'en juin 2018, date à laquelle elle a présenté une toux. Une biopsie "
            "hépatique a été faite. En novembre 2018, elle va bien.",
            [f"biopsy biopsy {JUNE}"],
        ),
        # What became of the cycles was seen after the day of the first.
        ("Cancer du foie, mis sous doxorubicine en juin 2018, avec six cycles et une réponse partielle à la TEP.", []),
        # An exam told in the line of an endoscopy has its day.
        (
            "Cancer du rectum.\n- Endoscopie basse (19/06/2018) : néoformation. Sphincter sain. Stade écho-endoscopique : uT3N1.",
            ["imaging ultrasound 2018-06-19"],
        ),
        # A line of the report names the operation that it was read on.
        (
            "En mars 2016, gastrectomie. En juin 2018, il a commencé l'imatinib.\n\nÉtude anatomopathologique :\nGastrectomie : tumeur "
            "stromale gastro-intestinale, grade 1.",
            [f"oral start {JUNE}", f"pathology result {MARCH}"],
        ),
        # What an exam shows is no result, even below the pathologist's heading.
        (
            "Anatomie pathologique :\n- Exérèse cutanée (08/06/2018) : carcinome basocellulaire.\n- TDM du thorax (05/06/2018) : néoplasie du hile.",
            ["imaging ct 2018-06-05", "pathology result 2018-06-08"],
        ),
    ],
)
def test_where_the_story_is(told, text: str, expected: list[str]) -> None:
    assert told(text) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cancer du poumon, gefitinib débuté le 12/06/2018. Il a reçu le traitement pendant 5 mois sans toxicité.",
            ["oral start 2018-06-12", "oral stop 2018-11-01..2018-11-30"],
        ),
        (
            "Cancer du poumon. En juin 2018, progression. Une étude sur le sang est positive pour T790M, un traitement a donc été "
            "débuté par osimertinib.",
            [f"oral start {JUNE}", f"pathology result {JUNE}"],
        ),
        (
            "Cancer du poumon, osimertinib débuté en mars 2016, puis chimiothérapie. En juin 2018, devant une progression, un "
            "retraitement avec l'osimertinib a été décidé.",
            [f"oral start {MARCH}", f"oral start {JUNE}"],
        ),
        (
            "GIST. Sunitinib 50 mg. Après deux cycles, la dose a été réduite à 37,5 mg pour une toxicité (juin 2018 à août 2019).",
            [],
        ),
    ],
)
def test_courses_told_without_their_drug_or_day(told, text: str, expected: list[str]) -> None:
    assert told(text) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A remark in brackets dates what it tells of.
        (
            "Elle avait un CEA élevé (la revue de son histoire a permis de retrouver un test positif en 2014 sans suite), et une "
            "échographie abdominale normale.",
            [],
        ),
        (
            "Elle avait une masse (scanner du 08/03/2016), et une échographie le 10/03/2016.",
            ["ct 2016-03-08", "ultrasound 2016-03-10"],
        ),
        ("Cancer du sein, 6 cycles (le dernier le 22/09/2014) avec des critères de réponse complète en TEP.", []),
        # What was seen behind a course is of none of its days.
        (
            "Cancer du sein. Du 10 mars au 17 mai 2016, elle a reçu six cycles. Un scanner a été réalisé, sans signe de maladie. En "
            "août 2017, elle va bien.",
            [],
        ),
        # What was agreed on is still to come.
        (
            "Cancer du sein. Le 19/03/2016, il a été convenu d'une sortie, d'une IRM de contrôle. Le 06/04/2016, elle va bien.",
            [],
        ),
        # What a treatment did was seen after the day on which its disease was found.
        (
            "En mars 2016, admis pour une métastase cérébrale d'un carcinome. Il a reçu une radiothérapie, avec une réponse minimale à "
            "l'IRM. En juin 2016, thrombose.",
            [],
        ),
    ],
)
def test_exams_beside_dates_of_something_else(told, text: str, expected: list[str]) -> None:
    exams = [line for line in told(text) if line.startswith("imaging")]
    assert exams == [f"imaging {exam}" for exam in expected]


@pytest.mark.parametrize(
    "text",
    [
        # What comes after a biopsy does not put the biopsy off ...
        "En mars 2016, elle a été adressée pour un nodule. Après une biopsie axillaire montrant un carcinome, un traitement est décidé.",
        # ... and a month told under a year's heading is where the story is.
        "Diagnostic 2016\nVue en gynécologie. À l'examen, en mars 2016, une masse du col est palpée. Une biopsie cervicale montre un "
        "carcinome épidermoïde.",
    ],
)
def test_biopsies_of_their_month(told, text: str) -> None:
    assert told(text) == [f"biopsy biopsy {MARCH}", f"pathology result {MARCH}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The head of a section dates all its exams ...
        (
            "Elle avait de la fièvre.\n\nTests complémentaires\nExamens réalisés entre mars et avril 2016.\nRadiographie pulmonaire : "
            "nodule.\nTEP : normale.\n\nDiagnostic\nPneumonie.",
            ["imaging pet 2016-03-01..2016-04-30", "imaging xray 2016-03-01..2016-04-30"],
        ),
        # ... until the list tells a day of one of them.
        (
            "Elle avait de la fièvre.\n\nExamens complémentaires\nLes examens suivants ont été réalisés en mars 2016 :\n- Scanner : "
            "nodule.\n- IRM (02/05/2017) : normale.\n- TEP : normale.\n\nDiagnostic\nPneumonie.",
            [f"imaging ct {MARCH}", "imaging mri 2017-05-02"],
        ),
        # What an operation was for is not of the next one.
        (
            "Suivie pour un lymphome. Intervention en mars 2016 par hystérectomie pour un adénocarcinome endométrial bien différencié. "
            "Opérée en juin 2018 d'une hernie.",
            [f"pathology result {MARCH}"],
        ),
    ],
)
def test_heads_of_sections_and_their_operations(told, text: str, expected: list[str]) -> None:
    assert told(text) == sorted(expected)
