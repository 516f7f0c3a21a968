"""Classes of wording that documents of further services have shown to be misread: sheets, calls, several specimens."""

import pytest
from note_record import records
from note_record import told_in_may as told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A drug given into a vein has its own end, however short its name.
        (
            "K rectum. CAPOX débuté le 03/01/2022, arrêt oxali le 14/03/2022.",
            ["capécitabine start done 2022-01-03"],
        ),
        ("K rectum. CAPOX le 03/01/2022, arrêt Xeloda le 14/03/2022.", ["capécitabine start done 2022-01-03", "capécitabine stop done 2022-03-14"]),
        # The brand in brackets is the same drug, and its partner still its partner.
        (
            "Mélanome. Dabrafénib (Tafinlar) et tramétinib (Mekinist) débutés le 11/04/2022. Fièvre, traitement interrompu du "
            "2 au 8 mai puis repris.",
            [
                "dabrafénib start done 2022-04-11", "dabrafénib start done 2022-05-09", "dabrafénib stop done 2022-05-02",
                "tramétinib start done 2022-04-11", "tramétinib start done 2022-05-09", "tramétinib stop done 2022-05-02",
            ],
        ),
        # What a meeting names begins on the day told for it.
        (
            "Glioblastome. RCP le 16/05 : protocole Stupp. Témozolomide concomitant à partir du 12/06.",
            ["témozolomide start planned 2022-06-12"],
        ),
        # Told once as swallowed, it is swallowed further down; the vein says so.
        (
            "LAL. Méthotrexate per os débuté le 04/04/2022. Le méthotrexate est arrêté depuis le 10 mai.",
            ["méthotrexate start done 2022-04-04", "méthotrexate stop done 2022-05-10"],
        ),
        (
            "LAL. Méthotrexate per os débuté le 04/04/2022. Le méthotrexate IV est arrêté depuis le 10 mai.",
            ["méthotrexate start done 2022-04-04"],
        ),
        # Doses of the day and the dose aimed at.
        (
            "LMC. Bosutinib 200 mg débuté le 02/05/2022, augmenté à 300 mg ce jour ; objectif 400 mg au 01/06.",
            [
                "bosutinib dose_change done 2022-05-20", "bosutinib dose_change planned 2022-06-01",
                "bosutinib start done 2022-05-02",
            ],
        ),
        # "Commencé à s'améliorer" begins no drug, nor does what is counted from its beginning.
        ("K sein. Létrozole en cours. En mars, les douleurs ont commencé à diminuer sous létrozole.", []),
        (
            "K sein. Une nouvelle ligne a été débutée par létrozole. Un mois après le début du traitement, soit en mars 2022, asthénie.",
            [],
        ),
    ],
)  # fmt: skip
def test_drugs_of_many_names(text, expected):
    assert told(text) == expected


def test_calls_about_one_drug():
    # An order is of the entry's day, whatever was seen the day before; the drug need not be named again.
    calls = (
        "Suivi tél. - K sein RH+ - abémaciclib + fulvestrant\n"
        "04/04 - initiation (Verzenios 150x2 le 01/04)\n"
        "11/04 - diarrhée : Verzenios 100x2 à cpter du 12/04\n"
        "26/04 - ALAT 4N hier -> STOP verzenios\n"
        "03/05 - ALAT 1,8N. reprise 50x2 demain\n"
        "10/05 - va bien\n"
        "17/05 - RCP = progression hépatique => arrêt définitif ce jour\n"
    )
    drug = "abémaciclib"
    assert [line for line in told(calls, "DOC-EVOL") if line.startswith(drug)] == [
        f"{drug} dose_change done 2022-04-12",
        f"{drug} start done 2022-04-01",
        f"{drug} start done 2022-05-04",
        f"{drug} stop done 2022-04-26",
        f"{drug} stop done 2022-05-17",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # No spread is of the day of the visit, nor of an exam that was normal.
        (
            "Patiente vue ce jour 20/05/2022 pour C5J1\nK rectum métastatique hépatique.\nRappel : TNM initial cT3N1M1 (sept 2021).",
            ["foie onset done 2021-09-01..2021-09-30"],
        ),
        (
            "ADK du LSD.\nTEP 04/04/2022 : LSD et surrénale G hypermétaboliques.\nIRM cérébrale 11/04/2022 : normale.\n=> cT3N2M1b",
            ["imaging mri done 2022-04-11", "imaging pet done 2022-04-04", "surrénale onset done 2022-04-04"],
        ),
        (
            "ADK du LSD. TDM 09/05/22 : progression (primitif 62 mm vs 48, 3 nodules hépatiques d'apparition récente).",
            ["foie onset done 2022-05-09", "imaging ct done 2022-05-09"],
        ),
        # Two organs are two acts.
        (
            "Microbiopsie mammaire et cytoponction axillaire le 19 avril.",
            ["biopsy biopsy done 2022-04-19", "biopsy cytology done 2022-04-19"],
        ),
        # To be done by the day of a visit.
        ("Écho cœur à faire avant la consultation du 11 juin.", []),
        ("Mélanome. Scan d'éval fait le 12/05, stable.", ["imaging ct done 2022-05-12"]),
        ("LAL. PL normale le 16 mai.", ["biopsy cytology done 2022-05-16"]),
        # Since a year told for a figure.
        (
            "Le PSA, à 5,1 en 2021, est passé à 11,2 le 12 avril. Échographie faite le 25 avril.",
            ["imaging ultrasound done 2022-04-25"],
        ),
        (
            "Cancer du sein opéré en 2021 avec ganglion sentinelle négatif.",
            ["biopsy biopsy done 2021-01-01..2021-12-31", "pathology result done 2021-01-01..2021-12-31"],
        ),
        (
            "Exérèse d'un polype colique en dysplasie de haut grade (2014).",
            ["pathology result done 2014-01-01..2014-12-31"],
        ),
        ("K sein. ESR1 muté (prélèvement du 24/04/2022).", ["pathology result done 2022-04-24"]),
    ],
)
def test_days_of_visits_and_exams(text, expected):
    assert told(text) == expected


def test_each_specimen_has_its_result():
    report = (
        "ANATOMIE PATHOLOGIQUE\nPrélevé le : 10/05/2022\nNature des prélèvements :\nA - Hystérectomie totale\nB - Omentectomie\n"
        "C - Curage pelvien droit\nEXAMEN\nA : carcinome séreux de haut grade de l'endomètre.\nB : épiploon indemne.\nC : 7N-\n"
    )
    events = records(report, "CR-ANAPATH")
    assert [(e["family"], e["site"], e["date_start"]) for e in events] == [
        ("pathology", "utérus", "2022-05-10"),
        ("pathology", "péritoine", "2022-05-10"),
        ("pathology", "ganglion", "2022-05-10"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Doses told without their unit, and on from sentence to sentence.
        (
            "GIST. Imatinib 400 depuis juillet 2021. Passage à 800 en octobre 2021.",
            ["imatinib dose_change done 2021-10-01..2021-10-31", "imatinib start done 2021-07-01..2021-07-31"],
        ),
        (
            "LLC. Ibrutinib 420 mg/j introduit le 5 mars 2021. Réduction à 280 mg en juin 2021. Arrêt temporaire le 3 novembre 2021.",
            [
                "ibrutinib dose_change done 2021-06-01..2021-06-30", "ibrutinib start done 2021-03-05",
                "ibrutinib stop done 2021-11-03",
            ],
        ),
        ("GIST. Imatinib depuis juillet 2021. Passage à 800 ml de boisson en octobre 2021.", ["imatinib start done 2021-07-01..2021-07-31"]),
        # The doses are of what has begun, not of what it took the place of.
        (
            "LLC. Vénétoclax débuté le 2 mai après arrêt de l'ibrutinib le 29 avril : 20 mg, puis 50 mg depuis le 9 mai, "
            "100 mg à partir du 23 mai.",
            [
                "ibrutinib stop done 2022-04-29", "vénétoclax dose_change done 2022-05-09",
                "vénétoclax dose_change planned 2022-05-23", "vénétoclax start done 2022-05-02",
            ],
        ),
        # Done on that day, whatever had been planned.
        ("ADK pancréas. Biopsie faite le 08/04 (reportée car AVK).", ["biopsy biopsy done 2022-04-08"]),
        # A report is read after its sample was taken.
        (
            "Fibroscopie le 26/04 : biopsies x 6 et brossage. Anapath du 03/05 : carcinome à petites cellules.",
            ["biopsy biopsy done 2022-04-26", "pathology result done 2022-04-26"],
        ),
        ("Mammectomie après chimiothérapie : ypT0N0 (op 11/01/2022).", ["pathology result done 2022-01-11"]),
        # Who the patient is, and nothing of the day of the call.
        (
            "20/05/2022 - appel sortant\nPte : Mme V., 54 ans, GIST du grêle méta hépatique\nTDM du 11/05 : apparition d'un nodule péritonéal.",
            ["imaging ct done 2022-05-11", "péritoine new_site done 2022-05-11"],
        ),
    ],
)  # fmt: skip
def test_doses_reports_and_calls(text, expected):
    assert told(text, "DOC-EVOL") == expected


def test_an_operation_shows_spread_on_its_day():
    report = (
        "COMPTE-RENDU OPERATOIRE\nDate d'intervention : 17/05/2022\nINDICATION : masse de l'ovaire.\nGESTE : laparotomie.\n"
        "Constatations : nodules de carcinose péritonéale.\n"
    )
    assert told(report, "CR-OP") == ["péritoine onset done 2022-05-17"]
