"""Samples and their results in the few words of letters, sheets and telegrams; the sentences are invented."""

from datetime import datetime

import pytest
from note_record import told

IN_MAY = datetime(2022, 5, 20)


def of_tissue(text: str) -> list[str]:
    """Return what a note of 20 May 2022 tells of samples and results, one line each."""
    families = ("biopsy", "cytology", "bone_marrow", "pathology")
    return [line for line in told(text, "CR-CONS", IN_MAY) if line.startswith(families)]


@pytest.mark.parametrize(
    "note",
    [
        "J'ai vu ce jour Mme D. Une biopsie du sein a été faite par le Dr L. le 5 avril.",
        "J'ai revu ce jour M. R. La biopsie du sein date du 5 avril 2022.",
    ],
)
def test_a_name_cut_to_its_initial_ends_the_visit(note):
    assert of_tissue(note) == ["biopsy done 2022-04-05"]


@pytest.mark.parametrize(
    "note",
    [
        "Échec de la biopsie le 05/04 (lésion non vue), chirurgie d'emblée.",
        "Échec technique de la biopsie sous scanner le 05/04/22.",
        "Biopsie du 05/04/22 : échec, pneumothorax en début de geste.",
        "Biopsie le 05/04/22 (échec).",
    ],
)
def test_a_sampling_that_failed_is_none(note):
    assert of_tissue(note) == []


def test_what_brought_too_little_was_a_sampling():
    assert of_tissue("Échec de la biopsie le 05/04/22 (matériel insuffisant).") == [
        "biopsy done 2022-04-05",
        "pathology done 2022-04-05",
    ]


@pytest.mark.parametrize(
    "note",
    [
        "Vu avec l'anapath au téléphone le 12/05 : biopsie du 04/05 en faveur d'un lymphome de haut grade.",
        "Résultat oral de l'anapath le 12/05 : la biopsie du 04/05 est en faveur d'un lymphome.",
    ],
)
def test_a_result_told_by_telephone_has_its_samples_day(note):
    assert of_tissue(note) == ["biopsy done 2022-05-04", "pathology done 2022-05-04"]


@pytest.mark.parametrize(
    "note",
    [
        "Immunohistochimie du 16/05/2022 (prélèvement du 04/05/2022) : perte d'expression MLH1/PMS2.",
        "Anapath du 16/05, pièce opératoire du 04/05 : carcinome lobulaire grade 2.",
        "FISH du 16/05 (bloc du 04/05) : HER2 amplifié.",
    ],
)
def test_what_was_read_later_has_its_specimens_day(note):
    assert of_tissue(note) == ["pathology done 2022-05-04"]


@pytest.mark.parametrize(
    "note",
    [
        "PD-L1 à 15 % (biopsie du 27/07).",
        "CPS coté à 10 (biopsie de l'amygdale, 27/07/21).",
        "HER2 : score 2+ en IHC, FISH non amplifiée (biopsie du 27/07).",
        "HER2 score 2+, FISH négative (biopsie du 27/07).",
        "RE 80 %, RP 0 %, Ki67 à 35 % (biopsie du 27/07).",
    ],
)
def test_the_bracket_behind_a_result_is_no_appointment(note):
    assert of_tissue(note) == ["biopsy done 2021-07-27", "pathology done 2021-07-27"]


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Bipsie de prostate le 12/04/22, Gleason 6.", "biopsy"),
        ("Tru-cut du sein gauche le 12/04/22 : CCI.", "biopsy"),
        ("Brossage du cholédoque le 12/04/22 : adénocarcinome.", "cytology"),
        ("Péricardocentèse le 12/04/22, cytologie : cellules malignes.", "cytology"),
        ("LBA du 12/04/22 : pas de cellule maligne.", "cytology"),
        ("Liquide pleural (ponction du 12/04/22) : adénocarcinome TTF1+.", "cytology"),
        ("Prélèvement du 12/04/22 : carcinome épidermoïde.", "biopsy"),
        ("Résultat du GS du 12/04/22 : micrométastase.", "biopsy"),
        ("PBR le 12/04/22 : néphrite interstitielle aiguë.", "biopsy"),
        ("Biopsie vulvaire du 12/04/22 : VIN 3.", "biopsy"),
        ("Biopsie du lit opératoire le 12/04/22 : récidive locale.", "biopsy"),
        ("Macrobiopsie du 12/04/22 : lésion B3.", "biopsy"),
        ("La ponction hépatique du 12/04/22 n'est pas concluante.", "cytology"),
        ("PL le 12/04/22 : LCR clair, pas de cellule lymphomateuse.", "cytology"),
        ("Les lames du prélèvement du 12/04/22 montrent une prolifération fusocellulaire.", "biopsy"),
        ("L'anapath parle d'un carcinome neuroendocrine, prélèvement du 12/04/22 sous fibro.", "biopsy"),
        ("Biopsie cutanée du 12/04/22 : toxidermie.", "biopsy"),
        ("Pas de contingent tumoral sur la biopsie du 12/04/22.", "biopsy"),
        ("Biopsies duodénales le 12/04/22 normales.", "biopsy"),
        ("Prélèvements gastriques faits le 12/04/22 : métaplasie sans dysplasie.", "biopsy"),
        ("BGSA négative le 12/04/22.", "biopsy"),
        ("Le GS (Tc + bleu) du 12/04/22 est indemne.", "biopsy"),
        ("Histologie concordante avec le primitif (biopsie pulmonaire du 12/04/22).", "biopsy"),
        ("Thoracentèse diagnostique 12/04/22 : lymphocytes, pas de cellule suspecte.", "cytology"),
        ("Biopsie ganglionnaire du 12/04/22 : maladie de Hodgkin.", "biopsy"),
        ("Biopsie du nez 12/04/22, CBC nodulaire.", "biopsy"),
        ("Biopsie mammaire bénigne le 12/04/22 (fibroadénome).", "biopsy"),
        ("La biopsie rénale réalisée le 12 avril dernier a objectivé une tumeur oncocytaire bénigne.", "biopsy"),
        ("Biopsie bronchique du 12/04/22 carcinome à petites cellules.", "biopsy"),
    ],
)
def test_samples_told_with_their_result(note, kind):
    assert of_tissue(note) == [f"{kind} done 2022-04-12", "pathology done 2022-04-12"]


@pytest.mark.parametrize(
    "note",
    [
        "FCV du 12/04/22 : HSIL.",
        "Frottis du 12/04/22 LSIL.",
        "FCV de contrôle normal le 12/04/22.",
        "FISH 1p/19q codélété sur la pièce du 12/04/22.",
        "RTUV de second look le 12/04/22 sans tumeur résiduelle.",
        "Exérèse d'un naevus le 12/04/22, anatomopath : naevus dysplasique.",
        "Exérèse d'une lésion le 12/04/22. Anatomie pathologique : kératose actinique.",
        "Histo (mastectomie du 12/04/22) : carcinome lobulaire.",
        "Ana path du 12/04/22 : schwannome.",
        "Curage inguinal le 12/04/22 : 2N+ R- /12.",
        "Évidement cervical le 12/04/22 : 1 ganglion métastatique sur 22.",
        "Caryotype normal 46,XX le 12/04/22.",
        "FISH du 12/04/22 : del(17p) 62 %.",
        "Reprise chirurgicale le 12/04/22, pas de résidu tumoral.",
        "Oncotype DX : score à 18 (tumorectomie du 12/04/22).",
        "Splénectomie du 12/04/22, lymphome de la zone marginale.",
    ],
)
def test_results_told_short(note):
    assert of_tissue(note) == ["pathology done 2022-04-12"]


@pytest.mark.parametrize(
    "note",
    [
        "A eu 2 biopsies : l'une le 12/04/22 (non contributive), l'autre le 26/04/22 (lymphome folliculaire grade 2).",
        "2 biopsies : une le 12/04/22 (nécrose) et une autre le 26/04/22 (carcinome).",
    ],
)
def test_one_and_the_other(note):
    assert of_tissue(note) == [
        "biopsy done 2022-04-12",
        "biopsy done 2022-04-26",
        "pathology done 2022-04-12",
        "pathology done 2022-04-26",
    ]


@pytest.mark.parametrize(
    "note",
    [
        "Résultat du 12 avril : muté EGFR L858R.",
        "Résultats reçus le 12/04/22 : carcinome urothélial de haut grade.",
        "Anapath reçue le 12/04/22 : carcinome urothélial de haut grade.",
        "EGFR muté L858R (résultat du 12 avril).",
        "Récidive locale confirmée histologiquement le 12/04/22.",
        "Récidive histologiquement prouvée le 12/04/22.",
        "Preuve histologique obtenue le 12/04/22.",
        "Cytologie urinaire du 12/04/22 : cellules de haut grade.",
        "Cytologie urinaire négative le 12/04/22.",
    ],
)
def test_the_day_of_a_result_of_no_told_sample(note):
    assert of_tissue(note) == ["pathology done 2022-04-12"]


def test_a_report_is_not_its_samples_day_but_its_results():
    assert of_tissue("Biopsie du rein. Résultats reçus le 12/04/22 : carcinome à cellules claires.") == [
        "pathology done 2022-04-12"
    ]


@pytest.mark.parametrize(
    "note",
    [
        "Adressé pour biopsie de L3. Geste réalisé le 12/04/22.",
        "Adressée pour biopsie hépatique. Ponction faite le 12/04/22.",
    ],
)
def test_the_gesture_that_a_patient_was_sent_for(note):
    assert of_tissue(note) == ["biopsy done 2022-04-12"]


@pytest.mark.parametrize(
    "note",
    [
        "Ponction sous TDM d'une collection du psoas le 12/04/22 (bactériologie).",
        "Prélèvement nasopharyngé du 12/04/22, patient suivi pour un carcinome du sein.",
        "Pancréatite aiguë le 12/04/22, biopsie jamais faite.",
        "Reprise chirurgicale le 12/04/22 pour hématome, sans résidu.",
        "Cholécystectomie le 12/04/22, adénocarcinome du pancréas connu.",
        "Cholécystectomie le 12/04/22, lymphome en rémission.",
        "Compte rendu du 12/04/22 : carcinome mammaire HER2+ traité par trastuzumab.",
        "Courrier reçu le 12/04/22 : adénocarcinome pulmonaire EGFR muté sous osimertinib.",
        "Nodule TIRADS 5 le 12/04/22, cytoponction à prévoir.",
        "Test covid neg le 12/04/22, biopsie prévue.",
        "Vu le 12/04/22, biopsie hépatique programmée.",
        "Si la TEP du 02/06/22 est positive, biopsie.",
        "Si le scanner du 02/06/22 montre une progression, une nouvelle biopsie.",
        "S'il progresse au scanner du 02/06/22, biopsie hépatique.",
        "EBUS le 12/04/22 sans prélèvement.",
        "Pas de prélèvement réalisé lors de l'EBUS du 12/04/22.",
        "Frottis sanguin du 12/04/22 : pas de blaste.",
        "Frottis de gorge le 12/04/22.",
        "LBA (12/04/22) : pas d'argument pour une infection, PCR négatives.",
        "Lavage broncho-alvéolaire le 12/04/22, antigène aspergillaire négatif.",
        "Prélèvement du 12/04/22, ACE 45, CA 19-9 120.",
        "Prélèvements du 12/04/22 : génétique constitutionnelle en cours.",
        "Sérologies du 12/04/22 : hépatite B négative.",
        "Cholécystectomie en 2012, adénocarcinome du pancréas métastatique.",
        "Néphrectomie en 2012, carcinome bronchique en 2015.",
        "Lésion à confirmer histologiquement le 12/06/22.",
        "Pas de preuve histologique obtenue en 2019.",
    ],
)
def test_no_sample_and_no_result(note):
    assert of_tissue(note) == []


def test_cores_are_told_with_their_number():
    assert of_tissue("Deux carottes hépatiques le 12/04/22, sans complication.") == ["biopsy done 2022-04-12"]


def test_a_sample_of_an_operation_told_before_is_no_biopsy():
    note = "Résection colique le 12/04/22 : pT3 N0. Suites simples. Scanner normal. NGS sur le prélèvement du 12/04/22 : KRAS G12D."
    assert of_tissue(note) == ["pathology done 2022-04-12", "pathology done 2022-04-12"]


@pytest.mark.parametrize(
    "act", ["Biopsies", "PBP sous TDM", "Microbiopsie", "Cytoponction", "Ponction-biopsie hépatique"]
)
@pytest.mark.parametrize(
    "named_again",
    ["sur le prélèvement du 12/04/22", "sur ce prélèvement du 12 avril 2022", "sur les prélèvements du 12/04/22"],
)
def test_a_sample_named_again_by_its_day_is_not_taken_twice(act, named_again):
    note = f"{act} le 12/04/22 : adénocarcinome. Scanner normal.\n- NGS {named_again} : KRAS G12D."
    assert len([line for line in of_tissue(note) if line.startswith(("biopsy", "cytology"))]) == 1


def test_a_scan_does_not_date_the_samples_of_the_next_sentence():
    note = "Cancer connu, vue ce jour en consultation.\nPar ailleurs, TEP du 12/04/22 fixant la loge. Biopsies transrectales négatives."
    assert of_tissue(note) == []


def test_a_plan_has_the_day_told_behind_it():
    assert of_tissue("Vu le 12/04/22, biopsie hépatique programmée le 02/06/22.") == ["biopsy planned 2022-06-02"]
