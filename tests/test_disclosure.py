"""No published table gives a small number away: checked by solving for what is hidden."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from onco_pipeline import disclosure
from onco_pipeline.disclosure import ALL, Relation, _enough, _matrix, derivable, relations_of, suppress


def cube(counts: dict[tuple[str, ...], int]) -> tuple[list[tuple[str, ...]], list[int]]:
    """Return the cells of a table and of all its margins."""
    totals: dict[tuple[str, ...], int] = {}
    for key, count in counts.items():
        for mask in itertools.product((False, True), repeat=len(key)):
            margin = tuple(ALL if hide else value for hide, value in zip(mask, key, strict=True))
            totals[margin] = totals.get(margin, 0) + count
    return list(totals), list(totals.values())


def bounds(values, relations, hidden, cell):
    """Return the least and the greatest value that a reader of the published cells can give ``cell``."""
    free = [position for position in range(len(values)) if hidden[position]]
    place = {position: column for column, position in enumerate(free)}
    matrix, sums = [], []
    for relation in relations:
        row, known = np.zeros(len(free)), 0.0
        for position, sign in [(relation.total, -1.0), *((part, 1.0) for part in relation.parts)]:
            if position in place:
                row[place[position]] += sign
            else:
                known += sign * values[position]
        if row.any():
            matrix.append(row)
            sums.append(-known)
    ends = []
    for sign in (1.0, -1.0):
        goal = np.zeros(len(free))
        goal[place[cell]] = sign
        made = linprog(
            goal, A_eq=np.array(matrix) if matrix else None, b_eq=sums or None, bounds=[(1, 10_000)] * len(free)
        )
        assert made.status == 0, made.message
        ends.append(sign * made.fun)
    return ends


def test_a_single_small_number_takes_another_with_it():
    assert suppress([100, 3, 40, 57], [Relation(0, (1, 2, 3))]).tolist() == [False, True, True, False]


def test_small_numbers_that_reach_the_threshold_together_need_no_other():
    assert suppress([70, 6, 7, 57], [Relation(0, (1, 2, 3))]).tolist() == [False, True, True, False]


def test_two_ones_under_a_total_would_be_known_to_be_one_each():
    assert suppress([102, 1, 1, 40, 60], [Relation(0, (1, 2, 3, 4))]).tolist() == [False, True, True, True, False]


def test_a_small_number_with_nothing_beside_it_takes_the_total():
    assert suppress([3, 3], [Relation(0, (1,))]).tolist() == [True, True]


def test_zeros_are_shown_and_protect_nobody():
    assert suppress([50, 0, 4, 46], [Relation(0, (1, 2, 3))]).tolist() == [False, False, True, True]


def test_events_of_few_patients_are_small_whatever_their_number():
    hidden = suppress([90, 30, 60], [Relation(0, (1, 2))], small=[False, True, False])
    assert hidden.tolist() == [False, True, True]


def test_a_number_that_a_chain_of_sums_gives_away_is_seen():
    # Two squares of hidden numbers joined by a single cell: each sum has two unknowns, the joint has one value.
    rows = [["a", "b"], ["a", "b"], ["b", "c"], ["c", "d"], ["c", "d"]]
    keys = [(ALL, ALL)] + [(f"r{n}", ALL) for n in range(5)] + [(ALL, c) for c in "abcd"]
    cells = [(f"r{n}", c) for n, row in enumerate(rows) for c in row]
    keys += cells
    hidden = np.array([key in cells for key in keys])
    joint = {keys.index(("r2", "b")), keys.index(("r2", "c"))}
    assert set(derivable(relations_of(keys), hidden)) == joint


def test_few_numbers_are_hidden_where_a_chain_gives_one_away():
    # As above, with numbers: each end of the joint takes one more cell of its row, the small one that does it.
    shown = {("r2", "a"): 20, ("r2", "d"): 25, ("r0", "c"): 30, ("r1", "d"): 35, ("r3", "a"): 40, ("r4", "b"): 45}
    rows = [["a", "b"], ["a", "b"], ["b", "c"], ["c", "d"], ["c", "d"]]
    keys, values = cube({**{(f"r{n}", c): 7 for n, row in enumerate(rows) for c in row}, **shown})
    hidden = suppress(values, relations_of(keys))
    assert not derivable(relations_of(keys), hidden)
    assert {key for key, is_hidden in zip(keys, hidden, strict=True) if is_hidden and key in shown} == {
        ("r2", "a"),
        ("r2", "d"),
    }


def test_nested_calendars_are_summed_level_by_level():
    def up(value):
        return None if value == ALL else ALL if len(value) == 4 else value[:4]

    relations = relations_of([(ALL,), ("2020",), ("2020-01",), ("2020-02",)], [up])
    assert relations == [Relation(0, (1,)), Relation(1, (2, 3))]


@settings(max_examples=60)
@given(st.data())
def test_no_small_number_of_a_table_with_margins_can_be_worked_out(data):
    shape = data.draw(st.sampled_from([(4,), (3, 3), (4, 3), (3, 2, 2)]))
    counts = {
        tuple(f"{dimension}{value}" for dimension, value in enumerate(cell)): data.draw(
            st.one_of(st.integers(0, 15), st.integers(0, 80))
        )
        for cell in itertools.product(*map(range, shape))
    }
    keys, values = cube({key: count for key, count in counts.items() if count})
    if not keys:
        return
    relations = relations_of(keys)
    hidden = suppress(values, relations)
    for cell, value in enumerate(values):
        if 0 < value < 11:
            assert hidden[cell]
            low, high = bounds(values, relations, hidden, cell)
            assert high - low >= 1, (keys[cell], value, low, high)
    assert suppress(values, relations).tolist() == hidden.tolist()


@pytest.mark.parametrize("threshold", [5, 11])
def test_a_large_table_is_hidden_quickly_and_no_more_than_needed(threshold):
    random = np.random.default_rng(3)
    counts = {
        (f"m{month}", f"h{hospital}", f"f{family}"): int(random.poisson(30 if hospital < 8 else 4))
        for month in range(40)
        for hospital in range(12)
        for family in range(5)
    }
    keys, values = cube({key: count for key, count in counts.items() if count})
    hidden = suppress(values, relations_of(keys), threshold=threshold)
    shown = np.array(values)[~hidden].sum() / sum(values)
    assert shown > 0.7
    assert not derivable(relations_of(keys), hidden)


def rank(relations, cells):
    return np.linalg.matrix_rank(_matrix(relations, cells).toarray())


def test_a_sum_that_follows_from_the_others_is_left_out_of_the_programme():
    counts = {key: 20 + sum(map(int, key)) for key in itertools.product("0123", "012", "01")}
    keys, values = cube(counts)
    relations = relations_of(keys)
    kept = [relations[number] for number in _enough(relations, _matrix(relations, len(values)))]
    assert len(kept) == len(keys) - len(counts) < len(relations)  # one sum for each margin
    assert rank(kept, len(values)) == rank(relations, len(values)) == len(kept)


def test_sums_are_equations_of_their_cells():
    relations = [Relation(0, (1, 2)), Relation(3, ()), Relation(4, (0, 3, 5))]
    expected = [[-1, 1, 1, 0, 0, 0], [0, 0, 0, -1, 0, 0], [1, 0, 0, 1, -1, 1]]
    assert _matrix(relations, 6).toarray().tolist() == expected
    assert _matrix([], 3).shape == (0, 3)
    assert suppress([3, 20], []).tolist() == [True, False]


def test_sums_that_do_not_follow_are_kept():
    told_twice = [Relation(0, (1, 2)), Relation(0, (3, 4)), Relation(5, (0, 6))]
    assert _enough(told_twice, _matrix(told_twice, 7)).tolist() == [0, 1, 2]


@pytest.mark.parametrize("few", [0, 1_000])
def test_numbers_that_are_given_away_are_freed_together_at_little_more_than_one_after_the_other(monkeypatch, few):
    random, asked, solve = np.random.default_rng(5), [], disclosure._to_free

    def counted(sums, counts, hidden, cells):
        asked.append(len(cells))
        return solve(sums, counts, hidden, cells)

    monkeypatch.setattr(disclosure, "_to_free", counted)
    tables = []
    for _ in range(12):
        shape = [range(int(size)) for size in random.integers(3, 8, size=3)]
        drawn = {cell: random.integers(2) * int(random.poisson(12)) for cell in itertools.product(*shape)}
        tables.append(cube({tuple(map(str, cell)): count for cell, count in drawn.items() if count}))
    hides, solved = {}, {}
    for at_most in (few, 10**6):
        monkeypatch.setattr(disclosure, "_FEW", at_most)
        asked.clear()
        hides[at_most] = 0
        for keys, values in tables:
            relations = relations_of(keys)
            hidden = suppress(values, relations)
            hides[at_most] += int(np.array(values)[hidden].sum())
            small = [cell for cell, value in enumerate(values) if 0 < value < 11]
            assert not set(derivable(relations, hidden)).intersection(small)
        solved[at_most] = len(asked)
    assert hides[few] < 1.05 * hides[10**6]
    assert solved[few] < solved[10**6]


def test_many_numbers_that_are_given_away_take_few_programmes(monkeypatch):
    # Twenty joints of two squares each, as above, beside each other: each joint is given away by itself.
    rows = [["a", "b"], ["a", "b"], ["b", "c"], ["c", "d"], ["c", "d"]]
    counts = {(f"r{n}-{k}", f"{c}-{k}"): 7 for k in range(20) for n, row in enumerate(rows) for c in row}
    shown = {("r2", "a"): 20, ("r2", "d"): 25, ("r0", "c"): 30, ("r1", "d"): 35, ("r3", "a"): 40, ("r4", "b"): 45}
    counts |= {(f"{row}-{k}", f"{c}-{k}"): count for k in range(20) for (row, c), count in shown.items()}
    keys, values = cube(counts)
    asked, solve = [], disclosure._to_free
    monkeypatch.setattr(disclosure, "_to_free", lambda *given: asked.append(given[-1]) or solve(*given))
    hidden = suppress(values, relations_of(keys))
    assert not derivable(relations_of(keys), hidden)
    assert [len(cells) for cells in asked] == [20, 20]  # a joint is two cells of one sum
    freed = {key for key, is_hidden in zip(keys, hidden, strict=True) if is_hidden and counts.get(key, 0) > 7}
    assert freed == {(f"r2-{k}", f"{c}-{k}") for k in range(20) for c in "ad"}
