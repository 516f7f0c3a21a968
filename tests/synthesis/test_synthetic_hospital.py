from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from onco_pipeline.codes import ccam, documents, drugs, icd10
from onco_pipeline.errors import UserError
from onco_pipeline.events import SUBTYPES, Family, Reconciliation
from onco_pipeline.synthesis import generate
from onco_pipeline.synthesis.lives import WRONG
from onco_pipeline.synthesis.patients import first_day, simulate
from onco_pipeline.synthesis.planning import PAPER
from onco_pipeline.synthesis.vocabulary import IMAGING
from onco_pipeline.tables import SOURCE_TABLES

FILES = [*(f"{table.name}.parquet" for table in SOURCE_TABLES), "gold/notes.jsonl", "gold/patients.jsonl"]


def digests(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}


def day(text: str) -> date:
    return date.fromisoformat(text)


# -- files ------------------------------------------------------------------------------------
def test_same_seed_same_bytes(tmp_path):
    for name in ("a", "b"):
        generate(tmp_path / name, patients=12, seed=5)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_another_seed_is_another_hospital(tmp_path):
    generate(tmp_path / "a", patients=3, seed=5)
    generate(tmp_path / "b", patients=3, seed=6)
    assert digests(tmp_path / "a")["note.parquet"] != digests(tmp_path / "b")["note.parquet"]


def test_a_patient_does_not_depend_on_the_size_of_the_hospital(tmp_path):
    generate(tmp_path / "small", patients=4, seed=5)
    generate(tmp_path / "large", patients=9, seed=5)
    for name in FILES:
        if name.endswith(".jsonl"):
            small, large = ((tmp_path / size / name).read_text(encoding="utf-8") for size in ("small", "large"))
            assert large.startswith(small)
        else:
            small, large = (pq.read_table(tmp_path / size / name).to_pylist() for size in ("small", "large"))
            assert large[: len(small)] == small


def test_row_groups_do_not_change_the_content(tmp_path, monkeypatch):
    generate(tmp_path / "one", patients=7, seed=2)
    monkeypatch.setattr("onco_pipeline.synthesis.hospital.BATCH", 2)
    generate(tmp_path / "many", patients=7, seed=2)
    assert pq.ParquetFile(tmp_path / "many" / "note.parquet").num_row_groups == 4
    for name in FILES[:7]:
        assert pq.read_table(tmp_path / "one" / name).equals(pq.read_table(tmp_path / "many" / name))


def test_number_of_notes_can_be_asked_for(tmp_path):
    seen = []
    summary = generate(tmp_path, notes=60, progress=lambda done, total: seen.append((done, total)))
    assert 60 <= summary.notes < 60 + 25
    assert seen[-1] == (60, 60)


def test_an_earlier_hospital_is_replaced_and_nothing_partial_stays(tmp_path):
    generate(tmp_path, patients=6, seed=1)
    generate(tmp_path, patients=2, seed=1)
    assert pq.read_table(tmp_path / "person.parquet").num_rows == 2
    assert not (tmp_path / ".partial").exists()


@pytest.mark.parametrize("wrong", [{"patients": 0}, {"notes": 0}, {"patients": 1_000_001}])
def test_senseless_numbers_are_refused_in_words(tmp_path, wrong):
    with pytest.raises(UserError, match="ask for"):
        generate(tmp_path, **wrong)


def test_columns_are_those_of_the_table_contract(hospital):
    for table in SOURCE_TABLES:
        wanted = [name for name in table.column_names if name != "row_fingerprint"]
        assert pq.read_schema(hospital.folder / f"{table.name}.parquet").names == wanted
        keys = [tuple(row[name] for name in table.key) for row in hospital.tables[table.name]]
        assert len(keys) == len(set(keys))
        for row in hospital.tables[table.name]:
            missing = [c.name for c in table.columns if not c.nullable and c.name in row and row[c.name] is None]
            assert not missing


def test_summary_counts_what_is_written(hospital):
    for name, rows in hospital.tables.items():
        assert hospital.summary.rows[name] == len(rows)
    assert "400 patients" in str(hospital.summary)


# -- textual gold -----------------------------------------------------------------------------
def test_every_span_is_exact(either):
    texts = {row["note_id"]: row["note_text"] for row in either.tables["note"]}
    assert [line["note_id"] for line in either.notes] == list(texts)
    for line in either.notes:
        text = texts[line["note_id"]]
        for event in line["events"] + line["not_events"]:
            assert text[event["start"] : event["end"]] == event["quote"] != ""
            assert text[event["date_start_char"] : event["date_end_char"]] == event["date_quote"] != ""


def test_textual_gold_keeps_the_guidelines_vocabulary(either):
    for line in either.notes:
        for event in line["events"]:
            assert event["status"] in ("done", "planned")
            assert event["subtype"] in SUBTYPES[Family(event["family"])]
            start, end, precision = day(event["date_start"]), day(event["date_end"]), event["precision"]
            assert (precision == "day") == (start == end)
            if precision == "month":
                assert start.day == 1
                assert (start.year, start.month) == (end.year, end.month)
        for event in line["not_events"]:
            assert event["status"] in ("cancelled", "refused")


def test_done_is_past_and_planned_is_future_for_the_author(either):
    for line in either.notes:
        reference = day(line["reference_date"])
        for event in line["events"]:
            if event["status"] == "done":
                assert day(event["date_end"]) <= reference or event["precision"] in ("month", "interval")
                assert day(event["date_start"]) <= reference
            else:
                assert day(event["date_end"]) > reference


def test_one_record_an_event_and_note(either):
    for line in either.notes:
        keys = [(event["event"], event["status"]) for event in line["events"]]
        assert len(keys) == len(set(keys))


def test_the_written_day_is_in_the_quoted_date(either):
    """Independent of the generator's own arithmetic: a numeric date spells its gold."""
    checked = 0
    for line in either.notes:
        for event in line["events"]:
            match = re.fullmatch(r"(\d{1,2})[/.-](\d\d)(?:[/.-](\d{2}|\d{4}))?", event["date_quote"])
            if not match:
                continue
            start = day(event["date_start"])
            assert (start.day, start.month) == (int(match[1]), int(match[2])), event["date_quote"]
            if match[3]:
                assert start.year % 100 == int(match[3]) % 100
            checked += 1
    assert checked > 2000


def test_no_template_slot_is_left_open(either):
    for row in either.tables["note"]:
        assert not re.search(r"[{}]|\[[^\]]*\|", row["note_text"])
        # Only a scanner may set a blank before a comma; French contracts "de le" and "à le".
        if row["note_class_source_value"] not in PAPER:
            assert not re.search(r" ,|\bà le\b|\bde le\b|\bde un\b|\bdu [aeiou]", row["note_text"])


# -- world gold -------------------------------------------------------------------------------
def test_evidence_exists_and_belongs_to_the_patient(either):
    owners = {row["note_id"]: row["person_id"] for row in either.tables["note"]}
    for name in ("procedure_occurrence", "condition_occurrence", "drug_exposure"):
        owners |= {row[f"{name}_id"]: row["person_id"] for row in either.tables[name]}
    for line in either.patients:
        for event in line["events"]:
            assert event["evidence"]
            assert {owners[item] for item in event["evidence"]} == {line["person_id"]}


def test_reconciliation_follows_from_the_evidence(either):
    for line in either.patients:
        for event in line["events"]:
            told = any(item.startswith("N") for item in event["evidence"])
            coded = any(not item.startswith("N") for item in event["evidence"])
            kind = Reconciliation(event["reconciliation"])
            if kind in (Reconciliation.CONFIRMED, Reconciliation.CONFLICTING):
                assert told
                assert coded
            elif kind is Reconciliation.STRUCTURED_ONLY:
                assert not told
                assert event["quote"] is None
            else:
                assert not coded
                assert event["quote"]
            assert (event["status"] == "planned") == (kind is Reconciliation.PLANNED)


def test_the_best_date_holds_the_true_one_unless_a_source_erred(hospital):
    wrong = Counter()
    for line in hospital.patients:
        for event in line["events"]:
            inside = event["date_start"] <= event["true_date"] <= event["date_end"]
            wrong[event["reconciliation"]] += not inside
            if event["reconciliation"] == "conflicting":
                assert not inside
    assert wrong["planned"] == wrong["not_performed"] == 0
    # A slip of the pen that only one note tells, a wrongly dated row, a late diagnosis code.
    assert wrong["text_only"] <= 3
    assert wrong["confirmed"] <= 0.01 * hospital.summary.world["confirmed"]


def test_nothing_outside_is_coded(either):
    for line in either.patients:
        for event in line["events"]:
            if event["outside"] and event["family"] != "metastasis":
                assert not [item for item in event["evidence"] if not item.startswith("N")]


def test_wrong_codes_show_exams_that_never_were(hospital):
    """An exam coded as another kind: the row stands alone, and the real exam of that day has none."""
    codes = {
        row["procedure_occurrence_id"]: row["procedure_source_value"] for row in hospital.tables["procedure_occurrence"]
    }
    wrong_kind = wrong_region = 0
    for person in range(hospital.summary.patients):
        for fact in simulate(11, person).facts:
            if fact.state == WRONG:
                assert fact.coded is not None
                wrong_kind += 1
            elif fact.codes and fact.family == "imaging":
                wrong_region += fact.codes not in IMAGING[fact.act].codes
    assert wrong_kind > 2
    assert wrong_region > 0
    alone = [e for line in hospital.patients for e in line["events"] if e["reconciliation"] == "structured_only"]
    assert any(codes.get(event["evidence"][0]) in ("ZCQM008", "ZBQK002") for event in alone)


def test_plans_of_a_day_gone_by_are_nobodys_event(either):
    last = {}
    for row in either.tables["note"]:
        day_ = row["note_datetime"].date().isoformat()
        last[row["person_id"]] = max(last.get(row["person_id"], ""), day_)
    for line in either.patients:
        for event in line["events"]:
            if event["reconciliation"] == "planned":
                assert event["date_end"] > last[line["person_id"]]


def test_death_comes_last(either):
    deaths = {row["person_id"]: row["death_datetime"].date() for row in either.tables["death"]}
    assert deaths
    for row in either.tables["note"]:
        if row["person_id"] in deaths:
            assert row["note_datetime"].date() <= deaths[row["person_id"]]
    for line in either.patients:
        death = deaths.get(line["person_id"])
        for event in line["events"]:
            if death is not None and event["status"] == "done" and event["reconciliation"] != "not_performed":
                assert day(event["true_date"]) <= death


def test_first_metastasis_is_the_onset(either):
    for line in either.patients:
        spread = [event for event in line["events"] if event["family"] == "metastasis"]
        spread.sort(key=lambda event: event["true_date"])
        for position, event in enumerate(spread):
            if event["subtype"] == "onset":
                assert position == 0
        assert sum(event["subtype"] == "onset" for event in spread) <= 1


# -- proportions ------------------------------------------------------------------------------
def test_kinds_of_notes_and_notes_a_patient(hospital):
    assert len(hospital.summary.note_classes) >= 17
    assert 6 <= hospital.summary.notes / hospital.summary.patients <= 12
    for kind in hospital.summary.note_classes:
        assert documents.document_type(kind).code == kind


def test_share_outside_of_first_exams_and_samplings(hospital):
    first: dict[str, list[bool]] = {"imaging": [], "biopsy": []}
    for line in hospital.patients:
        for family, outside in first.items():
            events = [e for e in line["events"] if e["family"] == family and e["reconciliation"] != "not_performed"]
            events = [e for e in events if e["status"] == "done"]
            if events:
                outside.append(min(events, key=lambda e: (e["true_date"], e["event"]))["outside"])
    for family, outside in first.items():
        share = sum(outside) / len(outside)
        assert 0.3 <= share <= 0.6, (family, share)


def test_every_reconciliation_and_family_occurs(hospital):
    assert set(hospital.summary.world) >= {
        "confirmed", "text_only", "structured_only", "conflicting", "planned", "not_performed",
    }  # fmt: skip
    families = Counter(event["family"] for line in hospital.notes for event in line["events"])
    assert set(families) == {family.value for family in Family}
    drugs_told = Counter(
        e["subtype"] for line in hospital.notes for e in line["events"] if e["family"] == "oral_therapy"
    )
    assert set(drugs_told) == set(SUBTYPES[Family.ORAL_THERAPY])


def test_kinds_of_dates_are_varied(hospital):
    precisions = Counter(event["precision"] for line in hospital.notes for event in line["events"])
    assert set(precisions) == {"day", "month", "year", "interval"}
    quotes = " ".join(event["date_quote"] for line in hospital.notes for event in line["events"])
    for words in ("il y a", "dans ", "lendemain", "début ", "mi-", "fin ", "ce jour", "hier", "janv.", "prochain"):
        assert words in quotes, words


def test_lockdown_lowers_diagnoses():
    rng = Random(3)
    days = [first_day(rng) for _ in range(30_000)]
    spring = {year: sum(date(year, 3, 17) <= d <= date(year, 5, 31) for d in days) for year in (2018, 2019, 2020)}
    assert 0.58 <= spring[2020] / ((spring[2018] + spring[2019]) / 2) <= 0.76


def test_codes_are_known_to_the_code_room(hospital):
    for row in hospital.tables["procedure_occurrence"]:
        assert ccam.act(row["procedure_source_value"]) is not None
    for row in hospital.tables["drug_exposure"]:
        assert drugs.agent_of_atc(row["drug_source_value"]) is not None
    for row in hospital.tables["condition_occurrence"]:
        code = row["condition_source_value"]
        assert icd10.metastasis(code) is not None or icd10.primary(code) is not None
