"""One patient's timeline: an interactive picture, and under it each event with the sentences that tell it.

The page quotes notes. It works offline (the chart library is inside), asks nothing of any network (its
content policy forbids it), and every word of a note is escaped. The picture itself holds no words of a note.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from onco_pipeline.codes import ccam, icd10
from onco_pipeline.errors import UserError
from onco_pipeline.report.charts import LANES, png, svg
from onco_pipeline.report.evidence import Passage, passages
from onco_pipeline.report.page import environment, slug

WIDTH = 880
#: Height of one row of a lane, in pixels, and width of a letter of its labels.
_ROW, _LETTER = 26, 6.2

#: What became of an event: its colour, and a dash for prints in black and white.
STATUSES = {"done": "#0072B2", "planned": "#E69F00", "not performed": "#8c8c8c", "impossible": "#D55E00"}
#: Who says so: its shape.
EVIDENCE = {
    "text and code": "circle",
    "text only": "diamond",
    "code only": "square",
    "text against code": "cross",
}
_EVIDENCE_OF = {
    "confirmed": "text and code",
    "text_only": "text only",
    "structured_only": "code only",
    "conflicting": "text against code",
}
_STATUS_OF = {"planned": "planned", "not_performed": "not performed", "impossible": "impossible"}


@dataclass(frozen=True, slots=True)
class PersonData:
    """The rows of one patient, named as the tables they are read from."""

    person_id: str
    care_event: pd.DataFrame
    event_evidence: pd.DataFrame
    note_event: pd.DataFrame
    note: pd.DataFrame
    structured_event: pd.DataFrame
    death: pd.DataFrame


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


def describe(event: Mapping[str, Any]) -> str:
    """Return an event in words, without its family.

    Examples
    --------
    >>> describe({"family": "imaging", "subtype": "bone_scan", "site": "os"})
    'bone scan, os'
    """
    kind = "specimen result" if event["family"] == "pathology" else str(event["subtype"]).replace("_", " ")
    site = event["site"]
    return kind if site is None or pd.isna(site) else f"{kind}, {site}"


def when(event: Mapping[str, Any]) -> str:
    """Return an event's date as a reader would write it, no more exact than it is known.

    Examples
    --------
    >>> when({"date_start": "2019-03-01", "date_end": "2019-03-31", "precision": "month"})
    '2019-03'
    """
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


def ordered(events: pd.DataFrame) -> pd.DataFrame:
    """Return a patient's events in the order of a story, with the words and places the picture needs.

    Adds ``number`` (from 1), ``what``, ``when``, ``state``, ``source``, ``middle`` and ``row`` (place within
    its lane, so that labels do not cover one another; a drug keeps its row).
    """
    rows = events.sort_values(["date_start", "date_end", "family", "care_event_id"]).reset_index(drop=True)
    rows["number"] = rows.index + 1
    rows["what"] = [describe(row) for row in rows.to_dict("records")]
    rows["when"] = [when(row) for row in rows.to_dict("records")]
    rows["state"] = rows["reconciliation"].map(_STATUS_OF).fillna("done")
    by_hand = rows["n_structured"].gt(0).map({True: "text and code", False: "text only"})
    rows["source"] = rows["reconciliation"].map(_EVIDENCE_OF).fillna(by_hand)
    rows["date_start"] = pd.to_datetime(rows["date_start"])
    # A bar drawn to the next midnight gives a day its width.
    rows["until"] = pd.to_datetime(rows["date_end"]) + pd.Timedelta(days=1)
    rows["middle"] = rows["date_start"] + (rows["until"] - rows["date_start"]) / 2
    rows["label"] = rows["what"]
    drugs = rows["family"] == "oral_therapy"
    rows.loc[drugs, "label"] = rows.loc[drugs, "subtype"].str.replace("_", " ")
    rows["row"] = _rows(rows)
    return rows


def _domain(rows: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    first, last = rows["date_start"].min(), rows["until"].max()
    margin = max((last - first) * 0.02, pd.Timedelta(days=5))
    # Labels stand to the right of their marks.
    return first - margin, last + margin + (last - first) * 0.12


def _rows(rows: pd.DataFrame) -> pd.Series:
    if rows.empty:
        return pd.Series(dtype="int64")
    first, last = _domain(rows)
    scale = WIDTH / (last - first).total_seconds()
    ends: dict[str, list[float]] = {}
    drugs: dict[tuple[str, str], int] = {}
    places = []
    for row in rows.itertuples():
        taken = ends.setdefault(row.family, [])
        left = (row.date_start - first).total_seconds() * scale
        right = max((row.middle - first).total_seconds() * scale + 12 + _LETTER * len(row.label),
                    (row.until - first).total_seconds() * scale)  # fmt: skip
        if row.family == "oral_therapy":
            place = drugs.setdefault((row.family, str(row.site)), len(drugs))
        else:
            place = next((number for number, end in enumerate(taken) if end + 8 <= left), len(taken))
            if place == len(taken):
                taken.append(0.0)
            taken[place] = right
        places.append(place)
    return pd.Series(places, index=rows.index)


def _day(when: pd.Timestamp) -> alt.DateTime:
    return alt.DateTime(year=when.year, month=when.month, date=when.day)


def chart(events: pd.DataFrame, *, title: str = "") -> alt.LayerChart:
    """Return a patient's timeline: a lane a family, a mark an event, a bar the days it can have happened in.

    Parameters
    ----------
    events
        What :func:`ordered` returns; not empty.
    title
        Title above the picture.
    """
    lanes = [lane for lane in LANES if lane in set(events["family"])]
    heights = {lane: int(events.loc[events["family"] == lane, "row"].max()) + 1 for lane in lanes}
    tops, top = {}, 0
    for lane in lanes:
        tops[lane] = top
        top += heights[lane]
    rows = events.assign(y=[tops[row.family] + row.row + 0.5 for row in events.itertuples()])
    first, last = _domain(rows)
    y = alt.Scale(domain=[0, top], reverse=True, nice=False)
    span = alt.Scale(domain=[_day(first), _day(last)], nice=False)
    x = alt.X(
        "middle:T",
        title=None,
        scale=span,
        axis=alt.Axis(format="%m/%Y", labelAngle=0, grid=True, gridColor="#e6ebf0", tickCount=12, orient="top"),
    )
    frames = pd.DataFrame(
        [
            {"lane": LANES[lane], "from": tops[lane], "to": tops[lane] + heights[lane], "odd": n % 2}
            for n, lane in enumerate(lanes)
        ]
    )
    back = (
        alt.Chart(frames)
        .mark_rect()
        .encode(
            x=alt.value(0),
            x2=alt.value(WIDTH),
            y=alt.Y("from:Q", scale=y, axis=None),
            y2="to:Q",
            color=alt.condition("datum.odd == 1", alt.value("#f4f7fa"), alt.value("#ffffff")),
        )
    )
    names = (
        alt.Chart(frames.assign(middle=(frames["from"] + frames["to"]) / 2))
        .mark_text(align="right", fontWeight="bold", fontSize=12)
        .encode(x=alt.value(-10), y=alt.Y("middle:Q", scale=y, axis=None), text="lane:N")
    )
    rows["lane"] = rows["family"]
    columns = [
        "number",
        "lane",
        "what",
        "when",
        "precision",
        "state",
        "source",
        "label",
        "y",
        "date_start",
        "until",
        "middle",
    ]
    base = alt.Chart(rows[columns]).encode(y=alt.Y("y:Q", scale=y, axis=None))
    colour = alt.Color(
        "state:N",
        title="Status",
        scale=alt.Scale(domain=list(STATUSES), range=list(STATUSES.values())),
        legend=alt.Legend(symbolOpacity=1, labelLimit=200),
    )
    shape = alt.Shape(
        "source:N",
        title="Evidence",
        scale=alt.Scale(domain=list(EVIDENCE), range=list(EVIDENCE.values())),
        legend=alt.Legend(labelLimit=200),
    )
    tooltip = [
        alt.Tooltip("what:N", title="event"),
        alt.Tooltip("when:N", title="date"),
        alt.Tooltip("precision:N", title="precision"),
        alt.Tooltip("state:N", title="status"),
        alt.Tooltip("source:N", title="evidence"),
    ]
    # Rules, not bars: bars at a numeric height would be stacked.
    spans = base.mark_rule(strokeWidth=9, opacity=0.35).encode(
        x=alt.X("date_start:T", scale=span, title=None), x2="until:T", color=colour, tooltip=tooltip
    )
    marks = base.mark_point(
        filled=True, size=95, opacity=1, stroke="#1d2733", strokeWidth=0.6, cursor="pointer"
    ).encode(x=x, color=colour, shape=shape, tooltip=tooltip)
    # Of a drug, stops are written below the line: they may stand close to the start that follows.
    labels = [
        base.transform_filter(condition)
        .mark_text(align="left", dx=9, dy=dy, fontSize=size, color="#1d2733")
        .encode(x=x, text="label:N")
        for condition, dy, size in (
            ("datum.lane != 'oral_therapy'", 0, 11),
            ("datum.lane == 'oral_therapy' && datum.label != 'stop'", -6, 9.5),
            ("datum.lane == 'oral_therapy' && datum.label == 'stop'", 8, 9.5),
        )
    ]
    layers = [back, names, spans, marks, *labels]
    taken = _taken(rows)
    if len(taken):
        lines = (
            alt.Chart(taken)
            .mark_rule(strokeWidth=2.4, color="#1d2733", opacity=0.5)
            .encode(x=alt.X("begin:T", scale=span, title=None), x2="stop:T", y=alt.Y("y:Q", scale=y, axis=None))
        )
        drugs = (
            alt.Chart(taken.drop_duplicates("y"))
            .mark_text(align="right", dx=-9, fontSize=11, fontStyle="italic")
            .encode(x=alt.X("label_at:T", scale=span, title=None), y=alt.Y("y:Q", scale=y, axis=None), text="drug:N")
        )
        layers[2:2] = [lines, drugs]
    picture = alt.layer(*layers).resolve_scale(color="shared", shape="shared")
    return picture.properties(
        width=WIDTH,
        height=_ROW * top,
        title=alt.TitleParams(title, anchor="start"),
        padding={"left": 24, "top": 5, "right": 5, "bottom": 5},
    )


def _taken(rows: pd.DataFrame) -> pd.DataFrame:
    """Return, for each drug, the time from a start to the stop that follows it; its name stands at its first event."""
    drugs = rows[(rows["family"] == "oral_therapy") & rows["state"].eq("done")]
    found = []
    for drug, events in drugs.groupby("site", sort=True):
        begin = None
        spans = []
        for event in events.itertuples():
            if event.subtype == "start" and begin is None:
                begin = event.middle
            elif event.subtype == "stop" and begin is not None:
                spans.append((begin, event.middle))
                begin = None
        first = events.iloc[0]
        for start, stop in spans or [(first["middle"], first["middle"])]:
            found.append({"drug": drug, "begin": start, "stop": stop, "y": first["y"], "label_at": first["middle"]})
    return pd.DataFrame(found)


#: What the reconciliation remarks about an event, in words.
_REMARKS = {
    "outside": "done elsewhere, or no visit here holds the day",
    "uncoded": "during a visit here, but not coded",
}


def _remarks(event: Mapping[str, Any]) -> list[str]:
    told = event["attributes"]
    details = told if isinstance(told, Mapping) else json.loads(told or "{}")
    remarks = [_REMARKS[details["place"]]] if details.get("place") in _REMARKS else []
    if details.get("told_date"):
        remarks.append(f"the text gives {details['told_date']}, the code the date shown")
    if details.get("date_errors"):
        errors = details["date_errors"]
        named = errors if isinstance(errors, str) else ", ".join(map(str, errors))
        remarks.append(f"misdated in a note ({named.replace('_', ' ')})")
    if details.get("left_censored"):
        remarks.append("no start is known")
    if isinstance(details.get("impossible"), str):
        remarks.append(f"impossible: {details['impossible']}")
    return remarks


def _label(code: str, table: str) -> str:
    """Return what a coded row says, in words where the code tables know it."""
    if table == "procedure_occurrence" and (known := ccam.act(code)):
        return f"{code}, {known.label}"
    if table == "condition_occurrence" and (secondary := icd10.metastasis(code)):
        return f"{code}, secondary tumour" + (f": {secondary.site}" if secondary.site else "")
    return code


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the page lists it."""

    number: int
    lane: str
    what: str
    when: str
    state: str
    source: str
    confidence: float
    remarks: list[str]
    passages: list[Passage]
    rows: list[str]


def told(data: PersonData) -> list[Told]:
    """Return a patient's events in order, each with the sentences and coded rows that support it."""
    evidence = data.event_evidence
    by_event = passages(evidence, data.note_event, data.note)
    coded = evidence[evidence["evidence_table"] != "note_event"].merge(
        data.structured_event[["source_table", "source_id", "code", "date_start"]].drop_duplicates(
            ["source_table", "source_id"]
        ),
        left_on=["evidence_table", "evidence_id"],
        right_on=["source_table", "source_id"],
        how="left",
    )
    rows: dict[str, list[str]] = {}
    for row in coded.sort_values(["care_event_id", "evidence_table", "evidence_id"]).itertuples():
        day = "" if pd.isna(row.date_start) else f", {pd.Timestamp(row.date_start).date().isoformat()}"
        code = "" if pd.isna(row.code) else f": {_label(row.code, row.evidence_table)}"
        rows.setdefault(row.care_event_id, []).append(f"{row.evidence_table} {row.evidence_id}{code}{day}")
    return [
        Told(
            number=event["number"],
            lane=LANES.get(event["family"], event["family"]),
            what=event["what"],
            when=event["when"],
            state=event["state"],
            source=event["source"],
            confidence=event["confidence"],
            remarks=_remarks(event),
            passages=by_event.get(event["care_event_id"], []),
            rows=rows.get(event["care_event_id"], []),
        )
        for event in ordered(data.care_event).to_dict("records")
    ]


def for_script(value: object) -> str:
    """Return JSON that may stand inside a script element, whatever words it holds.

    Examples
    --------
    >>> for_script("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=True, default=str)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def render(data: PersonData) -> str:
    """Return one patient's page.

    Raises
    ------
    UserError
        When the patient has no validated event.
    """
    import vl_convert

    events = _events(data)
    picture = chart(events)
    death = data.death["death_datetime"].iloc[0] if len(data.death) else None
    return (
        environment()
        .get_template("timeline.html.j2")
        .render(
            person_id=data.person_id,
            events=told(data),
            n_notes=len(data.note),
            death=None if death is None or pd.isna(death) else pd.Timestamp(death).date().isoformat(),
            spec=for_script(picture.to_dict()),
            library=vl_convert.javascript_bundle(),
            still=svg(picture),
        )
    )


def _events(data: PersonData) -> pd.DataFrame:
    if data.care_event.empty:
        raise UserError(
            f"Patient {data.person_id} has no validated care event in this warehouse. "
            "Look the identifier up in omop.person."
        )
    return ordered(data.care_event)


def file_name(person_id: str) -> str:
    """Return the name of a patient's page: unlike for unlike patients, fit for any file system.

    Examples
    --------
    >>> file_name("P 1/2")
    'timeline-P-1-2-9f07a6.html'
    """
    digest = hashlib.sha256(person_id.encode()).hexdigest()[:6]
    return f"timeline-{slug(person_id)[:60]}-{digest}.html"


def save(data: PersonData, out: Path) -> None:
    """Write one patient's timeline for its owner only: ``.html`` (with the evidence), ``.svg`` or ``.png``.

    Raises
    ------
    UserError
        When the patient has no event, or the file's ending is none of the three.
    """
    match out.suffix.lower():
        case ".html":
            content = render(data).encode()
        case ".svg":
            content = svg(chart(_events(data), title=f"Patient {data.person_id}")).encode()
        case ".png":
            content = png(chart(_events(data), title=f"Patient {data.person_id}"))
        case other:
            raise UserError(f"A timeline is written as .html, .svg or .png, not as {other or 'a file without ending'}.")
    write_private(out, content)


def write_private(path: Path, content: bytes) -> None:
    """Write a file that its owner alone may read, in place of the one before.

    Raises
    ------
    UserError
        When it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(content)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}. Give another place.") from None
