"""Pathology results: one mention a result, with its details."""

from __future__ import annotations

import pytest
from family_markup import check, mentions
from scraps import offsets_hold

from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.pathology.details import describe
from onco_pipeline.pipes.pathology.pathology import find
from onco_pipeline.text import fold


@pytest.mark.parametrize(
    "example",
    [
        "Biopsie du sein : <result site=sein grade=3 her2=1+>CCI grade III, RE 90 %, RP 0, HER2 1+</result>.",
        "Adénopathie axillaire qui a fait l'objet d'une biopsie : <result site=ganglion>mélanome BRAF muté</result>.",
        "Naevus de la cuisse, biopsié : <result site=peau>mélanome BRAF muté</result>.",
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
        # What was seen, by its cells, where no tumour is named.
        "Biopsie du nodule mammaire : <result site=sein>cellules épithéliales atypiques</result>.",
        "La biopsie de la cuisse a montré <result>des cellules fusiformes</result> sans atypie.",
        "Ponction pancréatique, AP : <result site=pancréas>prolifération épithéliale</result>.",
        "Anatomie pathologique de l'exérèse cutanée : <result site=peau>tumeur mélanocytaire</result>.",
        "<result>L'étude anatomopathologique suggérait un carcinome</result> sarcomatoïde.",
        # What is no tumour is a result too.
        "La ponction-biopsie rénale a révélé une <result site=rein>glomérulonéphrite</result>.",
        "La biopsie hépatique a conclu à une <result site=foie>cholestase</result> médicamenteuse.",
        "La biopsie rectale montre une <result>amylose</result>.",
        "Cytoponction thyroïdienne : <result site=thyroïde>matériel insuffisant</result>.",
        "Biopsie de l'os, qui n'a <result site=os>pas été concluante</result>.",
        # It came back, says the specimen.
        "Curage inguinal, avec pour résultat une récidive ganglionnaire du <result site=ganglion>mélanome</result>.",
        # The organ that the operation removed, not one whose name stands in its own.
        "Cystoprostatectomie : <result site=vessie>carcinome urothélial pT3</result>.",
        "Segmentectomie hépatique : <result site=foie>métastase d'un adénocarcinome</result>.",
        "Résection et curage (pathologie : <result site=larynx>carcinome du larynx T2N1M0</result>).",
        "Cancer du sein, une métastase costale. <result site=sein>Récepteurs d'œstrogènes 80 %, HER2 négatif</result>.",
        # Where the sample was taken, and not where what it showed comes from.
        "Excision d'une lésion cérébrale, AP : <result site=cerveau>métastase d'un adénocarcinome mammaire</result>.",
        "Biopsie osseuse, positive pour des <result site=os>métastases d'adénocarcinome du sein</result>.",
        "Une biopsie a été faite (25/10/2013) d'un ganglion inguinal, avec un <result site=ganglion>mélanome malin</result>.",
        "Lésion lytique du fémur, confirmée par biopsie comme une <result site=os>récidive de mélanome (S100+)</result>.",
        "Annexectomie et lymphadénectomie : <result site=ovaire>carcinome de l'ovaire bien différencié</result>.",
        "Lésion hépatique, opérée par segmentectomie VI : <result site=foie>métastase d'un carcinome</result>.",
        "Ponction lombaire : <result site=liquide_céphalorachidien>cytologie négative</result>.",
        "Dans un échantillon de sérum, <result site=sang specimen=blood>mutation EGFR T790M</result>.",
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
        "Bilan d'extension : T3N0M0.",  # the clinician's stage
        # An examination done, without what it found.
        "IHC p63/AMACR réalisée le 25/09.",
        "Biopsie de la lésion : étude d'extension négative.",
        # What an endoscope saw, and what the patient had before.
        "La coloscopie a révélé une néoformation végétante.",
        "Une hystérectomie pour un myome, puis une mammographie.",
        "Biopsie de la masse, matériel insuffisant pour l'étude moléculaire.",
        # A marker in the blood.
        "Traitement par l'iode : taux de thyroglobuline de 284 ng/ml, anticorps anti-thyroglobuline 21 UI/ml.",
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
        ("des marges non tumorales", "margins", "R0"),
        ("resection r1", "margins", "R1"),
        ("re 90 %", "er", "90 %"),
        ("recepteurs aux ostrogenes positifs", "er", "positive"),
        ("rp negatif", "pr", "negative"),
        ("her2 2+", "her2", "2+"),
        ("her2 negatif", "her2", "negative"),
        ("her2 2+ fish non amplifie", "her2_fish", "negative"),
        ("ki67 : 40 %", "ki67", 40),
        ("indice de proliferation (mib1, ki67) de 30 %", "ki67", 30),
        ("pd-l1 tps 60 %", "pd_l1", "TPS 60 %"),
        ("expression de pdl-1 de 10 %", "pd_l1", "10 %"),
        ("furhman 3", "fuhrman", 3),
        ("breslow 2,1 mm", "breslow_mm", 2.1),
        ("dmmr", "msi", "MSI"),
        ("egfr sauvage", "genes", {"EGFR": "wild_type"}),
        ("kras et nras n'etaient pas mutes", "genes", {"KRAS": "wild_type", "NRAS": "wild_type"}),
        ("kras g12d, braf sauvage", "genes", {"KRAS": "G12D", "BRAF": "wild_type"}),
        ("mutation braf v600e", "genes", {"BRAF": "V600E"}),
        ("alk non transloque", "genes", {"ALK": "wild_type"}),
        ("carcinome a petites cellules", "histology", "small cell carcinoma"),
        ("carcinome epidermoide", "histology", "squamous cell carcinoma"),
        # Grades and scores by organ.
        ("elston-ellis ii", "grade", 2),
        ("fnclcc grade 2", "grade", 2),
        ("carcinome sereux de haut grade", "grade", "high"),
        ("gleason 7 (4+3)", "gleason", "4+3"),
        ("gleason 7 (4+3)", "isup", 3),
        ("gleason 9 (4+5)", "isup", 5),
        ("isup 2", "isup", 2),
        ("grade de fuhrman iii", "fuhrman", 3),
        ("clark niveau iv", "clark", 4),
        ("trg 3", "trg", 3),
        ("mandard 2", "trg", 2),
        ("crs 2", "crs", 2),
        ("bethesda v", "bethesda", 5),
        ("miller-payne 5", "miller_payne", 5),
        ("mitoses 3/mm2", "mitoses", 3),
        ("breslow 2,1 mm ulcere", "ulceration", True),
        ("breslow 2,1 mm non ulcere", "ulceration", False),
        ("presence d'emboles vasculaires", "lymphovascular_invasion", True),
        ("absence d'emboles", "lymphovascular_invasion", False),
        ("engainements perinerveux +", "perineural_invasion", True),
        ("pas d'infiltration perinerveuse", "perineural_invasion", False),
        # Stage, nodes, margins.
        ("rpt2n0", "ptnm", "rpT2N0"),
        ("mpt1c n0", "ptnm", "mpT1cN0"),
        ("ypt3 n1b (3n+/19)", "nodes", "3/19"),
        ("pn1 (2/14)", "nodes", "2/14"),
        ("0/12 ganglions envahis", "nodes", "0/12"),
        ("0/12 ganglions envahis", "verdict", "negative"),
        ("limites envahies", "margins", "R1"),
        ("r2", "margins", "R2"),
        # Receptors and markers.
        ("recepteurs aux oestrogenes positifs a 90 %", "er", "90 %"),
        ("rh negatifs", "hr", "negative"),
        ("triple negatif", "pr", "negative"),
        ("her2 score 0", "her2", "0"),
        ("her2 3+", "her2", "3+"),
        ("fish her2 amplifie", "her2_fish", "positive"),
        ("pd-l1 cps 10", "pd_l1", "CPS 10"),
        ("pd-l1 (22c3) tps < 1 %", "pd_l1", "TPS < 1 %"),
        ("pd-l1 ic 2", "pd_l1", "IC 2"),
        ("pd-l1 negatif", "pd_l1", "negative"),
        ("microsatellites stables", "msi", "MSS"),
        ("perte d'expression de mlh1", "msi", "MSI"),
        ("tmb 12", "tmb", 12.0),
        # Genes, whatever stands before or after them.
        ("mutation v600e de braf", "genes", {"BRAF": "V600E"}),
        ("pik3ca h1047r, esr1 mute", "genes", {"PIK3CA": "H1047R", "ESR1": "mutated"}),
        ("nras non mute, her2 mute", "genes", {"NRAS": "wild_type", "HER2": "mutated"}),
        (
            "idh1 r132h, mgmt methyle, 1p/19q non codelete",
            "genes",
            {"IDH1": "R132H", "MGMT": "mutated", "1P19Q": "wild_type"},
        ),
        ("codeletion 1p19q", "genes", {"1P19Q": "mutated"}),
        (
            "flt3-itd positif, npm1 mute, tp53 sauvage",
            "genes",
            {"FLT3-ITD": "mutated", "NPM1": "mutated", "TP53": "wild_type"},
        ),
        (
            "met exon 14, ret rearrange, ntrk negatif",
            "genes",
            {"MET": "EXON 14", "RET": "mutated", "NTRK": "wild_type"},
        ),
        ("brca1 mute, hrd positif, ros1 negatif", "genes", {"BRCA1": "mutated", "HRD": "mutated", "ROS1": "wild_type"}),
        ("ar-v7 positif", "genes", {"AR-V7": "mutated"}),
        # Which examination it was.
        ("extemporane : metastase", "kind", "frozen_section"),
        ("cytologie : cellules malignes", "kind", "cytology"),
        ("re 90 %, her2 1+", "kind", "ihc"),
        ("fish : her2 amplifie", "kind", "fish"),
        ("kras mute", "kind", "molecular"),
        ("caryotype ph+", "kind", "cytogenetics"),
        ("oncotype dx : 18", "kind", "genomic_signature"),
        ("oncotype dx : score de recidive 18", "genomic_signature", "oncotype dx 18"),
        # The verdict is the tissue's, not a marker's.
        ("carcinome canalaire, her2 negatif", "verdict", "positive"),
        ("absence de cellules malignes", "verdict", "negative"),
        ("tissu hepatique normal", "verdict", "negative"),
    ],
)
def test_details_are_normalised(text: str, key: str, value: object) -> None:
    assert describe(text, fold(text), 0, len(text))[key] == value


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("adenocarcinome ttf1+, pd-l1 60 %", "lymphovascular_invasion"),  # no L1 of a lymphatic vessel
        ("anapath (recue le 27/06) : adenocarcinome pt3", "nodes"),  # a date
        ("her2 negatif, re 90 %", "verdict"),
        ("egfr demande", "genes"),
        ("ct2n1", "after_treatment"),
    ],
)
def test_what_is_no_such_detail(text: str, key: str) -> None:
    assert key not in describe(text, fold(text), 0, len(text))


def test_an_adicap_code_is_decoded_on_its_result() -> None:
    (event,) = mentions(find, "Biopsie du sein : CCI grade II.\nADICAP : HHGSA7B2")
    assert event.attributes["adicap"] == "HHGSA7B2"
    assert (event.attributes["sampling"], event.attributes["behaviour"]) == ("core_biopsy_guided", "malignant")


def test_random_text_never_raises_and_offsets_slice() -> None:
    offsets_hold(
        find,
        "carcinome canalaire infiltrant",
        "pT2 N1",
        "RE 90 %",
        "Histologie : adénocarcinome",
        "HER2 2+",
        "EGFR muté",
        "Biopsie : ",
    )


@pytest.mark.parametrize("title", ["Service de pathologie", "Département de pathologie", "Cytopathologie"])
def test_a_pathologists_title_opens_the_list_of_samples(title: str) -> None:
    text = (
        f"{title}\nDr X\nReçu le 12/03/2021\nA : nodule du foie\nB : épiploon\n"
        "Conclusion\nA : adénocarcinome moyennement différencié.\nB : indemne."
    )
    assert [event.site for event in find(text, fold(text), Layout())] == ["foie", "péritoine"]


@pytest.mark.parametrize("mutation", ["KRAS G12D", "NRAS Q61K", "BRAF V600", "EGFR L858", "HRAS.G13D"])
def test_a_mutation_is_no_adicap_code(mutation):
    events = mentions(find, f"Biopsie du côlon : adénocarcinome, {mutation}.\nADICAP : PHDCA7A2")
    assert {event.attributes.get("adicap") for event in events} == {"PHDCA7A2"}
    assert {event.site for event in events} == {"côlon"}
