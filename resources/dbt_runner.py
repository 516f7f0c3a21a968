"""Run dbt inside this process, through dbt's own ``dbtRunner``, and keep what it read of the project.

A process of its own costs four seconds before the first model, and dbt reads the whole project again (eight more)
whenever the warehouse is another file, although what it reads does not depend on it. dbt opens the warehouse for
writing: nobody else may hold a connection meanwhile. Nothing is written into the project's folder, which may be
read-only.
"""

from __future__ import annotations

import gc
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version as installed_version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onco_pipeline.errors import UserError
from onco_pipeline.private_files import OWNER_ONLY
from resources.collector import passed_over

if TYPE_CHECKING:  # three seconds, only where something is built
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest

_PROJECT_FILE = "dbt_project.yml"
#: What ``profiles.yml`` reads the path of the DuckDB file from.
WAREHOUSE_VARIABLE = "ONCO_WAREHOUSE"
#: What dbt keeps of a parse, and how it is called here.
_PARSED, _KEPT = "partial_parse.msgpack", "parsed.msgpack"
_SOURCE_SUFFIXES = {".sql", ".py", ".yml", ".csv", ".md"}
#: What was read of projects in this process, the newest last.
_READ: dict[str, bytes] = {}
_MOST_READ = 4


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


def invoke(
    command: str,
    project: Path,
    warehouse: Path,
    target: Path,
    *arguments: str,
    manifest: Manifest | None = None,
    listener: Callable[[Any], None] | None = None,
    quiet: bool = True,
) -> dbtRunnerResult:
    """Run a command of dbt.

    Parameters
    ----------
    command
        ``build``, ``parse`` ...
    project
        Folder of the dbt project; only read.
    warehouse
        The DuckDB file; no connection to it may be open.
    target
        Folder for what dbt writes.
    *arguments
        More options of the command.
    manifest
        What was read of the project (:func:`parsed`); dbt reads it itself when None.
    listener
        Called with every event of dbt.
    quiet
        Let dbt say nothing but errors on standard output.
    """
    from dbt.cli.main import dbtRunner

    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    options = ["--project-dir", project, "--profiles-dir", project, "--target-path", target, "--log-path", target]
    # No file of its log: what it would hold is in the results, and in Dagster's records.
    flags = [*(["--quiet"] if quiet else []), "--no-use-colors", "--log-level-file", "none"]
    environment = {WAREHOUSE_VARIABLE: str(warehouse), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}
    runner = dbtRunner(manifest=manifest, callbacks=[listener] if listener else [])
    with variables(environment), OWNER_ONLY, _hard_of_hearing(), _letting_go():
        done = runner.invoke([*flags, command, *map(str, options), *arguments])
    if done.exception is not None and not isinstance(done.exception, Exception):
        raise done.exception  # stopped from outside: dbt takes that for a failure of its own
    return done


@contextmanager
def _hard_of_hearing() -> Iterator[None]:
    """Let dbt make up no messages of level debug, some 3,500 in a build: nothing started here listens to them."""
    from dbt_common.events.base_types import BaseEvent, EventLevel
    from dbt_common.events.event_manager import EventManager
    from dbt_common.events.event_manager_client import ctx_set_event_manager, get_event_manager

    class Hearing(EventManager):
        def fire_event(self, e: BaseEvent, level: EventLevel | None = None, *more: Any, **named: Any) -> None:
            if (level or e.level_tag()) is not EventLevel.DEBUG:
                super().fire_event(e, level, *more, **named)

    usual = get_event_manager()
    ctx_set_event_manager(Hearing())
    try:
        yield
    finally:
        ctx_set_event_manager(usual)


@contextmanager
def _letting_go() -> Iterator[None]:
    """Close what dbt leaves open of the warehouse: its own process would end now, this one goes on."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.adapters.factory import reset_adapters

    # Each Python model leaves a connection in a circle of references, looked for among what dbt made alone: a run
    # has millions of objects by then.
    with passed_over():
        try:
            yield
        finally:
            reset_adapters()
            DuckDBConnectionManager.close_all_connections()
            gc.collect()


def parsed(project: Path, warehouse: Path, target: Path, *arguments: str) -> Manifest:
    """Return what dbt reads of a project, kept in ``target`` and in this process as long as no file of it changes.

    Parameters
    ----------
    project, warehouse, target, *arguments
        See :func:`invoke`; of the arguments, ``--vars`` change what is read, and of the warehouse its name, which
        DuckDB calls the database.

    Raises
    ------
    UserError
        When dbt cannot parse the project.
    """
    from dbt.contracts.graph.manifest import Manifest
    from dbt.parser.manifest import extended_mashumuro_decoder

    given = [value for name, value in pairwise(arguments) if name == "--vars"]
    # The place too: what dbt parsed holds the paths of the seeds.
    stamp = " ".join([project_fingerprint(project), str(project), warehouse.stem, *given])
    kept, stamped = target / _KEPT, (target / _KEPT).with_suffix(".stamp")
    if stamp not in _READ:
        known = kept.exists() and is_stamped(stamped, stamp)
        _remember(stamp, kept.read_bytes() if known else _parse(project, warehouse, target, given))
    if not is_stamped(stamped, stamp):
        with OWNER_ONLY:
            target.mkdir(parents=True, exist_ok=True)
            stamped.unlink(missing_ok=True)
            kept.write_bytes(_READ[stamp])
            stamped.write_text(stamp, encoding="utf-8")
    # A copy for each: a build writes into what it is given.
    return Manifest.from_msgpack(_READ[stamp], decoder=extended_mashumuro_decoder)


def is_stamped(file: Path, stamp: str) -> bool:
    """Return whether a file beside what was kept says that it was made from this."""
    return file.exists() and file.read_text(encoding="utf-8") == stamp


def write_manifest(read: Manifest, path: Path) -> None:
    """Write what was read of a project as dbt's ``manifest.json``.

    dbt asks its flags meanwhile, which only a command of it sets: in a process that found the reading kept, none ran.
    """
    from dbt.flags import get_flags

    flags = get_flags()
    if not hasattr(flags, "SEND_ANONYMOUS_USAGE_STATS"):
        flags.SEND_ANONYMOUS_USAGE_STATS = False
    read.write(str(path))


def _remember(stamp: str, read: bytes) -> None:
    _READ[stamp] = read
    while len(_READ) > _MOST_READ:
        del _READ[next(iter(_READ))]


def _parse(project: Path, warehouse: Path, target: Path, given: list[str]) -> bytes:
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="parse-", dir=target) as scratch:
        options = [part for value in given for part in ("--vars", value)]
        done = invoke("parse", project, warehouse, Path(scratch), "--no-write-json", *options)
        if not done.success:
            raise UserError(f"dbt cannot read the project in {project}:\n{str(done.exception).strip()}")
        return Path(scratch, _PARSED).read_bytes()


@contextmanager
def variables(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables inside the block, and put the old ones back."""
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
