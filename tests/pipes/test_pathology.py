"""Pathology results: one mention a result, with its details."""

from __future__ import annotations

import pytest
from family_markup import check, mentions
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.pipes.pathology.details import describe
from onco_pipeline.pipes.pathology.pathology import find
from onco_pipeline.text import fold


@pytest.mark.parametrize(
    "example",
    [
        "Biopsie du sein : <result site=sein grade=3 her2=1+>CCI grade III, RE 90 %, RP 0, HER2 1+</result>.",
        "Biopsie hépatique : <result site=foie>adénocarcinome d'origine colique</result>.",
        "Colectomie : <result site=côlon ptnm=pT3N1>adénocarcinome pT3N1</result>.",
        "<result histology=melanoma>L'examen anatomopathologique a montré un mélanome</result>.",
        "<result>Anatomie pathologique : carcinome épidermoïde</result> du larynx.",
        "Biopsies bronchiques <result verdict=non_contributive site=bronche>non contributives</result>.",
        "Biopsie du rein <result>positive pour un carcinome à cellules claires</result>.",
        "Ponction pleurale : <result verdict=negative cytology=True>cytologie négative</result>.",
        "<result kind=molecular>KRAS muté</result> sur la biopsie.",
        "Recherche de <result msi=MSS>MSI : pMMR</result>.",
        "<result>PD-L1 TPS 60 %</result>.",
        "PBP le 12/05 : <result site=prostate gleason=4+5>Gleason 9 (4+5), 10/12</result>.",
        "Thyroïde, cytoponction <result site=thyroïde>Bethesda V</result>.",
        "Un <result site=prostate>adénocarcinome de la prostate</result> a été diagnostiqué par biopsie.",
        "Biopsie liquide : <result site=sang specimen=blood>mutation EGFR T790M</result> détectée.",
        "Curage : <result nodes=1/3>1N+/3</result>.",
        "Une lésion a été détectée, opérée par segmentectomie, avec <result>PA de récidive de CHC</result>.",
        "Un nodule a été enlevé, confirmé comme <result>métastatique</result>.",
        "La récidive a été retirée, confirmant le diagnostic de <result histology=melanoma>mélanome</result>.",
        "Aucun <result>mélanome</result> n'a été observé dans les deux ganglions sentinelles.",
        "Opérée, avec <result>résultats peropératoires d'infiltration</result> de bas grade.",
        "BAS : pas de lésion ; biopsies : <result>absence de cellules malignes</result>.",
        "Étude BRCA sur la pièce : <result>BRCA1 muté</result>.",
        "Statut <result>RAS demandé</result> sur la pièce ; <result>BRAF V600E</result> connu.",
    ],
)
def test_a_result_is_one_mention(example: str) -> None:
    check(find, example)


@pytest.mark.parametrize(
    "text",
    [
        "Carcinome épidermoïde du larynx 2003 en rémission.",
        "Suivie pour un cancer du sein.",
        "Biopsie prévue le 3 mai.",
        "Scanner : métastases hépatiques.",
        "PSA 4,2 ; CA 15-3 normal.",
        "Sérologie HIV négative, prélèvements bactériologiques négatifs.",
        "Hémiparésie gauche (MSI 0/5).",
        "CD4 350/mm3.",
        # A gene that one is born with is looked for in no tissue.
        "Compte tenu de ses antécédents, un test BRCA a été demandé, qui s'est révélé négatif.",
        "Mutation constitutionnelle BRCA2 connue.",
        # An examination done, without what it found.
        "IHC p63/AMACR réalisée le 25/09.",
        "Biopsie de la lésion : étude d'extension négative.",
    ],
)
def test_what_is_no_result(text: str) -> None:
    assert mentions(find, text) == []


@pytest.mark.parametrize(
    "text",
    ["Biopsie de L3, anapath en cours.", "EGFR/KRAS : résultat NGS attendu la semaine prochaine."],
)
def test_an_awaited_result_is_a_mention(text: str) -> None:
    assert len(mentions(find, text)) == 1


def test_two_specimens_of_one_sentence_are_two_results() -> None:
    found = mentions(find, "Biopsie du sein : CCI grade II ; biopsie du foie : carcinome métastatique.")
    assert [event.site for event in found] == ["sein", "foie"]


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("carcinome lobulaire infiltrant sbr ii", "grade", 2),
        ("adenocarcinome g3", "grade", 3),
        ("ypt1c n1a", "ptnm", "ypT1cN1a"),
        ("pt2 pn0 cm0", "ptnm", "pT2N0M0"),
        ("marges saines", "margins", "R0"),
        ("resection r1", "margins", "R1"),
        ("re 90 %", "er", "90 %"),
        ("recepteurs aux ostrogenes positifs", "er", "positive"),
        ("rp negatif", "pr", "negative"),
        ("her2 2+", "her2", "2+"),
        ("her2 negatif", "her2", "negative"),
        ("her2 2+ fish non amplifie", "her2_fish", "negative"),
        ("ki67 : 40 %", "ki67", 40),
        ("pd-l1 tps 60 %", "pd_l1", "TPS 60 %"),
        ("breslow 2,1 mm", "breslow_mm", 2.1),
        ("dmmr", "msi", "MSI"),
        ("egfr sauvage", "genes", {"EGFR": "wild_type"}),
        ("kras g12d, braf sauvage", "genes", {"KRAS": "G12D", "BRAF": "wild_type"}),
        ("mutation braf v600e", "genes", {"BRAF": "V600E"}),
        ("alk non transloque", "genes", {"ALK": "wild_type"}),
        ("carcinome a petites cellules", "histology", "small cell carcinoma"),
        ("carcinome epidermoide", "histology", "squamous cell carcinoma"),
    ],
)
def test_details_are_normalised(text: str, key: str, value: object) -> None:
    assert describe(text, fold(text), 0, len(text))[key] == value


def test_an_adicap_code_is_decoded_on_its_result() -> None:
    (event,) = mentions(find, "Biopsie du sein : CCI grade II.\nADICAP : HHGSA7B2")
    assert event.attributes["adicap"] == "HHGSA7B2"
    assert (event.attributes["sampling"], event.attributes["behaviour"]) == ("core_biopsy_guided", "malignant")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="CIpTN0123+RHEbiopseadnk /,.()-:%\n", max_size=120))
def test_random_text_never_raises_and_offsets_slice(text: str) -> None:
    for event in mentions(find, text):
        assert text[event.start : event.end] == event.text
