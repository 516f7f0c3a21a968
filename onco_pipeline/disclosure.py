"""Keep small numbers of patients out of tables that may leave the hospital.

A number below the threshold is hidden (*primary* suppression). A hidden number must not be found again
by subtracting others from a total, so more numbers are hidden beside it (*complementary* suppression)
until no published sum gives it away: no sum has a single hidden member, the hidden parts of a published
total reach the threshold together, and no chain of sums leads to a hidden small number.

The threshold of 11 is PCORnet's, and what the practice of French health data asks ("fewer than 11"); it is a setting.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.optimize import linprog
from scipy.sparse import csc_matrix, csr_matrix, diags, hstack
from scipy.sparse.linalg import lsqr

#: What a dimension holds where a row is over all of its values.
ALL = "all"
#: What counts as nothing beside a solution whose numbers are near one.
_ZERO = 1e-7
#: Cells of a table times those of them that are given away, up to which the latter are freed one after the other.
_FEW = 10_000


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
    # Asked once for each value: cells are many times as many.
    ups = [
        {value: up(value) for value in set(values)}
        for up, values in zip(parents or [_to_all] * len(keys[0]), zip(*keys, strict=True), strict=True)
    ]
    place = {key: position for position, key in enumerate(keys)}
    parts: dict[tuple[int, int], list[int]] = {}
    for position, key in enumerate(keys):
        for dimension, up in enumerate(ups):
            above = up[key[dimension]]
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
    used_by: list[list[int]] = [[] for _ in counts]
    for number, relation in enumerate(relations):
        used_by[relation.total].append(number)
        for cell in relation.parts:
            used_by[cell].append(number)
    # Lowest number first: the same table is always hidden in the same way.
    waiting = sorted({number for cell in np.flatnonzero(hidden) for number in used_by[cell]})
    numbers = counts.tolist()
    sums = _matrix(relations, len(counts))
    enough = sums[_enough(relations, sums)]
    while True:
        is_hidden = hidden.tolist()  # asked cell by cell, a list answers three times as fast
        while waiting:
            number = heapq.heappop(waiting)
            for cell in _to_hide(relations[number], numbers, is_hidden, threshold):
                hidden[cell] = is_hidden[cell] = True
                for other in used_by[cell]:
                    heapq.heappush(waiting, other)
        given_away = [cell for cell in _fixed(sums, hidden) if primary[cell]]
        more = _beside(given_away, enough, counts, hidden, used_by)
        if not more:
            return hidden
        hidden[more] = True
        waiting = sorted({number for cell in more for number in used_by[cell]})


def _to_hide(relation: Relation, counts: Sequence[int], hidden: Sequence[bool], threshold: int) -> list[int]:
    """Return the cells that one sum needs hidden beside those that are."""
    parts = [part for part in relation.parts if hidden[part]]
    residual, number = sum(counts[part] for part in parts), len(parts)
    if hidden[relation.total]:
        # Two unknowns at least: the total and one part.
        return [] if parts else _visible(relation, counts, hidden)[:1]
    if not parts or (number >= 2 and residual >= threshold):
        return []
    chosen: list[int] = []
    for part in _visible(relation, counts, hidden):
        chosen.append(part)
        number += 1
        residual += counts[part]
        if number >= 2 and residual >= threshold:
            return chosen
    return [*chosen, relation.total]


def _visible(relation: Relation, counts: Sequence[int], hidden: Sequence[bool]) -> list[int]:
    """Return the parts of a sum that could be hidden, the smallest first."""
    shown = (part for part in relation.parts if not hidden[part] and counts[part] > 0)
    return sorted(shown, key=lambda part: (counts[part], part))


def _matrix(relations: Sequence[Relation], cells: int) -> csc_matrix:
    """Return the sums as equations: one row a sum, one column a cell, whose product with the counts is zero."""
    lengths = np.array([len(relation.parts) for relation in relations], dtype=np.int64)
    numbers = np.arange(len(relations))
    rows = np.concatenate([numbers, np.repeat(numbers, lengths)])
    cells_of = [
        *(relation.total for relation in relations),
        *(part for relation in relations for part in relation.parts),
    ]
    signs = np.concatenate([np.full(len(relations), -1.0), np.ones(int(lengths.sum()))])
    return csc_matrix((signs, (rows, np.array(cells_of, dtype=np.int64))), shape=(len(relations), cells))


def _enough(relations: Sequence[Relation], sums: csc_matrix) -> np.ndarray:
    """Return the numbers of the sums from which all others follow: a third of a table with margins says nothing new.

    One sum for each total gives all totals from the cells that are none. With those drawn at random, a sum that holds
    by itself follows; one that does not is kept.
    """
    first: dict[int, int] = {}
    for number, relation in enumerate(relations):
        first.setdefault(relation.total, number)
    totals, numbers = np.array(list(first), dtype=np.int64), np.array(list(first.values()), dtype=np.int64)
    giving = sums.tocsr()[numbers]
    values = np.random.default_rng(0).uniform(1.0, 2.0, sums.shape[1])
    for _ in range(len(numbers) + 1):  # as often as totals are parts of totals, a few times
        short = giving @ values
        if np.abs(short).max(initial=0.0) < _ZERO:
            break
        values[totals] += short
    kept = np.abs(sums @ values) >= _ZERO
    kept[numbers] = True
    return np.flatnonzero(kept)


def _beside(
    given_away: Sequence[int],
    enough: csc_matrix,
    counts: np.ndarray,
    hidden: np.ndarray,
    used_by: Sequence[Sequence[int]],
) -> list[int]:
    """Return cells to hide because chains of sums give small ones away; none where none does, or nothing helps.

    One is looked for after the other in a small table: the cells that free one often free others. Where that would
    take long, all are looked for at once, which takes little longer than for one, and hides a little more. Of cells
    that stand in one sum only the first is then asked to move: the others move with it, or the other way.
    """
    taken: set[int] = set()
    together = []
    for cell in given_away:
        if taken.isdisjoint(used_by[cell]):
            together.append(cell)
            taken.update(used_by[cell])
    at_once = [together] if len(together) * len(counts) > _FEW else []  # they may be unable to move together
    for cells in (*at_once, *([cell] for cell in given_away)):
        if chosen := _to_free(enough, counts, hidden, cells):
            return chosen
    return []


def _to_free(sums: csc_matrix, counts: np.ndarray, hidden: np.ndarray, cells: Sequence[int]) -> list[int]:
    """Return the published cells whose hiding lets some hidden ones have another value, few and small ones.

    The usual linear programme of complementary suppression: the cells are moved by one, others move with them so
    that all sums still hold, and a published number that moves costs what it is.

    Source: Fischetti and Salazar, "Models and algorithms for optimizing cell suppression in tabular data with
    linear constraints", JASA 95 (2000).
    """
    # Zeros are never hidden. A hidden number moves for nothing, one variable each; a published one up or down, two.
    unknown, shown = np.flatnonzero((counts > 0) & hidden), np.flatnonzero((counts > 0) & ~hidden)
    published, cost = sums[:, shown], counts[shown]
    fixed = np.isin(unknown, cells)
    made = linprog(
        np.concatenate([np.zeros(len(unknown)), cost, cost]),
        A_eq=hstack([sums[:, unknown], published, -published]),
        b_eq=np.zeros(sums.shape[0]),
        bounds=np.concatenate(
            [
                np.column_stack([np.where(fixed, 1.0, -np.inf), np.where(fixed, 1.0, np.inf)]),
                np.tile([0.0, np.inf], (2 * len(shown), 1)),
            ]
        ),
        method="highs",
    )
    if made.status:
        return []  # nothing can free them: the sums leave them no other value
    up, down = np.split(made.x[len(unknown) :], 2)
    return shown[np.abs(up - down) > _ZERO].tolist()


def derivable(relations: Sequence[Relation], hidden: np.ndarray) -> list[int]:
    """Return the hidden cells whose number follows from the published ones by adding and subtracting.

    The hidden numbers are moved at random along every direction that changes no published sum: one that
    does not move has a single possible value.

    Examples
    --------
    >>> derivable([Relation(0, (1, 2))], np.array([False, True, False]))
    [1]
    """
    return _fixed(_matrix(relations, len(hidden)), hidden)


def _fixed(sums: csc_matrix, hidden: np.ndarray) -> list[int]:
    cells = np.flatnonzero(hidden)
    unknown = sums[:, cells].tocsr()
    # Long sums and short ones made alike, which changes no solution: found in a quarter fewer steps.
    unknown = diags(1.0 / np.sqrt(np.maximum(np.diff(unknown.indptr), 1))) @ unknown
    move = np.random.default_rng(0).uniform(1.0, 2.0, len(cells))
    left = move - _least_squares(unknown, unknown @ move)
    # A cell that stands in no sum moves freely: its column is empty.
    return [int(cell) for cell in cells[np.abs(left) < _ZERO]]


def _least_squares(matrix: csr_matrix, wanted: np.ndarray) -> np.ndarray:
    """Return the smallest solution."""
    return lsqr(matrix, wanted, atol=1e-13, btol=1e-13, iter_lim=20 * sum(matrix.shape))[0]


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
