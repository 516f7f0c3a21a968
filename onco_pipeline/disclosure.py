"""Keep small numbers of patients out of tables that may leave the hospital.

A number below the threshold is hidden (*primary* suppression). A hidden number must not be found again
by subtracting others from a total, so more numbers are hidden beside it (*complementary* suppression)
until no published sum gives it away: no sum has a single hidden member, the hidden parts of a published
total reach the threshold together, and no chain of sums leads to a hidden small number.

Source of the rule: DOMAIN.md section 6 (threshold 11, complementary suppression, checks for differencing).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import lsqr

#: What a dimension holds where a row is over all of its values.
ALL = "all"


@dataclass(frozen=True, slots=True)
class Relation:
    """One sum that a reader can do: the cell ``total`` is the sum of the cells ``parts`` (positions)."""

    total: int
    parts: tuple[int, ...]


def relations_of(
    keys: Sequence[tuple[Hashable, ...]], parents: Sequence[Callable[[Hashable], Hashable | None]] | None = None
) -> list[Relation]:
    """Return the sums that hold between the cells of a table with margins.

    Parameters
    ----------
    keys
        One tuple a cell, one value a dimension; :data:`ALL` stands for the margin.
    parents
        For each dimension, the value that a value is summed into, None for the topmost. By default every
        value is summed into :data:`ALL`.

    Examples
    --------
    >>> relations_of([("all",), ("a",), ("b",)])
    [Relation(total=0, parts=(1, 2))]
    """
    keys = list(keys)
    if not keys:
        return []
    ups = parents or [_to_all] * len(keys[0])
    place = {key: position for position, key in enumerate(keys)}
    parts: dict[tuple[int, int], list[int]] = {}
    for position, key in enumerate(keys):
        for dimension, up in enumerate(ups):
            above = up(key[dimension])
            if above is None:
                continue
            total = place.get((*key[:dimension], above, *key[dimension + 1 :]))
            if total is not None:
                parts.setdefault((dimension, total), []).append(position)
    return [Relation(total, tuple(found)) for (_, total), found in parts.items()]


def suppress(
    values: Sequence[int], relations: Sequence[Relation], *, threshold: int = 11, small: Sequence[bool] | None = None
) -> np.ndarray:
    """Return which cells to hide, as an array of booleans.

    Parameters
    ----------
    values
        The numbers, whole and not negative; zeros are never hidden.
    relations
        The sums between them.
    threshold
        The least number that may be shown.
    small
        Which cells are small, when that is decided by something else than ``values`` (events of few
        patients). By default those from 1 to ``threshold - 1``.

    Examples
    --------
    >>> suppress([40, 3, 12, 25], [Relation(0, (1, 2, 3))]).tolist()
    [False, True, True, False]
    """
    counts = np.asarray(values, dtype=np.int64)
    primary = ((counts > 0) & (counts < threshold)) if small is None else np.asarray(small, dtype=bool) & (counts > 0)
    hidden = primary.copy()
    if not primary.any():
        return hidden
    used_by: dict[int, list[int]] = {}
    for number, relation in enumerate(relations):
        for cell in (relation.total, *relation.parts):
            used_by.setdefault(cell, []).append(number)
    # Lowest number first: the same table is always hidden in the same way.
    waiting = sorted({number for cell in np.flatnonzero(hidden) for number in used_by.get(int(cell), ())})
    while True:
        while waiting:
            number = heapq.heappop(waiting)
            for cell in _to_hide(relations[number], counts, hidden, threshold):
                hidden[cell] = True
                for other in used_by[cell]:
                    heapq.heappush(waiting, other)
        more = _beside_the_derivable(relations, counts, hidden, primary, used_by)
        if more is None:
            return hidden
        hidden[more] = True
        waiting = sorted(used_by[more])


def _to_hide(relation: Relation, counts: np.ndarray, hidden: np.ndarray, threshold: int) -> list[int]:
    """Return the cells that one sum needs hidden beside those that are."""
    parts = [part for part in relation.parts if hidden[part]]
    visible = sorted(
        (part for part in relation.parts if not hidden[part] and counts[part] > 0),
        key=lambda part: (counts[part], part),
    )
    chosen: list[int] = []
    if hidden[relation.total]:
        # Two unknowns at least: the total and one part.
        if not parts and visible:
            chosen.append(visible[0])
        return chosen
    if not parts:
        return chosen
    residual = int(sum(counts[part] for part in parts))
    number = len(parts)
    for part in visible:
        if number >= 2 and residual >= threshold:
            break
        chosen.append(part)
        number += 1
        residual += int(counts[part])
    if number < 2 or residual < threshold:
        chosen.append(relation.total)
    return chosen


def _beside_the_derivable(
    relations: Sequence[Relation],
    counts: np.ndarray,
    hidden: np.ndarray,
    primary: np.ndarray,
    used_by: Mapping[int, Sequence[int]],
) -> int | None:
    """Return a cell to hide because a chain of sums gives a small one away; None when none does."""
    for cell in derivable(relations, hidden):
        if not primary[cell]:
            continue
        near = {
            other
            for number in used_by.get(cell, ())
            for other in (relations[number].total, *relations[number].parts)
            if not hidden[other] and counts[other] > 0
        }
        far = (other for other in np.flatnonzero(~hidden & (counts > 0)) if int(other) in used_by)
        candidates = near or {int(other) for other in far}
        if candidates:
            return min(candidates, key=lambda other: (counts[other], other))
    return None


def derivable(relations: Sequence[Relation], hidden: np.ndarray) -> list[int]:
    """Return the hidden cells whose number follows from the published ones by adding and subtracting.

    The hidden numbers are moved at random along every direction that changes no published sum: one that
    does not move has a single possible value.

    Examples
    --------
    >>> derivable([Relation(0, (1, 2))], np.array([False, True, False]))
    [1]
    """
    cells = np.flatnonzero(hidden)
    column = {int(cell): position for position, cell in enumerate(cells)}
    rows, columns, signs = [], [], []
    number = 0
    for relation in relations:
        unknown = [(relation.total, -1.0), *((part, 1.0) for part in relation.parts)]
        unknown = [(column[cell], sign) for cell, sign in unknown if cell in column]
        if unknown:
            for position, sign in unknown:
                rows.append(number)
                columns.append(position)
                signs.append(sign)
            number += 1
    if not number:
        return []
    matrix = csr_matrix((signs, (rows, columns)), shape=(number, len(cells)))
    move = np.random.default_rng(0).uniform(1.0, 2.0, len(cells))
    fixed = lsqr(matrix, matrix @ move, atol=1e-13, btol=1e-13, iter_lim=20 * (number + len(cells)))[0]
    return [int(cell) for cell, left in zip(cells, move - fixed, strict=True) if abs(left) < 1e-7]


def lump(values: Sequence[int], *, threshold: int) -> list[bool]:
    """Return which numbers of a list to put together so that each one shown, and their sum, is large enough.

    Examples
    --------
    >>> lump([40, 3, 12, 25], threshold=11)
    [False, True, True, False]
    """
    if not len(values):
        return []
    everything = Relation(len(values), tuple(range(len(values))))
    return suppress([*values, sum(values)], [everything], threshold=threshold)[:-1].tolist()


def hide(
    table: pa.Table,
    dimensions: Sequence[str],
    value: str,
    *,
    threshold: int,
    patients: str | None = None,
    parents: Mapping[str, Callable[[Hashable], Hashable | None]] | None = None,
) -> pa.Table:
    """Return a table of counts with one column more, ``is_hidden``: what must not be shown of it.

    Parameters
    ----------
    table
        One row a cell, margins (:data:`ALL`) among them.
    dimensions
        The columns that name a cell.
    value
        The column of counts that add up.
    threshold
        The least number of patients that may be shown.
    patients
        The column that says how many patients a cell is of, where ``value`` counts something else.
    parents
        For some dimensions, the value that a value is summed into; see :func:`relations_of`.

    Examples
    --------
    >>> cells = pa.table({"site": ["all", "lung", "colon"], "n": [30, 25, 5]})
    >>> hide(cells, ["site"], "n", threshold=11)["is_hidden"].to_pylist()
    [False, True, True]
    """
    table = table.sort_by([(name, "ascending") for name in dimensions])
    keys = list(zip(*(table[name].to_pylist() for name in dimensions), strict=True))
    ups = [(parents or {}).get(name, _to_all) for name in dimensions]
    small = None if patients is None else np.asarray(table[patients].to_pylist(), dtype=np.int64) < threshold
    hidden = suppress(table[value].to_pylist(), relations_of(keys, ups), threshold=threshold, small=small)
    return table.append_column("is_hidden", pa.array(hidden.tolist(), pa.bool_()))


def _to_all(value: Hashable) -> Hashable | None:
    return None if value == ALL else ALL
