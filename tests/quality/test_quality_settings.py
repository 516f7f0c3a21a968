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
            pd.DataFrame(rows), "death", None, lambda *_: ["p0", "p1", "p2", "p3"], load_settings(write(text), known)
        )
        return {outcome.name: outcome.failing for outcome in found if not outcome.passed}

    assert failing("") == {}
    assert failing('death: {"values_to_be_between: death_year": {min: 1990}}') == {
        "values_to_be_between: death_year": 3
    }
    assert failing('death: {"values_to_be_between: death_year": {min: 1990, mostly: 0.2}}') == {}
