"""Dates that others wrote: what each shared set asks, row by row, and the rows that are read otherwise on purpose."""

import calendar
import csv
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from onco_pipeline.events import DateMention
from onco_pipeline.intervals import DateInterval
from onco_pipeline.pipes.dates.resolve import find_dates
from onco_pipeline.pipes.document.analyse import analyse

pytestmark = pytest.mark.shared

Days = tuple[str, str]


def read(text: str, day: date | None, kind: str | None = None) -> list[DateMention]:
    return find_dates(text, analyse(text, kind, day), day)


def readings(mentions: list[DateMention]) -> set[Days]:
    """Return every (first day, last day) that the mentions stand for."""
    return {
        (str(interval.start), str(interval.end))
        for mention in mentions
        for interval in (mention.interval, mention.future, mention.period)
        if interval is not None
    }


# -- duckling ----------------------------------------------------------------------------------
#: Row -> what is read instead, and why.
DUCKLING_OTHERWISE = {
    "il y a trois semaines": ("2013-01-19", "2013-01-25"),  # the guidelines: three days on either side
    "il y a trois mois": ("2012-11-01", "2012-11-30"),  # the guidelines: months keep a month's precision
    "il y a deux ans": ("2011-01-01", "2011-12-31"),  # the guidelines: years keep a year's
    "en début d'année": ("2013-01-01", "2013-03-31"),  # the guidelines: a first quarter
    "au début de l'année": ("2013-01-01", "2013-03-31"),
    "cet hiver": ("2012-12-21", "2013-03-19"),  # spring begins on the 20th of March
    "en semaine": None,  # working days: names neither day, month nor year
    "du 13 au 18": ("2013-01-13", "2013-01-18"),  # no year, and done acts lie in the past
}


def duckling(folder: Path) -> list[tuple[str, date, Days]]:
    """Return the rows that bear a year or lie in the past, and name a day, a month or a year."""
    rows = []
    with (folder / "corpora" / "dates" / "duckling_time_fr_dategrain.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if (row["has_year"] != "1" and row["vs_ref"] != "past") or row["grain"] not in ("day", "month", "year"):
                continue
            start = date.fromisoformat(row["start"][:10])
            if row["end_exclusive"]:
                end = date.fromisoformat(row["end_exclusive"][:10]) - timedelta(days=1)
            elif row["grain"] == "month":
                end = start.replace(day=calendar.monthrange(start.year, start.month)[1])
            else:
                end = date(start.year, 12, 31) if row["grain"] == "year" else start
            day = date.fromisoformat(row["reference_datetime"][:10])
            rows.append((row["expression"], day, (str(start), str(end))))
    return rows


def test_duckling_rows_that_bear_a_year_or_lie_in_the_past(shared):
    rows = duckling(shared)
    assert len(rows) == 69
    wrong = []
    for text, day, wanted in rows:
        known = readings(read(text, day))
        if text in DUCKLING_OTHERWISE:
            instead = DUCKLING_OTHERWISE[text]
            assert wanted not in known, f"{text!r} is read as duckling does: drop it from the exceptions"
            assert known == set() if instead is None else instead in known, f"{text!r}: {known}"
        elif wanted not in known:
            wrong.append((text, wanted, known))
    assert wrong == []


# -- dateparser --------------------------------------------------------------------------------
def test_dateparser_rows_that_name_a_day(shared):
    """Every French row with a day of its own; a weekday with a time only ("Jeu 15:12") is none."""
    seen = set()
    with (shared / "corpora" / "dates" / "dateparser_fr_tests.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            m = re.match(r"'(.+)' \| datetime\((\d+), (\d+), (\d+)", row["args"])
            if m is None or m[1].startswith("Jeu "):
                continue
            wanted = str(date(int(m[2]), int(m[3]), int(m[4])))
            assert (wanted, wanted) in readings(read(m[1], date(2012, 11, 13))), m[1]
            seen.add(m[1])
    assert len(seen) == 9


# -- E3C ---------------------------------------------------------------------------------------
#: Dates that only the annotator knew: the text gives no year to count from.
E3C_NOT_IN_THE_TEXT = {"2019-07-XX", "1981"}
_CALENDAR_VALUE = re.compile(r"\d{4}(?:-(?:\d\d|XX)){0,2}")


def test_e3c_dates_with_a_calendar_value(shared):
    right, otherwise = [], []
    with (shared / "corpora" / "e3c" / "timex_train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            timexes = [
                one
                for one in report["timex3"]
                if one["class"] == "DATE" and _CALENDAR_VALUE.fullmatch(one["value"] or "")
            ]
            mentions = read(report["text"], None) if timexes else []
            for one in timexes:
                if one["value"] in E3C_NOT_IN_THE_TEXT:
                    otherwise.append(one["value"])
                    continue
                value = one["value"].removesuffix("-XX").removesuffix("-XX")
                wanted = DateInterval.from_iso(value)
                here = [mention for mention in mentions if mention.start < one["end"] and one["begin"] < mention.end]
                assert (str(wanted.start), str(wanted.end)) in readings(here), one
                right.append(one["value"])
    assert (len(right), len(otherwise)) == (6, 2)


def test_a_story_counted_from_the_day_it_is_told_on(shared):
    """E3C's 1981, "il ya 35 ans", comes out once the day of writing is known."""
    with (shared / "corpora" / "e3c" / "timex_train.jsonl").open(encoding="utf-8") as lines:
        reports = [json.loads(line) for line in lines]
    (report,) = [one for one in reports if any(timex["value"] == "1981" for timex in one["timex3"])]
    day = date.fromisoformat(report["publication_date"])
    assert ("1981-01-01", "1981-12-31") in readings(read(report["text"], day))


# -- the hard cases ----------------------------------------------------------------------------
def hard_dates(shared):
    """Yield each distinct dated expression of the hard cases: case, all its spans, and what it may stand for."""
    for path in sorted((shared / "gold" / "hard_cases").glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        told: dict[tuple[int, int, str], tuple[list, set[Days], set[Days], str]] = {}
        for event in case["events"]:
            gold = event.get("date") or {}
            spans = gold.get("span")
            if not gold.get("start") or not spans:
                continue
            spans = spans if isinstance(spans, list) else [spans]
            key = (spans[0]["start"], spans[0]["end"], gold["start"])
            entry = told.setdefault(key, (spans, set(), set(), gold["kind"]))
            entry[1].add((gold["start"], gold["end"]))
            if gold.get("acceptable"):
                entry[2].add((gold["acceptable"]["start"], gold["acceptable"]["end"]))
        for spans, wanted, acceptable, kind in told.values():
            yield case, spans, wanted, acceptable, kind


def agrees(wanted: set[Days], acceptable: set[Days], known: set[Days]) -> bool:
    """Return whether a reading is right: the same days, within what is acceptable, or half of two intervals' union."""
    if wanted & known or any(start <= first and last <= end for start, end in acceptable for first, last in known):
        return True
    for start, end in wanted:
        for first, last in known:
            gold = DateInterval.between(date.fromisoformat(start), date.fromisoformat(end))
            found = DateInterval.between(date.fromisoformat(first), date.fromisoformat(last))
            if gold.days > 1 and found.days > 1 and gold.overlap_ratio(found) >= 0.5:
                return True
    return False


def test_the_event_dates_of_the_hard_cases(shared):
    """Each distinct expression, at the words that tell it: 138 of 139 (the issue asks for 135 of 141, some counted twice)."""
    wrong, total, read_notes = [], 0, {}
    for case, spans, wanted, acceptable, kind in hard_dates(shared):
        day = date.fromisoformat(case["note_datetime"][:10])
        if case["case_id"] not in read_notes:
            read_notes[case["case_id"]] = read(case["text"], day, case["note_class_source_value"])
        # The other spans of an anchored date are those of its anchor, which says nothing about it.
        own = spans[:1] if kind == "anchored" else spans
        here = [
            mention
            for mention in read_notes[case["case_id"]]
            if any(mention.start < span["end"] and span["start"] < mention.end for span in own)
        ]
        total += 1
        if not agrees(wanted, acceptable, readings(here)):
            wrong.append((case["case_id"], kind, spans[0]["text"]))
    assert total == 139
    # "bicalutamide le 1er mois" is the first month of a treatment told before it by its bounds.
    assert wrong == [("hc09", "anchored", "le 1er mois")]
