"""The summary of a run tells whoever reads nothing else what to look at."""

import io
from pathlib import Path

import pandas as pd
from rich.console import Console

from onco_pipeline.forgetting import Forgotten
from onco_pipeline.running import Summary
from onco_pipeline.summary import show, show_forgotten


def test_what_was_kept_out_what_was_not_met_and_what_is_missing_is_told():
    summary = Summary(
        patients=3,
        notes=5,
        notes_treated=5,
        notes_failed=0,
        quarantined={"note": {"note_text is empty": 2, "note_datetime is no date": 40, "a": 1, "b": 1}},
        events=pd.DataFrame(),
        checks_passed=66,
        warnings={"note: warning_expectations": ("note: values_to_not_be_null: note_datetime, 4 rows",)},
        notices=("the source has no table person: it is taken as empty",),
        warehouse=Path("w"),
        report=Path("r"),
    )
    out = io.StringIO()
    show(summary, Path("home"), Console(file=out, width=200))
    told = out.getvalue()
    assert "44 source rows in quarantine" in told
    assert "note: 40 note_datetime is no date; 2 note_text is empty; 1 a; 1 more reason" in told
    assert "notice the source has no table person: it is taken as empty" in told
    assert "1 with a warning" in told
    assert "warning note: values_to_not_be_null: note_datetime, 4 rows" in told
    assert (summary.rows_quarantined, summary.checks_failed) == (44, ("note: warning_expectations",))


def test_files_that_were_removed_are_named_while_they_are_few():
    files = ("published.duckdb", "reports/report.html", *(f"dbt/build/{number}.sql" for number in range(1_200)))
    out = io.StringIO()
    show_forgotten(Forgotten({}, (), files, (), False, ()), Path("home"), None, Console(file=out, width=40))
    removed = [line for line in out.getvalue().splitlines() if line.startswith("removed")]
    assert removed == ["removed  published.duckdb", "removed  reports/report.html", "removed  dbt: 1,200 files"]
