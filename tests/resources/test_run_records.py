"""Dagster's records while the command works: the same records, in files that stay open."""

import dagster as dg
import pytest
from dagster._core.storage.local_compute_log_manager import LocalComputeLogManager
from dagster._core.storage.noop_compute_log_manager import NoOpComputeLogManager

from resources.home import Home
from resources.run_records import OpenEventLogStorage, instance_of


@pytest.fixture
def home(tmp_path, clean_environment):
    return Home(tmp_path / "home").prepare()


@dg.asset
def counted() -> dg.MaterializeResult:
    return dg.MaterializeResult(metadata={"rows": 3})


def test_what_the_command_records_is_what_the_ui_reads(home):
    with instance_of(home) as instance:
        assert isinstance(instance.event_log_storage, OpenEventLogStorage)
        run = dg.materialize([counted], instance=instance).run_id
        # Read beside it, while the files are open.
        with dg.DagsterInstance.from_config(str(home.dagster)) as ui:
            assert not isinstance(ui.event_log_storage, OpenEventLogStorage)
            told = ui.get_latest_materialization_event(dg.AssetKey("counted")).asset_materialization
            assert told.metadata["rows"].value == 3
            assert [record.run_id for record in ui.get_runs()] == [run]
            assert ui.all_logs(run) == instance.all_logs(run)


def test_the_command_starts_no_process_that_would_tell_where_it_was_at_ctrl_c(home, tmp_path):
    """A copier of what is printed shows a traceback when a terminal interrupts it; the command prints nothing."""
    with instance_of(home) as instance:
        assert isinstance(instance.compute_log_manager, NoOpComputeLogManager)
    told = home.dagster / "dagster.yaml"
    own = f"{{module: dagster._core.storage.local_compute_log_manager, class: LocalComputeLogManager, config: {{base_dir: '{tmp_path}'}}}}"
    told.write_text(f"{told.read_text()}\ncompute_logs: {own}\n")
    with instance_of(home) as instance:  # unless the site asked for one
        assert isinstance(instance.compute_log_manager, LocalComputeLogManager)


def test_a_site_that_keeps_its_records_elsewhere_keeps_them_there(home, tmp_path):
    told = home.dagster / "dagster.yaml"
    elsewhere = tmp_path / "elsewhere"
    told.write_text(f"{told.read_text()}\nstorage: {{sqlite: {{base_dir: '{elsewhere}'}}}}\n")
    with instance_of(home) as instance:
        assert not isinstance(instance.event_log_storage, OpenEventLogStorage)
        dg.materialize([counted], instance=instance)
    assert list(elsewhere.rglob("*.db"))
