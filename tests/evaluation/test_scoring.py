"""Scores: the rules of the guidelines, and the same figures as the scorer beside the gold."""

import importlib.util
import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_gold import event

from onco_pipeline.evaluation.records import record_of
from onco_pipeline.evaluation.scoring import Score, month, pair, reconciliation_accuracy, scores, site_accuracy, strict

SUBTYPES = {
    "biopsy": ["biopsy", "cytology"],
    "imaging": ["ct", "mri", "pet"],
    "metastasis": ["onset", "new_site"],
    "oral_therapy": ["start", "stop"],
    "pathology": ["result"],
}
SITES = ["foie", "poumon", "Côlon", "colon", "capécitabine", "CAPECITABINE", None]


def random_event(rng):
    family = rng.choice(list(SUBTYPES))
    start = date(2019, 1, 1) + timedelta(days=rng.randrange(0, 60))
    precision = rng.choice(["day", "day", "month", "interval", "year"])
    if precision == "month":
        start, end = start.replace(day=1), start.replace(day=28)
    elif precision == "year":
        start, end = date(start.year, 1, 1), date(start.year, 12, 31)
    else:
        end = start + timedelta(days=rng.randrange(1, 20) if precision == "interval" else 0)
    return {
        "family": family,
        "subtype": rng.choice(SUBTYPES[family]),
        "site": rng.choice(SITES),
        "status": rng.choice(["done", "planned"]),
        "date_start": start.isoformat() if rng.random() < 0.95 else None,
        "date_end": end.isoformat(),
        "precision": precision,
        "reconciliation": rng.choice(["confirmed", "text_only", None]),
    }


def random_notes(seed):
    rng = random.Random(seed)
    gold = {f"n{i}": [random_event(rng) for _ in range(rng.randrange(0, 12))] for i in range(25)}
    predicted = {
        note: [{**e, "site": rng.choice(SITES)} if rng.random() < 0.2 else e for e in events if rng.random() < 0.8]
        + [random_event(rng) for _ in range(rng.randrange(0, 4))]
        for note, events in gold.items()
        if rng.random() < 0.95
    }
    return gold, predicted


def records(notes):
    return {note: [r for r in map(record_of, events) if r is not None] for note, events in notes.items()}


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(8))
def test_figures_are_those_of_the_scorer_beside_the_gold(shared, seed):
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    gold, predicted = random_notes(seed)
    dated = [{n: [e for e in events if e["date_start"]] for n, events in notes.items()} for notes in (gold, predicted)]
    ours_gold, ours_predicted = records(gold), records(predicted)
    for agree, their_agree in ((strict, theirs.strict), (month, theirs.month)):
        rows = theirs.table(*dated, their_agree)
        ours = scores(ours_gold, ours_predicted, agree)
        for family in theirs.FAMILIES:
            counts = theirs.total(rows, rows, (family,))
            assert (ours[family].tp, ours[family].fp, ours[family].fn) == counts
            assert (ours[family].precision, ours[family].recall, ours[family].f1) == theirs.f1(*counts)
        assert ours["all"].f1 == theirs.f1(*theirs.total(rows, rows))[2]
        assert (ours["all"].low, ours["all"].high) == theirs.interval(rows)
    pairs = [p for n, events in dated[0].items() for p in theirs.pair(events, dated[1].get(n, []), theirs.strict)[0]]
    sited = [(g, p) for g, p in pairs if g["site"] and g["family"] != "oral_therapy"]
    ours = [p for n, events in ours_gold.items() for p in pair(events, ours_predicted.get(n, []), strict)[0]]
    right = sum(theirs.fold(g["site"]) == theirs.fold(p["site"]) for g, p in sited)
    assert (site_accuracy(ours).right, site_accuracy(ours).judged) == (right, len(sited))
    judged = [(g, p) for g, p in pairs if g["reconciliation"]]
    found = reconciliation_accuracy(ours)
    assert found.right == sum(g["reconciliation"] == p["reconciliation"] for g, p in judged)
    assert found.judged == len(judged) > 10


def one(**changes):
    return record_of(event(**changes))


@pytest.mark.parametrize(
    ("gold", "predicted", "strictly", "by_month"),
    [
        ({}, {}, True, True),
        ({}, {"date_start": "2019-03-13", "date_end": "2019-03-13"}, False, True),
        ({}, {"date_start": "2019-03-01", "date_end": "2019-03-31", "precision": "month"}, False, True),
        ({"precision": "year", "date_start": "2019-01-01", "date_end": "2019-12-31"}, {}, False, True),
        ({}, {"precision": "year", "date_start": "2019-01-01", "date_end": "2019-12-31"}, False, False),
        (
            {"precision": "interval", "date_start": "2019-03-01", "date_end": "2019-03-10"},
            {"precision": "interval", "date_start": "2019-03-01", "date_end": "2019-03-20"},
            True,
            True,
        ),
        (
            {"precision": "interval", "date_start": "2019-03-01", "date_end": "2019-03-10"},
            {"precision": "interval", "date_start": "2019-03-01", "date_end": "2019-03-21"},
            False,
            True,
        ),
    ],
)
def test_dates_agree(gold, predicted, strictly, by_month):
    assert strict(one(**gold), one(**predicted)) is strictly
    assert month(one(**gold), one(**predicted)) is by_month


@pytest.mark.parametrize(
    ("changes", "matched"),
    [
        ({"site": "foie"}, True),  # sites are scored apart
        ({"subtype": "cytology"}, True),  # a biopsy's subtype is no key
        ({"status": "planned"}, False),
        ({"family": "pathology"}, False),
    ],
)
def test_what_must_agree_besides_the_date(changes, matched):
    assert bool(pair([one()], [one(**changes)], strict)[0]) is matched


def test_a_drug_and_a_modality_must_agree():
    drug = {"family": "oral_therapy", "subtype": "start", "site": "capécitabine"}
    assert pair([one(**drug)], [one(**{**drug, "site": "Capecitabine"})], strict)[0]
    assert not pair([one(**drug)], [one(**{**drug, "site": "létrozole"})], strict)[0]
    exam = {"family": "imaging", "subtype": "ct"}
    assert not pair([one(**exam)], [one(**{**exam, "subtype": "pet"})], strict)[0]


def test_matching_is_one_to_one_and_prefers_the_same_site():
    pairs, missed, extra = pair([one()], [one(site="foie"), one(site="SEIN")], strict)
    assert [found.site for _, found in pairs] == ["SEIN"]
    assert not missed
    assert [found.site for found in extra] == ["foie"]


def test_an_optional_record_is_neither_missed_nor_spurious():
    optional = one(optional=True)
    assert scores({"n": [optional]}, {}, strict)["all"] == Score(0, 0, 0)
    assert scores({"n": [optional]}, {"n": [one()]}, strict)["all"] == Score(0, 0, 0)


def test_a_seed_gives_one_interval_and_another_seed_another():
    gold, predicted = map(records, random_notes(5))
    first = scores(gold, predicted, strict, seed=1)
    assert scores(gold, predicted, strict, seed=1) == first
    assert scores(gold, predicted, strict, seed=2)["all"].low != first["all"].low
    assert first["all"].low < first["all"].f1 < first["all"].high


@given(st.integers(0, 10_000))
def test_gold_scores_one_against_itself(seed):
    gold = records(random_notes(seed)[0])
    score = scores(gold, gold, strict, draws=40)["all"]
    assert (score.fp, score.fn) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"family": "surgery"}, "unknown family"),
        ({"precision": "week"}, "unknown precision"),
        ({"status": "fait"}, "unknown status; there are done, planned"),
        ({"status": None}, "no status"),
        ({"date_end": None}, "no date_end"),
        ({"date_end": "2018-01-01"}, "cannot end"),
        ({"date_start": "12/03/2019"}, "are written"),
        ({"site": 3}, "site is not text"),
        ({"subtype": ["ct"]}, "subtype is not text"),
    ],
)
def test_a_bad_record_says_what_is_wrong(changes, reason):
    with pytest.raises(ValueError, match=reason):
        one(**changes)
