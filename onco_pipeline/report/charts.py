"""Charts of the report, drawn with Altair and rendered offline.

A chart is a pure function of a data frame; :func:`svg` turns it into a picture without a browser
or a network (vl-convert). Colours are the Okabe-Ito set and every colour is doubled by a shape or
a label, so that a print in black and white can still be read.
"""

from __future__ import annotations

from pathlib import Path

import altair as alt
import pandas as pd

from onco_pipeline.errors import UserError
from onco_pipeline.events import Family, Reconciliation

#: Lanes of a timeline, top to bottom: the order in which care usually goes.
LANES = {
    Family.IMAGING.value: "Imaging",
    Family.BIOPSY.value: "Biopsy",
    Family.PATHOLOGY.value: "Pathology",
    Family.METASTASIS.value: "Metastasis",
    Family.ORAL_THERAPY.value: "Oral therapy",
}

#: One colour and one shape for each way text and coded rows can agree.
LOOKS = {
    Reconciliation.CONFIRMED.value: ("#009E73", "circle"),
    Reconciliation.TEXT_ONLY.value: ("#0072B2", "diamond"),
    Reconciliation.STRUCTURED_ONLY.value: ("#E69F00", "square"),
    Reconciliation.CONFLICTING.value: ("#D55E00", "cross"),
    Reconciliation.PLANNED.value: ("#56B4E9", "triangle-up"),
    Reconciliation.NOT_PERFORMED.value: ("#999999", "triangle-down"),
    Reconciliation.IMPOSSIBLE.value: ("#000000", "stroke"),
}


def _reconciliation(field: str = "reconciliation") -> tuple[alt.Color, alt.Shape]:
    names = list(LOOKS)
    colour = alt.Color(
        f"{field}:N", title="Evidence", scale=alt.Scale(domain=names, range=[look[0] for look in LOOKS.values()])
    )
    shape = alt.Shape(
        f"{field}:N", title="Evidence", scale=alt.Scale(domain=names, range=[look[1] for look in LOOKS.values()])
    )
    return colour, shape


def timeline(events: pd.DataFrame, *, title: str = "", width: int = 900) -> alt.LayerChart:
    """Return one patient's timeline: a lane a family, a mark an event, a bar its date's uncertainty.

    Parameters
    ----------
    events
        Rows of ``care_event`` (``family, subtype, site, date_start, date_end, precision,
        reconciliation``); ``quote`` is shown in the tooltip when the frame has it.
    title
        Title above the picture.
    width
        Width of the plot, in pixels.

    Examples
    --------
    >>> rows = pd.DataFrame([dict(family="biopsy", subtype="biopsy", site="sein", date_start="2019-03-12",
    ...     date_end="2019-03-12", precision="day", reconciliation="confirmed", confidence=0.9)])
    >>> "Biopsy" in timeline(rows).to_json()
    True
    """
    rows = events.copy()
    rows["date_start"] = pd.to_datetime(rows["date_start"])
    # A bar drawn to the next midnight gives a day its width.
    rows["date_end"] = pd.to_datetime(rows["date_end"]) + pd.Timedelta(days=1)
    rows["middle"] = rows["date_start"] + (rows["date_end"] - rows["date_start"]) / 2
    rows["lane"] = rows["family"].map(LANES)
    rows["what"] = rows["subtype"].str.replace("_", " ") + rows["site"].map(lambda s: f", {s}" if pd.notna(s) else "")
    colour, shape = _reconciliation()
    lane = alt.Y("lane:N", title=None, sort=list(LANES.values()), scale=alt.Scale(domain=list(LANES.values())))
    tooltip = [
        alt.Tooltip("what:N", title="event"),
        alt.Tooltip("date_start:T", title="from", format="%Y-%m-%d"),
        alt.Tooltip("precision:N"),
        alt.Tooltip("reconciliation:N", title="evidence"),
        alt.Tooltip("confidence:Q", format=".2f"),
    ]
    if "quote" in rows:
        tooltip.append(alt.Tooltip("quote:N", title="words"))
    shown = ["lane", "what", "date_start", "date_end", "middle", "precision", "reconciliation", "confidence", "quote"]
    base = alt.Chart(rows[[name for name in shown if name in rows]]).encode(y=lane, tooltip=tooltip)
    spans = base.mark_bar(height=9, opacity=0.35).encode(
        x=alt.X("date_start:T", title=None, axis=alt.Axis(format="%m/%Y", labelAngle=0, grid=True)),
        x2="date_end:T",
        color=colour,
    )
    points = base.mark_point(filled=True, size=110, opacity=0.95).encode(x="middle:T", color=colour, shape=shape)
    labels = base.mark_text(angle=330, align="left", dx=6, dy=-9, fontSize=10, color="#333").encode(
        x="middle:T", text="what:N"
    )
    return alt.layer(spans, points, labels).properties(
        width=width, height=alt.Step(62), title=alt.TitleParams(title, anchor="start")
    )


def activity(events: pd.DataFrame, *, width: int = 900) -> alt.Chart:
    """Return the number of events per month and family, text-only events told apart.

    Parameters
    ----------
    events
        Rows of ``care_event``; events without month precision or better are left out, since no
        month can be named for them.
    """
    rows = events[events["precision"].isin(["day", "month"])].copy()
    rows["month"] = pd.to_datetime(rows["date_start"]).dt.to_period("M").dt.to_timestamp()
    rows["source"] = rows["reconciliation"].eq("text_only").map({True: "text alone", False: "coded rows"})
    rows["lane"] = rows["family"].map(LANES)
    counts = rows.groupby(["month", "lane", "source"]).size().reset_index(name="events")
    return (
        alt.Chart(counts)
        .mark_bar()
        .encode(
            x=alt.X("month:T", title=None, axis=alt.Axis(format="%Y")),
            y=alt.Y("events:Q", title="events"),
            color=alt.Color("source:N", title="Known from", scale=alt.Scale(range=["#E69F00", "#0072B2"])),
            row=alt.Row("lane:N", title=None, sort=list(LANES.values())),
        )
        .properties(width=width, height=70, title=alt.TitleParams("Events per month", anchor="start"))
    )


def delays(rows: pd.DataFrame, *, width: int = 900) -> alt.Chart:
    """Return a box plot of the delays of each transition, in days.

    Parameters
    ----------
    rows
        Columns ``transition`` (name of the step) and ``delay_days``.
    """
    return (
        alt.Chart(rows[["transition", "delay_days"]])
        .mark_boxplot(extent=1.5, color="#0072B2")
        .encode(
            x=alt.X("delay_days:Q", title="days", scale=alt.Scale(zero=True)),
            y=alt.Y("transition:N", title=None),
        )
        .properties(width=width, height=alt.Step(34), title=alt.TitleParams("Delay of each step", anchor="start"))
    )


def svg(chart: alt.TopLevelMixin) -> str:
    """Return the chart as an SVG picture, rendered without a browser or a network."""
    import vl_convert

    return vl_convert.vegalite_to_svg(chart.to_dict())


def png(chart: alt.TopLevelMixin, scale: float = 2.0) -> bytes:
    """Return the chart as PNG bytes, rendered without a browser or a network."""
    import vl_convert

    return vl_convert.vegalite_to_png(chart.to_dict(), scale=scale)


def html(chart: alt.TopLevelMixin) -> str:
    """Return the chart as one interactive HTML page that works offline (its scripts are inside)."""
    import vl_convert

    return vl_convert.vegalite_to_html(chart.to_dict(), bundle=True)


def save_timeline(events: pd.DataFrame, person_id: str, out: Path) -> None:
    """Write one patient's timeline as ``.html`` (interactive, offline), ``.svg`` or ``.png``.

    Raises
    ------
    UserError
        When the patient has no event, or the file's ending is none of the three.
    """
    if events.empty:
        raise UserError(f"Patient {person_id} has no validated care event in this warehouse.")
    chart = timeline(events, title=f"Patient {person_id}")
    match out.suffix.lower():
        case ".html":
            content = html(chart).encode()
        case ".svg":
            content = svg(chart).encode()
        case ".png":
            content = png(chart)
        case other:
            raise UserError(f"A timeline is written as .html, .svg or .png, not as {other or 'a file without ending'}.")
    out.touch(mode=0o600)
    out.write_bytes(content)
