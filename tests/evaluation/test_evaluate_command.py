"""``onco evaluate`` on a made-up note: what it prints, what it writes, what it never shows, and a user's mistakes."""

import json
import sys

import pytest
from made_up_gold import EVENTS, TEXT, entity, event
from typer.testing import CliRunner

from onco_pipeline import cli
from onco_pipeline.errors import UserError

CANARY = "Zanzibarine"


def run(*arguments):
    return CliRunner().invoke(cli.app, ["evaluate", *map(str, arguments), "--draws", "40"])


def test_notes_are_extracted_and_scored(notes_file, gold_file, tmp_path):
    shown = run(notes_file, gold_file, "--json", tmp_path / "figures.json")
    assert shown.exit_code == 0, shown.output
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert figures["gold_records"] == 3
    assert figures["strict"]["all"]["tp"] == 3
    assert figures["status"] is None
    for title in ("Counts", "Strict scores", "Month scores", "Accuracy on strict pairs"):
        assert title in shown.output


def test_predicted_records_are_scored_as_they_are(notes_file, gold_file, write_lines, tmp_path):
    predicted = write_lines("p.jsonl", {"note_id": "n1", "events": EVENTS[:2]}, {"note_id": "other", "events": []})
    for arguments in ((predicted, gold_file), (notes_file, gold_file, "--predicted", predicted)):
        assert run(*arguments, "--json", tmp_path / "f.json").exit_code == 0
        figures = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
        assert (figures["strict"]["all"]["tp"], figures["strict"]["all"]["fn"]) == (2, 1)
        assert figures["not_in_gold"] == 1


def test_patients_are_scored_with_their_reconciliation(write_lines):
    gold = write_lines("gold.jsonl", {"person_id": "p", "events": [event(reconciliation="confirmed", evidence=["N1"])]})
    events = write_lines("ev.jsonl", {"person_id": "p", "events": [event(reconciliation="text_only")] * 2})
    shown = run(events, gold, "--errors")
    assert shown.exit_code == 0, shown.output
    assert "patients of the gold" in shown.output
    assert "agreement of text and codes" in shown.output


def test_of_a_family_that_nobody_tells_of_no_score_is_shown(notes_file, gold_file):
    told = {
        line.split("|")[1].strip(): line
        for line in run(notes_file, gold_file, "--markdown").output.splitlines()
        if "|" in line
    }
    told_of = {record["family"] for record in EVENTS}
    assert "metastasis" not in told_of
    assert told["metastasis"] == "| metastasis | - | - | - |  | 0 | 0 | 0 |"
    assert all("-" not in told[family] for family in told_of)


def test_a_full_annotation_adds_the_confusion_of_statuses(brat_folder, notes_file, tmp_path):
    folder = brat_folder(
        entity("T1", "biopsy", "Biopsie"),
        entity("T2", "imaging", "IRM"),
        "A1\tsubtype T2 mri",
        "A2\tstatus T2 refused",
    )
    for notes in (folder, notes_file):
        shown = run(notes, folder, "--markdown", "--json", tmp_path / "f.json")
        assert shown.exit_code == 0, shown.output
        assert "| refused | 0 | 1 | 0 |" in shown.output
        status = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))["status"]
        assert status["macro_f1"] == 1.0


def test_errors_are_told_without_the_note_unless_asked(write_lines, tmp_path):
    text = f"Biopsie du sein ({CANARY}) le 12/03/2019. {CANARY} : IRM cérébrale le 14/03/2019."
    notes = write_lines("notes.jsonl", {"note_id": "n1", "note_datetime": None, "note_text": text})
    gold = write_lines("gold.jsonl", {"note_id": "n1", "events": [event(quote=CANARY, date_quote=CANARY)]})
    out = tmp_path / "figures.json"
    quiet = run(notes, gold, "--errors", "--json", out)
    assert quiet.exit_code == 0, quiet.output
    assert "spurious n1 " in quiet.output
    for told in (quiet.output, quiet.stderr, out.read_text(encoding="utf-8")):
        for words in (CANARY, "Biopsie du sein", "IRM", "12/03/2019"):
            assert words not in told
    asked = run(notes, gold, "--errors", "--show-text", "--json", out)
    assert "⟦IRM cérébrale⟧" in asked.output or "⟦IRM⟧" in asked.output
    assert CANARY not in out.read_text(encoding="utf-8")


def test_text_is_never_quoted_without_errors(notes_file, gold_file):
    assert "Biopsie" not in run(notes_file, gold_file, "--show-text").output


def test_a_note_cannot_steer_the_terminal(write_lines):
    text = "Biopsie le 12/03/2019.\x1b[31m\r\nIRM le 14/03/2019."
    notes = write_lines("notes.jsonl", {"note_id": "n1", "note_datetime": None, "note_text": text})
    shown = run(notes, write_lines("gold.jsonl", {"note_id": "n1", "events": []}), "--errors", "--show-text")
    assert "\x1b" not in shown.output
    assert "⟦" in shown.output


def test_the_same_files_give_the_same_words(notes_file, gold_file):
    assert run(notes_file, gold_file, "--errors").stdout == run(notes_file, gold_file, "--errors").stdout


def mistakes(write_lines, tmp_path):
    note = {"note_id": "n1", "note_text": TEXT}
    notes = write_lines("notes.jsonl", note)
    gold = write_lines("gold.jsonl", {"note_id": "n1", "events": EVENTS})
    people = write_lines("people.jsonl", {"person_id": "p", "events": EVENTS})
    others = write_lines("others.jsonl", {"note_id": "n2", "events": EVENTS})
    return [
        ((notes, tmp_path / "none"), "no gold at"),
        ((tmp_path / "none", gold), "no file"),
        ((gold, notes), "Give the notes first, then the gold"),
        ((notes, people), "onco events"),
        ((people, gold), "records of patients, the gold of notes"),
        ((notes, others), "Do the two belong together"),
        ((tmp_path, gold), "is a folder"),
        ((notes, gold, "--json", tmp_path), "is a folder"),
    ]


@pytest.mark.parametrize("number", range(8))
def test_a_mistake_ends_in_one_message(write_lines, tmp_path, number):
    arguments, message = mistakes(write_lines, tmp_path)[number]
    result = run(*arguments)
    assert isinstance(result.exception, UserError)
    assert message in str(result.exception)


def test_a_text_that_was_changed_after_the_annotation_is_told(brat_folder, write_lines):
    folder = brat_folder(entity("T1", "biopsy", "Biopsie"))
    notes = write_lines("notes.jsonl", {"note_id": "n1", "note_text": f" {TEXT}"})
    assert "not the one that was annotated" in str(run(notes, folder).exception)


def test_a_note_that_stands_twice_is_told(write_lines, gold_file):
    note = {"note_id": "n1", "note_text": TEXT}
    assert "note_id n1 stands twice" in str(run(write_lines("notes.jsonl", note, note), gold_file).exception)


def test_gold_that_quotes_another_text_is_remarked(notes_file, write_lines):
    gold = write_lines("gold.jsonl", {"note_id": "n1", "events": [event(quote=CANARY), event()]})
    shown = run(notes_file, gold)
    assert "1 of 2 gold quotes do not stand in their note." in shown.output
    assert CANARY not in shown.output


def test_main_shows_no_traceback(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(sys, "argv", ["onco", "evaluate", str(tmp_path / "a"), str(tmp_path / "b")])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("onco: There is no gold at")


def test_a_note_whose_extraction_fails_is_told_by_its_class(notes_file, gold_file, monkeypatch):
    def fail(note, linker=None):
        raise RuntimeError(note["note_text"])

    monkeypatch.setattr("onco_pipeline.extraction.engines.rows_of", fail)
    shown = run(notes_file, gold_file)
    assert "The extraction of n1 failed: RuntimeError" in shown.output
    assert "Biopsie" not in shown.output


@pytest.mark.shared
@pytest.mark.parametrize("form", ["hard.gold.jsonl", "hard_cases"])
def test_the_hard_cases_are_read_in_both_forms(shared, tmp_path, form):
    gold = shared / "gold"
    shown = run(gold / "hard.notes.jsonl", gold / form, "--json", tmp_path / "f.json")
    assert shown.exit_code == 0, shown.output
    figures = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    assert 140 < figures["gold_records"] < 160
    assert (figures["status"] is not None) is (form == "hard_cases")


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_change_nothing(notes_file, gold_file, tmp_path, workers):
    assert run(notes_file, gold_file, "--workers", workers, "--json", tmp_path / "f.json").exit_code == 0
    assert json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))["strict"]["all"]["tp"] == 3
