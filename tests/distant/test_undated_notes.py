"""Notes without a day of their own: networks of their own, and dates only from places that the coded rows spoke for."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest
import torch

from onco_pipeline.distant.doubt import compared_fills
from onco_pipeline.distant.instances import of_view
from onco_pipeline.distant.labels import Coverage, Row, label
from onco_pipeline.extraction.records import events_of
from onco_pipeline.pipes.event_date.bags import Decision, bags, choose
from onco_pipeline.pipes.event_date.correcting import correct
from onco_pipeline.pipes.event_date.features import FEATURES
from onco_pipeline.pipes.event_date.models import LinkModel, load_model, save_model
from onco_pipeline.pipes.event_date.scorer import LinkScorer, log_distribution, pack
from onco_pipeline.pipes.event_date.story import Story

STORY = (
    "Un traitement par osimertinib a été débuté le 07/11/2018, maintenu pendant 2 mois avec une progression lors du "
    "scanner thoracique de réévaluation."
)
WAY = "act, a duration"


def read(text, day=None):
    """Return a note's view and its undated imaging."""
    views = []
    events_of({"note_id": "n", "person_id": "p", "note_text": text, "note_datetime": day}, views.append)
    (one,) = [
        one
        for one in of_view({"note_id": "n", "person_id": "p"}, views[0])
        if one.bag.event.family == "imaging" and one.bag.event.interval is None
    ]
    return views[0], one


def probable(one, way, share=0.8):
    """Return probabilities that prefer the date from a place."""
    hit = np.array([told == way for told in one.bag.ways])
    return np.where(hit, share / hit.sum(), (1 - share) / (~hit).sum())


def test_only_a_place_that_is_open_dates_an_undated_event():
    view, one = read(STORY)
    assert not one.bag.known_day
    row = probable(one, WAY)
    for filled, given in (((), None), (("act, an earlier sentence",), None), ((WAY,), date(2019, 1, 1))):
        decision = Decision(0.4, filled=filled)
        assert decision.is_open_to(one.bag) == bool(filled)
        weighed = any(bag.event is one.bag.event for bag in bags(view, decision))
        assert weighed == (WAY in filled)  # where nothing may be given, nothing is weighed
        interval = choose(one.bag, row, decision).interval
        assert (interval.start if interval is not None else None) == given
    assert choose(one.bag, row, Decision(0.9, filled=(WAY,))).interval is None
    assert not Decision(0.4, replaced=("own sentence",), filled=(WAY,)).may_change(
        view, next(event for event in view.events if event.interval is not None)
    ), "no date of the rules is replaced"


@pytest.mark.parametrize(
    ("day", "counted"),
    [(date(2019, 1, 8), (1, 0)), (date(2019, 6, 3), (0, 1)), (date(2025, 1, 1), (0, 0))],
    ids=["agrees", "denied", "nothing known"],
)
def test_rows_speak_for_or_against_a_place(day, counted):
    _, one = read(STORY)
    rows = [Row(("t", "1"), "imaging", "ct", "thorax", day)]
    known = Coverage(rows, date(2018, 1, 1), date(2019, 12, 31)) if day.year < 2020 else None
    said = label(one, known)
    found = compared_fills([one], [said], [probable(one, WAY)], Decision(0.4))
    assert found == {WAY: counted}
    assert compared_fills([one], [said], [probable(one, WAY, 0.3)], Decision(0.4)) == {}


def test_a_time_told_after_an_event_is_counted_from_it():
    text = "Le scanner thoracique montre une progression. Osimertinib suspendu pendant 2 mois, débuté le 07/11/2018."
    _, one = read(text)
    told = [option for option in one.bag.options if option.mention is not None and option.mention.role == "duration"]
    assert all(option.refused for option in told)


@pytest.mark.parametrize(
    ("then", "day", "moved_on"),
    [
        ("Chirurgie en avril 2015.", None, False),
        ("Chirurgie en mai 2016.", None, True),
        ("Elle va bien.", None, True),
        ("Elle va bien.", datetime(2016, 6, 1), False),
    ],
    ids=["soon", "late", "never", "in a note with a day"],
)
def test_a_work_up_has_the_month_before_it_only_when_the_story_goes_on_soon(then, day, moved_on):
    """Guidelines, rulings: an undated work-up right after a dated presentation."""
    text = f"En mars 2015, elle consulte. Le scanner thoracique montre une masse. {then}"
    views = []
    events_of({"note_id": "n", "person_id": "p", "note_text": text, "note_datetime": day}, views.append)
    exam = next(event for event in views[0].events if event.family == "imaging")
    first = views[0].dates[0]
    assert Story(views[0], exam).has_moved_on(first, first.interval) is moved_on


def test_networks_of_their_own_are_kept_and_read_back(tmp_path):
    _, undated = read(STORY)
    dated = replace(undated.bag, known_day=True)
    first, second = LinkScorer().eval(), LinkScorer().eval()
    model = LinkModel(first.beside(second, 0.5), decision=Decision(0.4, filled=(WAY,)))
    both = log_distribution(model.scorer(pack([dated, undated.bag])))
    assert both[0].allclose(log_distribution(first(pack([dated])))[0])
    assert both[1].allclose(log_distribution(second(pack([undated.bag])) * 0.5)[0])
    again = load_model(save_model(model, tmp_path / "m"))
    assert again.decision == model.decision
    assert log_distribution(again.scorer(pack([dated, undated.bag]))).allclose(both)


@pytest.mark.parametrize("members", [1, 3])
@pytest.mark.parametrize("undated", [False, True])
def test_numpy_reads_the_networks_as_torch_does(members, undated):
    torch.manual_seed(members)
    rng = np.random.default_rng(members)
    _, one = read(STORY)

    def scorer():
        made = LinkScorer.joined([LinkScorer() for _ in range(members)])
        for weights in made.parameters():
            torch.nn.init.normal_(weights, std=0.3)
        return made

    networks = scorer().beside(scorer(), 0.7).eval() if undated else scorer().eval()
    for known_day in (True, False):
        found = [
            replace(
                one.bag,
                numbers=rng.normal(size=(options, len(FEATURES))).astype(np.float32),
                pieces=[rng.integers(0, 2**15, size=rng.integers(0, 40)) for _ in range(options)],
                known_day=known_day,
            )
            for options in (1, 4, 7)
        ]
        with torch.inference_mode():
            told = log_distribution(networks(pack(found)), 1.3).exp().numpy()
        rows = LinkModel(networks, temperature=1.3).probabilities(found)
        for bag, row, as_told in zip(found, rows, told, strict=True):
            np.testing.assert_allclose(row, as_told[: len(bag.pieces)], atol=1e-5)


def test_a_note_is_corrected_where_a_place_is_open():
    view, one = read(STORY)
    place = one.bag.ways.index(WAY)
    index = FEATURES.index("role duration")
    assert one.bag.numbers[place, index] == 1

    scorer = LinkScorer().eval()
    with torch.no_grad():
        first, second, last = (layer for layer in scorer.members[0].layers if hasattr(layer, "weight"))
        for layer in (first, second, last):
            layer.weight.zero_()
            layer.bias.zero_()
        first.weight[0, index] = second.weight[0, 0] = 1
        last.weight[0, 0] = 30  # a network that is sure of durations
    correct(LinkModel(scorer, decision=Decision(0.4, filled=(WAY,))), view)
    assert str(one.bag.event.interval.start) == "2019-01-01"
