"""What a step has done already: which of the job's steps need not be done again, because nothing they read changed.

A step is left when all of this holds: the program is the same, file by file; what the step reads has the same
content; and what it left is still there as it left it. Contents are compared by hash, never by time, so that a
warehouse that was restored, killed half-way or edited by hand is noticed. The hashes stand in ``steps.json`` of
the home. Removing that file is harmless: every step is done again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pandas as pd

from onco_pipeline.families import added_versions
from onco_pipeline.omop.fingerprints import quick_hash_sql, row_hash_sql
from onco_pipeline.private_files import write_private
from onco_pipeline.table import Table
from resources.home import Home
from resources.queries import declared
from resources.warehouse import Warehouse

_ROOT = Path(__file__).resolve().parents[1]
_PACKAGES = ("onco_pipeline", "assets", "resources")
#: What makes tables and pages beside our own code.
_LIBRARIES = (
    "altair", "dbt-core", "dbt-duckdb", "duckdb", "great-expectations", "numpy", "pandas", "scipy", "sqlglot",
    "vl-convert-python",
)  # fmt: skip


@lru_cache(maxsize=1)
def program() -> str:
    """Return a hash of every file of the program, and of the versions of the libraries that make its outputs."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted((_ROOT / package).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(_ROOT).as_posix()}\0".encode())
                digest.update(path.read_bytes())
    for name in _LIBRARIES:
        try:
            digest.update(f"{name}={version(name)}\0".encode())
        except PackageNotFoundError:
            continue
    digest.update(added_versions().encode())  # what another package adds is part of the program
    return digest.hexdigest()


def content(value: object) -> str:
    """Return a hash of plain values, frames, dataclasses and files (by what they hold; a path that is not there too).

    Examples
    --------
    >>> content({"a": 1, "b": [2]}) == content({"b": [2], "a": 1})
    True
    >>> content(pd.DataFrame({"a": [1]})) == content(pd.DataFrame({"a": [2]}))
    False
    """
    digest = hashlib.sha256()

    def add(one: object) -> None:
        digest.update(f"{type(one).__name__}(".encode())
        if isinstance(one, pd.DataFrame):
            digest.update(f"{one.dtypes.to_dict()}".encode())
            digest.update(one.to_json(orient="split", date_format="iso", date_unit="us").encode())
        elif dataclasses.is_dataclass(one):
            add({field.name: getattr(one, field.name) for field in dataclasses.fields(one)})
        elif isinstance(one, Mapping):
            for key in sorted(one, key=str):
                add(key)
                add(one[key])
        elif isinstance(one, Path):
            digest.update(one.read_bytes() if one.is_file() else b"-")
        elif isinstance(one, Sequence) and not isinstance(one, str | bytes):
            for part in one:
                add(part)
        else:
            digest.update(repr(one).encode())
        digest.update(b")")

    add(value)
    return digest.hexdigest()


class Steps:
    """The record of what each step was made from and what it left.

    Parameters
    ----------
    home
        The folder that the warehouse stands in.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     steps = Steps(Path(folder))
    ...     steps.keep("report", made_from="a", left="b")
    ...     same, other = steps.holds("report", "a", "b"), steps.holds("report", "a", "c")
    >>> same, other
    (True, False)
    """

    def __init__(self, home: Path) -> None:
        self.path = Home(home).steps

    @classmethod
    def of(cls, warehouse: Warehouse) -> Steps:
        """Return the record beside a warehouse."""
        return cls(warehouse.path.parent)

    def _read(self) -> dict[str, list[str]]:
        try:
            known = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def holds(self, step: str, made_from: str, left: str = "") -> bool:
        """Return whether a step was made from the same by the same program, and what it left is what is there."""
        return self._read().get(step) == [program(), made_from, left]

    def keep(self, step: str, made_from: str, left: str = "") -> None:
        """Remember that a step ended well."""
        self._write({**self._read(), step: [program(), made_from, left]})

    def drop(self, step: str) -> None:
        """Forget a step before it is done again: killed on the way, it counts as not done."""
        known = self._read()
        if known.pop(step, None) is not None:
            self._write(known)

    def _write(self, known: Mapping[str, list[str]]) -> None:
        write_private(self.path, json.dumps(known, indent=0, sort_keys=True).encode())


#: A quick hash, summed over rows: what is looked for is a table that is not what was left, not a forger.
_SUM = "count(*), coalesce(sum({}), 0)"


def tables(warehouse: Warehouse, names: Iterable[Table | str]) -> str:
    """Return a hash of the rows of declared tables; rows that carry their own hash are not read again."""
    return content(each_table(warehouse, names))


def each_table(warehouse: Warehouse, names: Iterable[Table | str]) -> dict[str, list[str]]:
    """Return what tells the rows of each of some declared tables from other rows, by the table's name."""
    found = {}
    with warehouse.connect() as connection:
        for table in map(declared, names):
            rows = _SUM.format(row_hash_sql(table))
            sql = f"SELECT {rows} FROM {table.qualified_name}"  # noqa: S608 -- from onco_pipeline.tables
            found[table.name] = list(map(str, connection.execute(sql).fetchone()))
    return found


def relations(warehouse: Warehouse, schemas: Iterable[str]) -> str:
    """Return a hash of everything that stands in some schemas: rows of tables, text of views."""
    found: list[tuple[str, ...]] = []
    with warehouse.connect() as connection:
        for schema in sorted(schemas):
            tables = connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE schema_name = ? ORDER BY ALL", [schema]
            ).fetchall()
            for (name,) in tables:
                columns = connection.execute(
                    "SELECT column_name, data_type FROM duckdb_columns() "
                    "WHERE schema_name = ? AND table_name = ? ORDER BY column_index",
                    [schema, name],
                ).fetchall()
                counted = connection.execute(
                    f"SELECT {_SUM.format(quick_hash_sql(dict(columns)))} FROM {schema}.{name}"  # noqa: S608 -- from the catalogue
                ).fetchone()
                found.append((schema, name, *map(str, (*counted, columns))))
            views = connection.execute(
                "SELECT view_name, sql FROM duckdb_views() WHERE schema_name = ? ORDER BY ALL", [schema]
            ).fetchall()
            found.extend((schema, *view) for view in views)
    return content(found)
