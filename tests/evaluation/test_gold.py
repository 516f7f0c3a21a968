"""The three forms of gold come in, and what is wrong in them is told by file and line."""

import contextlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_gold import EVENTS, TEXT, entity, event

from onco_pipeline.errors import UserError
from onco_pipeline.evaluation.gold import holds_records, read_gold, read_records
from onco_pipeline.evaluation.records import FLAT_STATUSES
from onco_pipeline.evaluation.scoring import scores, strict
from onco_pipeline.events import Family, Status


def test_lines_of_records_come_in(gold_file):
    gold = read_gold(gold_file)
    assert (gold.unit, gold.annotations, gold.notes) == ("note", None, {})
    assert [record.family for record in gold.records["n1"]] == [Family.BIOPSY, Family.IMAGING, Family.ORAL_THERAPY]


def test_lines_of_patients_come_in(write_lines):
    path = write_lines("gold.jsonl", {"person_id": 7, "events": [event(evidence=["N1", 2])]})
    gold = read_gold(path)
    assert gold.unit == "patient"
    assert gold.records["7"][0].evidence == ("N1", "2")


def test_undated_events_are_not_records(write_lines):
    assert read_records(write_lines("g", {"note_id": "n", "events": [event(date_start=None)]})).records == {"n": []}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["{"], "line 1: not a JSON object"),
        (["[]"], "line 1: not a JSON object"),
        (['{"note_id": "n"}'], "line 1: expected"),
        (['{"note_id": "n", "note_text": "x"}'], "this is a note"),
        (['{"note_id": "n", "events": {}}'], "line 1: events is not a list"),
        (['{"note_id": "n", "events": [1]}'], "line 1, event 1: not a record"),
        (['{"note_id": "n", "events": []}', "", '{"note_id": "n", "events": []}'], "line 3: note_id n stands twice"),
        (['{"note_id": "n", "events": []}', '{"person_id": "n", "events": []}'], "line 2: a line of a patient"),
        (
            [json.dumps({"note_id": "n", "events": [event(), event(family="x")]})],
            "line 1, event 2: unknown family; there are biopsy",
        ),
        (
            [json.dumps({"note_id": "n", "events": [event(), event(family="imaging", subtype="scanner")]})],
            "line 1, event 2: imaging has no such subtype; there are ct, mri",
        ),
        (
            [json.dumps({"note_id": "n", "events": [event(family="oral_therapy", subtype=None)]})],
            "line 1, event 1: oral_therapy has no such subtype; there are start, stop",
        ),
        ([""], "holds no record"),
    ],
)
def test_a_bad_line_is_told_by_its_number(tmp_path, lines, message):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(UserError, match=message):
        read_gold(path)


def test_what_was_predicted_may_have_kinds_of_its_own(write_lines):
    path = write_lines("p", {"note_id": "n", "events": [event(family="imaging", subtype="scanner")]})
    assert [record.subtype for record in read_records(path).records["n"]] == ["scanner"]


def test_what_is_no_gold_is_told(tmp_path):
    with pytest.raises(UserError, match="no gold at"):
        read_gold(tmp_path / "nothing")
    with pytest.raises(UserError, match="neither"):
        read_gold(tmp_path)
    (tmp_path / "latin.jsonl").write_bytes("été".encode("latin-1"))
    with pytest.raises(UserError, match="not UTF-8"):
        read_gold(tmp_path / "latin.jsonl")


def test_records_are_told_from_notes(notes_file, gold_file, tmp_path):
    assert not holds_records(notes_file)
    assert holds_records(gold_file)
    assert not holds_records(tmp_path)


# -- full annotations ---------------------------------------------------------------------------
def full_event(words, family, kind, status="done", start="2019-03-12", **more):
    place = TEXT.index(words)
    dated = {"start": start, "end": start, "precision": "day"} if start else {"start": None, "precision": "unknown"}
    mention = {"text": words, "start": place, "end": place + len(words)}
    return {"family": family, "type": kind, "mentions": [mention], "status": status, "date": dated, **more}


def full_folder(tmp_path, *events, **changes):
    folder = tmp_path / "full"
    folder.mkdir()
    case = {"case_id": "n1", "note_datetime": "2019-07-01", "text": TEXT, "events": list(events), **changes}
    (folder / "n1.json").write_text(json.dumps(case), encoding="utf-8")
    return folder


def test_full_annotations_give_statuses_and_records(tmp_path):
    gold = read_gold(
        full_folder(
            tmp_path,
            full_event("Biopsie", "biopsy", "core_needle"),
            full_event("Scanner", "imaging", "CT", "planned", "2019-09-02"),
            full_event("IRM", "imaging", "MRI", "refused", None),
            full_event("biopsie", "biopsy", "unspecified", experiencer="family"),
            full_event("Capécitabine", "oral_therapy", "resume", attributes={"drugs": ["capecitabine", "lapatinib"]}),
            full_event("carcinome", "pathology", "histology+grade", cancer_context="previous_cancer"),
            full_event("carcinome", "metastasis", "absence", "negated"),
        )
    )
    flat = [annotation.flat_status for annotation in gold.annotations["n1"]]
    assert flat == ["done", "planned", "refused", "family", "done", "historical", "negated"]
    told = [(r.family, r.subtype, r.site, r.status, r.quote) for r in gold.records["n1"]]
    assert told == [
        ("biopsy", "biopsy", None, "done", "Biopsie"),
        ("imaging", "ct", None, "planned", "Scanner"),
        ("oral_therapy", "start", "capécitabine", "done", "Capécitabine"),
        ("oral_therapy", "start", "lapatinib", "done", "Capécitabine"),
        ("pathology", "result", None, "done", "carcinome"),
    ]
    assert gold.notes["n1"]["note_text"] == TEXT


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"family": "surgery"}, "event 1: unknown family"),
        ({"status": "perhaps"}, "event 1: unknown status"),
        ({"mentions": []}, "event 1: mentions are missing"),
        ({"mentions": [{"start": 0, "end": 9999}]}, "outside the text"),
        ({"mentions": [{"start": 0, "end": 7, "text": "scanner"}]}, "not what stands at its offsets"),
        ({"mentions": [{"start": 0}]}, "no end"),
        ({"mentions": 3}, "not of the documented form"),
    ],
)
def test_a_bad_full_annotation_is_told_by_file_and_event(tmp_path, change, message):
    folder = full_folder(tmp_path, {**full_event("Biopsie", "biopsy", "core_needle"), **change})
    with pytest.raises(UserError, match=rf"n1\.json, .*{message}"):
        read_gold(folder)


@pytest.mark.shared
def test_the_hard_cases_keep_their_flat_statuses(shared):
    folder = shared / "gold" / "hard_cases"
    gold = read_gold(folder)
    for path in sorted(folder.glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        flat = [annotation.flat_status for annotation in gold.annotations[case["case_id"]]]
        assert flat == [event["status_flat"] for event in case["events"]]
        assert set(flat) <= set(FLAT_STATUSES)


# -- brat ---------------------------------------------------------------------------------------
BIOPSY = [
    entity("T1", "biopsy", "Biopsie"),
    entity("T2", "date", "12/03/2019"),
    "R1\tdated Arg1:T1 Arg2:T2",
    "#1\tAnnotatorNotes T2\t2019-03-12",
    "#2\tAnnotatorNotes T1\tsite=sein",
]
ALL = [
    *BIOPSY,
    entity("T3", "imaging", "Scanner"),
    "A1\tsubtype T3 ct",
    "A2\tstatus T3 planned",
    entity("T4", "date", "02/09/2019"),
    "A3\tvalue T4 2019-09-02",
    "R2\tDATE_OF Arg1:T4 Arg2:T3",
    entity("T5", "oral_therapy", "Capécitabine"),
    "A4\tsubtype T5 start",
    entity("T6", "date", "juin 2019"),
    "#3\tAnnotatorNotes T6\t2019-06",
    "R3\tdated Arg1:T5 Arg2:T6",
    entity("T7", "imaging", "IRM"),
    "A5\tSubtype T7 mri",
    "A6\tstatus T7 refused",
    entity("T8", "biopsy", "biopsie"),
    "A7\texperiencer T8 family",
    entity("T9", "person", "Mère"),
    "R4\tof Arg1:T8 Arg2:T9",
]


def test_brat_gives_the_records_of_the_guidelines(brat_folder, gold_file):
    brat, lines = read_gold(brat_folder(*ALL)), read_gold(gold_file)

    def told(gold):
        return [(r.family, r.subtype, r.site, r.status, r.interval, r.quote) for r in gold.records["n1"]]

    assert told(brat) == told(lines)
    assert [a.flat_status for a in brat.annotations["n1"]] == ["done", "planned", "done", "refused", "family"]
    assert brat.remarks == ("Entities left out: 1 of type person.",)


def test_brat_joins_the_mentions_of_one_event(brat_folder):
    text = "Biopsie le 12/03/2019. La biopsie montre un carcinome ; biopsie bénigne ?"
    lines = [
        *(line for line in BIOPSY if not line.startswith("#2")),
        entity("T3", "biopsy", "biopsie", text),
        "*\tEquiv T3 T1",
    ]
    lines[0], lines[1] = entity("T1", "biopsy", "Biopsie", text), entity("T2", "date", "12/03/2019", text)
    (annotation,) = read_gold(brat_folder(*lines, text=text)).annotations["n1"]
    assert [text[start:end] for start, end in annotation.spans] == ["Biopsie", "biopsie"]
    assert annotation.interval.start.isoformat() == "2019-03-12"


def test_brat_offsets_count_every_character_of_a_windows_file(brat_folder):
    text = "Ligne.\r\n\r\nBiopsie le 12/03/2019."
    folder = brat_folder(entity("T1", "biopsy", "Biopsie", text), text=text)
    (annotation,) = read_gold(folder).annotations["n1"]
    assert text[slice(*annotation.spans[0])] == "Biopsie"
    assert read_gold(folder).notes["n1"]["note_text"] == text


def test_brat_reads_a_mention_in_two_pieces(brat_folder):
    text = "biopsies du foie et du poumon"
    (annotation,) = read_gold(brat_folder("T1\tbiopsy 0 8;23 29\tbiopsies poumon", text=text)).annotations["n1"]
    assert annotation.spans == ((0, 8), (23, 29))
    assert annotation.status is Status.DONE


@pytest.mark.parametrize(
    ("number", "lines"),
    [
        (1, ["T1\tbiopsy 0 9999\tBiopsie"]),
        (1, ["T1\tbiopsy 0 7\tScanner"]),
        (1, ["T1\tbiopsy zero 7\tBiopsie"]),
        (1, ["T1"]),
        (1, ["hello"]),
        (1, ["\tbiopsy"]),
        (1, ["E1\tbiopsy:T1"]),
        (1, [entity("T1", "imaging", "Scanner")]),  # no subtype
        (2, [entity("T1", "biopsy", "Biopsie"), "A1\tstate T1 done"]),
        (1, [entity("T1", "biopsy", "Biopsie"), "A1\tstatus T1 perhaps"]),
        (1, [entity("T1", "biopsy", "Biopsie"), "A1\tsubtype T1 ct"]),
        (2, [entity("T1", "biopsy", "Biopsie"), "A1\tstatus T9 done"]),
        (2, [entity("T1", "biopsy", "Biopsie"), "A1\tstatus"]),
        (2, [entity("T1", "biopsy", "Biopsie"), "R1\tdated T1 T2"]),
        (2, [entity("T1", "biopsy", "Biopsie"), "R1\tdated Arg1:T1 Arg2:T2"]),
        (2, BIOPSY[:3]),  # a date without a value
        (2, [*BIOPSY[:3], "#1\tAnnotatorNotes T2\tmars 2019"]),
        (7, [*BIOPSY, entity("T3", "date", "02/09/2019"), "R2\tdated Arg1:T1 Arg2:T3"]),
        (3, [*BIOPSY[:2], "*\tEquiv T1 T2"]),
        (1, [entity("T1", "oral_therapy", "Scanner"), "A1\tsubtype T1 start"]),  # no drug of that name
    ],
)
def test_a_bad_line_of_brat_is_told_by_file_and_line(brat_folder, number, lines):
    with pytest.raises(UserError, match=rf"n1\.ann, line {number}: ") as told:
        read_gold(brat_folder(*lines))
    for words in ("Biopsie", "Scanner", "12/03/2019"):
        assert words not in str(told.value)


def test_brat_without_its_text_is_told(brat_folder):
    folder = brat_folder(*ALL)
    (folder / "n1.txt").unlink()
    with pytest.raises(UserError, match=r"n1\.txt is missing"):
        read_gold(folder)


def test_the_made_up_gold_agrees_with_its_text():
    assert all(one["quote"] in TEXT and one["date_quote"] in TEXT for one in EVENTS)


def test_the_example_of_the_docs_is_read(brat_folder):
    page = (Path(__file__).resolve().parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
    text = re.search(r"For the text\n`(.*?)`:", page)[1]
    lines = re.search(r"```text\n(.*?)```", page, re.DOTALL)[1].splitlines()
    gold = read_gold(brat_folder(*lines, text=text))
    assert [annotation.flat_status for annotation in gold.annotations["n1"]] == ["done", "refused"]
    assert [(r.family, r.site, r.interval.start.isoformat()) for r in gold.records["n1"]] == [
        ("biopsy", "sein", "2019-03-12")
    ]


# -- anything at all ----------------------------------------------------------------------------
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["biopsy", "done", "day", "2019-03-12"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["note_id", "person_id", "events", *EVENTS[0], "start", "end", "evidence", "mentions", "date"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(changes=st.dictionaries(st.sampled_from([*EVENTS[0], "start", "end", "evidence", "optional"]), JSON, max_size=3))
def test_an_event_of_any_values_is_read_or_told(tmp_path, changes):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"note_id": "n", "events": [event(**changes)]}), encoding="utf-8")
    with contextlib.suppress(UserError):
        gold = read_gold(path)
        scores(gold.records, gold.records, strict, draws=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    changes=st.dictionaries(
        st.sampled_from([*full_event("Biopsie", "biopsy", "x"), "attributes", "experiencer"]), JSON, max_size=3
    )
)
def test_a_full_annotation_of_any_values_is_read_or_told(tmp_path, changes):
    folder = tmp_path / "full"
    folder.mkdir(exist_ok=True)
    case = {"case_id": "n1", "text": TEXT, "events": [{**full_event("Biopsie", "biopsy", "core_needle"), **changes}]}
    (folder / "n1.json").write_text(json.dumps(case), encoding="utf-8")
    with contextlib.suppress(UserError):
        read_gold(folder)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(data=st.data())
def test_brat_of_any_lines_is_read_or_told(brat_folder, data):
    spoilt = list(ALL)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(spoilt) - 1))
        line = spoilt[place]
        cut = data.draw(st.integers(0, len(line)))
        spoilt[place] = (
            line[:cut] + data.draw(st.text(max_size=4) | st.sampled_from(["\t", " ", ":", ";", "T1"])) + line[cut + 1 :]
        )
    with contextlib.suppress(UserError):
        read_gold(brat_folder(*spoilt))
