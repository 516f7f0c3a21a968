"""A hospital in a real PostgreSQL: same rows as from files, read-only, streamed, and no credential in any message."""

import os

import duckdb
import pandas as pd
import pytest
from typer.testing import CliRunner

from onco_pipeline.cli import app
from onco_pipeline.omop import databases
from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.sources import Source
from onco_pipeline.tables import table

pytestmark = pytest.mark.integration

VARIABLE, PASSWORD = "HOSPITAL_DATABASE", "s3cret-canary"


@pytest.fixture
def server(postgres):
    return postgres


@pytest.fixture
def hospital(server, monkeypatch):
    """Return a function that runs SQL on a fresh schema ``edsomop``, with the variable set."""
    from sqlalchemy import create_engine, text

    monkeypatch.setenv(VARIABLE, server)
    engine = create_engine(server.replace("postgresql://", "postgresql+psycopg://"))

    def run(*statements: str) -> None:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))

    run("DROP SCHEMA IF EXISTS edsomop CASCADE", "CREATE SCHEMA edsomop")
    yield run
    engine.dispose()


@pytest.fixture
def described(tmp_path):
    """Return a source that leads to the database."""
    path = tmp_path / "sources.yaml"
    path.write_text(f"database: {VARIABLE}\nschema: edsomop\n", encoding="utf-8")
    return path


def fill(run, tables):
    """Create typed tables, as a hospital's own are, and fill them."""
    from sqlalchemy import create_engine

    types = {"_id": "bigint", "datetime": "timestamp", "": "text"}
    engine = create_engine(os.environ[VARIABLE].replace("postgresql://", "postgresql+psycopg://"))
    for name, frame in tables.items():
        columns = ", ".join(
            f"{column} {next(kind for end, kind in types.items() if column.endswith(end))}" for column in frame.columns
        )
        run(f"CREATE TABLE edsomop.{name} ({columns})")
        frame = frame.copy()
        for column in frame.columns:
            if column.endswith("_id"):
                frame[column] = frame[column].astype("Int64")
            elif column.endswith("datetime"):
                frame[column] = pd.to_datetime(frame[column])
        frame.to_sql(name, engine, schema="edsomop", index=False, if_exists="append")
    engine.dispose()


def test_the_same_rows_come_from_postgresql_as_from_files(hospital, described, write, new_door, tmp_path):
    fill(hospital, write.hospital)
    files, database = new_door(), new_door()
    files.take_all(write.csv(tmp_path / "csv"))
    database.take_all(described)
    assert database.content() == files.content()
    assert len(database.rows("note")) == 3


def test_rows_are_streamed_in_pieces(hospital, described, monkeypatch):
    hospital(
        "CREATE TABLE edsomop.note AS SELECT n::bigint AS note_id, 'texte ' || n AS note_text FROM generate_series(1, 10001) n"
    )
    (part,) = Source.open(described).parts(table("note"))
    pieces = [piece.num_rows for piece in databases.rows(VARIABLE, part.relation, ["note_id", "note_text"], 4096)]
    assert pieces == [4096, 4096, 1809]


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        ("timestamptz", "2019-03-12 10:30:00+01", "2019-03-12 10:30:00"),
        ("date", "2019-03-12", "2019-03-12 00:00:00"),
        ("timestamp", "2019-03-12 10:30:00.25", "2019-03-12 10:30:00.250000"),
        ("text", "12/03/2019", "2019-03-12 00:00:00"),
    ],
)
def test_dates_of_any_type_are_the_hospital_s_wall_clock(hospital, described, door, kind, value, read):
    hospital(
        f"CREATE TABLE edsomop.note (note_id uuid, person_id numeric, note_datetime {kind}, note_text text)",
        "INSERT INTO edsomop.note VALUES ('7e1f0000-0000-0000-0000-000000000001', 12, "
        f"'{value}', 'Scanner ce jour, 5 % de 100, é')",
    )
    door.take(described)
    (row,) = door.rows("note", "note_id, person_id, note_datetime, note_text")
    assert [str(value) for value in row] == [
        "7e1f0000-0000-0000-0000-000000000001", "12", read, "Scanner ce jour, 5 % de 100, é",
    ]  # fmt: skip


def test_the_source_is_never_written(hospital):
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    hospital("CREATE TABLE edsomop.note (note_id text)")
    with databases._connected(VARIABLE) as connection, pytest.raises(DBAPIError, match="read-only"):
        connection.execute(text("DELETE FROM edsomop.note"))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "is empty"),
        ("mysql://u:p@h/d", "no PostgreSQL address"),
        ("postgresql://clinic:p@127.0.0.1:1/postgres", "no server answers"),
        ("postgresql://clinic:wrong-canary@{server}/postgres", "refuses the password"),
        ("postgresql://clinic:{password}@{server}/nowhere", "no such database"),
        ("postgresql://clinic:p@h:port/x", "no address that can be read"),
    ],
)
def test_what_goes_wrong_is_said_without_the_address(server, described, monkeypatch, address, said):
    host = server.rpartition("@")[2].partition("/")[0]
    monkeypatch.setenv(VARIABLE, address.format(server=host, password=PASSWORD))
    with pytest.raises(SourceError, match=said) as raised:
        Source.open(described).parts(table("note"))
    assert VARIABLE in str(raised.value)
    assert "canary" not in str(raised.value)
    assert "127.0.0.1" not in str(raised.value)


def test_a_missing_table_names_what_is_there(hospital, described):
    hospital("CREATE TABLE edsomop.documents (note_id text)")
    with pytest.raises(SourceError, match=r"edsomop\.documents"):
        Source.open(described).parts(table("note"))


def test_a_run_reads_postgresql_and_keeps_the_password_to_itself(
    hospital, described, write, project_read, tmp_path, clean_environment
):
    fill(hospital, write.hospital)
    home = tmp_path / "home"
    ended = CliRunner().invoke(app, ["run", "--source", str(described), "--home", str(home)])
    assert ended.exit_code == 0, ended.output
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM omop.note").fetchone() == (3,)
    assert PASSWORD not in ended.output
    leaks = [path for path in home.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()]
    assert leaks == []
