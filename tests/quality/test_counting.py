"""What DuckDB counts of a changed table is what Great Expectations counts; what is not met is left to that."""

import json

import duckdb
import pytest
from test_validation import CASES, GOOD, KEYS, NAMES

from onco_pipeline import tables
from onco_pipeline.quality import counting
from onco_pipeline.quality.counting import recount
from onco_pipeline.quality.settings import load_settings
from onco_pipeline.quality.validation import columns_read, label, suite, validate
from resources.frames import to_frame
from resources.warehouse import Warehouse

#: Good rows of a table: one bad row among them breaks no rule that lets one row in fifty pass.
MANY = 120


class Hospital:
    """A warehouse in memory, without the promises of its tables: bad rows must find their way in."""

    def __init__(self, tested):
        self.tested = tested
        self.connection = duckdb.connect()
        for table in (tables.table(name) for name in (*NAMES, "person", "visit_occurrence", "note")):
            columns = ", ".join(f"{column.name} {column.type.value}" for column in table.columns)
            self.connection.execute(f"CREATE SCHEMA IF NOT EXISTS {table.schema}")
            self.connection.execute(f"CREATE TABLE IF NOT EXISTS {table.qualified_name} ({columns})")
        self.key = suite(tested)["key"]
        for (table, column), known in KEYS.items():
            if table != tested:
                # Where a table is known by another's key, all of its own are there.
                own = [f"good{n}" for n in range(MANY)] if column == self.key else []
                self.connection.execute(
                    f"INSERT INTO {tables.table(table).qualified_name} ({column}) SELECT unnest(?)", [[*known, *own]]
                )

    def add(self, row, table=None):
        name = tables.table(table or self.tested).qualified_name
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        self.connection.execute(f"INSERT INTO {name} ({columns}) VALUES ({marks})", list(row.values()))

    def fill(self):
        self.add({**GOOD[self.tested], self.key: "good0"})
        name = tables.table(self.tested).qualified_name
        self.connection.execute(
            f"INSERT INTO {name} SELECT t.* REPLACE ('good' || n AS {self.key}) FROM {name} AS t, range(1, {MANY}) AS r(n)"
        )
        if self.tested == "person":
            self.add(GOOD["person"])
        return self

    def read(self, table, columns):
        sql = f"SELECT {', '.join(columns)} FROM {tables.table(table).qualified_name} ORDER BY ALL"
        return to_frame(self.connection.sql(sql).to_arrow_table(), tables.table(table))

    def validated(self, settings):
        rows = self.read(self.tested, sorted(columns_read(self.tested)))
        found = validate(rows, self.tested, lambda table, column: self.read(table, [column])[column], settings)
        return found, json.loads(json.dumps(found.counted))


def loose(tmp_path, table):
    """Return settings that let one bad row pass wherever a share is asked."""
    lines = [f"  {json.dumps(label(rule))}: {{mostly: 0.9}}" for rule in suite(table)["expectations"]]
    (tmp_path / "quality.yaml").write_text("\n".join([f"{table}:", *lines]))
    return load_settings(tmp_path / "quality.yaml", {table: [label(rule) for rule in suite(table)["expectations"]]})


@pytest.mark.parametrize("table", NAMES)
def test_more_good_rows_are_counted_alike(table, tmp_path):
    hospital = Hospital(table).fill()
    _, before = hospital.validated(load_settings(tmp_path / "none", {}))
    hospital.connection.execute(
        f"DELETE FROM {tables.table(table).qualified_name} WHERE {hospital.key} IN ('good3', 'good4')"
    )
    found, now = hospital.validated(load_settings(tmp_path / "none", {}))
    counted = recount(hospital.connection, table, before)
    assert now != before
    assert counted.outcomes == found.outcomes
    assert json.loads(json.dumps(counted.counted)) == now


@pytest.mark.parametrize(("table", "fault", "name"), CASES)
def test_a_bad_row_is_counted_where_one_may_be_and_left_to_great_expectations_where_none_may(
    table, fault, name, tmp_path
):
    settings, strict = loose(tmp_path, table), load_settings(tmp_path / "none", {})
    hospital = Hospital(table).fill()
    (_, before), (_, before_strictly) = hospital.validated(settings), hospital.validated(strict)
    hospital.add({**GOOD[table], hospital.key: "good0", **fault})
    for bounds, kept in ((settings, before), (strict, before_strictly)):
        found, now = hospital.validated(bounds)
        counted = recount(hospital.connection, table, kept, bounds)
        if counted is not None:
            assert counted.outcomes == found.outcomes
            assert json.loads(json.dumps(counted.counted)) == now
        elif all(outcome.passed for outcome in found.outcomes):
            # Rows that share a key are Great Expectations' own.
            assert any("unique" in rule["type"] for rule in suite(table)["expectations"])
    if not all(outcome.passed for outcome in found.outcomes):
        assert recount(hospital.connection, table, before_strictly, strict) is None


def test_what_a_bound_asks_is_never_met_by_rounding(tmp_path):
    rule = {"type": "expect_column_values_to_not_be_null", "mostly": 0.9}
    assert counting._is_met(rule, 1000, 99)
    assert not counting._is_met(rule, 1000, 100)


@pytest.mark.parametrize("table", NAMES)
def test_nothing_is_counted_without_what_great_expectations_found_of_this_suite(table, tmp_path):
    hospital = Hospital(table).fill()
    settings = load_settings(tmp_path / "none", {})
    _, before = hospital.validated(settings)
    assert recount(hospital.connection, table, None, settings) is None
    assert recount(hospital.connection, table, {**before, "success": False}, settings) is None
    assert recount(hospital.connection, table, {**before, "results": before["results"][1:]}, settings) is None
    changed = [*before["results"][1:], before["results"][1]]
    assert recount(hospital.connection, table, {**before, "results": changed}, settings) is None
    hospital.connection.execute(f"DELETE FROM {tables.table(table).qualified_name}")
    assert recount(hospital.connection, table, before, settings) is None


def test_a_validation_after_the_first_asks_great_expectations_only_of_what_is_not_met(tmp_path, monkeypatch):
    import assets.quality as quality

    asked = []
    monkeypatch.setattr(quality, "validate", lambda *given: asked.append(given[1]) or validate(*given))
    door = Warehouse(tmp_path / "warehouse.duckdb")
    settings = load_settings(tmp_path / "none", {})

    def run(*people):
        with door.connect() as connection:
            connection.execute("DELETE FROM omop.person")
            for person in people:
                connection.execute(
                    "INSERT INTO omop.person (person_id, birth_datetime, row_fingerprint) VALUES (?, ?, ?)",
                    [person, "1800-01-01" if "old" in person else "1960-01-01", person],
                )
        found = quality._validate(door, "person", settings, unchanged_of(door))
        return {outcome.name: outcome.keys for outcome in found.outcomes if not outcome.passed}

    def unchanged_of(door):
        return quality._made_from(door, "person", settings)

    assert run("a", "b") == {}
    assert asked == ["person"]
    assert run("a", "b", "c") == {}
    assert asked == ["person"]
    assert run("a", "old") == {"values_to_be_between: birth_year": ("old",)}
    assert run("a", "old", "older") == {"values_to_be_between: birth_year": ("old", "older")}
    assert run("a") == {}
    assert asked == ["person"] * 4
