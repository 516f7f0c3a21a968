"""The pictures of the cohort report, drawn with Altair from the numbers of the marts.

Every colour is doubled by a shape, a dash, a fill or a label, so that a print in black and white can be
read; every axis has its unit.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from onco_pipeline.families import added
from onco_pipeline.report.charts import LANES
from onco_pipeline.report.figures import MONTHS, SEASONS
from onco_pipeline.report.sankey import Layout, layout

#: Width of every picture, in pixels.
WIDTH = 860

_PERIODS = {
    "before_lockdown": "before",
    "first_lockdown": "during",
    "after_lockdown": "after",
}
_PERIOD_RANGE = ["#0072B2", "#D55E00", "#009E73"]
#: Bottom to top in the Sankey diagram.
FLOW_ORDER = ("end", "other", "oral_therapy", "metastasis", "pathology", "biopsy", "imaging")
_FLOW_COLOURS = {
    "imaging": "#0072B2",
    "biopsy": "#E69F00",
    "pathology": "#009E73",
    "metastasis": "#D55E00",
    "oral_therapy": "#CC79A7",
    **dict.fromkeys(added(), "#56B4E9"),
    "other": "#999999",
    "end": "#DDDDDD",
}


def _title(text: str, subtitle: str = "") -> alt.TitleParams:
    return alt.TitleParams(text, subtitle=subtitle, anchor="start", subtitleColor="#5b6b7b")


def in_words(name: str) -> str:
    """Return a name of the tables as a reader would write it: ``imaging_to_biopsy``, imaging to biopsy."""
    return LANES.get(name, name.replace("_", " "))


def in_care_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of a table in the order in which care goes, not in that of the alphabet.

    By ``family`` or ``transition`` (all first), then, where there is one, by ``period``: all, before, during, after the
    first lockdown. Rows that are equal in these stay in their order.

    Examples
    --------
    >>> in_care_order(pd.DataFrame({"family": ["biopsy", "all", "imaging"]}))["family"].tolist()
    ['all', 'imaging', 'biopsy']
    """
    order = ["all", *LANES]
    periods = ["all", *_PERIODS]

    def place(value: str) -> tuple[int, ...]:
        return tuple(order.index(part) if part in order else len(order) for part in value.split("_to_"))

    name = "family" if "family" in rows else "transition"
    keys = [
        (place(row[name]), periods.index(row["period"]) if row.get("period") in periods else len(periods), number)
        for number, row in enumerate(rows.to_dict("records"))
    ]
    return rows.iloc[[key[-1] for key in sorted(keys)]]


def has_activity(rows: pd.DataFrame) -> bool:
    """Return whether ``agg_monthly_activity`` shows a month of a family."""
    months = rows["calendar_level"].eq("month") & rows["hospital"].eq("all") & rows["family"].ne("all")
    return bool((months & rows["n_events"].notna() & ~rows["calendar"].str.contains("unknown")).any())


def has_delays(rows: pd.DataFrame) -> bool:
    """Return whether ``agg_delay`` shows a delay of a period."""
    whole = rows["hospital"].eq("all") & rows["cancer_group"].eq("all") & rows["period"].isin(_PERIODS)
    return bool((whole & rows["n_patients"].notna()).any())


def agreement(counts: pd.DataFrame) -> alt.TopLevelMixin:
    """Return the care events by family and by how text and coded rows agree.

    Parameters
    ----------
    counts
        ``family, reconciliation, n``.
    """
    rows = counts.assign(
        lane=counts["family"].map(in_words), how=counts["reconciliation"].map(in_words), n=counts["n"].astype(float)
    )
    base = alt.Chart(rows).encode(
        y=alt.Y("how:N", title=None, sort=sorted(rows["how"].unique())),
        x=alt.X("n:Q", title="care events"),
    )
    return (
        alt.layer(
            base.mark_bar(color="#9cc9e5", stroke="#1d2733"), base.mark_text(align="left", dx=3).encode(text="n:Q")
        )
        .properties(width=240, height=alt.Step(15))
        .facet(alt.Facet("lane:N", title=None), columns=2)
        .properties(title=_title("Care events by agreement of text and coded rows"))
    )


def activity(rows: pd.DataFrame) -> alt.TopLevelMixin:
    """Return the events of each month by family; what text alone tells is the dark part of a bar.

    Parameters
    ----------
    rows
        ``agg_monthly_activity``: months of all hospitals are drawn. A month whose number is hidden is a
        cross on the axis; one whose two parts are hidden is an empty bar.
    """
    months = rows[(rows["calendar_level"] == "month") & (rows["hospital"] == "all") & (rows["family"] != "all")]
    months = months[~months["calendar"].str.contains("unknown")].copy()
    # The few events of far-off years would squeeze the years of the study: the picture begins with the first
    # month that may be shown.
    seen = months[months["n_events"].notna()]["calendar"]
    months = months[months["calendar"].between(seen.min(), seen.max())] if len(seen) else months.iloc[:0]
    months["month"] = pd.to_datetime(months["calendar"] + "-01")
    months["lane"] = months["family"].map(LANES)
    whole = months[months["source"] == "all"]
    parts = months[(months["source"] != "all") & months["n_events"].notna()]
    key = ["month", "lane"]
    split = whole[whole["n_events"].notna()].merge(parts[key].drop_duplicates(), on=key, how="left", indicator=True)
    unsplit = split[split["_merge"] == "left_only"].assign(known="not told apart")
    bars = pd.concat(
        [
            parts.assign(known=parts["source"].map({"text_only": "text alone", "structured": "coded rows"})),
            unsplit,
        ]
    )[["month", "lane", "known", "n_events"]]
    bars["n_events"] = bars["n_events"].astype(float)
    names = ["text alone", "coded rows", "not told apart"]
    base = alt.Chart(bars)
    drawn = base.mark_bar(stroke="#1d2733", strokeWidth=0.4, width=7).encode(
        x=alt.X("month:T", title=None, axis=alt.Axis(format="%m/%Y", tickCount="year", grid=False)),
        y=alt.Y("n_events:Q", title="events", stack="zero", axis=alt.Axis(tickCount=3)),
        color=alt.Color(
            "known:N",
            title="Known from",
            scale=alt.Scale(domain=names, range=["#0b3c5d", "#9cc9e5", "#ffffff"]),
            legend=alt.Legend(labelLimit=200),
        ),
        order=alt.Order("known:N", sort="descending"),
    )
    crosses = (
        alt.Chart(
            whole[whole["n_events"].isna()].assign(zero=0.0, what="fewer than the threshold")[[*key, "zero", "what"]]
        )
        .mark_text(text="×", dy=-4, fontSize=11, color="#5b6b7b")
        .encode(x="month:T", y="zero:Q")
    )
    lanes = [lane for lane in LANES.values() if lane in set(bars["lane"])]
    panels = [
        alt.layer(
            drawn.transform_filter(alt.datum.lane == lane), crosses.transform_filter(alt.datum.lane == lane)
        ).properties(width=WIDTH - 170, height=78, title=alt.TitleParams(lane, anchor="start", fontSize=11, offset=4))
        for lane in lanes
    ]
    return (
        alt.vconcat(*panels, spacing=8)
        .properties(
            title=_title(
                "Events per month",
                "performed events by the month they happened in; a cross is a month that must be hidden",
            )
        )
        .resolve_scale(x="shared")
    )


def against_before(rows: pd.DataFrame, year: int, *, level: str) -> alt.TopLevelMixin:
    """Return the activity of a year as a ratio to the mean of the two years before, with its interval.

    Parameters
    ----------
    rows
        What :func:`onco_pipeline.report.figures.comparison` returns.
    year
        The year compared.
    level
        ``month`` or ``season``.
    """
    shown = rows[rows["ratio"].notna() & (rows["ratio"] > 0)].copy()
    shown["lane"] = shown["family"].map(LANES).fillna("All families")
    for name in ("ratio", "low", "high"):
        shown[name] = shown[name].astype(float)
    shown["low"] = shown["low"].clip(lower=0.1)
    shown["high"] = shown["high"].clip(upper=10.0)
    order = list(MONTHS if level == "month" else SEASONS)
    lanes = ["All families", *LANES.values()]
    scale = alt.Scale(type="log", domain=[0.2, 5.0], clamp=True)
    base = alt.Chart(shown[["lane", "part", "ratio", "low", "high"]]).encode(
        x=alt.X(
            "part:N",
            sort=order,
            scale=alt.Scale(domain=order),
            title=None,
            axis=alt.Axis(labelAngle=0, labelFontSize=9),
        )
    )
    bars = base.mark_rule(strokeWidth=1.6).encode(
        y=alt.Y("low:Q", scale=scale, title="ratio", axis=alt.Axis(values=[0.25, 0.5, 1, 2, 4])),
        y2="high:Q",
    )
    points = base.mark_point(filled=True, size=60, color="#D55E00", stroke="#1d2733").encode(
        y=alt.Y("ratio:Q", scale=scale)
    )
    texts = base.mark_text(dy=-8, fontSize=9).encode(
        y=alt.Y("high:Q", scale=scale), text=alt.Text("ratio:Q", format=".2f")
    )
    one = alt.Chart(pd.DataFrame({"one": [1.0]})).mark_rule(strokeDash=[4, 3], color="#5b6b7b").encode(y="one:Q")
    here = [lane for lane in lanes if lane in set(shown["lane"])]
    columns = 3 if level == "season" else 2
    panels = [
        alt.layer(one, *(layer.transform_filter(alt.datum.lane == lane) for layer in (bars, points, texts))).properties(
            width=(WIDTH - 70 * columns) // columns,
            height=130,
            title=alt.TitleParams(lane, fontSize=11, anchor="start", offset=4),
        )
        for lane in here
    ]
    return alt.concat(*panels, columns=columns, spacing=16).properties(
        title=_title(
            f"Activity of {year} by {'month' if level == 'month' else 'part of the year'}: "
            f"ratio to the mean of {year - 2} and {year - 1}",
            "point: ratio; line: 95 % interval; dashes: as before; logarithmic",
        )
    )


def delays(rows: pd.DataFrame) -> alt.TopLevelMixin:
    """Return median and quartiles of each delay by period, from ``agg_delay`` over all hospitals and cancers."""
    shown = rows[
        (rows["hospital"] == "all")
        & (rows["cancer_group"] == "all")
        & rows["n_patients"].notna()
        & rows["period"].isin(_PERIODS)
    ].copy()
    shown = in_care_order(shown)
    shown["when"] = shown["period"].map(_PERIODS)
    shown["step"] = shown["transition"].map(in_words)
    shown["label"] = shown.apply(lambda row: f"{row['median_days']:.0f} d, n = {int(row['n_patients'])}", axis=1)
    names = list(_PERIODS.values())
    look = {
        "color": alt.Color("when:N", title="First lockdown", scale=alt.Scale(domain=names, range=_PERIOD_RANGE)),
    }
    columns = ["step", "when", "q1_days", "median_days", "q3_days", "label"]
    base = alt.Chart(shown[columns].astype(dict.fromkeys(columns[2:5], float))).encode(
        y=alt.Y(
            "when:N",
            sort=names,
            scale=alt.Scale(domain=names),
            title=None,
            axis=alt.Axis(labels=False, ticks=False, domain=False),
        )
    )
    lines = base.mark_rule(strokeWidth=3, opacity=0.55).encode(
        x=alt.X("q1_days:Q", title="days", scale=alt.Scale(zero=True)), x2="q3_days:Q", **look
    )
    points = base.mark_point(filled=True, size=80, stroke="#1d2733", strokeWidth=0.5).encode(
        x="median_days:Q",
        shape=alt.Shape(
            "when:N", title="First lockdown", scale=alt.Scale(domain=names, range=["circle", "square", "triangle-up"])
        ),
        **look,
    )
    texts = base.mark_text(align="left", dx=7, fontSize=10).encode(x="q3_days:Q", text="label:N")
    return (
        alt.layer(lines, points, texts)
        .properties(width=WIDTH - 340, height=alt.Step(15))
        .facet(
            row=alt.Row(
                "step:N",
                title=None,
                sort=shown["step"].drop_duplicates().tolist(),
                header=alt.Header(labelAngle=0, labelAlign="left", labelLimit=220, labelPadding=18),
            ),
            spacing=6,
        )
        .properties(
            title=_title(
                "Delays by period",
                "before, during and after the first lockdown of 2020; point: median; line: quartiles; n: patients",
            )
        )
    )


def survival(curve: pd.DataFrame) -> alt.TopLevelMixin:
    """Return the Kaplan-Meier curve of :class:`onco_pipeline.report.figures.Survival` with the numbers at risk."""
    top = float(curve["months"].max())
    x = alt.X(
        "months:Q",
        title="months since diagnosis",
        scale=alt.Scale(domain=[0, max(top, 6)], nice=False),
        axis=alt.Axis(values=list(range(0, int(top) + 7, 6))),
    )
    y = alt.Scale(domain=[0, 1])
    base = alt.Chart(curve)
    band = base.mark_area(interpolate="step-after", opacity=0.22, color="#0072B2").encode(
        x=x, y=alt.Y("low:Q", scale=y, title="share free of metastasis", axis=alt.Axis(format=".0%")), y2="high:Q"
    )
    line = base.mark_line(interpolate="step-after", color="#0b3c5d", strokeWidth=2).encode(
        x=x, y=alt.Y("free:Q", scale=y)
    )
    picture = alt.layer(band, line).properties(width=WIDTH - 160, height=260)
    every = max(6, 6 * round(top / 60))
    risk = curve[curve["months"] % every == 0]
    numbers = (
        alt.Chart(risk)
        .mark_text(fontSize=11)
        .encode(x=alt.X("months:Q", scale=alt.Scale(domain=[0, max(top, 6)], nice=False), axis=None), text="at_risk:Q")
        .properties(
            width=WIDTH - 160, height=18, title=alt.TitleParams("Patients at risk", anchor="start", fontSize=11)
        )
    )
    return alt.vconcat(picture, numbers, spacing=4).properties(
        title=_title(
            "Time from diagnosis to first metastasis",
            "Kaplan-Meier, deaths censored; band: 95 % interval; ends where too few patients are followed",
        )
    )


def sankey(flow: pd.DataFrame) -> alt.TopLevelMixin:
    """Return the Sankey diagram of the first steps, from ``agg_pathway_flow``."""
    placed: Layout = layout(flow, FLOW_ORDER)
    names = list(_FLOW_COLOURS)
    colour = alt.Scale(domain=names, range=list(_FLOW_COLOURS.values()))
    steps = int(placed.nodes["step"].max())
    x = alt.Scale(domain=[0.8, steps + 0.75], nice=False)
    axis = alt.Axis(values=list(range(1, steps + 1)), format="d", grid=False, domain=False, ticks=False)
    nodes = placed.nodes.assign(label=lambda rows: rows["family"].map(in_words) + " " + rows["n_patients"].astype(str))
    nodes["middle"] = (nodes["y0"] + nodes["y1"]) / 2
    bars = (
        alt.Chart(nodes)
        .mark_rect(stroke="#1d2733", strokeWidth=0.6)
        .encode(
            x=alt.X("x0:Q", scale=x, title="step", axis=axis),
            x2="x1:Q",
            y=alt.Y("y0:Q", title=None, axis=None),
            y2="y1:Q",
            color=alt.Color("family:N", scale=colour, legend=None),
        )
    )
    labels = (
        alt.Chart(nodes)
        .mark_text(align="left", dx=4, fontSize=11, fontWeight="bold")
        .encode(x=alt.X("x1:Q", scale=x), y=alt.Y("middle:Q", axis=None), text="label:N")
    )
    layers = [bars, labels]
    if len(placed.bands):
        ribbons = (
            alt.Chart(placed.bands)
            .mark_area(opacity=0.38, stroke="#1d2733", strokeWidth=0.4)
            .encode(
                x=alt.X("x:Q", scale=x),
                y=alt.Y("y0:Q", axis=None),
                y2="y1:Q",
                detail="band:N",
                color=alt.Color("from_family:N", scale=colour, legend=None),
            )
        )
        layers.insert(0, ribbons)
    return alt.layer(*layers).properties(
        width=WIDTH - 30,
        height=380,
        title=_title("First steps of care", "patients; repeated steps of one family count once; other: rare sequences"),
    )
