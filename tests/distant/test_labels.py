"""Labels from coded rows: what agrees, what contradicts, and what nobody can say."""

from datetime import date

import numpy as np
import pytest

from onco_pipeline.distant.functions import FUNCTIONS, statistics, votes
from onco_pipeline.distant.instances import instances
from onco_pipeline.distant.labels import Coverage, LabelState, Row, coverage, label, label_all, label_rows
from onco_pipeline.distant.truth import Truth, pair_truth, right_options, truth_of
from onco_pipeline.intervals import DateInterval
from onco_pipeline.tables import DISTANT_LABELS


def bag_of(text, family="imaging", written="2019-06-01"):
    note = {"note_id": "n", "person_id": "p", "note_text": text, "note_datetime": written}
    return next(one for one in instances([note]) if one.bag.event.family == family)


def known(*rows, first=date(2019, 1, 1), last=date(2019, 12, 31)):
    made = [Row(("t", str(place)), *row) for place, row in enumerate(rows)]
    return Coverage(made, first, last)


def told(instance, said):
    """Return the dates of a bag that are positive, and those that are negative."""
    options = instance.bag.options
    return tuple(
        [str(option.interval.start) for option, flag in zip(options, flags, strict=True) if flag]
        for flags in (said.positive, said.negative)
    )


CT = ("imaging", "ct", "thorax", date(2019, 3, 12))
TEXT = "Vue le 02/02/2019. Scanner thoracique du 12/03/2019 : masse. Opérée le 20/05/2019."


def test_a_date_that_agrees_with_a_coded_row_is_positive_and_one_far_from_all_is_negative():
    bag = bag_of(TEXT)
    assert told(bag, label(bag, known(CT))) == (["2019-03-12"], ["2019-02-02", "2019-05-20"])


def test_a_date_near_a_coded_row_stays_open():
    bag = bag_of("Vue le 02/03/2019. Scanner thoracique du 12/03/2019 : masse.")
    assert told(bag, label(bag, known(CT))) == (["2019-03-12"], [])


@pytest.mark.parametrize(
    "row",
    [
        ("imaging", "mri", "thorax", date(2019, 3, 12)),  # another exam
        ("imaging", "ct", "cerveau", date(2019, 3, 12)),  # another region
        ("biopsy", "biopsy", "poumon", date(2019, 3, 12)),  # another family
    ],
)
def test_a_row_of_another_act_says_nothing_for_a_date(row):
    bag = bag_of(TEXT)
    assert told(bag, label(bag, known(row)))[0] == []


def test_outside_the_time_that_is_coded_nothing_is_negative():
    bag = bag_of(TEXT)
    said = label(bag, known(CT, first=date(2019, 3, 1), last=date(2019, 4, 1)))
    assert told(bag, said) == (["2019-03-12"], [])
    assert label(bag, known(first=None, last=None)).state is LabelState.UNLABELLED
    assert label(bag, None).state is LabelState.UNLABELLED


def test_what_was_done_elsewhere_is_never_labelled():
    bag = bag_of("Scanner thoracique fait en ville le 12/03/2019 : masse. Opérée le 20/05/2019.")
    assert label(bag, known(CT)).state is LabelState.UNLABELLED


def test_where_rules_and_rows_contradict_each_other_both_abstain():
    elsewhere = ("imaging", "ct", "thorax", date(2019, 5, 20))  # another scan, told by none of the words
    bag = bag_of(TEXT)
    assert told(bag, label(bag, known(elsewhere))) == ([], ["2019-02-02"])


def test_an_event_that_the_rules_leave_undated_is_negative_when_the_rows_contradict_every_date():
    bag = bag_of(
        "Vue le 02/02/2019, toux. Elle a 62 ans. Opérée le 20/05/2019.\n\n\nCONCLUSION\nScanner thoracique normal."
    )
    assert bag.bag.event.interval is None
    assert label(bag, known(("imaging", "ct", "thorax", date(2019, 10, 1)))).state is LabelState.NEGATIVE
    found = label(bag, known(("imaging", "ct", "thorax", date(2019, 2, 2))))
    assert told(bag, found)[0] == ["2019-02-02"]


def test_a_date_that_the_rules_give_another_event_of_the_family_is_that_event_s():
    text = "Scanner thoracique du 12/03/2019 : masse. Il avait eu une IRM. Scanner thoracique du 04/04/2019 : stable."
    note = {"note_id": "n", "person_id": "p", "note_text": text, "note_datetime": "2019-06-01"}
    found = [one for one in instances([note]) if one.bag.event.subtype == "ct"]
    one = ("imaging", "ct", "thorax", date(2019, 3, 12))
    other = ("imaging", "ct", "thorax", date(2019, 4, 4))
    labels = label_all(found, {"p": known(one, other)})
    assert [told(bag, said)[0] for bag, said in zip(found, labels, strict=True)] == [["2019-03-12"], ["2019-04-04"]]


def test_a_day_comes_before_a_month_that_holds_the_row_by_chance():
    bag = bag_of("En mars 2019, elle tousse. Scanner thoracique du 12/03/2019 : masse.")
    assert told(bag, label(bag, known(CT)))[0] == ["2019-03-12"]
    vague = bag_of("Scanner thoracique de mars 2019 : masse.")
    assert told(vague, label(vague, known(CT)))[0] == ["2019-03-01"]
    year = bag_of("Scanner thoracique en 2019 : masse.")
    assert label(year, known(CT)).state is LabelState.UNLABELLED


def test_a_result_has_the_day_of_its_specimen_not_of_its_report():
    bag = bag_of(
        "Biopsie pulmonaire du 04/03/2019, compte rendu du 12/03/2019 : adénocarcinome TTF1+, PD-L1 40 %.", "pathology"
    )
    sampling = ("biopsy", "biopsy", "poumon", date(2019, 3, 4))
    examined = ("pathology", "result", "poumon", date(2019, 3, 12))
    assert told(bag, label(bag, known(examined, sampling)))[0] == ["2019-03-04"]


def test_coverage_runs_from_the_first_to_the_last_trace_of_care():
    structured = [
        {
            "person_id": "p",
            "date_start": date(2019, 3, 12),
            "source_table": "t",
            "source_id": "1",
            "family": "imaging",
            "subtype": "ct",
            "site": None,
        }
    ]
    visits = [{"person_id": "p", "visit_start_datetime": date(2019, 2, 1), "visit_end_datetime": None}]
    found = coverage(structured, visits)["p"]
    assert (found.first, found.last) == (date(2019, 2, 1), date(2019, 3, 12))
    assert found.holds(DateInterval.month(2019, 2))
    assert not found.holds(DateInterval.month(2019, 3))


def test_labels_are_right_far_more_often_than_chance_and_cover_inside_events(world):
    labels = label_all(world.bags, world.known)
    inside = outside = found = right = 0
    for bag, said in zip(world.bags, labels, strict=True):
        truth = truth_of(bag, world.gold)
        if truth is None or said.state is not LabelState.POSITIVE:
            inside += truth is not None and not truth.outside
            outside += truth is not None and bool(truth.outside)
            continue
        found += 1
        right += any(a and b for a, b in zip(said.positive, right_options(bag, truth), strict=True))
    assert found > 150
    assert right / found > 0.75
    assert found > inside / 2  # most events of the hospital have a label
    assert outside > 40  # and what was done elsewhere has none


def test_rows_hold_what_the_table_declares_and_no_text(world):
    labels = label_all(world.bags, world.known)
    rows = label_rows(world.bags, labels, {bag.person_id: "train" for bag in world.bags})
    assert list(rows.columns) == list(DISTANT_LABELS.column_names)
    assert not rows.duplicated(list(DISTANT_LABELS.key)).any()
    assert set(rows["label"]) == {"positive", "negative", "unlabelled"}
    assert (rows["source_id"].notna() == (rows["label"] == "positive")).all()
    assert rows.loc[rows["rules"]].groupby("note_event_id").size().max() == 1


def test_functions_are_counted_pair_by_pair(world):
    labels = label_all(world.bags, world.known)
    said = votes(world.bags, labels)
    right = pair_truth(world.bags, world.gold)
    assert len(said) == len(right)
    frame = statistics(said, right)
    assert list(frame.index) == list(FUNCTIONS)
    # A bag may hold several dates that agree, of which one is right: that is what the bag loss is for.
    assert frame.loc["structured", "precision"] > 0.5
    assert frame.loc["rules", "precision"] > frame.loc["nearest", "precision"] > 0.5
    assert (frame["overlap"] <= frame["coverage"]).all()
    assert (frame["conflict"] <= frame["overlap"]).all()


def test_statistics_by_hand():
    said = np.array([[1, 1, 0, 0], [1, -1, 0, 1], [0, 1, 0, 0], [0, 0, 0, 0]], dtype=np.int8)
    frame = statistics(said, np.array([1, 0, -1, 1], dtype=np.int8))
    assert frame.loc["structured"].tolist() == [4, 0.5, 0.5, 0.25, 2, 0.5, 0.5]
    assert frame.loc["rules", ["coverage", "conflict", "precision"]].tolist() == [0.75, 0.25, 1.0]
    assert frame.loc["nearest", "precision"] is None or np.isnan(frame.loc["nearest", "precision"])


def test_an_event_of_two_places_that_differ_has_no_truth():
    bag = bag_of(TEXT)
    start, end = bag.bag.event.start, bag.bag.event.end
    day = DateInterval.from_iso("2019-03-12")
    one = Truth("imaging", "done", start, end, day)
    other = Truth("imaging", "done", start, end, DateInterval.from_iso("2019-05-20"))
    assert truth_of(bag, {"n": [one]}) is one
    assert truth_of(bag, {"n": [one, other]}) is None
    assert truth_of(bag, {"n": []}) is None
    assert sum(right_options(bag, one)) == 1
