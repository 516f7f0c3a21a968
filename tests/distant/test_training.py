"""The losses by hand, the same model twice, calibration, pruning, the store, and who may replace whom."""

import dataclasses
import json
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
import torch

from onco_pipeline.distant.labels import BagLabel
from onco_pipeline.distant.losses import Targets, loss
from onco_pipeline.distant.material import Material, gather
from onco_pipeline.distant.metrics import judge
from onco_pipeline.distant.promotion import contest
from onco_pipeline.distant.settings import DEFAULT_SETTINGS, LinkerSettings, LossSettings, read_settings
from onco_pipeline.distant.splits import Split
from onco_pipeline.distant.store import ModelStore
from onco_pipeline.distant.training import predict, train
from onco_pipeline.errors import UserError
from onco_pipeline.extraction.pipeline import build, pipeline_version
from onco_pipeline.extraction.records import extract_note, rows_of
from onco_pipeline.pipes.event_date.bags import ALONE, RULES_ALONE, Decision, bags, choose
from onco_pipeline.pipes.event_date.correcting import correct, corrector, decide
from onco_pipeline.pipes.event_date.models import LinkModel, load_model, save_model
from onco_pipeline.pipes.event_date.scorer import LinkScorer, log_distribution, pack
from onco_pipeline.pipes.event_date.views import view_of

SMALL = LinkerSettings.model_validate(
    {"training": {"epochs": 8, "batch": 32}, "network": {"width": 8, "hidden": 16, "members": 1}}
)


def with_loss(**changes):
    return SMALL.model_copy(update={"loss": SMALL.loss.model_copy(update=changes)})


@pytest.fixture(scope="module")
def material(world):
    made = gather(world.notes, world.known, found=world.bags)
    # So few patients are spread by hand: a hash may leave a side empty.
    people = sorted(made.sides)
    sides = {person: (Split.TRAIN, Split.TRAIN, Split.TUNE, Split.HELD_OUT)[i % 4] for i, person in enumerate(people)}
    return Material(made.instances, made.labels, sides)


@pytest.fixture(scope="module")
def model(material):
    return train(material, SMALL)


# -- losses -----------------------------------------------------------------------------------------------------
def targets(positive, negative=None, none=None, rules=None, doubtful=True):
    shape = (len(positive), len(positive[0]))
    empty = torch.zeros(shape, dtype=torch.bool)

    def mask(rows):
        return torch.tensor(rows, dtype=torch.bool) if rows is not None else empty

    none = mask(none) if none is not None else torch.tensor([[False] * (shape[1] - 1) + [True]] * shape[0])
    ones = torch.ones(shape[0])
    return Targets(
        mask(positive), mask(negative), none, mask(rules), ones * 0.0, ones, torch.full((shape[0],), doubtful)
    )


def logs(*rows):
    return torch.log(torch.tensor(rows))


ONLY_BAG = LossSettings(negative=0, pu=0, rules=0, robust="none")


def test_a_bag_costs_what_all_its_agreeing_dates_lack_together():
    cost = loss(logs([0.3, 0.5, 0.2]), targets([[1, 1, 0]]), ONLY_BAG, 0.5)
    assert cost.item() == pytest.approx(-np.log(0.8), abs=1e-5)


def test_plain_cross_entropy_wants_each_of_them():
    plain = ONLY_BAG.model_copy(update={"bag": False})
    cost = loss(logs([0.3, 0.5, 0.2]), targets([[1, 1, 0]]), plain, 0.5)
    assert cost.item() == pytest.approx(-(np.log(0.3) + np.log(0.5)) / 2, abs=1e-5)


def test_generalised_cross_entropy_is_bounded_where_the_logarithm_is_not():
    wrong, right = logs([1e-5, 1 - 1e-5]), logs([0.9, 0.1])
    said = targets([[1, 0]])
    robust = ONLY_BAG.model_copy(update={"robust": "gce", "gce_q": 0.5})
    assert loss(wrong, said, ONLY_BAG, 0.5).item() > 10
    assert loss(wrong, said, robust, 0.5).item() < 2.01
    assert loss(right, said, robust, 0.5).item() == pytest.approx((1 - 0.9**0.5) / 0.5, abs=1e-5)
    near = robust.model_copy(update={"gce_q": 1e-4})
    assert loss(right, said, near, 0.5).item() == pytest.approx(-np.log(0.9), abs=1e-3)


def test_unlabelled_events_are_not_taken_for_undated():
    said = targets([[1, 0], [0, 0]])
    risk = LossSettings(negative=0, pu=1, rules=0, robust="none")
    # One of two is labelled and dated; with a prior of 1 nothing speaks for "no date" in the other.
    dated = loss(logs([0.9, 0.1], [0.9, 0.1]), said, risk, 1.0)
    undated = loss(logs([0.9, 0.1], [0.1, 0.9]), said, risk, 1.0)
    assert undated.item() == pytest.approx(dated.item(), abs=1e-5)
    # With a prior of one half, the other one is undated: saying so is cheaper.
    assert loss(logs([0.9, 0.1], [0.1, 0.9]), said, risk, 0.5) < loss(logs([0.9, 0.1], [0.9, 0.1]), said, risk, 0.5)


def test_the_risk_is_never_negative_and_looks_at_doubtful_events_only():
    risk = LossSettings(negative=0, pu=1, rules=0, robust="none")
    said = targets([[1, 0], [0, 0]], doubtful=False)
    assert loss(logs([0.5, 0.5], [0.1, 0.9]), said, risk, 0.5).item() == pytest.approx(-np.log(0.5), abs=1e-5)
    some = targets([[1, 0], [0, 0]])
    cost = loss(logs([1.0, 1e-9], [1e-9, 1.0]), some, risk, 0.9)
    assert cost.item() >= 0


def test_contradicted_dates_and_the_rules_vote_cost_by_their_weight():
    said = targets([[0, 0, 0]], negative=[[1, 0, 0]], rules=[[0, 1, 0]])
    settings = LossSettings(negative=0.5, pu=0, rules=0.25, robust="none")
    cost = loss(logs([0.2, 0.5, 0.3]), said, settings, 0.5)
    assert cost.item() == pytest.approx(-0.5 * np.log(0.8) - 0.25 * np.log(0.5), abs=1e-5)


def test_padding_changes_nothing():
    scores = torch.tensor([[1.0, 0.0, -torch.inf]])
    padded = loss(log_distribution(scores), targets([[1, 0, 0]], none=[[0, 1, 0]]), LossSettings(), 0.5)
    plain = loss(log_distribution(scores[:, :2]), targets([[1, 0]]), LossSettings(), 0.5)
    assert padded.item() == pytest.approx(plain.item(), abs=1e-6)


# -- training ---------------------------------------------------------------------------------------------------
def test_the_same_seed_gives_the_same_model_and_another_seed_another(material, model):
    again = train(material, SMALL)
    assert all(torch.equal(a, b) for a, b in zip(model.scorer.parameters(), again.scorer.parameters(), strict=True))
    assert (model.temperature, model.decision, model.card) == (again.temperature, again.decision, again.card)
    other = train(material, SMALL.model_copy(update={"training": SMALL.training.model_copy(update={"seed": 1})}))
    assert not torch.equal(model.scorer.members[0].words.weight, other.scorer.members[0].words.weight)


def test_training_leaves_the_random_state_of_the_process_alone(material):
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    train(material, SMALL.model_copy(update={"training": SMALL.training.model_copy(update={"epochs": 1})}))
    assert torch.equal(torch.rand(3), expected)


def test_a_few_epochs_learn_where_dates_stand(model):
    figures = model.card["held_out"]
    assert figures["bags"] > 30
    assert figures["model"] > 0.8
    # The rules may leave it nothing to mend on so few patients; what it mends on more, `onco linker compare` tells.
    assert figures["linked"] >= figures["rules"]
    assert sum(count for _, _, count in figures["reliability"]) == figures["bags"]


@pytest.mark.parametrize(
    "changes",
    [
        {"robust": "prune", "prune_share": 0.2},
        {"robust": "none", "pu": 0, "bag": False, "closed_world": True, "rules": 0},
        {"prior": 0.4, "robust": "none"},
    ],
)
def test_every_way_of_taking_labels_trains(material, changes):
    settings = with_loss(**changes)
    settings = settings.model_copy(update={"training": settings.training.model_copy(update={"epochs": 1})})
    assert train(material, settings).card["held_out"]["bags"] > 30


def test_without_a_label_there_is_nothing_to_learn(material):
    bare = [BagLabel((False,) * len(said.positive), said.negative, said.rows) for said in material.labels]
    with pytest.raises(ValueError, match="nothing that the coded rows show"):
        train(Material(material.instances, bare, material.sides), SMALL)


def test_a_model_trained_on_wrong_labels_is_not_better_than_the_rules(material, model):
    """The contest looks at held-out labels: with the training labels turned over, the new model loses it."""
    flipped = [
        dataclasses.replace(
            said, positive=(*(any(said.positive) and not good for good in said.positive[:-1]), said.positive[-1])
        )
        if material.sides[one.person_id] is Split.TRAIN
        else said
        for one, said in zip(material.instances, material.labels, strict=True)
    ]
    settings = with_loss(rules=0, robust="none").model_copy(
        update={"decision": SMALL.decision.model_copy(update={"threshold": 0.0, "overrule": True})}
    )
    bad = train(Material(material.instances, flipped, material.sides), settings)
    fought = contest(bad, None, material)
    assert not fought.won
    assert fought.new < fought.rules
    better = contest(model, bad, material)
    assert better.new > better.current


def test_equal_is_not_better(model, material):
    assert not contest(model, model, material).won


# -- using ------------------------------------------------------------------------------------------------------
def test_a_model_read_back_says_the_same(model, material, tmp_path):
    save_model(model, tmp_path / "m")
    back = load_model(tmp_path / "m")
    some = material.instances[:40]
    assert all((a == b).all() for a, b in zip(predict(model, some), predict(back, some), strict=True))
    assert (back.temperature, back.decision) == (model.temperature, model.decision)
    assert back.card == json.loads(json.dumps(model.card))


def test_probabilities_sum_to_one_and_do_not_depend_on_the_batch(model, material):
    some = material.instances[:60]
    together, alone = predict(model, some), predict(model, some, batch=1)
    for one, other in zip(together, alone, strict=True):
        assert one.sum() == pytest.approx(1, abs=1e-5)
        assert np.allclose(one, other, atol=1e-6)


@pytest.mark.parametrize(
    "decision",
    [
        Decision(0.2),
        Decision(0.35, overrule=True),
        Decision(0.05, replaced=("earlier sentence", "derived")),
    ],
)
def test_the_pipe_and_the_plain_reading_correct_alike(model, world, tmp_path, decision):
    eager = LinkModel(model.scorer, model.temperature, decision)
    folder = save_model(eager, tmp_path / "m")
    rules, learned = build(), build(linker=folder)
    changed = 0
    # Notes with an event that the model may date come first.
    open_to_it = {one.note_id for one in world.bags if one.bag.way is None and Decision(0.0).is_open_to(one.bag)}
    notes = sorted(world.notes, key=lambda note: str(note["note_id"]) not in open_to_it)
    for note in notes[:40]:
        by_rules = extract_note(rules, note)
        by_pipe = extract_note(learned, note)
        plain = rows_of(note, folder)
        assert [row["date_start"] for row in by_pipe] == [row["date_start"] for row in plain]
        assert [row["confidence"] for row in by_pipe] == pytest.approx([row["confidence"] for row in plain], abs=2e-3)
        changed += sum(a["date_start"] != b["date_start"] for a, b in zip(by_rules, plain, strict=True))
    assert changed > 0


def test_below_the_threshold_the_rules_stand(world, model, tmp_path):
    never = save_model(LinkModel(model.scorer, model.temperature, RULES_ALONE), tmp_path / "m")
    names = ("date_start", "date_end", "status", "date_quote")
    for note in world.notes[:25]:
        plain, linked = rows_of(note), rows_of(note, never)
        assert [[row[name] for name in names] for row in plain] == [[row[name] for name in names] for row in linked]


def test_deciding_by_hand():
    view = view_of(build()("Vue le 01/02/2019. Scanner du 12/03/2019. Opérée le 20/03/2019."))
    (bag,) = bags(view)
    bold = Decision(0.6, overrule=True)
    assert not decide(bag, [0.2, 0.5, 0.2, 0.1], bold)
    assert bag.event.confidence == 0.5
    assert not decide(bag, [0.55, 0.3, 0.1, 0.05], bold)
    assert str(bag.event.interval.start) == "2019-03-12"
    assert not decide(bag, [0.9, 0.05, 0.05, 0.0], Decision(0.3))  # what the rules date, they date
    assert choose(bag, [0.7, 0.2, 0.1, 0.0], bold).interval == bag.intervals[0]
    assert decide(bag, [0.7, 0.2, 0.1, 0.0], bold, explain=True)
    assert (str(bag.event.interval.start), bag.event.confidence) == ("2019-02-01", 0.7)
    assert "probability 0.70" in bag.event.explanation
    assert decide(bag, [0.05, 0.05, 0.1, 0.8], bold)
    assert bag.event.interval is None and bag.event.date is None


def undated_bag(day):
    """Return the bag of an exam that the rules leave without a date, in a note of a day or of none."""
    nlp = build()
    doc = nlp.make_doc("Scanner thoracique sans anomalie.\nElle a été vue le 12/03/2019 puis le 14/05/2019.")
    doc._.note_datetime = day
    view = view_of(nlp(doc))
    assert view.events[0].interval is None
    (bag,) = bags(view)
    return view, bag


def test_an_undated_event_gets_the_likeliest_date_even_where_none_is_likelier():
    _, bag = undated_bag(datetime(2019, 6, 1))
    rows = [0.1] * (len(bag.options) - 2)
    assert choose(bag, [0.35, *rows, 0.4], Decision(0.3)).interval == bag.intervals[0]
    assert choose(bag, [0.25, *rows, 0.4], Decision(0.3)).interval is None
    assert choose(bag, [0.35, *rows, 0.4], RULES_ALONE).interval is None
    assert choose(bag, [0.35, *rows, 0.4], ALONE).interval is None


def test_in_a_note_without_a_day_the_rules_stand(model):
    _, bag = undated_bag(None)
    rows = [0.0] * (len(bag.options) - 1)
    assert choose(bag, [1.0, *rows], Decision(0.3)).interval is None
    view, _ = undated_bag(None)
    assert not list(bags(view, Decision(0.3)))
    correct(LinkModel(model.scorer, decision=Decision(0.0)), view)
    assert view.events[0].interval is None


def test_only_undated_events_are_weighed_where_the_rules_are_not_overruled(world):
    every = [(one.bag.event.start, one.bag.event.interval) for one in world.bags]
    assert any(interval is None for _, interval in every) and any(interval is not None for _, interval in every)
    view = view_of(build()("Scanner du 12/03/2019."))
    assert list(bags(view)) and not list(bags(view, Decision(0.3)))


def test_an_untrained_pipe_changes_nothing_and_an_empty_note_is_no_trouble():
    view = view_of(build()("Scanner du 12/03/2019."))
    correct(LinkModel.untrained(), view)
    assert str(view.events[0].interval.start) == "2019-03-12"
    correct(LinkModel.untrained(), view_of(build()("")))


def test_joined_networks_give_the_mean_of_their_probabilities(material):
    one, other = LinkScorer().eval(), LinkScorer().eval()
    joined = LinkScorer.joined([one, other]).eval()
    some = material.instances[:20]
    rows = [predict(LinkModel(scorer), some) for scorer in (one, other, joined)]
    for first, second, both in zip(*rows, strict=True):
        assert np.allclose((first + second) / 2, both, atol=1e-6)


@pytest.mark.parametrize("members", [1, 3])
@pytest.mark.parametrize("known_day", [True, False])
def test_numpy_reads_the_networks_as_torch_does(material, members, known_day):
    scorer = LinkScorer.joined([LinkScorer().eval() for _ in range(members)]).eval()
    if not known_day:
        scorer = scorer.beside(LinkScorer.joined([LinkScorer().eval() for _ in range(members)]), 1.3).eval()
    some = [dataclasses.replace(one.bag, known_day=known_day) for one in material.instances[:12]]
    with torch.inference_mode():
        expected = log_distribution(scorer(pack(some)) / 1.7).exp().numpy()
    for row, given in zip(expected, LinkModel(scorer, 1.7).probabilities(some), strict=True):
        assert np.allclose(row[: len(given)], given, atol=1e-5)
        assert not row[len(given) :].any()


def test_scores_of_a_bag_do_not_depend_on_its_neighbours():
    views = [
        view_of(build()(text))
        for text in ("Scanner du 12/03/2019.", "Vue le 01/02/2019. IRM du 12/03/2019. Revue le 02/04/2019.")
    ]
    one, other = (next(bags(view)) for view in views)
    scorer = LinkScorer().eval()
    with torch.inference_mode():
        together, alone = scorer(pack([one, other])), scorer(pack([one]))
    assert torch.allclose(together[0, : len(one.options)], alone[0])
    assert torch.isinf(together[0, len(one.options) :]).all()


# -- keeping ----------------------------------------------------------------------------------------------------
def test_versions_are_kept_used_and_restored(model, tmp_path):
    store = ModelStore(tmp_path / "models")
    assert store.versions() == [] and store.current() is None
    first, second = store.add(model), store.add(LinkModel.untrained())
    assert (first, second) == ("v0001", "v0002")
    assert store.current() is None
    store.use(second)
    assert store.current().name == second
    store.use(first)  # the older one, restored
    assert [version.current for version in store.versions()] == [True, False]
    assert pipeline_version(store.path(first)) != pipeline_version(store.path(second)) != pipeline_version()
    with pytest.raises(UserError, match=r"v0009.*v0001, v0002"):
        store.use("v0009")


def test_a_version_remembers_whose_notes_it_has_read_and_can_be_removed(model, tmp_path):
    store = ModelStore(tmp_path / "models")
    first, second, third = (
        store.add(model, people) for people in (["patient 1", "patient 2"], ["patient 2"], ["patient 3"])
    )
    (store.path(third) / "people.json").unlink()  # made before people were remembered
    assert store.trained_with("patient 1") == (first, third)
    assert store.trained_with("patient 2") == (first, second, third)
    assert not any(b"patient 1" in path.read_bytes() for path in store.path(first).iterdir())
    store.use(second)
    store.remove([first])
    assert store.current().name == second
    store.remove([second, third])
    assert store.current() is None and store.versions() == []
    assert ModelStore(tmp_path / "none").trained_with("patient 1") == ()


def test_a_damaged_or_foreign_model_is_refused_with_the_way_out(model, tmp_path):
    with pytest.raises(UserError, match="no trained linker"):
        load_model(tmp_path)
    folder = save_model(model, tmp_path / "m")
    (folder / "weights.safetensors").write_bytes(b"x")
    with pytest.raises(UserError, match="damaged"):
        load_model(folder)
    save_model(model, folder)
    card = json.loads((folder / "model.json").read_text())
    card["feature_names"] = card["feature_names"][1:]
    (folder / "model.json").write_text(json.dumps(card))
    with pytest.raises(UserError, match="other features"):
        load_model(folder)
    corrector.cache_clear()


def test_the_shipped_configuration_is_the_default_and_mistakes_are_named(tmp_path):
    assert read_settings(DEFAULT_SETTINGS) == LinkerSettings()
    mine = tmp_path / "mine.yaml"
    mine.write_text("loss: {robust: prune}\n")
    assert read_settings(mine).loss.robust == "prune"
    for text, word in (
        ("loss: {robsut: gce}", "robsut"),
        ("training: {epochs: 0}", "epochs"),
        ("a: [", "no readable YAML"),
    ):
        mine.write_text(text)
        with pytest.raises(UserError, match=word):
            read_settings(mine)
    with pytest.raises(UserError, match="no configuration"):
        read_settings(Path("nowhere.yaml"))


def test_judging_counts_positive_bags_only(material, model):
    found = predict(model, material.instances)
    judged = judge(material.instances, material.labels, found, model.decision)
    assert judged.bags == sum(any(said.positive) for said in material.labels)
    none = [BagLabel((False,) * len(said.positive), said.negative, said.rows) for said in material.labels]
    assert judge(material.instances, none, found, model.decision).bags == 0
