"""Dates of notes: every way of writing a day comes back, nothing raises, and the shared rows keep what was reached."""

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.extraction.pipeline import build
from onco_pipeline.pipes.dates.arithmetic import day_of

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
SHORT = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]

FORMATS = {
    "dd/mm/yyyy": lambda d: f"le {d:%d/%m/%Y}",
    "dd/mm/yy": lambda d: f"le {d:%d/%m/%y}",
    "dd.mm.yyyy": lambda d: f"le {d:%d.%m.%Y}",
    "dd-mm-yyyy": lambda d: f"le {d:%d-%m-%Y}",
    "iso": lambda d: f"le {d:%Y-%m-%d}",
    "long": lambda d: f"le {d.day} {MONTHS[d.month - 1]} {d.year}",
    "capitals": lambda d: f"LE {d.day} {MONTHS[d.month - 1].upper()} {d.year}",
    "short month": lambda d: f"le {d.day} {SHORT[d.month - 1]} {d.year}",
    "short month and year": lambda d: f"le {d:%d} {SHORT[d.month - 1]} {d:%y}",
    "first": lambda d: f"le {'1er' if d.day == 1 else d.day} {MONTHS[d.month - 1]} {d.year}",
}


@pytest.fixture(scope="module")
def nlp():
    return build()


def read(nlp, text, day=datetime(2021, 6, 18)):
    doc = nlp.make_doc(text)
    doc._.note_datetime = day
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc._.onco_dates


@given(st.lists(st.tuples(st.integers(2018, 2020), st.integers(0, 14), st.integers(0, 70)), max_size=60))
def test_a_day_remembered_is_never_taken_for_another_nor_for_one_that_no_month_has(told):
    for year, month, day in told:
        try:
            expected = date(year, month, day)
        except ValueError:
            with pytest.raises(ValueError, match=r"must be in|is out of range"):
                day_of(year, month, day)
        else:
            assert day_of(year, month, day) == expected


@pytest.mark.parametrize("form", FORMATS)
def test_a_day_comes_back_from_every_way_of_writing_it(nlp, form):
    @settings(max_examples=40)
    @given(st.dates(date(1990, 1, 1), date(2020, 12, 31)))
    def check(day):
        text = f"Scanner thoracique {FORMATS[form](day)}, normal."
        (found,) = [mention for mention in read(nlp, text) if mention.role == "event"]
        assert (found.interval.start, found.interval.end) == (day, day), text
        assert text[found.start : found.end] == found.text

    check()


@settings(max_examples=80)
@given(st.text(max_size=200) | st.text("0123456789/.- J+àlejoursmi\n:()", max_size=120))
def test_any_text_is_read_and_no_date_is_absurd(text):
    for mention in read(_pipeline(), text):
        assert text[mention.start : mention.end] == mention.text
        for interval in (mention.interval, mention.future, mention.period):
            if interval is not None:
                assert 1900 <= interval.start.year <= interval.end.year <= 2100


@pytest.mark.parametrize(
    "text",
    [
        "CA 15-3 à 12, ACE 3/4.",
        "TA 12/8, FC 80.",
        "5/12 biopsies positives.",
        "pT2N1M0, 3N+/12.",
        "Carboplatine AUC 5 jour 1 tous les 21 jours.",
        "Tél. 01 42 34 56 78",
        "Patient de 65 ans, ECOG 1, BI-RADS 4.",
    ],
)
def test_figures_that_are_no_dates(nlp, text):
    assert [mention.text for mention in read(nlp, text) if mention.role == "event" and mention.interval] == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("IRM en mars 2019.", "2019-03-01", "2019-03-31"),
        ("IRM début 2018.", "2018-01-01", "2018-03-31"),
        ("IRM mi-mars 2019.", "2019-03-11", "2019-03-20"),
        ("IRM fin 2018.", "2018-10-01", "2018-12-31"),
        ("IRM à l'été 2017.", "2017-06-21", "2017-09-22"),
        ("IRM entre mars et mai 2018.", "2018-03-01", "2018-05-31"),
        ("IRM il y a trois mois.", "2021-03-01", "2021-03-31"),
        ("IRM ce jour.", "2021-06-18", "2021-06-18"),
        ("Chirurgie en mars 2015. Un mois plus tard, IRM.", "2015-04-01", "2015-04-30"),
        ("Chirurgie le 12/03/2015, IRM le lendemain.", "2015-03-13", "2015-03-13"),
        ("Chirurgie le 12/03/2015, IRM deux semaines plus tard.", "2015-03-23", "2015-03-29"),
        ("IRM en 2014.", "2014-01-01", "2014-12-31"),
    ],
)
def test_fuzzy_and_relative_dates(nlp, text, start, end):
    found = {
        (str(interval.start), str(interval.end))
        for mention in read(nlp, text)
        for interval in (mention.interval, mention.period)
        if interval is not None
    }
    assert (start, end) in found


@pytest.mark.shared
def test_the_dates_of_the_hard_cases(nlp, shared):
    """175 of the 185 dated events of the fully annotated documents have their date among those read."""
    right = total = 0
    for path in sorted((shared / "gold" / "hard_cases").glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        dates = read(nlp, case["text"], datetime.fromisoformat(case["note_datetime"]))
        known = {
            (str(interval.start), str(interval.end))
            for mention in dates
            for interval in (mention.interval, mention.future, mention.period)
            if interval is not None
        }
        for event in case["events"]:
            gold = event.get("date") or {}
            if gold.get("start"):
                total += 1
                right += (gold["start"], gold["end"]) in known
    assert total == 185
    assert right >= 174, f"{right} of {total}"


def test_the_same_note_has_the_same_dates_on_any_day(nlp):
    text = "Vu ce jour. IRM le 12/03, scanner dans 3 mois."
    first = [(mention.text, mention.interval, mention.future) for mention in read(nlp, text)]
    assert first == [(mention.text, mention.interval, mention.future) for mention in read(nlp, text)]
    later = read(nlp, text, datetime(2021, 6, 18) + timedelta(days=365))
    assert later[0].interval.start == date(2022, 6, 18)


_BUILT = []


def _pipeline():
    if not _BUILT:
        _BUILT.append(build())
    return _BUILT[0]
