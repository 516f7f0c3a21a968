"""Whole patients against a world gold: what is paired, what is counted, and what the command says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from onco_pipeline import cli
from onco_pipeline.errors import UserError
from onco_pipeline.evaluating import evaluate_world
from onco_pipeline.evaluation.world import REACH, pair_person, world_report
from onco_pipeline.synthesis import Families, generate


def record(when="2020-03-04", family="imaging", subtype="ct", site="tap", **more):
    return {
        "family": family,
        "subtype": subtype,
        "site": site,
        "status": "done",
        "date_start": when,
        "date_end": when,
        "precision": "day",
        "quote": None,
        "date_quote": None,
        "reconciliation": "text_only",
        "evidence": ["N1"],
        **more,
    }


def figures(gold, found):
    report = world_report({"p": gold}, {"p": found}, draws=40)
    return {measure.name: measure for measure in (*report.measures, *report.families)}


def test_the_closest_dates_are_paired():
    pairs, missed, left = pair_person([record("2020-03-04"), record("2020-03-20")], [record("2020-03-19")])
    assert [(pair.gold["date_start"], pair.days) for pair in pairs] == [("2020-03-20", 1)]
    assert [one["date_start"] for one in missed] == ["2020-03-04"]
    assert left == []


@pytest.mark.parametrize(
    "other",
    [
        {"subtype": "mri"},
        {"family": "biopsy", "subtype": "biopsy"},
        {"date_start": "2020-04-10", "date_end": "2020-04-10"},
        {"family": "oral_therapy", "subtype": "start", "site": "létrozole"},
    ],
)
def test_what_is_not_the_same_event(other):
    pairs, missed, left = pair_person([record()], [record() | other])
    assert (len(pairs), len(missed), len(left)) == (0, 1, 1)


def test_each_measure_counts_its_own():
    gold = [
        record("2020-01-10"),
        record("2020-02-10", reconciliation="confirmed"),
        record("2020-03-10", reconciliation="text_only", outside=True),
        record("2020-05-02", family="metastasis", subtype="onset", site="foie"),
    ]
    found = [
        record("2020-01-15"),  # found, but five days off
        record("2020-02-10", reconciliation="conflicting"),  # found, misjudged
        record("2020-03-10", reconciliation="text_only", place="uncoded"),  # found, misplaced
        record("2020-05-30", family="metastasis", subtype="onset", site="foie"),  # the month is right
        record("2020-09-01"),  # never was
    ]
    measured = figures(gold, found)
    assert measured["events F1"].value == pytest.approx(2 * 4 / (2 * 4 + 1))
    assert measured["status"].value == pytest.approx(3 / 4)
    assert measured["outside or uncoded"].value == 0
    assert measured["date within one day"].value == pytest.approx(2 / 4)
    assert measured["first metastasis, month"].value == 1
    assert measured["biopsy"].value is None
    assert measured["imaging"].judged == 7


def test_no_metastasis_found_is_a_wrong_month():
    gold = [record(family="metastasis", subtype="onset", site="foie")]
    assert figures(gold, [])["first metastasis, month"].value == 0
    assert figures([record()], [])["first metastasis, month"].value is None


@given(st.lists(st.integers(0, 400), max_size=12), st.lists(st.integers(0, 400), max_size=12))
def test_every_record_is_paired_once_or_left(ours, theirs):
    from datetime import date, timedelta

    def days(numbers):
        return [record((date(2020, 1, 1) + timedelta(days=n)).isoformat()) for n in numbers]

    pairs, missed, left = pair_person(days(ours), days(theirs))
    assert len(pairs) + len(missed) == len(ours)
    assert len(pairs) + len(left) == len(theirs)
    assert all(pair.days <= REACH for pair in pairs)


def test_a_gold_against_itself_is_perfect_and_the_interval_follows_the_seed(tmp_path):
    generate(tmp_path, patients=15, seed=4, families=Families.TEST)
    gold = tmp_path / "gold" / "patients.jsonl"
    made = evaluate_world(tmp_path, predicted=gold, draws=60)
    assert {measure.value for measure in made.measures} <= {1.0, None}
    assert made.patients == 15
    lines = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    half = tmp_path / "half.jsonl"
    half.write_text(
        "".join(json.dumps({"person_id": line["person_id"], "events": line["events"][::2]}) + "\n" for line in lines)
    )
    one, again, other = (evaluate_world(tmp_path, predicted=half, draws=60, seed=s).measures[0] for s in (1, 1, 2))
    assert one == again
    assert one.low < one.value < one.high
    assert (one.low, one.high) != (other.low, other.high)


def test_the_command_prints_the_targets_and_writes_figures_without_text(tmp_path):
    generate(tmp_path, patients=5, seed=4)
    out = tmp_path / "f.json"
    arguments = ["evaluate", "--world", tmp_path, "--predicted", tmp_path / "gold" / "patients.jsonl", "--json", out]
    shown = CliRunner().invoke(cli.app, [*map(str, arguments), "--draws", "40"])
    assert shown.exit_code == 0, shown.output
    for words in ("events F1", "first metastasis, month", "0.92", "Status of the events found"):
        assert words in shown.output
    assert json.loads(out.read_text(encoding="utf-8"))["measures"]["events F1"]["value"] == 1.0
    assert '"quote"' not in out.read_text(encoding="utf-8")


def test_a_hospital_without_gold_is_refused_in_words(tmp_path):
    with pytest.raises(UserError, match=r"no world gold at .*: onco synth --families test --out"):
        evaluate_world(tmp_path)


def test_neither_notes_nor_world_is_refused_in_words():
    with pytest.raises(UserError, match="--world"):
        cli.evaluate()
