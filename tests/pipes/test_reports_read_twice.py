"""What two readers of case reports agree on: visits, brackets, what a step is taken on, lists under a dated line."""

import pytest
from note_record import told

MAY = "2016-05-01..2016-05-31"


def case(text):
    """Return the records of a report that has no date of its own."""
    return told(text, None, None)


@pytest.mark.parametrize(
    "visit",
    [
        "Il a été vu lors de la première visite en mai 2016.",
        "Adressé à l'oncologie, il a été évalué lors d'une première visite en mai 2016.",
        "Le patient a été évalué en oncologie en mai 2016.",
        "Le patient, sans antécédent, a été pris en charge dans le service de pneumologie en mai 2016.",
        "Le patient, sans antécédent, a été orienté vers l'urologie en mai 2016.",
        "Dès la première consultation d'oncologie en mai 2016, il se plaignait du dos.",
        "Il est venu à la consultation d'hématologie le 3 mai 2016.",
    ],
)
def test_a_visit_told_by_its_name(visit):
    text = f"{visit} Un scanner a montré des métastases hépatiques. Une chimiothérapie a été débutée en septembre 2016."
    month = "2016-05-03" if "3 mai" in visit else MAY
    assert case(text) == [f"ct done {MAY}", f"foie onset done {month}"]


def test_a_new_exam_of_a_visit():
    assert case("Elle a consulté en mai 2016 pour une toux. Une nouvelle IRM a montré une masse.") == [
        f"mri done {MAY}"
    ]
    assert case("En mai 2016, la maladie était stable. Une nouvelle IRM a montré une masse.") == []


@pytest.mark.parametrize(
    "exam", ["Un scanner urgent", "Un scanner thoracique urgent", "Un scanner thoracique en urgence"]
)
def test_an_urgent_exam_has_the_day_of_its_visit(exam):
    assert case(f"Le 21/05/2016, elle a consulté pour une dyspnée. {exam} a montré un épanchement.") == [
        "ct done 2016-05-21"
    ]
    assert case("Le 21/05/2016, elle a consulté. Un scanner montrant un besoin urgent de drainage.") == [
        f"ct done {MAY}"
    ]


@pytest.mark.parametrize(
    "basis", ["Sur la base des résultats de", "Au vu de", "Compte tenu des résultats de", "Au vu des conclusions de"]
)
def test_what_a_step_is_taken_on_was_done_before(basis):
    assert case(f"{basis} l'IRM, en mai 2016, une radiothérapie a été réalisée.") == []
    assert case(f"{basis} l'IRM de mai 2016, une radiothérapie a été réalisée.") == [f"mri done {MAY}"]
    assert case(f"{basis} l'IRM réalisée en mai 2016, une radiothérapie a été décidée.") == [f"mri done {MAY}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("En mai 2016, une occlusion a nécessité une résection du grêle (anatomopathologie : nécrose, sans tumeur), avec fermeture de la stomie après 6 mois.", [f"pathology done {MAY}"]),
        ("Mastectomie en mai 2016 (carcinome canalaire de grade 2, RH+), radiothérapie terminée en octobre 2016.", [f"pathology done {MAY}"]),
        ("Mastectomie (carcinome canalaire de grade 2, RH+), radiothérapie terminée en octobre 2016.", []),
        ("Lobectomie du poumon (adénocarcinome pT2N0), en mai 2016.", [f"pathology done {MAY}"]),
    ],
)  # fmt: skip
def test_what_follows_the_bracket_of_a_result_is_the_next_step(text, expected):
    assert case(text) == expected


@pytest.mark.parametrize("mark", ["- ", "* ", '"', '" ', "• ", "– "])
def test_a_list_below_a_dated_visit(mark):
    items = (
        "Échographie pelvienne : masse. Annexe gauche élargie. Annexe droite normale. Peu de liquide. Utérus normal.",
        "TDM abdominale : dilatation des trompes.",
        "IRM pelvienne : contenu hématique.",
    )
    text = "Le 17 mai 2016, elle a été admise pour des examens complémentaires :\n" + "\n".join(
        mark + one for one in items
    )
    expected = [f"{exam} done {MAY}" for exam in ("ct", "mri", "ultrasound")]
    assert case(text + "\n\nDiagnostic\nUne intervention a été programmée en octobre 2016.") == expected


def test_a_list_below_another_head():
    assert case("Le 17 mai 2016, elle a été traitée par carboplatine. Examens :\n" + 5 * "- Écho. Une ligne.\n") == []


@pytest.mark.parametrize("operation", ["opérée", "admise pour une annexectomie"])
def test_the_findings_of_an_operation_in_a_list(operation):
    text = (
        f"Elle a été {operation} le 11/10/2016. Les résultats étaient :\n- AP trompe droite : adénocarcinome infiltrant.\n"
        "- Utérus petit."
    )
    assert case(text) == ["pathology done 2016-10-11"]


@pytest.mark.parametrize(
    ("later", "day"),
    [
        ("Scintigraphie (28/01/2016) : multiples métastases osseuses.", "2016-01-28"),
        ("La scintigraphie du 28/01/2016 montrait déjà des métastases osseuses.", "2016-01-28"),
        ("La scintigraphie du 28/03/2016 montrait des métastases osseuses.", "2016-02-28"),
        ("La scintigraphie du 28/01/2016 ne montrait pas de métastases osseuses.", "2016-02-28"),
    ],
)
def test_a_spread_is_of_the_first_exam_that_saw_it(later, day):
    assert f"os onset done {day}" in case(f"TDM (28/02/2016) : lésions métastatiques osseuses. {later}")


@pytest.mark.parametrize("words", ["infiltration métastatique durale", "métastases durales"])
def test_a_spread_to_the_dura(words):
    assert case(f"IRM du 28/02/2016 : {words}.") == ["mri done 2016-02-28", "méninges onset done 2016-02-28"]
