"""Spread that no phrase of a list tells: an organ, what is seen in it, and why it is news, in any order."""

import pytest

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.metastasis.metastasis import find
from onco_pipeline.text import fold

BREAST, COLON, LUNG = "Cancer du sein opéré en 2015. ", "Adénocarcinome du côlon opéré. ", "CBNPC lobaire supérieur. "


def told(note: str) -> list[EventMention]:
    return [event for event in find(note, fold(note), Layout()) if "polarity" not in event.attributes]


@pytest.mark.parametrize(
    ("note", "site"),
    [
        (BREAST + "Scanner : le foie abrite plusieurs hypodensités, inexistantes l'an passé.", "foie"),
        (BREAST + "Scanner : plusieurs hypodensités du foie, inexistantes l'an passé.", "foie"),
        (COLON + "TDM : on voit s'installer des opacités rondes des deux poumons.", "poumon"),
        (COLON + "Les poumons sont parsemés d'opacités.", "poumon"),
        (LUNG + "L'encéphale comporte deux prises de contraste avec œdème.", "cerveau"),
        (LUNG + "IRM cérébrale : quatre lésions rehaussées.", "cerveau"),
        (LUNG + "La surrénale droite, jusque-là normale, porte une masse de 3 cm.", "surrénale"),
        (LUNG + "Le foie est désormais touché.", "foie"),
        (COLON + "La maladie s'étend maintenant aux poumons.", "poumon"),
        (BREAST + "Le bilan montre une dissémination au foie et aux os.", "foie"),
        (BREAST + "Lacune du fémur droit. Biopsie : cellules carcinomateuses.", "os"),
        (BREAST + "Épanchement pleural ponctionné, liquide contenant des cellules tumorales.", "plèvre"),
        (BREAST + "Cytologie du liquide pleural : adénocarcinome.", "plèvre"),
        (BREAST + "Scintigraphie positive sur le bassin et les côtes.", "os"),
        (BREAST + "TEP positif au niveau du foie.", "foie"),
        (BREAST + "Scanner : ostéolyse du bassin.", "os"),
        (COLON + "TEP : foyers du foie et des vertèbres.", "foie"),
        (BREAST + "Plis gastriques épaissis, biopsies : carcinome lobulaire.", "estomac"),
    ],
)
def test_the_parts_of_a_statement_tell_it_in_any_order(note: str, site: str) -> None:
    assert [event.site for event in told(note)] == [site]


@pytest.mark.parametrize(
    "note",
    [
        BREAST + "Scanner : plusieurs kystes du foie, apparus depuis 2018.",
        BREAST + "Scanner : pas de nouvelle hypodensité du foie.",
        BREAST + "Scanner : hypodensités du foie connues, inchangées.",
        BREAST + "Scanner : une hypodensité du foie.",
        BREAST + "Scanner demandé à la recherche de nouvelles opacités des poumons.",
        LUNG + "Scanner : nouvelle opacité ronde du poumon droit.",  # the primary's own organ
        LUNG + "Biopsies bronchiques : carcinome épidermoïde.",
        BREAST + "Recherche positive sur le bassin de BMR.",
        BREAST + "Scanner : ostéolyse du bassin autour de la prothèse, non suspecte.",
        BREAST + "Biopsie du foie : absence de cellules tumorales.",
        BREAST + "Cytologie du liquide pleural négative pour les cellules malignes.",
        BREAST + "Sa mère a eu des nodules du foie, apparus en 2010.",
        "Cancer de la vésicule biliaire. Extension au foie de la tumeur.",
        COLON + "Image évoquant un méningiome frontal, apparue depuis 2018.",
        "Mélanome du dos. Biopsie d'une adénopathie iliaque : positive.",  # no bone
        LUNG + "Masse de 6 cm et 2 nodules hépatiques. La fibroscopie bronchique a permis des biopsies : carcinome.",
    ],
)
def test_what_one_part_spoils_is_no_spread(note: str) -> None:
    assert told(note) == []


def test_what_was_told_is_not_told_again() -> None:
    note = (
        BREAST
        + "En 2018, le foie comporte de nombreuses lésions hypervasculaires. En 2019, nouvelles hypodensités du foie."
    )
    assert len(told(note)) == 1
