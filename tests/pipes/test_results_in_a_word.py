"""Results told in one word, in an abbreviation or on a piece that was taken out; the sentences are invented."""

from datetime import datetime

import pytest
from note_record import told

IN_JUNE = datetime(2021, 6, 30)


def results(text: str) -> list[str]:
    """Return the pathology results of a note of 30 June 2021, one line each."""
    return [line for line in told(text, "CR-CONS", IN_JUNE) if line.startswith("pathology")]


@pytest.mark.parametrize(
    "word",
    [
        "cholangiocarcinome", "microcarcinome papillaire", "CPNPC", "SCC bien différencié", "ADC", "DCIS", "NET G2", "LBDGC", "DLBCL",
        "UCNT", "LH", "LAM4", "TVNIM", "HGPIN", "papillaire de 9 mm", "vésiculaire", "mastopathie fibrokystique", "mastose", "adénose",
        "angiomyolipome", "kyste épidermoïde", "tumeur de la granulosa", "goitre multinodulaire", "NASH", "rejet aigu", "stérilisation complète",
        "pas de lésion", "muqueuse saine", "parenchyme sain", "malin", "douteux", "non informative", "score 3+4", "B5b", "MYC réarrangé",
    ],
)  # fmt: skip
def test_what_stands_behind_a_sample_answers_it(word):
    assert results(f"Biopsie du 11/05/2021 : {word}.") == ["pathology done 2021-05-11"]


@pytest.mark.parametrize(
    "note",
    [
        "PSA et LH : 4 UI/L le 11/05/2021.",
        "SCC : 1,2 ng/mL le 11/05/2021.",
        "IRM du 11/05/2021 : ADC abaissé, goitre, adénose.",
        "Biopsie prévue. Scanner du 11/05/2021 : en faveur de localisations secondaires.",
    ],
)
def test_what_else_these_letters_stand_for_is_no_result(note):
    assert results(note) == []


@pytest.mark.parametrize(
    "note",
    [
        "Biopsies étagées faites chez le gastro-entérologue de ville au mois de mai 2021 : toutes négatives.",
        "Biopsie d'un nodule de l'aile du nez en mai 2021 devant une plaie traînante qui saignait un peu : bénigne.",
        "Les ganglions retirés lors de la cœlioscopie de mai 2021 sont revenus négatifs.",
        "Cytoponction du lobe gauche en mai 2021, douteuse.",
        "Ablation d'un nævus de l'épaule en mai 2021 : bénin.",
        "Exérèse d'un nodule du cuir chevelu en mai 2021 : kyste trichilemmal.",
        "Curetage en mai 2021 : rien de malin.",
        "Segmentectomie en mai 2021 : sarcoïdose.",
        "Sur les biopsies antrales de mai 2021, il s'agissait d'un lymphome du MALT.",
        "Instabilité microsatellitaire retrouvée sur la pièce opératoire de mai 2021.",
        "À l'histologie de la pièce de mai 2021 il n'y a plus de cellules tumorales.",
        "Frottis de mai 2021 : HSIL.",
    ],
)
def test_a_verdict_is_read_wherever_it_stands(note):
    assert results(note) == ["pathology done 2021-05-01..2021-05-31"]


def test_what_a_surgeon_sees_is_no_result():
    assert results("Résection du côlon le 11/05/2021 : envahissement de la paroi, inflammation.") == []


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("Liquide pleural du 11/05/2021 : cellules malignes.", "2021-05-11"),
        ("Ascite du 11/05/2021 : absence de cellules suspectes.", "2021-05-11"),
        ("Liquide d'ascite (11/05/2021) : nombreuses cellules carcinomateuses.", "2021-05-11"),
    ],
)
def test_a_fluid_that_was_read_was_tapped(note, day):
    assert told(note, "CR-CONS", IN_JUNE) == [f"cytology done {day}", f"pathology done {day}"]


def test_a_fluid_on_an_image_is_no_sample():
    assert told("Scanner du 11/05/2021 : liquide pleural, ascite.", "CR-CONS", IN_JUNE) == ["ct done 2021-05-11"]


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("Retour anapath ce jour : carcinome lobulaire.", "2021-06-30"),
        ("On a reçu l'histologie hier : liposarcome.", "2021-06-29"),
        ("Anapath définitive ce jour : carcinome lobulaire.", "2021-06-30"),
    ],
)
def test_a_result_of_which_nothing_else_is_told_has_the_day_on_which_it_came(note, day):
    assert results(note) == [f"pathology done {day}"]


def test_it_has_the_day_of_its_sample_where_that_is_told():
    assert results("Biopsie du 02/06/2021. Retour anapath ce jour : carcinome.") == ["pathology done 2021-06-02"]


def test_a_short_name_of_a_core_biopsy_is_one():
    assert told("Sein droit, microbx le 11/05/2021.", "CR-CONS", IN_JUNE) == ["biopsy done 2021-05-11"]


@pytest.mark.parametrize(
    "note",
    [
        "Les trois biopsies du versant gauche (11/05/2021) n'ont pas retrouvé de tissu tumoral.",
        "La cytologie du 11/05/2021 n'a pas mis en évidence de cellule anormale.",
        "Biopsies du 11/05/2021 rassurantes.",
        "Biopsie du 11/05/2021 non probante.",
        "Biopsie du 11/05/2021 évocatrice d'un lymphome.",
        "Exérèse d'une lésion de la vulve le 11/05/2021, VIN 3.",
        "Nodule biopsié le 11/05/2021 - histiocytofibrome.",
        "Biopsies de l'œsophage : œsophagite à éosinophiles (11/05/2021).",
        "Échantillon du 11/05/2021 non analysable.",
        "Amygdalectomie bilatérale le 11/05/2021 ; à droite carcinome épidermoïde.",
        "Statut HRD positif (score 60) rendu le 11/05/2021.",
        "BRCA tumoral muté, résultat du 11/05/2021.",
        "Absence de mutation EGFR en NGS le 11/05/2021.",
        "Pas de réarrangement MYC en FISH (11/05/2021).",
        "Caryotype du 11/05/2021 : 46,XY.",
    ],
)
def test_results_in_the_prose_of_letters(note):
    assert results(note) == ["pathology done 2021-05-11"]


@pytest.mark.parametrize(
    "note",
    [
        "En l'absence de mutation EGFR, chimiothérapie débutée le 11/05/2021.",
        "Biopsie d'une lésion suspecte de carcinome le 11/05/2021.",
        "Biopsie le 11/05/2021. Examen clinique rassurant.",
        "Antécédents : hépatite A, bronchite. Biopsie le 11/05/2021.",
    ],
)
def test_prose_that_tells_no_result(note):
    assert results(note) == []
