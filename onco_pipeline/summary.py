"""Tell on the terminal what a run did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from onco_pipeline.counts import count_of
from onco_pipeline.families import OWN

if TYPE_CHECKING:
    from onco_pipeline.forgetting import Forgotten
    from onco_pipeline.running import Summary


#: Reasons told of a table's rows in quarantine, and files of a folder that are named.
_REASONS, _FILES = 3, 20


def show(summary: Summary, home: Path, console: Console | None = None) -> None:
    """Print a run's summary: numbers, events by family and reconciliation, checks, where things are."""
    console = console or Console()
    new = f"{summary.notes_treated:,} treated in this run" if summary.notes_treated else "none new in this run"
    console.print(f"\n[bold]{count_of(summary.patients, 'patient')}, {count_of(summary.notes, 'note')}[/bold] ({new})")
    if summary.notes_failed:
        console.print(
            f"[yellow]{count_of(summary.notes_failed, 'note')} in quarantine, with reasons, "
            "in onco.note_extraction[/yellow]"
        )
    if summary.rows_quarantined:
        console.print(
            f"{count_of(summary.rows_quarantined, 'source row')} in quarantine, with reasons, in omop.quarantine"
        )
        for name, reasons in summary.quarantined.items():
            often = sorted(reasons.items(), key=lambda item: -item[1])
            more = f"; {count_of(len(often) - _REASONS, 'more reason')}" if len(often) > _REASONS else ""
            console.print(f"  {name}: {'; '.join(f'{n:,} {reason}' for reason, n in often[:_REASONS])}{more}")
    for notice in summary.notices:
        console.print(f"[yellow]notice[/yellow] {escape(notice)}")
    if len(summary.events):
        table = Table(title="Care events", title_justify="left", box=box.SIMPLE_HEAD, collapse_padding=True)
        table.add_column("", no_wrap=True)
        # A column a family: one for each kind of agreement would not fit the 80 columns of a terminal. With families
        # of other packages beside the five, neither does a column a family.
        counts = summary.events if len(summary.events) <= len(OWN) else summary.events.T
        for name in (*counts.index, "all"):
            table.add_column(str(name).replace("_", "\n"), justify="right", no_wrap=True)
        for name, row in (*counts.items(), ("all", counts.sum(axis="columns"))):
            table.add_row(str(name).replace("_", " "), *(f"{n:,}" for n in row), f"{row.sum():,}")
        console.print(table)
    failed = len(summary.checks_failed)
    console.print(f"Checks: {summary.checks_passed} passed, {failed} with a warning")
    for name in summary.checks_failed:
        for line in summary.warnings[name]:
            console.print(f"  [yellow]warning[/yellow] {escape(line)}")
    # Not broken at the terminal's width: a path is to be copied.
    console.print(f"Warehouse: {summary.warehouse}\nReport:    {summary.report}", soft_wrap=True)
    console.print(f"UI:        onco ui --home {home}   (or make ui), then http://127.0.0.1:3000", soft_wrap=True)


def _by_folder(files: Sequence[str]) -> list[str]:
    """Return files by name, and as a number where a folder lost more of them than anybody reads."""
    folders = Counter(name.partition("/")[0] for name in files)
    many = {folder: count for folder, count in folders.items() if count > _FILES}
    named = [name for name in files if name.partition("/")[0] not in many]
    return [*named, *(f"{folder}: {count:,} files" for folder, count in many.items())]


def show_forgotten(forgotten: Forgotten, home: Path, source: object, console: Console | None = None) -> None:
    """Print what was removed of a patient who withdrew, and what is not the program's to remove."""
    console = console or Console()
    if not forgotten.rows:
        console.print("No row was left of this patient.")
    for name, count in forgotten.rows.items():
        console.print(f"removed  {name}: {count_of(count, 'row')}")
    for name in forgotten.emptied:
        console.print(f"emptied  {name}: made anew by the next run")
    for told in _by_folder(forgotten.files):
        console.print(f"removed  {told}", soft_wrap=True)
    for name in forgotten.models:
        console.print(f"removed  models/{name}: trained with the patient's notes, it may have held traces of them")
    if forgotten.models:
        console.print("The rules date the events of later runs until 'onco linker train' has trained a linker anew.")
    if forgotten.history:
        console.print("removed  the record of past runs: it named the patient")
    console.print(f"The warehouse in {home} was written afresh; later runs leave the patient's rows out.")
    for name in forgotten.left:
        console.print(f"[yellow]left[/yellow]     {name}: yours, and it still names the patient; remove it yourself")
    console.print(
        f"The source ({source or 'the synthetic hospital'}) is not touched, nor are files exported elsewhere."
    )
