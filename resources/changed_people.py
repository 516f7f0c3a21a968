"""Whose rows have changed: the models that tell of each patient alone are then made again for these patients only."""

# Names of tables come from onco_pipeline.tables.
# ruff: noqa: S608

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from onco_pipeline.omop.fingerprints import row_hash_sql
from onco_pipeline.private_files import write_private
from onco_pipeline.table import Table
from resources.queries import declared
from resources.warehouse import Warehouse

#: The file of a home's ``dbt`` folder that the hashes are left in.
PEOPLE = "people.json"
_PERSON = "person_id"
#: Beyond this share of all patients a model is made as quickly as a whole.
_MOST = 0.1


def rows_of_people(door: Warehouse, names: Iterable[str]) -> dict[str, str]:
    """Return a hash of what some tables hold of each patient; of rows of nobody under the empty name.

    A table that names no patient is nobody's as a whole.
    """
    parts = [_rows_of(table) for table in map(declared, sorted(names))]
    with door.connect() as connection:
        found = connection.execute(
            f"SELECT coalesce(person_id, ''), CAST(sum(h) AS VARCHAR) FROM ({' UNION ALL '.join(parts)}) "
            "GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    return dict(found)


def _rows_of(table: Table) -> str:
    person = _PERSON if _PERSON in table.column_names else "NULL"
    return f"SELECT {person} AS person_id, {row_hash_sql(table)} AS h FROM {table.qualified_name}"


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> frozenset[str] | None:
    """Return the patients of whom the tables hold something else than before, None where all must be looked at anew.

    Examples
    --------
    >>> many = {str(number): "a" for number in range(40)}
    >>> sorted(changed(many, {**many, "3": "b", "40": "a"}))
    ['3', '40']
    >>> changed(many, {**many, "": "a"}) is None  # a row of nobody
    True
    """
    differ = {person for person in before.keys() | now.keys() if before.get(person) != now.get(person)}
    return None if "" in differ or len(differ) > _MOST * len(now) else frozenset(differ)


def keep(rows: Mapping[str, str], path: Path) -> None:
    """Leave the hashes for the next run."""
    write_private(path, json.dumps(rows, ensure_ascii=False).encode())


def kept(path: Path) -> dict[str, str]:
    """Return the hashes that a run left."""
    return json.loads(path.read_bytes())
