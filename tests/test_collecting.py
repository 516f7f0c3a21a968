"""Patterns and definitions are made without the garbage collector, which is then as it was before."""

import gc
import subprocess
import sys

import pytest

from onco_pipeline.collecting import held_back


@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_is_left_as_it_was_even_after_an_error(collects):
    before = gc.isenabled()
    try:
        (gc.enable if collects else gc.disable)()
        with pytest.raises(ZeroDivisionError), held_back():
            1 / gc.isenabled()
        assert gc.isenabled() is collects
    finally:
        (gc.enable if before else gc.disable)()


@pytest.mark.parametrize("module", ["onco_pipeline.extraction.reading", "onco_pipeline.definitions"])
def test_what_is_loaded_is_not_gone_through_again_and_again(module):
    # Without it the collector goes through half a million objects some ninety times, a third of the loading.
    code = (
        "import gc; import dagster; before = gc.get_stats()[1]['collections']\n"
        f"import {module}\nprint(gc.get_stats()[1]['collections'] - before, gc.isenabled())"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert int(told[0]) < 30 and told[1] == "True"


def test_a_lot_of_patients_is_reconciled_without_it(tmp_path, monkeypatch):
    from assets import events
    from resources.warehouse import Warehouse

    collects = []
    monkeypatch.setattr(events, "evidence_fingerprints", lambda *_: {"7": "a", "8": "b"})
    monkeypatch.setattr(events, "_rebuild", lambda *_: collects.append(gc.isenabled()))
    assert events.reconcile_changed(Warehouse(tmp_path / "warehouse.duckdb"), at_once=1) == events.Rebuilt(2, 0)
    assert collects == [False, False]
    assert gc.isenabled()
