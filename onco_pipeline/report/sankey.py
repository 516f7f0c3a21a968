"""Lay out a Sankey diagram of the first steps of pathways, for a chart library that has none.

A Sankey rather than a directly-follows graph: its bands are patients, so that they add up from left to
right and a reader can follow who goes where; the edges of a directly-follows graph count repeated moves,
which neither add up nor can be protected as numbers of patients. Rare sequences are one band, ``other``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

#: Width of a step's bar, in steps.
_BAR = 0.14
#: Points along a band.
_POINTS = 24


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands: x in steps, y in patients.

    Attributes
    ----------
    nodes
        ``step, family, n_patients, x0, x1, y0, y1``.
    bands
        ``band, from_family, to_family, n_patients, x, y0, y1``: several rows a band, along x.
    """

    nodes: pd.DataFrame
    bands: pd.DataFrame


def layout(flow: pd.DataFrame, order: Sequence[str]) -> Layout:
    """Return the layout of ``agg_pathway_flow``.

    Parameters
    ----------
    flow
        ``step, from_family, to_family, n_patients``; moves into step 1 come from ``start``.
    order
        Families from bottom to top.

    Examples
    --------
    >>> moves = pd.DataFrame([(1, "start", "imaging", 30), (2, "imaging", "biopsy", 20), (2, "imaging", "end", 10)],
    ...     columns=["step", "from_family", "to_family", "n_patients"])
    >>> layout(moves, ["end", "biopsy", "imaging"]).nodes[["step", "family", "y0", "y1"]].values.tolist()
    [[1, 'imaging', 0.0, 30.0], [2, 'end', 0.0, 10.0], [2, 'biopsy', 10.6, 30.6]]
    """
    rank = {family: place for place, family in enumerate(order)}
    totals = flow.groupby(["step", "to_family"])["n_patients"].sum()
    everybody = float(totals.groupby("step").sum().max()) if len(totals) else 0.0
    gap = 0.02 * everybody
    nodes, bottoms = [], {}
    for step in sorted(flow["step"].unique()):
        height = 0.0
        for family in sorted(totals[step].index, key=lambda name: rank.get(name, len(rank))):
            patients = float(totals[step, family])
            nodes.append((int(step), family, int(patients), step - _BAR, step + _BAR, height, height + patients))
            bottoms[int(step), family] = height
            height += patients + gap
    out, into = dict(bottoms), dict(bottoms)
    moves = flow[flow["step"] > 1].copy()
    moves["from_rank"] = moves["from_family"].map(rank)
    moves["to_rank"] = moves["to_family"].map(rank)
    pieces = []
    for number, move in enumerate(moves.sort_values(["step", "from_rank", "to_rank"]).itertuples()):
        left, right = (int(move.step) - 1, move.from_family), (int(move.step), move.to_family)
        patients = float(move.n_patients)
        along = np.linspace(0.0, 1.0, _POINTS)
        bend = along * along * (3 - 2 * along)
        low = out[left] + (into[right] - out[left]) * bend
        pieces.append(
            pd.DataFrame(
                {
                    "band": number,
                    "from_family": move.from_family,
                    "to_family": move.to_family,
                    "n_patients": int(patients),
                    "x": left[0] + _BAR + (right[0] - left[0] - 2 * _BAR) * along,
                    "y0": low,
                    "y1": low + patients,
                }
            )
        )
        out[left] += patients
        into[right] += patients
    columns = ["step", "family", "n_patients", "x0", "x1", "y0", "y1"]
    bands = pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame({"band": pd.Series(dtype="int64")})
    return Layout(pd.DataFrame(nodes, columns=columns), bands)
