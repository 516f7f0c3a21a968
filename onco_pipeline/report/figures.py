"""The numbers of the cohort report, from the marts: activity against the years before, survival, pathways.

Pure functions of data frames; nothing here draws (:mod:`onco_pipeline.report.plates` does).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from onco_pipeline.disclosure import Relation, suppress

if TYPE_CHECKING:
    from lifelines import KaplanMeierFitter

#: Days of a month, for durations told in months.
MONTH_DAYS = 365.25 / 12

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS = ("Jan-Feb", "Mar-May", "Jun-Sep", "Oct-Dec")


def ratio_to_before(count: int, before: Sequence[int], level: float = 0.95) -> tuple[float, float, float]:
    """Return a count over the mean of the counts before it, with an exact interval.

    Given the sum of all of them, the count is binomial when each is Poisson; the interval is that of
    Clopper and Pearson for its share, turned into a ratio. Counts that vary more than Poisson ones do
    (and months of one hospital do) deserve a wider one.

    Examples
    --------
    >>> ratio, low, high = ratio_to_before(67, [98, 102])
    >>> f"{ratio:.2f} [{low:.2f}, {high:.2f}]"
    '0.67 [0.50, 0.89]'
    """
    from scipy.stats import beta

    earlier, years = sum(before), len(before)
    tail = (1 - level) / 2
    low = float(beta.ppf(tail, count, earlier + 1)) if count else 0.0
    high = float(beta.ppf(1 - tail, count + 1, earlier)) if earlier else 1.0

    def as_ratio(share: float) -> float:
        return years * share / (1 - share) if share < 1 else float("inf")

    return (years * count / earlier if earlier else float("inf")), as_ratio(low), as_ratio(high)


def comparison(activity: pd.DataFrame, year: int, level: str) -> pd.DataFrame:
    """Return the activity of a year beside the two years before it, part by part.

    Parameters
    ----------
    activity
        ``agg_monthly_activity``; rows of all hospitals and sources are used.
    year
        The year to compare.
    level
        ``month`` or ``season``.

    Returns
    -------
    DataFrame
        ``family, part, n_events, n_before_2, n_before_1, ratio, low, high``; the last three are empty
        where one of the three counts is hidden or missing, or both earlier ones are zero.
    """
    rows = activity[
        (activity["calendar_level"] == level)
        & (activity["hospital"] == "all")
        & (activity["source"] == "all")
        & ~activity["calendar"].str.contains("unknown")
    ].copy()
    part = rows["calendar"].str.split("-| ", n=1, regex=True).str[1]
    rows["part"] = part.map({f"{n:02}": name for n, name in enumerate(MONTHS, 1)}) if level == "month" else part
    parts = MONTHS if level == "month" else SEASONS
    known = {
        (row.family, int(row.calendar_year), row.part): (None if row.is_suppressed else int(row.n_events))
        for row in rows.itertuples()
    }
    made = []
    for family in sorted(rows["family"].unique()):
        for name in parts:
            # A unit without a row had no event; one whose row is hidden has a number that is not known.
            counts = [known.get((family, year - back, name), 0) for back in (0, 1, 2)]
            shown = [count for count in counts if count is not None]
            told = len(shown) == len(counts) and sum(shown[1:]) > 0
            ratio = ratio_to_before(shown[0], shown[1:]) if told else (None, None, None)
            made.append((family, name, counts[0], counts[2], counts[1], *ratio))
    columns = ["family", "part", "n_events", "n_before_2", "n_before_1", "ratio", "low", "high"]
    frame = pd.DataFrame(made, columns=columns)
    return frame.astype(dict.fromkeys(columns[2:5], "Int64") | dict.fromkeys(columns[5:], "Float64"))


@dataclass(frozen=True, slots=True)
class Survival:
    """Time to first metastasis, up to where fewer patients than the threshold are followed.

    Attributes
    ----------
    followed, synchronous, without_origin
        Patients who are followed from their diagnosis; who had the metastasis at diagnosis; of whom no
        diagnosis is known. None where the number must not be shown.
    curve
        ``months, at_risk, free, low, high``: Kaplan-Meier, one row a month, deaths censored.
    incidence
        ``months, at_risk, free, cumulative_incidence, free_late_entry``: the same at a few times, with
        the cumulative incidence that lets death compete (Aalen-Johansen) and the Kaplan-Meier estimate
        of patients who enter when the hospital first meets them.
    text_only_share
        Share of the followed of whom text alone gave the diagnosis or the metastasis.
    """

    followed: int | None
    synchronous: int | None
    without_origin: int | None
    curve: pd.DataFrame
    incidence: pd.DataFrame
    text_only_share: float | None


def metastasis_free(
    intervals: pd.DataFrame, n_included: int, *, threshold: int = 11, times: Sequence[int] = (6, 12, 24, 36, 48, 60)
) -> Survival:
    """Return the estimates from ``fct_metastasis_free_interval`` of the cohort.

    Parameters
    ----------
    intervals
        Rows of the included patients: ``interval_days, outcome, is_synchronous, entry_days, is_text_only``.
    n_included
        Patients of the cohort, those without a diagnosis among them.
    threshold
        Times at which fewer patients are at risk are left out.
    times
        Months of the table.
    """
    rows = intervals[~intervals["is_synchronous"]]
    numbers = [n_included, len(rows), int(intervals["is_synchronous"].sum()), n_included - len(intervals)]
    hidden = suppress(numbers, [Relation(0, (1, 2, 3))], threshold=threshold)
    followed, synchronous, without = (
        None if hide else number for hide, number in zip(hidden[1:], numbers[1:], strict=True)
    )
    empty = Survival(followed, synchronous, without, _no_rows(_CURVE), _no_rows(_INCIDENCE), None)
    if followed is None or followed < threshold:
        return empty
    months = rows["interval_days"].astype(float) / MONTH_DAYS
    every = range(int(months.max()) + 1)
    grid = [month for month, followed in zip(every, _at_risk(months, every), strict=True) if followed >= threshold]
    return Survival(
        followed,
        synchronous,
        without,
        _curve(months, rows["outcome"] == "metastasis", grid),
        _incidence(rows, months, [time for time in times if time in grid]),
        _share(rows["is_text_only"], threshold),
    )


_CURVE = ("months", "at_risk", "free", "low", "high")
_INCIDENCE = ("months", "at_risk", "free", "cumulative_incidence", "free_late_entry")


def _no_rows(columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype="float64") for name in columns})


def _at_risk(months: pd.Series, times: Sequence[float]) -> list[int]:
    """Return how many patients are followed up to each time: looked up, there are hundreds of months."""
    ends = np.sort(months.dropna().to_numpy())
    return (len(ends) - np.searchsorted(ends, np.asarray(times), side="left")).tolist()


def _share(told: pd.Series, threshold: int) -> float | None:
    """Return the share of true values unless it, or its rest, is of few patients."""
    count = int(told.sum())
    if 0 < count < threshold or 0 < len(told) - count < threshold:
        return None
    return count / len(told)


def _curve(months: pd.Series, found: pd.Series, grid: Sequence[int]) -> pd.DataFrame:
    from lifelines import KaplanMeierFitter

    fitted = KaplanMeierFitter().fit(months, found, timeline=grid)
    bounds = fitted.confidence_interval_
    return pd.DataFrame(
        {
            "months": list(grid),
            "at_risk": _at_risk(months, grid),
            "free": fitted.survival_function_.iloc[:, 0].to_numpy(),
            "low": bounds.iloc[:, 0].fillna(1.0).to_numpy(),
            "high": bounds.iloc[:, 1].fillna(1.0).to_numpy(),
        }
    )


def _incidence(rows: pd.DataFrame, months: pd.Series, times: Sequence[int]) -> pd.DataFrame:
    from lifelines import AalenJohansenFitter, KaplanMeierFitter

    if not times:
        return _no_rows(_INCIDENCE)
    found = rows["outcome"] == "metastasis"
    plain = KaplanMeierFitter().fit(months, found)
    kind = rows["outcome"].map({"metastasis": 1, "death": 2, "censored": 0})
    # Days that several patients share are told apart by a little noise, the same in every run.
    competing = None
    if found.any():
        competing = AalenJohansenFitter(calculate_variance=False, seed=0).fit(
            months.clip(lower=1 / MONTH_DAYS), kind, event_of_interest=1
        )
    entering = _entering(rows, months)
    return pd.DataFrame(
        {
            "months": list(times),
            "at_risk": _at_risk(months, times),
            "free": [float(plain.predict(time)) for time in times],
            "cumulative_incidence": [
                float(competing.predict(time)) if competing is not None else 0.0 for time in times
            ],
            "free_late_entry": [float(entering.predict(time)) if entering is not None else None for time in times],
        }
    )


def _entering(rows: pd.DataFrame, months: pd.Series) -> KaplanMeierFitter | None:
    """Return the estimate in which patients are watched from their first contact; None where few are at first."""
    from lifelines import KaplanMeierFitter
    from lifelines.exceptions import StatError

    entry = rows["entry_days"].astype(float) / MONTH_DAYS
    late = entry < months
    if not late.any():
        return None
    try:
        return KaplanMeierFitter().fit(months[late], rows["outcome"][late] == "metastasis", entry=entry[late])
    except StatError:
        return None
