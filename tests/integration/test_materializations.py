"""Tables and views are made where they stand, in one transaction: by dbt's own way each would cost nine statements."""

import duckdb
import pytest

from resources.dbt import DbtBuildFailed, dbt_build
from resources.dbt_runner import project_dir

pytestmark = pytest.mark.integration

_SETTINGS = """
name: small
config-version: 2
profile: onco_pipeline
models:
  small: {+persist_docs: {relation: true, columns: true}}
"""
_DESCRIBED = """
models:
  - name: numbers
    description: Some numbers; of 'no' use.
    config: {materialized: table, contract: {enforced: true}}
    columns:
      - {name: number, data_type: bigint, description: "It's one.", constraints: [{type: not_null}]}
  - name: seen
    description: The same, seen.
    config: {materialized: view}
    columns: [{name: number, description: Still one.}]
"""
_IN_PYTHON = """
def model(dbt, session):
    dbt.config(materialized="table")
    return dbt.ref("seen").to_arrow_table()
"""
_WHAT_STANDS = (
    "SELECT table_name, comment FROM duckdb_tables() UNION ALL "
    "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY ALL"
)


@pytest.fixture
def small(tmp_path):
    """Return a project of a table, a view and a Python model, made as the marts are, and a way to build it."""
    project, warehouse = tmp_path / "project", tmp_path / "warehouse.duckdb"
    (project / "models").mkdir(parents=True)
    (project / "macros").mkdir()
    ours = project_dir()
    for name in ("profiles.yml", "macros/materializations.sql"):
        (project / name).write_text((ours / name).read_text(encoding="utf-8"), encoding="utf-8")
    (project / "dbt_project.yml").write_text(_SETTINGS, encoding="utf-8")
    (project / "models" / "described.yml").write_text(_DESCRIBED, encoding="utf-8")
    (project / "models" / "seen.sql").write_text("FROM {{ ref('numbers') }}", encoding="utf-8")
    (project / "models" / "taken.py").write_text(_IN_PYTHON, encoding="utf-8")
    duckdb.connect(str(warehouse)).close()

    def build(numbers):
        (project / "models" / "numbers.sql").write_text(numbers, encoding="utf-8")
        dbt_build(project, warehouse, tmp_path / "target")

    return warehouse, build


def asked(warehouse, sql):
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_what_is_made_is_whole_and_described_and_leaves_nothing_beside(small):
    warehouse, build = small
    for last in (3, 5):  # what is made first, and what takes the place of another
        build(f"SELECT range AS number FROM range({last})")
        assert asked(warehouse, _WHAT_STANDS) == [
            ("numbers", "Some numbers; of 'no' use."), ("seen", "The same, seen."), ("taken", None),
        ]  # fmt: skip
        columns = "SELECT table_name, comment, is_nullable FROM duckdb_columns() WHERE schema_name = 'marts' ORDER BY 1"
        assert asked(warehouse, columns) == [
            ("numbers", "It's one.", False), ("seen", "Still one.", True), ("taken", None, True),
        ]  # fmt: skip
        for name in ("numbers", "seen", "taken"):
            assert asked(warehouse, f"SELECT count(*) FROM marts.{name}") == [(last,)]


def test_a_view_takes_the_place_of_a_table(small):
    warehouse, build = small
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            "CREATE SCHEMA marts; CREATE TABLE marts.seen (a INT); CREATE VIEW marts.numbers AS SELECT 1"
        )
    build("SELECT range AS number FROM range(2)")
    assert asked(warehouse, "FROM marts.seen") == [(0,), (1,)]


def test_what_cannot_be_made_leaves_what_was_there(small):
    warehouse, build = small
    build("SELECT range AS number FROM range(3)")
    before = asked(warehouse, _WHAT_STANDS)
    with pytest.raises(DbtBuildFailed, match="numbers: a row without number"):
        build("SELECT nullif(range, 2) AS number FROM range(5)")
    assert asked(warehouse, _WHAT_STANDS) == before
    assert asked(warehouse, "SELECT count(*) FROM marts.numbers") == [(3,)]


@pytest.mark.parametrize("made", ["table", "view"])
def test_hooks_of_a_model_are_run(small, made):
    warehouse, build = small
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("CREATE SCHEMA marts; CREATE TABLE marts.told (what VARCHAR)")
    hooks = 'pre_hook="INSERT INTO marts.told VALUES (\'before\')", post_hook="INSERT INTO marts.told SELECT count(*) FROM {{ this }}"'
    build(f"{{{{ config(materialized='{made}', {hooks}) }}}} SELECT range AS number FROM range(3)")
    assert asked(warehouse, "FROM marts.told") == [("before",), ("3",)]


def test_a_table_costs_few_statements(small, monkeypatch):
    from dbt.adapters.duckdb.environments.local import DuckDBCursorWrapper

    _, build = small
    build("SELECT range AS number FROM range(3)")
    said, usual = [], DuckDBCursorWrapper.execute

    def listen(self, sql, *more):
        said.append(sql)
        return usual(self, sql, *more)

    monkeypatch.setattr(DuckDBCursorWrapper, "execute", listen)
    build("SELECT range AS number FROM range(4)")
    renamed = [sql for sql in said if "rename to" in sql]
    assert len(renamed) == 1 and "taken" in renamed[0], "the Python model's own, which cannot be made in place"
    assert sum("comment on" in sql for sql in said) == 2, "each with what makes what it describes"
