"""The report of a run: one HTML page that works offline and prints well."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

import pandas as pd
from jinja2 import Environment, PackageLoader, select_autoescape

from onco_pipeline.report import charts
from onco_pipeline.report.evidence import passages


@dataclass(frozen=True, slots=True)
class ReportData:
    """The frames a report is made from, named as the tables they are read from.

    ``event_evidence``, ``note_event`` and ``note`` need hold the rows of ``people`` only, the patients
    whose timeline is drawn; ``n_note_events`` counts the events told by all the notes.
    """

    people: list[str]
    care_event: pd.DataFrame
    event_evidence: pd.DataFrame
    note_event: pd.DataFrame
    note: pd.DataFrame
    fct_pathway_delay: pd.DataFrame
    source_load: pd.DataFrame
    n_note_events: int


def sample_patients(care_event: pd.DataFrame, size: int = 4) -> list[str]:
    """Return the patients whose pathways show most: most families, then most events, then lowest id.

    Examples
    --------
    >>> sample_patients(pd.DataFrame({"person_id": ["a", "b", "b"], "family": ["biopsy", "biopsy", "imaging"]}), 1)
    ['b']
    """
    if care_event.empty:
        return []
    by_person = care_event.groupby("person_id")["family"].agg(["nunique", "size"]).reset_index()
    ranked = by_person.sort_values(["nunique", "size", "person_id"], ascending=[False, False, True])
    return ranked["person_id"].head(size).tolist()


def describe(event: pd.Series) -> str:
    """Return an event in words: ``imaging ct, thorax``."""
    site = f", {event['site']}" if pd.notna(event["site"]) else ""
    return f"{event['family']} {event['subtype']}".replace("_", " ") + site


def when(event: pd.Series) -> str:
    """Return an event's date as a reader would write it, no more exact than it is known."""
    start, end = (pd.Timestamp(event[name]).date() for name in ("date_start", "date_end"))
    match event["precision"]:
        case "day":
            return start.isoformat()
        case "month":
            return f"{start:%Y-%m}"
        case "year":
            return f"{start:%Y}"
        case _:
            return f"{start.isoformat()} to {end.isoformat()}"


def evidence_of(person_id: str, data: ReportData) -> list[dict[str, object]]:
    """Return a patient's events in order, each with the passages and coded rows that support it."""
    events = data.care_event[data.care_event["person_id"] == person_id].sort_values(
        ["date_start", "date_end", "family", "care_event_id"]
    )
    evidence = data.event_evidence[data.event_evidence["person_id"] == person_id]
    told = passages(evidence, data.note_event, data.note)
    coded = evidence[evidence["evidence_table"] != "note_event"]
    rows = (coded["evidence_table"] + " " + coded["evidence_id"]).groupby(coded["care_event_id"]).apply(sorted)
    return [
        {
            "when": when(event),
            "what": describe(event),
            "reconciliation": event["reconciliation"],
            "confidence": event["confidence"],
            "passages": told.get(event["care_event_id"], []),
            "rows": rows.get(event["care_event_id"], []),
        }
        for _, event in events.iterrows()
    ]


def _delay_summary(delays: pd.DataFrame) -> pd.DataFrame:
    if delays.empty:
        return delays
    groups = delays.groupby("transition")
    return (
        groups["delay_days"]
        .quantile([0.25, 0.5, 0.75])
        .unstack()
        .rename(columns={0.25: "low", 0.5: "median", 0.75: "high"})
        .assign(patients=groups["person_id"].nunique(), text_share=groups["is_text_only"].mean())
        .reset_index()
    )


def render(data: ReportData, *, source: str, pipeline_version: str) -> str:
    """Return the whole report as HTML.

    Parameters
    ----------
    data
        The frames of the run; ``fct_pathway_delay`` needs ``person_id, transition, delay_days, is_text_only``.
    source
        What the tables are, in words ("Synthetic hospital, 200 patients").
    pipeline_version
        Version of the extraction, for the methods paragraph.
    """
    events = data.care_event
    done = events[events["status"] == "done"]
    table = pd.crosstab(events["family"], events["reconciliation"]) if len(events) else pd.DataFrame()
    pictures = []
    if len(done):
        pictures.append((charts.svg(charts.activity(done)), "Events dated to the month or better."))
    if len(data.fct_pathway_delay):
        pictures.append((charts.svg(charts.delays(data.fct_pathway_delay)), "Box: quartiles; line: median."))
    read = data.source_load.set_index("source_table") if len(data.source_load) else None
    tiles = [
        ("patients with an event", int(events["person_id"].nunique())),
        ("notes", int(read.loc["note", "rows_kept"]) if read is not None and "note" in read.index else 0),
        ("events told by notes", data.n_note_events),
        ("care events", len(events)),
        ("rows in quarantine", int(read["rows_quarantined"].sum()) if read is not None else 0),
    ]
    chosen = [
        {
            "person_id": person,
            "picture": charts.svg(charts.timeline(events[events["person_id"] == person], width=860)),
            "events": evidence_of(person, data),
        }
        for person in data.people
    ]
    environment = Environment(
        loader=PackageLoader("onco_pipeline.report"), autoescape=select_autoescape(default=True), trim_blocks=True
    )
    return environment.get_template("report.html.j2").render(
        source=source,
        tiles=tiles,
        table=table,
        text_share=float(done["reconciliation"].eq("text_only").mean()) if len(done) else 0.0,
        charts=pictures,
        delays=_delay_summary(data.fct_pathway_delay),
        samples=chosen,
        methods=(
            f"Events were extracted from the notes by onco-pipeline {version('onco-pipeline')} on EDS-NLP "
            f"{version('edsnlp')} (extraction {pipeline_version}), reconciled with the coded rows of the hospital "
            "patient by patient, checked, and shaped into marts by dbt. Dates are intervals: nothing was "
            "rounded to a day that the evidence does not give."
        ),
    )
