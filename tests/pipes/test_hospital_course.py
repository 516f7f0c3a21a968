"""How a course is told over the visits: doses by their day, appointments, mistyped years, findings that are none."""

from datetime import datetime

import pytest
from test_hospital_style import told

from onco_pipeline.extraction.records import record, rows_of


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # A dose told by the day it holds from.
        (
            "Cancer du rein. Cabozantinib depuis le 26/10/2020, 40 mg depuis le 18 janvier (diarrhée).",
            ["cabozantinib dose_change done 2021-01-18", "cabozantinib start done 2020-10-26"],
        ),
        (
            "Cancer de prostate. Abiratérone du 04/01/2020 au 27/09/2020 (750 mg depuis mai 2020 pour cytolyse).",
            [
                "abiratérone dose_change done 2020-05-01..2020-05-31",
                "abiratérone start done 2020-01-04",
                "abiratérone stop done 2020-09-27",
            ],
        ),
        (
            "Cancer du sein. Abémaciclib 150 mg x2 du 03/01 au 05/02, 100 mg x2 depuis le 12/02 (diarrhée).",
            ["abémaciclib start done 2021-01-03", "abémaciclib start done 2021-02-12", "abémaciclib stop done 2021-02-05"],
        ),
        ("Cancer du sein. Alpélisib proposé : à débuter le 04/07 après avis.", ["alpélisib start planned 2021-07-04"]),
        ("Cancer du rectum. IRM de contrôle le 09/11.", ["mri planned 2021-11-09"]),
        ("GIST. Imatinib 400 puis 800 mg depuis le 12/03/2019.", ["imatinib dose_change done 2019-03-12"]),
        # The days of a cycle are no resumption.
        (
            "Cancer du côlon. Capécitabine 1250 mg/m2 x2/j J1-J14, reprise J22, premier comprimé ce matin.",
            ["capécitabine start done 2021-06-18"],
        ),
        ("Enzalutamide stoppé hier. Olaparib non débuté.", ["enzalutamide stop done 2021-06-17"]),
        # The appointment of the last line.
        ("Cancer du rein. Contrôle TAP le 13/09.", ["ct planned 2021-09-13"]),
        ("Cancer du rein. TDM TAP le 20 septembre.", ["ct planned 2021-09-20"]),
        ("Cancer du rein. Scanner le 16 août comme convenu.", ["ct planned 2021-08-16"]),
        ("Cancer du rein. TDM TAP le 20 mars, stable.", ["ct done 2021-03-20"]),
        # What begins in August gives July its year.
        (
            "GIST. Sunitinib en continu à partir du 3 août. ETT du 16/06 normale.",
            ["sunitinib start planned 2021-08-03", "ultrasound done 2021-06-16"],
        ),
        # A year typed wrong is still this line's own.
        ("IRM de prostate 18/12/18\nBiopsies 21/01/2109 : ISUP 3", ["biopsy done 2019-01-21", "mri done 2018-12-18", "pathology done 2019-01-21"]),
        ("Scanner TAP du 03/05/2201 : stable.", ["ct done 2021-05-03"]),
        # What a letter asks for is no act; what was taken out has its result.
        ("Naevus, exérèse le 1er mars : mélanome. Je vous l'adresse pour reprise et ganglion sentinelle.", ["pathology done 2021-03-01"]),
        # Spread by its adjective, the exam's images, and a lesion that is the cancer itself.
        ("Cancer du sein. TEP du 03/05/2021 : atteinte secondaire du squelette axial.", ["os onset done 2021-05-03", "pet done 2021-05-03"]),
        ("Cancer du sein. Scanner du 03/05/2021 : deux localisations hépatiques secondaires.", ["ct done 2021-05-03", "foie onset done 2021-05-03"]),
        ("Cancer du poumon. Nous disposons des images de l'IRM encéphalique du 07/05/2021 : rien à signaler.", ["mri done 2021-05-07"]),
        ("ATCD : cancer de la prostate. Il existe une lésion spiculée du LSD sur le scanner du thorax du 16.04.21.", ["ct done 2021-04-16"]),
    ],
)  # fmt: skip
def test_a_course_is_read_as_it_is_told(text, events):
    assert told(text) == events


def test_what_a_tumour_board_advises_is_not_done():
    text = (
        "RCP sarcomes - 14/02/2021\nGIST opérée le 01/02/2020.\nTDM TAP 12/02/2021 : lésion du segment II, nouvelle\n"
        "Avis : biopsie hépatique. Poursuite imatinib."
    )
    assert told(text, "CR-RCP", datetime(2021, 2, 14)) == ["ct done 2021-02-12"]


def test_the_name_of_a_tumour_is_no_organ():
    note = {"note_id": "n", "note_text": "Biopsie le 03/05/2021 : tumeur stromale gastro-intestinale, CD117 +."}
    assert [event["site"] for event in record("n", rows_of(note | {"note_datetime": None}))["events"]] == [None, None]


def test_the_day_of_a_complement_is_the_report_s():
    text = (
        "ÉCHO-ENDOSCOPIE HAUTE du 19/05/2021\nPonction à l'aiguille 22G, 3 passages.\n"
        "Complément du 27/05 : tumeur stromale gastro-intestinale, CD117 +."
    )
    assert not any("2021-05-27" in line for line in told(text, "CR-ENDO-DIG"))
