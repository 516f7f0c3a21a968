"""One door: locked, versioned, owner-only, and typed as declared."""

from __future__ import annotations

import datetime as dt
import os
import stat
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onco_pipeline.errors import UserError
from onco_pipeline.tables import NOTE, NOTE_EVENT, PERSON, PERSON_RECONCILIATION, TABLES
from resources import schema
from resources.frames import FrameError, to_arrow, to_frame
from resources.warehouse import Warehouse, WarehouseBusy, WarehouseError, WarehouseVersionError
from resources.warehouse_resource import WarehouseResource


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "home" / "warehouse.duckdb")


def counted(**numbers: int) -> pd.DataFrame:
    """Return rows of person_reconciliation: patients with their number of events."""
    rows = [{"person_id": name, "evidence_fingerprint": "f", "n_events": n} for name, n in numbers.items()]
    return pd.DataFrame(rows, columns=PERSON_RECONCILIATION.column_names)


def event(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "note_event_id": "N1-biopsy-0", "note_id": "N1", "person_id": None, "family": "biopsy", "subtype": "biopsy",
        "site": "foie", "status": "done", "experiencer": "patient", "cancer_context": "current", "conditional": False,
        "date_start": dt.date(2019, 3, 12), "date_end": dt.date(2019, 3, 12), "precision": "day",
        "date_kind": "absolute", "quote": "Biopsie", "quote_start": 0, "quote_end": 7, "date_quote": "12/03/2019",
        "date_quote_start": 20, "date_quote_end": 30, "confidence": 0.9,
        "attributes": {"markers": ["RE", "HER2"], "côté": "gauche"},
    }  # fmt: skip
    return {**row, **changes}


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# -- the file --------------------------------------------------------------------------------------
def test_it_is_made_with_every_table_for_its_owner_only(warehouse):
    assert [warehouse.count(table) for table in TABLES] == [0] * len(TABLES)
    assert permissions(warehouse.path) == 0o600
    assert permissions(warehouse.path.parent) == 0o700


def test_the_log_is_for_its_owner_only_too_and_the_mask_comes_back(warehouse):
    before = os.umask(0o022)
    try:
        with warehouse.connect() as connection:
            connection.execute("INSERT INTO onco.person_reconciliation VALUES ('1', 'f', 2)")
            assert permissions(warehouse.path.with_name("warehouse.duckdb.wal")) == 0o600
            assert warehouse.count(PERSON_RECONCILIATION) == 1
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)


def test_a_command_that_reads_does_not_make_it(tmp_path):
    with pytest.raises(WarehouseError, match="There is no warehouse at"):
        Warehouse(tmp_path / "warehouse.duckdb", must_exist=True)
    assert not list(tmp_path.iterdir())


def test_every_refusal_is_a_message_for_the_user():
    assert issubclass(WarehouseError, UserError)
    assert issubclass(WarehouseBusy, WarehouseError)
    assert issubclass(WarehouseVersionError, WarehouseError)


def test_it_never_reaches_for_the_network(warehouse):
    with warehouse.connect() as connection:
        for name in ("autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions"):
            assert connection.execute("SELECT current_setting(?)", [name]).fetchall() == [(False,)]


HOLD = """
import sys
from resources.warehouse import Warehouse
with Warehouse(sys.argv[1]).connect():
    print("held", flush=True)
    sys.stdin.readline()
"""


def hold(path: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", HOLD, str(path)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout.readline() == b"held\n"
    return holder


def test_who_finds_it_in_use_waits_and_then_says_so(warehouse):
    with hold(warehouse.path) as holder:
        impatient = Warehouse(warehouse.path, lock_timeout=0.2)
        with pytest.raises(WarehouseBusy, match=r"warehouse\.duckdb is in use by another process"):
            impatient.count(PERSON)
        holder.stdin.write(b"\n")
        holder.stdin.flush()
        assert warehouse.count(PERSON) == 0


@pytest.mark.parametrize(
    "content", [b"not a database", b"\0" * 8192, bytes(range(7, 107))], ids=["text", "zeros", "bytes"]
)
def test_a_damaged_file_is_not_read(warehouse, content):
    warehouse.path.parent.mkdir()
    warehouse.path.write_bytes(content)
    with pytest.raises(WarehouseError, match=r"damaged, or no DuckDB file.*move the file away and run again"):
        warehouse.count(PERSON)
    assert warehouse.path.read_bytes() == content


def test_a_folder_in_its_place_says_so(tmp_path):
    (tmp_path / "warehouse.duckdb").mkdir()
    with pytest.raises(WarehouseError, match="is a folder"):
        Warehouse(tmp_path / "warehouse.duckdb").count(PERSON)
    (tmp_path / "file").touch()
    with pytest.raises(WarehouseError, match="cannot make this folder"):
        Warehouse(tmp_path / "file" / "warehouse.duckdb").count(PERSON)


def test_a_file_of_another_user_says_whose_it_should_be(tmp_path, monkeypatch):
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(b"another's")
    asked = os.access
    monkeypatch.setattr("os.access", lambda place, mode: Path(place) != path and asked(place, mode))
    with pytest.raises(WarehouseError, match="may not be read and written by this user: run as its owner"):
        Warehouse(path).count(PERSON)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_says_so(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(WarehouseError, match="read-only"):
        Warehouse(tmp_path / "warehouse.duckdb").count(PERSON)


FULL = """
import resource, signal, sys
import pandas as pd
from resources.warehouse import Warehouse, WarehouseError
warehouse = Warehouse(sys.argv[1], memory_limit=sys.argv[2])
warehouse.count("note")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
row = {"evidence_fingerprint": "f" * 60, "n_events": 1}
try:
    warehouse.replace("person_reconciliation", pd.DataFrame([{**row, "person_id": str(i)} for i in range(200_000)]))
except WarehouseError as error:
    print(error)
print(warehouse.count("person_reconciliation"))
"""


@pytest.mark.parametrize("memory", ["1GB", "30MB"])
def test_a_full_disk_says_so_and_leaves_the_last_good_state(warehouse, memory):
    command = [sys.executable, "-c", FULL, str(warehouse.path), memory]
    finished = subprocess.run(command, check=True, capture_output=True, text=True)
    message, rows = finished.stdout.strip().rsplit("\n", 1)
    assert "reading or writing failed" in message
    assert "Check the free space" in message
    assert rows == "0"
    assert warehouse.count(PERSON_RECONCILIATION) == 0


def test_other_versions_are_refused_with_the_way_out(warehouse, monkeypatch):
    warehouse.count(PERSON)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 0)
    with pytest.raises(WarehouseVersionError, match=r"newer version .* install that version, or move the file away"):
        warehouse.count(PERSON)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 3)
    with pytest.raises(WarehouseVersionError, match="another version of the program"):
        warehouse.count(PERSON)
    monkeypatch.undo()
    monkeypatch.setattr(schema, "declaration_hash", lambda: "other")
    with pytest.raises(WarehouseVersionError, match="with other tables"):
        warehouse.count(PERSON)


def test_a_hospital_s_own_database_is_not_taken_for_a_warehouse(tmp_path):
    path = tmp_path / "hospital.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE note (note_id INTEGER)")
    with pytest.raises(WarehouseVersionError, match="holds other tables than a warehouse"):
        Warehouse(path).count(NOTE)


# -- reading and writing ---------------------------------------------------------------------------
def test_rows_come_back_as_they_were_written(warehouse):
    row = event()
    warehouse.replace(NOTE_EVENT, pd.DataFrame([row])[list(reversed(row))])
    assert warehouse.rows(NOTE_EVENT) == [row]
    frame = warehouse.read("note_event")
    assert list(frame.columns) == list(NOTE_EVENT.column_names)
    assert frame.attributes[0] == {"markers": ["RE", "HER2"], "côté": "gauche"}
    assert frame.date_start[0] == dt.date(2019, 3, 12)
    warehouse.replace(NOTE_EVENT, frame)
    assert warehouse.rows(NOTE_EVENT) == [row]


def test_json_is_written_in_one_way_only(warehouse):
    warehouse.replace(NOTE_EVENT, pd.DataFrame([event(attributes={"b": 1, "a": 2})]))
    one = warehouse.content_hash(NOTE_EVENT)
    warehouse.replace(NOTE_EVENT, pd.DataFrame([event(attributes={"a": 2, "b": 1})]))
    assert warehouse.content_hash(NOTE_EVENT) == one


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame(columns=list(NOTE_EVENT.column_names))])
def test_an_empty_frame_is_an_empty_table(warehouse, frame):
    warehouse.replace(NOTE_EVENT, pd.DataFrame([event()]))
    warehouse.upsert(NOTE_EVENT, frame)
    assert warehouse.count(NOTE_EVENT) == 1
    warehouse.replace(NOTE_EVENT, frame)
    assert warehouse.read(NOTE_EVENT).empty
    assert list(warehouse.read(NOTE_EVENT).columns) == list(NOTE_EVENT.column_names)


def test_upsert_replaces_what_it_knows_and_adds_the_rest(warehouse):
    warehouse.upsert(PERSON_RECONCILIATION, counted(a=1, b=2))
    warehouse.upsert(PERSON_RECONCILIATION, counted(b=3, c=4))
    read = warehouse.read(PERSON_RECONCILIATION, columns=["person_id", "n_events"])
    assert read.to_dict("list") == {"person_id": ["a", "b", "c"], "n_events": [1, 3, 4]}


def test_delete_says_how_many(warehouse):
    warehouse.upsert(PERSON_RECONCILIATION, counted(a=1, b=2, c=2))
    assert warehouse.delete(PERSON_RECONCILIATION, ["a", "z"]) == 1
    assert warehouse.delete(PERSON_RECONCILIATION, [2], column="n_events") == 2
    assert warehouse.delete(PERSON_RECONCILIATION, []) == 0


def test_rows_are_chosen_by_value_list_or_condition(warehouse):
    warehouse.upsert(PERSON_RECONCILIATION, counted(a=1, b=2, c=3))

    def people(where, parameters=()):
        return warehouse.read(PERSON_RECONCILIATION, where, ["person_id"], parameters).person_id.tolist()

    assert people({"person_id": "b"}) == ["b"]
    assert people({"person_id": ["c", "a"], "evidence_fingerprint": "f"}) == ["a", "c"]
    assert people({"person_id": []}) == people({"n_events": None}) == []
    assert people("n_events > ?", [1]) == ["b", "c"]
    assert warehouse.count(PERSON_RECONCILIATION, {"person_id": "' OR true --"}) == 0
    with pytest.raises(KeyError, match="has no column 'nothing'"):
        people({"nothing": 1})


def test_batches_follow_the_key_and_see_what_is_written_meanwhile(warehouse):
    warehouse.upsert(PERSON_RECONCILIATION, counted(**{f"p{i:02}": i for i in range(23)}))
    seen = []
    for batch in warehouse.stream(PERSON_RECONCILIATION, {"evidence_fingerprint": "f"}, batch_size=5):
        seen.append([row["person_id"] for row in batch])
        # A consumer marks what it has treated, as the extraction does.
        warehouse.delete(PERSON_RECONCILIATION, seen[-1])
    assert [name for batch in seen for name in batch] == [f"p{i:02}" for i in range(23)]
    assert [len(batch) for batch in seen] == [5, 5, 5, 5, 3]
    assert warehouse.count(PERSON_RECONCILIATION) == 0


def test_a_transaction_is_whole_or_nothing(warehouse):
    warehouse.upsert(PERSON_RECONCILIATION, counted(a=1))

    def fail():
        with warehouse.transaction() as connection:
            warehouse.upsert(PERSON_RECONCILIATION, counted(a=9), connection=connection)
            warehouse.replace(NOTE_EVENT, pd.DataFrame([event()]), connection=connection)
            assert warehouse.read(NOTE_EVENT, connection=connection).shape[0] == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert warehouse.rows(PERSON_RECONCILIATION)[0]["n_events"] == 1
    assert warehouse.count(NOTE_EVENT) == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.drop(columns="quote"), r"onco\.note_event: the frame lacks quote"),
        (lambda f: f.assign(qoute="x"), "has no column called qoute"),
        (lambda f: f.assign(quote=None), "column quote is empty in 1 of 1 row"),
        (lambda f: f.assign(quote_start="SECRET"), "column quote_start holds values that are no BIGINT"),
        (lambda f: f.assign(date_start="SECRET"), "column date_start holds values that are no DATE"),
        (lambda f: f.assign(attributes="SECRET"), "column attributes holds values that are no JSON"),
        (lambda f: pd.concat([f, f]), r"rows to write share a key \(note_event_id\)"),
    ],
)
def test_a_frame_that_does_not_fit_is_refused_by_name_and_without_values(warehouse, change, message):
    warehouse.replace(NOTE_EVENT, pd.DataFrame([event()]))
    with pytest.raises((FrameError, WarehouseError), match=message) as error:
        warehouse.replace(NOTE_EVENT, change(pd.DataFrame([event()])))
    assert "SECRET" not in str(error.value)
    assert warehouse.count(NOTE_EVENT) == 1


DAYS = st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT, lambda x: st.lists(x) | st.dictionaries(TEXT, x), max_leaves=8
)


@given(st.lists(st.tuples(DAYS, st.none() | TEXT, st.dictionaries(TEXT, JSON, max_size=3)), max_size=4))
def test_any_frame_survives_arrow(rows):
    frame = pd.DataFrame(
        [event(date_start=day, site=site, attributes=details) for day, site, details in rows],
        columns=NOTE_EVENT.column_names,
    )
    back = to_frame(to_arrow(frame, NOTE_EVENT), NOTE_EVENT)
    assert [None if pd.isna(d) else d for d in back.date_start] == [row[0] for row in rows]
    assert [None if pd.isna(s) else s for s in back.site] == [row[1] for row in rows]
    assert list(back.attributes) == [row[2] for row in rows]


DAY = "2019-03-12"


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2019, 3, 12),
        dt.datetime(2019, 3, 12),
        "2019-03-12",
        pd.Timestamp(2019, 3, 12),
        np.datetime64("2019-03-12"),
    ],
)
def test_a_day_may_be_given_in_many_types(value):
    frame = pd.DataFrame([event(date_start=value)])
    assert to_arrow(frame, NOTE_EVENT).column("date_start").to_pylist() == [dt.date(2019, 3, 12)]


# -- the whole file --------------------------------------------------------------------------------
def test_equal_content_has_an_equal_hash_whatever_the_order(warehouse):
    warehouse.replace(PERSON_RECONCILIATION, counted(a=1, b=2))
    one = warehouse.content_hash(PERSON_RECONCILIATION)
    warehouse.replace(PERSON_RECONCILIATION, counted(b=2, a=1))
    assert warehouse.content_hash(PERSON_RECONCILIATION) == one
    warehouse.replace(PERSON_RECONCILIATION, counted(a=1, b=3))
    assert warehouse.content_hash(PERSON_RECONCILIATION) != one


def test_publish_replaces_the_copy_under_its_readers(warehouse, tmp_path):
    published = tmp_path / "published.duckdb"
    warehouse.upsert(PERSON_RECONCILIATION, counted(a=1))
    with warehouse.connect() as connection:
        connection.execute("CREATE SCHEMA marts")
        connection.execute(
            'CREATE VIEW marts.people AS SELECT person_id FROM "warehouse"."onco"."person_reconciliation"'
        )
        connection.execute("CREATE VIEW marts.more AS SELECT * FROM warehouse.marts.people")
    assert warehouse.publish(published) == published
    assert permissions(published) == 0o600
    reader = duckdb.connect(str(published), read_only=True)
    warehouse.upsert(PERSON_RECONCILIATION, counted(b=2))
    warehouse.publish(published)
    assert reader.execute("SELECT count(*) FROM onco.person_reconciliation").fetchall() == [(1,)]
    reader.close()
    with duckdb.connect(str(published), read_only=True) as again:
        assert again.execute("SELECT person_id FROM marts.more ORDER BY 1").fetchall() == [("a",), ("b",)]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["home", "published.duckdb"]


def test_views_of_a_copy_say_what_they_are(warehouse, tmp_path):
    told = "SELECT comment FROM duckdb_views() WHERE NOT internal UNION ALL SELECT comment FROM duckdb_columns() "
    told += "WHERE schema_name = 'staging' ORDER BY ALL"
    with warehouse.connect() as connection:
        connection.execute("CREATE SCHEMA staging")
        connection.execute("CREATE VIEW staging.people AS SELECT person_id FROM warehouse.onco.person_reconciliation")
        connection.execute("CREATE VIEW staging.more AS SELECT person_id FROM warehouse.staging.people")
        for view in ("people", "more"):
            connection.execute(f"COMMENT ON VIEW staging.{view} IS 'It''s who is {view}'")
            connection.execute(f"COMMENT ON COLUMN staging.{view}.person_id IS 'Patient of {view}'")
        said = connection.execute(told).fetchall()
    assert len(said) == 4 and None not in said
    with duckdb.connect(str(warehouse.publish(tmp_path / "published.duckdb")), read_only=True) as copy:
        assert copy.execute(told).fetchall() == said
    warehouse.compact()
    with warehouse.connect() as connection:
        assert connection.execute(told).fetchall() == said


def test_views_that_were_freed_are_copied_as_they_are(warehouse, tmp_path, monkeypatch):
    with warehouse.connect() as connection:
        connection.execute("CREATE SCHEMA staging")
        connection.execute("CREATE VIEW staging.people AS SELECT person_id FROM warehouse.onco.person_reconciliation")
        connection.execute("CREATE VIEW staging.more AS SELECT person_id FROM staging.people")
        connection.execute("COMMENT ON VIEW staging.people IS 'Who is there'")
    warehouse.upsert(PERSON_RECONCILIATION, counted(a=1))
    warehouse.free_views()
    monkeypatch.setattr("resources.warehouse.free_views", None)  # nothing is left to do
    with duckdb.connect(str(warehouse.publish(tmp_path / "published.duckdb")), read_only=True) as copy:
        assert copy.execute("SELECT person_id FROM staging.more").fetchall() == [("a",)]
        assert copy.execute("SELECT comment FROM duckdb_views() WHERE view_name = 'people'").fetchall() == [
            ("Who is there",)
        ]


def test_a_copy_that_fails_leaves_the_last_good_one(warehouse, tmp_path, monkeypatch):
    published = tmp_path / "published.duckdb"
    warehouse.publish(published)
    before = published.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("resources.files.shutil.copyfile", full)
    with pytest.raises(WarehouseError, match=r"could not be written \(No space left on device\)"):
        warehouse.publish(published)
    assert published.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["home", "published.duckdb"]


def test_compacting_leaves_nothing_of_a_deleted_row(warehouse):
    secret = "".join(chr(97 + i * 7 % 26) for i in range(400))
    note = {
        "note_id": "1", "person_id": "1", "visit_occurrence_id": None, "note_datetime": None,
        "note_class_source_value": None, "note_title": None, "note_text": secret, "row_fingerprint": "f",
    }  # fmt: skip
    warehouse.upsert(NOTE, pd.DataFrame([note]))
    warehouse.upsert(PERSON_RECONCILIATION, counted(a=1))
    with warehouse.connect() as connection:
        connection.execute("CHECKPOINT")
    assert secret.encode() in warehouse.path.read_bytes()
    warehouse.delete(NOTE, ["1"])
    warehouse.compact()
    assert secret.encode() not in warehouse.path.read_bytes()
    assert permissions(warehouse.path) == 0o600
    assert warehouse.count(PERSON_RECONCILIATION) == 1
    warehouse.upsert(PERSON_RECONCILIATION, counted(b=1))
    assert warehouse.count(PERSON_RECONCILIATION) == 2


def test_a_killed_writer_leaves_what_was_committed(warehouse):
    code = (
        "import os, sys\nimport pandas as pd\nfrom resources.warehouse import Warehouse\n"
        "w = Warehouse(sys.argv[1])\n"
        "row = {'person_id': 'a', 'evidence_fingerprint': 'f', 'n_events': 1}\n"
        "w.upsert('person_reconciliation', pd.DataFrame([row]))\n"
        "with w.transaction() as c:\n"
        "    w.upsert('person_reconciliation', pd.DataFrame([{**row, 'person_id': 'b'}]), connection=c)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(warehouse.path)], check=False)
    assert killed.returncode == -9
    assert [row["person_id"] for row in warehouse.rows(PERSON_RECONCILIATION)] == ["a"]


def test_the_resource_hands_out_the_same_door(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    door = WarehouseResource(path=str(path), lock_timeout=1.0).door()
    assert (door.path, door.lock_timeout) == (path, 1.0)
    assert door.count(PERSON) == 0
