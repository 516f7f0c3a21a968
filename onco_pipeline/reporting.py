"""Write the cohort report of a home without a run, as ``onco report`` does."""

from __future__ import annotations

from pathlib import Path

import dagster as dg

from assets.outputs import report_of
from onco_pipeline.errors import UserError
from onco_pipeline.private_files import write_private
from onco_pipeline.report.page import render
from resources.home import Home
from resources.warehouse import Warehouse


def write_report(home: Home, out: Path) -> None:
    """Render the report from the marts as the last run left them.

    Raises
    ------
    UserError
        When the home has no marts yet, its study.yaml or an evaluation cannot be read, or ``out`` is no page or
        cannot be written.
    """
    if out.suffix.lower() not in (".html", ".htm"):
        raise UserError(f"The report is a page: give {out} the ending .html.")
    warehouse = Warehouse(home.warehouse, must_exist=True)
    with dg.DagsterInstance.get() as instance:
        write_private(out, render(report_of(warehouse, home, instance)).encode())
