"""Samples that another word names, that were not taken, or whose result is told in passing; the sentences are invented."""

from datetime import datetime

import pytest
from note_record import told

IN_MAY = datetime(2022, 5, 20)
BOTH = ["biopsy done 2022-04-05", "pathology done 2022-04-05"]


def of_tissue(text: str) -> list[str]:
    """Return what a note of 20 May 2022 tells of samples and results, one line each."""
    families = ("biopsy", "cytology", "bone_marrow", "pathology")
    return [line for line in told(text, "CR-CONS", IN_MAY) if line.startswith(families)]


@pytest.mark.parametrize(
    "note",
    [
        "Le nodule n'a pas été biopsié le 5 avril.",
        "La lésion n'a finalement pas été biopsiée le 05/04/2022.",
        "Le ganglion n'avait donc pas été ponctionné en avril 2022.",
        "Monsieur B. n'a finalement pas été biopsié le 5 avril, les plaquettes étant à 40 G/l.",
        "La masse ne sera pas biopsiée le 25/05.",
    ],
)
def test_what_was_not_sampled_is_none(note):
    assert of_tissue(note) == []


@pytest.mark.parametrize(
    "note",
    [
        "Médiastinoscopie le 05/04 avec prélèvements en 4R et 7.",
        "Hystéroscopie + prélèvements le 05/04/2022.",
        "Cystoscopie du 05/04 et prélèvements de la lésion du trigone.",
        "Prélèvement sous EEN d'une adénopathie coeliaque le 05/04.",
        "Gastroscopie le 5 avril, j'ai prélevé plusieurs fragments sur l'ulcère.",
        "GS + tumorectomie du sein gauche le 5 avril 2022.",
        "Cryobiopsie transbronchique le 05/04/22, résultat en attente.",
    ],
)
def test_what_an_endoscope_or_a_surgeon_takes_is_a_sample(note):
    assert of_tissue(note)[:1] == ["biopsy done 2022-04-05"]


@pytest.mark.parametrize(
    "note",
    [
        "Fibroscopie bronchique le 05/04 avec prélèvements bactériologiques.",
        "Gastroscopie le 05/04 sans prélèvements.",
        "Prélèvements sanguins le 05/04 et gastroscopie normale.",
    ],
)
def test_what_is_cultured_is_none(note):
    assert of_tissue(note) == []


@pytest.mark.parametrize(
    "note",
    [
        "PBH le 01/04 puis le 05/04/2022 (la première sans incident).",
        "Biopsies prostatiques le 01/04, la seconde le 05/04/2022.",
    ],
)
def test_a_sample_taken_twice_is_two(note):
    assert of_tissue(note) == ["biopsy done 2022-04-01", "biopsy done 2022-04-05"]


@pytest.mark.parametrize(
    "note",
    [
        "Biopsie de la lésion rectale effectuée le 5 avril par le Dr P. (gastro libéral), ADK lieberkühnien.",
        "Biopsie d'une lésion de la conjonctive le 05/04/22, en faveur d'un carcinome in situ.",
        "Biopsie du 05/04 : ADK du cardia, HER2 en cours.",
        "Biopsie amygdale gauche le 05/04/2022 : CEIBD.",
        "Biopsie du 05/04 insuffisante pour conclure.",
        "Cryobiopsie le 05/04/22 : pas d'arguments pour une lymphangite.",
        "Biopsie du 05/04/2022 : pas de mutation EGFR.",
        "NGS sur biopsie du 05/04/2022 : absence d'altération ciblable.",
        "La biopsie du 05/04/2022 est normale.",
    ],
)
def test_a_result_told_in_other_words(note):
    assert sorted(of_tissue(note)) == BOTH


@pytest.mark.parametrize(
    "note",
    [
        "Myélogramme du 05/04/2022 : rémission complète.",
        "Myélogramme du 05/04/2022 : MRD négative.",
        "BOM du 05/04/2022 non envahie.",
        "Leucémie aiguë myéloblastique au myélogramme du 5 avril.",
    ],
)
def test_what_a_marrow_showed(note):
    assert sorted(of_tissue(note)) == ["bone_marrow done 2022-04-05", "pathology done 2022-04-05"]


@pytest.mark.parametrize(
    "note",
    [
        "ADN tumoral circulant du 05/04/2022 : pas de mutation détectée.",
        "Guardant du 05/04/2022 sur ADNtc : négatif.",
        "Oncotype DX du 05/04/2022 : score 12.",
        "Conisation le 05/04/2022 : CIN3, berges in sano.",
        "Enclouage le 05/04/2022, produit d'alésage : métastase d'un carcinome rénal.",
        "Examen du LCR du 05/04/2022 : absence de cellules anormales.",
        "Le frottis de contrôle du 05/04/2022 est normal.",
    ],
)
def test_a_result_without_a_sampling(note):
    assert of_tissue(note) == ["pathology done 2022-04-05"]


def test_what_stands_before_the_next_sample_has_its_own_samples_day():
    note = (
        "Ponction à l'aiguille fine du pancréas le 05/04/2022, cytologie non contributive ; "
        "nouvelle ponction le 12/04 : adénocarcinome."
    )
    days = ("2022-04-05", "2022-04-12")
    assert sorted(of_tissue(note)) == [f"{family} done {day}" for family in ("cytology", "pathology") for day in days]


def test_what_is_still_to_be_planned_has_no_day():
    assert of_tissue("Nasofibroscopie ce jour : masse du cavum. Biopsie sous AG à planifier.") == []


@pytest.mark.parametrize(
    "note",
    [
        "Biopsie rénale faite le 05/04/2022 chez un patient dont la créatinine est normale.",
        "Biopsie du 05/04/2022, scanner normal.",
        "Biopsie le 05/04/2022 puis le 12/04/2022 chirurgie.",
    ],
)
def test_what_is_normal_or_follows_is_something_else(note):
    assert of_tissue(note) == ["biopsy done 2022-04-05"]


@pytest.mark.parametrize(
    "note",
    [
        "Chez la sœur : biopsie du sein en janvier, bénigne. Chez Mme R., rien à prélever.",
        "Biopsie chez sa fille en 2020, en faveur d'un lymphome. Lui-même n'a rien.",
        "Biopsie du sein de sa mère en 2018 : CCI.",
    ],
)
def test_a_relatives_result_is_the_relatives(note):
    assert of_tissue(note) == []


@pytest.mark.parametrize(
    "note",
    [
        "Sa fille nous signale que la biopsie du 05/04/2022 retrouve un carcinome.",
        "Biopsie du 05/04/2022 en présence de sa fille : ADK.",
        "PAAF thyr. D le 05/04/2022 : Bethesda II.",
        "BGSA le 05/04/2022 neg, PBR prévue, en attente.",
        "TDM du 01/04 suspect → ponction sous TDM le 05/04/2022 → carcinoïde typique.",
        "Bx hépat. 05.04.22 : HCC bien diff.",
        "Bx pulm. D du 05/04/2022 : ADK.",
        "Prélèvement au punch 4 mm d'une plaque le 05/04/2022 : mycosis fongoïde.",
        "Prélèvement le 05/04/2022 : 3 fragments biopsiques du col. Conclusion : CIN 1.",
        "Biopsie de la cicatrice le 05/04/2022, pas de récidive histologique.",
        "12 carottes le 05/04/2022 : ADK Gleason 7.",
        "ADP inguinale biopsiée le 05/04/2022 = Merkel.",
    ],
)
def test_a_patients_result_told_short(note):
    assert sorted(line.replace("cytology", "biopsy") for line in of_tissue(note) if "planned" not in line) == BOTH


@pytest.mark.parametrize(
    "note",
    [
        "Diagnostic de lymphome T porté sur l'exérèse d'un ganglion du 05/04/2022.",
        "La relecture nationale du 02/05 confirme le diagnostic de lymphome T posé sur l'exérèse ganglionnaire du 5 avril.",
    ],
)
def test_what_a_piece_told_has_its_day(note):
    assert sorted(of_tissue(note)) == BOTH


@pytest.mark.parametrize(
    "note",
    [
        "La biopsie transjugulaire, d'abord prévue le 1er avril, a finalement pu se faire le mardi 5 avril.",
        "La biopsie prévue le 01/04 a finalement été faite le 05/04.",
        "La biopsie prévue le 01/04 a enfin eu lieu le 5 avril.",
        "Biopsie initialement prévue le 01/04, réalisée le 05/04.",
    ],
)
def test_what_was_done_on_another_day_has_that_day(note):
    assert of_tissue(note) == ["biopsy done 2022-04-05"]


@pytest.mark.parametrize("note", ["05/04 IDE : pst biopsie peau propre.", "Le 05/04/2022, plaie de biopsie propre."])
def test_the_wound_is_no_sample(note):
    assert of_tissue(note) == []


@pytest.mark.parametrize(
    "note",
    [
        "Microb. 05/04/22 sein : CLI gr II",
        "Prélèvement du foyer le 05/04/22 par le Dr N. : CCIS de haut grade.",
        "Biopsie cutanée (J. P., dermatologue, 05/04/2022) = toxidermie lichénoïde.",
        "Ponction ss EE d'une ADP le 05/04/22 -> granulome, pas de cell. tumorale",
        "LBA du 05/04/2022 : pas de cellules suspectes.",
        "Bx péritonéales le 05/04/2022 (séreux HG).",
        "NGS : pas d'addiction oncogénique (biopsie de la surrénale, 5 avril 2022).",
        "Ganglion sentinelle (2 prélevés le 5 avril) : 1 macrométastase de 4 mm.",
    ],
)
def test_a_sample_told_shorter_still(note):
    assert sorted(line.replace("cytology", "biopsy") for line in of_tissue(note)) == BOTH


def test_years_in_a_bracket_are_a_sample_each():
    assert of_tissue("Trois fibroadénomes biopsiés successivement (2009, 2013, 2016).") == [
        f"biopsy done {year}-01-01..{year}-12-31" for year in (2009, 2013, 2016)
    ]


@pytest.mark.parametrize(
    "note",
    [
        "Biopsie du 05/04/2022 : Ki67 40 %, contre 10 % en 2019.",
        "Biopsie du 05/04/2022 : HER2 0 (2+ en 2019).",
        "Biopsie du 05/04/2022 : carcinome, RE 10 % versus 90 % en mars 2019.",
    ],
)
def test_what_a_result_is_compared_with_is_not_its_day(note):
    assert sorted(of_tissue(note)) == BOTH


def test_a_result_is_not_of_the_sample_that_it_differs_from():
    note = "Biopsie hépatique du 05/04/2022 : RE négatif alors qu'il était positif sur la biopsie de 2018."
    assert [line for line in of_tissue(note) if line.startswith("pathology")] == ["pathology done 2022-04-05"]


@pytest.mark.parametrize(
    "note",
    [
        "PBR 05/04/2022 : oncocytome, néphrectomie 03/05/2022 : carcinome chromophobe.",
        "Biopsie rénale le 05/04/2022 : oncocytome, résection le 03/05/2022 : carcinome chromophobe.",
    ],
)
def test_a_sample_and_an_operation_have_each_its_result(note):
    assert sorted(of_tissue(note)) == [*BOTH, "pathology done 2022-05-03"]


@pytest.mark.parametrize(
    "note",
    [
        "05/04 : mastectomie gauche. 18/04 : anapath CLI 35 mm grade II.",
        "CR op du 05/04 : mastectomie. CR anapath du 18/04 : CLI 35 mm grade II.",
        "Cytologie en mars 2022, parotidectomie le 05/04/2022 : carcinome mucoépidermoïde.",
    ],
)
def test_what_an_operation_took_out_is_of_its_day(note):
    assert of_tissue(note) == ["pathology done 2022-04-05"]


def test_what_is_thought_to_be_benign_is_no_result():
    assert of_tissue("Biopsie le 05/04/2022 : polype bénin suspecté.") == ["biopsy done 2022-04-05"]


@pytest.mark.parametrize(
    "note",
    [
        "La biopsie du 05/04 est décalée, date à fixer.",
        "L'exérèse ganglionnaire du 05/04 est décalée faute de place.",
        "Biopsie du 05/04 décalée.",
    ],
)
def test_what_is_put_off_was_not_done(note):
    assert of_tissue(note) == []


@pytest.mark.parametrize(
    "note",
    [
        "Biopsie rénale initialement le 01/04/22, décalée (fièvre) et effectuée le 05/04/2022.",
        "Biopsie du 05/04, la chirurgie est décalée.",
    ],
)
def test_what_is_put_off_and_done_was_done(note):
    assert of_tissue(note) == ["biopsy done 2022-04-05"]


@pytest.mark.parametrize(
    "note",
    [
        "Lésion de l'avant-bras excisée le 05/04 : nævus dysplasique.",
        "Amygdalectomie le 05/04 à visée diagnostique : hyperplasie lymphoïde réactionnelle.",
        "Le curage inguinal du 5 avril a ramené neuf ganglions dont un seul est métastatique.",
        "Chez ce fumeur, la cytologie urinaire du 5 avril est douteuse.",
        "Frottis anal du 05/04 : ASC-H.",
    ],
)
def test_a_piece_or_cells_read(note):
    assert of_tissue(note) == ["pathology done 2022-04-05"]


@pytest.mark.parametrize(
    "note",
    [
        "PONCT. PLEURALE LE 05/04/2022 A VISEE DIAGNOSTIQUE : CYTO NEGATIVE",
        "Cytoponction axill. le 05/04 nég. mais ganglion fixant.",
        "Le geste biopsique du 05/04/2022 retrouve un carcinome.",
        "Biopsies le 05/04/2022 : pas de cancer.",
    ],
)
def test_a_sample_cut_short(note):
    assert sorted(line.replace("cytology", "biopsy") for line in of_tissue(note)) == BOTH


@pytest.mark.parametrize(
    "note",
    [
        "Une première biopsie (le 01/04) n'avait rien donné. La deuxième, le 5 avril, par voie chirurgicale.",
        "Microbiopsies du foyer du sein D le 01/04 et du foyer G le 05/04.",
    ],
)
def test_two_samples_named_once(note):
    assert of_tissue(note) == ["biopsy done 2022-04-01", "biopsy done 2022-04-05"]


@pytest.mark.parametrize(
    "note",
    [
        "Le 05/04, j'ai adressé Mme T. au Dr N. pour biopsie.",
        "Vue le 05/04 : on attend la biopsie.",
        "Bilan pré-biopsie le 05/04 : TP 100 %.",
        "Consultation d'anesthésie le 05/04 avant la biopsie.",
        "Arrêt du Kardégic le 05/04 en vue de la biopsie.",
        "IRM le 05/04 : lésion accessible à une biopsie.",
        "Scanner du 05/04 : nodule à biopsier.",
        "Scanner du 05/04 : nodule, trop petit pour être biopsié.",
        "TEP du 05/04 : hypermétabolisme ; biopsie indispensable.",
        "PSA à 12 le 05/04, biopsies si > 15.",
        "Biopsie demandée le 05/04, non programmée à ce jour.",
        "Accord pour la biopsie le 05/04, RDV à venir.",
        "La possibilité d'une nouvelle biopsie a été abordée le 05/04.",
        "Le 05/04, explication de la biopsie au patient.",
        "Consentement pour biopsie signé le 05/04.",
        "Biopsie prévue le 05/04 puis récusée par l'anesthésiste.",
        "Site de biopsie inflammatoire le 05/04.",
        "Biopsie de la sœur le 05/04 : bénin.",
        "Anapath du 05/04 non reçue.",
    ],
)
def test_what_is_only_spoken_of_is_none(note):
    assert of_tissue(note) == []


@pytest.mark.parametrize(
    "note",
    [
        "Adressé le 01/04 pour biopsie, faite le 5.",
        "Hospitalisé le 05/04 pour biopsie hépatique.",
        "Décision de biopsie, réalisée le 05/04.",
        "Le 05/04 on a pu biopsier la lésion.",
        "Avant biopsie du 05/04, TP 100 %.",
        "Explications données sur la biopsie du 05/04.",
        "Nodule accessible à une biopsie. Celle-ci a été faite le 05/04.",
        "Lésion accessible à une biopsie, réalisée le 05/04.",
    ],
)
def test_what_was_spoken_of_and_done_is_one(note):
    assert of_tissue(note) == ["biopsy done 2022-04-05"]


@pytest.mark.parametrize(
    "note",
    ["Nodule à biopsier le 27/05.", "Accord pour une biopsie le 27/05.", "Biopsie indispensable, programmée le 27/05."],
)
def test_what_is_spoken_of_with_its_day_is_planned(note):
    assert of_tissue(note) == ["biopsy planned 2022-05-27"]


@pytest.mark.parametrize(
    "note",
    [
        "Létrozole débuté le 05/04/2022 (RH+, HER2-).",
        "Osimertinib depuis le 05/04/2022 (EGFR del19).",
        "Tumorectomie prévue le 27/05 pour CCI grade 2 RH+ HER2-.",
        "IRM du 05/04 : lésion PIRADS 4 ; cartographie prévue, 12 biopsies.",
    ],
)
def test_what_a_drug_or_a_plan_is_for_was_not_read_then(note):
    assert of_tissue(note) == []
