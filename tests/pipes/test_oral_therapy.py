"""Oral anticancer drugs: names, and what happens to them."""

from __future__ import annotations

import pytest
from family_markup import check, mentions
from hypothesis import given, settings
from hypothesis import strategies as st
from scraps import offsets_hold

from onco_pipeline.codes.drugs import Route, oral_agents
from onco_pipeline.pipes.oral_therapy.oral_therapy import find
from onco_pipeline.pipes.oral_therapy.vocabulary import find_drugs, has_drug_word
from onco_pipeline.text import fold


@pytest.mark.parametrize(
    "example",
    [
        "Cancer du sein : <start site=létrozole phase=start>létrozole</start> 2,5 mg/j débuté le 3 mai.",
        "Mise sous <start site=osimertinib dose=80_mg>osimertinib</start> 80 mg le 7/11.",
        "Traitement par <start site=pazopanib>pazopanib</start> 800 mg par jour en septembre 2013.",
        "Switch pour <start site=dasatinib phase=switch>dasatinib</start> le 1er juin.",
        "Carcinome rénal. Elle reçoit <start site=sunitinib>Sutent</start> depuis mai.",
        "<start site=capécitabine regimen=XELOX>XELOX</start> débuté le 14/01/20.",
        "Cancer du poumon : <start site=vinorelbine>vinorelbine</start> orale débutée en mars.",
        "Mélanome : <start site=dabrafénib>Tafinlar</start>-<start site=tramétinib>Mekinist</start> débutés en mars.",
        "Début du <start site=palbociclib>palbociclib</start> en association au traitement en cours.",
        "Introduction de l'<start site=abiratérone>abiratérone</start> + prednisone le 15/07.",
        "Reprise du <start site=nilotinib phase=resume>nilotinib</start> le 4.",
        "<stop site=capécitabine>Xeloda</stop> arrêté le 12/05.",
        "<stop site=imatinib>Arrêt du Glivec</stop> le 12.",
        "Suspension de l'<stop site=olaparib phase=pause>olaparib</stop> le 2 juin.",
        "<dose_change site=ribociclib dose=400_mg>Ribociclib réduit à</dose_change> 400 mg le 3.",
        "Cancer du foie : <dose_change site=sorafénib>réduction de dose du sorafénib</dose_change> le 15/01.",
        # ... and the next drug, where "passage" leads to no dose
        "Le 30/08, <dose_change site=abiratérone phase=dose_change>passage à 750 mg/j de l'abiratérone</dose_change>.",
        "Passage à l'<start site=abiratérone phase=switch>abiratérone</start> 1000 mg/j le 30/08.",
        "Passage à 12 semaines de <start site=capécitabine>capécitabine</start> le 30/08.",
        # what is left for another drug neither begins nor is told to end
        "Passage du létrozole à l'<start site=exémestane>exémestane</start> le 12/03/2019.",
        "Relais du palbociclib 125 mg par <start site=ribociclib>ribociclib</start> le 12/03/2019.",
        "Le tamoxifène est remplacé par l'<start site=anastrozole>anastrozole</start> le 12/03/2019.",
        "Switch erlotinib pour <start site=osimertinib>osimertinib</start> le 12/03/2019.",
        "<start site=exémestane>Exémestane</start> en remplacement du létrozole le 12/03/2019.",
        "Passage de l'association dabrafénib-tramétinib à <start site=encorafénib>encorafénib</start> le 4 mai.",
        "Passage du létrozole au fulvestrant le 12/03/2019.",
        # ... but what is told of it stands
        "<stop site=létrozole>Arrêt du létrozole</stop>, remplacé par l'<start site=exémestane>exémestane</start> le 4 mai.",
        "<start site=létrozole>Létrozole</start> débuté en 2015, remplacé par <start site=exémestane>exémestane</start> en 2019.",
    ],
)
def test_a_phase_is_read(example: str) -> None:
    check(find, example)


@pytest.mark.parametrize(
    "period",
    [
        "de mai 2009 à juin 2014",
        "du 20/11/2017 au 04/12/2017",
        "de mars à juin 2016",
        "09/17 -> 09/19",
        "entre août et octobre 2011",
    ],
)
def test_a_period_starts_and_stops(period: str) -> None:
    start, stop = mentions(find, f"Carcinome du sein : tamoxifène {period}.")
    assert [(e.subtype, e.site, e.attributes["bound"]) for e in (start, stop)] == [
        ("start", "tamoxifène", "from"),
        ("stop", "tamoxifène", "until"),
    ]


def test_a_period_that_goes_on_has_no_stop() -> None:
    check(find, "<start site=erlotinib bound=from>Erlotinib</start> d'avril 2011 à ce jour.")


def test_until_is_a_stop() -> None:
    (event,) = mentions(find, "Le pazopanib a été poursuivi jusqu'en mai 2014.")
    assert (event.subtype, event.attributes["bound"]) == ("stop", "until")


def test_pronouns_speak_of_the_last_drug() -> None:
    text = (
        "Imatinib débuté en mai. Bonne tolérance. Le traitement a été interrompu le 3 juin, puis repris à 300 mg le 10."
    )
    assert [(e.subtype, e.attributes.get("anaphoric")) for e in mentions(find, text)] == [
        ("start", None),
        ("stop", True),
        ("start", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Arrêt de l'oxaliplatine au cycle 4, XELOX par ailleurs bien toléré.",
        "Capécitabine en cours. Arrêt du bévacizumab le 3.",
        "Sous létrozole. La radiothérapie a été arrêtée le 4.",
        "Capécitabine bien tolérée. Arrêt cardiaque récupéré le 5.",
        "Poursuite du Zytiga.",
    ],
)
def test_what_happens_to_another_treatment_does_not_happen_to_the_drug(text: str) -> None:
    assert [e for e in mentions(find, text) if e.subtype in {"stop", "dose_change"}] == []


@pytest.mark.parametrize(
    "text",
    [
        "Carcinome : étoposide 100 mg/m2 J1-J3.",  # no oral route
        "Polyarthrite : méthotrexate 15 mg par semaine débuté en mai.",  # no cancer
        "Essai : pasiréotide vs évérolimus dans les tumeurs neuroendocrines.",
        "Nivolumab débuté le 3 mars.",
        "FOLFIRINOX débuté le 3 mars.",
        "Toxicité cutanée imputable à l'erlotinib.",
        "Dose de létrozole inchangée, sans réduction de dose.",
    ],
)
def test_what_is_no_phase(text: str) -> None:
    assert [e for e in mentions(find, text) if "implicit" not in e.attributes] == []


def test_the_dose_of_a_circumstance_is_no_change() -> None:
    found = mentions(find, "Cancer du rein : sunitinib débuté en mai. Elle poursuit le traitement à dose réduite.")
    assert [e.subtype for e in found] == ["start"]


@pytest.mark.parametrize("agent", oral_agents(), ids=lambda agent: agent.inn_en)
def test_every_agent_is_known_by_all_its_names(agent) -> None:
    for name in agent.names:
        text = f"Carcinome traité par {name} per os"
        names = [found.inn_fr for drug in find_drugs(text, fold(text), about_cancer=True) for found in drug.agents]
        assert agent.inn_fr in names, name
        assert has_drug_word(fold(text))


@pytest.mark.parametrize(
    ("written", "inn"), [("trmétinib", "tramétinib"), ("témozolamide", "témozolomide"), ("Sorafenib", "sorafénib")]
)
def test_one_wrong_letter_is_forgiven(written: str, inn: str) -> None:
    text = f"traitement par {written}"
    assert [d.agents[0].inn_fr for d in find_drugs(text, fold(text), about_cancer=True)] == [inn]


@given(st.sampled_from([agent for agent in oral_agents() if agent.route is Route.ORAL]), st.data())
@settings(max_examples=60)
def test_case_and_accents_do_not_matter(agent, data) -> None:
    name = data.draw(st.sampled_from(agent.names))
    written = data.draw(st.sampled_from([name, name.upper(), name.lower(), name.capitalize()]))
    text = f"Cancer. Début de {written} le 3 mai."
    assert agent.inn_fr in {event.site for event in mentions(find, text)}


def test_random_text_never_raises_and_offsets_slice() -> None:
    offsets_hold(
        find,
        "Xeloda débuté",
        "arrêt de l'imatinib",
        "capécitabine 1500 mg x2",
        "début de Tagrisso",
        "TKI",
        "everolimus 10 mg",
    )


def test_codes_old_and_new_come_along() -> None:
    (event,) = mentions(find, "Osimertinib débuté le 3 mai 2019.")
    assert (event.attributes["atc"], event.attributes["atc_pre2021"]) == ("L01EB04", "L01XE35")
