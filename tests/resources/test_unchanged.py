"""What was done already is known by content: every change that matters is seen, none that does not."""

import datetime as dt

import pandas as pd
import pytest

from onco_pipeline.study import Study
from onco_pipeline.tables import NOTE, PERSON_RECONCILIATION
from resources import unchanged
from resources.changed_people import rows_of_people
from resources.unchanged import Steps, content, relations, tables
from resources.warehouse import Warehouse

LEDGER = pd.DataFrame({"person_id": ["1", "2"], "evidence_fingerprint": ["a", "b"], "n_events": [1, 2]})


@pytest.fixture
def warehouse(tmp_path):
    made = Warehouse(tmp_path / "warehouse.duckdb")
    made.replace(PERSON_RECONCILIATION, LEDGER)
    with made.connect() as connection:
        connection.execute("CREATE SCHEMA marts; CREATE TABLE marts.fct AS SELECT 1 AS n, 'x' AS who")
        connection.execute("CREATE VIEW marts.seen AS FROM marts.fct")
    return made


def test_a_step_holds_for_the_same_only(tmp_path, monkeypatch):
    steps = Steps(tmp_path)
    assert not steps.holds("report", "a", "b")
    steps.keep("report", "a", "b")
    steps.keep("other", "c")
    assert steps.holds("report", "a", "b") and steps.holds("other", "c")
    assert not steps.holds("report", "z", "b") and not steps.holds("report", "a", "z")
    assert steps.path.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(unchanged, "program", lambda: "another version")
    assert not steps.holds("report", "a", "b")


def test_a_step_that_is_begun_again_counts_as_not_done(tmp_path):
    steps = Steps(tmp_path)
    steps.keep("report", "a", "b")
    steps.drop("report")
    assert not Steps(tmp_path).holds("report", "a", "b")


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"report": 3}', b"\xff\xfe"])
def test_a_damaged_record_means_that_nothing_was_done(tmp_path, damage):
    steps = Steps(tmp_path)
    steps.path.write_bytes(damage)
    assert not steps.holds("report", "a", "b")
    steps.keep("report", "a", "b")
    assert steps.holds("report", "a", "b")


def test_the_program_is_every_file_of_it(tmp_path, monkeypatch):
    for package in ("onco_pipeline", "assets", "resources"):
        (tmp_path / package).mkdir()
    (tmp_path / "onco_pipeline" / "rules.py").write_text("A = 1")
    monkeypatch.setattr(unchanged, "_ROOT", tmp_path)
    before = unchanged.program.__wrapped__()
    assert unchanged.program.__wrapped__() == before
    (tmp_path / "onco_pipeline" / "rules.py").write_text("A = 2")
    assert unchanged.program.__wrapped__() != before


def test_content_is_what_values_hold(tmp_path):
    page = tmp_path / "page.html"
    values = [
        1, "1", None, [1], [1, 2], [[1], 2], {"a": 1}, {"a": 2}, dt.date(2020, 1, 1), dt.datetime(2020, 1, 1), page,
        Study(), Study(small_cell_threshold=12), LEDGER, LEDGER.assign(n_events=[1, 3]), LEDGER.iloc[::-1],
        LEDGER.astype({"n_events": "float64"}), LEDGER.assign(n_events=[1, None]),
    ]  # fmt: skip
    hashes = [content(value) for value in values]
    assert len(set(hashes)) == len(values)
    assert [content(value) for value in values] == hashes
    page.write_text("drawn")
    assert content(page) != hashes[10]


def test_a_row_more_less_or_other_changes_a_table(warehouse):
    seen = {tables(warehouse, [PERSON_RECONCILIATION])}
    for changed in (
        LEDGER.iloc[:1],
        pd.concat([LEDGER, LEDGER.assign(person_id=["3", "4"])]),
        LEDGER.assign(n_events=[1, 3]),
    ):
        warehouse.replace(PERSON_RECONCILIATION, changed)
        seen.add(tables(warehouse, [PERSON_RECONCILIATION]))
    assert len(seen) == 4
    warehouse.replace(PERSON_RECONCILIATION, LEDGER.iloc[::-1])
    assert tables(warehouse, [PERSON_RECONCILIATION]) in seen, "the order of rows is no content"


#: Two texts of one hash, as DuckDB (2.0) hashes texts.
ALIKE = ("PATIENT2-VISIT00A", "PATIENT9-VISIT05A")


def test_texts_that_duckdb_s_hash_takes_for_one_are_told_apart(warehouse):
    with warehouse.connect() as connection:
        assert connection.execute("SELECT hash(?) = hash(?)", ALIKE).fetchone() == (True,)
    seen = set()
    for text in ALIKE:
        warehouse.replace(PERSON_RECONCILIATION, LEDGER.assign(evidence_fingerprint=[text, "b"]))
        with warehouse.connect() as connection:
            connection.execute("UPDATE marts.fct SET who = ?", [text])
        seen |= {tables(warehouse, [PERSON_RECONCILIATION]), relations(warehouse, ["marts"])}
        seen.add(str(rows_of_people(warehouse, ["person_reconciliation"])))
    assert len(seen) == 6


def test_a_note_is_known_by_the_hash_it_carries(warehouse):
    note = {"note_id": "n", "person_id": "1", "note_text": "un", "row_fingerprint": "f"}
    frame = pd.DataFrame([note], columns=NOTE.column_names)
    warehouse.replace(NOTE, frame)
    before = tables(warehouse, [NOTE])
    warehouse.replace(NOTE, frame.assign(row_fingerprint="g", note_text="deux"))
    assert tables(warehouse, [NOTE]) != before


@pytest.mark.parametrize(
    "edit",
    [
        "INSERT INTO marts.fct VALUES (1, 'x')",
        "DELETE FROM marts.fct",
        "UPDATE marts.fct SET who = 'y'",
        "ALTER TABLE marts.fct RENAME COLUMN who TO whom",
        "ALTER TABLE marts.fct ALTER n TYPE BIGINT",
        "CREATE TABLE marts.more AS SELECT 1 AS n",
        "CREATE OR REPLACE VIEW marts.seen AS SELECT n FROM marts.fct",
        "DROP VIEW marts.seen",
    ],
)
def test_whatever_was_done_to_what_a_step_left_is_seen(warehouse, edit):
    before = relations(warehouse, ["marts"])
    assert relations(warehouse, ["marts"]) == before
    with warehouse.connect() as connection:
        connection.execute(edit)
    assert relations(warehouse, ["marts"]) != before


def test_a_session_opens_the_file_once(warehouse):
    with warehouse.session(), warehouse.connect() as one, warehouse.connect() as other:
        assert one is other
        assert warehouse.count(PERSON_RECONCILIATION) == 2
        with warehouse.session(), warehouse.connect() as inner:
            assert inner is one
        assert warehouse.count(PERSON_RECONCILIATION) == 2
    with warehouse.connect() as fresh:
        assert fresh is not one
