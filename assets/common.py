"""What every asset of the project says about itself: columns, owner, rows, seconds, automation."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from assets.lineage import column_lineage
from onco_pipeline.errors import private
from onco_pipeline.report.charts import png_of
from onco_pipeline.table import Table

OWNERS = ["team:onco-pipeline"]

#: One name for everything that opens the warehouse: the instance allows one holder at a time.
WRITER_POOL = "duckdb_writer"

#: Follow what is new upstream, never past a failed blocking check.
AUTOMATION = dg.AutomationCondition.eager() & dg.AutomationCondition.all_deps_blocking_checks_passed()


#: What is told of an asset's last run rather than of the asset.
_OF_THE_RUN = ("unchanged", "seconds")


class Folders(dg.ConfigurableResource):
    """Where the outputs go.

    Attributes
    ----------
    reports
        Folder of the report.
    published
        Path of the read-only DuckDB copy.
    exports
        Folder of the exports, one folder each.
    """

    reports: str
    published: str
    exports: str


def column_schema(table: Table) -> dg.TableSchema:
    """Return the columns of a warehouse table as the Dagster UI shows them."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=column.name,
                type=column.type.value,
                description=f"{column.description} [{column.unit}]" if column.unit else column.description,
                constraints=dg.TableColumnConstraints(nullable=column.nullable),
            )
            for column in table.columns
        ]
    )


def spec(
    table: Table, *, group: str, deps: list[str] | None = None, kinds: set[str] | None = None, skippable: bool = False
) -> dg.AssetSpec:
    """Return the asset that stands for a warehouse table.

    Parameters
    ----------
    table
        Its declaration; name, description and columns come from there.
    group
        The stage: ``ingestion``, ``extraction``, ``structured``, ``reconciliation``, ``quality``, ``outputs``.
    deps
        Names of the assets it is made from.
    kinds
        Tools beside DuckDB, shown as badges.
    """
    return dg.AssetSpec(
        key=table.name,
        deps=deps or [],
        group_name=group,
        description=table.description,
        owners=OWNERS,
        kinds={"duckdb", *(kinds or set())},
        metadata={
            "dagster/column_schema": column_schema(table),
            "dagster/table_name": table.qualified_name,
            "key": ", ".join(table.key),
        },
        automation_condition=AUTOMATION,
        skippable=skippable,
    )


class Clock:
    """Seconds since it was started."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Seconds so far."""
        return round(time.perf_counter() - self._start, 3)


@contextmanager
def timed() -> Iterator[Clock]:
    """Measure a step for its metadata, and keep out of its errors what it was working on: Dagster records them."""
    with private():
        yield Clock()


def result(table: Table, rows: int, clock: Clock, **metadata: object) -> dg.MaterializeResult:
    """Return a table's materialisation with its row count, its seconds and what else is worth knowing."""
    values: Mapping[str, object] = {
        "dagster/row_count": rows,
        "seconds": clock.seconds,
        **({"dagster/column_lineage": lineage} if (lineage := column_lineage(table)) else {}),
        **{name: value for name, value in metadata.items() if value is not None},
    }
    return dg.MaterializeResult(asset_key=table.name, metadata=values)


def last_told(context: dg.AssetExecutionContext, asset: str) -> dict[str, dg.MetadataValue] | None:
    """Return what the last materialisation of an asset said of it, None where Dagster has no record of one."""
    told = all_last_told(context, [asset])
    return None if told is None else told[asset]


def all_last_told(
    context: dg.AssetExecutionContext, assets: Iterable[str]
) -> dict[str, dict[str, dg.MetadataValue]] | None:
    """Return the same of several assets, which are asked for together; None where Dagster's record of one is gone."""
    keys = [dg.AssetKey(asset) for asset in assets]
    events = context.instance.get_latest_materialization_events(keys)
    told = {key.to_user_string(): said for key in keys if (said := _told(events.get(key))) is not None}
    return told if len(told) == len(keys) else None


def _told(event: dg.EventLogEntry | None) -> dict[str, dg.MetadataValue] | None:
    made = event.asset_materialization if event is not None else None
    return None if made is None else {name: value for name, value in made.metadata.items() if name not in _OF_THE_RUN}


def left_as_it_is(asset: str, told: Mapping[str, dg.MetadataValue], clock: Clock) -> dg.MaterializeResult:
    """Return the materialisation of a table that needed no work: nothing that it is made from has changed."""
    return dg.MaterializeResult(asset_key=asset, metadata={**told, "unchanged": True, "seconds": clock.seconds})


def address(path: Path) -> dg.MarkdownMetadataValue:
    """Return where to see a page, to be copied: no browser follows a link from a server's page to a file of the disk.

    Examples
    --------
    >>> address(Path("/home/ines/data/reports/report.html")).value
    '`file:///home/ines/data/reports/report.html` (paste it into the address bar)'
    """
    return dg.MetadataValue.md(f"`{path.as_uri()}` (paste it into the address bar)")


def embedded(picture: str) -> str:
    """Return an SVG picture as Markdown that the UI shows by itself, offline.

    Only pictures without a word of a note may go there: Dagster's record of runs is no place for one.
    """
    return f"![picture](data:image/png;base64,{base64.b64encode(png_of(picture)).decode('ascii')})"
