"""The command ``onco``: one function a command, no logic of its own."""

from __future__ import annotations

import atexit
import gc
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onco_pipeline.counts import count_of
from onco_pipeline.errors import InterruptedRunError, UserError, private
from onco_pipeline.private_files import check_places

if TYPE_CHECKING:
    from resources.home import Home

app = typer.Typer(
    name="onco",
    help="Dated cancer care pathways from French clinical notes and OMOP tables.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

_HOME = typer.Option("--home", envvar="ONCO_HOME", help="Folder of the warehouse, reports and Dagster's records.")
HomeFolder = Annotated[Path, _HOME]


#: Patients may be called "-7": no option is looked for in that. One that is mistyped is an argument too many.
_ANY_NAME = {"ignore_unknown_options": True}
#: How a command ends that was interrupted (Ctrl-C), as shells count it.
_INTERRUPTED = 130


def _home(folder: Path, *, made: bool = True) -> Home:
    """Return the home of a command, prepared: what the job's modules read when they are loaded, they read there.

    Only a run and the UI make one that is not there yet.
    """
    from resources.home import Home

    home = Home(folder.resolve())
    return home.opened() if made else home.prepare()


def _tell_version(asked: bool) -> None:
    if asked:
        from onco_pipeline.compiled import build_in_use
        from onco_pipeline.extraction.pipeline import PIPELINE_VERSION

        typer.echo(f"onco {PIPELINE_VERSION}, {'compiled' if build_in_use() else 'not compiled'}")
        raise typer.Exit


@app.callback()
def _every_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version, and end.")
    ] = False,
) -> None:
    pass


@app.command(epilog="Example: onco run --source /data/omop --home /data/onco")
def run(
    home: HomeFolder = Path("data"),
    source: Annotated[
        Path | None,
        typer.Option(
            help="Folder of Parquet or CSV tables, or a DuckDB file; the synthetic hospital when never given."
        ),
    ] = None,
    replace: Annotated[bool, typer.Option(help="Rebuild a home that was made from another source.")] = False,
    engine: Annotated[
        str, typer.Option(help="Where notes are read: local, multiprocessing or spark (docs/scaling.md).")
    ] = "local",
    workers: Annotated[int, typer.Option(min=1, help="Processes of the multiprocessing engine.")] = 2,
    verbose: Annotated[bool, typer.Option(help="Show Dagster's own log lines.")] = False,
) -> None:
    """Run the whole job: read the tables, extract, reconcile, check, build the pathways. Only new rows are treated."""
    from onco_pipeline.options import check_engine, check_source

    check_engine(engine)
    check_source(source)
    place = _home(home, made=False)
    from onco_pipeline.running import choose_source, run_job
    from onco_pipeline.summary import show

    choose_source(place, source, replace=replace)
    show(run_job(place, verbose=verbose, extraction={"engine": engine, "workers": workers}), home)


@app.command(epilog="Example: onco extract notes.jsonl --out events.jsonl")
def extract(
    notes: Annotated[Path, typer.Argument(help="JSON lines, Parquet or CSV: note_id, note_text, note_datetime, ...")],
    out: Annotated[Path, typer.Option(help="Where to write one JSON line a note.")],
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    linker: Annotated[Path | None, typer.Option(help="Folder of a trained linker; the rules alone otherwise.")] = None,
) -> None:
    """Extract dated events from notes, one JSON line a note, without Dagster or a warehouse."""
    from onco_pipeline.extraction.note_files import extract_file

    done = extract_file(notes, out, workers=workers, linker=linker)
    first, *more = done.lines()
    typer.echo("\n".join([f"{first} -> {out}", *more]), err=True)


@app.command(epilog="Example: onco evaluate notes.jsonl gold.jsonl --errors")
def evaluate(
    notes: Annotated[
        Path | None, typer.Argument(help="Notes as for extract, the gold's own folder, or records to score.")
    ] = None,
    gold: Annotated[
        Path | None, typer.Argument(help="JSON lines of records, a folder of full annotations, or of brat.")
    ] = None,
    world: Annotated[
        Path | None,
        typer.Option(help="A synthetic hospital instead: run the whole job on it and measure its patients."),
    ] = None,
    predicted: Annotated[Path | None, typer.Option(help="Score this file of records; nothing is extracted.")] = None,
    errors: Annotated[bool, typer.Option(help="List missed and spurious records with their cause.")] = False,
    show_text: Annotated[bool, typer.Option(help="With --errors: quote the notes. Mind who sees your screen.")] = False,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write the figures here too, without text.")] = None,
    markdown: Annotated[bool, typer.Option(help="Print the tables in Markdown.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    draws: Annotated[int, typer.Option(min=40, help="Bootstrap samples.")] = 1000,
    seed: Annotated[int, typer.Option(help="Of the bootstrap.")] = 0,
) -> None:
    """Score the extraction, or given records, against gold: families, dates, sites, statuses, causes of errors."""
    from onco_pipeline.evaluating import evaluate_files, evaluate_world, write_figures, write_world
    from onco_pipeline.evaluation.render import report_lines, world_tables

    check_places(json_out)
    if world is not None:
        whole = evaluate_world(world, predicted=predicted, draws=draws, seed=seed)
        for table in world_tables(whole):
            typer.echo((table.markdown() if markdown else table.text()) + "\n")
        if json_out is not None:
            write_world(whole, json_out)
            typer.echo(f"-> {json_out}", err=True)
        return
    if notes is None or gold is None:
        raise UserError("Give the notes and their gold, or --world and a synthetic hospital. See onco evaluate --help.")
    made = evaluate_files(notes, gold, predicted=predicted, workers=workers, draws=draws, seed=seed)
    for line in report_lines(made.evaluation, made.texts, markdown=markdown, errors=errors, show_text=show_text):
        typer.echo(line)
    if json_out is not None:
        write_figures(made.evaluation, json_out, errors=errors)
        typer.echo(f"-> {json_out}", err=True)


@app.command(epilog="Example: onco calibrate hospital --out calibration.json")
def calibrate(
    hospital: Annotated[Path, typer.Argument(help="A synthetic hospital, written by onco synth.")],
    out: Annotated[Path, typer.Option(help="Where to write the coefficients.")],
) -> None:
    """Fit the confidence of care events on a synthetic hospital, whose truth is known."""
    from onco_pipeline.calibrating import calibrate as fitted
    from onco_pipeline.progress import progress

    check_places(out)
    with progress("reading", None, "notes") as advance:
        made = fitted(hospital, advance)
    made.save(out)
    typer.echo(f"{made.fitted_on} -> {out}", err=True)


@app.command(epilog="Example: onco events --out events.jsonl")
def events(
    out: Annotated[Path, typer.Option(help="Where to write one JSON line a patient.")],
    home: HomeFolder = Path("data"),
) -> None:
    """Write the validated care events of every patient, with their evidence."""
    from onco_pipeline.private_files import whole
    from onco_pipeline.reconciliation.export import person_records
    from resources.warehouse import Warehouse

    warehouse = Warehouse(_home(home).warehouse, must_exist=True)
    records = list(person_records(warehouse.read("validated_care_event"), warehouse.read("event_evidence")))
    with whole(out) as lines:
        for record in records:
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    typer.echo(f"{count_of(len(records), 'patient')} -> {out}", err=True)


@app.command(epilog="Example: onco timeline P000012 --out p12.html", context_settings=_ANY_NAME)
def timeline(
    person_id: Annotated[str, typer.Argument(help="The patient.")],
    out: Annotated[Path, typer.Option(help="Where to write: .html (interactive), .svg or .png.")],
    home: HomeFolder = Path("data"),
) -> None:
    """Draw the timeline of one patient. The file quotes notes: keep it where the notes may be kept."""
    from onco_pipeline.report.timeline import save
    from resources.report_data import person_data
    from resources.warehouse import Warehouse

    save(person_data(Warehouse(_home(home).warehouse, must_exist=True), person_id), out)
    typer.echo(f"-> {out}", err=True)


@app.command(epilog="Example: onco report --out cohort.html")
def report(
    out: Annotated[Path, typer.Option(help="Where to write the page.")],
    home: HomeFolder = Path("data"),
) -> None:
    """Write the report of the cohort: one page, offline, without a word of a note or a small number."""
    from onco_pipeline.reporting import write_report

    write_report(_home(home), out)
    typer.echo(f"-> {out}", err=True)


@app.command(epilog="Example: onco export cbioportal --out study")
def export(
    kind: Annotated[str, typer.Argument(help="omop, cbioportal, brat, docs, fhir or chemotimelines.")],
    out: Annotated[Path, typer.Option(help="Folder to write to; made for its owner only.")],
    home: HomeFolder = Path("data"),
    concepts: Annotated[
        Path | None, typer.Option(help="With omop: CSV of domain, source_value, concept_id that the site has filled.")
    ] = None,
) -> None:
    """Write the events for another tool. omop, brat and docs hold the text of notes: keep them where notes may be."""
    from onco_pipeline.exporting import export as write

    written = write(_home(home), kind, out, concepts=concepts)
    typer.echo(f"{count_of(len(written), 'file')} -> {out}", err=True)


@app.command(epilog="Example: onco forget P000012", context_settings=_ANY_NAME)
def forget(
    person_id: Annotated[str, typer.Argument(help="The patient who withdrew.")],
    home: HomeFolder = Path("data"),
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove every trace of a patient from the home, and keep them out of later runs. Close the UI first."""
    from onco_pipeline.forgetting import forget as remove
    from onco_pipeline.summary import show_forgotten

    place = _home(home)
    if not yes:
        typer.confirm(f"Remove everything about {person_id} from {place.root}? It cannot be undone.", abort=True)
    show_forgotten(remove(place, person_id), place.root, place.settings().get("source"))


@app.command(epilog="Example: onco synth --patients 500 --seed 7 --out hospital")
def synth(
    out: Annotated[Path, typer.Option(help="Folder to write the tables and the gold to.")],
    patients: Annotated[int, typer.Option(min=1, help="Number of patients.")] = 200,
    seed: Annotated[int, typer.Option(help="Same seed, same hospital.")] = 0,
    notes: Annotated[int | None, typer.Option(min=1, help="Stop once so many notes are written.")] = None,
    families: Annotated[
        str, typer.Option(help="Wording: dev (to make rules and models with), test (to measure them) or all.")
    ] = "dev",
) -> None:
    """Write a fictitious hospital: OMOP tables, French notes, and the gold of what they say."""
    from onco_pipeline.progress import progress
    from onco_pipeline.synthesis import generate

    done = 0
    with progress("writing", notes or patients, "notes" if notes else "patients") as advance:

        def step(reached: int, _: int) -> None:
            nonlocal done
            advance(reached - done)
            done = reached

        written = generate(out, patients=patients, seed=seed, notes=notes, families=families, progress=step)
    typer.echo(f"{written} -> {out}", err=True)


linker = typer.Typer(
    help="Learn the link of events and dates from the hospital's own coded rows.", no_args_is_help=True
)
app.add_typer(linker, name="linker")


@linker.command(epilog="Example: onco linker train --home data")
def train(
    home: HomeFolder = Path("data"),
    settings: Annotated[Path | None, typer.Option(help="Configuration; the shipped one when not given.")] = None,
    most_notes: Annotated[int, typer.Option(min=1, help="Notes to read at most.")] = 6_000,
    seed: Annotated[int, typer.Option(help="Of the draw of patients and of the split.")] = 0,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read the notes.")] = 1,
) -> None:
    """Train a linker on the tables of a finished run; it is promoted only when it is better on held-out patients."""
    place = _home(home)
    from onco_pipeline.learning import train_linker

    made = train_linker(place, settings=settings, most_notes=most_notes, seed=seed, workers=workers)
    outcome = "promoted" if made.promoted else "kept, not promoted: it is not better"
    typer.echo(f"{made.version}: {outcome}; held-out patients {json.dumps(made.contest)}", err=True)


@linker.command(name="list", epilog="Example: onco linker list --home data")
def list_linkers(home: HomeFolder = Path("data")) -> None:
    """List the trained linkers of a home."""
    place = _home(home)
    from onco_pipeline.distant.store import ModelStore
    from onco_pipeline.learning import version_lines

    for line in version_lines(ModelStore(place.models).versions()):
        typer.echo(line)


@linker.command(epilog="Example: onco linker use v0001")
def use(
    name: Annotated[str, typer.Argument(help="A version (restores it), 'learned' (the promoted one) or 'rules'.")],
    home: HomeFolder = Path("data"),
) -> None:
    """Choose what dates the events in later runs: the rules alone, or the rules and a trained linker."""
    place = _home(home)
    from onco_pipeline.learning import use_linker

    typer.echo(use_linker(place, name), err=True)


@linker.command(epilog="Example: onco linker compare --out docs/distant_supervision.md")
def compare(
    out: Annotated[Path, typer.Option(help="The page to write, in Markdown.")],
    train_patients: Annotated[int, typer.Option(min=10, help="Size of the fictitious hospital to learn from.")] = 400,
    test_patients: Annotated[int, typer.Option(min=3, help="Size of the one to measure on.")] = 120,
    seeds: Annotated[int, typer.Option(min=1, help="Trainings of each method.")] = 3,
    noise: Annotated[list[float] | None, typer.Option(help="Share of labels to spoil; may be repeated.")] = None,
    gold: Annotated[list[str] | None, typer.Option(help="NAME=NOTES,GOLD to measure F1 on; may be repeated.")] = None,
    epochs: Annotated[int, typer.Option(min=0, help="Of each training; 0 for the shipped number.")] = 0,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write every figure here too.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Trainings at a time.")] = 1,
) -> None:
    """Compare nearest date, rules and every way of learning on fictitious hospitals whose truth is known."""
    from onco_pipeline.comparing import Plan, write_comparison

    plan = Plan(train_patients, test_patients, epochs=epochs, workers=workers)
    write_comparison(out, plan, gold or [], json_out, seeds=seeds, noise=noise)
    typer.echo(f"-> {out}", err=True)


@app.command(epilog="Example: onco ui --port 3001")
def ui(
    home: HomeFolder = Path("data"),
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 3000,
) -> None:
    """Open the Dagster UI on this machine only."""
    place = _home(home, made=False)
    from onco_pipeline.running import open_ui

    open_ui(place, port)


def main() -> None:
    """Run the command; a user's mistake ends in one message and exit code 2. What it writes is for its owner only."""
    os.umask(0o077)
    atexit.register(gc.freeze)  # Python looks for garbage among all there is when it ends: a second, for nothing
    try:
        with private():
            app()
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            typer.secho(
                "onco: interrupted. Run it again: a run goes on from what is done, other commands begin anew.", err=True
            )
        raise
    except UserError as error:
        typer.secho(f"onco: {error}", fg=typer.colors.RED, err=True)
        sys.exit(_INTERRUPTED if isinstance(error, InterruptedRunError) else 2)


if __name__ == "__main__":
    main()
