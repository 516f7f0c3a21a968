"""What is done for every mention or event is done by a short way, which tells what the plain one tells."""

import re
from dataclasses import fields, replace
from datetime import date

import duckdb
import pandas as pd
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from onco_pipeline.codes import ccam
from onco_pipeline.events import Family
from onco_pipeline.intervals import DateInterval
from onco_pipeline.omop.fingerprints import FINGERPRINT_COLUMN
from onco_pipeline.omop.loading import DERIVED
from onco_pipeline.reconciliation import (
    DEFAULTS,
    confidence,
    evidence_fingerprints,
    lineages,
    person,
    read_evidence,
    structured_events,
)
from onco_pipeline.reconciliation.calibration import Calibration, shipped
from onco_pipeline.reconciliation.fingerprints import _rows_of
from onco_pipeline.reconciliation.model import Mention, Told, resolve_interval
from onco_pipeline.reconciliation.reading import Frames
from onco_pipeline.table import Type
from onco_pipeline.tables import DEATH, NOTE, NOTE_EVENT, PERSON, STRUCTURED_EVENT, VISIT_OCCURRENCE
from onco_pipeline.text import fold
from resources import frames

_MENTION = Mention(
    id="n1:biopsy", note_id="n1", note_date=date(2020, 3, 2), visit="v", family="biopsy", subtype="biopsy", site="sein",
    status="done", interval=DateInterval.day(date(2020, 3, 1)), date_kind="absolute", confidence=0.9, rank=1,
    quote="Biopsie du sein", date_quote="hier", attributes={"n": 2}, kind="histology", lineage="n1:biopsy",
    outside=True, quote_start=3, quote_end=18, date_quote_start=20, date_quote_end=24,
)  # fmt: skip

_OTHER = {
    Type.TEXT: "x", Type.INTEGER: 977, Type.FLOAT: 0.125, Type.BOOLEAN: True, Type.DATE: date(1999, 9, 9),
    Type.TIMESTAMP: pd.Timestamp("1999-09-09"), Type.JSON: '{"x": 1}',
}  # fmt: skip


@given(st.text(st.sampled_from("abéÉœ 0-9_\n·Œ’²漢\ud800"), max_size=40))
def test_the_words_of_a_context_are_those_of_letters_and_digits(text):
    words = [word.encode() for word in re.findall("[a-z0-9]+", fold(text))]
    size = min(lineages.SHINGLE, len(words))
    plainly = {tuple(words[at : at + size]) for at in range(len(words) - size + 1)} if size else set()
    assert lineages._Words(text).shingles == plainly


@given(*[st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g"]), max_size=12).map(" ".join)] * 2)
def test_texts_are_no_copies_for_want_of_words_only_where_they_are_none(one, other):
    words = lineages._Words(one), lineages._Words(other)
    assert lineages._is_copy(*words) == (lineages._shared(*words) >= lineages.THRESHOLD)
    assert lineages._is_copy(words[0], words[0]) == (lineages._shared(words[0], words[0]) >= lineages.THRESHOLD)


def test_most_texts_are_told_apart_without_their_triples():
    one, other = (
        lineages._Words(text) for text in ("scanner du thorax stable ce jour", "biopsie du foie prévue demain")
    )
    assert not lineages._is_copy(one, other)
    assert one._shingles is other._shingles is None


def test_a_mention_of_another_lineage_is_the_same_but_for_it():
    other = _MENTION.of_lineage("n0:biopsy")
    plainly = replace(_MENTION, lineage="n0:biopsy")
    assert all(getattr(other, one.name) == getattr(plainly, one.name) for one in fields(Mention))


def test_equal_features_are_weighed_once(monkeypatch):
    event = Told([_MENTION], "biopsy", "sein", interval=_MENTION.interval)
    plainly = round(shipped().probability(confidence.features(event)), 4)
    weighed, usual = [], Calibration.probability
    monkeypatch.setattr(Calibration, "probability", lambda self, told: weighed.append(told) or usual(self, told))
    confidence._by_the_shipped.cache_clear()
    assert [confidence.confidence(event) for _ in range(5)] == [plainly] * 5
    assert len(weighed) == 1
    assert confidence.confidence(event, shipped()) == plainly


def test_the_tolerance_of_a_family_is_found_by_its_name():
    assert all(DEFAULTS.of(str(family)) is DEFAULTS.of(family) is DEFAULTS.tolerances[family] for family in Family)


def test_a_mention_is_read_whatever_columns_its_table_lacks():
    row = {"person_id": "p", "note_event_id": "n1:ct", "note_id": "n1", "family": "imaging", "subtype": "ct"}
    told = pd.DataFrame([row | {"status": "done", "date_start": date(2020, 3, 1), "date_end": date(2020, 3, 1)}])
    (person,) = read_evidence(Frames(told, pd.DataFrame(), pd.DataFrame()))
    assert [(m.id, str(m.interval), m.attributes) for m in person.mentions] == [
        ("n1:ct", "2020-03-01..2020-03-01 (day)", {})
    ]
    (none,) = read_evidence(Frames(told.assign(conditional=True), pd.DataFrame(), pd.DataFrame()))
    assert none.mentions == ()


def test_a_column_of_json_is_read_at_once(monkeypatch):
    texts = ['{"a": [1, null]}', None, "{}", '"é, \\"x\\""']
    told = pa.table({"attributes": pa.chunked_array([texts[:2], texts[2:]], pa.string())})
    read, usual = [], frames.json.loads
    monkeypatch.setattr(frames.json, "loads", lambda text: read.append(text) or usual(text))
    assert frames.to_frame(told, NOTE_EVENT)["attributes"].tolist() == [{"a": [1, None]}, None, {}, 'é, "x"']
    assert len(read) == 1
    assert frames.to_frame(told.slice(0, 0), NOTE_EVENT)["attributes"].tolist() == []


def test_mentions_are_told_apart_by_every_column_and_by_no_slow_hash(case, fingerprints):
    case.note("n1", "2020-03-04")
    case.says("n1", "imaging", "ct", "foie", "2020-03")
    tables = case.tables()
    mentions, seen = tables["note_events"], {fingerprints(tables)["p"]}
    for column in NOTE_EVENT.columns:
        if column.name != "person_id":
            other = mentions.assign(**{column.name: [_OTHER[column.type]]})
            seen.add(fingerprints({**tables, "note_events": other})["p"])
    swapped = mentions.assign(quote_start=mentions["quote_end"], quote_end=mentions["quote_start"])
    seen.add(fingerprints({**tables, "note_events": swapped})["p"])
    twice = pd.concat([mentions, mentions])
    seen.add(fingerprints({**tables, "note_events": twice})["p"])
    assert len(seen) == len(NOTE_EVENT.columns) + 2
    assert "sha256" not in _rows_of(NOTE_EVENT), "half a million rows of ten thousand patients"


def test_rows_made_of_others_have_a_word_for_their_hash():
    """Persons and visits that a hospital lacks are made of its notes, and carry no SHA-256 (``omop/loading.py``)."""
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA onco; CREATE SCHEMA omop")
        for table in (NOTE_EVENT, STRUCTURED_EVENT, NOTE, PERSON, DEATH, VISIT_OCCURRENCE):
            made = {"person_id": "'1'", FINGERPRINT_COLUMN: f"'{DERIVED}'"}
            columns = ", ".join(f'{made.get(name, "NULL")} AS "{name}"' for name in table.column_names)
            connection.execute(f"CREATE TABLE {table.qualified_name} AS SELECT {columns}")
        before = evidence_fingerprints(connection)
        connection.execute(f"INSERT INTO {PERSON.qualified_name} SELECT * FROM {PERSON.qualified_name}")
        assert before.keys() == {"1"}
        assert before != evidence_fingerprints(connection)


_DAYS = [None, *(DateInterval.day(date(2020, 3, day)) for day in (1, 2, 3)), DateInterval.month(2020, 3)]


def _told(number, interval):
    return replace(
        _MENTION, id=f"m{number}", note_id=f"n{number % 3}", rank=number % 4, interval=interval, lineage=f"m{number}"
    )


@given(st.lists(st.sampled_from(_DAYS), max_size=6), st.sets(st.integers(0, 5)), st.randoms(use_true_random=False))
def test_the_date_of_an_event_is_that_of_its_mentions_sorted_first(intervals, wrong, rng):
    mentions = [_told(number, interval) for number, interval in enumerate(intervals)]
    misdated = {f"m{number}": "year_slip" for number in wrong}
    plainly = resolve_interval(sorted(mentions, key=lambda m: m.order), misdated)
    rng.shuffle(mentions)
    assert resolve_interval(mentions, misdated) == plainly


@given(st.lists(st.sampled_from(_DAYS), max_size=6), st.sets(st.integers(0, 5)))
def test_what_an_exam_showed_is_dated_by_it_and_all_else_stays(intervals, wrong):
    mentions = [_told(number, interval) for number, interval in enumerate(intervals)]
    exam = Told(mentions, "ct", None, interval=DateInterval.day(date(2017, 10, 10)))
    exam.misdated = {f"m{number}": "year_slip" for number in wrong}
    right = {(m.note_id, m.interval): exam.interval for m in mentions if m.id in exam.misdated}
    plainly = [replace(m, interval=right.get((m.note_id, m.interval), m.interval)) for m in mentions]
    assert person._on_the_day_of_their_exam(mentions, [exam]) == plainly


def test_a_code_is_looked_up_once_however_it_is_written(monkeypatch):
    asked, usual = [], ccam.normalise_code
    monkeypatch.setattr(ccam, "normalise_code", lambda code: asked.append(code) or usual(code))
    ccam._acts.cache_clear()
    assert len({ccam.acts("zzqh033") for _ in range(5)} | {ccam.acts("ZZQH033-01")}) == 1
    assert asked == ["zzqh033", "ZZQH033-01"]


def test_codes_are_spelt_alike_and_rows_without_one_left_out():
    codes = ["ZZQH033", " zzqh.033", None, "ZZQH033", float("nan")]
    acts = pd.DataFrame({"procedure_occurrence_id": range(5), "person_id": "p", "procedure_source_value": codes})
    acts["procedure_datetime"] = pd.Timestamp("2020-03-01")
    assert structured_events(acts, pd.DataFrame(), pd.DataFrame())["source_id"].tolist() == ["0", "1", "3"]
