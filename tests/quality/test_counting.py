"""What DuckDB counts of a table is what Great Expectations says of it, word for word; what is not met is left to that."""

import json

import duckdb
import pytest
from test_validation import CASES, GOOD, KEYS, NAMES

from onco_pipeline import tables
from onco_pipeline.quality import counting, results
from onco_pipeline.quality.counting import counted
from onco_pipeline.quality.settings import load_settings
from onco_pipeline.quality.validation import columns_read, label, suite, validate
from resources.frames import to_frame
from resources.unchanged import each_table
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
def test_good_rows_are_counted_as_great_expectations_writes_it(table, tmp_path):
    hospital = Hospital(table).fill()
    for settings in (load_settings(tmp_path / "none", {}), loose(tmp_path, table)):
        found, told = hospital.validated(settings)
        without = counted(hospital.connection, table, settings)
        assert without.outcomes == found.outcomes
        # As text: pages show the fields in their order, and a bound of 1 as 1.0.
        assert json.dumps(without.counted) == json.dumps(told)


@pytest.mark.parametrize(("table", "fault", "name"), CASES)
def test_a_bad_row_is_counted_where_one_may_be_and_left_to_great_expectations_where_none_may(
    table, fault, name, tmp_path
):
    settings, strict = loose(tmp_path, table), load_settings(tmp_path / "none", {})
    hospital = Hospital(table).fill()
    hospital.add({**GOOD[table], hospital.key: "good0", **fault})
    for bounds in (settings, strict):
        found, told = hospital.validated(bounds)
        without = counted(hospital.connection, table, bounds)
        if without is not None:
            assert without.outcomes == found.outcomes
            assert json.dumps(without.counted) == json.dumps(told)
        elif all(outcome.passed for outcome in found.outcomes):
            # Rows that share a key are Great Expectations' own.
            assert any("unique" in rule["type"] for rule in suite(table)["expectations"])
    if not all(outcome.passed for outcome in found.outcomes):
        assert counted(hospital.connection, table, strict) is None


def test_what_a_bound_asks_is_never_met_by_rounding(tmp_path):
    rule = {"type": "expect_column_values_to_not_be_null", "mostly": 0.9}
    assert counting._is_met(rule, 1000, 99)
    assert not counting._is_met(rule, 1000, 100)


@pytest.mark.parametrize("table", NAMES)
def test_nothing_is_said_of_an_empty_table_nor_as_an_unknown_great_expectations_would(table, monkeypatch):
    hospital = Hospital(table).fill()
    assert counted(hospital.connection, table) is not None
    with monkeypatch.context() as patch:
        patch.setattr(results, "_installed", lambda: "2.0.0")
        assert counted(hospital.connection, table) is None
    hospital.connection.execute(f"DELETE FROM {tables.table(table).qualified_name}")
    assert counted(hospital.connection, table) is None


def test_great_expectations_is_asked_only_of_what_is_not_met(tmp_path, monkeypatch):
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
        return quality._made_from(each_table(door, ["person"]), "person", settings)

    assert run("a", "b") == {}
    assert run("a", "b", "c") == {}
    assert asked == []
    assert run("a", "old") == {"values_to_be_between: birth_year": ("old",)}
    assert run("a", "old", "older") == {"values_to_be_between: birth_year": ("old", "older")}
    assert run("a") == {}
    assert asked == ["person"] * 2


#: What two texts of one hash look like: of each eight characters the last differs, twice.
ALIKE = ("N000277009:pathology:394:result:peau", "N000277409:pathology:390:result:peau")


@pytest.mark.parametrize("table", ["note_event", "event_evidence"])
def test_keys_of_one_hash_are_told_apart(table, tmp_path):
    one, other = (f"SELECT hash('{key}')" for key in ALIKE)
    hospital = Hospital(table).fill()
    assert hospital.connection.execute(one).fetchone() == hospital.connection.execute(other).fetchone()
    for key in ALIKE:
        hospital.add({**GOOD[table], hospital.key: key})
    settings = load_settings(tmp_path / "quality.yaml", {})
    found = counted(hospital.connection, table, settings)
    assert found is not None
    assert json.dumps(found.counted) == json.dumps(hospital.validated(settings)[1])


@pytest.mark.parametrize("table", ["note_event", "event_evidence"])
def test_keys_of_one_hash_hide_no_key_that_is_there_twice(table, tmp_path):
    hospital = Hospital(table).fill()
    for key in (*ALIKE, ALIKE[0]):
        hospital.add({**GOOD[table], hospital.key: key})
    assert counted(hospital.connection, table, load_settings(tmp_path / "quality.yaml", {})) is None
