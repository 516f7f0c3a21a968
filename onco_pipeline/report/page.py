"""The report of a cohort: one HTML page from the marts, without a word of a note, offline and fit to print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from numbers import Integral
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from onco_pipeline.report import plates
from onco_pipeline.report.charts import drawn, svg
from onco_pipeline.report.copies import spared
from onco_pipeline.report.downloads import Download, downloads
from onco_pipeline.report.figures import Survival, comparison, metastasis_free
from onco_pipeline.report.profile import profile
from onco_pipeline.study import Study

#: The year whose activity is compared with the two before it.
YEAR = 2020

_REASONS = {
    "too_few_notes": "too few notes",
    "other_cancer": "no code of the cancers asked for",
    "outside_period": "index date outside the period",
    "other_hospital": "none of the hospitals asked for was visited",
    "performed": "performed: the events of this report",
    "planned": "still planned at the last note",
    "not_performed": "planned, then cancelled or refused",
    "impossible": "impossible (after death, before birth, out of the calendar)",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One evaluation of the extraction against a gold, as ``onco evaluate --json`` writes it.

    Attributes
    ----------
    name
        Name of the file.
    scores
        ``family, f1, low, high, precision, recall, gold`` (strict).
    owners, unit
        How many notes or patients the gold has.
    """

    name: str
    scores: pd.DataFrame
    owners: int
    unit: str


@dataclass(frozen=True, slots=True)
class CohortData:
    """What a report is made from; the frames are named as the tables they are read from.

    Attributes
    ----------
    intervals
        ``fct_metastasis_free_interval`` of the included patients.
    n_included
        Patients of the cohort.
    quality
        Tables of the data-quality summary by title, numbers that must not be shown already empty.
    provenance
        What made the numbers, for the methods: name to version or fingerprint.
    source
        What the tables are, in words.
    """

    agg_cohort_inclusion: pd.DataFrame
    agg_cohort_profile: pd.DataFrame
    agg_monthly_activity: pd.DataFrame
    agg_delay: pd.DataFrame
    agg_pathway_variant: pd.DataFrame
    agg_pathway_flow: pd.DataFrame
    intervals: pd.DataFrame
    n_included: int
    study: Study
    source: str
    quality: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    measured: Sequence[Measured] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture with what stands under it, and the table behind it."""

    picture: str
    caption: str
    links: Sequence[Download]


def _figure(picture: str, caption: str, name: str, table: pd.DataFrame) -> Figure:
    return Figure(picture, caption, downloads(name, table))


def _aggregates(data: CohortData) -> dict[str, list[Download]]:
    """Return the links of the tables that are linked by themselves; some stand under a picture too."""
    names = ("agg_cohort_inclusion", "agg_cohort_profile", "agg_monthly_activity", "agg_delay", "agg_pathway_variant")
    return {name: downloads(name, getattr(data, name)) for name in names}


def inclusion(rows: pd.DataFrame) -> dict[str, list[tuple[object, ...]]]:
    """Return the boxes of the flow chart: ``patients`` and ``notes`` in and out, then ``events``.

    Examples
    --------
    >>> rows = pd.DataFrame([("patients", "all", 40, 90, None), ("patients", "too_few_notes", 12, 0, None),
    ...     ("patients", "included", 28, 90, None)],
    ...     columns=["subject", "reason", "n_patients", "n_notes", "n_care_events"])
    >>> inclusion(rows)["excluded"]
    [('too few notes', 12, 0)]
    """
    patients = rows[rows["subject"] == "patients"].set_index("reason")
    events = rows[rows["subject"] == "events"].set_index("reason")

    def numbers(reason: str) -> tuple[object, object]:
        if reason not in patients.index:
            return 0, 0
        row = patients.loc[reason]
        return _plain(row["n_patients"]), _plain(row["n_notes"])

    return {
        "all": [("patients known", *numbers("all"))],
        "excluded": [
            (_REASONS[reason], *numbers(reason))
            for reason in ("too_few_notes", "other_cancer", "outside_period", "other_hospital")
            if reason in patients.index
        ],
        "included": [("patients included", *numbers("included"))],
        "events": [
            (_REASONS[reason], _plain(events.loc[reason, "n_care_events"]))
            for reason in ("performed", "planned", "not_performed", "impossible")
            if reason in events.index
        ],
    }


def _plain(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def number(value: Any) -> str:
    """Return a number as a reader would write it, a hidden one as ``hidden``.

    Examples
    --------
    >>> number(12345), number(None)
    ('12\\u202f345', 'hidden')
    """
    if value is None or pd.isna(value):
        return "hidden"
    whole = isinstance(value, Integral) or float(value).is_integer()
    return f"{int(value):,}".replace(",", "\u202f") if whole else f"{value:g}"


def percent(value: Any) -> str:
    """Return a share in percent, a hidden one as ``hidden``."""
    return "hidden" if value is None or pd.isna(value) else f"{100 * float(value):.0f} %"


def text_shares(activity: pd.DataFrame) -> pd.DataFrame:
    """Return ``family, n_events, text_only_share`` over all months and hospitals."""
    rows = activity[
        (activity["calendar_level"] == "all") & (activity["hospital"] == "all") & (activity["source"] == "all")
    ]
    return rows[["family", "n_events", "text_only_share"]].reset_index(drop=True)


def seasons_in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the comparison by season as the report prints it: counts, ratio with its interval."""
    shown = rows.copy()
    shown["told"] = [
        "" if pd.isna(row.ratio) else f"{row.ratio:.2f} [{row.low:.2f}, {row.high:.2f}]" for row in shown.itertuples()
    ]
    return shown


@spared()
def _pictures(
    data: CohortData,
    compared: pd.DataFrame,
    months: pd.DataFrame,
    lived: Survival,
    links: Mapping[str, Sequence[Download]],
) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    threshold = data.study.small_cell_threshold
    activity = data.agg_monthly_activity
    if plates.has_activity(activity):
        figures["activity"] = Figure(
            drawn(plates.activity, activity),
            "Performed events of the cohort by the month they happened in, whatever the note that tells them. "
            "Events dated no better than a season or a year are not drawn.",
            links["agg_monthly_activity"],
        )
    for level, rows in (("season", compared), ("month", months)):
        if rows["ratio"].notna().any():
            figures[level] = _figure(
                svg(plates.against_before(rows, YEAR, level=level)),
                "Interval: exact, for counts that vary as Poisson counts do; real months vary more.",
                f"activity_{YEAR}_by_{level}",
                rows,
            )
    if plates.has_delays(data.agg_delay):
        figures["delays"] = Figure(
            drawn(plates.delays, data.agg_delay),
            f"Delays of at least {threshold} patients; the period is that of the first of the two events. A pathology "
            "result has the date of its sample.",
            links["agg_delay"],
        )
    if len(lived.curve) > 1:
        figures["survival"] = _figure(
            svg(plates.survival(lived.curve)),
            f"Ends where fewer than {threshold} patients are followed.",
            "metastasis_free_survival",
            lived.curve,
        )
    if len(data.agg_pathway_flow):
        figures["pathways"] = _figure(
            svg(plates.sankey(data.agg_pathway_flow)),
            "A bar is a step, its height the patients at it; a band is the patients who went from one to the next. "
            "Sequences whose numbers are hidden are not drawn.",
            "agg_pathway_flow",
            data.agg_pathway_flow,
        )
    return figures


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates of this room: everything is escaped but pictures made here."""
    made = Environment(
        loader=PackageLoader("onco_pipeline.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters.update(number=number, percent=percent, words=plates.in_words)
    return made


def render(data: CohortData) -> str:
    """Return the whole report as HTML."""
    lived = metastasis_free(data.intervals, data.n_included, threshold=data.study.small_cell_threshold)
    compared = comparison(data.agg_monthly_activity, YEAR, "season")
    months = comparison(data.agg_monthly_activity, YEAR, "month")
    delays = data.agg_delay
    whole = delays[(delays["hospital"] == "all") & (delays["cancer_group"] == "all")]
    gap = data.intervals[data.intervals["outcome"] == "metastasis"]
    seen = (pd.to_datetime(gap["onset_date_midpoint"]) - pd.to_datetime(gap["last_exam_before_onset_date"])).dt.days
    page = environment().get_template("report.html.j2")
    links = _aggregates(data)
    return page.render(
        data=data,
        year=YEAR,
        threshold=data.study.small_cell_threshold,
        flow=inclusion(data.agg_cohort_inclusion),
        profile=profile(data.agg_cohort_profile),
        shares=plates.in_care_order(text_shares(data.agg_monthly_activity)),
        figures=_pictures(data, compared, months, lived, links),
        seasons=plates.in_care_order(seasons_in_words(compared)),
        delays=plates.in_care_order(whole),
        lived=lived,
        exam_gap=float(seen.median()) if seen.notna().sum() >= data.study.small_cell_threshold else None,
        variants=data.agg_pathway_variant.sort_values("n_patients", ascending=False, na_position="last"),
        links=links,
        incidence_links=downloads("metastasis_incidence", lived.incidence),
    )


def slug(text: str) -> str:
    """Return a name fit for a file: letters, digits, dashes.

    Examples
    --------
    >>> slug("P/../1 é")
    'P-1'
    """
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-") or "unnamed"
