"""Courses of drugs and follow-up entries as services not met before write them: titrations, pauses, orders, advice."""

from datetime import datetime

import pytest
from note_record import told


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # A titration tells each step by its dose and its day.
        (
            "LLC. Vénétoclax 20 mg le 04/01/2021, 50 mg le 11/01, 100 mg le 18/01, 400 mg depuis le 01/02.",
            [
                "vénétoclax dose_change done 2021-01-11",
                "vénétoclax dose_change done 2021-01-18",
                "vénétoclax dose_change done 2021-02-01",
                "vénétoclax start done 2021-01-04",
            ],
        ),
        # ... and one that another drug follows ends there
        (
            "Cancer du sein. Ribociclib 600 mg le 04/01/2021, 400 mg le 11/02, prednisone 20 mg le 18/03.",
            ["ribociclib dose_change done 2021-02-11", "ribociclib start done 2021-01-04"],
        ),
        # The course of the note's one drug, a line a step.
        (
            "Carcinome rénal. Suivi du sunitinib\n 04/01/2021  initiation 50 mg\n 15/02/2021  37,5 mg (HTA)\n"
            " du 01/03 au 14/03  fenêtre thérapeutique\n 15/03/2021  reprise 25 mg\nPoids 61 kg.",
            [
                "sunitinib dose_change done 2021-02-15",
                "sunitinib start done 2021-01-04",
                "sunitinib start done 2021-03-15",
                "sunitinib stop done 2021-03-01",
            ],
        ),
        # A pause told between its two days, and what comes after it, without the drug's name.
        (
            "GIST. Imatinib débuté le 04/01/2021. Suspendu du 08 au 15/03/2021 (œdèmes), puis repris. Arrêt définitif le 7 mai 2021.",
            [
                "imatinib start done 2021-01-04",
                "imatinib start done 2021-03-16",
                "imatinib stop done 2021-03-08",
                "imatinib stop done 2021-05-07",
            ],
        ),
        (
            "GIST. Imatinib depuis le 04/01/2021. Traitement interrompu par la patiente entre le 2 mars et le 9 mars, puis repris.",
            ["imatinib start done 2021-01-04", "imatinib start done 2021-03-10", "imatinib stop done 2021-03-02"],
        ),
        # A footnote's figure is no part of the name.
        (
            "Mélanome. En mars 2021, un traitement par vémurafénib1 960 mg a été débuté.",
            ["vémurafénib start done 2021-03-01..2021-03-31"],
        ),
        # What was planned is how many cycles; what was proposed has begun; an end to come is none.
        (
            "Gliome. Témozolomide depuis le 04/01/2021, avec une bonne tolérance jusqu'à la fin des six cycles prévus, se terminant le 14/05/2021.",
            ["témozolomide start done 2021-01-04", "témozolomide stop done 2021-05-14"],
        ),
        (
            "Cancer du rein. Nous avons proposé un traitement par sunitinib, qui a débuté le 04/01/2021.",
            ["sunitinib start done 2021-01-04"],
        ),
        (
            "Cancer du sein. Elle a commencé le tamoxifène le 04/01/2016, jusqu'à ce qu'elle ait terminé ses cinq ans.",
            ["tamoxifène start done 2016-01-04"],
        ),
        # Its end lies long before the day that is told.
        (
            "GIST. Imatinib débuté le 04/01/2016. Le 12/05/2020, deux ans et demi après la fin du traitement, elle se plaint de douleurs.",
            ["imatinib start done 2016-01-04"],
        ),
        # What is counted from a beginning does not date it.
        (
            "Carcinome opéré le 03/09/2018. Il reprend son travail. Un traitement par sunitinib 50 mg a été débuté, avec une stabilité de la maladie après trois mois.",
            [],
        ),
        # A value that is measured is no dose, and what comes back of the disease no drug taken again.
        (
            "Cancer de l'ovaire. Olaparib débuté le 04/01/2021. Le CA 125 remonte à 120 le 10/05.",
            ["olaparib start done 2021-01-04"],
        ),
        (
            "Cancer de l'ovaire. Olaparib débuté le 04/01/2021. TEP du 10/05/2021 : reprise ganglionnaire.",
            ["olaparib start done 2021-01-04", "pet done 2021-05-10"],
        ),
        # Prescribed one day, taken from another.
        (
            "Cancer de prostate. Abiratérone prescrite le 03/05/2021, il l'a commencée le 10/05/2021.",
            ["abiratérone start done 2021-05-10"],
        ),
        (
            "Mélanome. Dabrafénib + tramétinib débutés le 04/03/2021. Fièvre le 18/03/2021 : arrêt des deux ce jour-là.",
            [
                "dabrafénib start done 2021-03-04",
                "dabrafénib stop done 2021-03-18",
                "tramétinib start done 2021-03-04",
                "tramétinib stop done 2021-03-18",
            ],
        ),
        ("Mélanome. Tramétinib débuté le 04/03/2021, descendu à 1,5 mg le 17/05/2021.", ["tramétinib dose_change done 2021-05-17", "tramétinib start done 2021-03-04"]),
        # An order of today, and what is planned behind it.
        (
            "Cancer de la thyroïde sous lenvatinib. STOP Lenvima à partir de ce soir, reprise prévue le 28/06.",
            ["lenvatinib start planned 2021-06-28", "lenvatinib stop done 2021-06-18"],
        ),
        # What is counted back from an operation that is told behind it.
        (
            "GIST. Dernier TDM le 19/03/2021. L'imatinib a été suspendu 5 jours avant l'intervention.\nIntervention du 08/04/2021 : gastrectomie.",
            ["ct done 2021-03-19", "imatinib stop done 2021-04-03"],
        ),
        # "Puis" goes on from the day that a line opens with.
        (
            "Historique\n03/05/2021 crise convulsive. TDM cérébrale en urgence puis IRM le 6 : lésion temporale.\n15/05/2021 consultation.",
            ["ct done 2021-05-03", "mri done 2021-05-06"],
        ),
        ("Carnet de suivi\n> 04.03.21 consultation.\n> 03.05.21 IRM hépatique d'évaluation hier : stable.", ["mri done 2021-05-02"]),
        # A meeting's advice with its term, and what is only named.
        (
            "AVIS : poursuite. Scanner et IRM cérébrale dans 2 mois.",
            ["ct planned 2021-08-01..2021-08-31", "mri planned 2021-08-01..2021-08-31"],
        ),
        ("AVIS : scanner et TEP à 6 semaines de la fin de la radiothérapie.", []),
        ("LLC. Prochain HDJ le 19/07/2021. Aucune indication à un myélogramme d'ici là.", []),
    ],
)  # fmt: skip
def test_a_course_is_read(text, events):
    assert (
        told(text, "DOC-EVOL" if text.startswith("Carnet") else "CR-RCP" if text.startswith("AVIS") else None) == events
    )


def test_of_several_drugs_a_bare_line_begins_none():
    """A line with a day and a dose is of the one drug named above: of two it could be either."""
    text = "Cancer du sein. Capécitabine 1000 mg, lapatinib 1250 mg.\n 15/02/2021  750 mg\n"
    assert told(text, day=datetime(2021, 6, 18)) == []


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # The day a report came out is no specimen's.
        (
            "Exérèse le 15/05/2021. Anatomopathologie, compte rendu définitif du 27/05/2021 : glioblastome, IDH1 négatif.",
            ["pathology done 2021-05-15"],
        ),
        (
            "Biopsie axillaire le 03/05/2021 (anapath n°12 sortie le 14/05) : lymphome CD5+.",
            ["biopsy done 2021-05-03", "pathology done 2021-05-03"],
        ),
        # What was put off and found something was done on its new day; what is only put off is to come.
        (
            "Biopsie du foie prévue le 10/06, décalée au 14/06 : carcinome.",
            ["biopsy done 2021-06-14", "pathology done 2021-06-14"],
        ),
        ("Biopsie du foie, initialement le 9, décalée au 16 : carcinome hépatocellulaire.", ["biopsy done 2021-06-16", "pathology done 2021-06-16"]),
        ("Biopsie du foie prévue le 10/06, décalée au 24/06 pour éliminer un carcinome.", ["biopsy planned 2021-06-24"]),
        # A day of the month told before, and the exam of a visit to come.
        (
            "En mars 2021, méléna. La FOGD du 12 trouve une lésion ; biopsies normales.",
            ["biopsy done 2021-03-12", "pathology done 2021-03-12"],
        ),
        ("Toux en 02/2021. RP le 18 : opacité.", ["xray done 2021-02-18"]),
        ("Suivi d'un cancer du rein. Cs Dr K. le 02/07 + scanner le jour même.", ["ct planned 2021-07-02"]),
        ("Suivi d'un cancer du rein. Cs Dr K. le 02/03 : scanner le jour même stable.", ["ct done 2021-03-02"]),
    ],
)  # fmt: skip
def test_the_day_of_an_act(text, events):
    assert told(text) == events


@pytest.mark.parametrize("head", ["[{}]", "> {}", "{} -", "- {} :"])
def test_entries_in_brackets(head):
    days = [head.format(day) for day in ("04/01/2021", "01/02/2021", "08/03/2021")]
    text = (
        f"Fil de suivi, LMC\n{days[0]} Dasatinib 70 mg initié ce jour.\n{days[1]} cytopénie : pause à partir de demain."
        f"\n{days[2]} Écho pleurale ce matin. Scanner thoracique hier."
    )
    assert told(text, "DOC-EVOL") == [
        "ct done 2021-03-07",
        "dasatinib start done 2021-01-04",
        "dasatinib stop done 2021-02-02",
        "ultrasound done 2021-03-08",
    ]


def test_a_second_step_down_and_a_dose_given_today():
    text = (
        "Cancer du sein. Palbociclib débuté le 21/09/2020, baissé de 125 à 100 mg en décembre, à 75 mg le 03/02/2021."
    )
    assert told(text) == [
        "palbociclib dose_change done 2020-12-01..2020-12-31",
        "palbociclib dose_change done 2021-02-03",
        "palbociclib start done 2020-09-21",
    ]
    assert told("K prostate. ADT à débuter, bicalutamide 50 mg donné ce jour.") == [
        "bicalutamide start done 2021-06-18"
    ]


@pytest.mark.parametrize(
    "cause", ["neutropénie", "lymphopénie de grade 3", "leucopénie", "plaquettes à 60 000", "ASAT 5 N"]
)
@pytest.mark.parametrize("arrow", ["->", "=>", "→"])
@pytest.mark.parametrize("change", ["baisse de l'Ibrance à 100 mg/j", "diminution du palbociclib à 100 mg/j"])
def test_what_follows_from_a_value_is_no_change_of_it(cause: str, arrow: str, change: str) -> None:
    """A "baisse des plaquettes" is about the count; what stands behind an arrow is what was done about it."""
    text = f"Carcinome du sein sous palbociclib.\n20/08/2019 : {cause} {arrow} {change} ce jour."
    assert "palbociclib dose_change done 2019-08-20" in told(text)


@pytest.mark.parametrize("value", ["plaquettes", "neutrophiles", "lymphocytes", "leucocytes", "CA 15-3"])
def test_a_value_that_falls_is_no_change_of_dose(value: str) -> None:
    assert not [
        one for one in told(f"Carcinome du sein. Palbociclib. {value} en diminution le 20/08/2019.") if "dose" in one
    ]
