"""Classes of wording that hospital documents kept aside have shown to be misread; one fictitious text a wording."""

from datetime import datetime

import pytest
from note_record import told

MAY_20 = datetime(2022, 5, 20)


@pytest.mark.parametrize(
    ("compared", "events"),
    [
        ("COMPARAISON\nExamens du 03/02/2022 et du 08/11/2021.", ["ct done 2021-11-08", "ct done 2022-02-03"]),
        ("Comparaison : bilan initial du 14/06/2021.", ["ct done 2021-06-14"]),
        ("Comparaison : 03/02/2022 et 08/11/2021.", ["ct done 2021-11-08", "ct done 2022-02-03"]),
        ("Comparaison : TEP du 03/02/2022.", ["pet done 2022-02-03"]),
        ("Comparaison : aucun examen antérieur disponible.", []),
    ],
)
def test_a_report_is_compared_with_exams_of_its_kind(compared, events):
    text = (
        f"SCANNER THORACIQUE du 19/05/2022\nIndication : cancer bronchique.\n{compared}\nRésultats :\nNodule stable.\n"
    )
    assert told(text, "CR-IMAG", MAY_20) == sorted(["ct done 2022-05-19", *events])


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # An act is of the day that its own bracket tells, not of the visit's.
        ("20/05/22 : IRM (12/05) stable.", ["mri done 2022-05-12"]),
        ("20/05/22 TDM TAP faite le 12/05 : stable.", ["ct done 2022-05-12"]),
        # A plan told in a dated entry is of its own day.
        ("18/05/22 douleurs. Scinti osseuse demandée, rdv 02/06.", ["bone_scan planned 2022-06-02"]),
        ("18/05/22 Prévoir : scanner cérébral, soit le 7 juin.", ["ct planned 2022-06-07"]),
        # A line that opens with its day is no page mark.
        ("12/04 Patient vu par l'IDE\n20/04 Patiente revue, IRM le 19 : stable.", ["mri done 2022-04-19"]),
        # The appointment was moved to the first of a month.
        ("TEP prévue le 6/06, avancée au 1er juin.", ["pet planned 2022-06-01"]),
        # A weekday with its number is near: months lie between two such days.
        (
            "Pause du lenvatinib ce jour, reprise mardi 31.",
            ["lenvatinib start planned 2022-05-31", "lenvatinib stop done 2022-05-20"],
        ),
        # What an exam showed was shown: its term is counted from the act before.
        (
            "Radiofréquence le 14/03/2022. TDM de contrôle à 4 semaines : pas de résidu.",
            ["ct done 2022-04-08..2022-04-14"],
        ),
        ("Radiofréquence le 14/03/2022. TDM de contrôle à 3 mois.", ["ct planned 2022-08-01..2022-08-31"]),
        # Told with its hour, an exam is of the day of the note.
        ("Céphalées brutales.\nTDM cérébral sans injection à 14h10 : pas de saignement.", ["ct done 2022-05-20"]),
        ("Céphalées brutales.\nTDM cérébral sans injection : pas de saignement.", []),
        # What an endoscopy is to take, and a puncture with its guide.
        (
            "Écho-endoscopie avec ponction prévue le 2 juin (tumeur du pancréas).",
            ["cytology planned 2022-06-02", "ultrasound planned 2022-06-02"],
        ),
        ("Cancer bronchique. Cytoponction sous EBUS le 10/05/2022.", ["cytology done 2022-05-10"]),
        ("Cancer bronchique. EBUS avec cytoponction 7 le 10/05/2022.", ["cytology done 2022-05-10"]),
        # A bare scintigraphy of a cancer patient is one of the bones.
        ("ADK prostate, scinti du 10/05/22 négative.", ["bone_scan done 2022-05-10"]),
        ("Cancer de la thyroïde, scintigraphie à l'iode du 10/05/22.", ["other done 2022-05-10"]),
        ("Embolie : scintigraphie de ventilation-perfusion le 10/05/22.", ["other done 2022-05-10"]),
    ],
)
def test_exams_and_samples(text, events):
    assert told(text, "DOC-EVOL", MAY_20) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # Colleagues shorten names.
        (
            "Abi débutée le 02/05/22, palbo stoppé le 04/05/22.",
            ["abiratérone start done 2022-05-02", "palbociclib stop done 2022-05-04"],
        ),
        # The drug before "puis" began earlier, on no told day.
        ("Sunitinib puis cabozantinib depuis le 02/05/2022.", ["cabozantinib start done 2022-05-02"]),
        ("18/05/22 Hb 7,2 : olaparib off.", ["olaparib stop done 2022-05-18"]),
        ("Capécitabine 2 semaines on, 1 semaine off depuis le 02/05/22.", ["capécitabine start done 2022-05-02"]),
        # A meeting's advice begins nothing; what is not resumed is not begun.
        ("18/05/22 BRCA1 muté. RCP moléculaire : niraparib.", []),
        (
            "Pazopanib arrêté en mars 2022. Décision le 4 mai de ne pas reprendre.",
            ["pazopanib stop done 2022-03-01..2022-03-31"],
        ),
        # Orders given on the telephone.
        (
            "20/05/2022 Urgences. Avis onco : stop capécitabine jusqu'à lundi.",
            ["capécitabine stop done 2022-05-20"],
        ),
        # Another woman's drug.
        ("La femme de M. T. prend du létrozole depuis mars 2022.", []),
        ("Le mari de la patiente est sous abiratérone depuis mars 2022.", []),
    ],
)
def test_drugs(text, events):
    assert told(text, "DOC-EVOL", MAY_20) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("K sein G HER2+ 2018 (chirurgie, trastuzumab).", ["pathology done 2018-01-01..2018-12-31"]),
        (
            "Compte rendu du 18/05/2022. Biopsie du sein le 02/05/2022. FISH : HER2 non amplifié.",
            ["biopsy done 2022-05-02", "pathology done 2022-05-02"],
        ),
        (
            "18/05/22 : ADK prostate G 9 (4+5). Biopsies 02/05/22.",
            ["biopsy done 2022-05-02", "pathology done 2022-05-02"],
        ),
        # Genes read on a sample told earlier, elsewhere than its histology.
        (
            "12/04/22 : biopsie du foie le 02/04/22 : adénocarcinome.\n18/05/22 : KRAS muté sur la biopsie. "
            + "Le patient va bien, poids stable, pas de douleur, appétit conservé, marche deux heures par jour. " * 2,
            ["biopsy done 2022-04-02", "pathology done 2022-04-02"],
        ),
        # Both at home and away; the exam in brackets tells the day.
        ("Cancer du sein. Récidive locale et hépatique en mars 2022.", ["foie onset done 2022-03-01..2022-03-31"]),
        (
            "Cancer du sein. Progression en mars 2022 (IRM du 14), sous la forme d'une métastase cérébrale.",
            ["cerveau onset done 2022-03-14", "mri done 2022-03-14"],
        ),
    ],
)
def test_findings(text, events):
    assert told(text, "DOC-EVOL", MAY_20) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "Séjour du lundi 16 au vendredi 20 mai 2022. Exérèse le 17. Scanner thoracique le jour de la sortie.",
            ["ct done 2022-05-20"],
        ),
        (
            "Lobectomie le 17 mai 2022. Radiographie du thorax le jour de l'intervention : RAS.",
            ["xray done 2022-05-17"],
        ),
        ("Radiographie du thorax le jour de ses 60 ans.", []),
        (
            "Vu le 12 octobrc 2021 . Scanner du 04/O5/2022 ; IRM du 05/05/20l2 .",
            ["ct done 2022-05-04", "mri done 2012-05-05"],
        ),
        ("Appel de l'IDEC : TDM reportée au 7/06.", ["ct planned 2022-06-07"]),
        ("TDM TAP du 18 RAS.", ["ct done 2022-05-18"]),
    ],
)
def test_days(text, events):
    assert told(text, "LT-SOR", MAY_20) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # A visit to come, and the exam that goes with it.
        ("Je la reverrai en septembre avec un scanner.", ["ct planned 2022-09-01..2022-09-30"]),
        ("Rv 4 mois avec TDM.", ["ct planned 2022-09-01..2022-09-30"]),
        ("IRM du 7 maintenue.", ["mri planned 2022-06-07"]),
        # What comes before the day says nothing of a birth.
        ("Biopsie : rendez-vous donné à la patiente le 2 juin.", ["biopsy planned 2022-06-02"]),
        # A brush takes cells like a needle.
        (
            "CPRE le 10/05/2022 avec brossage (cytologie négative).",
            ["cytology done 2022-05-10", "pathology done 2022-05-10"],
        ),
        ("Fibroscopie le 10/05/2022 : biopsies x4, brossage, aspiration.", ["biopsy done 2022-05-10"]),
        # "+" joins two treatments, and makes no fraction of a day.
        (
            "RT 12/04 -> 18/05 + capécitabine concomitante.",
            ["capécitabine start done 2022-04-12", "capécitabine stop done 2022-05-18"],
        ),
        # The first day of a cycle is the first of the drug.
        ("Ordonnance de régorafénib 120 mg, J1 = 23/05.", ["régorafénib start planned 2022-05-23"]),
        # Stopped further up, taken again at a dose.
        (
            "Appel de la fille de M. R. (rein, sous axitinib depuis le 02/05).\nDiarrhée depuis 3 jours.\n"
            "Stop axitinib ce jour.\nScanner maintenu.\nBilan au laboratoire.\nOk pour reprise à 3 mg x2 à partir de lundi 30.",
            ["axitinib start done 2022-05-02", "axitinib start planned 2022-05-30", "axitinib stop done 2022-05-20"],
        ),
        # Two changes in a row have a day each.
        (
            "Sotorasib depuis le 02/05/2022. Cytolyse le 12/05 : pause, reprise le 18/05.",
            ["sotorasib start done 2022-05-02", "sotorasib start done 2022-05-18", "sotorasib stop done 2022-05-12"],
        ),
        # The day that spells out a span.
        (
            "Ibrutinib débuté en avril 2022, suspendu au bout de trois semaines devant un purpura, le 5 mai.",
            ["ibrutinib start done 2022-04-01..2022-04-30", "ibrutinib stop done 2022-05-05"],
        ),
        # Of the only drug of a note, a first dose is told further down.
        (
            "Traitement : témozolomide 5 jours sur 28\n18/05/2022 (C2) : bien toléré\n20/04/2022 (C1) : première prise le soir",
            ["témozolomide start done 2022-04-20"],
        ),
    ],
)
def test_plans_and_changes(text, events):
    assert told(text, "DOC-EVOL", MAY_20) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "Leucémie lymphoïde chronique. Caryotype d'avril 2022 : délétion 17p.",
            ["pathology done 2022-04-01..2022-04-30"],
        ),
        ("Mélanome. GS + 1/3 avril 22.", ["pathology done 2022-04-01..2022-04-30"]),
        # What a diagnosis was read on is told in the next line; the visit's own day, beside the name, is none.
        (
            "Glioblastome IDH non muté\nOpéré le 09/03/22\nIRM 06/05/22 : stable",
            ["mri done 2022-05-06", "pathology done 2022-03-09"],
        ),
        ("Mme R., 62 ans          20 mai 2022\nCarcinome séreux de haut grade de l'ovaire, BRCA1 muté.\n", []),
        (
            "Cancer de l'ovaire. Rechute tardive en mars 2022, péritonéale et splénique.",
            ["péritoine onset done 2022-03-01..2022-03-31"],
        ),
        (
            "Laboratoire\nPrélèvement effectué le 12/05/2022\nNature : biopsies gastriques\nRésultat :\nMuqueuse : adénocarcinome.\n",
            ["biopsy done 2022-05-12", "pathology done 2022-05-12"],
        ),
    ],
)
def test_results_and_relapses(text, events):
    assert [line for line in told(text, None, MAY_20) if "ganglion" not in line] == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # A year beside the name is the patient's.
        ("Patiente : Mme B. (1962)\nCancer du sein métastatique\nTEP du 10/05/2022 : stable", ["pet done 2022-05-10"]),
        ("Mme B., 1962\nCancer du sein métastatique\n", []),
        # A drug for so many years, and its end.
        (
            "Cancer du sein. Létrozole 5 ans (fin juin 2021).",
            ["létrozole stop done 2021-06-21..2021-06-30"],
        ),
        # The day of the visit is not the drug's.
        ("18/05/22 SMP G3 : arrêt régorafénib, cs Dr P. le 24.", ["régorafénib stop done 2022-05-18"]),
        (
            "| 02/05/22 | HDJ | début cabozantinib 60 mg |\n| 18/05/22 | cs | 40 mg à partir de demain |",
            ["cabozantinib dose_change done 2022-05-19", "cabozantinib start done 2022-05-02"],
        ),
        # What stands after the comma is another plan, and what has begun has begun.
        ("À prévoir : chirurgie à discuter, scanner à 3 mois.", ["ct planned 2022-08-01..2022-08-31"]),
        ("J'ai débuté du bicalutamide ce jour, analogue dans 15 jours.", ["bicalutamide start done 2022-05-20"]),
        # Stopped once, told again without a day of its own.
        (
            "Ivosidénib de juillet 2021 à avril 2022. Le scanner du 20/04/2022 a conduit à interrompre les traitements.",
            [
                "ct done 2022-04-20",
                "ivosidénib start done 2021-07-01..2021-07-31",
                "ivosidénib stop done 2022-04-01..2022-04-30",
            ],
        ),
        # A puncture of an endoscopy told with its day, and the verb of a puncture.
        (
            "Écho-endoscopie le 10/05/2022 avec ponction : adénocarcinome.",
            ["cytology done 2022-05-10", "pathology done 2022-05-10", "ultrasound done 2022-05-10"],
        ),
        (
            "Nodule thyroïdien cytoponctionné en 2020 (bénin).",
            ["cytology done 2020-01-01..2020-12-31", "pathology done 2020-01-01..2020-12-31"],
        ),
        ("Ponction veineuse difficile le 10/05/2022.", []),
        # Names with their dots.
        ("L' I.R.M. du 10 mai montre une stabilité.", ["mri done 2022-05-10"]),
        # A year-less day goes on from the one before, though it comes round again soon.
        (
            "Biopsie bronchique du 02/06/2021. TEP du 08/06, IRM cérébrale du 10/06.",
            ["biopsy done 2021-06-02", "mri done 2021-06-10", "pet done 2021-06-08"],
        ),
        # A meeting's plan with its month.
        (
            "RCP du 19/05/2022\nProposition : poursuite. Scanner d'évaluation fin septembre.",
            ["ct planned 2022-09-21..2022-09-30"],
        ),
    ],
)
def test_names_visits_and_endoscopies(text, events):
    assert told(text, "DOC-EVOL", MAY_20) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # The month of the exam that showed it.
        (
            "K rein, métas pulmonaires 2020 (TDM nov.).",
            ["ct done 2020-11-01..2020-11-30", "poumon onset done 2020-11-01..2020-11-30"],
        ),
        # A stage, and where the spread is: one statement.
        (
            "Cancer bronchique cT3N2M1c diagnostiqué le 02/03/2022. Métastases osseuses d'emblée (TEP du 08/03/2022).",
            ["os new_site done 2022-03-08", "pet done 2022-03-08"],
        ),
        (
            "Cancer du sein, métastases hépatiques en mars 2021. Scanner du 10/05/2022 : progression hépatique, carcinose.",
            ["ct done 2022-05-10", "foie onset done 2021-03-01..2021-03-31", "péritoine new_site done 2022-05-10"],
        ),
        # A relapse told after a specimen's stage is another result.
        (
            "Carcinome hépatocellulaire. Hépatectomie en juin 2020 (pT2N0, R0), récidive pulmonaire en mars 2022, IDH1 muté sur la biopsie du 8 avril 2022.",
            [
                "biopsy done 2022-04-08",
                "pathology done 2020-06-01..2020-06-30",
                "pathology done 2022-04-08",
                "poumon onset done 2022-03-01..2022-03-31",
            ],
        ),
    ],
)
def test_spread_and_its_exams(text, events):
    assert told(text, "CR-CONS", MAY_20) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # What became of a past plan is of the plan's day.
        (
            "IRM et scanner étaient prévus le 9 mai. Seule l'IRM a pu être réalisée, stable ; le scanner est reporté au 30 mai.",
            ["ct planned 2022-05-30", "mri done 2022-05-09"],
        ),
        ("Une TEP avait été prévue le 12 juin, nous y renonçons.", []),
        ("Scanner du 2 mai : foie en réponse maintenue.", ["ct done 2022-05-02"]),
        # Several cells in a line, each with its day.
        (
            "RCP du 19/05/22\n22/03 RP opacité | 01/04 TDM thorax : masse | 09/04 fibro, biopsies : ADK ALK+ | 10/04 IRM 2 métastases cérébrales",
            [
                "biopsy done 2022-04-09",
                "cerveau onset done 2022-04-10",
                "ct done 2022-04-01",
                "mri done 2022-04-10",
                "pathology done 2022-04-09",
            ],
        ),
        # The drug's day is no finding's.
        (
            "ADK pulmonaire ALK+ métastatique cérébral, alectinib depuis avril.",
            ["alectinib start done 2022-04-01..2022-04-30"],
        ),
        # A known drug at a dose from a day.
        (
            "Suivi apalutamide\n18/05/22 rash : apalutamide 180 mg à compter de demain",
            ["apalutamide dose_change done 2022-05-19"],
        ),
        # However many lines of a stay's course stand between.
        (
            "Opérée le 3 mai d'une hépatectomie partielle. IRM du 14/04 : deux lésions. Fièvre à J3. Antibiotiques. "
            "Échographie le 7 : pas de collection. Anatomopathologie reçue hier : adénocarcinome, TRG 3, R0.",
            ["mri done 2022-04-14", "pathology done 2022-05-03", "ultrasound done 2022-05-07"],
        ),
    ],
)
def test_past_plans_and_cells(text, events):
    assert told(text, "CR-CONS", MAY_20) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # Of the night's arrival, not of the morning on which the note was closed.
        ("Entrée 19/05/2022 22:41\nTDM cérébrale (23h50) : pas de saignement.", ["ct done 2022-05-19"]),
        # A specimen's stage is the operation's, whatever biopsy is told between.
        (
            "Mammectomie le 12 février 2020 après chimiothérapie (microbiopsie du 20/08/2019) : ypT1b N0, RCB II.",
            ["biopsy done 2019-08-20", "pathology done 2020-02-12"],
        ),
        # A result that came in is of the sampling of the entry before.
        (
            "12/05/22 : ponction pleurale faite hier, cytologie demandée.\n18/05/22 : cytologie positive (ADK, TTF1+).",
            ["cytology done 2022-05-11", "pathology done 2022-05-11"],
        ),
        ("Je propose l'olaparib 300 mg x 2, début le 28 mai.", ["olaparib start planned 2022-05-28"]),
        (
            "Myélome. Évaluation après 4 cycles, soit fin juin, par myélogramme et TEP.",
            ["bone_marrow planned 2022-06-21..2022-06-30", "pet planned 2022-06-21..2022-06-30"],
        ),
        # The month in which it ended, and the day.
        (
            "Lenvatinib de février à avril 2022 ; arrêt du lenvatinib le 25/04/2022.",
            ["lenvatinib start done 2022-02-01..2022-02-28", "lenvatinib stop done 2022-04-25"],
        ),
        (
            "Écho-endoscopie + CPRE le 11/05 : ponction (2 passages).",
            ["cytology done 2022-05-11", "ultrasound done 2022-05-11"],
        ),
        # Metastases have the date that stands behind their bracket, and the day of the exam that follows it.
        (
            "Cancer du rein. IRM de janvier 2021 ; métastases osseuses (T4, bassin) en avril 2022 sur le scanner du 17.",
            ["ct done 2022-04-17", "mri done 2021-01-01..2021-01-31", "os onset done 2022-04-17"],
        ),
        (
            "Cancer du sein. Scanner du 28 avril : nodules pulmonaires multiples.",
            ["ct done 2022-04-28", "poumon onset done 2022-04-28"],
        ),
    ],
)
def test_nights_stages_and_results(text, events):
    assert told(text, "CR-CONS", MAY_20) == events
