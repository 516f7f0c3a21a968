"""Files for other tools, one asset an export, written beside the report."""

from pathlib import Path

import dagster as dg

from assets.common import OWNERS, WRITER_POOL, Folders, timed
from onco_pipeline.exports.kinds import KINDS, Kind
from resources.report_data import export_data
from resources.warehouse_resource import WarehouseResource

GROUP = "exports"
_DEPS = [
    *("validated_care_event", "event_evidence", "note_event", "note"),
    *("dim_patient", "fct_oral_therapy_episode", "fct_metastasis_free_interval"),
]


def _asset(name: str, kind: Kind) -> dg.AssetsDefinition:
    @dg.asset(
        name=f"export_{name}",
        deps=_DEPS,
        group_name=GROUP,
        kinds={"file"},
        owners=OWNERS,
        description=f"{kind.makes}." + (" Holds the text of notes." if kind.holds_text else ""),
        pool=WRITER_POOL,
    )
    def written(warehouse: WarehouseResource, folders: Folders) -> dg.MaterializeResult:
        from onco_pipeline.extraction.pipeline import PIPELINE_VERSION

        with timed() as clock:
            folder = Path(folders.exports) / name
            files = kind.write(export_data(warehouse.door(), pipeline_version=PIPELINE_VERSION), folder)
        return dg.MaterializeResult(
            metadata={
                "folder": dg.MetadataValue.path(str(folder)),
                "files": len(files),
                "bytes": sum(path.stat().st_size for path in files),
                "seconds": clock.seconds,
            }
        )

    return written


#: Not part of the nightly job: whoever needs one makes it in the UI, or with ``onco export``.
ASSETS = [_asset(name, kind) for name, kind in KINDS.items()]
