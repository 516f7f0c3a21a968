"""``onco export``: read a finished home, write one export."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onco_pipeline.errors import UserError
from onco_pipeline.exports import omop_cdm
from onco_pipeline.exports.kinds import KINDS
from onco_pipeline.extraction.pipeline import PIPELINE_VERSION
from onco_pipeline.private_files import refuse_tables

if TYPE_CHECKING:
    from resources.home import Home


def export(home: Home, kind: str, out: Path, *, concepts: Path | None = None) -> list[Path]:
    """Write one export of a home into a folder; return the files.

    Raises
    ------
    UserError
        When there is no such export or no finished run, when concepts are given to another export than ``omop``, or
        when the folder holds the tables of a source.
    """
    from resources.report_data import export_data
    from resources.warehouse import Warehouse

    if kind not in KINDS:
        raise UserError(f"There is no export called {kind}; there are {', '.join(KINDS)}.")
    if concepts is not None and kind != "omop":
        raise UserError("--concepts maps source values for the omop export only.")
    refuse_tables(out)
    write = KINDS[kind].write if concepts is None else partial(omop_cdm.write, concepts=concepts)
    return write(export_data(Warehouse(home.warehouse, must_exist=True), pipeline_version=PIPELINE_VERSION), out)
