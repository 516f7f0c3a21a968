"""Train, calibrate and judge a linker on labelled bags; the same data, configuration and seed give the same model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import torch

from onco_pipeline.distant.doubt import compared, compared_fills, doubtful_ways, trusted_places
from onco_pipeline.distant.instances import Instance
from onco_pipeline.distant.labels import BagLabel
from onco_pipeline.distant.losses import Targets, loss
from onco_pipeline.distant.material import Material
from onco_pipeline.distant.metrics import judge
from onco_pipeline.distant.settings import LinkerSettings
from onco_pipeline.distant.splits import Split
from onco_pipeline.pipes.event_date.bags import Bag, Decision
from onco_pipeline.pipes.event_date.features import FEATURES, RULES
from onco_pipeline.pipes.event_date.models import LinkModel
from onco_pipeline.pipes.event_date.scorer import LinkScorer, Shape, log_distribution, pack

__all__ = ["fit", "predict", "train"]

#: Temperatures that are tried.
_TEMPERATURES = np.geomspace(0.25, 8.0, 61)
_FOLDS = 2


def train(material: Material, settings: LinkerSettings) -> LinkModel:
    """Return a linker trained on the training patients, stopped and calibrated on the tuning patients.

    Its card holds the configuration, the fingerprint of the data, and how it does on the held-out patients'
    labels beside the rules.

    Raises
    ------
    ValueError
        When there is no positive bag to train or to tune on.
    """
    learn, tune, held_out = (material.of(side) for side in Split)
    if not _positives(learn) or not _positives(tune):
        raise ValueError("no labelled event to learn from: the notes tell nothing that the coded rows show")
    model = fit(learn, tune, settings)
    judged = judge(held_out.instances, held_out.labels, predict(model, held_out.instances), model.decision)
    model.card |= {
        "settings": settings.model_dump(),
        "data_fingerprint": material.fingerprint,
        "bags": {str(side): len(part.instances) for side, part in zip(Split, (learn, tune, held_out), strict=True)},
        "positive_bags": {
            str(side): _positives(part) for side, part in zip(Split, (learn, tune, held_out), strict=True)
        },
        "held_out": judged.as_dict(),
    }
    return model


def _positives(material: Material) -> int:
    return sum(any(said.positive) for said in material.labels)


def fit(learn: Material, tune: Material, settings: LinkerSettings) -> LinkModel:
    """Return networks fitted to ``learn``, stopped and calibrated on ``tune``."""
    with _repeatable(settings.training.seed):
        kept = _prune(learn, tune, settings) if settings.loss.robust == "prune" else learn
        dated, asked = (_or_all(part, part.with_day(True)) for part in (kept, tune))
        model = _networks(dated, asked, settings)
        if settings.decision.replace_doubtful:
            counts = compared(
                [*dated.instances, *asked.instances],
                [*dated.labels, *asked.labels],
                [*_out_of_fold(dated, asked, settings), *predict(model, asked.instances)],
            )
            model.decision = replace(model.decision, replaced=doubtful_ways(counts))
            model.card["model_or_rules"] = {way: list(won_lost) for way, won_lost in counts.items()}
        undated = tune.with_day(False)
        return _read_undated(model, kept, undated, settings) if _positives(undated) else model


def _or_all(whole: Material, part: Material) -> Material:
    return part if _positives(part) else whole


def _networks(learn: Material, tune: Material, settings: LinkerSettings) -> LinkModel:
    scorer = LinkScorer.joined([_fit(learn, tune, settings) for _ in range(settings.network.members)])
    decision = Decision(settings.decision.threshold, settings.decision.overrule)
    return LinkModel(scorer, _calibrate(scorer, tune), decision)


def _read_undated(model: LinkModel, learn: Material, tune: Material, settings: LinkerSettings) -> LinkModel:
    """Return the model with networks for notes without a day, and the places that they may date from.

    They learn from all notes, and are stopped, calibrated and judged on those without a day. What they are asked for
    is rare, and would be taken for wrong labels by a loss that withstands these: the plain one is taken.
    """
    plain = settings.model_copy(update={"loss": settings.loss.model_copy(update={"robust": "none"})})
    other = _networks(learn, tune, plain)
    own = learn.with_day(False)
    counts = compared_fills(
        [*own.instances, *tune.instances],
        [*own.labels, *tune.labels],
        [*_out_of_fold(learn, tune, plain, undated=True), *predict(other, tune.instances)],
        model.decision,
    )
    scorer = model.scorer.beside(other.scorer, model.temperature / other.temperature)
    decision = replace(model.decision, filled=trusted_places(counts))
    card = model.card | {"fills_undated": {way: list(won_lost) for way, won_lost in counts.items()}}
    return LinkModel(scorer, model.temperature, decision, card)


@contextmanager
def _repeatable(seed: int) -> Iterator[None]:
    """Fix the seed and use one thread, since sums in another order round differently."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            yield
    finally:
        torch.set_num_threads(threads)


def _targets(instances: Sequence[Instance], labels: Sequence[BagLabel], settings: LinkerSettings) -> Targets:
    width = max(len(one.bag.options) for one in instances)
    shape = (len(instances), width)
    positive, negative, none, rules = (np.zeros(shape, dtype=bool) for _ in range(4))
    for row, (one, said) in enumerate(zip(instances, labels, strict=True)):
        count = len(one.bag.options)
        positive[row, :count] = said.positive
        negative[row, :count] = said.negative
        none[row, count - 1] = True
        chosen = one.bag.intervals[one.bag.chosen]
        rules[row, :count] = [interval == chosen for interval in one.bag.intervals]
    uncoded = [settings.loss.uncoded.get(one.bag.event.family.value, 0.5) for one in instances]
    doubtful = [
        said.covered and one.bag.intervals[one.bag.chosen] is None for one, said in zip(instances, labels, strict=True)
    ]
    return Targets(
        positive=torch.from_numpy(positive),
        negative=torch.from_numpy(negative),
        none=torch.from_numpy(none),
        rules=torch.from_numpy(rules),
        uncoded=torch.from_numpy(np.array(uncoded, dtype=np.float32)),
        weight=torch.ones(len(instances)),
        doubtful=torch.tensor(doubtful),
    )


def _prior(targets: Targets, settings: LinkerSettings) -> float:
    """Return the share of dated events among the doubtful ones: as configured, or by how many are labelled.

    A dated event is labelled when its act was coded, so that each labelled one stands for those of its family that
    were not.
    """
    if settings.loss.prior is not None:
        return settings.loss.prior
    labelled = targets.positive.any(dim=1)[targets.doubtful].float()
    if not len(labelled):
        return 0.5
    return float((labelled / (1 - targets.uncoded[targets.doubtful]).clamp(min=0.1)).mean().clamp(0.05, 0.95))


def _fit(learn: Material, tune: Material, settings: LinkerSettings) -> LinkScorer:
    how = settings.training
    network = settings.network
    scorer = LinkScorer(Shape(width=network.width, hidden=network.hidden, dropout=network.dropout))
    optimizer = torch.optim.AdamW(scorer.parameters(), lr=how.rate, weight_decay=how.decay, fused=True)
    targets = _targets(learn.instances, learn.labels, settings)
    prior = _prior(targets, settings)
    bags = [one.bag for one in learn.instances]
    is_rule = torch.zeros(len(FEATURES), dtype=torch.bool)
    is_rule[list(RULES)] = True
    best, kept, waited = -np.inf, None, 0
    steps = how.epochs * -(-len(bags) // how.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=how.rate, total_steps=steps)
    for _ in range(how.epochs):
        scorer.train()
        for places in torch.randperm(len(bags)).split(how.batch):
            packed = pack([bags[i] for i in places.tolist()])
            hidden = torch.rand(len(places)) < how.hide_rules
            packed.numbers[hidden.repeat_interleave(packed.mask.sum(dim=1))[:, None] & is_rule] = 0
            logs = log_distribution(scorer(packed))
            cost = loss(logs, targets.take(places, packed.mask.shape[1]), settings.loss, prior)
            optimizer.zero_grad()
            cost.backward()
            optimizer.step()
            schedule.step()
        reached = _progress(scorer, tune)
        if reached > best:
            best, waited = reached, 0
            kept = {name: value.clone() for name, value in scorer.state_dict().items()}
        else:
            waited += 1
            if waited >= how.patience:
                break
    scorer.load_state_dict(kept)
    return scorer.eval()


def _progress(scorer: LinkScorer, tune: Material) -> float:
    """Return how likely the tuning patients' labels are: the mean probability, which no wrong label can ruin."""
    said = [(one, label) for one, label in zip(tune.instances, tune.labels, strict=True) if any(label.positive)]
    found = predict(LinkModel(scorer), [one for one, _ in said])
    return float(np.mean([p[np.array(label.positive)].sum() for p, (_, label) in zip(found, said, strict=True)]))


def predict(model: LinkModel, instances: Sequence[Instance], batch: int = 512) -> list[np.ndarray]:
    """Return the calibrated probabilities of the options of each bag, one float64 array of shape (options,) a bag.

    A float64 is one of Python's floats, as a compiled function asks for; a float32 is none.
    """
    found: list[np.ndarray] = []
    model.scorer.eval()
    with torch.inference_mode():
        for start in range(0, len(instances), batch):
            bags: list[Bag] = [one.bag for one in instances[start : start + batch]]
            rows = log_distribution(model.scorer(pack(bags)), model.temperature).exp().double().numpy()
            found += [row[: len(bag.options)] for row, bag in zip(rows, bags, strict=True)]
    return found


def _calibrate(scorer: LinkScorer, tune: Material) -> float:
    """Return the temperature under which the tuning patients' labels are likeliest."""
    said = [(one, label) for one, label in zip(tune.instances, tune.labels, strict=True) if any(label.positive)]
    raw = predict(LinkModel(scorer), [one for one, _ in said])

    def cost(temperature: float) -> float:
        total = 0.0
        for row, (_, label) in zip(raw, said, strict=True):
            powered = np.maximum(row, 1e-12) ** (1 / temperature)
            total -= np.log(max(powered[np.array(label.positive)].sum() / powered.sum(), 1e-6))
        return total

    return float(min(_TEMPERATURES, key=cost))


def _prune(learn: Material, tune: Material, settings: LinkerSettings) -> Material:
    """Return the training bags without the labels that models of the other patients find least likely.

    Confident learning by folds of patients: a positive bag is dropped when the model trained without its patient
    gives its agreeing dates less probability than another one, the least likely first, up to a share.
    """
    plain = settings.model_copy(update={"loss": settings.loss.model_copy(update={"robust": "none"})})
    doubtful: list[tuple[float, int]] = []
    for i, row in enumerate(_out_of_fold(learn, tune, plain)):
        agreeing = np.array(learn.labels[i].positive)
        if agreeing.any() and row[agreeing].sum() < row[~agreeing].max(initial=0.0):
            doubtful.append((float(row[agreeing].sum()), i))
    most = int(settings.loss.prune_share * _positives(learn))
    dropped = {i for _, i in sorted(doubtful)[:most]}
    kept = [i for i in range(len(learn.instances)) if i not in dropped]
    return Material([learn.instances[i] for i in kept], [learn.labels[i] for i in kept], learn.sides)


def _out_of_fold(
    learn: Material, tune: Material, settings: LinkerSettings, *, undated: bool = False
) -> list[np.ndarray]:
    """Return the probabilities of each training bag by a network that was trained without its patient.

    ``undated``: of those in notes without a day only.
    """
    people = sorted({one.person_id for one in learn.instances})
    fold = {person: place % _FOLDS for place, person in enumerate(people)}
    asked = [i for i, one in enumerate(learn.instances) if not (undated and one.bag.known_day)]
    found: dict[int, np.ndarray] = {}
    for left_out in range(_FOLDS):
        inside = [i for i in asked if fold[learn.instances[i].person_id] == left_out]
        outside = [i for i, one in enumerate(learn.instances) if fold[one.person_id] != left_out]
        part = Material([learn.instances[i] for i in outside], [learn.labels[i] for i in outside], learn.sides)
        network = LinkModel(_fit(part, tune, settings))
        found.update(zip(inside, predict(network, [learn.instances[i] for i in inside]), strict=True))
    return [found[i] for i in asked]
