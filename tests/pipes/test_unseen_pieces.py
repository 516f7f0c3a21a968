"""Classes of wording that a further reading of case reports has shown to be misread: results of pieces, and what tells none."""

import pytest

from onco_pipeline.extraction.pipeline import build

JANUARY = "2016-01-01..2016-01-31"
RESULT = f"pathology result {JANUARY}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What an operation had for a result was read on its piece.
        ("En janvier 2016, lobectomie. Le résultat était un carcinome épidermoïde de 3 cm.", [RESULT]),
        (
            "En janvier 2016, une surrénalectomie a été faite, avec pour résultat une métastase surrénalienne.",
            [f"metastasis onset {JANUARY}", RESULT],
        ),
        ("En janvier 2016, une lobectomie a été réalisée. Le résultat était satisfaisant.", []),
        # Nodes counted in words.
        ("En janvier 2016, curage axillaire (3 des 12 ganglions prélevés étaient atteints).", [RESULT]),
        # A letter for a nought.
        ("En janvier 2016, diagnostic d'un carcinome rénal à cellules claires pT2N0Mo.", [RESULT]),
        # The report tells it, not the piece that it names.
        (
            "En janvier 2016, colectomie.\n\nRapport anatomopathologique : dans l'échantillon de la tumeur, on a observé un "
            "adénocarcinome du côlon.",
            [RESULT],
        ),
        (
            "En janvier 2016, tumorectomie. L'examen anatomopathologique a montré une réponse complète dans le sein.",
            [RESULT],
        ),
        # A verdict counts although a finding is denied behind it.
        (
            "En janvier 2016, péricardiocentèse. La LDH était élevée ; la cytologie n'a pas été concluante, mais n'a pas "
            "montré d'atypie.",
            [f"biopsy cytology {JANUARY}", RESULT],
        ),
        # What is not known of a tumour is no detail of its examination.
        ("En janvier 2016, carcinome canalaire infiltrant, récepteurs hormonaux et statut HER-2 inconnus.", []),
        ("En janvier 2016, carcinome canalaire infiltrant, récepteurs hormonaux positifs, HER2 inconnu.", [RESULT]),
    ],
)
def test_results_of_pieces(told, text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_cells_that_were_not_shown_are_no_positive_result() -> None:
    doc = build()("Ponction pleurale le 04/05/2018 : la cytologie n'a pas montré de cellules malignes.")
    assert [event.attributes.get("verdict") for event in doc._.onco_events if event.family == "pathology"] == [
        "negative"
    ]


MARCH, MAY = "2016-03-01..2016-03-31", "2018-05-01..2018-05-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What follows a work-up may be told as what has lasted since.
        (
            "Elle allait bien jusqu'en mars 2016, date à laquelle une masse du sein a été palpée.\nUne mammographie a été faite. "
            "Une biopsie a été faite.\nDepuis avril 2016, elle reçoit du paclitaxel.",
            [f"biopsy biopsy {MARCH}", f"imaging mammography {MARCH}"],
        ),
        # ... but not a complaint told behind the presentation.
        (
            "Vue en consultation le 4 mars 2016.\n\nExamens\nScanner : masse du rein.\nDepuis janvier 2012, elle tousse.",
            [],
        ),
        # What had been done before a presentation is not where the story goes on from.
        (
            "Admise en mars 2016 pour des douleurs. Elle avait été opérée d'un cancer du sein le 12 février 2016. Un scanner a "
            "montré une masse. Une biopsie a été faite.",
            [f"biopsy biopsy {MARCH}", f"imaging ct {MARCH}"],
        ),
        # A visit known by its year alone dates what was found on it.
        (
            "En 2009, il a consulté pour une toux. Un scanner thoracique a montré une masse. En 2012, il a été opéré.",
            ["imaging ct 2009-01-01..2009-12-31"],
        ),
    ],
)
def test_work_ups_between_two_steps(told, text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Exams of a rhythm have no day, but the one that is told apart.
        ("Cancer du sein opéré en mars 2016, suivi par scanner tous les 6 mois.", []),
        ("Cancer du sein suivi par TEP tous les six mois, stable après 2 ans et 2 mois depuis mars 2016.", []),
        ("Cancer du sein suivi par scanner tous les 6 mois, le dernier en mai 2018.", [f"imaging ct {MAY}"]),
        # A dose changed at a cycle was not changed on the day that the drug was begun.
        (
            "Cancer du rein.\n21/06/2011 : sunitinib 50 mg. Toxicité. La dose a été réduite à 37,5 mg au quatrième cycle.",
            ["oral start 2011-06-21"],
        ),
        (
            "Cancer du rein, sunitinib débuté en mars 2016. La dose a été réduite à 37,5 mg, prise jusqu'en mai 2018.",
            [f"oral start {MARCH}"],
        ),
    ],
)
def test_what_has_no_day_of_its_own(told, text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("verb", ["peuvent", "pourraient"])
def test_what_may_be_a_spread_is_suspected_and_its_exam_done(told, verb: str) -> None:
    note = f"Scanner cérébral le 10/03/2016 : les deux lésions {verb} correspondre à des métastases."
    assert told(note) == ["imaging ct 2016-03-10"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A drug for the bones that goes along is not what is stopped and taken again.
        (
            "Cancer du rein. Sunitinib et Zometa débutés en mars 2016.\nLe traitement a été interrompu en mai 2018 et repris le "
            "4 juin 2018 à 37,5 mg par jour avec du denosumab.",
            ["oral start 2018-06-04", f"oral start {MARCH}", f"oral stop {MAY}"],
        ),
        # "Poursuivi le traitement" is no follow-up.
        (
            "Cancer du rein. En mars 2016, pazopanib débuté. Elle a poursuivi le traitement à dose réduite jusqu'en mai 2018.",
            [f"oral start {MARCH}", f"oral stop {MAY}"],
        ),
        # How long all of a list were given is of all of it.
        (
            "Cancer du sein. Tamoxifène débuté en mars 2016. Entretien par tamoxifène, trastuzumab et acide zolédronique jusqu'en "
            "mai 2018, puis tamoxifène seul.",
            [f"oral start {MARCH}"],
        ),
    ],
)
def test_courses_with_other_drugs(told, text: str, expected: list[str]) -> None:
    assert told(text) == sorted(expected)


def test_a_lesion_that_suggests_the_possibility_of_a_spread_is_suspected(told) -> None:
    note = "Cancer du rein. IRM cérébrale le 04/05/2018 : la présence d'une lésion cérébelleuse suggère la possibilité d'une métastase."
    assert told(note) == ["imaging mri 2018-05-04"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A drug whose approval is waited for has not begun with the other.
        (
            "Mélanome. Le dabrafenib a été commencé en mars 2016, en attendant l'approbation du trametinib.",
            [f"oral start {MARCH}"],
        ),
        # An ulcer is no feature of a tumour; an ulcerated one has it.
        ("Diabète, ulcère gastrique perforé, et carcinome urothélial non infiltrant opéré en mars 2016.", []),
        ("Exérèse en mars 2016 : mélanome ulcéré.", [f"pathology result {MARCH}"]),
        # What is said of many patients is no result of this one.
        ("En mars 2016, il va bien. Ce traitement est le meilleur des patients atteints d'un cancer ALK-positif.", []),
        # A sample of new lesions is not of the operation before, but one of its piece is.
        (
            "Exérèse d'un sarcome de l'aine le 04/05/2018. Cependant, après son opération, de nouvelles lésions cutanées sont "
            "apparues. Une biopsie a été réalisée.",
            [],
        ),
    ],
)
def test_what_is_not_yet_or_not_of_the_patient(told, text: str, expected: list[str]) -> None:
    assert told(text) == sorted(expected)
