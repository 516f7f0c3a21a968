"""Which columns each column of a dbt model is made from, read from the models' compiled SQL with sqlglot.

A Python model (the ones that hide small numbers) passes its columns on: a column comes from those of the
same name upstream, a column of its own from all that is counted there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg
from sqlglot import exp, parse_one
from sqlglot.lineage import lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope
from sqlglot.schema import MappingSchema

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

#: Column to the columns it is made from, each as ``(table, column)``.
Columns = dict[str, list[tuple[str, str]]]

_DIALECT = "duckdb"
_CACHE = "column_lineage.json"
_OF_A_NODE = ("name", "alias", "database", "schema", "language", "columns", "compiled_code")
_OF_A_SOURCE = ("name", "identifier", "database", "schema", "columns")


def column_lineage(manifest: Manifest, folder: Path) -> dict[str, Columns]:
    """Return the column lineage of every model and seed of a built project, by name of the model.

    Kept in ``folder`` and read from there as long as no compiled model changes: it takes seconds.

    Parameters
    ----------
    manifest
        dbt's manifest after a build, which holds the compiled SQL.
    """
    told = _told(manifest)
    compiled = {key: node["compiled_code"] or "" for key, node in sorted(told["nodes"].items())}
    stamp = hashlib.sha256(json.dumps(compiled).encode()).hexdigest()
    cache = folder / _CACHE
    if cache.exists():
        known = json.loads(cache.read_text(encoding="utf-8"))
        if known["stamp"] == stamp:
            return {
                model: {column: [tuple(dep) for dep in deps] for column, deps in columns.items()}
                for model, columns in known["models"].items()
            }
    made = read_lineage(told)
    cache.write_text(json.dumps({"stamp": stamp, "models": made}), encoding="utf-8")
    return made


def _told(manifest: Manifest) -> dict[str, dict[str, Any]]:
    """Return what is needed here of the models, seeds and sources, as ``manifest.json`` has it."""
    return {
        "nodes": {
            key: {
                **{name: getattr(node, name, None) for name in _OF_A_NODE},
                "resource_type": str(node.resource_type),
                "depends_on": {"nodes": list(node.depends_on_nodes)},
            }
            for key, node in manifest.nodes.items()
            if str(node.resource_type) in ("model", "seed")
        },
        "sources": {
            key: {name: getattr(source, name) for name in _OF_A_SOURCE} for key, source in manifest.sources.items()
        },
    }


def read_lineage(manifest: Mapping[str, Any]) -> dict[str, Columns]:
    """Return the lineage of a manifest whose models are compiled."""
    schema = MappingSchema(dialect=_DIALECT)
    found: dict[str, Columns] = {}

    def know(node: Mapping[str, Any], columns: list[str]) -> None:
        name = node.get("alias") or node.get("identifier") or node["name"]
        table = exp.table_(name, db=node["schema"], catalog=node["database"], quoted=True)
        schema.add_table(table, dict.fromkeys(columns, "VARCHAR"), match_depth=False)

    for source in manifest["sources"].values():
        know(source, list(source["columns"]))
    for key in _in_order(manifest):
        node = manifest["nodes"][key]
        if node["resource_type"] == "seed":
            know(node, list(node["columns"]))
            found[node["name"]] = {}
        elif node["language"] == "python":
            found[node["name"]] = _passed_on(node, manifest)
            know(node, list(found[node["name"]]))
        elif not node.get("compiled_code"):
            know(node, list(node["columns"]))  # not part of this build
        else:
            found[node["name"]] = _of_sql(node["compiled_code"], schema)
            know(node, list(found[node["name"]]))
    return found


def _in_order(manifest: Mapping[str, Any]) -> list[str]:
    """Return the models and seeds, each after those it reads."""
    wanted = {key for key, node in manifest["nodes"].items() if node["resource_type"] in ("model", "seed")}
    done: list[str] = []

    def visit(key: str) -> None:
        if key in done or key not in wanted:
            return
        for parent in manifest["nodes"][key].get("depends_on", {}).get("nodes", ()):
            visit(parent)
        done.append(key)

    for key in sorted(wanted):
        visit(key)
    return done


def _of_sql(sql: str, schema: MappingSchema) -> Columns:
    query = qualify(parse_one(sql, dialect=_DIALECT), schema=schema, dialect=_DIALECT, validate_qualify_columns=False)
    scope = build_scope(query)
    columns: Columns = {}
    nodes = lineage(None, query, schema=schema, dialect=_DIALECT, scope=scope, trim_selects=False, copy=False)
    for name in query.named_selects:
        deps = {
            (node.expression.name, node.name.rsplit(".", 1)[-1].strip('"'))
            for node in nodes[name].walk()
            if isinstance(node.expression, exp.Table) and not node.downstream
        }
        # A number of rows comes from whatever the rows are of.
        columns[name] = sorted(deps) or _counted(query, schema)
    return columns


def _counted(query: exp.Expression, schema: MappingSchema) -> list[tuple[str, str]]:
    """Return the first column of each table that a query reads: what a row of it is about."""
    tables = {}
    for table in query.find_all(exp.Table):
        columns = schema.column_names(table)
        if columns:
            tables[table.name] = "person_id" if "person_id" in columns else columns[0]
    return sorted(tables.items())


def _passed_on(node: Mapping[str, Any], manifest: Mapping[str, Any]) -> Columns:
    parents = [manifest["nodes"][key] for key in node["depends_on"]["nodes"] if key in manifest["nodes"]]
    known = [(parent["name"], column) for parent in parents for column in parent["columns"]]
    columns: Columns = {}
    for column in node["columns"]:
        same = [dep for dep in known if dep[1] == column]
        columns[column] = same or [dep for dep in known if dep[1].startswith("n_")]
    return columns


def as_metadata(columns: Columns) -> dg.TableColumnLineage:
    """Return the lineage of one table as the Dagster UI shows it."""
    return dg.TableColumnLineage(
        {
            column: [dg.TableColumnDep(asset_key=dg.AssetKey(table), column_name=name) for table, name in deps]
            for column, deps in columns.items()
        }
    )


__all__ = ["Columns", "as_metadata", "column_lineage", "read_lineage"]
