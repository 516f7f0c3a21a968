"""Each expectation of each suite lets good rows pass and catches a bad one, by key and never by text."""

import json
import re
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest
import yaml

from assets.quality import CHECKS
from onco_pipeline import tables
from onco_pipeline.quality import validation
from onco_pipeline.quality.validation import SECRET, _numbered, columns_read, in_words, label, prepare, suite, validate

NAMES = sorted(path.name.removesuffix(".yaml") for path in files("onco_pipeline.quality").joinpath("suites").iterdir())

DAY = date(2020, 1, 1)
TIME = datetime(2020, 1, 1, 8, 30)
LONG_AGO = datetime(1800, 1, 1)

GOOD = {
    "person": {"person_id": "p1", "gender_source_value": "f", "birth_datetime": datetime(1960, 5, 1), "death_datetime": TIME},
    "death": {"person_id": "p1", "death_datetime": TIME},
    "visit_occurrence": {
        "visit_occurrence_id": "v1", "person_id": "p1", "visit_start_datetime": TIME, "visit_end_datetime": TIME,
    },
    "note": {
        "note_id": "n1", "person_id": "p1", "visit_occurrence_id": "v1", "note_datetime": TIME,
        "note_class_source_value": "CR-CONS", "note_title": "secret", "note_text": "secret",
    },
    "procedure_occurrence": {
        "procedure_occurrence_id": "k1", "person_id": "p1", "visit_occurrence_id": "v1", "procedure_datetime": TIME,
        "procedure_source_value": "ZCQH001",
    },
    "condition_occurrence": {
        "condition_occurrence_id": "k1", "person_id": "p1", "visit_occurrence_id": None,
        "condition_start_datetime": TIME, "condition_source_value": "C50.4",
    },
    "drug_exposure": {
        "drug_exposure_id": "k1", "person_id": "p1", "visit_occurrence_id": "v1", "drug_exposure_start_datetime": TIME,
        "drug_exposure_end_datetime": None, "drug_source_value": "L02BG04",
    },
    "note_extraction": {
        "note_id": "n1", "note_fingerprint": "0a", "pipeline_version": "1", "outcome": "extracted", "n_events": 2,
        "error": None,
    },
    "note_event": {
        "note_event_id": "k1", "note_id": "n1", "family": "biopsy", "status": "done", "confidence": 0.5,
        "quote_start": 0, "quote_end": 5, "date_start": DAY, "date_end": DAY, "quote": "secret",
    },
    "structured_event": {
        "source_table": "procedure_occurrence", "source_id": "k1", "subtype": "ct", "person_id": "p1",
        "family": "imaging", "date_start": DAY, "date_end": date(2020, 1, 2),
    },
    "care_event": {
        "care_event_id": "k1", "person_id": "p1", "family": "imaging", "reconciliation": "confirmed", "confidence": 0.5,
        "date_start": DAY, "date_end": date(2020, 1, 2), "n_notes": 1, "n_structured": 0, "quote": "secret",
    },
    "event_evidence": {
        "care_event_id": "k1", "person_id": "p1", "evidence_table": "note_event", "evidence_id": "n1:biopsy",
        "note_id": "n1",
    },
}  # fmt: skip

#: What other tables hold, for the rules that refer to them.
KEYS = {
    ("person", "person_id"): ["p1"],
    ("visit_occurrence", "visit_occurrence_id"): ["v1"],
    ("note", "note_id"): ["n1"],
    ("care_event", "care_event_id"): ["k1"],
}

PERSON_UNKNOWN = ({"person_id": "p2"}, "values_to_be_in_set: person_known")
VISIT_UNKNOWN = ({"visit_occurrence_id": "v2"}, "values_to_be_in_set: visit_known")

#: By table: changes that make a good row bad, and the expectation that must catch it.
BAD = {
    "person": [
        ({"person_id": None}, "values_to_not_be_null: person_id"),
        ({"birth_datetime": LONG_AGO}, "values_to_be_between: birth_year"),
        ({"death_datetime": datetime(1950, 1, 1)}, "values_to_be_between: life_days"),
    ],
    "death": [PERSON_UNKNOWN, ({"death_datetime": LONG_AGO}, "values_to_be_between: death_year")],
    "visit_occurrence": [
        PERSON_UNKNOWN,
        ({"visit_start_datetime": LONG_AGO}, "values_to_be_between: start_year"),
        ({"visit_end_datetime": datetime(2019, 1, 1)}, "values_to_be_between: stay_days"),
    ],
    "note": [
        PERSON_UNKNOWN,
        VISIT_UNKNOWN,
        ({"note_datetime": LONG_AGO}, "values_to_be_between: note_year"),
        ({"note_datetime": None}, "values_to_not_be_null: note_datetime"),
        ({"note_class_source_value": None}, "values_to_not_be_null: note_class_source_value"),
    ],
    "procedure_occurrence": [
        PERSON_UNKNOWN,
        VISIT_UNKNOWN,
        ({"procedure_datetime": LONG_AGO}, "values_to_be_between: start_year"),
        ({"procedure_source_value": "C504"}, "values_to_match_regex: procedure_source_value"),
    ],
    "condition_occurrence": [
        PERSON_UNKNOWN,
        VISIT_UNKNOWN,
        ({"condition_start_datetime": LONG_AGO}, "values_to_be_between: start_year"),
        ({"condition_source_value": "ZCQH001"}, "values_to_match_regex: condition_source_value"),
    ],
    "drug_exposure": [
        PERSON_UNKNOWN,
        VISIT_UNKNOWN,
        ({"drug_exposure_start_datetime": LONG_AGO}, "values_to_be_between: start_year"),
        ({"drug_exposure_end_datetime": datetime(2019, 1, 1)}, "values_to_be_between: intake_days"),
        ({"drug_source_value": "létrozole"}, "values_to_match_regex: drug_source_value"),
    ],
    "note_extraction": [
        ({"note_id": "n2"}, "values_to_be_in_set: note_known"),
        ({"n_events": -1}, "values_to_be_between: n_events"),
        ({"error": "NoteTimeout", "outcome": "quarantined"}, "values_to_be_null: error"),
    ],
    "note_event": [
        ({"family": "surgery"}, "values_to_be_in_set: family"),
        ({"status": "maybe"}, "values_to_be_in_set: status"),
        ({"note_id": None}, "values_to_not_be_null: note_id"),
        ({"note_id": "n2"}, "values_to_be_in_set: note_known"),
        ({"confidence": 1.5}, "values_to_be_between: confidence"),
        ({"quote_end": 0}, "values_to_be_between: quote_length"),
        ({"date_end": date(2019, 1, 1)}, "values_to_be_between: date_days"),
        ({"date_start": date(1800, 1, 1)}, "values_to_be_between: start_year"),
        ({"date_start": None}, "values_to_not_be_null: date_start"),
    ],
    "structured_event": [
        PERSON_UNKNOWN,
        ({"family": "surgery"}, "values_to_be_in_set: family"),
        ({"person_id": None}, "values_to_not_be_null: person_id"),
        ({"date_end": date(2019, 1, 1)}, "values_to_be_between: date_days"),
        ({"date_start": date(1800, 1, 1)}, "values_to_be_between: start_year"),
    ],
    "care_event": [
        PERSON_UNKNOWN,
        ({"reconciliation": "perhaps"}, "values_to_be_in_set: reconciliation"),
        ({"reconciliation": "impossible"}, "values_to_be_in_set: reconciliation, possible ones"),
        ({"family": "surgery"}, "values_to_be_in_set: family"),
        ({"person_id": None}, "values_to_not_be_null: person_id"),
        ({"confidence": -0.1}, "values_to_be_between: confidence"),
        ({"date_end": date(2019, 1, 1)}, "values_to_be_between: date_days"),
        ({"date_start": date(1800, 1, 1)}, "values_to_be_between: start_year"),
        ({"n_notes": 0}, "values_to_be_between: n_evidence"),
    ],
    "event_evidence": [
        ({"care_event_id": "k9"}, "values_to_be_in_set: event_known"),
        ({"note_id": "n9"}, "values_to_be_in_set: note_known"),
    ],
}  # fmt: skip
CASES = [(table, fault, name) for table, faults in BAD.items() for fault, name in faults]


def lookup(table, column):
    return KEYS[table, column]


def check(rows, table):
    return validate(pd.DataFrame(rows), table, lookup).outcomes


@pytest.mark.parametrize("table", NAMES)
def test_good_rows_pass(table):
    outcomes = check([GOOD[table]], table)
    assert len(outcomes) == len(suite(table)["expectations"])
    assert [outcome.name for outcome in outcomes if not outcome.passed] == []


@pytest.mark.parametrize(
    ("table", "column", "code"),
    [
        ("procedure_occurrence", "procedure_source_value", "zcqh001-1"),
        ("condition_occurrence", "condition_source_value", "c79.3+"),
        ("drug_exposure", "drug_source_value", "l02bg04"),
    ],
)
def test_codes_that_are_read_in_any_case_are_no_codes_of_another_nomenclature(table, column, code):
    assert all(outcome.passed for outcome in check([{**GOOD[table], column: code}], table))


def _as_read(rows):
    """Return the rows with Arrow's texts, as the warehouse gives them."""
    texts = [name for name in rows if rows[name].map(lambda cell: isinstance(cell, str)).any()]
    return rows.astype(dict.fromkeys(texts, "str"))


@pytest.mark.parametrize(("table", "fault", "name"), CASES)
def test_rows_as_they_are_read_are_judged_like_python_s_own(table, fault, name):
    key = suite(table)["key"]
    rows = pd.DataFrame([GOOD[table], *({**GOOD[table], key: f"bad{n}", **fault} for n in (2, 1, 1))])
    known = [validate(each, table, lookup) for each in (rows, _as_read(rows))]
    assert known[0].outcomes == known[1].outcomes
    counts = [[each["result"] for each in one.counted["results"]] for one in known]
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("table", "fault", "name"), CASES)
def test_a_bad_row_is_caught_by_its_key(table, fault, name):
    key = suite(table)["key"]
    # Three bad rows to one good one: more than any share that a warning forgives.
    bad = [{**GOOD[table], key: f"bad{n}", **({key: "p1"} if key == "person_id" else {}), **fault} for n in range(3)]
    failed = {outcome.name: outcome for outcome in check([GOOD[table], *bad], table) if not outcome.passed}
    assert name in failed
    assert failed[name].failing == 3
    assert "secret" not in repr(failed)
    if bad[0][key] is not None:
        assert set(failed[name].keys) == {row[key] for row in bad}


@pytest.mark.parametrize("table", NAMES)
def test_a_key_that_stands_twice_is_caught(table):
    failed = [
        outcome for outcome in check([GOOD[table]] * 2, table) if not outcome.passed and outcome.severity == "blocking"
    ]
    assert [outcome.name.split(":")[0] for outcome in failed] in (
        ["values_to_be_unique"],
        ["compound_columns_to_be_unique"],
    )


@pytest.mark.parametrize("table", NAMES)
def test_every_expectation_has_a_row_that_breaks_it(table):
    unique = {"expect_column_values_to_be_unique", "expect_compound_columns_to_be_unique"}
    labels = {label(rule) for rule in suite(table)["expectations"] if rule["type"] not in unique}
    assert labels == {name for _, name in BAD[table]}


def test_what_only_warns_never_blocks_beside_a_rule_on_the_same_column():
    rows = [{**GOOD["care_event"], "care_event_id": f"e{n}", "reconciliation": "impossible"} for n in range(3)]
    assert [(each.name, each.severity) for each in check(rows, "care_event") if not each.passed] == [
        ("values_to_be_in_set: reconciliation, possible ones", "warning")
    ]


def test_two_expectations_of_one_name_are_refused(monkeypatch):
    rule = {"type": "expect_column_values_to_be_in_set", "column": "family", "values": "families"}
    twice = {
        "key": "care_event_id",
        "expectations": [{**rule, "severity": "blocking"}, {**rule, "severity": "warning"}],
    }
    suite.cache_clear()
    monkeypatch.setattr("onco_pipeline.quality.validation.yaml.safe_load", lambda _: twice)
    with pytest.raises(ValueError, match="twice for values_to_be_in_set: family"):
        suite("care_event")
    suite.cache_clear()


def test_an_empty_table_passes():
    found = validate(pd.DataFrame(), "care_event")
    assert all(outcome.passed for outcome in found.outcomes)
    assert found.counted is None


@pytest.mark.parametrize("table", NAMES)
def test_what_is_kept_of_a_validation_holds_no_value(table):
    fault, _ = BAD[table][0]
    bad = {column: f"Zanzibarine {n}" for n, column in enumerate(GOOD[table]) if isinstance(GOOD[table][column], str)}
    found = validate(pd.DataFrame([{**GOOD[table], **bad, **fault}]), table, lookup)
    assert not all(outcome.passed for outcome in found.outcomes)
    kept = json.dumps(found.counted)
    assert "Zanzibarine" not in kept
    assert not {"unexpected_list", "unexpected_index_list", "partial_unexpected_list"} & set(re.findall(r"\w+", kept))


def test_no_value_is_hashed_for_a_mark_that_is_not_kept(monkeypatch):
    from great_expectations.execution_engine import pandas_execution_engine as engine

    def refused(_):
        raise AssertionError("the frame is hashed")

    monkeypatch.setattr(engine, "hash_pandas_dataframe", refused)
    found = validate(pd.DataFrame([GOOD["note"]]), "note", lookup)
    assert all(outcome.passed for outcome in found.outcomes)
    assert engine.hash_pandas_dataframe is refused, "others find the usual one"
    assert "batch_markers" not in found.counted["meta"]


def test_the_keys_of_many_failing_rows_are_the_first_few():
    rows = [{**GOOD["note_event"], "note_event_id": f"e{n:04}", "confidence": 2.0} for n in range(3_000)]
    (found,) = [outcome for outcome in check(rows, "note_event") if not outcome.passed]
    assert (found.failing, found.keys) == (3_000, tuple(f"e{n:04}" for n in range(20)))


def test_a_share_below_its_threshold_is_let_through():
    rows = [{**GOOD["note"], "note_id": f"n{n}", "note_datetime": None if n < 2 else TIME} for n in range(30)]
    assert all(outcome.passed for outcome in check(rows, "note"))


def test_a_row_that_refers_to_nothing_is_not_at_fault():
    assert all(outcome.passed for outcome in check([{**GOOD["note"], "visit_occurrence_id": None}], "note"))


def test_a_suite_that_refers_elsewhere_needs_a_lookup():
    with pytest.raises(ValueError, match="lookup"):
        validate(pd.DataFrame([GOOD["note"]]), "note")


def test_an_unknown_derivation_is_told():
    with pytest.raises(ValueError, match="cannot derive 'median'"):
        prepare(pd.DataFrame([GOOD["death"]]), {"derive": {"x": {"median": ["death_datetime"]}}})


# -- the files ----------------------------------------------------------------------------------
@pytest.mark.parametrize("table", NAMES)
def test_a_suite_speaks_of_columns_that_the_table_has(table):
    rules = suite(table)
    declared = {*tables.table(table).column_names}
    derived = rules.get("derive", {})
    for how in derived.values():
        ((kind, columns),) = how.items()
        assert set(columns[:1] if kind == "found_in" else columns) <= declared - set(SECRET)
        if kind == "found_in":
            tables.table(columns[1]).column(columns[2])
    for rule in rules["expectations"]:
        assert set(rule.get("columns") or [rule["column"]]) <= declared | set(derived)
        assert not {rule.get("column")} & set(SECRET)
        assert rule["severity"] in ("blocking", "warning")
    assert rules["key"] in declared


def test_every_source_table_and_every_event_table_has_a_suite():
    assert {*NAMES} >= {*(table.name for table in tables.SOURCE_TABLES), "note_event", "structured_event", "care_event"}


def test_every_suite_is_a_check_of_its_asset():
    made = {(key.asset_key.to_user_string(), key.name) for check in CHECKS for key in check.check_keys}
    wanted = {(table, f"{rule['severity']}_expectations") for table in NAMES for rule in suite(table)["expectations"]}
    assert wanted <= made, "each rule is asked by the check of its severity"


@pytest.mark.parametrize("table", NAMES)
def test_a_suite_says_what_it_is_for(table):
    text = files("onco_pipeline.quality").joinpath(f"suites/{table}.yaml").read_text(encoding="utf-8")
    assert text.startswith(f"# Great Expectations suite of {tables.table(table).qualified_name}")
    assert yaml.safe_load(text) == suite(table)


def test_the_example_of_the_docs_is_the_suite():
    page = (Path(__file__).resolve().parents[2] / "docs" / "quality.md").read_text(encoding="utf-8")
    told = yaml.safe_load(re.search(r"```yaml\n(.*?)```", page, re.DOTALL)[1])
    rules = suite("visit_occurrence")
    assert told["key"] == rules["key"]
    assert told["derive"] == rules["derive"]
    assert all(rule in rules["expectations"] for rule in told["expectations"])


@pytest.mark.parametrize("dtype", ["object", "str"])
@pytest.mark.parametrize("there", ["object", "str"])
def test_values_are_found_in_text_of_any_make(dtype, there):
    """Rows read from the warehouse hold Arrow's text, rows of a test Python's: both are looked up alike."""
    rules = {"derive": {"known": {"found_in": ["person_id", "person", "person_id"]}}}
    rows = pd.DataFrame({"person_id": ["p1", "p2", None]}, index=[5, 6, 7], dtype=dtype)
    known = prepare(rows, rules, lambda *_: pd.Series(["p1", "p3", None], dtype=there))["known"]
    assert known.astype(object).where(known.notna(), None).to_dict() == {5: True, 6: False, 7: None}


def test_text_is_looked_up_by_arrow_and_not_value_by_value(monkeypatch):
    monkeypatch.setattr(pd.Series, "isin", None)
    rules = {"derive": {"known": {"found_in": ["person_id", "person", "person_id"]}}}
    rows = pd.DataFrame({"person_id": pd.concat([pd.Series(["p1"], dtype="str"), pd.Series(["p2"], dtype="str")])})
    assert prepare(rows, rules, lambda *_: pd.Series(["p2"], dtype="str"))["known"].tolist() == [False, True]


@pytest.mark.parametrize("name", NAMES)
def test_a_suite_is_asked_of_the_columns_that_it_reads(name):
    read, rules = columns_read(name), suite(name)
    assert not read & set(SECRET) and read <= set(tables.table(name).column_names)
    asked = [column for rule in rules["expectations"] for column in rule.get("columns") or [rule["column"]]]

    def asked_of(columns):
        return prepare(pd.DataFrame(columns=columns), rules, lambda *_: pd.Series(dtype="object"))[asked]

    assert set(asked_of(sorted(read))) == set(asked)
    for column in read - {rules["key"]}:
        with pytest.raises(KeyError):
            asked_of(sorted(read - {column}))


@pytest.mark.parametrize(
    "texts", [["a", "b", "b", "c"], ["b", "a", "b", "c"], ["a", None, "a", None], ["a", "a"], ["b"], []]
)
def test_equal_texts_have_one_number_and_others_another(texts):
    rows = pd.Series(texts, dtype="str", index=range(5, 5 + len(texts)))
    numbered = _numbered(rows, apart=True)
    assert numbered.isna().tolist() == rows.isna().tolist()
    assert numbered.duplicated(keep=False).tolist() == rows.duplicated(keep=False).tolist()
    assert numbered.index.tolist() == rows.index.tolist()
    assert _numbered(rows, apart=False).isna().tolist() == rows.isna().tolist()


def test_failing_rows_are_looked_for_only_where_some_fail(monkeypatch):
    asked, usual = [], validation._validated
    monkeypatch.setattr(validation, "_validated", lambda *given: asked.append(given[-1]) or usual(*given))
    assert all(outcome.passed for outcome in check([GOOD["person"]], "person"))
    assert asked == ["SUMMARY"]
    assert any(outcome.keys for outcome in check([GOOD["person"]] * 2, "person"))
    assert asked == ["SUMMARY"] * 2 + ["COMPLETE"]


def test_no_text_is_copied_that_is_only_compared(monkeypatch):
    """Great Expectations copies all columns for each that it is asked about, texts ten times as slowly as numbers."""
    seen, usual = [], validation._validated
    monkeypatch.setattr(validation, "_validated", lambda rows, *given: seen.append(rows) or usual(rows, *given))
    validate(pd.DataFrame([GOOD["event_evidence"]], dtype="str"), "event_evidence", lookup)
    assert not any(isinstance(kind, pd.StringDtype) for kind in seen[0].dtypes)


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        pytest.param(path.stem, rule, id=f"{path.stem} {label(rule)}")
        for path in sorted(Path(str(files("onco_pipeline.quality"))).glob("suites/*.yaml"))
        for rule in suite(path.stem)["expectations"]
        if rule["severity"] == "warning"
    ],
)
def test_a_warning_says_what_it_means(table, rule):
    words = in_words(table, label(rule))
    assert len(words.split()) > 3
    assert not words.startswith(("values", "Values"))
