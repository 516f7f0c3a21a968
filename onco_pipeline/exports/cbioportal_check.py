"""Check a cBioPortal study of clinical data and timelines, at least as strictly as the official validator does.

The rules are those of the documented formats (docs.cbioportal.org, File Formats: cancer study, clinical data, timeline
data) and what the validator reports as an error or a warning there, and beyond them what it lets through: a timeline of
an unknown patient, a stop before its start or that is no number, an event of no type, files that no meta file names.
Every rule has a row in ``tests/exports/test_cbioportal_check.py`` that breaks it, and
``tests/exports/test_cbioportal_official.py`` holds the check against the validator itself. A message quotes no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onco_pipeline.counts import count_of

__all__ = ["check", "is_misread"]

TIMELINE_COLUMNS = ("PATIENT_ID", "START_DATE", "STOP_DATE", "EVENT_TYPE")
#: Field of ``meta_study.txt`` -> its longest value; the first four are needed.
_STUDY_FIELDS = {
    "cancer_study_identifier": 255,
    "type_of_cancer": 63,
    "name": 255,
    "description": 1024,
    "citation": 200,
    "groups": 200,
    "add_global_case_list": 5,
}
_NEEDED_FIELDS = tuple(_STUDY_FIELDS)[:4]
_META_FIELDS = ("cancer_study_identifier", "genetic_alteration_type", "datatype", "data_filename")
_KINDS = ("PATIENT_ATTRIBUTES", "SAMPLE_ATTRIBUTES", "TIMELINE")
_HEADER_LINES = ("display names", "descriptions", "datatypes", "priorities")
_EMPTY = frozenset(
    [
        "",
        "na",
        *(f"[{told}]" for told in ("not applicable", "not available", "pending", "discrepancy", "completed", "null")),
    ]
)
_ID = re.compile(r"[A-Za-z0-9._-]+")
_LONGEST_SAMPLE_ID = 63
#: Calculated by the portal itself.
_BANNED = frozenset({"MUTATION_COUNT", "FRACTION_GENOME_ALTERED"})
#: Attributes that the portal knows: the file that each belongs into, and its type.
_OF_PATIENT = {
    "AGE": "NUMBER",
    "OS_MONTHS": "NUMBER",
    "DFS_MONTHS": "NUMBER",
    **dict.fromkeys(("OS_STATUS", "DFS_STATUS", "SEX", "GENDER", "PATIENT_DISPLAY_NAME", "TUMOR_SITE"), "STRING"),
}
_OF_SAMPLE = dict.fromkeys(
    [
        *("METASTATIC_SITE", "PRIMARY_SITE", "TUMOR_TISSUE_SITE", "TUMOR_TYPE"),
        *("OTHER_SAMPLE_ID", "SAMPLE_CLASS", "SAMPLE_DISPLAY_NAME", "SAMPLE_TYPE"),
    ],
    "STRING",
)
_OF_EITHER = dict.fromkeys(("CANCER_TYPE", "CANCER_TYPE_DETAILED", "HISTOLOGY", "KNOWN_MOLECULAR_CLASSIFIER"), "STRING")
_FIXED = {**_OF_PATIENT, **_OF_SAMPLE, **_OF_EITHER}
_STATUSES = {
    "OS_STATUS": frozenset({"0:LIVING", "1:DECEASED"}),
    "DFS_STATUS": frozenset({"0:DiseaseFree", "1:Recurred/Progressed", "1:Recurred", "1:Progressed"}),
}
_MONTHS = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
#: Not the apostrophe of ``d'un``.
_MARK = re.compile(r"""(?<!\w)["']|["'](?!\w)""")
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
    faults += [f"meta_study.txt: {told}" for told in _study_faults(study)]
    faults += [
        f"{name}: the portal reads a meta file in it, and its name does not say so" for name in _also_meta(folder)
    ]
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


def _also_meta(folder: Path) -> list[str]:
    """Return the files whose names have the word ``meta`` elsewhere than :func:`check` looks for it."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    word = re.compile(r"(?<![^\W_])meta(?![^\W_\d])", re.IGNORECASE)
    found = [name for name in names if word.search(name) and not name.startswith(".") and not name.endswith("~")]
    return [name for name in found if not (name.startswith("meta_") and name.endswith(".txt"))]


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
        elif name != name.strip():
            faults.append(f"{path.name}, line {number}: blanks around the name of a field")
        elif name in told:
            faults.append(f"{path.name}, line {number}: the field {name} is there twice")
        else:
            told[name] = value.strip()
    return told


def _study_faults(study: dict[str, str]) -> Iterator[str]:
    yield from (f"{name} is missing" for name in _NEEDED_FIELDS if not study.get(name))
    for name, value in study.items():
        if name not in _STUDY_FIELDS:
            yield f"{name} is a field that this check does not know"
        elif len(value) > _STUDY_FIELDS[name]:
            yield f"{name} has {len(value)} characters, and the portal takes {_STUDY_FIELDS[name]}"
    if not re.fullmatch(r"[a-z0-9_]*", study.get("cancer_study_identifier", "")):
        yield "cancer_study_identifier has other characters than small letters, figures and underscores"
    if study.get("add_global_case_list", "").lower() != "true":
        yield "add_global_case_list is not true: the portal would find no list of all samples"


def _meta_faults(meta: dict[str, str], study: dict[str, str]) -> Iterator[str]:
    yield from (f"{name} is missing" for name in _META_FIELDS if not meta.get(name))
    yield from (f"{name} is no field of such a file" for name in meta if name not in _META_FIELDS)
    if meta.get("genetic_alteration_type") not in (None, "CLINICAL"):
        yield "genetic_alteration_type is not CLINICAL"
    if meta.get("datatype") not in (None, *_KINDS):
        yield f"datatype is none of {', '.join(_KINDS)}"
    if meta.get("cancer_study_identifier") not in (None, study.get("cancer_study_identifier")):
        yield "cancer_study_identifier is not that of meta_study.txt"


def _lines(path: Path, faults: list[str]) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8").split("\n")  # not as text, which would hide how lines are ended
    except UnicodeDecodeError:
        faults.append(f"{path.name}: not UTF-8")
        return []


def _read(path: Path, faults: list[str]) -> _File:
    """Split a data file; what does not fit its header is told."""
    made = _File(path.name)
    lines = _lines(path, faults)
    if lines and lines[-1] == "":
        lines.pop()
    elif lines:
        faults.append(f"{path.name}: its last line is not ended")
    if len({line.endswith("\r") for line in lines}) > 1 or any("\r" in line.removesuffix("\r") for line in lines):
        faults.append(f"{path.name}: lines are ended in different ways")
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
    if any(_MARK.search(name) for name in made.header):
        faults.append(f"{path.name}: straight quotation marks around the name of a column")
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
        yield f"{count_of(len(cells), 'column')}, and the header has {len(header)}"
    if any(_MARK.search(cell) for cell in cells):
        yield "straight quotation marks around words would be loaded with them"


# -- clinical data --------------------------------------------------------------------------------
def _clinical(file: _File, *, of_patient: bool) -> Iterator[str]:
    yield from _definitions(file)
    wanted = ("PATIENT_ID",) if of_patient else ("PATIENT_ID", "SAMPLE_ID")
    yield from (f"the column {name} is missing" for name in wanted if name not in file.header)
    if of_patient and "SAMPLE_ID" in file.header:
        yield "SAMPLE_ID does not belong into the patients' file"
    if of_patient and not {"OS_STATUS", "OS_MONTHS"} <= {*file.header}:
        yield "without OS_STATUS and OS_MONTHS there is no survival curve"
    types = dict(zip(file.header, file.comments[2], strict=False)) if len(file.comments) == len(_HEADER_LINES) else {}
    for name in file.header:
        if not name.isupper():
            yield f"the attribute {name} is not in upper case"
        if name in _BANNED:
            yield f"{name} is calculated by the portal and may not be there"
        if name in _FIXED and types.get(name, _FIXED[name]) != _FIXED[name]:
            yield f"{name} must be of the datatype {_FIXED[name]}"
        if name in _OF_PATIENT and not of_patient:
            yield f"{name} belongs into the patients' file"
        if name in _OF_SAMPLE and of_patient:
            yield f"{name} belongs into the samples' file"
    seen: set[str] = set()
    key = "PATIENT_ID" if of_patient else "SAMPLE_ID"
    for number, row in file.rows:
        cells = file.cells(row)
        for told in (*_ids(cells, wanted, key, seen), *_values(cells, types)):
            yield f"line {number}: {told}"


def _definitions(file: _File) -> Iterator[str]:
    if len(file.comments) != len(_HEADER_LINES):
        yield f"lines that begin with #: {len(file.comments)}, and four are needed: {', '.join(_HEADER_LINES)}"
        return
    for what, line in zip(_HEADER_LINES, file.comments, strict=True):
        if len(line) != len(file.header):
            yield f"the line of {what} has {count_of(len(line), 'column')}, and the header {len(file.header)}"
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


def is_misread(value: str) -> bool:
    """Return whether the portal takes a value for nothing told, or its validator for a date that a spreadsheet made.

    Examples
    --------
    >>> is_misread("NA"), is_misread("3-Mar"), is_misread("P-3")
    (True, True, False)
    """
    return value.strip().lower() in _EMPTY or _of_a_spreadsheet(value)


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
        yield f"{count_of(len(described - sampled), 'patient')} without a sample, who cannot be shown"
    if sampled - described:
        yield f"{count_of(len(sampled - described), 'patient')} with a sample, but not in the patients' file"


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
    if (shape := cells.get("STYLE_SHAPE")) is not None and shape not in _SHAPES:
        yield f"STYLE_SHAPE is none of {', '.join(sorted(_SHAPES))}"
    if (colour := cells.get("STYLE_COLOR")) is not None and not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        yield "STYLE_COLOR is not like #1f77b4"


def _is_whole(text: str) -> bool:
    return re.fullmatch(r"-?\d+", text, re.ASCII) is not None
