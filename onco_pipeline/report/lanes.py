"""The picture of one patient's timeline: a lane a family, a mark an event, a bar the days it can have happened in.

It holds no words of a note.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from onco_pipeline.report.charts import LANES

WIDTH = 880
#: Height of one row of a lane, in pixels, and width of a letter of its labels.
_ROW, _LETTER = 26, 6.2

#: What became of an event: its colour; what was not done says so beside its mark, too, for whoever sees no colours.
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
#: How the kinds of exam and their region are written that are no words.
_WRITTEN = {"ct": "CT", "mri": "MRI", "pet": "PET", "xray": "X-ray", "tap": "TAP"}
#: What is drawn of an event, and what is told where the mouse rests on it.
_DRAWN = [
    "number", "lane", "what", "when", "precision", "state", "source", "label", "below", "y", "date_start", "until",
    "middle",
]  # fmt: skip
_TOOLTIP = {"what": "event", "when": "date", "precision": "precision", "state": "status", "source": "evidence"}
_STATUS_OF = {"planned": "planned", "not_performed": "not performed", "impossible": "impossible"}


def describe(event: Mapping[str, Any]) -> str:
    """Return an event in words, without its family.

    Examples
    --------
    >>> describe({"family": "imaging", "subtype": "bone_scan", "site": "os"})
    'bone scan, os'
    >>> describe({"family": "imaging", "subtype": "ct", "site": "tap"})
    'CT, TAP'
    """
    kind = "specimen result" if event["family"] == "pathology" else str(event["subtype"])
    words = [kind] if pd.isna(event["site"]) else [kind, str(event["site"])]
    return ", ".join(_WRITTEN.get(word, word.replace("_", " ")) for word in words)


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
    # As plain texts: of a column that Arrow holds, each value looked at is made anew.
    rows = rows.astype(dict.fromkeys(rows.select_dtypes("string"), object))
    rows["number"] = rows.index + 1
    events = rows.to_dict("records")
    rows["what"] = [describe(event) for event in events]
    rows["when"] = [when(event) for event in events]
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
    rows["label"] += rows["state"].map(lambda state: "" if state == "done" else f" ({state})")
    rows["label_letters"] = rows["label"].str.len()
    rows["below"] = drugs & rows["subtype"].eq("stop")
    rows["row"] = _rows(rows)
    rows["label"] = _without_overlap(rows)
    return rows


def _domain(rows: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day of the picture: words beside the first and last marks have room in it."""
    first, last = rows["date_start"].min(), rows["until"].max()
    length = last - first
    margin = max(0.02, pd.Timedelta(days=5) / length)
    at = (rows["middle"] - first) / length
    of_labels = _LETTER * rows["label_letters"] + 15
    # The name of a drug stands to the left of its first mark, all other words to the right of theirs.
    drugs = rows["family"] == "oral_therapy"
    of_names = _LETTER * rows.loc[drugs, "site"].str.len() + 15
    before, whole = margin, 1 + 2 * margin + 0.12
    for _ in range(3):  # each makes the days narrower, and asks for a little more
        before = max(before, (of_names / WIDTH * whole - at[drugs]).max() if drugs.any() else 0)
        whole = max(whole, ((before + at) / (1 - of_labels / WIDTH)).max())
    return first - before * length, first + (whole - before) * length


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


def _axis(first: pd.Timestamp, last: pd.Timestamp) -> alt.Axis:
    """Return an axis of whole months, or of weeks in a short story: no month stands there twice."""
    months = (last - first).days / 30.44
    if months < 3:
        step, written = alt.TimeIntervalStep(interval="week", step=1), "%d/%m/%y"
    else:
        wide = next((step for step in (1, 2, 3, 6, 12, 24) if months / step <= 12), 60)
        step, written = alt.TimeIntervalStep(interval="month", step=wide), "%m/%Y"
    return alt.Axis(format=written, labelAngle=0, grid=True, gridColor="#e6ebf0", tickCount=step, orient="top")


def _without_overlap(rows: pd.DataFrame) -> pd.Series:
    """Return the labels: of a drug's changes those that do not cover the one before, the others show on hovering."""
    if rows.empty:
        return rows["label"]
    first, last = _domain(rows)
    scale = WIDTH / (last - first).total_seconds()
    ends: dict[tuple[int, bool], float] = {}
    labels = []
    for row in rows.itertuples():
        label, side = row.label, (row.row, row.below)
        left = (row.middle - first).total_seconds() * scale
        if row.family == "oral_therapy" and left < ends.get(side, float("-inf")):
            label = ""
        elif row.family == "oral_therapy":
            ends[side] = left + _LETTER * len(label) + 4
        labels.append(label)
    return pd.Series(labels, index=rows.index)


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
    tops, top = {}, 0
    for lane in lanes:
        tops[lane] = top
        top += int(events.loc[events["family"] == lane, "row"].max()) + 1
    rows = events.assign(
        y=[tops[row.family] + row.row + 0.5 for row in events.itertuples()],
        lane=events["family"],
    )
    first, last = _domain(rows)
    across = alt.Scale(domain=[_day(first), _day(last)], nice=False)
    down = alt.Scale(domain=[0, top], reverse=True, nice=False)
    spans, *marks = _events(rows, across, down, _axis(first, last))
    picture = alt.layer(*_lanes(tops, top, down), *_courses(_taken(rows), across, down), spans, *marks)
    return picture.resolve_scale(color="shared", shape="shared").properties(
        width=WIDTH,
        height=_ROW * top,
        title=alt.TitleParams(title, anchor="start"),
        padding={"left": 24, "top": 5, "right": 5, "bottom": 5},
    )


def _lanes(tops: Mapping[str, int], bottom: int, down: alt.Scale) -> list[alt.Chart]:
    """Return the lanes' grounds and their names."""
    ends = [*list(tops.values())[1:], bottom]
    frames = pd.DataFrame(
        [
            {"lane": LANES[lane], "from": top, "to": end, "odd": n % 2}
            for n, ((lane, top), end) in enumerate(zip(tops.items(), ends, strict=True))
        ]
    )
    grounds = (
        alt.Chart(frames)
        .mark_rect()
        .encode(
            x=alt.value(0),
            x2=alt.value(WIDTH),
            y=alt.Y("from:Q", scale=down, axis=None),
            y2="to:Q",
            color=alt.condition("datum.odd == 1", alt.value("#f4f7fa"), alt.value("#ffffff")),
        )
    )
    names = (
        alt.Chart(frames.assign(middle=(frames["from"] + frames["to"]) / 2))
        .mark_text(align="right", fontWeight="bold", fontSize=12)
        .encode(x=alt.value(-10), y=alt.Y("middle:Q", scale=down, axis=None), text="lane:N")
    )
    return [grounds, names]


def _events(rows: pd.DataFrame, across: alt.Scale, down: alt.Scale, axis: alt.Axis) -> list[alt.Chart]:
    """Return the days each event can have happened in, its mark, and its label."""
    base = alt.Chart(rows[_DRAWN]).encode(y=alt.Y("y:Q", scale=down, axis=None))
    x = alt.X("middle:T", title=None, scale=across, axis=axis)
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
    tooltip = [alt.Tooltip(f"{column}:N", title=title) for column, title in _TOOLTIP.items()]
    # Rules, not bars: bars at a numeric height would be stacked.
    spans = base.mark_rule(strokeWidth=9, opacity=0.35).encode(
        x=alt.X("date_start:T", scale=across, title=None), x2="until:T", color=colour, tooltip=tooltip
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
            ("datum.lane == 'oral_therapy' && !datum.below", -6, 9.5),
            ("datum.lane == 'oral_therapy' && datum.below", 8, 9.5),
        )
    ]
    return [spans, marks, *labels]


def _courses(taken: pd.DataFrame, across: alt.Scale, down: alt.Scale) -> list[alt.Chart]:
    """Return the lines on which drugs were taken, and their names."""
    if taken.empty:
        return []
    y = alt.Y("y:Q", scale=down, axis=None)
    lines = (
        alt.Chart(taken)
        .mark_rule(strokeWidth=2.4, color="#1d2733", opacity=0.5)
        .encode(x=alt.X("begin:T", scale=across, title=None), x2="stop:T", y=y)
    )
    drugs = (
        alt.Chart(taken.drop_duplicates("y"))
        .mark_text(align="right", dx=-9, fontSize=11, fontStyle="italic")
        .encode(x=alt.X("label_at:T", scale=across, title=None), y=y, text="drug:N")
    )
    return [lines, drugs]


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
