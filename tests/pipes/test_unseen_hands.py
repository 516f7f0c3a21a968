"""Classes of wording that documents in ten further hands, and as many case reports, have shown to be misread."""

import pytest
from note_record import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A course told by lines of a day: the day parted by dots, the reason before the dose, an arrow for "more", a stop.
        (
            "Traitement : LENVATINIB\nC1 : 12 mg/j le 08.02.2021\n- 01.03 : diarrhée gr 2 => 8 mg/j\n- 19.03 au 04.04 : STOP (protéinurie)\n"
            "- 05.04 : reprise 4 mg/j\n- 02.05 : ↗ 8 mg/j\nTDM 26.05 : SD",
            [
                "ct done 2021-05-26", "lenvatinib dose_change done 2021-03-01", "lenvatinib dose_change done 2021-05-02",
                "lenvatinib start done 2021-02-08", "lenvatinib start done 2021-04-05", "lenvatinib stop done 2021-03-19",
            ],
        ),
        # ... and what is no day there.
        ("Biologie\n- 12.05 : mg/dl de créatinine\nTDM 12.05 mm d'épaisseur\nLe 12/05 TDM.", ["ct done 2021-05-12"]),
        # Seasons end a drug as months do.
        (
            "Enzalutamide de mai 2017 à octobre 2019, puis abiratérone jusqu'à l'été 2020.",
            ["abiratérone stop done 2020-06-21..2020-09-22", "enzalutamide start done 2017-05-01..2017-05-31",
             "enzalutamide stop done 2019-10-01..2019-10-31"],
        ),
        ("Imatinib depuis mars 2019 a été arrêté en mai 2020.", ["imatinib start done 2019-03-01..2019-03-31", "imatinib stop done 2020-05-01..2020-05-31"]),
        # Lesions in the cell of a table, new ones, and those that an image shows under the title of an examination.
        (
            "Adénocarcinome bronchique M1 os.\nExamens\n| Date | Examen | Résultat |\n| 11/02/2021 | TDM TAP | progression : nodules hépatiques apparus |\n"
            "| 18/02/2021 | IRM cérébrale | 3 lésions sus-tentorielles de novo |",
            ["cerveau new_site done 2021-02-18", "ct done 2021-02-11", "foie new_site done 2021-02-11", "mri done 2021-02-18"],
        ),
        ("Adénocarcinome bronchique.\nExamen clinique\nDeux nodules sous-cutanés apparus le 12/02/2021.", []),
        # The end of what a drug did is no end of the drug, and a dose reduced no end at all.
        (
            "En novembre 2018, un retraitement par erlotinib a été décidé, avec un bénéfice clinique jusqu'en février 2019, date à laquelle "
            "une progression a été observée.",
            ["erlotinib start done 2018-11-01..2018-11-30"],
        ),
        (
            "Sunitinib débuté en mars 2015, poursuivi jusqu'en juin 2016, date à laquelle il a dû réduire la dose à 37,5 mg.",
            ["sunitinib dose_change done 2016-06-01..2016-06-30", "sunitinib start done 2015-03-01..2015-03-31"],
        ),
        ("Erlotinib débuté en mars 2015 avec une réponse, jusqu'en août 2015.", ["erlotinib start done 2015-03-01..2015-03-31", "erlotinib stop done 2015-08-01..2015-08-31"]),
        # Both of a pair paused and taken up again, one of them at another dose further on.
        (
            "Mélanome. Reprise dabrafénib 150 x2 + tramétinib 2 mg le 27/03.\nFièvre 39,5. Pause des 2 du 16 au 21/04. Repris le 22/04 à pleine dose.\n"
            "Pyrexie fin mai -> dabrafénib 100 x2 depuis le 01/06, tramétinib idem.",
            [
                "dabrafénib dose_change done 2021-06-01", "dabrafénib start done 2021-03-27", "dabrafénib start done 2021-04-22",
                "dabrafénib stop done 2021-04-16", "tramétinib start done 2021-03-27", "tramétinib start done 2021-04-22",
                "tramétinib stop done 2021-04-16",
            ],
        ),
        # The second step of a reduction, and a drug taken up again under cover of another.
        (
            "Cancer du sein. Palbociclib débuté le 1er avril 2019, réduit à 100 mg en juin 2019, puis à 75 mg à compter du cycle 6 (septembre 2019). Il a dû "
            "être suspendu le 19 décembre 2019 pour une hyperglycémie, et réintroduit à 75 mg le 9 janvier 2020 sous metformine.",
            [
                "palbociclib dose_change done 2019-06-01..2019-06-30", "palbociclib dose_change done 2019-09-01..2019-09-30",
                "palbociclib start done 2019-04-01", "palbociclib start done 2020-01-09", "palbociclib stop done 2019-12-19",
            ],
        ),
        # A date in the bracket behind a drug is of what the bracket tells.
        (
            "Prostate. Olaparib (BRCA2 muté, prélèvement de mars 2020) entre avril 2020 et janvier 2021.",
            ["olaparib start done 2020-04-01..2020-04-30", "olaparib stop done 2021-01-01..2021-01-31", "pathology done 2020-03-01..2020-03-31"],
        ),
        # The columns of a table of treatments.
        (
            "| Ligne | Molécule | Début | Fin | Motif |\n|---|---|---|---|---|\n| 1 | Alectinib | 21/09/2020 | 28/02/2021 | progression |\n"
            "| 2 | Lorlatinib | 02/03/2021 | en cours | |",
            ["alectinib start done 2020-09-21", "alectinib stop done 2021-02-28", "lorlatinib start done 2021-03-02"],
        ),
        ("Date | Traitement | Fin prévue\n03/2020 | Capécitabine | 09/2020", ["capécitabine start done 2020-03-01..2020-03-31"]),
        # What could not be done has its new day; what was not asked for has none.
        (
            "L'IRM hépatique, prévue initialement le 10, n'a pas pu être faite, l'appareil étant en panne ; elle aura lieu le 24 juin.",
            ["mri planned 2021-06-24"],
        ),
        ("Le CA 15-3 d'hier est à 212. Je n'ai pas demandé de scanner.", []),
        # A puncture that was put off, and its result under the day it came in.
        (
            "Lésion du poumon.\n--- 01/05/2021 ---\nPonction sous scanner d'un nodule LID programmée le 06/05.\n--- 13/05/2021 ---\n"
            "Ponction du 06/05 reportée (Xarelto non arrêté), faite le 09/05.\n--- 20/05/2021 ---\nAnapath reçue ce jour : métastase de mélanome.",
            ["biopsy done 2021-05-09", "poumon onset done 2021-05-09", "pathology done 2021-05-09"],
        ),
        # The day that a bracket spells out, weeks or a stretch of words behind.
        (
            "Mammographie réalisée le 11 février 2019. Une microbiopsie faite la semaine suivante par le Dr V (le 19) avait conclu à un carcinome lobulaire.",
            ["biopsy done 2019-02-19", "mammography done 2019-02-11", "pathology done 2019-02-19"],
        ),
        # Days go on from the days just told, whatever older month has been looked back to.
        ("Scanner fait le 12 (RAS), nodules inconnus en mars au dernier TEP. IRM médullaire le 14 : normale.", ["ct done 2021-06-12", "mri done 2021-06-14", "pet done 2021-03-01..2021-03-31"]),
        # A year and, further on, the exam that showed it.
        (
            "Suivie depuis 2019 pour un cancer du sein métastatique à l'os.\nLa scintigraphie osseuse du 4 mars 2019 montrait des lésions costales et iliaques secondaires.",
            ["bone_scan done 2019-03-04", "os onset done 2019-03-04"],
        ),
        # A result is dated where it is told, by the operation that it names.
        (
            "Mélanome de la cuisse, exérèse 03/2017 (Breslow 2,8 mm, pT3b), GS négatif le 20/04/2017",
            ["biopsy done 2017-04-20", "pathology done 2017-03-01..2017-03-31", "pathology done 2017-04-20"],
        ),
        # Received by a patient, or a patient received: no sample came in.
        ("K colon. Il a reçu le 9/6 de la capécitabine. Prélèvement reçu le 10/6.", ["capécitabine start done 2021-06-09"]),
        # Two days for two acts.
        ("TDM et IRM (15 et 16/4, respectivement) : RAS. TEP et scanner faits les 3 et 4/5.", ["ct done 2021-04-15", "ct done 2021-05-04", "mri done 2021-04-16", "pet done 2021-05-03"]),
        ("Curage : gg (2 et 3/5).", []),
        # What a sample was read as, told behind a comma.
        ("Coloscopie le 28/05/2021 (biopsies faites en ville, adénocarcinome).", ["biopsy done 2021-05-28", "pathology done 2021-05-28"]),
        # A night that the note goes on into.
        ("SAU - 18/06/21 23h40\nATCD : K poumon\nTDM cérébral (19/06 00h50) : pas de saignement.", ["ct done 2021-06-19"]),
        # A date is no count of nodes, and a technique no organ.
        (
            "Carcinome rénal à cellules claires.\nRechute (TDM du 03/05/2021) : nodules pulmonaires bilatéraux, adénopathie médiastinale.\n"
            "Biopsie transbronchique du 29/05/2021 : métastase de CRCC.",
            ["biopsy done 2021-05-29", "ct done 2021-05-03", "pathology done 2021-05-29", "poumon onset done 2021-05-03"],
        ),
        # The day of another drug, behind a semicolon; what is only an alternative.
        (
            "Axitinib débuté le 19/09/2020.\nAvis : arrêt de l'axitinib ; cabozantinib 40 mg, début le 02/07/2021.",
            ["axitinib start done 2020-09-19", "cabozantinib start planned 2021-07-02"],
        ),
        ("K colon. Consultation le 19 juillet : FOLFOX envisagé ; l'alternative serait la capécitabine.", []),
        # "TEP du 21 =" and the day that goes on from the one just told.
        ("IRM le 20/05. TEP du 21 = réponse partielle.", ["mri done 2021-05-20", "pet done 2021-05-21"]),
        # The piece that was examined is that of the operation.
        (
            "Sigmoïdectomie le 29 mai, suites simples. L'examen de la pièce (compte rendu du 5 juin) conclut à un adénocarcinome pT4a N2a.",
            ["pathology done 2021-05-29"],
        ),
    ],
)  # fmt: skip
def test_wordings_of_further_hands(text, expected):
    assert told(text) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Néphrectomie radicale gauche le 23/08/2006 et prostatectomie radicale le 3/5/2007.\nL'étude histologique de la néphrectomie a montré un carcinome "
            "rénal à cellules claires.",
            ["pathology done 2006-08-23"],
        ),
        # How long a complaint has lasted, and when something else is to come, date no result.
        (
            "En mars 2004, il a consulté pour une ulcération du scrotum depuis trois mois, réséquée. L'échantillon a montré un léiomyosarcome de haut grade.",
            ["pathology done 2004-03-01..2004-03-31"],
        ),
        # The edition of a classification is no date.
        (
            "En octobre 2013, biopsie cérébrale : astrocytome qui, selon la classification de l'OMS des tumeurs du système nerveux central (2016), est un "
            "astrocytome de grade II.",
            ["biopsy done 2013-10-01..2013-10-31", "pathology done 2013-10-01..2013-10-31"],
        ),
        # Asked for, and decided against.
        (
            "En juin 2017, une IRM a montré une progression. Une biopsie cérébrale a été programmée pour confirmer le grade.\nIl a été décidé de ne pas "
            "effectuer de biopsie cérébrale.",
            ["mri done 2017-06-01..2017-06-30"],
        ),
        (
            "En juin 2018, une péricardiocentèse de 1 500 ml a été effectuée, avec une cytologie négative pour la malignité.",
            ["cytology done 2018-06-01..2018-06-30", "pathology done 2018-06-01..2018-06-30"],
        ),
        ("Cancer du sein. En septembre 2009, récidive locale (RH -, cerb2 +++), réséquée.", ["pathology done 2009-09-01..2009-09-30"]),
        # The last of the cycles ends the drug.
        (
            "Témozolomide débuté le 07/08/2017, un total de sept cycles, le dernier le 07/03/2018.",
            ["témozolomide start done 2017-08-07", "témozolomide stop done 2018-03-07"],
        ),
        ("Elle a consulté en oncologie en septembre 2014. Il a été décidé de traiter par sorafénib.", ["sorafénib start done 2014-09-01..2014-09-30"]),
        # Nobody says on which day a story is told.
        ("Cancer du sein, métastases osseuses en 2001. Aujourd'hui, le scanner est normal.", ["os onset done 2001-01-01..2001-12-31"]),
        # A lymphoma spreads from the first day, whatever other cancer the note names.
        (
            "Lymphome de Hodgkin en 2010. Lymphome en rechute : apparition de multiples lésions hépatiques en mars 2015. Lymphome réfractaire. Un carcinome a été éliminé.",
            [],
        ),
        ("Cancer du côlon. Scanner en mars 2015 : une atteinte métastatique hépatique est exclue.", ["ct done 2015-03-01..2015-03-31"]),
        # One exam told by its month and, further on, by its day; another organ's is another exam.
        (
            "Elle a consulté en septembre 2013 pour un nodule. Une échographie thyroïdienne a été réalisée. Thyroïdectomie en octobre 2013.\nÉchographie "
            "thyroïdienne (18/09/2013) : microcalcifications.",
            ["ultrasound done 2013-09-18"],
        ),
        # Nodes of the region, told a stretch of words before.
        (
            "Cancer du sein. Une cytoponction de l'adénopathie axillaire gauche a été réalisée le 27/11/2012 avec le résultat d'une métastase carcinomateuse.",
            ["cytology done 2012-11-27", "pathology done 2012-11-27"],
        ),
    ],
)  # fmt: skip
def test_wordings_of_further_reports(text, expected):
    assert told(text, day=None) == sorted(expected)
