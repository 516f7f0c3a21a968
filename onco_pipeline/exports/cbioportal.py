"""A cBioPortal study with a clinical timeline: one file a kind of event, in days from each patient's day 0.

Source: cBioPortal's File-Formats page, sections Clinical Data and Timeline Data. Each study that is written is checked
(:mod:`~onco_pipeline.exports.cbioportal_check`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from onco_pipeline.cells import day, plain
from onco_pipeline.errors import UserError
from onco_pipeline.exports.cbioportal_check import TIMELINE_COLUMNS, check, is_misread
from onco_pipeline.exports.data import ExportData, day_zero, performed, results_of, write_table, write_text
from onco_pipeline.private_files import private_folder

STUDY = "onco_pipeline"
_COMMON = ("PRECISION", "SOURCE", "CONFIDENCE")
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9._-]")
#: The portal knows no quotation marks, and its validator warns of straight ones, single or double, around words.
_QUOTES = str.maketrans({'"': "”", "'": "’"})
#: Of a patient's id, so that the sample's stays below the portal's 63 characters.
_LONGEST = 55
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
    for kind in COLUMNS:  # of a study written before, whose patients had other kinds of events
        for part in ("data", "meta"):
            (folder / f"{part}_timeline_{kind}.txt").unlink(missing_ok=True)
    origin = day_zero(data)
    people = [
        row for row in data.dim_patient.sort_values("person_id").itertuples(index=False) if row.person_id in origin
    ]
    ids = portal_ids(row.person_id for row in people)
    written = [*_study_files(folder), *_patients(folder, people, data, ids), *_samples(folder, ids)]
    rows = _timeline(data, origin)
    for kind, own in COLUMNS.items():
        if rows[kind]:
            written += _timeline_files(folder, kind, own, [[ids[row[0]], *row[1:]] for row in rows[kind]])
    faults = check(folder)
    if faults:
        raise UserError(f"The study in {folder} is not one that cBioPortal can show: {'; '.join(faults[:5])}")
    return written


def portal_ids(people: Iterable[str]) -> dict[str, str]:
    """Return for each patient an identifier that the portal allows: letters, figures, points, underscores, hyphens.

    What the portal would take for nothing told (``NA``) or for the date of a spreadsheet (``3-mar``) is changed too.

    Examples
    --------
    >>> portal_ids(["P1", "a/1", "a_1", "NA", "3-mar"])
    {'3-mar': '_3_mar', 'NA': '_NA', 'P1': 'P1', 'a_1': 'a_1', 'a/1': 'a_1.2'}
    """
    made: dict[str, str] = {}
    taken: set[str] = set()
    # Those that are allowed as they are keep their own.
    for person in sorted(people, key=lambda name: (_NOT_IN_AN_ID.search(name) is not None, len(name) > _LONGEST, name)):
        plain_id = _NOT_IN_AN_ID.sub("_", person)[:_LONGEST] or "_"
        if is_misread(plain_id) or is_misread(_sample_of(plain_id)):
            plain_id = "_" + plain_id.replace("-", "_")
        number = 2
        while (unique := plain_id if number == 2 and plain_id not in taken else f"{plain_id}.{number}") in taken:
            number += 1
        taken.add(unique)
        made[person] = unique
    return made


def _sample_of(patient: str) -> str:
    return f"{patient}-S"


def _cell(value: Any) -> Any:
    """Return a value as the portal reads it: without straight quotation marks and line breaks."""
    return re.sub(r"\s+", " ", value).translate(_QUOTES).strip() if isinstance(value, str) else value


def _table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Path:
    return write_table(path, columns, [[_cell(value) for value in row] for row in rows])


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
    path = _table(folder / f"data_clinical_{kind}.txt", [name for name, _, _ in header], rows)
    yield write_text(path, "\n".join(lines) + "\n" + path.read_text(encoding="utf-8"))
    yield _meta(
        folder / f"meta_clinical_{kind}.txt",
        cancer_study_identifier=STUDY,
        genetic_alteration_type="CLINICAL",
        datatype=f"{kind.upper()}_ATTRIBUTES",
        data_filename=f"data_clinical_{kind}.txt",
    )


def _patients(folder: Path, people: list[Any], data: ExportData, ids: dict[str, str]) -> Iterator[Path]:
    """Write who the patients are and the two survivals that the portal draws: overall, and to the first metastasis."""
    header = [
        ("PATIENT_ID", "STRING", "Patient"),
        ("SEX", "STRING", "Sex"),
        ("CANCER_GROUP", "STRING", "Group of the main cancer code"),
        ("OS_STATUS", "STRING", "Overall survival status"),
        ("OS_MONTHS", "NUMBER", "Months from day 0 to death or to the last note"),
        ("AGE", "NUMBER", "Age at day 0, in whole years"),
        ("METASTASIS_STATUS", "STRING", "Whether a metastasis is known; deaths are censored"),
        ("METASTASIS_MONTHS", "NUMBER", "Months from diagnosis to first metastasis, death or the last thing known"),
    ]
    origin = day_zero(data)
    free = {row.person_id: row for row in data.fct_metastasis_free_interval.itertuples(index=False)}
    sexes = {"f": "Female", "m": "Male"}
    rows = []
    for row in people:
        first, died = origin[row.person_id], day(row.death_date)
        last = died or day(row.last_note_date)
        lived = None if last is None else _months(max(0, (last - first).days))
        status = "1:DECEASED" if died else "0:LIVING"
        told: tuple[str | None, float | None] = (None, None)
        if interval := free.get(row.person_id):
            known = "1:Metastasis" if interval.outcome == "metastasis" else "0:None known"
            told = (known, _months(interval.interval_days))
        rows.append(
            [
                ids[row.person_id],
                sexes.get(str(row.sex)[:1].lower()),
                plain(row.cancer_group),
                status,
                lived,
                _age(plain(row.birth_year_month), first),
                *told,
            ]
        )
    yield from _clinical(folder, "patient", header, rows)


def _months(days: int) -> float:
    return round(int(days) / 30.4375, 1)


def _age(born: str | None, first: date) -> int | None:
    """Return the whole years from a month of birth, ``1950-04``, to a day."""
    if born is None:
        return None
    year, month = map(int, born.split("-"))
    return max(0, (first.year - year) * 12 + first.month - month) // 12


def _samples(folder: Path, ids: dict[str, str]) -> Iterator[Path]:
    """Write one sample a patient: cBioPortal knows no patient without one."""
    header = [("PATIENT_ID", "STRING", "Patient"), ("SAMPLE_ID", "STRING", "Sample")]
    yield from _clinical(folder, "sample", header, [[name, _sample_of(name)] for name in ids.values()])


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
        _table(folder / name, (*TIMELINE_COLUMNS, *own, *_COMMON), rows),
        _meta(
            folder / f"meta_timeline_{kind}.txt",
            cancer_study_identifier=STUDY,
            genetic_alteration_type="CLINICAL",
            datatype="TIMELINE",
            data_filename=name,
        ),
    ]
