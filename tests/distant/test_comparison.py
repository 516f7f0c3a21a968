"""Every method dates the same events, is scored as the scorer scores, and is told in the page with all its figures."""

import json

import numpy as np
import pytest

from onco_pipeline.comparing import Plan, _gold, _labels, _measure, _World
from onco_pipeline.distant.comparison import (
    LEARNED,
    by_model,
    by_rules,
    clean,
    link_figures,
    nearest,
    read,
    spoil,
    strict_f1,
)  # fmt: skip
from onco_pipeline.distant.comparison_page import render
from onco_pipeline.distant.material import gather
from onco_pipeline.distant.truth import right_options, truth_of
from onco_pipeline.errors import UserError
from onco_pipeline.evaluation.records import record_of
from onco_pipeline.evaluation.scoring import scores, strict
from onco_pipeline.extraction.records import record, rows_of
from onco_pipeline.pipes.event_date.bags import ALONE, RULES_ALONE


@pytest.fixture(scope="module")
def notes(world):
    return read(world.notes)


@pytest.fixture(scope="module")
def instances(notes):
    return [bag for note in notes for bag in note.bags.values()]


@pytest.fixture(scope="module")
def gold(world):
    """Return the records that the rules themselves give: against these they score 1."""
    made = {note["note_id"]: record(note["note_id"], rows_of(note))["events"] for note in world.notes}
    return {note_id: [one for one in map(record_of, events) if one] for note_id, events in made.items()}


def perfect(world, instances):
    """Return probabilities that put everything on a right option, on the rules' where the truth is unknown."""
    rows = []
    for one in instances:
        truth = truth_of(one, world.gold)
        right = right_options(one, truth) if truth is not None else ()
        place = right.index(True) if any(right) else one.bag.chosen
        rows.append(np.eye(len(one.bag.options))[place])
    return rows


def test_notes_are_read_as_the_extraction_reads_them(world, notes):
    told = {note.note_id: note.rows for note in notes}
    for note in world.notes[:30]:
        assert told.get(note["note_id"], []) == rows_of(note)


def test_the_rules_score_what_the_scorer_gives_them(notes, instances, gold):
    f1, low, high = strict_f1(notes, by_rules(instances), gold)
    assert f1 == low == high == 1.0
    ours = strict_f1(notes, nearest(instances), gold)[0]
    assert 0.3 < ours < 0.95
    missing = {name: [] for name in gold}
    assert scores(gold, missing, strict, draws=40)["all"].f1 == 0


def test_a_perfect_model_links_all_that_can_be_linked_and_the_truth_is_all_it_needs(world, notes, instances):
    figures = {
        name: link_figures(notes, linked, world.gold, draws=50)
        for name, linked in {
            "rules": by_rules(instances),
            "nearest": nearest(instances),
            "perfect": by_model(instances, perfect(world, instances), ALONE),
            "unsure": by_model(instances, perfect(world, instances), RULES_ALONE),
        }.items()
    }
    for side in ("inside", "outside"):
        reached = {name: one[side]["accuracy"] for name, one in figures.items()}
        assert reached["perfect"] > reached["rules"] > reached["nearest"] - 0.1
        assert reached["unsure"] == reached["rules"]
        one = figures["perfect"][side]
        assert one["low"] <= one["accuracy"] <= one["high"]
        # What is wrong with a perfect model is what nobody read: it is as wrong as it is sure.
        assert one["error"] == pytest.approx(1 - one["accuracy"], abs=1e-6)
        assert one["risk"][-1][1] == pytest.approx(1 - one["accuracy"], abs=1e-6)
        assert figures["rules"][side]["error"] is None


def test_the_oracle_s_labels_are_the_truth(world):
    material = gather(world.notes, world.known, found=world.bags)
    made = clean(material, world.gold)
    for one, said in zip(made.instances, made.labels, strict=True):
        truth = truth_of(one, world.gold)
        assert said.positive == (right_options(one, truth) if truth else (False,) * len(one.bag.options))
        assert not any(a and b for a, b in zip(said.positive, said.negative, strict=True))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6])
def test_labels_are_spoilt_by_the_share_asked_for_and_the_same_each_time(world, share):
    material = gather(world.notes, world.known, found=world.bags)
    spoilt = spoil(material, share, seed=6)
    before_after = [
        (old, new)
        for one, old, new in zip(material.instances, material.labels, spoilt.labels, strict=True)
        if any(old.positive)
        and any(
            option.interval is not None and not positive
            for option, positive in zip(one.bag.options[:-1], old.positive, strict=False)
        )
    ]
    changed = [new.positive != old.positive for old, new in before_after]
    assert np.mean(changed) == pytest.approx(share, abs=0.08)
    assert all(not any(a and b for a, b in zip(o.positive, n.positive, strict=True)) for o, n in before_after if o != n)
    assert [said.positive for said in spoil(material, share, seed=6).labels] == [s.positive for s in spoilt.labels]


def test_the_page_tells_every_method_and_what_is_worse(world, notes, instances, gold):
    material = gather(world.notes, world.known, found=world.bags)
    made = _World(material, world.gold, {"test hospital": (notes, gold), "mine": (notes, gold)}, world.gold)
    right = perfect(world, instances)
    first = [np.eye(len(row))[0] for row in right]
    linked = {"nearest date": nearest(instances), "rules": by_rules(instances)}
    runs = [_measure(made, one) | {"method": name, "seed": 0, "noise": 0.0} for name, one in linked.items()]
    for name in LEARNED:
        rows = right if name == "oracle" else first
        for noise in (0.0, 0.4):
            sides = {"model_or_rules": {"earlier sentence": (9, 1)}, "replaced": ["earlier sentence"]}
            sides |= {"fills_undated": {"act, a duration": (17, 1)}, "filled": ["act, a duration"]}
            run = _measure(made, by_model(instances, rows, ALONE)) | sides
            runs.append(run | {"method": name, "seed": 0, "noise": noise})
    plan = {name: getattr(Plan(seeds=(0,)), name) for name in Plan.__dataclass_fields__}
    results = json.loads(json.dumps({"plan": plan, "labels": _labels(made), "runs": runs}))
    page = render(results, "onco linker compare --out x.md")
    for word in ("nearest date", *LEARNED, "raises the wrong links", "lowers it", "40 %", "| mine |", "conflict"):
        assert word in page
    assert "| found in: earlier sentence | 9 : 1 | 1 of 1 |" in page
    assert "| act, a duration | 17 : 1 | 1 of 1 |" in page
    assert "nan" not in page.lower().replace("maintenan", "")
    assert page == render(results, "onco linker compare --out x.md")


def test_a_gold_that_is_not_given_as_it_should_be_is_told(tmp_path):
    with pytest.raises(UserError, match="NAME=NOTES,GOLD"):
        _gold("hard.jsonl")
    with pytest.raises(UserError, match="no file"):
        _gold(f"hard={tmp_path / 'a'},{tmp_path / 'b'}")
