"""What tests share: the optional shared data, a finished run on a small fictitious hospital, a browser."""

from __future__ import annotations

import fcntl
import json
import os
import pickle
import resource
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

# Tests hold the sources to account; test_compiled.py holds the compiled build to the sources.
os.environ.setdefault("ONCO_PURE", "1")

import pytest
from hypothesis import settings
from soaking import SOAK

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# The same examples each time, and none fails because the machine is busy; `make soak` draws others.
settings.register_profile("test", deadline=None, derandomize=True)
settings.register_profile("soak", deadline=None, print_blob=True)
settings.load_profile("soak" if SOAK else "test")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Make the finished run first: the other worker meanwhile has tests that need none, and need not wait for it."""
    items.sort(key=lambda item: item.path.name != "test_tutorial.py")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared gold and corpora; the test is skipped, saying so, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the shared data is not here (looked for {SHARED.name}/ beside the checkout)")
    return SHARED


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let a test prepare a home without leaving its variables to the next one."""
    for name in ("ONCO_HOME", "DAGSTER_HOME", "ONCO_WAREHOUSE", "ONCO_SOURCE"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return monkeypatch


@pytest.fixture(scope="session")
def finished_home(tmp_path_factory: pytest.TempPathFactory):
    """Return the home of a finished run on twelve fictitious patients, and the summary of that run.

    The run is made once for all worker processes of pytest; each gets a copy of its own.
    """
    from resources.home import Home

    mine = tmp_path_factory.getbasetemp()
    shared_by_all = mine.parent if os.environ.get("PYTEST_XDIST_WORKER") else mine
    first = shared_by_all / "finished"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONCO_HOME", "")
        patch.setenv("DAGSTER_HOME", "")
        with (shared_by_all / "finished.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (first / "summary.pickle").exists():
                _finish(first)
        folder = tmp_path_factory.mktemp("finished")
        shutil.copytree(first, folder, dirs_exist_ok=True)
        home = Home(folder / "home").prepare()
        home.remember(source=str(folder / "hospital"))
        _read_project(home)
        summary = pickle.loads((folder / "summary.pickle").read_bytes())
        yield home, replace(summary, warehouse=home.warehouse, report=home.reports / "report.html")


@pytest.fixture(scope="module")
def project_read(finished_home) -> None:
    """Let a build or a run in a new home find what the finished run kept of dbt's reading of the project."""
    _read_project(finished_home[0])


def _read_project(home) -> None:
    """Remember in this process what dbt read of the project for a finished home: it takes five seconds otherwise."""
    from resources.dbt_runner import parsed, project_dir

    parsed(project_dir(), home.warehouse, home.dbt)


def _finish(folder: Path) -> None:
    """Run the job on a small hospital; leave both, the summary, and what the run took of processor time."""
    from onco_pipeline.running import choose_source, run_job
    from onco_pipeline.synthesis import generate
    from resources.home import Home

    shutil.rmtree(folder, ignore_errors=True)  # of a worker that was stopped
    generate(folder / "hospital", patients=12, seed=3)
    home = Home(folder / "home").prepare()
    choose_source(home, folder / "hospital")
    before = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    summary = run_job(home)
    after = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = sum(b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(before, after, strict=True))
    (folder / "cost.json").write_text(json.dumps({"cpu_seconds": cost}), encoding="utf-8")
    (folder / "summary.pickle").write_bytes(pickle.dumps(summary))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Debian's Chromium; the test is skipped, saying so, where it is absent."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed (Debian package: chromium)")
    return path


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator:
    """Return a headless browser that talks to nobody but the loopback address; a module's tests share it."""
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def page(browser) -> Iterator:
    """Return a page of the browser that knows nothing of the pages before it."""
    with browser.new_context(viewport={"width": 1900, "height": 1000}) as context:
        yield context.new_page()


#: A canary: it may stand in no message, log or file.
POSTGRES_PASSWORD = "s3cret-canary"


def _postgres_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    beside = shutil.which("initdb")
    return found[-1].parent if found else Path(beside).parent if beside else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a PostgreSQL of its own on the loopback address; skipped, saying so, where none is installed."""
    where = _postgres_binaries()
    if where is None:
        pytest.skip("PostgreSQL is not installed (Debian package: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    account = {}
    if os.getuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        account = {"user": "postgres", "group": "postgres", "extra_groups": []}
    (folder / "password").write_text(POSTGRES_PASSWORD)
    # A command run before may have left a umask; the server is another user and reads these.
    folder.chmod(0o755)
    (folder / "password").chmod(0o644)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*command: str) -> None:
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **account)

    data, log = str(folder / "data"), str(folder / "log")
    try:
        run(str(where / "initdb"), "-D", data, "-U", "clinic", "--pwfile=password", "-A", "scram-sha-256", "-E", "UTF8")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        run(str(where / "pg_ctl"), "-D", data, "-l", log, "-w", "-o", options, "start")
        yield f"postgresql://clinic:{POSTGRES_PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [str(where / "pg_ctl"), "-D", data, "-m", "immediate", "stop"],
            check=False,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **account,
        )
        shutil.rmtree(folder, ignore_errors=True)
