"""The Dagster UI as a user meets it: every asset in one graph, a picture of it, and nobody reached for it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import psutil
import pytest
from guarding import guard
from warehouses import onco, plain_environment

pytestmark = pytest.mark.integration

#: Assets made from coded rows or other raw tables alone; everything else must come from the notes.
_NOT_FROM_NOTES = {
    "person", "death", "visit_occurrence", "procedure_occurrence", "condition_occurrence", "drug_exposure",
    "quarantine", "source_load", "structured_event", "pathway_transition", "icd10_cancer_group",
}  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def served(finished_home, tmp_path_factory):
    """Return the address of the UI as `onco ui` opens it on a finished home, its process, and what it tried to reach."""
    home, _ = finished_home
    folder = shutil.copytree(home.root.parent, tmp_path_factory.mktemp("served"), dirs_exist_ok=True)
    log, port = folder / "network.log", free_port()
    log.touch()
    server = psutil.Popen(
        onco("ui", "--home", folder / "home", "--port", port),
        env=plain_environment(**guard(log)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 600
        while True:
            try:
                urllib.request.urlopen(f"{address}/server_info", timeout=2).close()
                break
            except OSError:
                assert server.poll() is None, "the UI stopped"
                assert time.monotonic() < deadline, "the UI did not come up in 600 seconds"
                time.sleep(0.5)
        yield address, server, log
    finally:
        children = server.children(recursive=True)
        os.killpg(server.pid, signal.SIGINT)
        _, alive = psutil.wait_procs([server, *children], timeout=5)
        for process in alive:
            process.kill()


@pytest.fixture(scope="module")
def webserver(served):
    return served[0]


def ask(address: str, query: str) -> dict:
    request = urllib.request.Request(
        f"{address}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        body = json.load(answer)
    assert "errors" not in body, body["errors"]
    return body["data"]


def test_every_asset_is_reachable_from_the_raw_notes(webserver):
    query = (
        "{ assetNodes { assetKey { path } dependencyKeys { path } groupName kinds description owners { __typename } } }"
    )
    nodes = ask(webserver, query)["assetNodes"]
    names = {"/".join(node["assetKey"]["path"]) for node in nodes}
    downstream: dict[str, set[str]] = {}
    for node in nodes:
        for parent in node["dependencyKeys"]:
            downstream.setdefault("/".join(parent["path"]), set()).add("/".join(node["assetKey"]["path"]))
    reached, waiting = set(), ["note"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(downstream.get(name, ()))
    staging_of_raw = {f"stg_{name}" for name in _NOT_FROM_NOTES}
    assert names - reached <= _NOT_FROM_NOTES | staging_of_raw
    assert {
        "note_event",
        "care_event",
        "validated_care_event",
        "fct_care_event",
        "agg_delay",
        "cohort_report",
    } <= reached
    # What does not come from the notes meets them further down: the graph is one.
    for name in names - reached:
        seen, waiting = set(), [name]
        while waiting:
            current = waiting.pop()
            seen.add(current)
            waiting.extend(downstream.get(current, set()) - seen)
        assert seen & reached or name in {"quarantine"}, f"{name} leads nowhere"


def test_every_asset_says_what_it_is(webserver):
    query = "{ assetNodes { assetKey { path } groupName kinds description owners { __typename } isExecutable } }"
    nodes = ask(webserver, query)["assetNodes"]
    assert len(nodes) > 40  # no asset at all would say nothing wrong
    for node in nodes:
        name = "/".join(node["assetKey"]["path"])
        assert node["isExecutable"], f"{name} is an external asset: a dependency key is misspelt"
        assert node["description"], name
        assert node["kinds"], name
        assert node["owners"], name
        assert node["groupName"] != "default", name


def test_schedule_sensor_and_job_are_there(webserver):
    query = """{ repositoriesOrError { ... on RepositoryConnection { nodes {
        jobs { name } schedules { name } sensors { name } } } } }"""
    repository = ask(webserver, query)["repositoriesOrError"]["nodes"][0]
    assert "care_pathways" in {job["name"] for job in repository["jobs"]}
    assert [schedule["name"] for schedule in repository["schedules"]] == ["nightly"]
    assert {"inbox", "follow"} <= {sensor["name"] for sensor in repository["sensors"]}


def test_the_lineage_is_drawn(webserver, page, tmp_path):
    page.goto(f"{webserver}/asset-groups~")
    page.goto(f"{webserver}/assets/validated_care_event?view=lineage&lineageScope=neighbors&lineageDepth=6")
    page.wait_for_selector("text=validated_care_event", timeout=60_000)
    page.wait_for_selector("text=note_event", timeout=60_000)
    page.wait_for_selector("text=fct_care_event", timeout=60_000)
    assert picture(page, "lineage.png", tmp_path)


def picture(page, name, tmp_path):
    """Keep a picture of the page, where a reader of the docs would look, and return whether anything is on it."""
    wanted = os.environ.get("ONCO_PICTURES")
    path = Path(wanted or tmp_path) / name
    for _ in range(20):
        page.wait_for_timeout(1500 if wanted else 200)
        page.screenshot(path=path)
        if path.stat().st_size > 30_000:
            return True
    return False


def test_the_catalogue_lists_the_assets_with_their_groups(webserver, page, tmp_path):
    page.goto(f"{webserver}/assets")
    for name in ("agg_delay", "agg_monthly_activity"):
        page.wait_for_selector(f"text={name}", timeout=60_000)
    assert picture(page, "catalogue.png", tmp_path)


def test_a_mart_shows_its_columns_and_the_picture_of_its_run(webserver, page, tmp_path):
    page.goto(f"{webserver}/assets/care_event?view=overview")
    page.wait_for_selector("text=reconciliation", timeout=60_000)
    assert picture(page, "asset.png", tmp_path)


def test_a_column_is_traced_upstream(webserver, page, tmp_path):
    page.goto(f"{webserver}/assets/fct_care_event?view=lineage&column=date_start")
    page.wait_for_selector("text=stg_care_event", timeout=60_000)
    assert picture(page, "column_lineage.png", tmp_path)


def test_a_check_says_what_it_looked_at(webserver, page, tmp_path):
    page.goto(f"{webserver}/assets/care_event?view=checks&checkDetail=blocking_expectations")
    page.wait_for_selector("text=blocking_expectations", timeout=60_000)
    page.wait_for_selector("text=expectations", timeout=60_000)
    assert picture(page, "check.png", tmp_path)


def test_a_run_shows_its_steps(webserver, page, tmp_path):
    runs = ask(webserver, "{ runsOrError { ... on Runs { results { runId status } } } }")["runsOrError"]["results"]
    run = next(run for run in runs if run["status"] == "SUCCESS")
    page.goto(f"{webserver}/runs/{run['runId']}")
    for step in ("mentions", "care_events", "pathways"):
        page.wait_for_selector(f"text={step}", timeout=60_000)
    assert picture(page, "run.png", tmp_path)


def listening(process):
    """Return the addresses at which a process and its children listen."""
    found = set()
    for each in [process, *process.children(recursive=True)]:
        try:
            found |= {c.laddr.ip for c in each.net_connections("inet") if c.status == psutil.CONN_LISTEN}
        except psutil.Error:
            continue
    return found


def test_the_ui_listens_on_this_machine_only_and_reaches_nobody(served):
    """The last of the file: all that the tests before asked of the server is in the log, too."""
    _, server, log = served
    assert listening(server) <= {"127.0.0.1", "::1"}
    assert listening(server), "the UI listens"
    assert log.read_text() == ""
