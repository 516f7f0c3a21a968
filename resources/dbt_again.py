"""Run again what dbt ran, when rows have changed and models have not: the same SQL, without dbt around it.

dbt spends twenty milliseconds on a node before DuckDB sees a word of its SQL, and a new note is read by fifty nodes.
That SQL is the same as long as the project, the study's settings and the program are. So a whole build leaves what
each model and test was compiled to, and the next run asks DuckDB for it itself, in one transaction: each table is
emptied and filled by its own query, each test counts its failing rows. Tables keep their contracts, their descriptions
and their place. Whatever goes wrong, the transaction is taken back and dbt builds as ever, and tells what it was.

A model that says ``by_person`` in its ``meta`` promises that the rows of a patient are made of rows of that patient
alone. It is made again for the patients whose rows have changed: its query reads the rows of these, and no others.
One that says ``adds_up`` promises that some columns are sums over patients, and that the others say of what: what its
query gives for these patients as they were is taken off, what it gives for them as they are is added.

What a test asks of the rows of a patient alone is asked of these patients: the rows of all others are those that
passed it. That is what a test promises that says ``by_person``, and what one asks of the columns of such a model
(``columns_hold``), but for values that no two rows may share: those of these patients are looked for in all rows.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import duckdb

from onco_pipeline.private_files import write_private
from onco_pipeline.table import literal
from resources.warehouse import Warehouse

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

#: What of a test's settings counts its failing rows as this module does.
_USUAL_TEST = {"severity": "ERROR", "fail_calc": "count(*)", "warn_if": "!= 0", "error_if": "!= 0"}
#: The name under which DuckDB finds the rows that a Python model returned.
_RETURNED = "rows_of_a_python_model"
_PERSON = "person_id"
#: What a model says in its ``meta`` that need not be made again for everybody.
_BY_PERSON = "by_person"
_OF_PATIENTS = {_BY_PERSON, "adds_up"}
#: The test of the columns of one model (``dbt_project/macros/columns_hold.sql``).
_OF_COLUMNS = "columns_hold"


class _NotAsBefore(Exception):  # noqa: N818 -- what happened, rather than that it is an error
    """A test that passed has failing rows, or a Python model failed."""


@dataclass(frozen=True, slots=True)
class Node:
    """A model that is a table, or a test, as dbt compiled it.

    Attributes
    ----------
    relation
        The table of a model, quoted; empty for a test.
    code
        SQL; for a Python model its module, with what dbt adds to it.
    sources
        The names of the sources that it reads, through whatever other models.
    people
        Of a model or a test by person, or of sums over patients, the relations that it reads whose rows are patients',
        quoted as in its SQL.
    sums, keys
        The columns that are sums over patients, and what they are of; none of any other model.
    tested, unique
        Of a test by person of the columns of a model, its table and those that no two rows of it may share.
    """

    name: str
    relation: str
    language: str
    code: str
    sources: tuple[str, ...]
    people: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    tested: str = ""
    unique: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What was done: the seconds of each model by its name, and the names of the tests, which all passed."""

    models: Mapping[str, float]
    tests: frozenset[str]


def sources_of(manifest: Manifest) -> dict[str, frozenset[str]]:
    """Return, by the id of a node, the names of the sources that it reads, through whatever other nodes."""
    known: dict[str, frozenset[str]] = {key: frozenset((source.name,)) for key, source in manifest.sources.items()}

    def sources(key: str) -> frozenset[str]:
        if key not in known:
            above = manifest.nodes[key].depends_on_nodes
            known[key] = frozenset[str]().union(*(sources(parent) for parent in above))
        return known[key]

    return {key: sources(key) for key in manifest.nodes}


def nodes_of(built: Iterable[Any], manifest: Manifest) -> tuple[Node, ...]:
    """Return what a whole build made, in its order; nothing where a node asks for more than is done here.

    Parameters
    ----------
    built
        The nodes that dbt built, in the order in which it did.
    manifest
        What it had read of the project.
    """
    sources = sources_of(manifest)
    nodes = []
    for node in built:
        config = node.config
        if node.resource_type == "test":
            asked = {name: str(getattr(config, name)) for name in _USUAL_TEST}
            if {**asked, "severity": asked["severity"].upper()} != _USUAL_TEST or config.limit or config.store_failures:
                return ()
        elif node.resource_type == "model" and config.materialized == "table":
            if config.pre_hook or config.post_hook:
                return ()
        elif node.resource_type == "seed" or config.materialized == "view":
            continue  # they change with the project alone
        else:
            return ()
        relation = node.relation_name if node.resource_type == "model" else ""
        reads = tuple(sorted(sources[node.unique_id]))
        people = _people(node, manifest)
        sums = tuple(config.meta.get("adds_up", ())) if people else ()
        keys = tuple(name for name in node.columns if name not in sums) if sums else ()
        tested, unique = _unique(node, manifest) if people else ("", ())
        nodes.append(
            Node(node.name, relation, node.language, node.compiled_code, reads, people, sums, keys, tested, unique)
        )
    return tuple(nodes)


def _people(node: Any, manifest: Manifest) -> tuple[str, ...]:
    """Return the relations of a node of patients whose rows are patients'; none where one of nobody's may change."""
    tested = _tested(node, manifest)
    if not (tested or node).config.meta.keys() & (_OF_PATIENTS if node.resource_type == "model" else {_BY_PERSON}):
        return ()
    read = [manifest.nodes.get(key) or manifest.sources[key] for key in node.depends_on_nodes]
    if any(_PERSON not in each.columns and each.resource_type != "seed" for each in read):
        return ()
    return tuple(each.relation_name for each in read if _PERSON in each.columns)


def _tested(node: Any, manifest: Manifest) -> Any:
    """Return the model whose columns a test is about, None of any other node."""
    about = getattr(node, "test_metadata", None)
    return manifest.nodes.get(node.attached_node) if about is not None and about.name == _OF_COLUMNS else None


def _unique(node: Any, manifest: Manifest) -> tuple[str, tuple[str, ...]]:
    """Return the table that a test of columns is about, and those columns that no two of its rows may share."""
    if (tested := _tested(node, manifest)) is None:
        return "", ()
    return tested.relation_name, tuple(node.test_metadata.kwargs.get("unique", ()))


def keep(nodes: Sequence[Node], path: Path) -> None:
    """Leave what a whole build made for the next runs."""
    write_private(path, json.dumps([asdict(node) for node in nodes]).encode())


def kept(path: Path) -> tuple[Node, ...]:
    """Return what a whole build left."""
    told = json.loads(path.read_bytes())
    return tuple(_node(one) for one in told)


def _node(told: Mapping[str, Any]) -> Node:
    made: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    return Node(**made)


def run(
    nodes: Iterable[Node], same: Collection[str], door: Warehouse, people: Collection[str] | None = None
) -> Made | None:
    """Make and test again what reads a source that has changed; return None, with nothing changed, if any of it fails.

    Parameters
    ----------
    nodes
        What a whole build made, in its order; what it made is there.
    same
        The names of the sources that have not changed since.
    people
        The patients of whom a source holds something else since; everybody when None.
    """
    models: dict[str, float] = {}
    tests: set[str] = set()
    try:
        with door.transaction() as connection:
            nodes = [node for node in nodes if not set(node.sources) <= set(same)]
            theirs = None if people is None else _Theirs(people, connection)
            if theirs is not None:
                _keep_sums(nodes, theirs, connection)
            for node in nodes:
                start = time.perf_counter()
                if node.relation:
                    _make(node, theirs, connection)
                    models[node.name] = time.perf_counter() - start
                elif _fails(node, theirs, connection):
                    raise _NotAsBefore
                else:
                    tests.add(node.name)
            if theirs is not None:
                theirs.drop()
    except (duckdb.Error, _NotAsBefore):
        return None
    return Made(models, frozenset(tests))


# Names of relations and queries come from dbt, which compiled them from our models.
# ruff: noqa: S608
class _Theirs:
    """The rows of some patients, each relation's in a temporary table: looked for once, and read by many queries."""

    def __init__(self, people: Collection[str], connection: duckdb.DuckDBPyConnection) -> None:
        # As a list: a condition that names its values is asked where rows are read.
        self.condition = f"{_PERSON} IN ({', '.join(map(literal, sorted(people)))})" if people else "false"
        self._connection = connection
        self._tables: dict[str, str] = {}

    def of(self, relation: str) -> str:
        """Return the temporary table of the rows that a relation has of these patients."""
        if relation not in self._tables:
            name = self._new(relation)
            self._connection.execute(
                f"CREATE OR REPLACE TEMP TABLE {name} AS FROM {relation} WHERE {self.condition}"
            ).fetchall()
        return self._tables[relation]

    def put(self, relation: str, rows: str) -> str:
        """Make the rows of a query those that a relation has of these patients; return their temporary table."""
        name = self._tables.get(relation) or self._new(relation)
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM {relation} LIMIT 0").fetchall()
        self._connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM {rows} AS made").fetchall()
        return name

    def query(self, node: Node) -> str:
        """Return the query of a node, reading the rows of these patients alone."""
        code = node.code
        for relation in node.people:
            code = code.replace(relation, self.of(relation))
        return f"({code}\n)"

    def drop(self) -> None:
        """Drop the temporary tables."""
        for name in self._tables.values():
            self._connection.execute(f"DROP TABLE {name}").fetchall()
        self._tables.clear()

    def _new(self, relation: str) -> str:
        self._tables[relation] = f'temp."rows of patients {len(self._tables)}"'
        return self._tables[relation]


def _keep_sums(nodes: Iterable[Node], theirs: _Theirs, connection: duckdb.DuckDBPyConnection) -> None:
    """Keep what the models of sums gave for the patients who have changed, as they were."""
    for node in nodes:
        if node.sums:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {_before(node)} AS FROM {theirs.query(node)}").fetchall()
    theirs.drop()  # of what is made again they are other rows


def _make(node: Node, theirs: _Theirs | None, connection: duckdb.DuckDBPyConnection) -> None:
    if node.sums and theirs is not None:
        _add(node, theirs, connection)
        return
    rows, old = f"({node.code}\n)" if node.language == "sql" else _RETURNED, "true"
    if node.people and theirs is not None:
        rows, old = theirs.put(node.relation, theirs.query(node)), theirs.condition
    if node.language != "sql":
        connection.register(_RETURNED, _returned(node, connection))
    connection.execute(f"DELETE FROM {node.relation} WHERE {old}").fetchall()
    connection.execute(f"INSERT INTO {node.relation} BY NAME SELECT * FROM {rows} AS made").fetchall()
    if node.language != "sql":
        connection.unregister(_RETURNED)


def _before(node: Node) -> str:
    """Return the temporary table of what a model of sums gave for the patients who have changed, as they were."""
    return f'temp."{node.name} before"'


def _add(node: Node, theirs: _Theirs, connection: duckdb.DuckDBPyConnection) -> None:
    keys, made = ", ".join(node.keys), f'temp."{node.name} now"'
    less = ", ".join(f"-{name} AS {name}" for name in node.sums)
    sums = ", ".join(f"CAST(sum({name}) AS BIGINT) AS {name}" for name in node.sums)
    left = " OR ".join(f"sum({name}) <> 0" for name in node.sums)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {made} AS SELECT {keys}, {sums} FROM ("
        f"FROM {node.relation} UNION ALL BY NAME FROM {theirs.query(node)} "
        f"UNION ALL BY NAME SELECT {keys}, {less} FROM {_before(node)}) GROUP BY {keys} HAVING {left}"
    ).fetchall()
    connection.execute(f"DELETE FROM {node.relation}").fetchall()
    connection.execute(f"INSERT INTO {node.relation} BY NAME FROM {made}").fetchall()
    for table in (made, _before(node)):
        connection.execute(f"DROP TABLE {table}").fetchall()


def _returned(node: Node, connection: duckdb.DuckDBPyConnection) -> Any:
    """Return what a Python model gives."""
    module = ModuleType(node.name)
    try:
        exec(compile(node.code, node.name, "exec"), module.__dict__)  # noqa: S102 -- a model of ours, as dbt runs it
        return module.model(module.dbtObj(lambda name: connection.query(f"SELECT * FROM {name}")), connection)
    except Exception as error:
        raise _NotAsBefore from error


def _fails(node: Node, theirs: _Theirs | None, connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether a test has failing rows, which are looked for where rows have changed."""
    if theirs is None or not node.people:
        return _count(f"({node.code}\n)", connection) > 0
    # All rows that have a value of theirs: it may be another patient's as well.
    twice = (
        f"(SELECT {column} FROM {node.tested} WHERE {column} IN (SELECT {column} FROM {theirs.of(node.tested)}) "
        "GROUP BY ALL HAVING count(*) > 1)"
        for column in node.unique
    )
    return any(_count(rows, connection) for rows in (theirs.query(node), *twice))


def _count(rows: str, connection: duckdb.DuckDBPyConnection) -> int:
    return connection.execute(f"SELECT count(*) FROM {rows} AS failing").fetchall()[0][0]
