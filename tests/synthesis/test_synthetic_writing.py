from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.intervals import DateInterval
from onco_pipeline.synthesis import dates, noise
from onco_pipeline.synthesis.coding import code
from onco_pipeline.synthesis.documents import voice, write
from onco_pipeline.synthesis.drugs import DRUGS
from onco_pipeline.synthesis.lives import Fact
from onco_pipeline.synthesis.page import Page
from onco_pipeline.synthesis.patients import simulate
from onco_pipeline.synthesis.planning import PAPER
from onco_pipeline.synthesis.sentences import Bank, noun
from onco_pipeline.synthesis.wording import Families
from onco_pipeline.synthesis.world import patient_gold

DAYS = st.dates(date(2010, 1, 1), date(2022, 12, 31))


@given(seed=st.integers(0, 10**9), index=st.integers(0, 10**6 - 1), families=st.sampled_from(Families))
@settings(max_examples=80)
def test_any_life_is_told_consistently(seed, index, families):
    patient = simulate(seed, index, families)
    notes = write(patient)
    coded = code(patient, notes)
    assert notes
    assert len({note.note_id for note in notes}) == len(notes)
    visits = {row["visit_occurrence_id"] for row in coded.visits}
    for note in notes:
        assert note.text.strip()
        assert note.reference <= note.written.date()
        assert note.visit is None or note.visit in visits
        for told in note.told:
            assert note.text[told.start : told.end].strip()
            assert note.text[told.date_start : told.date_end].strip()
            if told.status == "done":
                # Nobody tells what he cannot know yet.
                assert told.fact.known <= note.reference or told.fact.family in ("biopsy", "oral_therapy")
                assert told.fact.day <= note.reference
                assert told.fact.state == "done"
            elif told.status == "planned":
                assert told.fact.ordered is not None
                assert told.fact.ordered <= note.reference < told.fact.day
            else:
                assert told.fact.state == told.status
    for rows in (coded.procedures, coded.conditions, coded.drugs):
        assert {row["visit_occurrence_id"] for row in rows} <= visits
    gold = patient_gold(patient, notes, coded.by_fact)
    assert len(gold["events"]) + len(gold["untold"]) == len(patient.facts)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=25)
def test_an_outside_author_knows_nothing_of_the_hospital(seed):
    for note in write(simulate(seed, 0)):
        if note.kind in PAPER:
            assert all(told.fact.outside for told in note.told)


def test_drugs_start_before_they_stop_and_exist_on_that_day():
    for index in range(300):
        running: dict[str, bool] = {}
        facts = [fact for fact in simulate(4, index).facts if fact.family == "oral_therapy"]
        for fact in sorted(facts, key=lambda fact: (fact.day, fact.key)):
            assert fact.day >= DRUGS[fact.site].since
            if fact.subtype == "start":
                assert not running.get(fact.site), (index, fact)
                running[fact.site] = True
            else:
                assert running.get(fact.site), (index, fact)
                running[fact.site] = fact.subtype != "stop"


# -- dates ------------------------------------------------------------------------------------
@given(day=DAYS, reference=DAYS, words=st.booleans())
def test_relative_dates_are_never_false(day, reference, words):
    for phrase in (dates.ago(day, reference, words), dates.ahead(day, reference, words)):
        if phrase is not None:
            assert phrase.interval.contains(DateInterval.day(day))
    phrase = dates.next_weekday(day, reference)
    assert phrase is None or reference < day <= reference + timedelta(days=7)


@given(day=DAYS, form=st.integers(0, dates.FULL_FORMATS - 1))
def test_vague_dates_hold_the_day(day, form):
    for phrase in (
        dates.part_of_month(day),
        dates.part_of_year(day),
        dates.month(day.year, day.month),
        dates.year(day.year),
    ):
        assert phrase is None or phrase.interval.contains(DateInterval.day(day))
    assert dates.absolute(day, form).interval == DateInterval.day(day)


@pytest.mark.parametrize(
    ("day", "reference", "words"),
    [
        (date(2019, 3, 12), date(2019, 3, 13), "hier"),
        (date(2019, 3, 12), date(2019, 6, 2), "il y a trois mois"),
        (date(2017, 5, 2), date(2019, 6, 2), "il y a deux ans"),
    ],
)
def test_ago_in_words(day, reference, words):
    assert dates.ago(day, reference).core == words


def test_ago_says_nothing_of_today():
    assert dates.ago(date(2019, 3, 12), date(2019, 3, 12)) is None


def test_a_yearless_date_needs_a_context():
    page = Page(Random(0), date(2019, 6, 1), voice(Random(0)))
    assert page.knows_year(date(2019, 2, 1))
    assert not page.knows_year(date(2018, 2, 1))
    page.context = date(2018, 1, 15)
    assert page.knows_year(date(2018, 2, 1))
    assert not page.knows_year(date(2019, 2, 1))


# -- the page ---------------------------------------------------------------------------------
def fact(key: int = 0) -> Fact:
    day = date(2019, 3, 12)
    return Fact(key, "imaging", "ct", "tap", day, day)


def test_slots_choices_articles_and_capitals():
    page = Page(Random(1), date(2019, 6, 1), voice(Random(0)))
    scan, when = noun("IRM cérébrale", "f"), dates.month(2019, 4)
    page.say(Bank("{d.On}{d}, {q.le}{q} [faite] : {r.C}."), (fact(), "q", "d"), q=scan, d=when, r="normale")
    assert page.text == "En avril 2019, l'IRM cérébrale faite : Normale."
    (mention,) = page.mentions.values()
    assert page.text[mention.start : mention.end] == "IRM cérébrale"
    assert page.text[mention.date_start : mention.date_end] == "avril 2019"


def test_a_date_without_preposition_takes_the_capital():
    page = Page(Random(1), date(2019, 6, 1), voice(Random(0)))
    page.say(Bank("{d.On}{d} : {r}."), d=dates.part_of_month(date(2019, 3, 2)), r="x")
    assert page.text == "Début mars 2019 : x."


def test_the_more_precise_telling_wins():
    page = Page(Random(1), date(2019, 6, 1), voice(Random(0)))
    scan, bank = noun("scanner", "m"), Bank("{q} {d} ")
    for when in (dates.month(2019, 3), dates.absolute(date(2019, 3, 12)), dates.year(2019)):
        page.say(bank, (fact(), "q", "d"), q=scan, d=when)
    (mention,) = page.mentions.values()
    assert page.text[mention.date_start : mention.date_end] == "12/03/2019"


# -- noise ------------------------------------------------------------------------------------
@given(text=st.text(alphabet="abcdé 01lm,\n", min_size=1, max_size=300), seed=st.integers(0, 999))
def test_edits_carry_every_offset(text, seed):
    rng = Random(seed)
    marked = sorted(rng.sample(range(len(text) + 1), min(4, len(text) + 1)))
    for edits in (
        noise.typos(rng, text, 0.1),
        noise.scanned(rng, text, 0.1),
        noise.page_break(rng, text, [], "page 1"),
        noise.hyphenated(rng, text, [], 20),
    ):
        new, starts, shifts = noise.apply_edits(text, edits)
        places = [noise.moved(offset, starts, shifts) for offset in marked]
        assert places == sorted(places)
        assert all(0 <= place <= len(new) for place in places)
        touched = [(start, end) for start, end, _ in edits]
        for offset, place in zip(marked, places, strict=True):
            if offset < len(text) and not any(start <= offset < end for start, end in touched):
                assert new[place] == text[offset]


@given(st.text(max_size=200))
def test_lost_accents_keep_the_length(text):
    assert len(noise.without_accents(text)) == len(text)


def test_wrapping_keeps_length_and_spans():
    text = "un scanner thoraco-abdomino-pelvien du 12 mars 2019 sans particularité notable " * 4
    span = (text.index("12 mars"), text.index("12 mars") + len("12 mars 2019"))
    wrapped = noise.wrapped(text, 40, [span])
    assert len(wrapped) == len(text)
    assert wrapped[span[0] : span[1]] == "12 mars 2019"
    assert max(map(len, wrapped.split("\n"))) < 60


def test_a_page_break_spares_protected_spans():
    text = "scanner thoracique du 12 mars 2019"
    assert noise.page_break(Random(0), text, [(0, len(text))], "page") == []


def test_a_scanned_date_is_split_within_its_span():
    text = "TDM du 12/03/2019 et du 1er mars 2019"
    spans = [(7, 17), (24, 37)]
    splits = {tuple(noise.split_dates(Random(seed), spans, text)) for seed in range(30)}
    assert splits == {(), ((8, 8, " "),)}


def test_in_january_the_old_year_slips_in():
    written = set()
    for seed in range(200):
        page = Page(Random(seed), date(2020, 1, 20), voice(Random(0)))
        written.add(page.exact(date(2020, 1, 14)).interval.start)
    assert written == {date(2020, 1, 14), date(2019, 1, 14)}
    pages = (Page(Random(seed), date(2020, 2, 20), voice(Random(0))) for seed in range(200))
    assert {page.exact(date(2020, 1, 14)).interval.start for page in pages} == {date(2020, 1, 14)}
