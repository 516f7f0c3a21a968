"""What truly happened, as all the evidence shows it: the gold of whole patients.

A fact becomes a record when at least one note tells it or one coded row shows it; what left no trace
is listed apart (``untold``), because no reader of the hospital's data could know it.
"""

from __future__ import annotations

from typing import Any

from onco_pipeline.intervals import DateInterval
from onco_pipeline.synthesis.documents import Note, Told
from onco_pipeline.synthesis.lives import Fact, Patient

#: A coded day further than this from every whole date of the notes contradicts them.
CONFLICT_DAYS = 3

#: A pathology row so many days after the specimen bears the day of the report, and contradicts nothing.
REPORT_DAYS = 30

#: Coded rows of a fact: (row id, interval).
Rows = dict[int, list[tuple[str, DateInterval]]]


def textual(note: Note, told: Told) -> dict[str, Any]:
    """Return one textual gold record of a note, in the guidelines' form with offsets."""
    fact, interval = told.fact, told.interval
    return {
        "family": fact.family,
        "subtype": fact.subtype,
        "site": fact.site,
        "status": told.status,
        "date_start": interval.start.isoformat(),
        "date_end": interval.end.isoformat(),
        "precision": interval.precision.value,
        "quote": note.text[told.start : told.end],
        "date_quote": note.text[told.date_start : told.date_end],
        "start": told.start,
        "end": told.end,
        "date_start_char": told.date_start,
        "date_end_char": told.date_end,
        "outside": fact.outside,
        "event": fact.key,
    }


def patient_gold(patient: Patient, notes: list[Note], rows: Rows) -> dict[str, Any]:
    """Return the patient's record: events with reconciliation and evidence, and what left no trace.

    Parameters
    ----------
    rows
        Coded rows by fact key.
    """
    mentions: dict[int, list[tuple[Note, Told]]] = {}
    for note in notes:
        for told in note.told:
            mentions.setdefault(told.fact.key, []).append((note, told))
    last = max((note.written.date().isoformat() for note in notes), default="")
    events, untold = [], []
    for fact in sorted(patient.facts, key=lambda fact: (fact.day, fact.key)):
        record = _record(fact, mentions.get(fact.key, []), rows.get(fact.key, []))
        if record is not None and record["status"] == "planned" and record["date_end"] <= last:
            record = None  # its day has passed without a trace: nobody can say what became of it
        if record is None:
            untold.append(
                {
                    "family": fact.family,
                    "subtype": fact.subtype,
                    "site": fact.site,
                    "day": fact.day.isoformat(),
                    "state": fact.state,
                }
            )
        else:
            events.append(record)
    return {"person_id": patient.person_id, "events": events, "untold": untold}


def _record(
    fact: Fact, mentions: list[tuple[Note, Told]], rows: list[tuple[str, DateInterval]]
) -> dict[str, Any] | None:
    if not mentions and not rows:
        return None
    done = [told for _, told in mentions if told.status == "done"]
    status, reconciliation = "done", ""
    if fact.state in ("cancelled", "refused"):
        reconciliation, interval = "not_performed", DateInterval.day(fact.day)
        if not any(told.status in ("cancelled", "refused") for _, told in mentions):
            # Only the plan was ever told: a reader sees a plan, nothing more.
            reconciliation, status = "planned", "planned"
        interval = _best(fact, [told for _, told in mentions])
    elif not done and not rows:
        status, reconciliation = "planned", "planned"
        interval = _best(fact, [told for _, told in mentions])
    elif not rows:
        reconciliation, interval = "text_only", _best(fact, done)
    elif not mentions:
        reconciliation, interval = "structured_only", rows[0][1]
    elif fact.family == "metastasis":
        # Diagnosis codes belong to stays and come late: they confirm, they do not date.
        reconciliation, interval = "confirmed", _best(fact, done) if done else rows[0][1]
    else:
        interval = rows[0][1]
        if fact.family == "pathology" and 0 < (interval.start - fact.day).days <= REPORT_DAYS:
            interval = _best(fact, done)  # coded by its report's day: the specimen's is the told one
        exact = [i for i in (told.interval for told in done) if i.days == 1 and not _slip(i, fact)]
        apart = bool(exact) and all(interval.gap(other) > CONFLICT_DAYS for other in exact)
        reconciliation = "conflicting" if apart else "confirmed"
    quoted = next(
        ((note, told) for note, told in mentions if told.interval == interval), mentions[0] if mentions else None
    )
    return {
        "family": fact.family,
        "subtype": fact.subtype,
        "site": fact.site,
        "status": status,
        "date_start": interval.start.isoformat(),
        "date_end": interval.end.isoformat(),
        "precision": interval.precision.value,
        "quote": quoted[0].text[quoted[1].start : quoted[1].end] if quoted else None,
        "date_quote": quoted[0].text[quoted[1].date_start : quoted[1].date_end] if quoted else None,
        "reconciliation": reconciliation,
        "evidence": [*dict.fromkeys(note.note_id for note, _ in mentions), *(row for row, _ in rows)],
        "event": fact.key,
        "true_date": fact.day.isoformat(),
        "outside": fact.outside,
    }


def _slip(interval: DateInterval, fact: Fact) -> bool:
    """Whether a told day is the real one with day and month changed over, or with a year's number too many or few."""
    told, day = interval.start, fact.day
    changed = (told.year, told.day, told.month) == (day.year, day.month, day.day)
    year_off = abs(told.year - day.year) == 1 and (told.month, told.day) == (day.month, day.day)
    return told != day and (changed or year_off)


def _best(fact: Fact, told: list[Told]) -> DateInterval:
    """Return the most precise date told, true ones before slips of the pen."""
    day = DateInterval.day(fact.day)
    return min(
        (item.interval for item in told),
        key=lambda interval: (not interval.contains(day), interval.days, interval.start),
    )
