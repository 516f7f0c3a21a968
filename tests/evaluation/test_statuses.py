"""Mentions are aligned by place, date and subtype, and never by the status that is to be judged."""

from datetime import date

import pytest

from onco_pipeline.evaluation.records import Annotation
from onco_pipeline.evaluation.statuses import NOT_FOUND, align, status_report
from onco_pipeline.events import CancerContext, Experiencer, Family, Status
from onco_pipeline.intervals import DateInterval

DAY = DateInterval.day(date(2020, 1, 10))
LATER = DateInterval.day(date(2020, 2, 10))


def told(start, end, status=Status.DONE, interval=None, **more):
    values = {
        "family": Family.BIOPSY,
        "subtype": "biopsy",
        "sites": (),
        "status": status,
        "experiencer": Experiencer.PATIENT,
        "cancer_context": CancerContext.CURRENT,
        "spans": ((start, end),),
        "interval": interval,
        **more,
    }
    return Annotation(**values)


def test_mentions_are_aligned_by_overlap():
    gold, found = [told(0, 7), told(50, 57)], [told(52, 60), told(0, 20), told(90, 95)]
    aligned = align(gold, found)
    assert aligned.pairs == [(gold[0], found[1]), (gold[1], found[0])]
    assert (aligned.missed, aligned.extra) == ([], [found[2]])


def test_the_date_tells_apart_two_events_of_one_mention():
    cancelled, done = told(0, 7, Status.CANCELLED, DAY), told(0, 7, Status.DONE, LATER)
    found = [told(0, 7, Status.DONE, LATER), told(0, 7, Status.DONE, DAY)]
    assert align([cancelled, done], found).pairs == [(cancelled, found[1]), (done, found[0])]


def test_another_family_is_never_aligned():
    aligned = align([told(0, 7)], [told(0, 7, family=Family.PATHOLOGY, subtype="result")])
    assert (len(aligned.pairs), len(aligned.missed), len(aligned.extra)) == (0, 1, 1)


def test_the_same_date_aligns_mentions_that_do_not_touch():
    assert align([told(0, 7, interval=DAY)], [told(50, 57, interval=DAY)]).pairs
    assert not align([told(0, 7, interval=DAY)], [told(50, 57, interval=LATER)]).pairs
    assert not align([told(0, 7)], [told(50, 57)]).pairs


def test_a_further_mention_of_an_aligned_event_is_not_spurious():
    gold = told(0, 7, spans=((0, 7), (30, 37)))
    aligned = align([gold], [told(0, 7), told(30, 37)])
    assert (len(aligned.pairs), aligned.extra) == (1, [])


def test_the_confusion_counts_found_and_lost():
    gold = [told(0, 7), told(10, 17, Status.PLANNED), told(20, 27, Status.PENDING), told(30, 37, Status.NEGATED)]
    found = [told(0, 7), told(10, 17), told(20, 27, Status.PROPOSED), told(90, 97, Status.REFUSED)]
    report = status_report({"n": gold, "empty": []}, {"n": found})
    assert dict(report.confusion) == {
        ("done", "done"): 1,
        ("planned", "done"): 1,
        ("planned", "planned"): 1,
        ("negated", NOT_FOUND): 1,
    }
    assert report.statuses == ("done", "planned", "negated")
    assert (report.score("planned").precision, report.score("planned").recall) == (1.0, 0.5)
    assert report.score("done").precision == 0.5
    assert report.score("negated", missed=True).fn == 1
    assert dict(report.spurious) == {"refused": 1}
    assert report.macro_f1() == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)


def test_whose_event_and_which_disease_are_judged():
    gold = [told(0, 7, experiencer=Experiencer.FAMILY), told(10, 17, cancer_context=CancerContext.PREVIOUS)]
    report = status_report({"n": gold}, {"n": [told(0, 7), told(10, 17)]})
    assert report.experiencer.share == 0.5
    assert report.cancer_context.share == 0.5
    assert dict(report.confusion) == {("family", "done"): 1, ("historical", "done"): 1}


def test_an_acceptable_date_is_right():
    gold = [told(0, 7, interval=DAY, acceptable=DateInterval(date(2020, 1, 9), date(2020, 1, 12), "interval"))]
    near = told(0, 7, interval=DateInterval.day(date(2020, 1, 12)))
    assert status_report({"n": gold}, {"n": [near]}).date.share == 1.0
    assert status_report({"n": gold}, {"n": [told(0, 7, interval=LATER)]}).date.share == 0.0


def test_an_optional_event_is_not_counted():
    report = status_report({"n": [told(0, 7, optional=True), told(20, 27, optional=True)]}, {"n": [told(0, 7)]})
    assert not report.confusion
    assert not report.spurious
    assert report.date.share is None
