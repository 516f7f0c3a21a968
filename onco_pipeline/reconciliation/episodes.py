"""Episodes of oral drugs: from the care events of a drug to the time it was taken."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

from onco_pipeline.cells import details
from onco_pipeline.events import Family

__all__ = ["COLUMNS", "drug_episodes"]

#: Columns of :func:`drug_episodes`: dates are bounds of the first start and of the last stop, None where nothing tells.
COLUMNS = (
    "person_id",
    "drug",
    "episode",
    "start_from",
    "start_until",
    "left_censored",
    "stop_from",
    "stop_until",
    "ongoing",
    "n_pauses",
    "n_dose_changes",
    "care_event_ids",
)


def drug_episodes(care_events: pd.DataFrame) -> pd.DataFrame:
    """Return one row an episode: first start, last stop, pauses and changes of dose between.

    Parameters
    ----------
    care_events
        Rows of ``onco.care_event`` or ``onco.validated_care_event``; the episodes are numbered in their attributes
        (:func:`onco_pipeline.reconciliation.periods.mark_episodes`).

    Examples
    --------
    >>> drug_episodes(pd.DataFrame()).empty
    True
    """
    groups: dict[tuple[str, str, int], list[tuple[Any, dict[str, Any]]]] = defaultdict(list)
    if len(care_events):
        ordered = care_events[care_events["family"] == Family.ORAL_THERAPY].sort_values(["date_start", "care_event_id"])
        for row in ordered.itertuples(index=False):
            told = details(row.attributes)
            if "episode" in told:
                groups[row.person_id, row.site or "", told["episode"]].append((row, told))
    return pd.DataFrame([_episode(*key, group) for key, group in sorted(groups.items())], columns=list(COLUMNS))


def _episode(person_id: str, drug: str, number: int, group: list[tuple[Any, dict[str, Any]]]) -> dict[str, Any]:
    starts = [row for row, _ in group if row.subtype == "start"]
    ends = [row for row, told in group if row.subtype == "stop" and not told.get("pause")]
    ongoing = any(told.get("ongoing") for _, told in group)
    censored = any(told.get("left_censored") for _, told in group)
    first = starts[0] if starts and not censored else None
    last = ends[-1] if ends and not ongoing else None
    return {
        "person_id": person_id,
        "drug": drug,
        "episode": number,
        "start_from": first.date_start if first is not None else None,
        "start_until": first.date_end if first is not None else None,
        "left_censored": censored,
        "stop_from": last.date_start if last is not None else None,
        "stop_until": last.date_end if last is not None else None,
        "ongoing": ongoing,
        "n_pauses": sum(bool(told.get("pause")) for _, told in group),
        "n_dose_changes": sum(row.subtype == "dose_change" for row, _ in group),
        "care_event_ids": [row.care_event_id for row, _ in group],
    }
