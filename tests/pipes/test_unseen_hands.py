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
    ],
)  # fmt: skip
def test_wordings_of_further_hands(text, expected):
    assert told(text) == sorted(expected)
