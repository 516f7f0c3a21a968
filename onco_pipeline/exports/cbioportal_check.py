"""Check a cBioPortal study of clinical data and timelines, at least as strictly as the official validator does.

The rules are those of the documented formats (docs.cbioportal.org, File Formats: cancer study, clinical data, timeline
data) and what the validator reports as an error there, and beyond them what it lets through and shows wrongly: a
timeline of an unknown patient, a stop before its start or that is no number, quotation marks, files that no meta file
names. Every rule has a row in ``tests/exports/test_cbioportal_check.py`` that breaks it. A message quotes no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["check"]

TIMELINE_COLUMNS = ("PATIENT_ID", "START_DATE", "STOP_DATE", "EVENT_TYPE")
_STUDY_FIELDS = ("type_of_cancer", "cancer_study_identifier", "name", "description")
_META_FIELDS = ("cancer_study_identifier", "genetic_alteration_type", "datatype", "data_filename")
_KINDS = ("PATIENT_ATTRIBUTES", "SAMPLE_ATTRIBUTES", "TIMELINE")
_HEADER_LINES = ("display names", "descriptions", "datatypes", "priorities")
_EMPTY = frozenset({"", "na", "n/a", "[not applicable]", "[not available]", "[pending]", "[discrepancy]"})
_ID = re.compile(r"[A-Za-z0-9._-]+")
_LONGEST_SAMPLE_ID = 63
#: Calculated by the portal itself.
_BANNED = frozenset({"MUTATION_COUNT", "FRACTION_GENOME_ALTERED"})
#: Attributes of a fixed type, and of the patient's file.
_FIXED = {"OS_STATUS": "STRING", "OS_MONTHS": "NUMBER", "DFS_STATUS": "STRING", "DFS_MONTHS": "NUMBER"}
_OF_PATIENT = frozenset({*_FIXED, "SEX", "GENDER", "AGE", "PATIENT_DISPLAY_NAME"})
_STATUSES = {
    "OS_STATUS": frozenset({"0:LIVING", "1:DECEASED"}),
    "DFS_STATUS": frozenset({"0:DiseaseFree", "1:Recurred/Progressed", "1:Recurred", "1:Progressed"}),
}
_MONTHS = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
_SHAPES = frozenset({"circle", "square", "triangle", "diamond", "star", "camera"})


@dataclass(slots=True)
class _File:
    """A data file, split: its comments, its header, and its rows with their line numbers."""

    name: str
    comments: list[list[str]] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    def cells(self, row: list[str]) -> dict[str, str]:
        """Return a row by column, empty where it is too short."""
        return dict(zip(self.header, [*row, *[""] * len(self.header)], strict=False))


def check(folder: Path) -> list[str]:
    """Return what is wrong with a study, one sentence a fault; nothing when it can be loaded and shows what it says.

    Parameters
    ----------
    folder
        Of the study: ``meta_*.txt`` and the data files that they name.
    """
    faults: list[str] = []
    metas = {path.name: _meta(path, faults) for path in sorted(folder.glob("meta_*.txt"))}
    study = metas.pop("meta_study.txt", None)
    if study is None:
        return [*faults, "meta_study.txt is missing"]
    faults += [f"meta_study.txt: {name} is missing" for name in _STUDY_FIELDS if not study.get(name)]
    files: dict[str, list[_File]] = {kind: [] for kind in _KINDS}
    for name, meta in metas.items():
        faults += [f"{name}: {told}" for told in _meta_faults(meta, study)]
        path = folder / meta.get("data_filename", "")
        if not path.is_file():
            faults.append(f"{name}: its data file is not there")
        elif meta.get("datatype") in files:
            files[meta["datatype"]].append(_read(path, faults))
    named = {meta.get("data_filename") for meta in metas.values()}
    faults += [f"{path.name}: no meta file names it" for path in _data_files(folder) if path.name not in named]
    patients, samples = files["PATIENT_ATTRIBUTES"], files["SAMPLE_ATTRIBUTES"]
    faults += [f"there are {len(found)} files of {kind}" for kind, found in files.items() if _too_many(kind, found)]
    for one in patients:
        faults += _in(one, _clinical(one, of_patient=True))
    for one in samples:
        faults += _in(one, _clinical(one, of_patient=False))
    faults += _across(patients, samples)
    with_samples = {one.cells(row).get("PATIENT_ID", "") for one in samples for _, row in one.rows}
    known = {one.cells(row).get("PATIENT_ID", "") for one in patients or samples for _, row in one.rows}
    for one in files["TIMELINE"]:
        faults += _in(one, _timeline(one, known & with_samples))
    return faults


def _too_many(kind: str, found: list[_File]) -> bool:
    return (kind == "SAMPLE_ATTRIBUTES" and len(found) != 1) or (kind == "PATIENT_ATTRIBUTES" and len(found) > 1)


def _data_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("data_*") if path.is_file())


def _in(file: _File, faults: Iterable[str]) -> Iterator[str]:
    for fault in faults:
        yield f"{file.name}, {fault}" if fault.startswith("line ") else f"{file.name}: {fault}"


# -- files ----------------------------------------------------------------------------------------
def _meta(path: Path, faults: list[str]) -> dict[str, str]:
    told: dict[str, str] = {}
    for number, line in enumerate(_lines(path, faults), 1):
        name, colon, value = line.partition(":")
        if not line.strip():
            continue
        if not colon or not name.strip() or not value.strip():
            faults.append(f"{path.name}, line {number}: not a field and its value")
        elif name.strip() in told:
            faults.append(f"{path.name}, line {number}: the field {name.strip()} is there twice")
        else:
            told[name.strip()] = value.strip()
    return told


def _meta_faults(meta: dict[str, str], study: dict[str, str]) -> Iterator[str]:
    yield from (f"{name} is missing" for name in _META_FIELDS if not meta.get(name))
    if meta.get("genetic_alteration_type") not in (None, "CLINICAL"):
        yield "genetic_alteration_type is not CLINICAL"
    if meta.get("datatype") not in (None, *_KINDS):
        yield f"datatype is none of {', '.join(_KINDS)}"
    if meta.get("cancer_study_identifier") not in (None, study.get("cancer_study_identifier")):
        yield "cancer_study_identifier is not that of meta_study.txt"


def _lines(path: Path, faults: list[str]) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        faults.append(f"{path.name}: not UTF-8")
        return []


def _read(path: Path, faults: list[str]) -> _File:
    """Split a data file; what does not fit its header is told."""
    made = _File(path.name)
    lines = _lines(path, faults)
    if lines and lines[-1] == "":
        lines.pop()
    for number, line in enumerate(lines, 1):
        cells = line.removesuffix("\r").split("\t")
        if not made.header and line.startswith("#"):
            made.comments.append([cells[0][1:], *cells[1:]])
        elif not made.header:
            made.header = cells
        else:
            made.rows.append((number, cells))
            faults += [f"{path.name}, line {number}: {told}" for told in _row_faults(made.header, cells)]
    if not made.header:
        faults.append(f"{path.name}: no header")
    if len(set(made.header)) != len(made.header):
        faults.append(f"{path.name}: a column is there twice")
    if len(made.header) == 1 and re.search(r"[,;|]", made.header[0]):
        faults.append(f"{path.name}: not separated by tabs")
    return made


def _row_faults(header: list[str], cells: list[str]) -> Iterator[str]:
    if not any(cell.strip() for cell in cells):
        yield "blank"
        return
    if cells[0].startswith("#"):
        yield "a row may not begin with #"
    if cells[: len(header)] == header:
        yield "the header again"
    if len(cells) != len(header):
        yield f"{len(cells)} columns, and the header has {len(header)}"
    if any(len(cell) > 1 and cell[0] == cell[-1] == '"' for cell in cells):
        yield "quotation marks around a value would be loaded with it"


# -- clinical data --------------------------------------------------------------------------------
def _clinical(file: _File, *, of_patient: bool) -> Iterator[str]:
    yield from _definitions(file)
    wanted = ("PATIENT_ID",) if of_patient else ("PATIENT_ID", "SAMPLE_ID")
    yield from (f"the column {name} is missing" for name in wanted if name not in file.header)
    if of_patient and "SAMPLE_ID" in file.header:
        yield "SAMPLE_ID does not belong into the patients' file"
    types = dict(zip(file.header, file.comments[2], strict=False)) if len(file.comments) == len(_HEADER_LINES) else {}
    for name in file.header:
        if name != name.upper():
            yield f"the attribute {name} is not in upper case"
        if name in _BANNED:
            yield f"{name} is calculated by the portal and may not be there"
        if name in _FIXED and types.get(name, _FIXED[name]) != _FIXED[name]:
            yield f"{name} must be of the datatype {_FIXED[name]}"
        if name in _OF_PATIENT and not of_patient:
            yield f"{name} belongs into the patients' file"
    seen: set[str] = set()
    key = "PATIENT_ID" if of_patient else "SAMPLE_ID"
    for number, row in file.rows:
        cells = file.cells(row)
        for told in (*_ids(cells, wanted, key, seen), *_values(cells, types)):
            yield f"line {number}: {told}"


def _definitions(file: _File) -> Iterator[str]:
    if len(file.comments) != len(_HEADER_LINES):
        yield f"{len(file.comments)} lines begin with #, and four are needed: {', '.join(_HEADER_LINES)}"
        return
    for what, line in zip(_HEADER_LINES, file.comments, strict=True):
        if len(line) != len(file.header):
            yield f"the line of {what} has {len(line)} columns, and the header {len(file.header)}"
        if any(cell.strip().lower() in _EMPTY for cell in line):
            yield f"a cell in the line of {what} is empty"
    if any(cell not in ("STRING", "NUMBER", "BOOLEAN") for cell in file.comments[2]):
        yield "a datatype is none of STRING, NUMBER, BOOLEAN"
    if any(not re.fullmatch(r"-1|\d+", cell) for cell in file.comments[3]):
        yield "a priority is no whole number of -1 or more"


def _ids(cells: dict[str, str], wanted: Iterable[str], key: str, seen: set[str]) -> Iterator[str]:
    for name in wanted:
        value = cells.get(name, "")
        if value.strip().lower() in _EMPTY:
            yield f"{name} is empty"
        elif not _ID.fullmatch(value):
            yield f"{name} has other characters than letters, figures, points, underscores and hyphens"
    if len(cells.get("SAMPLE_ID", "")) > _LONGEST_SAMPLE_ID:
        yield f"SAMPLE_ID is longer than {_LONGEST_SAMPLE_ID} characters"
    if cells.get(key) in seen:
        yield f"this {key} is there twice"
    seen.add(cells.get(key, ""))


def _values(cells: dict[str, str], types: dict[str, str]) -> Iterator[str]:
    for name, value in cells.items():
        if value.strip().lower() in _EMPTY:
            continue
        if types.get(name) == "NUMBER" and not _is_number(value.removeprefix("<").removeprefix(">")):
            yield f"{name} is no number"
        if types.get(name) == "BOOLEAN" and value not in ("TRUE", "FALSE"):
            yield f"{name} is neither TRUE nor FALSE"
        if name in _STATUSES and value not in _STATUSES[name]:
            yield f"{name} is none of {', '.join(sorted(_STATUSES[name]))}"
        elif (
            name.endswith("_STATUS")
            and f"{name.removesuffix('STATUS')}MONTHS" in cells
            and value[:2] not in ("0:", "1:")
        ):
            yield f"{name} begins neither with 0: nor with 1:"
        if "DATE" not in name and _of_a_spreadsheet(value):
            yield f"{name} looks like a date that a spreadsheet made"
    if cells.get("OS_STATUS") == "1:DECEASED" and cells.get("OS_MONTHS", "").strip().lower() in _EMPTY:
        yield "a deceased patient needs OS_MONTHS to be in the survival curve"


def _of_a_spreadsheet(value: str) -> bool:
    parts = value.lower().split("-")
    return len(parts) == 2 and not re.search(r"[,.:;]", value) and not _MONTHS.isdisjoint(parts)


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


def _across(patients: list[_File], samples: list[_File]) -> Iterator[str]:
    """Yield what the two clinical files say against each other."""
    both = {name for one in patients for name in one.header} & {name for one in samples for name in one.header}
    yield from (f"{name} is an attribute of patients and of samples" for name in sorted(both - {"PATIENT_ID"}))
    if not patients:
        return
    sampled = {one.cells(row).get("PATIENT_ID") for one in samples for _, row in one.rows}
    described = {one.cells(row).get("PATIENT_ID") for one in patients for _, row in one.rows}
    if described - sampled:
        yield f"{len(described - sampled)} patients have no sample, and cannot be shown"
    if sampled - described:
        yield f"{len(sampled - described)} patients with a sample are not in the patients' file"


# -- timelines ------------------------------------------------------------------------------------
def _timeline(file: _File, known: set[str]) -> Iterator[str]:
    if tuple(file.header[:4]) != TIMELINE_COLUMNS:
        yield f"the first columns are not {', '.join(TIMELINE_COLUMNS)}"
        return
    for number, row in file.rows:
        for told in _event(file.cells(row), known):
            yield f"line {number}: {told}"


def _event(cells: dict[str, str], known: set[str]) -> Iterator[str]:
    if cells["PATIENT_ID"] not in known:
        yield "its patient is not in the clinical files"
    start, stop = cells["START_DATE"], cells["STOP_DATE"]
    if not _is_whole(start):
        yield "START_DATE is not a whole number of days"
    if stop and not _is_whole(stop):
        yield "STOP_DATE is neither empty nor a whole number of days"
    elif stop and _is_whole(start) and int(stop) < int(start):
        yield "STOP_DATE lies before START_DATE"
    if not cells["EVENT_TYPE"].strip():
        yield "EVENT_TYPE is empty"
    if (shape := cells.get("STYLE_SHAPE")) and shape not in _SHAPES:
        yield f"STYLE_SHAPE is none of {', '.join(sorted(_SHAPES))}"
    if (colour := cells.get("STYLE_COLOR")) and not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        yield "STYLE_COLOR is not like #1f77b4"


def _is_whole(text: str) -> bool:
    return re.fullmatch(r"-?\d+", text, re.ASCII) is not None
