"""Metastatic disease: first statements, new sites, and what is none."""

from __future__ import annotations

import pytest
from family_markup import check, mentions
from scraps import offsets_hold

from onco_pipeline.pipes.metastasis.metastasis import find


@pytest.mark.parametrize(
    "example",
    [
        "Cancer du côlon. TDM : <onset site=foie>métastases hépatiques</onset> multiples.",
        "Cancer du sein. IRM : <onset site=os>lésions secondaires vertébrales</onset>.",
        "Carcinome ovarien avec <onset site=péritoine>carcinose péritonéale</onset>.",
        "Mélanome <onset>M1b</onset> d'emblée.",
        "Adénocarcinome pulmonaire de <onset>stade IV</onset>.",
        "Cancer du sein : <onset site=os>progression osseuse</onset> en mai.",
        "Cancer du rectum : <onset site=poumon>récidive pulmonaire</onset> en 2015.",
        "Cancer du rein : <onset site=cerveau>trois lésions cérébrales supratentorielles</onset>.",
        "Cancer du sein : <onset site=poumon>évolution métastatique pulmonaire</onset>.",
        "Carcinome rénal : <onset site=poumon timing=synchronous>métastases pulmonaires</onset> synchrones.",
        "Cancer du sein : <onset site=moelle_osseuse>infiltration de la moelle osseuse par un carcinome</onset>.",
    ],
)
def test_a_first_statement_is_found_with_its_site(example: str) -> None:
    check(find, example)


def test_what_appears_besides_ends_the_places_of_a_statement() -> None:
    note = "Cancer du foie. Augmentation des nodules pulmonaires, qui sont donc métastatiques, apparition d'une lésion de T10 secondaire."
    (event,) = mentions(find, note)
    assert event.attributes["sites"] == ["poumon", "os"]


def test_a_further_organ_is_a_new_site() -> None:
    check(
        find,
        "Cancer du sein. En 2015 : <onset site=os>métastases osseuses</onset>. "
        "En 2017, <new_site site=foie>apparition de métastases hépatiques</new_site>.",
    )


@pytest.mark.parametrize(
    "later",
    [
        "Stabilité des métastases osseuses.",
        "Régression des lésions secondaires osseuses.",
        "Radiothérapie des métastases osseuses.",
        "Chimiothérapie pour ses métastases.",
        "Conclusion : cancer du sein métastatique.",
    ],
)
def test_what_is_known_is_told_once(later: str) -> None:
    found = mentions(find, f"Cancer du sein. Métastases osseuses en 2015. {later}")
    assert [event.subtype for event in found] == ["onset"]


@pytest.mark.parametrize(
    "text",
    [
        "Cancer du sein, ganglion sentinelle métastatique 1/3.",
        "Mastectomie : 2N+/13.",
        "Cancer du sein avec métastase ganglionnaire axillaire.",
        "Cancer du col : récidive locale pelvienne.",
        "Cancer de prostate : récidive biologique.",
        "Cancer du côlon en progression.",
        "Cancer du poumon cT2N2M0.",
        "Métastasectomie prévue pour un cancer du côlon.",
        "Épanchement pleural d'origine cardiaque : récidive pleurale.",
        "Une masse du sein gauche, carcinome.",
        "Kystes hépatiques multiples, cancer du sein.",
        # The first mass of a note is the cancer itself, and the nodes of the neck are those of a cancer of the throat.
        "Un scanner révèle une masse rétropéritonéale hypermétabolique. Biopsie : paragangliome, tumeur maligne.",
        "Adénocarcinome du poumon pT2 avec infiltration de la plèvre viscérale.",
        "Cancer du côlon : 32 ganglions isolés, dont 5 avec une atteinte métastatique.",
        "Carcinome épidermoïde du pharynx, avec des adénopathies latérocervicales métastatiques.",
        "Multiples nodules pulmonaires, tuberculose.",
    ],
)
def test_what_is_no_metastasis(text: str) -> None:
    assert mentions(find, text) == []


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Cancer du sein. Pas d'argument pour une localisation secondaire.", "denied"),
        ("Cancer du sein. Absence de métastase viscérale.", "denied"),
        ("Cancer du sein. Image L2 suspecte de métastase.", "doubtful"),
        ("Cancer du sein. Antécédents familiaux : mère décédée de métastases hépatiques.", "family"),
        ("Cancer du sein. Capécitabine si progression hépatique.", "doubtful"),
        ("Cancer du sein. Foyer angiomateux, bien qu'une métastase ne puisse être exclue.", "doubtful"),
    ],
)
def test_a_statement_that_is_not_asserted_is_kept_and_says_so(text: str, polarity: str) -> None:
    (event,) = mentions(find, text)
    assert event.attributes["polarity"] == polarity


def test_a_denied_or_family_statement_does_not_make_the_next_one_a_repeat() -> None:
    text = "Mère : métastases osseuses.\nCancer du sein. Scanner : métastases osseuses."
    assert [event.attributes.get("polarity") for event in mentions(find, text)] == ["family", None]


@pytest.mark.parametrize(
    ("words", "site"),
    [
        # Where it comes from is not where it sits.
        ("Une pancréatectomie a montré une métastase due à un carcinome rénal.", "pancréas"),
        ("Biopsie ganglionnaire : métastase (M1) de carcinome mammaire.", "ganglion"),
        ("Le nodule pulmonaire est une métastase de cholangiocarcinome.", "poumon"),
        ("Cancer du sein métastatique.", None),
        ("Adénocarcinome du rectum métastatique au foie.", "foie"),
        # The specimen was told of in the sentence before.
        ("Résection d'un nodule de la surrénale. L'anatomie pathologique a confirmé une métastase.", "surrénale"),
        # Told by a verb.
        ("La maladie a de nouveau progressé au niveau osseux.", "os"),
        ("Le cancer a progressé vers le foie et les poumons.", "foie"),
        ("Une progression aux niveaux hépatique et péritonéal est vue.", "foie"),
        ("Une progression de la maladie a été constatée au niveau de la peau.", "peau"),
        ("Une scintigraphie montre une atteinte du squelette axial.", "os"),
        # Nodules on both sides are spread even of a cancer of the lung.
        ("Adénocarcinome du poumon, multiples nodules pulmonaires bilatéraux.", "poumon"),
    ],
)
def test_where_it_sits(words: str, site: str | None) -> None:
    (event,) = [event for event in mentions(find, f"Carcinome. {words}") if "polarity" not in event.attributes]
    assert event.site == site


@pytest.mark.parametrize(
    "later",
    [
        "Diminution des nodules et de l'implant péritonéal.",
        "Progression des métastases péritonéales avec augmentation du nombre et de la taille.",
        "Un cancer de l'ovaire métastatique traité par carboplatine.",
        "La maladie n'a pas progressé au niveau péritonéal.",
    ],
)
def test_what_is_told_again_is_no_new_site(later: str) -> None:
    found = mentions(find, f"Cancer de l'ovaire, métastases péritonéales. {later}")
    assert [event.text for event in found if "polarity" not in event.attributes] == ["métastases péritonéales"]


def test_the_stage_of_a_primary_does_not_sit_in_the_primary() -> None:
    (event,) = mentions(find, "Carcinome mammaire stade IV par atteinte osseuse.")
    assert event.site == "os"


def test_random_text_never_raises_and_offsets_slice() -> None:
    offsets_hold(
        find,
        "cancer métastatique",
        "métastases hépatiques",
        "M1 os",
        "stade IV",
        "lésions secondaires du foie",
        "cancer ",
    )


@pytest.mark.parametrize("free", ["os RAS", "os normal", "foie stable", "poumon indemne"])
def test_an_organ_that_has_nothing_is_no_site(free: str) -> None:
    (event,) = mentions(find, f"Cancer du sein. Scanner : métastases péritonéales, {free}.")
    assert (event.site, event.attributes.get("sites")) == ("péritoine", None)
