"""What the extraction read, as brat standoff and as spaCy documents: to annotate, correct or train elsewhere.

The files hold the text of the notes: they are as secret as the notes, and only their owner can read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from onco_pipeline.cells import day, plain
from onco_pipeline.exports.data import ExportData, write_text
from onco_pipeline.private_files import private_folder, write_private

#: Families, statuses and date are what `onco evaluate` reads back from brat.
_ENTITIES = ("biopsy", "imaging", "metastasis", "oral_therapy", "pathology", "date")
_STATUSES = ("done", "planned", "proposed", "pending", "cancelled", "refused", "suspected", "negated")


def write_brat(data: ExportData, out: Path) -> list[Path]:
    """Write a ``.txt`` and an ``.ann`` file for each note with an event, and brat's configuration.

    An event is an entity of its family with its ``status``, ``subtype``, ``site``, ``experiencer`` and
    ``cancer_context``; a relation joins it to its date, an entity ``date`` whose ``value`` is the day, month, year or
    ``start..end`` that it means. ``onco evaluate`` reads the folder back.
    """
    folder = private_folder(out)
    written = [write_text(folder / "annotation.conf", _configuration())]
    for note_id, text, events in _notes_with_events(data):
        name = _file_name(note_id)
        # Bytes, as they are: a changed line break would move the offsets.
        written.append(write_private(folder / f"{name}.txt", text.encode("utf-8")))
        written.append(write_text(folder / f"{name}.ann", "".join(_lines(text, events))))
    return written


def write_docs(data: ExportData, out: Path) -> list[Path]:
    """Write ``events.spacy``, a ``DocBin`` that ``edsnlp`` and spaCy read, one ``Doc`` a note with an event.

    ``doc.spans`` has a group for each family and one called ``dates``; what a span means (status, site, dates, the
    offsets of its date) stands in ``doc.user_data["onco"]``, one mapping an event, in the order of the note.
    """
    import edsnlp
    from spacy.tokens import DocBin

    nlp = edsnlp.blank("eds")
    docs = DocBin(store_user_data=True)
    for note_id, text, events in _notes_with_events(data):
        doc = nlp.make_doc(text)
        groups: dict[str, list[Any]] = {}
        told = []
        for event in events:
            place = (event.quote_start, event.quote_end)
            groups.setdefault(event.family, []).append(
                doc.char_span(*place, label=event.subtype, alignment_mode="expand")
            )
            of_date = None
            if not pd.isna(event.date_quote_start):
                of_date = (int(event.date_quote_start), int(event.date_quote_end))
                groups.setdefault("dates", []).append(doc.char_span(*of_date, label="date", alignment_mode="expand"))
            told.append({**_meaning(event), "start": place[0], "end": place[1], "date_span": of_date})
        for name, spans in groups.items():
            doc.spans[name] = [span for span in spans if span is not None]
        doc.user_data = {"note_id": note_id, "onco": told}
        docs.add(doc)
    return [write_private(private_folder(out) / "events.spacy", docs.to_bytes())]


def _notes_with_events(data: ExportData) -> Iterator[tuple[str, str, list[Any]]]:
    texts = dict(zip(data.note["note_id"], data.note["note_text"], strict=True))
    ordered = data.note_event.sort_values(["note_id", "quote_start", "quote_end", "note_event_id"], kind="stable")
    for note_id, events in ordered.groupby("note_id", sort=True):
        if note_id in texts:
            yield str(note_id), texts[note_id], list(events.itertuples(index=False))


def _file_name(note_id: str) -> str:
    """Return a file name that no note id can lead out of the folder."""
    return re.sub(r"[^\w.-]", "_", note_id).lstrip(".") or "_"


def _meaning(event: Any) -> dict[str, Any]:
    return {
        "family": event.family,
        "subtype": event.subtype,
        "site": plain(event.site),
        "status": event.status,
        "experiencer": event.experiencer,
        "cancer_context": event.cancer_context,
        "date": _value(event),
    }


def _value(event: Any) -> str | None:
    """Return what a date means, as brat's attribute has it."""
    first, last = day(event.date_start), day(event.date_end)
    if first is None or last is None:
        return None
    length = {"day": 10, "month": 7, "year": 4}.get(event.precision)
    return first.isoformat()[:length] if length else f"{first.isoformat()}..{last.isoformat()}"


def _lines(text: str, events: list[Any]) -> Iterator[str]:
    entity = attribute = relation = note = 0
    for event in events:
        entity += 1
        own = f"T{entity}"
        yield _entity(own, event.family, text, event.quote_start, event.quote_end)
        for name in ("status", "subtype", "experiencer", "cancer_context"):
            attribute += 1
            yield f"A{attribute}\t{name} {own} {getattr(event, name)}\n"
        if plain(event.site) is not None:
            note += 1
            yield f"#{note}\tAnnotatorNotes {own}\tsite={event.site}\n"
        value = _value(event)
        if value is None or pd.isna(event.date_quote_start):
            continue
        # One date entity an event: a date that two events share may mean another day to each.
        entity += 1
        yield _entity(f"T{entity}", "date", text, int(event.date_quote_start), int(event.date_quote_end))
        attribute += 1
        yield f"A{attribute}\tvalue T{entity} {value}\n"
        relation += 1
        yield f"R{relation}\tdated Arg1:{own} Arg2:T{entity}\n"


def _entity(name: str, kind: str, text: str, start: int, end: int) -> str:
    """Return an entity's line; one that runs over line breaks is told in pieces, as brat wants it."""
    lines = re.finditer(r"[^\r\n]+", text[start:end])
    pieces = [(start + line.start(), start + line.end()) for line in lines] or [(start, end)]
    places = ";".join(f"{first} {last}" for first, last in pieces)
    words = " ".join(text[first:last] for first, last in pieces)
    return f"{name}\t{kind} {places}\t{words}\n"


def _configuration() -> str:
    entities = "\n".join(_ENTITIES)
    return (
        f"[entities]\n{entities}\n\n[relations]\ndated\tArg1:<ENTITY>, Arg2:date\n\n[events]\n\n[attributes]\n"
        f"status\tArg:<ENTITY>, Value:{'|'.join(_STATUSES)}\n"
        "experiencer\tArg:<ENTITY>, Value:patient|family\n"
        "cancer_context\tArg:<ENTITY>, Value:current|previous_cancer|other\n"
        "subtype\tArg:<ENTITY>\nvalue\tArg:date\n"
    )
