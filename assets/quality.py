"""Quality: Great Expectations suites as asset checks; a blocking one stops what is downstream in its run."""

import dagster as dg
import pandas as pd

from assets.common import WRITER_POOL
from onco_pipeline import tables
from onco_pipeline.quality.validation import SECRET, suite, validate
from resources.warehouse import WarehouseResource

_TABLES = (
    *(table.name for table in tables.SOURCE_TABLES),
    "note_event",
    "structured_event",
    "care_event",
    "event_evidence",
)


def check_for(table: str, severity: str) -> dg.AssetChecksDefinition:
    """Return the asset check of a table's suite, all expectations of one severity together."""
    blocking = severity == "blocking"
    declared = tables.table(table)

    @dg.asset_check(
        asset=table,
        name=f"{severity}_expectations",
        blocking=blocking,
        description=f"The {severity} expectations of quality/suites/{table}.yaml",
        pool=WRITER_POOL,
    )
    def check(warehouse: WarehouseResource) -> dg.AssetCheckResult:
        door = warehouse.door()
        columns = [name for name in declared.column_names if name not in SECRET]

        def lookup(other: str, column: str) -> pd.Series:
            return door.read(other, columns=[column])[column]

        outcomes = validate(door.read(declared, columns=columns), table, severity, lookup)
        failed = {outcome.name: outcome for outcome in outcomes if not outcome.passed}
        return dg.AssetCheckResult(
            passed=not failed,
            severity=dg.AssetCheckSeverity.ERROR if blocking else dg.AssetCheckSeverity.WARN,
            metadata={
                "expectations": len(outcomes),
                "failed": dg.MetadataValue.json({name: outcome.failing for name, outcome in failed.items()}),
                "failing_keys": dg.MetadataValue.json({name: list(outcome.keys) for name, outcome in failed.items()}),
            },
        )

    return check


CHECKS = [
    check_for(table, severity)
    for table in _TABLES
    for severity in sorted({rule["severity"] for rule in suite(table)["expectations"]})
]
