"""Days on which two readers of the same cases agree and the rules did not: what is confirmed at once, known to its year, read under a heading."""

import pytest

FEBRUARY = "2016-02-01..2016-02-29"
NEXT = "En juin 2016, il a été opéré."


@pytest.mark.parametrize(
    "text",
    [
        # A second exam that only confirms what the first one showed is of its time ...
        "En février 2016, une échographie a montré un nodule du foie. Le scanner abdominal a confirmé la lésion.",
        "En février 2016, une échographie a montré un nodule du foie. Le scanner l'a confirmé.",
        "L'échographie de février 2016 montre un nodule du foie. Un scanner confirme cette lésion.",
        "En février 2016, une échographie a montré un nodule du foie. Un scanner a permis de préciser ses limites.",
    ],
)
def test_an_exam_that_confirms_another(told, text: str) -> None:
    assert f"imaging ct {FEBRUARY}" in told(f"{text} {NEXT}")


@pytest.mark.parametrize(
    "text",
    [
        # ... and a check-up, or one that shows something of its own, is not.
        "En février 2016, une échographie a montré un nodule du foie. Un scanner de contrôle a confirmé la lésion.",
        "En février 2016, une échographie a montré un nodule du foie. Un scanner a montré une lésion.",
    ],
)
def test_an_exam_that_does_not(told, text: str) -> None:
    assert "imaging ct" not in str(told(f"{text} {NEXT}"))


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Après diagnostic par scanner d'une lésion du rein, une néphrectomie a été faite.", True),
        ("Après réalisation d'un scanner, une néphrectomie a été faite.", True),
        ("Après un scanner abdominal, une lésion du rein a été détectée.", True),
        ("Après la découverte au scanner d'une lésion du rein, une néphrectomie a été faite.", True),
        ("Après chimiothérapie, un scanner a montré une réponse.", False),
        ("Après confirmation de la récidive, traitée par chimiothérapie, un scanner a été fait.", False),
    ],
)
def test_what_comes_behind_the_exam_that_a_visit_led_to(told, text: str, dated: bool) -> None:
    note = f"Il a consulté l'urologue pour la première fois en février 2016 pour une hématurie. {text} {NEXT}"
    assert (f"imaging ct {FEBRUARY}" in told(note)) is dated


def test_spread_of_what_the_patient_had_long_before(told) -> None:
    note = (
        "En février 2016, une radiographie du thorax a montré des nodules. Le scanner a confirmé la présence de nodules, "
        "correspondant à des métastases du sarcome dont il avait souffert l'année précédente."
    )
    assert f"metastasis onset {FEBRUARY}" in told(note)


@pytest.mark.parametrize("words", ["Les résultats pathologiques étaient", "Le résultat anatomopathologique était"])
def test_a_specimen_read_under_the_next_heading(told, words: str) -> None:
    note = (
        "Le 12/02/2016, une laryngectomie totale et un curage ont été réalisés.\n\nDiagnostic\n"
        f"{words} un carcinome épidermoïde infiltrant de 3,7 cm, pT4a.\n\nTraitement\nRadiothérapie achevée en août 2016."
    )
    assert told(note) == ["pathology result 2016-02-12"]


YEAR = "2016-01-01..2016-12-31"


@pytest.mark.parametrize(
    ("presented", "next_step", "dated"),
    [
        ("En 2016, elle consulte pour une masse du sein.", "Tumorectomie en juin 2016.", True),
        ("En 2016, elle consulte pour une masse du sein.", "Chimiothérapie de mai à juin 2016.", True),
        ("En 2016, elle consulte pour une masse du sein.", "Tumorectomie en juin 2017.", False),
        ("En 2016, elle consulte pour une masse du sein. Elle est suivie.", "Rechute en 2018.", False),
    ],
)
def test_the_work_up_of_a_presentation_known_to_its_year(told, presented: str, next_step: str, dated: bool) -> None:
    work_up = "Mammographie : opacité.\nBiopsie : carcinome canalaire infiltrant de grade II, RE+."
    note = f"{presented}\n\nExamens complémentaires\n{work_up}\n\nTraitement\n{next_step}"
    assert (f"imaging mammography {YEAR}" in told(note)) is dated
    assert (f"pathology result {YEAR}" in told(note)) is dated


def test_what_is_done_again_is_not_of_the_presentation(told) -> None:
    note = (
        "En 2016, elle consulte pour une masse du sein.\n\nExamens complémentaires\nMammographie : opacité.\n"
        "La rébiopsie montre un carcinome canalaire infiltrant de grade II, RE+.\n\nTraitement\nTumorectomie en juin 2016."
    )
    assert told(note) == [f"imaging mammography {YEAR}"]


@pytest.mark.parametrize(
    ("sentence", "new"),
    [
        ("M1 dans la clavicule gauche.", True),
        ("Présence de multiples métastases surrénaliennes.", True),
        ("Métastases surrénaliennes connues.", False),
    ],
)
def test_a_sentence_that_is_nothing_but_what_the_exam_before_it_showed(told, sentence: str, new: bool) -> None:
    note = f"Cancer du poumon, métastases hépatiques en mars 2015. Le bilan a été complété par un scanner le 12/02/2016. {sentence}"
    assert ("metastasis new_site 2016-02-12" in told(note)) is new
