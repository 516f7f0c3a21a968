"""Papers of several services read whole: punctures by an endoscope, doses since a day, decisions with an appointment."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.pipes.note_record import records, told

WRITTEN = datetime(2021, 3, 9)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Ponction écho-endoscopique du pancréas le 3 mars.", ["cytology done 2021-03-03", "biopsy done 2021-03-03"]),
        ("Adénopathie axillaire ponctionnée le 02/03.", ["cytology done 2021-03-02"]),
        ("Nodule de la thyroïde connu, ponctionné en 2016.", ["cytology done 2016-01-01..2016-12-31"]),
        ("Nodule non ponctionné le 02/03.", []),
        ("Nodule à ponctionner le 22/03.", ["cytology planned 2021-03-22"]),
        # one act, told by its guide and by what it took
        ("EBUS le 3 mars avec cytoponctions 4R et 7.", ["cytology done 2021-03-03", "ultrasound done 2021-03-03"]),
        ("EBUS du 3 mars : cytoponction 4R.", ["cytology done 2021-03-03", "ultrasound done 2021-03-03"]),
        # the words for what is over are no treatment of its own
        ("Myélome. BOM de fin de traitement le 03/02/21.", ["bone_marrow done 2021-02-03"]),
    ],
)
def test_punctures_by_other_words(note: str, expected: list[str]) -> None:
    found = [line for line in told(note, "CR-CONS", WRITTEN) if not line.startswith("pathology")]
    assert found == expected or found == expected[1:]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Décision : C5 validé. IRM cérébrale demandée (céphalées) : RV le 27.", ["mri planned 2021-03-27"]),
        ("Proposition : surveillance. Contrôle TDM 20/06/2021.", ["ct planned 2021-06-20"]),
        ("Proposition : surveillance. TDM à discuter.", []),
    ],
)
def test_what_is_decided_with_its_day_is_planned(note: str, expected: list[str]) -> None:
    assert told(note, "CR-RCP", WRITTEN) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Sunitinib débuté le 05/07/2020. Sunitinib 37,5 mg/j depuis le 2 août.",
            ["sunitinib dose_change done 2020-08-02", "sunitinib start done 2020-07-05"],
        ),
        ("Sunitinib débuté le 05/07/2020. Sunitinib 50 mg/j depuis le 05/07.", ["sunitinib start done 2020-07-05"]),
        ("Protocole : imatinib.\n12/03/2020 : imatinib 400 mg/j.", ["imatinib start done 2020-03-12"]),
        ("Imatinib débuté le 04/02/2019.\n12/03/2020 : imatinib 400 mg/j.", ["imatinib start done 2019-02-04"]),
        ("Le Dr U. a conseillé de débuter le bicalutamide, qu'il prend depuis hier.", ["bicalutamide start done 2021-03-08"]),
        ("Sous hydroxycarbamide depuis 2012, et un mélanome du dos, retiré en 2015.", ["hydroxycarbamide start done 2012-01-01..2012-12-31"]),
    ],
)  # fmt: skip
def test_drugs_of_whole_papers(note: str, expected: list[str]) -> None:
    assert told(note, "CR-CONS", WRITTEN) == expected


@pytest.mark.parametrize(
    "head",
    ["Cabinet du Dr M.                    le 17 février 2021", "Service de dermatologie          Le 17 février 2021"],
)
def test_a_letter_s_day_at_the_far_right(head: str) -> None:
    assert told(f"{head}\nCher ami,\nCytoponction axillaire faite ce matin.", "LT", datetime(2021, 3, 1)) == [
        "cytology done 2021-02-17"
    ]


def test_a_scanned_one_before_its_month() -> None:
    assert told("Scanner le l3 fevrier 2021.", "DOC-SCAN", WRITTEN) == ["ct done 2021-02-13"]


@pytest.mark.parametrize(
    ("note", "days"),
    [
        ("Vénétoclax à partir du 04/01 : 20 mg, puis 50 le 11, 100 le 18, 200 le 25, 400 mg le 01/02.", ["01-11", "01-18", "01-25", "02-01"]),
        ("Vénétoclax débuté le 04/01/2021 : 20 mg, puis 50 mg le 11/01, 100 mg le 18/01, 200 mg le 25/01.", ["01-11", "01-18", "01-25"]),
        ("Vénétoclax 20 mg débuté le 04/01/2021, 50 mg le 11, 100 mg le 18.", ["01-11", "01-18"]),
    ],
)  # fmt: skip
def test_steps_whose_month_is_told_before(note: str, days: list[str]) -> None:
    changes = [line for line in told(note, "CR-CONS", WRITTEN) if "dose_change" in line]
    assert changes == [f"vénétoclax dose_change done 2021-{day}" for day in days]


def test_a_dose_since_another_day_in_the_same_sentence() -> None:
    note = "Sunitinib débuté le 05/07/2020, sunitinib 37,5 mg/j depuis le 2 août, bien toléré."
    assert "sunitinib dose_change done 2020-08-02" in told(note, "CR-CONS", WRITTEN)


def test_an_exam_that_its_day_names_is_the_one_told_with_that_day() -> None:
    note = (
        "Comparaison : IRM cérébrale du 03/11/2020, IRM rachidienne du 15/12/2020.\n"
        "CONCLUSION\nLésions nouvelles depuis l'examen du 03/11/2020."
    )
    assert told(note, "CR-CONS", WRITTEN) == ["mri done 2020-11-03", "mri done 2020-12-15"]


def test_the_day_of_scanning_is_no_exam() -> None:
    assert told("Lettre.\nScan : 27/02/2021\n", "DOC-SCAN", WRITTEN) == []


@pytest.mark.parametrize(
    ("note", "sites"),
    [
        ("Tumorectomie et ganglion sentinelle le 26/01/2021 pour CCI (microbiopsie du 11/12).", {"sein", "ganglion"}),
        ("Mastectomie et curage axillaire le 26/01/2021 pour un CLI (biopsie du 11/12).", {"sein", None}),
        ("Adénocarcinome ALK+ (biopsie bronchique du 14/12/2020), métastases hépatiques.", {"poumon", "bronche", "foie"}),
        ("Carcinome à cellules claires (biopsie de L3 du 14/12/2020).", {"os"}),
    ],
)  # fmt: skip
def test_whose_organ_a_bracket_tells(note: str, sites: set[str | None]) -> None:
    assert {event["site"] for event in records(note, "CR-CONS", WRITTEN)} == sites
