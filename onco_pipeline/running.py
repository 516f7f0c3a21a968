"""Run the job from a command: the same assets as in the UI, in this process, with a summary at the end."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import socket
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pandas as pd
import pyarrow as pa
from dagster._utils.error import SerializableErrorInfo

from assets.quality import thresholds
from onco_pipeline.counts import count_of
from onco_pipeline.definitions import JOB_NAME, build_defs
from onco_pipeline.errors import InterruptedRunError, UserError
from onco_pipeline.options import check_engine, check_source
from onco_pipeline.progress import Quiet
from onco_pipeline.quality.validation import in_words
from onco_pipeline.reconciliation.settings import configured
from onco_pipeline.study import Study
from resources.collector import passed_over
from resources.dead_runs import PROCESS_TAG, end_dead_runs, recorded, this_process
from resources.home import Home
from resources.lock import is_taken, lock_of
from resources.run_records import instance_of
from resources.warehouse import Warehouse, WarehouseError

#: The class of error that Dagster makes of Ctrl-C, and of the system's request to end.
_INTERRUPTED = "DagsterExecutionInterruptedError"

#: New objects among which the garbage collector looks for circles while a run works.
_NEW_OBJECTS = 50_000


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did and where its results are.

    Attributes
    ----------
    events
        Care events by family (rows) and reconciliation (columns).
    quarantined
        Rows in quarantine by source table and reason.
    warnings
        By check that only warns: what was not met, and on how many rows.
    notices
        What the source has not, or has otherwise than a reader of the results would think.
    """

    patients: int
    notes: int
    notes_treated: int
    notes_failed: int
    quarantined: Mapping[str, Mapping[str, int]]
    events: pd.DataFrame
    checks_passed: int
    warnings: Mapping[str, tuple[str, ...]]
    notices: tuple[str, ...]
    warehouse: Path
    report: Path

    @property
    def checks_failed(self) -> tuple[str, ...]:
        """The checks that only warn, and did."""
        return tuple(sorted(self.warnings))

    @property
    def rows_quarantined(self) -> int:
        """All rows of the source that were kept out."""
        return sum(sum(reasons.values()) for reasons in self.quarantined.values())


def choose_source(home: Home, source: Path | None, *, replace: bool = False) -> None:
    """Remember which tables this home is built from.

    Raises
    ------
    UserError
        When the source does not exist, or when the home already holds notes of another source and
        ``replace`` was not asked for: a warehouse follows one source, and what that source no
        longer has is removed.
    """
    wanted = str(source.resolve()) if source else None
    check_source(source)
    known = home.settings()
    if wanted is None:
        return
    if known.get("source") != wanted and not replace and _holds_notes(home):
        unnamed = "the synthetic hospital" if home.synthetic.exists() else "a source that its settings do not name"
        built_from = known.get("source") or unnamed
        raise UserError(
            f"The warehouse in {home.root} was built from {built_from}. Use another folder (--home), "
            "or --replace to rebuild this one from the new source."
        )
    home.remember(source=wanted)


def _holds_notes(home: Home) -> bool:
    """Tell whether a run has taken notes up: one that stopped at a source mistyped has nothing to lose."""
    if not home.warehouse.exists():
        return False
    try:
        return Warehouse(home.warehouse, lock_timeout=0).count("note") > 0
    except WarehouseError:  # held by another run, or of another version
        return True


def run_job(
    home: Home,
    *,
    verbose: bool = False,
    resource_overrides: Mapping[str, object] | None = None,
    extraction: Mapping[str, object] | None = None,
) -> Summary:
    """Materialise every asset and return what came of it.

    Parameters
    ----------
    verbose
        Let Dagster and dbt speak on the terminal.
    resource_overrides
        See :func:`~onco_pipeline.definitions.build_defs`.
    extraction
        Settings of :class:`~assets.mentions.ExtractionConfig` that differ from its own (``engine``, ``workers``).

    Raises
    ------
    UserError
        When a step fails: the message names the step and the cause.
    """
    check_engine(dict(extraction or {}).get("engine", "local"))
    # A slip of the pen in a file of settings is told before the notes are read.
    Study.read(home.study)
    configured(home.settings().get("reconciliation"))
    thresholds(home.root)
    with _silence(verbose):  # interrupted while it reads its project, dbt would show where
        definitions = build_defs(home, resource_overrides)
    if is_taken(lock_of(home.warehouse)):
        print(f"Another run is working in {home.root}: waiting for it to end.", file=sys.stderr)
    level = "INFO" if verbose else "CRITICAL"
    with _silence(verbose), _settled(), recorded(home), instance_of(home) as instance:
        end_dead_runs(instance)
        outcome = definitions.resolve_job_def(JOB_NAME).execute_in_process(
            instance=instance,
            raise_on_error=False,
            tags={PROCESS_TAG: this_process()},
            run_config={
                "loggers": {"console": {"config": {"log_level": level}}},
                "ops": {"mentions": {"config": dict(extraction or {})}},
            },
        )
        checks = outcome.get_asset_check_evaluations()
        warnings = {
            f"{check.asset_key.to_user_string()}: {check.check_name}": tuple(_check_lines(check))
            for check in checks
            if not check.passed
        }
        if not outcome.success:
            blocking = [check for check in checks if check.blocking and not check.passed]
            raise (InterruptedRunError if _is_interrupted(outcome) else UserError)(_failure(outcome, blocking, home))
    return summarise(
        home,
        passed=sum(check.passed for check in checks),
        warnings=warnings,
        notices=_notices(outcome),
        treated=_treated(outcome),
    )


@contextlib.contextmanager
def _silence(verbose: bool) -> Iterator[None]:
    """Let Dagster and dbt speak only when asked to; what they say is in the UI for whoever wants it.

    dbt's lines go to standard output whatever its log level, Dagster's own troubles to standard error.
    """
    if verbose:
        yield
        return
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(Quiet(sys.stderr)):
        yield


@contextlib.contextmanager
def _settled() -> Iterator[None]:
    """Spare Python's garbage collector what a run does not ask of it: a twentieth of the job was spent there.

    What is there already (Dagster, the definitions) is taken out of its rounds, since none of it goes. And tables
    are millions of objects that die without it: it looks for circles among fifty thousand new ones, not seven hundred.

    Arrow takes its memory from the system as Python does: its own allocator asks for large pages, for which Linux has
    to move others together, and the notes took twice as long to read.
    """
    usual, pool = gc.get_threshold(), pa.default_memory_pool()
    gc.set_threshold(_NEW_OBJECTS, *usual[1:])
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        with passed_over():
            yield
    finally:
        gc.set_threshold(*usual)
        pa.set_memory_pool(pool)


def _is_interrupted(outcome: dg.ExecuteInProcessResult) -> bool:
    causes = [root_cause(event.step_failure_data.error) for event in outcome.all_events if event.is_step_failure]
    return any(cause is not None and cause.cls_name == _INTERRUPTED for cause in causes)


def _failure(outcome: dg.ExecuteInProcessResult, blocking: list[dg.AssetCheckEvaluation], home: Home) -> str:
    lines = []
    failed: dict[str, list[str]] = {}
    for event in outcome.all_events:
        if event.is_step_failure:
            told = root_cause(event.step_failure_data.error)
            if told is not None and told.cls_name == "DagsterAssetCheckFailedError":
                continue  # told below, in the words of the check
            if told is not None and told.cls_name == _INTERRUPTED:
                lines.append(
                    f"The run was interrupted in step {event.step_key}. What was done before it stays; "
                    "run again to go on from there."
                )
                continue
            failed.setdefault(message_of(told), []).append(event.step_key)
    # One mistake in a file of settings stops every step that reads it.
    lines += [f"Step{'s' * (len(steps) > 1)} {', '.join(steps)} failed: {why}" for why, steps in failed.items()]
    if not lines and not blocking:
        # Before the first step: a warehouse that is held, of another version, damaged.
        lines += [
            message_of(root_cause(event.engine_event_data.error)) for event in outcome.all_events if _stopped(event)
        ][:1]
    if blocking:
        lines.append("A blocking check failed, so nothing was published:")
        lines += [f"  {line}" for check in blocking for line in _check_lines(check)]
    if not lines:
        lines.append("The run failed.")
    lines.append(f"Run {outcome.run_id}: open it in the UI (onco ui --home {home.root}) for the whole story.")
    return "\n".join(lines)


def _stopped(event: dg.DagsterEvent) -> bool:
    return event.event_type is dg.DagsterEventType.RESOURCE_INIT_FAILURE and event.engine_event_data.error is not None


def root_cause(error: SerializableErrorInfo | None) -> SerializableErrorInfo | None:
    while error is not None and error.cause is not None:
        error = error.cause
    return error


def message_of(error: SerializableErrorInfo | None) -> str:
    """Return what an error says, without the name of its class before it."""
    if error is None:
        return "no message"
    said = error.message.strip()
    return said.partition(f"{error.cls_name}: ")[2] if error.cls_name and f"{error.cls_name}: " in said[:120] else said


def _check_lines(check: dg.AssetCheckEvaluation) -> list[str]:
    """Return what failed in a table, with the number of rows and what it means; a dbt test has its name only."""
    table = check.asset_key.to_user_string()
    failed = check.metadata.get("failed")
    if failed is None:
        return [f"{table}: {check.check_name}"]
    told = [
        (f"{table}: {name}, {count_of(n, 'row')}", in_words(table, name)) for name, n in sorted(failed.value.items())
    ]
    return [f"{line} {words}" if words else line for line, words in told]


def summarise(
    home: Home, *, passed: int, warnings: Mapping[str, tuple[str, ...]], notices: tuple[str, ...], treated: int
) -> Summary:
    """Read from the warehouse what the run left there."""
    with Warehouse(home.warehouse).session() as warehouse:
        events = warehouse.read("validated_care_event", columns=["person_id", "family", "reconciliation"])
        kept_out = warehouse.read("quarantine", columns=["source_table", "source_row", "reason"])
        ledger = warehouse.read("note_extraction", columns=["note_id", "outcome"])
        patients, notes = warehouse.count("person"), warehouse.count("note")
    return Summary(
        patients=patients,
        notes=notes,
        notes_treated=treated,
        notes_failed=int((ledger["outcome"] != "extracted").sum()),
        quarantined={
            table: rows["reason"].value_counts().to_dict()
            for table, rows in kept_out.groupby("source_table", sort=True)
        },
        events=pd.crosstab(events["family"], events["reconciliation"]) if len(events) else pd.DataFrame(),
        checks_passed=passed,
        warnings=warnings,
        notices=notices,
        warehouse=home.warehouse,
        report=home.reports / "report.html",
    )


def _treated(outcome: dg.ExecuteInProcessResult) -> int:
    """Return how many notes the run's extraction treated, from its own materialisation."""
    for materialization in outcome.asset_materializations_for_node("mentions"):
        if materialization.asset_key == dg.AssetKey("note_extraction"):
            return int(materialization.metadata["notes_treated"].value)
    return 0


def _notices(outcome: dg.ExecuteInProcessResult) -> tuple[str, ...]:
    """Return what the reading of the source had to say, table by table."""
    told: list[str] = []
    for materialization in outcome.asset_materializations_for_node("ingestion"):
        notices = materialization.metadata.get("notices")
        told += notices.value if notices is not None else []
    return tuple(told)


def open_ui(home: Home, port: int) -> None:
    """Replace this process by ``dagster dev`` on the loopback address.

    Raises
    ------
    UserError
        When Dagster's command is not installed beside Python, or something listens on the port.
    """
    command = Path(sys.executable).with_name("dagster")
    if not command.exists():
        raise UserError(f"The command 'dagster' is not beside {sys.executable}: install the project with make setup.")
    if not _is_free(port):
        raise UserError(f"Port {port} of 127.0.0.1 is taken, by another UI perhaps: give another one with --port.")
    with recorded(home), dg.DagsterInstance.get() as instance:
        end_dead_runs(instance, untagged=not is_taken(lock_of(home.warehouse)))
    arguments = ["dev", "--host", "127.0.0.1", "--port", str(port), "--module-name", "onco_pipeline.definitions"]
    # Where Dagster looks for modules first: the folder that it is started in may hold others called assets, resources.
    arguments += ["--working-directory", str(Path(__file__).parents[1])]
    os.execv(command, [str(command), *arguments])  # noqa: S606 -- a fixed command, no shell, no user text


def _is_free(port: int) -> bool:
    """Return whether a server could listen on a port of this machine: Dagster's own starts, and serves nothing."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
