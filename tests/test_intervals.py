"""Date intervals: bounds, precision, comparison, calendar steps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onco_pipeline.intervals import DateInterval, Part, Precision, Season, Unit

DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))


@st.composite
def intervals(draw):
    kind = draw(st.sampled_from(list(Precision)))
    day = draw(DAYS)
    if kind is Precision.DAY:
        return DateInterval.day(day)
    if kind is Precision.MONTH:
        return DateInterval.month(day.year, day.month)
    if kind is Precision.YEAR:
        return DateInterval.year(day.year)
    return DateInterval.between(day, day + timedelta(days=draw(st.integers(1, 400))))


@pytest.mark.parametrize(
    ("interval", "start", "end", "precision"),
    [
        (DateInterval.month(2020, 2), "2020-02-01", "2020-02-29", "month"),
        (DateInterval.year(2018), "2018-01-01", "2018-12-31", "year"),
        (DateInterval.part_of_year(2018, Part.EARLY), "2018-01-01", "2018-03-31", "interval"),
        (DateInterval.part_of_year(2018, Part.MID), "2018-05-01", "2018-08-31", "interval"),
        (DateInterval.part_of_year(2018, Part.LATE), "2018-10-01", "2018-12-31", "interval"),
        (DateInterval.part_of_month(2019, 3, Part.EARLY), "2019-03-01", "2019-03-10", "interval"),
        (DateInterval.part_of_month(2019, 3, Part.MID), "2019-03-11", "2019-03-20", "interval"),
        (DateInterval.part_of_month(2019, 2, Part.LATE), "2019-02-21", "2019-02-28", "interval"),
        (DateInterval.season(2017, Season.SUMMER), "2017-06-21", "2017-09-22", "interval"),
        (DateInterval.season(2017, Season.WINTER), "2017-12-21", "2018-03-19", "interval"),
    ],
)
def test_the_guidelines_bounds(interval, start, end, precision):
    assert (interval.start.isoformat(), interval.end.isoformat(), interval.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("start", "count", "unit", "expected"),
    [
        ("2015-03-20", 1, Unit.MONTH, "2015-04-01..2015-04-30 (month)"),
        ("2015-03", 1, Unit.MONTH, "2015-04-01..2015-04-30 (month)"),
        ("2020-01-31", 1, Unit.MONTH, "2020-02-01..2020-02-29 (month)"),
        ("2020-01-15", -3, Unit.MONTH, "2019-10-01..2019-10-31 (month)"),
        ("2019-12-09", 8, Unit.DAY, "2019-12-17..2019-12-17 (day)"),
        ("2020-02-28", 1, Unit.DAY, "2020-02-29..2020-02-29 (day)"),
        ("2020-01-10", 2, Unit.WEEK, "2020-01-21..2020-01-27 (interval)"),
        ("2016-02-29", -1, Unit.YEAR, "2015-01-01..2015-12-31 (year)"),
    ],
)
def test_steps_follow_the_calendar(start, count, unit, expected):
    assert str(DateInterval.from_iso(start).step(count, unit)) == expected


def test_an_interval_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="before it starts"):
        DateInterval(date(2020, 1, 2), date(2020, 1, 1), Precision.INTERVAL)


@pytest.mark.parametrize("text", ["", "2019-13", "2019-02-30", "mars", "2020-01-02..2020-01-01"])
def test_nonsense_is_refused(text):
    with pytest.raises(ValueError):
        DateInterval.from_iso(text)


@given(intervals(), intervals())
def test_comparison_laws(one, other):
    shared = one.intersect(other)
    assert (shared is not None) == one.overlaps(other) == other.overlaps(one) == (one.gap(other) == 0)
    assert one.overlap_ratio(other) == other.overlap_ratio(one)
    assert (one.overlap_ratio(other) > 0) == one.overlaps(other)
    if shared is not None:
        assert one.contains(shared)
        assert other.contains(shared)
    if one.contains(other):
        assert (shared.start, shared.end) == (other.start, other.end)


@given(intervals(), st.integers(-60, 60), st.sampled_from([Unit.DAY, Unit.MONTH, Unit.YEAR]))
def test_a_step_and_back_covers_the_start_again(interval, count, unit):
    there = interval.step(count, unit)
    assert there.start <= there.end
    if unit is Unit.DAY:
        assert there.step(-count, unit).start == interval.start


@given(DAYS)
def test_iso_round_trip(day):
    assert DateInterval.from_iso(day.isoformat()) == DateInterval.day(day)
    assert DateInterval.from_iso(f"{day:%Y-%m}") == DateInterval.month(day.year, day.month)
    assert DateInterval.from_iso(f"{day:%Y}") == DateInterval.year(day.year)
