"""A cBioPortal study with a clinical timeline: one file a kind of event, in days from each patient's day 0.

Source: cBioPortal's File-Formats page, sections Clinical Data and Timeline Data. Its validator lets through an unknown
patient, a stop before its start and a stop that is no number: :func:`check` looks for those too.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from onco_pipeline.cells import day, plain
from onco_pipeline.errors import UserError
from onco_pipeline.exports.data import ExportData, day_zero, performed, results_of, write_table, write_text
from onco_pipeline.private_files import private_folder

STUDY = "onco_pipeline"
_FIRST = ("PATIENT_ID", "START_DATE", "STOP_DATE", "EVENT_TYPE")
_COMMON = ("PRECISION", "SOURCE", "CONFIDENCE")
#: Kind of event -> the columns that cBioPortal gives a meaning, and ours.
COLUMNS: dict[str, tuple[str, ...]] = {
    "imaging": ("DIAGNOSTIC_TYPE", "REGION"),
    "specimen": ("SPECIMEN_TYPE", "SPECIMEN_SITE"),
    "treatment": ("TREATMENT_TYPE", "SUBTYPE", "AGENT"),
    "status": ("STATUS", "SITE"),
    "lab_test": ("TEST", "RESULT"),
}
_MODALITIES = {
    "ct": "CT",
    "mri": "MRI",
    "pet": "PET",
    "bone_scan": "Bone scan",
    "mammography": "Mammography",
    "ultrasound": "Ultrasound",
    "xray": "X-ray",
    "other": "Other",
}
_SPECIMENS = {"biopsy": "Biopsy", "cytology": "Cytology", "bone_marrow": "Bone marrow"}
_STATUSES = {"onset": "First metastasis", "new_site": "New metastatic site"}


def write(data: ExportData, out: Path) -> list[Path]:
    """Write a study into a folder and check it.

    Raises
    ------
    UserError
        When the check finds what cBioPortal would refuse, or let through and show wrongly.
    """
    folder = private_folder(out)
    origin = day_zero(data)
    people = [
        row for row in data.dim_patient.sort_values("person_id").itertuples(index=False) if row.person_id in origin
    ]
    written = [*_study_files(folder), *_patients(folder, people, origin), *_samples(folder, people)]
    rows = _timeline(data, origin)
    for kind, own in COLUMNS.items():
        if rows[kind]:
            written += _timeline_files(folder, kind, own, rows[kind])
    faults = check(folder)
    if faults:
        raise UserError(f"The study in {folder} is not one that cBioPortal can show: {'; '.join(faults[:5])}")
    return written


def _meta(path: Path, **fields: str) -> Path:
    return write_text(path, "".join(f"{name}: {value}\n" for name, value in fields.items()))


def _study_files(folder: Path) -> Iterator[Path]:
    yield _meta(
        folder / "meta_study.txt",
        type_of_cancer="mixed",
        cancer_study_identifier=STUDY,
        name="Care pathways from clinical notes",
        description="Dated care events that onco_pipeline read in notes and coded tables",
        add_global_case_list="true",
    )


def _clinical(folder: Path, kind: str, header: list[tuple[str, str, str]], rows: list[list[Any]]) -> Iterator[Path]:
    """Write a clinical file, whose four first lines describe its columns, and the file that describes it."""
    lines = ["#" + "\t".join(name.replace("_", " ").capitalize() for name, _, _ in header)]
    lines.append("#" + "\t".join(meaning for _, _, meaning in header))
    lines.append("#" + "\t".join(type_ for _, type_, _ in header))
    lines.append("#" + "\t".join("1" for _ in header))
    path = write_table(folder / f"data_clinical_{kind}.txt", [name for name, _, _ in header], rows)
    yield write_text(path, "\n".join(lines) + "\n" + path.read_text(encoding="utf-8"))
    yield _meta(
        folder / f"meta_clinical_{kind}.txt",
        cancer_study_identifier=STUDY,
        genetic_alteration_type="CLINICAL",
        datatype=f"{kind.upper()}_ATTRIBUTES",
        data_filename=f"data_clinical_{kind}.txt",
    )


def _patients(folder: Path, people: list[Any], origin: dict[str, date]) -> Iterator[Path]:
    header = [
        ("PATIENT_ID", "STRING", "Patient"),
        ("SEX", "STRING", "Sex"),
        ("CANCER_GROUP", "STRING", "Group of the main cancer code"),
        ("OS_STATUS", "STRING", "Overall survival status"),
        ("OS_MONTHS", "NUMBER", "Months from day 0 to death or to the last note"),
    ]
    sexes = {"f": "Female", "m": "Male"}
    rows = []
    for row in people:
        died = day(row.death_date)
        last = died or day(row.last_note_date)
        months = None if last is None else round(max(0, (last - origin[row.person_id]).days) / 30.4375, 1)
        status = "1:DECEASED" if died else "0:LIVING"
        rows.append([row.person_id, sexes.get(str(row.sex)[:1].lower()), plain(row.cancer_group), status, months])
    yield from _clinical(folder, "patient", header, rows)


def _samples(folder: Path, people: list[Any]) -> Iterator[Path]:
    """Write one sample a patient: cBioPortal knows no patient without one."""
    header = [("PATIENT_ID", "STRING", "Patient"), ("SAMPLE_ID", "STRING", "Sample")]
    yield from _clinical(folder, "sample", header, [[row.person_id, f"{row.person_id}-S"] for row in people])


def _timeline(data: ExportData, origin: dict[str, date]) -> dict[str, list[list[Any]]]:
    rows: dict[str, list[list[Any]]] = {kind: [] for kind in COLUMNS}
    for row in performed(data.care_event).itertuples(index=False):
        first, last = day(row.date_start), day(row.date_end)
        if row.person_id not in origin or first is None or last is None:
            continue
        start = (first - origin[row.person_id]).days
        stop = None if first == last else (last - origin[row.person_id]).days
        kind, own = _own_columns(row)
        if kind is not None:
            tail = [row.precision, row.reconciliation, round(float(row.confidence), 3)]
            rows[kind] += [[row.person_id, start, stop, kind.upper(), *values, *tail] for values in own]
    for row in data.fct_oral_therapy_episode.itertuples(index=False):
        first, last = day(row.start_date_midpoint), day(row.stop_date_midpoint)
        first = first or day(row.first_known_date)
        if row.person_id not in origin or first is None:
            continue
        start = (first - origin[row.person_id]).days
        stop = None if last is None else max(start, (last - origin[row.person_id]).days)
        known = "first told" if row.is_start_unknown else "start told"
        rows["treatment"].append(
            [
                row.person_id,
                start,
                stop,
                "TREATMENT",
                "Medical Therapy",
                "Oral therapy",
                row.drug,
                known,
                "episode",
                None,
            ]
        )
    return rows


def _own_columns(row: Any) -> tuple[str | None, list[list[Any]]]:
    if row.family == "imaging":
        return "imaging", [[_MODALITIES.get(row.subtype, row.subtype), plain(row.site)]]
    if row.family == "biopsy":
        return "specimen", [[_SPECIMENS.get(row.subtype, row.subtype), plain(row.site)]]
    if row.family == "metastasis":
        return "status", [[_STATUSES.get(row.subtype, row.subtype), plain(row.site)]]
    if row.family == "pathology":
        return "lab_test", [list(pair) for pair in results_of(row)] or [["Pathology", "result told"]]
    return None, []  # drugs are episodes


def _timeline_files(folder: Path, kind: str, own: tuple[str, ...], rows: list[list[Any]]) -> list[Path]:
    name = f"data_timeline_{kind}.txt"
    return [
        write_table(folder / name, (*_FIRST, *own, *_COMMON), rows),
        _meta(
            folder / f"meta_timeline_{kind}.txt",
            cancer_study_identifier=STUDY,
            genetic_alteration_type="CLINICAL",
            datatype="TIMELINE",
            data_filename=name,
        ),
    ]


def check(folder: Path) -> list[str]:
    """Return what is wrong with a study's timelines, one sentence a fault; nothing when it can be loaded.

    The rules of the format (the four first columns in their order, whole numbers of days) and what the official
    validator lets through: a patient without clinical data, a stop before its start, a stop that is no number.
    """
    with (folder / "data_clinical_patient.txt").open(encoding="utf-8", newline="") as lines:
        clinical = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        known = {row["PATIENT_ID"] for row in clinical}
    faults = []
    for path in sorted(folder.glob("data_timeline_*.txt")):
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, delimiter="\t")
            if tuple(reader.fieldnames or ())[:4] != _FIRST:
                faults.append(f"{path.name}: the first columns are not {', '.join(_FIRST)}")
                continue
            faults += [
                f"{path.name}, line {number}: {fault}"
                for number, row in enumerate(reader, 2)
                for fault in _faults(row, known)
            ]
    return faults


def _faults(row: dict[str, str], known: set[str]) -> Iterator[str]:
    if row["PATIENT_ID"] not in known:
        yield "its patient is not in data_clinical_patient.txt"
    start, stop = row["START_DATE"], row["STOP_DATE"]
    if not _whole(start):
        yield "START_DATE is not a whole number of days"
    if stop and not _whole(stop):
        yield "STOP_DATE is neither empty nor a whole number of days"
    elif stop and _whole(start) and int(stop) < int(start):
        yield "STOP_DATE lies before START_DATE"
    if not row["EVENT_TYPE"]:
        yield "EVENT_TYPE is empty"


def _whole(text: str) -> bool:
    return text.removeprefix("-").isdigit()
