"""Quality: Great Expectations suites as asset checks, their pages, and the drift of the extraction.

A blocking check that fails stops what is downstream in its run.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import dagster as dg
import pandas as pd

from assets.common import (
    AUTOMATION,
    OWNERS,
    WRITER_POOL,
    Folders,
    address,
    last_told,
    left_as_it_is,
    result,
    spec,
    timed,
)
from onco_pipeline import tables
from onco_pipeline.private_files import write_private
from onco_pipeline.quality.counting import counted
from onco_pipeline.quality.data_docs import build_data_docs, pages_of
from onco_pipeline.quality.drift import Drift, drifted, extraction_rates, remembered
from onco_pipeline.quality.settings import FILE_NAME, SEVERITIES, QualitySettings, load_settings
from onco_pipeline.quality.validation import Outcome, Validated, columns_read, label, suite, validate
from onco_pipeline.tables import EXTRACTION_RATE
from resources import unchanged
from resources.warehouse import Warehouse
from resources.warehouse_resource import WarehouseResource

_TABLES = (
    *(table.name for table in tables.SOURCE_TABLES),
    "note_extraction",
    "note_event",
    "structured_event",
    "care_event",
    "event_evidence",
)


_SEVERITIES = {"blocking": dg.AssetCheckSeverity.ERROR, "warning": dg.AssetCheckSeverity.WARN}


def thresholds(home: Path) -> QualitySettings:
    """Return the thresholds of a home.

    Raises
    ------
    UserError
        When its file of them is not understood.
    """
    known = {table: [label(rule) for rule in suite(table)["expectations"]] for table in _TABLES}
    return load_settings(home / FILE_NAME, known)


def settings_of(warehouse: WarehouseResource) -> QualitySettings:
    """Return the thresholds of the home that a warehouse stands in."""
    return thresholds(Path(warehouse.path).parent)


def _lookup(door: Warehouse) -> Callable[[str, str], pd.Series]:
    def lookup(table: str, column: str) -> pd.Series:
        return door.read(table, columns=[column])[column]

    return lookup


def _rows(door: Warehouse, table: str) -> pd.DataFrame:
    read = columns_read(table)
    return door.read(table, columns=[name for name in tables.table(table).column_names if name in read])


def _reads(table: str) -> list[str]:
    """Return the tables that the suite of a table reads: its own, and those it looks values up in."""
    derived = (next(iter(how.items())) for how in suite(table).get("derive", {}).values())
    return sorted({table, *(columns[1] for kind, columns in derived if kind == "found_in")})


def _asked(settings: QualitySettings, table: str) -> list[tuple[object, ...]]:
    """Return what a home asks of a table: each expectation with its changed bounds and its severity."""
    rules = [(label(rule), rule["severity"]) for rule in suite(table)["expectations"]]
    return [(name, settings.of(table, name), settings.severity(table, name, usual)) for name, usual in rules]


def _made_from(rows: Mapping[str, object], table: str, settings: QualitySettings) -> str:
    """Return a hash of what is asked of a table, and of the rows that it is asked of."""
    return unchanged.content([{name: rows[name] for name in _reads(table)}, _asked(settings, table)])


def _validate(door: Warehouse, table: str, settings: QualitySettings, made_from: str) -> Validated:
    """Validate a table, and keep what was counted for the pages and for the next run."""
    steps, step, kept = unchanged.Steps.of(door), f"validation of {table}", _kept(door, table)
    steps.drop(step)
    with door.connect() as connection:
        found = counted(connection, table, settings)
    if found is None:
        found = validate(_rows(door, table), table, _lookup(door), settings)
    write_private(kept, json.dumps(found.counted).encode())
    steps.keep(step, made_from, unchanged.content(kept))
    return found


def _counted(
    door: Warehouse, table: str, settings: QualitySettings, rows: Mapping[str, object]
) -> dict[str, object] | None:
    """Return what the validation of a table's rows counted; it is run here where this very content had none."""
    made_from, kept = _made_from(rows, table, settings), _kept(door, table)
    if unchanged.Steps.of(door).holds(f"validation of {table}", made_from, unchanged.content(kept)):
        return json.loads(kept.read_bytes())
    return _validate(door, table, settings, made_from).counted


def _kept(door: Warehouse, table: str) -> Path:
    return Path(door.path).with_name("validations") / f"{table}.json"


def _result(severity: str, asked: int, failed: list[Outcome], **more: object) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        check_name=_name(severity),
        passed=not failed,
        severity=_SEVERITIES[severity],
        metadata={
            "expectations": asked,
            "failed": dg.MetadataValue.json({outcome.name: outcome.failing for outcome in failed}),
            "failing_keys": dg.MetadataValue.json({outcome.name: list(outcome.keys) for outcome in failed}),
            **more,
        },
    )


def _name(severity: str) -> str:
    return f"{severity}_expectations"


def checks_for(table: str) -> dg.AssetChecksDefinition:
    """Return the asset checks of a table's suite, one a severity; the table is read once for both."""

    @dg.multi_asset_check(
        name=f"{table}_expectations",
        specs=[
            dg.AssetCheckSpec(
                _name(severity),
                asset=table,
                blocking=severity == "blocking",
                description=f"The {severity} expectations of quality/suites/{table}.yaml and of the home's {FILE_NAME}",
            )
            for severity in SEVERITIES
        ],
        can_subset=True,
        pool=WRITER_POOL,
    )
    def checks(context: dg.AssetCheckExecutionContext, warehouse: WarehouseResource) -> Iterator[dg.AssetCheckResult]:
        door, settings = warehouse.door(), settings_of(warehouse)
        steps, step = unchanged.Steps.of(door), f"expectations of {table}"
        wanted = {key.name for key in context.selected_asset_check_keys}
        with timed(), door.session():
            asked = _asked(settings, table)
            made_from = _made_from(unchanged.each_table(door, _reads(table)), table, settings)
            met = steps.holds(step, made_from)
            outcomes: tuple[Outcome, ...] = () if met else _validate(door, table, settings, made_from).outcomes
        if not met and all(outcome.passed for outcome in outcomes):
            steps.keep(step, made_from)
        for severity in SEVERITIES:
            if _name(severity) in wanted:
                count = sum(what_it_does == severity for _, _, what_it_does in asked)
                failed = [outcome for outcome in outcomes if outcome.severity == severity and not outcome.passed]
                yield _result(severity, count, failed, **({"unchanged": True} if met else {}))

    return checks


#: Both of every table: a place may make a warning of what blocks, and the other way round.
CHECKS = [checks_for(table) for table in _TABLES]


@dg.asset(
    deps=list(_TABLES),
    group_name="quality",
    kinds={"html"},
    owners=OWNERS,
    description="Great Expectations' Data Docs: what each suite asks, and how this run met it. Counts, never values.",
    automation_condition=AUTOMATION,
    pool=WRITER_POOL,
)
def data_docs(
    context: dg.AssetExecutionContext, warehouse: WarehouseResource, folders: Folders
) -> dg.MaterializeResult:
    """Write the pages of what the checks found, those of the tables of which they found something else."""
    door, settings = warehouse.door(), settings_of(warehouse)
    steps, folder = unchanged.Steps.of(door), Path(folders.reports) / "data_docs"
    with timed() as clock, door.session():
        asked = [_asked(settings, table) for table in _TABLES]
        rows = unchanged.each_table(door, _TABLES)
        made_from = unchanged.content([rows, asked])
        told = last_told(context, "data_docs")
        if told is not None and steps.holds("data_docs", made_from, _pages(folder)):
            return left_as_it_is("data_docs", told, clock)
        steps.drop("data_docs")
        found = {table: _counted(door, table, settings, rows) for table in _TABLES}
        shown = {table: unchanged.content([_asked(settings, table), found[table]]) for table in _TABLES}
        stand = {table for table in _TABLES if steps.holds(_docs_of(table), shown[table], _pages(folder, table))}
        index = build_data_docs(found, folder, settings, stand)
    for table in found.keys() - stand:
        steps.keep(_docs_of(table), shown[table], _pages(folder, table))
    steps.keep("data_docs", made_from, _pages(folder))
    return dg.MaterializeResult(
        metadata={
            "pages": dg.MetadataValue.path(str(index)),
            "open": address(index),
            "seconds": clock.seconds,
        }
    )


def _docs_of(table: str) -> str:
    """Return how the record of what was done calls the pages of a table."""
    return f"data_docs of {table}"


def _pages(folder: Path, table: str | None = None) -> str:
    """Return a hash of the pages in a folder, or of those of one table."""
    pages = folder.rglob("*.html") if table is None else pages_of(folder, table)
    return unchanged.content({str(page.relative_to(folder)): page for page in pages})


#: Notes by type and month, numbered, and the events of each of these by family: counted where they are.
_NOTES = """
    SELECT min(note_id) AS note_id, note_class_source_value, date_trunc('month', note_datetime) AS note_datetime,
        count(*) AS n
    FROM omop.note GROUP BY note_class_source_value, date_trunc('month', note_datetime)
"""
_EVENTS = f"""
    SELECT kinds.note_id, events.family, count(*) AS n
    FROM onco.note_event AS events
    JOIN omop.note AS notes USING (note_id)
    JOIN ({_NOTES}) AS kinds
        ON notes.note_class_source_value IS NOT DISTINCT FROM kinds.note_class_source_value
        AND date_trunc('month', notes.note_datetime) IS NOT DISTINCT FROM kinds.note_datetime
    GROUP BY ALL
"""  # noqa: S608 -- the text above


def compare_rates(door: Warehouse, settings: QualitySettings) -> tuple[int, list[Drift]]:
    """Compare the rates of extraction with those of the runs before, and remember them; return rows and drifts."""
    with door.session():
        before = door.read(EXTRACTION_RATE)
        now = extraction_rates(door.query(_NOTES), door.query(_EVENTS))
        drifts = drifted(before, now, settings.drift)
        door.replace(EXTRACTION_RATE, remembered(before, now, settings.drift))
    return len(now), drifts


@dg.multi_asset(
    name="extraction_rate",
    specs=[
        spec(EXTRACTION_RATE, group="quality", deps=["note", "note_event", "validated_care_event"], kinds={"pandas"})
    ],
    check_specs=[
        dg.AssetCheckSpec(
            "drift",
            asset="extraction_rate",
            description="Events per note, by document type and month, are near those of the runs before",
        )
    ],
    pool=WRITER_POOL,
)
def extraction_rate(
    context: dg.AssetExecutionContext, warehouse: WarehouseResource
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Compare with the runs before; a drift only warns. The rates of the last run are told nothing new by the same."""
    door, settings = warehouse.door(), settings_of(warehouse)
    steps, step = unchanged.Steps.of(door), EXTRACTION_RATE.name
    with timed() as clock, door.session():
        made_from = unchanged.content([unchanged.tables(door, ["note", "note_event"]), settings.drift])
        told = last_told(context, step)
        if told is not None and steps.holds(step, made_from, unchanged.tables(door, [EXTRACTION_RATE])):
            yield left_as_it_is(step, told, clock)
            yield _drift_result([], unchanged=True)
            return
        steps.drop(step)
        rows, drifts = compare_rates(door, settings)
        steps.keep(step, made_from, unchanged.tables(door, [EXTRACTION_RATE]))
    yield result(EXTRACTION_RATE, rows, clock)
    yield _drift_result(drifts)


def _drift_result(drifts: list[Drift], **more: object) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        check_name="drift",
        asset_key="extraction_rate",
        passed=not drifts,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "drifts": len(drifts),
            "rates": dg.MetadataValue.json([str(drift) for drift in drifts[:50]]),
            **more,
        },
    )


ASSETS = [data_docs, extraction_rate]
