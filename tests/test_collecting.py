"""Patterns and definitions are made without the garbage collector, which is then as it was before."""

import gc
import subprocess
import sys

import pytest

from onco_pipeline.collecting import held_back, staying


@pytest.mark.parametrize("block", [held_back, staying])
@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_is_left_as_it_was_even_after_an_error(collects, block):
    before = gc.isenabled()
    try:
        (gc.enable if collects else gc.disable)()
        with pytest.raises(ZeroDivisionError), block():
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


@pytest.mark.parametrize("frozen", [True, False])
def test_what_stays_is_old_at_once_and_what_others_have_frozen_stays_so(frozen):
    gc.collect()
    try:
        if frozen:
            gc.freeze()
        with staying():
            made = [[] for _ in range(10_000)]
        assert (gc.get_freeze_count() > 0) is frozen
        assert not any(found is made for generation in (0, 1) for found in gc.get_objects(generation))
    finally:
        gc.unfreeze()
    made[0].append(made)
    made = None
    assert gc.collect() >= 1  # a circle among what stayed is found by a round through everything


def test_garbage_made_beside_what_stays_is_found_in_the_end():
    gc.collect()
    with staying():
        circle: list = []
        circle.append(circle)
        del circle
    assert gc.collect(1) == 0
    assert gc.collect() >= 1


def test_reading_notes_never_counts_what_is_held_back():
    # To count takes as long as there are objects: a job, which holds millions back, read its notes in ten times the time.
    code = (
        "import gc\nfrom onco_pipeline.extraction.reading import read_events\n"
        "asked = []; gc.get_freeze_count = lambda: asked.append(1) or 0\n"
        "for day in range(1, 28):\n"
        "    read_events(f'Scanner TAP du {day}/03/2019 : métastases hépatiques. Biopsie le {day}/04/2019 : carcinome.')\n"
        "print(len(asked))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "0"


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["extract", "nowhere.jsonl", "--out", "out.jsonl"]])
def test_a_command_that_ends_looks_for_no_garbage(arguments, tmp_path):
    code = (
        "import atexit, gc, sys; atexit.register(lambda: print('frozen', gc.get_freeze_count() > 10_000))\n"
        f"from onco_pipeline.cli import main; sys.argv[1:] = {arguments}; main()"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert told.stdout.endswith("frozen True\n")


def test_a_lot_of_patients_is_reconciled_without_it(tmp_path, monkeypatch):
    from assets import events
    from resources.warehouse import Warehouse

    collects = []
    monkeypatch.setattr(events, "evidence_fingerprints", lambda *_: {"7": "a", "8": "b"})
    monkeypatch.setattr(events, "_rebuild", lambda *_: collects.append(gc.isenabled()))
    assert events.reconcile_changed(Warehouse(tmp_path / "warehouse.duckdb"), at_once=1) == events.Rebuilt(2, 0)
    assert collects == [False, False]
    assert gc.isenabled()
