"""The thresholds of a place change what is let through, and a slip in the file is told with what there is."""

import pandas as pd
import pytest

from onco_pipeline.errors import UserError
from onco_pipeline.quality.settings import DEFAULTS, load_settings
from onco_pipeline.quality.validation import label, suite, validate

KNOWN = {"death": ["values_to_be_unique: person_id", "values_to_be_between: death_year"], "note": ["x: y"]}


@pytest.fixture
def write(tmp_path):
    def written(text):
        path = tmp_path / "quality.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_where_there_is_no_file_the_suites_stand(tmp_path):
    assert load_settings(tmp_path / "quality.yaml", KNOWN) == DEFAULTS


def test_bounds_and_drift_are_read(write):
    settings = load_settings(
        write('death:\n  "values_to_be_between: death_year": {min: 1990, mostly: 0.5}\ndrift: {min_notes: 5}\n'), KNOWN
    )
    assert settings.of("death", "values_to_be_between: death_year") == {"min": 1990, "mostly": 0.5}
    assert settings.of("death", "values_to_be_unique: person_id") == {}
    assert (settings.drift.min_notes, settings.drift.ratio) == (5, 1.5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("deaths: {}", "no table called 'deaths'; there is death, note, drift"),
        ("death: {'values_to_be_between: age': {min: 1}}", "values_to_be_between: death_year"),
        ("death: {'values_to_be_between: death_year': {minimum: 1}}", "mostly, min, max"),
        ("death: {'values_to_be_between: death_year': {min: many}}", "min must be a number"),
        ("death: {'values_to_be_between: death_year': {mostly: 2}}", "from 0 to 1"),
        ("death: {'values_to_be_between: death_year': 3}", "write {mostly: a number}"),
        ("drift: {rate: 2}", "min_notes, ratio, z"),
        ("drift: {runs: 0}", "runs is a whole number, 1 or more"),
        ("drift: {runs: 1.5}", "runs is a whole number, 1 or more"),
        ("death: {'values_to_be_between: death_year': {severity: fatal}}", "'fatal'; there is blocking, warning"),
        ("death: {'values_to_be_between: death_year': {severity: [1]}}", "there is blocking, warning"),
        ("[1, 2", "no readable YAML"),
        ("- death", "write tables"),
    ],
)
def test_a_slip_is_told_with_what_there_is(write, text, message):
    with pytest.raises(UserError, match=r"quality\.yaml") as error:
        load_settings(write(text), KNOWN)
    assert message in str(error.value)


def test_a_changed_bound_decides(write):
    rows = [{"person_id": f"p{n}", "death_datetime": pd.Timestamp(1950 if n else 2000, 1, 1)} for n in range(4)]
    known = {"death": [label(rule) for rule in suite("death")["expectations"]]}

    def failing(text):
        found = validate(
            pd.DataFrame(rows), "death", lambda *_: ["p0", "p1", "p2", "p3"], load_settings(write(text), known)
        )
        return {outcome.name: outcome.failing for outcome in found.outcomes if not outcome.passed}

    assert failing("") == {}
    assert failing('death: {"values_to_be_between: death_year": {min: 1990}}') == {
        "values_to_be_between: death_year": 3
    }
    assert failing('death: {"values_to_be_between: death_year": {min: 1990, mostly: 0.2}}') == {}


def test_a_changed_severity_decides_which_check_it_belongs_to(write):
    rows = pd.DataFrame({"person_id": ["p0", "p0"], "death_datetime": [pd.Timestamp(2000, 1, 1)] * 2})
    rules = suite("death")["expectations"]
    known = {"death": [label(rule) for rule in rules]}
    assert {rule["severity"] for rule in rules if label(rule) == "values_to_be_unique: person_id"} == {"blocking"}

    def failing(severity, text):
        settings = load_settings(write(text), known)
        found = validate(rows, "death", lambda *_: ["p0"], settings).outcomes
        assert len(found) == len(rules)
        return [(each.name, each.severity) for each in found if not each.passed and each.severity == severity]

    told = 'death: {"values_to_be_unique: person_id": {severity: warning, mostly: 0.9}}'
    unique = "values_to_be_unique: person_id"
    assert failing("blocking", "") == [(unique, "blocking")] and failing("warning", "") == []
    assert failing("blocking", told) == [] and failing("warning", told) == [(unique, "warning")]


def test_every_table_has_both_checks():
    from assets.quality import _TABLES, CHECKS

    keys = {(key.asset_key.to_user_string(), key.name) for check in CHECKS for key in check.check_keys}
    assert keys == {(table, f"{kind}_expectations") for table in _TABLES for kind in ("blocking", "warning")}
