"""``onco export``: read a finished home, write one export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onco_pipeline.errors import UserError
from onco_pipeline.exports import omop_cdm
from onco_pipeline.exports.data import ExportData
from onco_pipeline.exports.kinds import KINDS
from onco_pipeline.extraction.pipeline import PIPELINE_VERSION

if TYPE_CHECKING:
    from resources.home import Home
    from resources.warehouse import Warehouse

_MARTS = ("dim_patient", "fct_oral_therapy_episode")


def export_data(door: Warehouse) -> ExportData:
    """Read what the exports are made from.

    Raises
    ------
    UserError
        When the warehouse has no marts yet.
    """
    built = door.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'marts'")
    if not set(built["table_name"]).issuperset(_MARTS):
        raise UserError("This home has no marts yet: run the whole job first (onco run).")
    return ExportData(
        care_event=door.read("validated_care_event"),
        event_evidence=door.read("event_evidence"),
        note_event=door.read("note_event"),
        note=door.read("note"),
        dim_patient=door.query("SELECT * FROM marts.dim_patient"),
        fct_oral_therapy_episode=door.query("SELECT * FROM marts.fct_oral_therapy_episode"),
        version=PIPELINE_VERSION,
    )


def export(home: Home, kind: str, out: Path, *, concepts: Path | None = None) -> list[Path]:
    """Write one export of a home into a folder; return the files.

    Raises
    ------
    UserError
        When there is no such export or no finished run, or when concepts are given to another export than ``omop``.
    """
    from resources.warehouse import Warehouse

    if kind not in KINDS:
        raise UserError(f"There is no export called {kind}; there are {', '.join(KINDS)}.")
    if concepts is not None and kind != "omop":
        raise UserError("--concepts maps source values for the omop export only.")
    data = export_data(Warehouse(home.warehouse, must_exist=True))
    if kind == "omop":
        return omop_cdm.write(data, out, concepts=concepts)
    return KINDS[kind].write(data, out)
