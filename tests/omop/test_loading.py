"""What comes in is what the source says: nothing lost, nothing twice, and only what changed is written."""

import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.omop import loading
from onco_pipeline.omop.sources import Source
from onco_pipeline.tables import SOURCE_TABLES, VISIT_OCCURRENCE, table


def edited(tables, name, **changes):
    """Return the tables with values of the first row of one of them changed."""
    frame = tables[name].copy()
    for column, value in changes.items():
        frame.loc[frame.index[0], column] = value
    return {**tables, name: frame}


def test_the_first_run_takes_everything_and_the_second_nothing(tmp_path, door, write):
    write.csv(tmp_path)
    first, second = door.take_all(tmp_path), door.take_all(tmp_path)
    assert first["note"].rows_new == 3
    assert all(not report.changed for report in second.values())
    assert {name: r.table_fingerprint for name, r in first.items()} == {
        name: r.table_fingerprint for name, r in second.items()
    }


def test_a_run_writes_what_is_new_changed_and_gone(tmp_path, door, write):
    door.take_all(write.csv(tmp_path))
    tables = edited(write.hospital, "note", note_text="Biopsie du foie reportée.")
    new = pd.DataFrame([{"note_id": "13", "person_id": "1", "note_text": "TEP"}])
    tables["note"] = pd.concat([tables["note"].iloc[[0, 2]], new])
    report = door.take_all(write.csv(tmp_path, tables))["note"]
    assert (report.rows_new, report.rows_changed, report.rows_removed) == (1, 1, 1)
    assert door.rows("note", "note_id, note_text")[0] == ("10", "Biopsie du foie reportée.")
    assert door.rows("source_load")[3][:7] == ("note", 3, 3, 0, 1, 1, 1)


def test_an_update_equals_a_load_into_an_empty_warehouse(tmp_path, door, new_door, write):
    rng = random.Random(4)
    rows = [
        {"note_id": str(i), "person_id": str(i % 7), "note_text": f"Scanner n° {i}", "note_datetime": "2019-03-12"}
        for i in range(60)
    ]
    for round_number in range(4):
        kept = [dict(row) for row in rows if rng.random() < 0.8]
        for row in kept:
            if rng.random() < 0.3:
                row["note_text"] += f", relu {round_number} fois"
        rng.shuffle(kept)
        write.csv(tmp_path, {"note": pd.DataFrame(kept)})
        door.take_all(tmp_path)
        fresh = new_door()
        fresh.take_all(tmp_path)
        assert door.content() == fresh.content()
        fresh.connection.close()


def test_bad_rows_are_kept_out_with_their_reason_and_the_run_goes_on(tmp_path, door, write):
    rows = [
        ("1", "P1", "2019-03-12", "Scanner"),
        ("1", "P1", "2019-03-12", "Scanner"),
        ("1.0", "P1", "2019-03-12", "Autre scanner"),
        ("", "P1", "", "Sans identifiant"),
        ("2", "P1", "31/02/2019", "Date impossible"),
        ("3", "P1", "", "   "),
        ("4", "", "", "Sans patient"),
    ]
    frame = pd.DataFrame(rows, columns=["note_id", "person_id", "note_datetime", "note_text"])
    report = door.take(write.csv(tmp_path, {"note": frame}))
    assert (report.rows_read, report.rows_kept, report.rows_quarantined) == (7, 1, 6)
    assert door.rows("quarantine", "source_row, source_key, column_name, reason") == [
        (2, "1", "note_id", "duplicate note_id: the same row stands before it"),
        (3, "1", "note_id", "duplicate note_id: a row with this key and other content stands before it"),
        (4, None, "note_id", "note_id is missing"),
        (5, "2", "note_datetime", "note_datetime is no date"),
        (6, "3", "note_text", "note_text is empty: a note without text"),
        (7, "4", "person_id", "person_id is missing"),
    ]


def test_a_bad_row_does_not_stand_in_the_way_of_a_good_one(tmp_path, door, write):
    frame = pd.DataFrame({"note_id": ["1", "1"], "person_id": ["P", "P"], "note_text": [" ", "Scanner"]})
    report = door.take(write.csv(tmp_path, {"note": frame}))
    assert report.rows_new == 1
    assert report.reasons == {"note_text is empty: a note without text": 1}


def test_quarantine_says_how_it_is_now(tmp_path, door, write):
    door.take(write.csv(tmp_path, edited(write.hospital, "note", note_text=" ")))
    assert len(door.rows("quarantine")) == 1
    door.take(write.csv(tmp_path))
    assert door.rows("quarantine") == []


def test_a_row_deleted_at_the_source_goes(tmp_path, door, write):
    frame = write.hospital["note"].assign(row_status_source_value="Actif")
    door.take(write.csv(tmp_path, {"note": frame}))
    frame.loc[1, "row_status_source_value"] = "supprimé"
    report = door.take(write.csv(tmp_path, {"note": frame}))
    assert report.rows_removed == 1
    assert report.reasons == {"row_status: the source marks the row as deleted": 1}


def test_omop_names_and_empty_halves(tmp_path, door, write):
    notes = pd.DataFrame(
        {
            "NOTE_ID": [1.0, 2.0],
            "PERSON_ID": [7.0, 8.0],
            "NOTE_DATE": ["2019-03-12", "2019-03-13"],
            "NOTE_DATETIME": ["2019-03-12 10:00:00", None],
            "NOTE_SOURCE_VALUE": ["CRH", "LT"],
            "NOTE_TEXT": ["Scanner", None],
            "NOTE_DEID": ["[X]", "IRM"],
        }
    )
    persons = pd.DataFrame(
        {
            "person_id": [7, 8, 9],
            "birth_datetime": ["1950-05-06", None, None],
            "year_of_birth": [1950, 1948, None],
            "month_of_birth": [5, 7, None],
            "day_of_birth": [None, None, 3],
        }
    )
    door.take_all(write.parquet(tmp_path, {"note": notes, "person": persons}))
    columns = "note_id, person_id, strftime(note_datetime, '%d %H'), note_class_source_value, note_text"
    assert door.rows("note", columns) == [("1", "7", "12 10", "CRH", "Scanner"), ("2", "8", "13 00", "LT", "IRM")]
    births = door.rows("person", "person_id, strftime(birth_datetime, '%Y-%m-%d')")
    assert births == [("7", "1950-05-06"), ("8", "1948-07-01"), ("9", None)]


def test_types_of_the_file_do_not_change_what_comes_in(tmp_path, door, write):
    frame = pd.DataFrame(
        {
            "visit_occurrence_id": ["9007199254740993", "2"],
            "person_id": ["1", "2"],
            "visit_start_datetime": ["2019-03-12 23:30:00", "2019-07-01 08:00:00"],
            "visit_end_datetime": ["9999-12-31", None],
        }
    )
    typed = frame.assign(
        visit_occurrence_id=frame.visit_occurrence_id.astype("int64"),
        person_id=frame.person_id.astype(float),
        visit_start_datetime=pd.to_datetime(frame.visit_start_datetime).dt.tz_localize("Europe/Paris"),
    )
    name = VISIT_OCCURRENCE.name
    write.csv(tmp_path / "text", {name: frame, "note": write.hospital["note"]})
    write.parquet(tmp_path / "typed", {name: typed, "note": write.hospital["note"]})
    report = door.take(tmp_path / "text", name)
    assert report.rows_kept == 2
    assert not door.take(tmp_path / "typed", name).changed
    assert door.rows(name, "visit_end_datetime") == [(None,), (None,)]


def test_each_note_is_a_patient_where_none_is_named(tmp_path, door, write):
    frame = write.hospital["note"]
    report = door.take_all(write.csv(tmp_path, {"note": frame.drop(columns="person_id")}))["note"]
    assert "each note is taken as a patient of its own" in report.notices[0]
    assert door.rows("person", "person_id") == [("10",), ("11",), ("12",)]
    door.take_all(write.csv(tmp_path, {"note": frame.assign(person_id=None)}))
    assert door.rows("note", "person_id") == [("10",), ("11",), ("12",)]


def test_patients_are_those_that_any_table_names(tmp_path, door, write):
    tables = {**write.hospital, "person": write.hospital["person"].head(1)}
    reports = door.take_all(write.csv(tmp_path, tables))
    assert reports["person"].rows_kept == 1
    assert door.rows("person", "person_id, gender_source_value") == [("1", "f"), ("2", None)]
    again = door.take_all(tmp_path)
    assert not again["person"].changed
    now_known = door.take_all(write.csv(tmp_path))["person"]
    assert now_known.rows_new == 1
    assert door.rows("person", "person_id, gender_source_value") == [("1", "f"), ("2", "m")]
    tables["note"] = write.hospital["note"].head(1)
    door.take_all(write.csv(tmp_path, tables))
    assert door.rows("person", "person_id") == [("1",)]


def test_a_table_that_is_gone_is_empty(tmp_path, door, write):
    door.take_all(write.csv(tmp_path))
    (tmp_path / "procedure_occurrence.csv").unlink()
    report = door.take_all(tmp_path)["procedure_occurrence"]
    assert report.rows_removed == 1
    assert report.notices == ("the source has no table procedure_occurrence: it is taken as empty",)


@pytest.mark.parametrize(
    ("kept", "told"), [(9, "table note: 31 of the 40 rows of the run before are gone"), (25, None)]
)
def test_a_table_that_has_lost_most_of_its_rows_is_told_of(tmp_path, door, write, kept, told):
    notes = pd.concat([write.hospital["note"].head(1).assign(note_id=str(number)) for number in range(40)])
    assert door.take(write.csv(tmp_path, write.hospital | {"note": notes})).notices == ()
    report = door.take(write.csv(tmp_path, write.hospital | {"note": notes.head(kept)}))
    assert report.rows_removed == 40 - kept
    assert report.notices == (() if told is None else (told,))


def test_a_failure_on_the_way_leaves_the_table_as_it_was(tmp_path, door, write, monkeypatch):
    door.take_all(write.csv(tmp_path))
    before = door.content(), door.rows("quarantine"), door.rows("source_load")
    write.csv(tmp_path, edited(write.hospital, "note", note_text="Autre texte"))
    monkeypatch.setattr(loading, "_write_load", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        door.take(tmp_path)
    assert (door.content(), door.rows("quarantine"), door.rows("source_load")) == before
    monkeypatch.undo()
    assert door.take(tmp_path).rows_changed == 1


def test_rows_that_go_missing_on_the_way_stop_the_run(tmp_path, door, write, monkeypatch):
    monkeypatch.setattr(loading, "_write_quarantine", lambda *_: {})
    with pytest.raises(RuntimeError, match="rows were lost, nothing was written"):
        door.take(write.csv(tmp_path, edited(write.hospital, "note", note_text=" ")))
    assert door.rows("note") == []


def test_progress_is_told_in_rows(tmp_path, door, write):
    counts, names = [], []
    loading.ingest(Source.open(write.csv(tmp_path)), door.connection, counts.append, lambda t: names.append(t.name))
    assert sum(counts) == 6
    assert names == [t.name for t in SOURCE_TABLES]


ODD = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8"), max_size=20),
    st.sampled_from(["1", "1.0", "2", "2019-03-12", "12/03/2019", "0001-01-01", "9999-12-31", "supprimé", "nan"]),
    st.integers(-(2**63), 2**63 - 1).map(str),
)


@settings(max_examples=60)
@given(
    name=st.sampled_from([t.name for t in SOURCE_TABLES]),
    rows=st.lists(st.lists(ODD, min_size=8, max_size=8), max_size=12),
    columns=st.permutations(range(8)),
    file=st.sampled_from(["parquet", "csv"]),
)
def test_any_table_comes_in_with_every_row_accounted_for(tmp_path_factory, write, new_door, name, rows, columns, file):
    folder = tmp_path_factory.mktemp("fuzz")
    content = [column for column in table(name).column_names if column != "row_fingerprint"]
    names = [*content, "row_status_source_value", *"uvwxyz"][:8]
    frame = pd.DataFrame(rows, columns=[names[i] for i in columns], dtype=str)
    getattr(write, file)(folder, {"note": write.hospital["note"], name: frame})
    door = new_door()
    report = door.take(folder, name)
    kept = len(door.rows(name))
    kept_out = [row[0] for row in door.rows("quarantine", "source_row")]
    door.connection.close()
    assert report.rows_read == report.rows_kept + report.rows_quarantined
    assert (report.rows_kept, report.rows_quarantined) == (kept, len(kept_out))
    assert len(set(kept_out)) == len(kept_out)
    assert file == "csv" or report.rows_read == len(rows)


@pytest.mark.parametrize(
    ("there", "hint"),
    [
        ("procedures_occurrence", "; did you mean procedures_occurrence?"),
        ("Procedure_Occurence", "; did you mean procedure_occurence?"),
        ("visit_occurrence", ""),  # a table of its own
        ("condition_occurrence_2019", ""),
        ("_procedure", ""),
        ("drug_era", ""),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "duckdb"])
def test_a_table_that_is_nearly_there_is_named(tmp_path, door, write, kind, there, hint):
    tables = {"note": write.hospital["note"], there: write.hospital["person"]}
    source = getattr(write, kind)(tmp_path / ("source" if kind == "csv" else "source.duckdb"), tables)
    (notice,) = door.take(source, "procedure_occurrence").notices
    assert notice == f"the source has no table procedure_occurrence: it is taken as empty{hint}"
