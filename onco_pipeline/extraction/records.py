"""From a note to rows of ``note_event``, and from rows to the record of the annotation guidelines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from onco_pipeline.events import EventMention, Family
from onco_pipeline.extraction.reading import read_events
from onco_pipeline.extraction.rows import Row, event_rows
from onco_pipeline.extraction.wrapping import unwrap
from onco_pipeline.intervals import FIRST_YEAR, LAST_YEAR, Precision
from onco_pipeline.omop.moments import NO_DAY, moment_of
from onco_pipeline.pipes.event_date.features import NoteView

if TYPE_CHECKING:  # they bring spaCy and torch, three seconds that no row needs
    from edsnlp.core import PipelineProtocol
    from spacy.tokens import Doc


def rows_of(note: Mapping[str, Any], linker: Path | None = None) -> list[Row]:
    """Return the events of one note as rows of ``onco.note_event``, negated and planned ones included.

    Parameters
    ----------
    note
        ``note_id`` and ``note_text``; ``person_id``, ``note_datetime`` and ``note_class_source_value``
        may be missing or empty.
    linker
        Folder of a trained linker; the rules alone date the events when None.

    Examples
    --------
    >>> [row["family"] for row in rows_of({"note_id": "1", "note_text": "IRM le 12/03/2019."})]
    ['imaging']
    """
    read = events_of(note, _corrector(linker))
    return event_rows(read[0], note, *read[1:]) if read is not None else []


def events_of(
    note: Mapping[str, Any], linker: Callable[[NoteView], None] | None = None
) -> tuple[list[EventMention], str, list[int] | None] | None:
    """Return the events of a note, its text, and where the characters that their offsets count stand in it.

    None when the note has no text. ``linker`` is handed the note once the rules have dated its events.
    """
    source = note.get("note_text")
    if not isinstance(source, str) or not source.strip():
        return None
    text, offsets = unwrap(source)
    moment = note_moment(note.get("note_datetime"))
    kind = note.get("note_class_source_value")
    day = None if moment is None else moment.date()
    return read_events(text, kind if isinstance(kind, str) else None, day, linker=linker), source, offsets


def _corrector(linker: Path | None) -> Callable[[NoteView], None] | None:
    if linker is None:
        return None
    from onco_pipeline.pipes.event_date.correcting import corrector  # torch is loaded only by who asks for a model

    return corrector(linker)


def extract_note(nlp: PipelineProtocol, note: Mapping[str, Any]) -> list[Row]:
    """Return what :func:`rows_of` returns, by way of the EDS-NLP pipeline: slower, and open to other pipes.

    Parameters
    ----------
    nlp
        Pipeline of :func:`onco_pipeline.extraction.pipeline.build`.
    note
        As for :func:`rows_of`.
    """
    read = read_note(nlp, note)
    if read is None:
        return []
    doc, source, offsets = read
    return event_rows(doc._.onco_events, note, source, offsets)


def read_note(nlp: PipelineProtocol, note: Mapping[str, Any]) -> tuple[Doc, str, list[int] | None] | None:
    """Return a note as a ``Doc`` that the pipeline went over, its text, and where the characters of the ``Doc`` stand.

    None when the note has no text. The parameters are those of :func:`extract_note`; the offsets those of
    :func:`~onco_pipeline.extraction.wrapping.unwrap`.
    """
    source = note.get("note_text")
    if not isinstance(source, str) or not source.strip():
        return None
    text, offsets = unwrap(source)
    doc = nlp.make_doc(text)
    doc._.note_datetime = note_moment(note.get("note_datetime"))
    kind = note.get("note_class_source_value")
    doc._.note_class_source_value = kind if isinstance(kind, str) else None
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc, source, offsets


def note_moment(value: Any) -> datetime | None:
    """Return when a note was written, without time zone: its own clock tells its day.

    A number is a day written in digits (20190312), not a count of nanoseconds; 04/05/2019 is the fourth of May; a year
    that no note is of says nothing.
    """
    if isinstance(value, (int, str)):
        return _moment_of_text(str(value))
    if isinstance(value, datetime):  # to_datetime takes seventy microseconds to return the same
        # Moments of two time zones can be one, and show two days: those without a zone alone are remembered.
        return _plausible(value) if value.tzinfo is not None else _plausible_clock(value)
    return _plausible(pd.to_datetime(value, errors="coerce"))


@lru_cache(maxsize=4096)
def _moment_of_text(value: str) -> datetime | None:
    return _plausible(moment_of(value))


@lru_cache(maxsize=4096)
def _plausible_clock(moment: datetime) -> datetime | None:
    return _plausible(moment)


def _plausible(moment: Any) -> datetime | None:
    if pd.isna(moment) or not FIRST_YEAR <= moment.year <= LAST_YEAR or moment.date() in NO_DAY:
        return None
    return (moment.to_pydatetime() if isinstance(moment, pd.Timestamp) else moment).replace(tzinfo=None)


def record(note_id: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Return a note's record: its done and planned, dated events of the patient, each told once.

    Examples
    --------
    >>> record("n1", [])
    {'note_id': 'n1', 'events': []}
    """
    told: list[dict[str, Any]] = []
    dates: list[int | None] = []  # where the date of each stands
    for row in rows:
        if row["status"] not in ("done", "planned") or row["experiencer"] != "patient" or row["date_start"] is None:
            continue
        made = {
            **{name: row[name] for name in ("family", "subtype", "site", "status")},
            "date_start": row["date_start"].isoformat(),
            "date_end": row["date_end"].isoformat(),
            "precision": row["precision"],
            "quote": row["quote"],
            "date_quote": row["date_quote"],
            "start": row["quote_start"],
            "end": row["quote_end"],
            "attributes": row["attributes"],
            "confidence": row["confidence"],
        }
        same = next(
            (
                other
                for other, its in zip(told, dates, strict=True)
                if _same_event(other, made, own_date=its != row["date_quote_start"])
            ),
            None,
        )
        if same is None:
            told.append(made)
            dates.append(row["date_quote_start"])
        elif same["site"] is None:
            same["site"] = made["site"]
    for one in told:  # only now: two tellings of a CT, one of which names its region, are one exam
        one["site"] = one["site"] or one["attributes"].get("region_shown")
    return {"note_id": note_id, "events": told}


def _same_event(one: dict[str, Any], other: dict[str, Any], *, own_date: bool) -> bool:
    """Return whether two records of a note tell one event: same act on the same day, of sites that agree.

    ``own_date``: whether each has that day of an expression of its own.
    """
    if any(one[name] != other[name] for name in ("family", "status", "date_start", "date_end")):
        return False
    # The sites of one day are one statement of metastasis, whichever they are and whether the first or not.
    if one["family"] == Family.METASTASIS:
        return True
    if one["subtype"] != other["subtype"]:
        return False
    if "one_more" in other["attributes"] and one["precision"] != Precision.DAY:
        return False  # "un autre scanner" of the same month
    if one["family"] == Family.PATHOLOGY and "sang" not in (one["site"], other["site"]):
        # Two samples of a day are two results, whatever else is told of each.
        tumours = {record["attributes"].get("histology") for record in (one, other)}
        sites = {one["site"], other["site"]}
        # "Sigmoïdectomie : adénocarcinome ; mastectomie : carcinome canalaire" of one day: two tumours, two organs.
        if len(tumours) == len(sites) == 2 and None not in tumours | sites:
            return False
        verdicts = {record["attributes"].get("verdict") for record in (one, other)}
        samples = {record["attributes"].get("sampled") for record in (one, other)}
        if len(sites) == len(verdicts) == 2 and None not in sites | verdicts and samples - {None}:
            return False  # the tumour, and biopsies around it that were free of it
        if _reported_apart(one, other, own_date=own_date):
            return False
        # "A : péritoine", and an ovary read while the patient was on the table.
        lettered = any(sample is not None and len(sample) == 1 for sample in samples)
        if lettered and len(samples) == len(sites) == 2 and None not in sites:
            return False
        return None in samples or len(samples) == 1
    sites = {one["site"], other["site"]}
    # A scan of the whole trunk is told again by its chest: "TDM TAP du 26/02", "le scanner thoracique de février".
    if one["subtype"] == "ct" and one["precision"] == Precision.DAY and "tap" in sites and sites <= _TRUNK:
        return True
    return len(sites) == 1 or (one["family"] != Family.ORAL_THERAPY and None in sites)


#: What a scan of the whole trunk shows.
_TRUNK = frozenset({"tap", "thorax", "abdomen", "pelvis"})
#: Characters between two results from which one of genes is a report of its own, and no part of the histology's.
_OWN_REPORT = 150
#: What is seen down a microscope, stains included; genes are looked for by others.
_SEEN = frozenset({"histology", "ihc"})


def _reported_apart(one: dict[str, Any], other: dict[str, Any], *, own_date: bool) -> bool:
    """Return whether two results on a sample were reported apart: one in an addendum, or one of its genes alone.

    "ADK pMMR (biopsie du 24/07). Recherche moléculaire sur le prélèvement du 24/07 : KRAS G12D" is two, "ADK pMMR, KRAS
    G12D" one.
    """
    if one["attributes"].get("summed_up") or other["attributes"].get("summed_up"):
        return False
    if one["attributes"].get("addendum") != other["attributes"].get("addendum"):
        return True
    kinds = {record["attributes"].get("kind") for record in (one, other)}
    if "molecular" not in kinds or not kinds & _SEEN:
        return False
    return own_date or max(one["start"], other["start"]) - min(one["end"], other["end"]) > _OWN_REPORT
