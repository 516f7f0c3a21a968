"""The dbt project: where it stands, its manifest, a build without Dagster, and the Dagster resource."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator
from dagster_dbt.asset_utils import get_updated_cli_invocation_params_for_context

from onco_pipeline.counts import count_of
from onco_pipeline.errors import UserError
from onco_pipeline.study import Study
from resources.dbt_runner import (
    invoke,
    is_stamped,
    parsed,
    project_dir,
    project_fingerprint,
    variables,
    write_manifest,
)

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest

#: Folder, inside that of the manifest, of what a build under Dagster writes.
_BUILD = "build"
#: How DuckDB names a column of a row that breaks a ``not_null`` constraint; it quotes no value.
_EMPTY = re.compile(r"NOT NULL constraint failed: (?:\w+\.)?(\w+)")
#: The events of dbt that end a node.
_ENDED = ("LogModelResult", "LogSeedResult", "LogTestResult")
#: Which tests belong to a selection; dagster-dbt says it when single checks are asked for.
_INDIRECT_SELECTION = "DBT_INDIRECT_SELECTION"


class DbtBuildFailed(UserError):  # noqa: N818 -- what happened, rather than that it is an error
    """A model could not be built or a dbt test failed; the message names each, never a row."""


@dataclass(frozen=True, slots=True)
class NodeFailure:
    """A model, seed or test that failed.

    Attributes
    ----------
    count
        Failing rows of a test.
    empty_column
        The column that must not be empty and is in some row of a model.
    """

    name: str
    kind: str
    count: int | None
    empty_column: str | None = None


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did: numbers of models and seeds made, of tests passed, and the tests that only warn."""

    models: int
    seeds: int
    tests: int
    warnings: tuple[NodeFailure, ...] = ()


def prepare_manifest(project: Path, target: Path, warehouse: Path) -> Path:
    """Return the project's ``manifest.json`` in ``target``, made again only when a file of it changed, or its place.

    What dbt parsed is kept for the build that follows, which need not parse again.

    Parameters
    ----------
    project
        Folder of the dbt project; only read.
    target
        Folder to keep the manifest in; made when it is missing.
    warehouse
        The DuckDB file that will be built, not opened here; only its name matters.

    Raises
    ------
    UserError
        When dbt cannot parse the project.
    """
    manifest, stamp = target / "manifest.json", target / "manifest.sha256"
    # The place too: what dbt parsed holds the paths of the seeds.
    fingerprint = f"{project_fingerprint(project)} {project}"
    if manifest.exists() and is_stamped(stamp, fingerprint):
        return manifest
    read = parsed(project, warehouse, target)
    # Written aside and moved: a web server and a run may both find the manifest old at the same moment.
    with tempfile.TemporaryDirectory(prefix="parse-", dir=target) as scratch:
        write_manifest(read, Path(scratch, "manifest.json"))
        Path(scratch, "manifest.json").replace(manifest)
    stamp.write_text(fingerprint, encoding="utf-8")
    return manifest


# -- building -----------------------------------------------------------------------------------
def dbt_build(project: Path, warehouse: Path, target: Path, *arguments: str) -> BuildSummary:
    """Build and test every model, without Dagster.

    Parameters
    ----------
    project
        Folder of the dbt project; only read.
    warehouse
        The DuckDB file; no connection to it may be open.
    target
        Folder for what dbt writes (compiled models, results).
    *arguments
        More options of ``dbt build``, such as ``--select fct_care_event``.

    Raises
    ------
    DbtBuildFailed
        When a model cannot be built or a test fails; the message names each with its count.
    UserError
        When the warehouse does not exist, or dbt does not come as far as the first model.
    """
    if not warehouse.exists():
        raise UserError(f"There is no warehouse at {warehouse}: run the job before the marts.")
    done = invoke(
        "build", project, warehouse, target, *arguments, manifest=parsed(project, warehouse, target, *arguments)
    )
    return summary_of(done, warehouse, target)


def summary_of(done: dbtRunnerResult, warehouse: Path, target: Path) -> BuildSummary:
    """Return what a build did.

    Raises
    ------
    DbtBuildFailed
        When a model or a test failed.
    UserError
        When dbt did not come as far as the first model.
    """
    if done.result is None:
        raise UserError(f"dbt could not start on {warehouse}:\n{_first_lines(str(done.exception))}")
    return summary(done.result.results, warehouse, target)


def summary(results: Iterable[Any], warehouse: Path, target: Path) -> BuildSummary:
    """Return what the results of dbt's nodes tell of a build.

    Raises
    ------
    DbtBuildFailed
        When something failed.
    """
    counts = {"model": 0, "seed": 0, "test": 0}
    failed: list[NodeFailure] = []
    warnings: list[NodeFailure] = []
    skipped = 0
    for result in results:
        kind, _, name = result.node.unique_id.split(".", 2)
        # Generic tests end in a hash, models of no use to the reader in a package: keep the plain name.
        empty = _EMPTY.search(result.message or "")
        failure = NodeFailure(name.split(".", 1)[0], kind, result.failures, empty and empty[1])
        status = str(result.status)
        if status in ("success", "pass"):
            counts[kind] = counts.get(kind, 0) + 1
        elif status == "warn":
            warnings.append(failure)
        elif status == "skipped":
            skipped += 1
        else:
            failed.append(failure)
    if failed:
        raise DbtBuildFailed(_failure_message(failed, skipped, target, warehouse))
    return BuildSummary(counts["model"], counts["seed"], counts["test"], tuple(warnings))


def _failure_message(failed: Sequence[NodeFailure], skipped: int, target: Path, warehouse: Path) -> str:
    lines = [f"dbt could not build the marts of {warehouse}:"]
    for failure in failed:
        if failure.kind == "test" and failure.count:
            lines.append(f"  test {failure.name}: {count_of(failure.count, 'failing row')}")
        elif failure.empty_column:
            lines.append(f"  {failure.kind} {failure.name}: a row without {failure.empty_column}")
        else:
            lines.append(f"  {failure.kind} {failure.name}: an error in its SQL or its data")
    if skipped:
        lines.append(f"  not built, for want of these: {count_of(skipped, 'model or test', 'models and tests')}")
    lines.append(f"The query of each is under {target / 'compiled'}; run it on the warehouse to see the rows.")
    return "\n".join(lines)


def _first_lines(message: str) -> str:
    """Return the lines that say why dbt did not start: a lock, a bad project, a missing file."""
    return "\n".join([line for line in message.splitlines() if line.strip()][:12])


# -- Dagster ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Built:
    """A build under Dagster: what to tell Dagster of each node, and the nodes in the order of the build."""

    events: tuple[Any, ...]
    warnings: tuple[NodeFailure, ...]
    manifest: Manifest
    nodes: tuple[Any, ...]


class DbtResource(dg.ConfigurableResource):
    """dbt on one warehouse.

    dagster-dbt starts a process for dbt and reads its log; here dbt runs in this process (see
    :mod:`resources.dbt_runner`) and its events, the same, are handed to dagster-dbt.

    Attributes
    ----------
    warehouse_path
        The DuckDB file.
    target_path
        Folder for what dbt writes.
    study_path
        The site's ``study.yaml``; the defaults hold where it does not exist.
    """

    warehouse_path: str
    target_path: str
    study_path: str = ""

    def study(self) -> Study:
        """Return the site's settings of the study, the defaults where it made none."""
        return Study.read(Path(self.study_path)) if self.study_path else Study()

    def build(self, context: dg.AssetExecutionContext, arguments: Sequence[str]) -> Built:
        """Build and test the models that are selected.

        Parameters
        ----------
        arguments
            More options of ``dbt build``.

        Raises
        ------
        DbtBuildFailed
            When a model or a test failed.
        UserError
            When dbt did not come as far as the first model.
        """
        from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage
        from dbt_common.events.functions import msg_to_dict

        chosen = get_updated_cli_invocation_params_for_context(
            context=context, manifest={}, dagster_dbt_translator=DagsterDbtTranslator()
        )
        project, warehouse, kept = project_dir(), Path(self.warehouse_path), Path(self.target_path)
        manifest = parsed(project, warehouse, kept, *arguments)
        said: list[dict[str, Any]] = []

        def listen(message: Any) -> None:
            if message.info.name in _ENDED:
                said.append(msg_to_dict(message))

        indirect = {_INDIRECT_SELECTION: chosen.indirect_selection} if chosen.indirect_selection else {}
        with variables(indirect):
            done = invoke(
                "build", project, warehouse, kept / _BUILD, "--no-write-json", *arguments, *chosen.selection_args,
                manifest=manifest, listener=listen, quiet=False,
            )  # fmt: skip
        made = summary_of(done, warehouse, kept / _BUILD)
        events = [
            event
            for each in said
            for event in DbtCoreCliEventMessage(each, {}).to_default_asset_events(
                chosen.manifest, chosen.dagster_dbt_translator, context
            )
        ]
        return Built(tuple(events), made.warnings, manifest, tuple(each.node for each in done.result.results))
