"""A row that stands in the warehouse as the source has it is left, and nothing else is: the result is that of a load."""

import random

import pandas as pd
import pytest

from onco_pipeline.omop import known, loading, losses, reading, staging
from onco_pipeline.omop.loading import ingest_table
from onco_pipeline.omop.sources import Source
from onco_pipeline.omop.staging import STAGE
from onco_pipeline.tables import table

NOTES = ("note_id", "person_id", "note_datetime", "note_title", "note_text")


def hospital(rng, notes=60):
    """Return notes of which some are written in a way that is cleaned, some are bad and some share their key."""
    rows = []
    for number in range(notes):
        key = rng.choice([str(number)] * 8 + [f"{number}.0", f" {number}", str(rng.randrange(notes)), None])
        day = f"2019-03-{rng.randrange(1, 29):02d}"
        moment = rng.choice(
            [f"{day} 00:00:00", f"{day} 10:30:00", day, f"{day}T08:05", "12/03/2019", None, "1900-01-01"]
        )
        title = rng.choice(["Compte rendu", " Lettre ", "", "null", None])
        text = rng.choice([f"Scanner n° {number}\nstable", f"Écho n° {number} ", "  ", None])
        rows.append((key, rng.choice(["1", "2", "3.0", " 4"]), moment, title, text))
    return pd.DataFrame(rows, columns=NOTES, dtype=object)


def edited(rng, frame):
    """Return the rows in another order, some gone, some changed, some twice."""
    kept = frame[[rng.random() < 0.9 for _ in range(len(frame))]]
    kept = pd.concat([kept, kept.sample(2, random_state=rng.randrange(99)), hospital(rng, 4)])
    kept = kept.sample(frac=1, random_state=rng.randrange(99)).reset_index(drop=True)
    for place in rng.sample(range(len(kept)), 6):
        column = rng.choice(NOTES[1:])
        kept.loc[place, column] = hospital(rng, 1).loc[0, column]
    return kept


def take(door, folder, **given):
    report = ingest_table(Source.open(folder), table("note"), door.connection, **given)
    return report, door.rows("note"), door.rows("quarantine"), door.rows("source_load")


#: Whether each batch is compared by itself, none is, or those are that hold much of what lies between their keys.
EACH, NONE, SOME = 10**6, -1, 4


@pytest.mark.parametrize("few_times", [EACH, NONE, SOME])
@pytest.mark.parametrize("kind", ["parquet", "csv"])
@pytest.mark.parametrize("seed", range(6))
def test_rows_left_and_rows_read_again_come_to_the_same(tmp_path, new_door, write, monkeypatch, seed, kind, few_times):
    monkeypatch.setattr(known, "_FEW_TIMES", few_times)
    for name, size in {"_ROWS": 16, "_TYPED_ROWS": 16, "_BYTES": 1, "LOOKED_AT": 40}.items():  # several batches
        for room in (reading, staging, losses):
            if hasattr(room, name):
                monkeypatch.setattr(room, name, size)
    rng, leaving, reading_again = random.Random(seed), new_door(), new_door()
    frame = hospital(rng)
    for _ in range(4):
        getattr(write, kind)(tmp_path, {"note": frame})
        assert take(leaving, tmp_path, as_last_time=True) == take(reading_again, tmp_path)
        frame = edited(rng, frame)


@pytest.mark.parametrize("few_times", [EACH, NONE])
def test_of_a_row_that_is_known_nothing_but_its_number_is_held(tmp_path, door, write, monkeypatch, few_times):
    monkeypatch.setattr(known, "_FEW_TIMES", few_times)
    notes = write.hospital["note"]
    take(door, write.parquet(tmp_path, {"note": notes}))
    held, stage_others = [], known.stage_others

    def counted(of, texts, stage, cleaned, connection):
        held.extend(connection.execute(f"SELECT count(*) FROM {known.RAW}").fetchone())
        stage_others(of, texts, stage, cleaned, connection)

    monkeypatch.setattr(known, "stage_others", counted)
    new = pd.DataFrame([{"note_id": "13", "person_id": "1", "note_text": "TEP"}])
    take(door, write.parquet(tmp_path, {"note": pd.concat([notes, new])}), as_last_time=True)
    assert held == [1 if few_times == EACH else len(notes) + 1]


def test_what_the_first_notes_have_lost_is_told_of_notes_that_are_known_too(tmp_path, door, write):
    notes = pd.DataFrame(
        [{"note_id": str(n), "person_id": "1", "note_text": f"M?tastase h?patique n{n}"} for n in range(20)]
    )
    told = take(door, write.parquet(tmp_path, {"note": notes}))[0].notices
    assert any("have lost their accents" in notice for notice in told)
    assert take(door, tmp_path, as_last_time=True)[0].notices == told


def staged(door, folder, monkeypatch):
    """Return the keys of the rows that were cleaned and checked, of a source that was taken in as last time."""
    seen = []
    check = loading._check

    def checked(source, of, connection):
        seen.extend(key for (key,) in connection.execute(f"SELECT note_id FROM {STAGE} ORDER BY 1").fetchall())
        return check(source, of, connection)

    monkeypatch.setattr(loading, "_check", checked)
    ingest_table(Source.open(folder), table("note"), door.connection, as_last_time=True)
    monkeypatch.setattr(loading, "_check", check)
    return seen


def test_only_what_is_new_or_changed_is_read_again(tmp_path, door, write, monkeypatch):
    notes = write.hospital["note"]
    take(door, write.parquet(tmp_path, {"note": notes}))
    assert staged(door, tmp_path, monkeypatch) == []
    changed = notes.assign(note_text=["Biopsie reportée", *notes["note_text"][1:]])
    new = pd.DataFrame([{"note_id": "13", "person_id": "1", "note_text": "TEP"}])
    write.parquet(tmp_path, {"note": pd.concat([changed, new])})
    assert staged(door, tmp_path, monkeypatch) == ["10", "13"]


def test_a_row_whose_key_another_one_has_in_another_spelling_is_read_again(tmp_path, door, write, monkeypatch):
    notes = write.hospital["note"]
    take(door, write.parquet(tmp_path, {"note": notes}))
    write.parquet(tmp_path, {"note": pd.concat([notes, notes[:1].assign(note_id="10.0", note_text="autre texte")])})
    assert staged(door, tmp_path, monkeypatch) == ["10", "10"]
    assert [row[-1] for row in door.rows("quarantine")] == [
        "duplicate note_id: a row with this key and other content stands before it"
    ]


def test_days_and_halves_of_columns_are_known_too(tmp_path, door, write, monkeypatch):
    days = pd.to_datetime(["2019-03-12", "2019-04-02", None])
    notes = (
        write.hospital["note"]
        .drop(columns="note_datetime")
        .assign(
            note_date=days.date,
            note_datetime=pd.to_datetime([None, None, "2020-01-02 10:30"]),
            row_status_source_value="Actif",
        )
    )
    take(door, write.parquet(tmp_path, {"note": notes}))
    assert staged(door, tmp_path, monkeypatch) == []
    write.parquet(tmp_path, {"note": notes.assign(row_status_source_value=["Actif", "supprimé", "Actif"])})
    assert staged(door, tmp_path, monkeypatch) == ["11"]
    assert [row[0] for row in door.rows("note")] == ["10", "12"]


def test_notes_that_name_nobody_stay_patients_of_their_own(tmp_path, door, write):
    notes = write.hospital["note"].drop(columns="person_id")
    before = take(door, write.parquet(tmp_path, {"note": notes}))[1]
    report, rows, *_ = take(door, tmp_path, as_last_time=True)
    assert rows == before and [row[1] for row in rows] == ["10", "11", "12"]
    assert any("no note says whose it is" in notice for notice in report.notices)


def test_a_new_note_that_names_nobody_is_no_patient_where_others_name_one(tmp_path, door, write):
    notes = write.hospital["note"]
    take(door, write.parquet(tmp_path, {"note": notes}))
    new = pd.DataFrame([{"note_id": "13", "person_id": None, "note_text": "TEP"}])
    report = take(door, write.parquet(tmp_path, {"note": pd.concat([notes, new])}), as_last_time=True)[0]
    assert (report.rows_kept, report.reasons) == (3, {"person_id is missing": 1})
