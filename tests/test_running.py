"""What a run says when it does not come to its end."""

from types import SimpleNamespace

import pytest

from onco_pipeline import cli
from onco_pipeline.errors import InterruptedRunError, UserError
from onco_pipeline.running import _failure, _is_interrupted, run_job
from resources.home import Home


def test_an_interrupted_run_says_so_and_how_to_go_on(tmp_path):
    error = SimpleNamespace(cls_name="DagsterExecutionInterruptedError", message="dagster._core", cause=None)
    event = SimpleNamespace(is_step_failure=True, step_key="mentions", step_failure_data=SimpleNamespace(error=error))
    told = _failure(SimpleNamespace(all_events=[event], run_id="7"), [], Home(tmp_path))
    assert "interrupted in step mentions" in told
    assert "run again" in told
    assert f"onco ui --home {tmp_path}" in told
    assert "dagster._core" not in told
    assert _is_interrupted(SimpleNamespace(all_events=[event]))


def test_an_interrupted_run_ends_as_shells_count_it(monkeypatch, capsys, tmp_path):
    def interrupted(*_, **__):
        raise InterruptedRunError("The run was interrupted in step mentions.")

    monkeypatch.setattr("onco_pipeline.running.run_job", interrupted)
    monkeypatch.setattr("sys.argv", ["onco", "run", "--home", str(tmp_path / "home")])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 130
    assert "interrupted in step mentions" in capsys.readouterr().err


def test_an_engine_that_is_not_there_is_told_before_anything_is_read(tmp_path):
    home = Home(tmp_path / "home")
    with pytest.raises(UserError, match="no extraction engine 'fast': choose local"):
        run_job(home, extraction={"engine": "fast"})
    assert not home.warehouse.exists()


@pytest.mark.parametrize("slip", [("--engine", "fast"), ("--source", "nowhere")])
def test_a_slip_of_the_pen_leaves_no_folder_and_changes_no_home(slip, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["onco", "run", "--home", "home", *slip])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2
    assert f"There is no {'extraction engine' if slip[0] == '--engine' else 'source at'}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    # ... nor does a home that was told another source beside a wrong engine take that source.
    home, tables = Home(tmp_path / "home").prepare(), tmp_path / "tables"
    home.remember(source="before")
    tables.mkdir()
    monkeypatch.setattr("sys.argv", ["onco", "run", "--home", "home", "--source", str(tables), *slip])
    with pytest.raises(SystemExit):
        cli.main()
    assert home.settings() == {"source": "before"}


def test_a_command_that_is_interrupted_says_so_in_one_line(monkeypatch, capsys):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("onco_pipeline.synthesis.generate", interrupted)
    monkeypatch.setattr("sys.argv", ["onco", "synth", "--out", "nowhere"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    told = capsys.readouterr().err
    assert end.value.code == 130
    assert "onco: interrupted" in told
    assert "Traceback" not in told
