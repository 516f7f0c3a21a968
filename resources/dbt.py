"""Run the dbt project: where it stands, its manifest, a build without Dagster, and the Dagster resource.

dbt runs in a process of its own, which opens the warehouse for writing: nobody else may hold a
connection meanwhile. Nothing is written into the project's folder, which may be read-only.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from dagster_dbt import DbtCliInvocation, DbtCliResource
from packaging.version import Version

from onco_pipeline.errors import UserError
from onco_pipeline.study import Study

#: What ``profiles.yml`` reads the path of the DuckDB file from.
WAREHOUSE_VARIABLE = "ONCO_WAREHOUSE"

_PROJECT_FILE = "dbt_project.yml"
#: Folder, inside that of the manifest, of what a build under Dagster writes.
_BUILD = "build"
#: What dbt keeps of a parse, and looks for where it builds.
_PARSED = "partial_parse.msgpack"
#: How DuckDB names a column of a row that breaks a ``not_null`` constraint; it quotes no value.
_EMPTY = re.compile(r"NOT NULL constraint failed: (?:\w+\.)?(\w+)")
_SOURCE_SUFFIXES = {".sql", ".py", ".yml", ".csv", ".md"}


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


def project_dir() -> Path:
    """Return the folder of the dbt project: in the checkout, or inside the installed package.

    Raises
    ------
    UserError
        When neither is there.

    Examples
    --------
    >>> (project_dir() / "dbt_project.yml").exists()
    True
    """
    here = Path(__file__).resolve().parent
    for candidate in (here.parent / "dbt_project", here / "dbt_project"):
        if (candidate / _PROJECT_FILE).exists():
            return candidate
    raise UserError(
        f"The dbt project is missing: no {_PROJECT_FILE} beside or inside {here}. Install onco-pipeline again."
    )


def _dbt_executable() -> str:
    """Return dbt beside this Python first: a virtual environment need not be on PATH."""
    beside = Path(sys.executable).with_name("dbt")
    found = str(beside) if beside.exists() else shutil.which("dbt")
    if found is None:
        raise UserError(f"The command dbt is neither beside {sys.executable} nor on PATH: run make setup.")
    return found


def _environment(warehouse: Path) -> dict[str, str]:
    return {WAREHOUSE_VARIABLE: str(warehouse), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}


def _run_dbt(
    command: str, project: Path, warehouse: Path, target: Path, *arguments: str
) -> subprocess.CompletedProcess:
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    options = ["--project-dir", project, "--profiles-dir", project, "--target-path", target, "--log-path", target]
    return subprocess.run(  # noqa: S603 -- a fixed command, no shell
        [_dbt_executable(), "--quiet", "--no-use-colors", command, *map(str, options), *arguments],
        env={**os.environ, **_environment(warehouse)},
        capture_output=True,
        text=True,
        check=False,
        umask=0o077,
    )


# -- the manifest -------------------------------------------------------------------------------
def project_fingerprint(project: Path) -> str:
    """Return a hash of every file of the project that dbt reads, and of dbt's version.

    A hash rather than modification times: a checkout or an installation sets those at will.
    """
    digest = hashlib.sha256(installed_version("dbt-core").encode())
    for path in sorted(project.rglob("*")):
        relative = path.relative_to(project)
        if path.suffix in _SOURCE_SUFFIXES and path.is_file() and relative.parts[0] not in {"target", "logs"}:
            digest.update(f"{relative.as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def prepare_manifest(project: Path, target: Path, warehouse: Path) -> Path:
    """Return the project's ``manifest.json`` in ``target``, parsed again only when a file of it changed, or its place.

    What dbt parsed is kept for the build that follows, which need not parse again.

    Parameters
    ----------
    project
        Folder of the dbt project; only read.
    target
        Folder to keep the manifest in; made when it is missing.
    warehouse
        The DuckDB file that will be built, not opened here: for another one dbt parses again.

    Raises
    ------
    UserError
        When dbt cannot parse the project.
    """
    manifest, stamp = target / "manifest.json", target / "manifest.sha256"
    # The place too: what dbt parsed holds the paths of the seeds.
    fingerprint = f"{project_fingerprint(project)} {project}"
    if manifest.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint:
        return manifest
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Parsed aside and moved: a web server and a run may both find the manifest old at the same moment.
    with tempfile.TemporaryDirectory(prefix="parse-", dir=target) as scratch:
        done = _run_dbt("parse", project, warehouse, Path(scratch))
        if done.returncode:
            raise UserError(f"dbt cannot read the project in {project}:\n{done.stdout.strip()}\n{done.stderr.strip()}")
        (target / _BUILD).mkdir(exist_ok=True, mode=0o700)
        Path(scratch, _PARSED).replace(target / _BUILD / _PARSED)
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
        Folder for what dbt writes (compiled models, results, its log).
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
    results = target / "run_results.json"
    results.unlink(missing_ok=True)
    done = _run_dbt("build", project, warehouse, target, *arguments)
    if not results.exists():
        raise UserError(f"dbt could not start on {warehouse}:\n{_first_error(done.stdout + done.stderr)}")
    return read_results(results, warehouse)


def read_results(results: Path, warehouse: Path) -> BuildSummary:
    """Return what ``run_results.json`` tells of a build.

    Raises
    ------
    DbtBuildFailed
        When something failed.
    """
    counts = {"model": 0, "seed": 0, "test": 0}
    failed: list[NodeFailure] = []
    warnings: list[NodeFailure] = []
    skipped = 0
    for result in json.loads(results.read_text(encoding="utf-8"))["results"]:
        kind, _, name = result["unique_id"].split(".", 2)
        # Generic tests end in a hash, models of no use to the reader in a package: keep the plain name.
        empty = _EMPTY.search(result.get("message") or "")
        failure = NodeFailure(name.split(".", 1)[0], kind, result.get("failures"), empty and empty[1])
        status = result["status"]
        if status in ("success", "pass"):
            counts[kind] = counts.get(kind, 0) + 1
        elif status == "warn":
            warnings.append(failure)
        elif status == "skipped":
            skipped += 1
        else:
            failed.append(failure)
    if failed:
        raise DbtBuildFailed(_failure_message(failed, skipped, results.parent, warehouse))
    return BuildSummary(counts["model"], counts["seed"], counts["test"], tuple(warnings))


def _failure_message(failed: Sequence[NodeFailure], skipped: int, target: Path, warehouse: Path) -> str:
    lines = [f"dbt could not build the marts of {warehouse}:"]
    for failure in failed:
        if failure.kind == "test" and failure.count:
            lines.append(f"  test {failure.name}: {failure.count} failing rows")
        elif failure.empty_column:
            lines.append(f"  {failure.kind} {failure.name}: a row without {failure.empty_column}")
        else:
            lines.append(f"  {failure.kind} {failure.name}: an error in its SQL or its data")
    if skipped:
        lines.append(f"  {skipped} models and tests that depend on these were skipped")
    lines.append(f"The query of each is under {target / 'compiled'}; run it on the warehouse to see the rows.")
    return "\n".join(lines)


def _first_error(output: str) -> str:
    """Return the lines that say why dbt did not start: a lock, a bad project, a missing file."""
    lines = [line for line in output.splitlines() if line.strip()]
    return "\n".join(lines[:12]) or "no message; see dbt.log in the target folder"


# -- Dagster ------------------------------------------------------------------------------------
class OncoDbtResource(DbtCliResource):
    """dbt on one warehouse, without the version check that asks the package index at every call."""

    warehouse_path: str
    target_path: str
    study_path: str = ""

    @property
    def manifest(self) -> Path:
        """The manifest of the last build, with the SQL that was run."""
        return self._get_unique_target_path(context=None) / "manifest.json"

    def study(self) -> Study:
        """Return the site's settings of the study, the defaults where it made none."""
        return Study.read(Path(self.study_path)) if self.study_path else Study()

    @cached_property
    def _cli_version(self) -> Version:
        return Version(installed_version("dbt-core"))

    def _get_unique_target_path(self, *, context: object) -> Path:
        # One folder, overwritten at each run: runs wait for each other, and old builds are of no use.
        return Path(self.target_path) / _BUILD

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> None:
        # Dagster's own handle on the warehouse would be a second connection beside dbt's.
        return None

    def cli(self, args: Sequence[str], **options: Any) -> DbtCliInvocation:
        """Start dbt on the warehouse; as :meth:`DbtCliResource.cli`."""
        (self._get_unique_target_path(context=None) / "run_results.json").unlink(missing_ok=True)
        with _variables(_environment(Path(self.warehouse_path))):
            return super().cli(args, **options)

    def results(self) -> BuildSummary:
        """Return what the last build did.

        Raises
        ------
        DbtBuildFailed
            When a model or a test failed.
        UserError
            When dbt did not come as far as the first model.
        """
        target = self._get_unique_target_path(context=None)
        if not (target / "run_results.json").exists():
            raise UserError(
                f"dbt could not start on {self.warehouse_path}: {target / 'dbt.log'} says why. "
                "A common cause is another program that holds the file open."
            )
        return read_results(target / "run_results.json", Path(self.warehouse_path))


@contextmanager
def _variables(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the process that is started meanwhile, and put the old ones back."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def dbt_resource(warehouse: Path, target: Path, study: Path | None = None) -> OncoDbtResource:
    """Return the Dagster resource ``dbt`` for one warehouse.

    Parameters
    ----------
    warehouse
        The DuckDB file.
    target
        Folder for what dbt writes.
    study
        The site's ``study.yaml``; the defaults hold where it does not exist.
    """
    project = project_dir()
    return OncoDbtResource(
        project_dir=str(project),
        profiles_dir=str(project),
        dbt_executable=_dbt_executable(),
        warehouse_path=str(warehouse),
        target_path=str(target),
        study_path=str(study) if study else "",
    )
