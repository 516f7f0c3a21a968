"""What two readers of the same cases agree on and the rules did not: scars widened, drugs proposed and taken, lengths of a whole course."""

import pytest

MAY = "2016-05-01..2016-05-31"


@pytest.mark.parametrize(
    "text",
    [
        "Mélanome du dos. En mai 2016, les marges ont été élargies à 2 cm et étaient négatives.",
        "Mélanome du dos. Les berges ont été reprises en mai 2016, qui se sont révélées saines.",
        "En mai 2016, un élargissement des marges a été effectué, sans tumeur résiduelle.",
        "Une reprise d'exérèse a été effectuée en mai 2016, sans reliquat tumoral.",
        "En mai 2016, complément d'exérèse : absence de lésion résiduelle.",
        "Mélanome. En mai 2016, les limites ont été recoupées et, comme aucun résidu tumoral n'a été trouvé, il est surveillé.",
    ],
)
def test_what_is_taken_around_a_scar_is_read(told, text: str) -> None:
    assert told(text) == [f"pathology result {MAY}"]


@pytest.mark.parametrize(
    "text",
    [
        "En mai 2016, un élargissement des marges a été proposé, bien qu'il n'y ait aucun résidu tumoral.",
        "En mai 2016, reprise chirurgicale pour hémorragie, sans tumeur résiduelle visible.",
        "En mai 2016, extension de la maladie, sans lésion nouvelle.",
        "En mai 2016, les marges ont été élargies à 2 cm.",
        "En mai 2016, les marges ont été élargies, sans récidive : aucune tumeur depuis.",
    ],
)
def test_a_scar_of_which_nothing_is_read(told, text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "behind",
    [
        "Le traitement a été bien toléré.",
        "La tolérance a été excellente.",
        "Sous traitement, les lésions ont diminué.",
        "À la fin du traitement, la toxicité était moindre.",
        "Après trois mois de traitement, une réponse partielle était notée.",
        "Il l'a très bien supporté.",
    ],
)
def test_a_drug_that_was_proposed_and_then_borne_was_taken(told, behind: str) -> None:
    lead = "En mai 2016, il a été proposé de débuter le vismodégib dans un essai."
    assert told(f"{lead} {behind}") == [f"oral start {MAY}"]


@pytest.mark.parametrize(
    "behind", ["Le patient a préféré attendre.", "La patiente a refusé.", "La toxicité lui fait peur."]
)
def test_a_drug_that_was_only_proposed(told, behind: str) -> None:
    assert told(f"En mai 2016, il a été proposé de débuter le vismodégib. {behind}") == []


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        # How long all lasted is counted from where the shorter step before it was.
        ("Deux mois après le début du traitement, crampes. Au bout de huit mois, l'imatinib est arrêté.", "2017-01-01"),
        (
            "Trois semaines après le début du traitement, crampes. Au bout de six mois, l'imatinib est arrêté.",
            "2016-11-01",
        ),
        # A shorter one goes on from it, and so does one behind another date.
        ("Huit mois après le début du traitement, crampes. Au bout de deux mois, l'imatinib est arrêté.", "2017-03-01"),
        (
            "Deux mois après le début du traitement, crampes. En août 2016, il a des œdèmes. Au bout de quatre mois, l'imatinib "
            "est arrêté.",
            "2016-12-01",
        ),
    ],
)
def test_how_long_a_whole_course_lasted(told, text: str, stop: str) -> None:
    note = f"Il a débuté l'imatinib en mai 2016. {text}"
    assert any(line.startswith(f"oral stop {stop}") for line in told(note))


@pytest.mark.parametrize(
    "text",
    [
        # A result told by what had been read before ...
        "En mai 2016, exérèse d'une masse du psoas. L'histologie était identique à celle de la tumeur primitive.",
        "En mai 2016, exérèse d'une masse du psoas, l'anatomie pathologique étant similaire à la précédente.",
        "En mai 2016, une lobectomie a été faite, avec des résultats superposables à l'histologie initiale.",
        "Carcinome. En mai 2016, résection : anatomopathologie comparable à celle du premier prélèvement.",
        "Cancer du sein. En mai 2016, mastectomie. L'examen de la pièce était superposable à celui de la tumeur initiale.",
    ],
)
def test_a_result_told_by_the_one_before(told, text: str) -> None:
    assert told(text) == [f"pathology result {MAY}"]


@pytest.mark.parametrize(
    "text",
    [
        # ... and what is compared without a specimen.
        "Carcinome du sein. En mai 2016, l'examen est comparable à celui de la dernière fois.",
        "Carcinome du sein. En mai 2016, la biologie montre des résultats similaires aux précédents.",
    ],
)
def test_what_is_compared_and_not_read(told, text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "read", ["histologie compatible avec la métastase d'un sarcome", "l'histologie confirme une métastase"]
)
def test_a_spread_suggested_on_no_day_and_read_on_one(told, read: str) -> None:
    note = (
        "Sarcome, métastases pulmonaires en mars 2014. Lors des contrôles, nodules péritonéaux suggérant une dissémination "
        f"tumorale. Le 12/06/2016, omentectomie et {read}."
    )
    assert "metastasis new_site 2016-06-12" in told(note)
