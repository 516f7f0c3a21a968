"""Where coded rows and a model side against the rules, and that the model is followed there and nowhere else."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onco_pipeline.distant.doubt import compared, doubtful_ways, is_better
from onco_pipeline.distant.instances import of_view
from onco_pipeline.distant.labels import Coverage, Row, label
from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import events_of
from onco_pipeline.pipes.event_date.bags import Decision, bags, choose
from onco_pipeline.pipes.event_date.features import carried
from onco_pipeline.pipes.event_date.views import view_of

STORY = "Vue le 01/02/2019 en consultation.\nScanner thoracique : masse du poumon.\nOpérée le 20/05/2019."
WAY = "earlier sentence"


def carried_bag(day=datetime(2019, 6, 1)):
    """Return an exam that the rules give the date of the sentence before, with its note."""
    note = {"note_id": "n", "person_id": "p", "note_text": STORY, "note_datetime": day}
    views = []
    events_of(note, views.append)
    (one,) = [one for one in of_view(note, views[0]) if one.bag.event.family == "imaging"]
    assert (str(one.bag.event.interval.start), one.bag.way) == ("2019-02-01", WAY)
    return views[0], one


def said_by(one, *days):
    rows = [Row(("t", str(place)), "imaging", "ct", "thorax", day) for place, day in enumerate(days)]
    return label(one, Coverage(rows, date(2018, 1, 1), date(2019, 12, 31)))


def probable(one, day, share=0.8):
    """Return probabilities that prefer a day."""
    hit = np.array([interval is not None and str(interval.start) == day for interval in one.bag.intervals])
    return np.where(hit, share / hit.sum(), (1 - share) / (~hit).sum())


def test_rows_are_counted_for_the_model_or_for_the_rules_only_where_they_differ():
    _, one = carried_bag()
    ours, theirs = said_by(one, date(2019, 5, 20)), said_by(one, date(2019, 2, 15))
    assert not any(ours.positive) and any(ours.agreeing)  # no label, and yet a side is taken
    model, rules = probable(one, "2019-05-20"), probable(one, "2019-02-01")
    assert compared([one], [ours], [model]) == {WAY: (1, 0)}
    assert compared([one], [theirs], [model]) == {WAY: (0, 1)}
    assert compared([one], [ours], [rules]) == {}
    assert compared([one], [said_by(one)], [model]) == {}  # no row tells the exam
    assert compared([one], [said_by(one, date(2019, 2, 1), date(2019, 5, 20))], [model]) == {WAY: (0, 0)}


def test_a_way_is_doubtful_when_the_model_wins_beyond_chance():
    assert doubtful_ways({"a": (9, 0), "b": (4, 0), "c": (8, 6), WAY: (20, 9)}) == ("a", WAY)
    assert doubtful_ways({}) == ()


@given(st.integers(0, 60), st.integers(0, 60))
def test_more_wins_never_speak_for_the_rules_nor_more_losses_for_the_model(won, lost):
    if is_better(won, lost):
        assert is_better(won + 1, lost)
        assert won > lost
    else:
        assert not is_better(won, lost + 1)


@pytest.mark.parametrize(
    ("decision", "given"),
    [
        (Decision(0.4, replaced=(WAY,)), "2019-05-20"),
        (Decision(0.4, replaced=("derived",)), "2019-02-01"),
        (Decision(0.4), "2019-02-01"),
        (Decision(0.9, replaced=(WAY,)), "2019-02-01"),
    ],
)
def test_a_likelier_date_replaces_what_the_rules_found_in_a_doubtful_way(decision, given):
    view, one = carried_bag()
    made = choose(one.bag, probable(one, "2019-05-20"), decision)
    assert str(made.interval.start) == given
    assert bool([bag for bag in bags(view, decision) if bag.event is one.bag.event]) == bool(decision.replaced)


def test_no_date_is_taken_away_and_none_replaced_in_a_note_without_a_day():
    _, one = carried_bag()
    decision = Decision(0.1, replaced=(WAY,))
    nothing = np.full(len(one.bag.options), 0.02)
    nothing[-1] = 1 - nothing[:-1].sum()
    assert choose(one.bag, nothing, decision).interval == one.bag.event.interval
    unknown = replace(one.bag, known_day=False)
    assert choose(unknown, probable(one, "2019-05-20"), decision).interval == one.bag.event.interval


def test_every_date_of_an_earlier_sentence_is_weighed(world):
    nlp = build()
    seen = 0
    for note in world.notes[:60]:
        doc = nlp.make_doc(note["note_text"])
        doc._.note_datetime = note["note_datetime"]
        view = view_of(nlp(doc))
        for bag in bags(view):
            if bag.way == WAY:
                assert carried(view.layout, bag.event)
                seen += 1
    assert seen


def test_a_result_s_date_is_asked_about_apart_from_an_act_s():
    doc = build().make_doc("Vue le 12/03/2019. Carcinome canalaire infiltrant, RE 90 %.\nCompte rendu du 20/03/2019.")
    doc._.note_datetime = datetime(2019, 6, 1)
    view = view_of(build()(doc))
    (bag,) = [bag for bag in bags(view) if bag.event.family == "pathology"]
    assert (str(bag.event.interval.start), bag.way) == ("2019-03-12", f"{WAY}, result")
    likely = np.array([0.9 if str(day and day.start) == "2019-03-20" else 0.0 for day in bag.intervals])
    assert likely.any()
    assert choose(bag, likely, Decision(0.4, replaced=(WAY,))).interval == bag.event.interval
    assert str(choose(bag, likely, Decision(0.4, replaced=(bag.way,))).interval.start) == "2019-03-20"
