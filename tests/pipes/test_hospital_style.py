"""How services, secretaries and scanners write: one fictitious text a class of wording, read as a whole note."""

import pytest
from note_record import told


@pytest.mark.parametrize(
    "head",
    [
        "Date : 14/06/2021\nExamen : TDM abdomino-pelvienne avec injection",
        "TDM ABDOMINO-PELVIENNE\nRéalisée le 14/06/2021, interprétée le 15/06/2021.",
        "TDM ABDOMINO-PELVIENNE\nDate de réalisation : 14/06/2021",
        "TDM abdomino-pelvienne\nFait le : 14/06/2021",
        "Service de radiologie\nCentre hospitalier de V.\nTDM ABDOMINO-PELVIENNE DU 14/06/2021",
    ],
)
def test_the_head_of_a_report_dates_its_exam_and_findings(head):
    text = (
        f"{head}\nIndication : adénocarcinome du côlon opéré en mars 2019.\nComparaison : scanner du 21/02/2021.\n"
        "Résultats :\nFoie : apparition de deux lésions hypodenses.\nConclusion : métastases hépatiques.\n"
    )
    assert told(text, "CR-IMAG") == ["ct done 2021-02-21", "ct done 2021-06-14", "foie onset done 2021-06-14"]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # Doses and pauses as they are typed.
        ("Pemigatinib diminué à 9 mg le 30/05/2021.", ["pémigatinib dose_change done 2021-05-30"]),
        ("Olaparib réduit à 250x2 en 05/21 (anémie).", ["olaparib dose_change done 2021-05-01..2021-05-31"]),
        ("Je suspends donc ce jour le cabozantinib.", ["cabozantinib stop done 2021-06-18"]),
        ("Diminution de l'osimertinib à 40 mg/j dès ce soir.", ["osimertinib dose_change done 2021-06-18"]),
        ("Je diminue donc le cabozantinib à 40 mg à compter de ce soir.", ["cabozantinib dose_change done 2021-06-18"]),
        ("Dernier comprimé de capécitabine le 19 mai.", ["capécitabine stop done 2021-05-19"]),
        (
            "Cancer du sein. Létrozole mars 2018 > juin 2020.",
            ["létrozole start done 2018-03-01..2018-03-31", "létrozole stop done 2020-06-01..2020-06-30"],
        ),
        ("Palbociclib depuis le 3 mai 2021, antalgique de palier 2 ce jour.", ["palbociclib start done 2021-05-03"]),
        # A relative stays the subject of the sentence.
        ("Sa mère est décédée d'un cancer du sein en 2003, elle avait pris du tamoxifène dès 1998.", []),
        # Short names in lower case.
        ("cancer bronchique. radio le 10/05 : opacité.", ["xray done 2021-05-10"]),
        ("LMC. myélo du 28/05 : pas de blaste.", ["bone_marrow done 2021-05-28"]),
        # What relieves may explore too.
        (
            "Cancer. Ponction pleurale évacuatrice et exploratrice le 02/06/2021 (cytologie demandée).",
            ["cytology done 2021-06-02"],
        ),
        # The guide of an operation is no exam.
        ("Exérèse de la lésion repérée par échographie le 02/06/2021.", []),
        # Appointments and cancellations.
        ("Cancer du sein. Scanner : créneau obtenu le 02/07.", ["ct planned 2021-07-02"]),
        ("Cancer du sein. L'IRM du 04/06 n'a pas eu lieu.", []),
        ("Cancer du sein. IRM du 04/06 manquée, rattrapée le 11/06.", ["mri done 2021-06-11"]),
        ("Biopsie osseuse du 04/06 abandonnée.", []),
        ("Cancer du sein. IRM rachis le 16/07 14h30.", ["mri planned 2021-07-16"]),
        # A doubt that the radiologist leaves open.
        (
            "Cancer du sein. IRM du 10/06/2021 : tassement bénin ou lésion secondaire, le radiologue ne tranche pas.",
            ["mri done 2021-06-10"],
        ),
        # The day somebody called is not the day of what was found.
        (
            "Cancer du sein. Biopsie du foie le 10/06. Le laboratoire m'a appelé vendredi : métastase d'un carcinome mammaire.",
            ["biopsy done 2021-06-10", "foie onset done 2021-06-10", "pathology done 2021-06-10"],
        ),
        # Nobody goes back by months without a year.
        (
            "Deux nodules apparus depuis le scanner du 09/04/2020. Scanner thoracique du 18/02 : 15 mm.",
            ["ct done 2020-04-09", "ct done 2021-02-18"],
        ),
        # A scale is no month, and a month no scale.
        ("Cancer du sein. Douleurs, EN 6/10. Scanner fait en 05/21.", ["ct done 2021-05-01..2021-05-31"]),
    ],
)
def test_wordings_of_hospital_notes(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # An endoscopy dates the samples taken in it, an operation what was read on its specimen.
        (
            "Coloscopie le 19/02/2021 pour rectorragies.\nCelle-ci a retrouvé une lésion, biopsiée.\n"
            "L'examen anatomo-pathologique conclut à un adénocarcinome.",
            ["biopsy done 2021-02-19", "pathology done 2021-02-19"],
        ),
        (
            "Patiente opérée le 05/04/2021 d'une mastectomie droite.\n"
            "Histologie : carcinome canalaire infiltrant grade 3, RE 0, HER2 3+ (pT2N2a).\nTEP le 26/04 : négatif.",
            ["pathology done 2021-04-05", "pet done 2021-04-26"],
        ),
        (
            "Glioblastome. Intervention le 25/05 : exérèse. IRM post-opératoire à 48 h : résidu minime.\n"
            "Anapath extemporané : gliome de haut grade.",
            ["mri done 2021-05-27", "pathology done 2021-05-25"],
        ),
        # Lists whose dates come behind, in turn.
        (
            "Cancer du rectum. J'ai demandé un scanner TAP et une IRM rectale, RDV respectivement les 05/07 et 12/07/2021.",
            ["ct planned 2021-07-05", "mri planned 2021-07-12"],
        ),
        (
            "Scanner TAP et scintigraphie osseuse, rendez-vous pris les 4 et 8 juillet.",
            ["bone_scan planned 2021-07-08", "ct planned 2021-07-04"],
        ),
        # Sites with their years.
        (
            "Cancer du sein métastatique (os 2018, foie 2020).",
            ["foie new_site done 2020-01-01..2020-12-31", "os onset done 2018-01-01..2018-12-31"],
        ),
        # A finding told with its exam, beside another act's bracket.
        (
            "Récidive axillaire en mars 2021 (cytoponction du 14/03), métastases hépatiques sur le scanner du 13/05/2021.",
            ["ct done 2021-05-13", "cytology done 2021-03-14", "foie onset done 2021-05-13"],
        ),
        # The day of the visit or of the meeting is not that of what was known before.
        ("Consultation du 18/06/2021\nADK bronchique EGFR del19, stade IV d'emblée (surrénale).", []),
        (
            "IRM du 02/06/2021 : lésions osseuses. RCP du 10/06/2021 : cancer métastatique, biopsie abandonnée.",
            ["metastasis onset done 2021-06-02", "mri done 2021-06-02"],
        ),
        # Two exams in a row, each with its own day.
        (
            "Rx thorax du 5/05, scanner thoracique à la clinique le 12/05 : masse.",
            ["ct done 2021-05-12", "xray done 2021-05-05"],
        ),
        # The day a result came in is not that of the sample.
        (
            "Mésothéliome ?\n08/06 : thoracoscopie avec biopsies pleurales.\n12/06 : anapath (résultat oral) : mésothéliome.",
            ["biopsy done 2021-06-08", "pathology done 2021-06-08"],
        ),
        (
            "CHC diagnostiqué en mai 2020, confirmé par ponction biopsie le 3 juin 2020.",
            ["biopsy done 2020-06-03", "pathology done 2020-06-03"],
        ),
        # Days of a stay are numbered from the first one.
        (
            "CRH du 03/06/2021 au 09/06/2021\nJ1 TEP : masse.\nJ2 IRM encéphalique sans lésion.\nJ6 (08/06) ponction-biopsie du LSD.",
            ["biopsy done 2021-06-08", "mri done 2021-06-04", "pet done 2021-06-03"],
        ),
        # Sentinel nodes are taken by an operation, or have a day of their own.
        ("Cancer du sein. Mastectomie et GS le 22/01/2021.", ["biopsy done 2021-01-22"]),
        ("Cancer du sein. Tumorectomie + GS le 22/01/2021.", []),
        (
            "Mélanome. Ganglion sentinelle positif (14/04/2021).",
            ["biopsy done 2021-04-14", "pathology done 2021-04-14"],
        ),
        ("Cancer du sein. Macroscopie : 2 ganglions sentinelles de 8 mm.", []),
        # "CT" for chimiothérapie, "tep" typed small.
        ("K ovaire. CT néoadj puis chir 11/2020 puis CT adj.", []),
        ("cancer du poumon. tep le 12/05.", ["pet done 2021-05-12"]),
        # What awaits an exam tells no day of it.
        (
            "Mélanome. Décision : dabrafénib, première prise le 2 juillet en HDJ après ETT.",
            ["dabrafénib start planned 2021-07-02"],
        ),
        # Unspecific nodules are no metastases.
        (
            "SCANNER TAP DU 12/06/2021\nIndication : cancer du rein opéré.\nRésultats : deux micronodules pulmonaires nouveaux.\n"
            "Conclusion : nodules pulmonaires suspects mais non spécifiques.",
            ["ct done 2021-06-12"],
        ),
    ],
)
def test_what_a_careful_reader_links(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # Reports of endoscopies and operations date what was taken there.
        (
            "COMPTE-RENDU DE COLOSCOPIE\nDate de l'examen : 13/05/2021\nRésultat : lésion du caecum, biopsies x 6.",
            ["biopsy done 2021-05-13"],
        ),
        (
            "COMPTE RENDU OPERATOIRE\nDate d'intervention : 30/05/2021\nIntervention : lobectomie.\n"
            "Extemporané : adénocarcinome.",
            ["pathology done 2021-05-30"],
        ),
        (
            "Le Havre, le 14/06/2021\nMAMMOGRAPHIE ET ECHOGRAPHIE MAMMAIRE\nMotif : nodule du sein.\n"
            "Technique : deux incidences.\nRésultats : opacité de 15 mm.",
            ["mammography done 2021-06-14", "ultrasound done 2021-06-14"],
        ),
        (
            "ECHOGRAPHIE ABDOMINALE\nExamen réalisé le lundi 14 juin 2021.\nIndication : cirrhose.\nRésultats : nodule.",
            ["ultrasound done 2021-06-14"],
        ),
        # What the author decides has the day of the note; a meeting's advice has none.
        (
            "Cancer du sein. Olaparib depuis le 04/09/2020. Anémie à 7,9. On suspend olaparib 15 j.",
            ["olaparib start done 2020-09-04", "olaparib stop done 2021-06-18"],
        ),
        (
            "Cancer du sein. Olaparib depuis le 04/09/2020.\nTDM du 14/06/2021 : progression.\nArrêt de l'olaparib.",
            ["ct done 2021-06-14", "olaparib start done 2020-09-04", "olaparib stop done 2021-06-18"],
        ),
        (
            "RCP sénologie du 18/06/2021\nOlaparib depuis le 04/09/2020.\nTDM du 14/06/2021 : progression.\nArrêt de l'olaparib.",
            ["ct done 2021-06-14", "olaparib start done 2020-09-04"],
        ),
        # Cycles: the first begins a treatment, a later one does not.
        ("Glioblastome. Témozolomide adjuvant : C1 le 26/04/2021.", ["témozolomide start done 2021-04-26"]),
        ("Cancer du sein. 12/05/21 : début Xeloda C3.", []),
        (
            "Cancer du sein. Pause Xeloda depuis le 20/05 jusqu'au 27/05/2021.",
            ["capécitabine stop done 2021-05-20"],
        ),
        (
            "Cancer du poumon. Carboplatine jusqu'en 10/2020, afatinib de nov. 2020 à fév. 2021.",
            ["afatinib start done 2020-11-01..2020-11-30", "afatinib stop done 2021-02-01..2021-02-28"],
        ),
        # The bullet of the next line joins no dates.
        (
            "Cancer du sein.\n- FEC jusqu'en février 2018\n- mars 2020 : scanner stable",
            ["ct done 2020-03-01..2020-03-31"],
        ),
        # What another exam is compared with.
        (
            "Cancer du sein. Le scanner du 15 juin, comparé à celui du 9 mars, objective l'apparition de trois lésions hépatiques.",
            ["ct done 2021-03-09", "ct done 2021-06-15", "foie onset done 2021-06-15"],
        ),
        # The date of the primary's treatment is not that of its relapse.
        (
            "Palbociclib depuis décembre 2020 pour une rechute osseuse d'un cancer du sein opéré en 2011.",
            ["palbociclib start done 2020-12-01..2020-12-31"],
        ),
        # Cancers of the blood have no metastases, and a lung nodule of no known cancer is none.
        ("LLC, scanner du 18/05/2021 : progression ganglionnaire.", ["ct done 2021-05-18"]),
        ("Nodule du LID de 22 mm hypermétabolique (TEP 03/05/2021).", ["pet done 2021-05-03"]),
        # Plans: the day stands in the next breath; conditions make none.
        ("Biopsies prostatiques : à faire. Date retenue : 28/07/2021.", ["biopsy planned 2021-07-28"]),
        ("Consultation 18/06/2021\nScinti os selon résultats.", []),
        ("L'IRM prévue le 20 mai n'a pu être faite (pacemaker).", []),
        ("Contrôle par TEP à 12 semaines de la fin, soit le 11/08/2021.", ["pet planned 2021-08-11"]),
    ],
)
def test_reports_decisions_and_plans(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # The first dose dates a start, whatever the heading says.
        (
            "Cancer de la prostate.\n06/2020 : Xtandi 160 mg (1re prise le 07/06/2020)",
            ["enzalutamide start done 2020-06-07"],
        ),
        (
            "Cancer du côlon. 20/01/2021 : arrêt Lonsurf (toxicité hémato), débuté le 04/11/2020",
            ["trifluridine-tipiracil start done 2020-11-04", "trifluridine-tipiracil stop done 2021-01-20"],
        ),
        ("Cancer du côlon. 04/02/2021 : début Stivarga 160 mg (J1)", ["régorafénib start done 2021-02-04"]),
        (
            "Cancer de l'ovaire. Entretien olaparib (début le 28/09/2020 - fin le 26/03/2021).",
            ["olaparib start done 2020-09-28", "olaparib stop done 2021-03-26"],
        ),
        (
            "Cancer de la prostate. Xtandi depuis le 07/06/2020.\nTEP du 14/06/2021 : stable.\nConclusion : intolérance. Xtandi stoppé.",
            ["enzalutamide start done 2020-06-07", "enzalutamide stop done 2021-06-18", "pet done 2021-06-14"],
        ),
        # One exam whatever it is coupled with.
        (
            "TOMOGRAPHIE PAR EMISSION DE POSITONS AU 18F-FDG couplée à la TDM\nDate : 14/06/2021\nIndication : cancer.\nRésultats : RAS.",
            ["pet done 2021-06-14"],
        ),
        # The specimen of the operation told since the biopsy.
        (
            "Cancer du poumon. Biopsie le 3 janvier 2021. L'intervention (lobectomie) a eu lieu le 13 février 2021. "
            "L'examen anatomopathologique définitif, parvenu hier, conclut à un adénocarcinome pT1c N0.",
            ["biopsy done 2021-01-03", "pathology done 2021-02-13"],
        ),
        # An exam's day is no result's.
        ("Cancer du sein RH+ HER2- suivi (TEP du 11/05/2021).", ["pet done 2021-05-11"]),
        # Variants by their names.
        (
            "Cholangiocarcinome. PBH du 08/03/2021, NGS : IDH1 R132C.",
            ["biopsy done 2021-03-08", "pathology done 2021-03-08"],
        ),
        ("Cancer du poumon. Bx liq 26/05/2021 : del19, pas de T790M.", ["pathology done 2021-05-26"]),
        # Padded figures are a date, however many cores there may be.
        (
            "Cancer du côlon. Anapath (biopsies 12/05) : adénocarcinome.",
            ["biopsy done 2021-05-12", "pathology done 2021-05-12"],
        ),
        # First planned, then done on another day.
        (
            "L'hystéroscopie avec curetage biopsique, initialement programmée le 29 mai, a finalement été réalisée le 12 juin.",
            ["biopsy done 2021-06-12"],
        ),
        # An exam named by the one after it.
        (
            "Gliome. Dernière IRM le 06/06/2021 : récidive ; la précédente, du 27/02/2021, était stable.",
            ["mri done 2021-02-27", "mri done 2021-06-06"],
        ),
        # Short notes, a line each, are no running text.
        (
            "Cs pneumo-onco du 18/06/2021 - visio avec la patiente ce jour\nADK du LIG stade IVA (plèvre) connu depuis un an environ\n"
            "PET 02/06/2021 : progression oligo (surrénale D)\nBx surrénale programmée le 18/07/2021 au CHU à 9 heures",
            ["biopsy planned 2021-07-18", "pet done 2021-06-02", "surrénale onset done 2021-06-02"],
        ),
        # The report of an endoscopy.
        (
            "FIBROSCOPIE BRONCHIQUE\nLe 05/06/2021, sous anesthésie locale\nDescription : infiltration.\nPrélèvements : biopsies x5.",
            ["biopsy done 2021-06-05"],
        ),
    ],
)
def test_first_doses_specimens_and_short_notes(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # Weeks of the year, and weeks of a treatment.
        ("Cancer du sein. Prochaine TDM semaine 27, cs le 12/07.", ["ct planned 2021-07-05..2021-07-11"]),
        ("Cancer du sein. Scanner S41 2020.", ["ct done 2020-10-05..2020-10-11"]),
        ("Cancer du sein. Scanner à la semaine 12.", []),
        # Bullets and figures of the line above join no dates.
        ("Cancer.\n- 12/2019 : PSA 9\n- 22/01/2020 : IRM prostate PI-RADS 4", ["mri done 2020-01-22"]),
        # "Ce jour-là" is the day just told.
        (
            "Cancer bronchique. J'ai réalisé le 29/05 une fibroscopie. Les biopsies faites ce jour-là sont revenues "
            "positives : carcinome à petites cellules.",
            ["biopsy done 2021-05-29", "pathology done 2021-05-29"],
        ),
        # The day on which it was not done.
        (
            "Cancer de la prostate.\n- 23/04/2021 (retard, initialement 14/03) : prostatectomie : pT3a N0 R1, Gleason 4+3",
            ["pathology done 2021-04-23"],
        ),
        # A pause among a drug's dated lines.
        (
            "Cancer du sein.\n- Lynparza 600 mg/j débuté le 18/01/2021\n- pause 03/2021 (anémie), reprise 500 mg/j le 23/03/2021",
            [
                "olaparib start done 2021-01-18",
                "olaparib start done 2021-03-23",
                "olaparib stop done 2021-03-01..2021-03-31",
            ],
        ),
        # Rhythms are no exams.
        ("Cancer du poumon. TDM + IRM tous les 3 mois, stables jusqu'en mars 2021.", []),
        # The result of a stay's operation, under its own heading.
        (
            "HOSPITALISATION (du 12/06/2021 au 18/06/2021)\n\nINTERVENTION DU 13/06/2021 : hépatectomie droite pour métastases d'un cancer du rectum.\n\n"
            "HISTOIRE\nIRM le 04/05/2021.\nTEP le 24/05/2021 : foie seul.\n\nANATOMOPATHOLOGIE : 3 métastases d'adénocarcinome, TRG 3, R0.",
            ["mri done 2021-05-04", "pathology done 2021-06-13", "pet done 2021-05-24"],
        ),
        # A report whose day has a line of its own.
        (
            "Compte rendu de scanner thoraco-abdomino-pelvien\ndu 14/06/2021\n\nMotif : bilan.\nTechnique : injection.\nComparé au scanner du 21/02/2021.",
            ["ct done 2021-02-21", "ct done 2021-06-14"],
        ),
        # A resumption with its day set, whatever it waits for.
        (
            "Cancer du sein sous Verzenios, suspendu ce jour, reprise à 100 mg x2 le 02/07 si G1",
            ["abémaciclib start planned 2021-07-02", "abémaciclib stop done 2021-06-18"],
        ),
        # The day in the note's head dates no finding.
        ("Oncologie médicale\nLe vendredi 18 juin 2021\nCancer du pancréas métastatique hépatique, BRCA2 muté.", []),
    ],
)
def test_weeks_lists_and_headings(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # A count of nodes is no day, a drug's last cycle no exam.
        (
            "Cancer du sein. Mastectomie le 15/04/2021 : ypT0, ypN0 dans le ganglion sentinelle 0/7.",
            ["pathology done 2021-04-15"],
        ),
        ("Cancer du sein. TDM le 05/04/2021. Elle a reçu 5 cycles, le dernier en mai 2021.", ["ct done 2021-04-05"]),
        # Where it comes from is not where it sits, and regional nodes are none.
        (
            "Cancer de l'ovaire. Le 05/04/2021, métastases de l'adénocarcinome dans 2/4 ganglions pelviens.",
            ["pathology done 2021-04-05"],
        ),
        # What one is born with is no result of a tumour.
        ("Cancer du sein. Étude génétique le 05/04/2021 : mutation du gène BRCA1 (A1708E) détectée.", []),
    ],
)
def test_what_only_looks_like_an_event(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "Cancer du grêle. Décision : arrêt évérolimus, TEP DOTATOC demandée (RDV le 15/07).",
            ["pet planned 2021-07-15"],
        ),
        (
            "Laboratoire\nPrélèvement reçu le 08/06/2021, effectué le 07/06/2021\nNature : biopsies gastriques\n"
            "Résultat : adénocarcinome à cellules en bague à chaton, HER2 score 0.",
            ["biopsy done 2021-06-07", "pathology done 2021-06-07"],
        ),
        (
            "Cancer de la prostate. Une IRM du rachis, prévue le 17 juin, a été annulée par le patient. Elle est reportée au 3 juillet.",
            ["mri planned 2021-07-03"],
        ),
        (
            "Cancer du grêle. TDM du 02/06/2021 : progression hépatique, nodule surrénalien gauche stable.",
            ["ct done 2021-06-02", "foie onset done 2021-06-02"],
        ),
        (
            "18/06/2021 HDJ\nadk pulm KRAS G12C mét cérébrales d'emblée (09/2020)",
            ["cerveau onset done 2020-09-01..2020-09-30", "pathology done 2020-09-01..2020-09-30"],
        ),
    ],
)
def test_days_of_plans_and_of_heads(text, events):
    assert told(text) == events
