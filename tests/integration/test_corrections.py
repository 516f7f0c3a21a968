"""Rows that the source deleted or corrected leave no trace, and a run on them ends the same however often it is killed."""

import random
import shutil
from functools import partial

import duckdb
import pytest
from killing import OF_A_CORRECTION, SEED, killed, runs_under_way, seconds_of
from warehouses import Forked, contents, differing

from onco_pipeline.running import choose_source
from resources.home import Home

pytestmark = [pytest.mark.integration, pytest.mark.soak]


def test_a_run_after_a_correction_killed_at_random_moments_ends_like_a_first_run(finished_home, corrected, tmp_path):
    finished, _ = finished_home
    draw, kills, number = random.Random(SEED + 1), 0, 0
    before, after = contents(finished.published), contents(corrected.home.published)
    while kills < OF_A_CORRECTION:
        number += 1
        home = Home(tmp_path / f"home-{number}")
        shutil.copytree(finished.root, home.root)
        choose_source(home, corrected.source, replace=True)
        run = partial(Forked, "run", "--home", home.root)
        for _ in range(min(OF_A_CORRECTION - kills, 3)):
            kills += killed(run(), home, draw.uniform(0, seconds_of(finished) / 4))
            assert contents(home.published) in (before, after)
        last = run().ended()
        assert last.returncode == 0, last.stdout + last.stderr
        assert differing(home.warehouse, corrected.home.warehouse) == []
        assert differing(home.published, corrected.home.published) == []
        assert runs_under_way(home) == []
        shutil.rmtree(home.root)


def test_deleted_and_corrected_rows_reach_the_marts(corrected):
    with duckdb.connect(str(corrected.home.published), read_only=True) as connection:

        def count(sql, *values):
            return connection.execute(f"SELECT count(*) FROM {sql}", list(values)).fetchone()[0]

        for gone in (corrected.deleted_note, corrected.missing_note):
            for table in ("omop.note", "onco.note_event", "onco.note_extraction", "onco.event_evidence"):
                assert count(f"{table} WHERE note_id = ?", gone) == 0, (table, gone)
        assert count("onco.event_evidence WHERE evidence_id = ?", corrected.deleted_act) == 0
        assert (
            count("onco.note_event WHERE note_id = ? AND date_start = DATE '2017-02-03'", corrected.changed_note) == 1
        )
        assert count("marts.fct_care_event WHERE date_start = DATE '2017-02-03' AND subtype = 'ct'") == 1
        # A patient all of whose notes are gone: what coded rows alone tell is left.
        for table in ("onco.care_event", "onco.validated_care_event", "marts.fct_care_event"):
            assert count(f"{table} WHERE person_id = ? AND n_notes > 0", corrected.emptied_person) == 0, table
        assert count("marts.fct_care_event") == count("onco.care_event") > 0
