"""What training minimises: each way of taking noisy, partial labels, switchable in the configuration.

All work on the log probabilities of a batch of bags, shape (bags, most options), "no date" included; see
docs/literature.md for where each comes from and what it assumes.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from onco_pipeline.distant.settings import LossSettings

__all__ = ["Targets", "loss"]

_LEAST = 1e-6


@dataclass(slots=True)
class Targets:
    """Labels of a batch; all of shape (bags, most options) but the last three, of shape (bags,).

    Attributes
    ----------
    positive
        Options of which at least one is right.
    negative
        Options that are probably wrong.
    none
        The option "no date".
    rules
        What the rules gave.
    uncoded
        Share of the true dates of such an event that no coded row shows.
    weight
        What the bag counts.
    doubtful
        Where the rules find no date although a coded row could show one: only there is "no date" in question.
    """

    positive: Tensor
    negative: Tensor
    none: Tensor
    rules: Tensor
    uncoded: Tensor
    weight: Tensor
    doubtful: Tensor

    def take(self, places: Tensor, width: int) -> Targets:
        """Return the labels of some bags, cut to their most options."""
        return Targets(
            positive=self.positive[places, :width],
            negative=self.negative[places, :width],
            none=self.none[places, :width],
            rules=self.rules[places, :width],
            uncoded=self.uncoded[places],
            weight=self.weight[places],
            doubtful=self.doubtful[places],
        )


def loss(logs: Tensor, targets: Targets, settings: LossSettings, prior: float) -> Tensor:
    """Return the loss of a batch, a scalar.

    Parameters
    ----------
    logs
        Log probabilities of the options, minus infinity where a bag has none.
    targets
        Their labels.
    settings
        Which parts count, and how much.
    prior
        Share of the doubtful bags whose event has one of its dates, for the positive-unlabelled part.
    """
    probabilities = logs.exp()
    labelled = targets.positive.any(dim=1)
    weight = targets.weight * labelled
    if settings.bag:
        total = _weighted(_unlikely((probabilities * targets.positive).sum(dim=1), settings), weight)
    else:
        # Plain cross-entropy: every agreeing date is believed to be right.
        each = _unlikely(probabilities, settings) * targets.positive
        total = _weighted(each.sum(dim=1) / targets.positive.sum(dim=1).clamp(min=1), weight)
    if settings.negative:
        trust = (1 - targets.uncoded)[:, None] if settings.pu else 1.0
        denied = _unlikely(1 - probabilities, settings) * targets.negative * trust
        total = total + settings.negative * _weighted(denied.sum(dim=1), targets.weight)
    if settings.pu:
        none = (probabilities * targets.none).sum(dim=1)
        total = total + settings.pu * _positive_unlabelled(none[targets.doubtful], labelled[targets.doubtful], prior)
    elif settings.closed_world:
        # Without the correction: where every date is contradicted, the event is believed to have none.
        contradicted = (targets.negative | targets.none | torch.isinf(logs)).all(dim=1) & ~labelled
        none = _unlikely((probabilities * targets.none).sum(dim=1), settings)
        total = total + _weighted(none, targets.weight * contradicted)
    if settings.rules:
        # The rules are a labelling function too: a weak vote where the coded rows say nothing.
        voted = _unlikely((probabilities * targets.rules).sum(dim=1), settings)
        total = total + settings.rules * _weighted(voted, targets.weight * ~labelled)
    return total


def _unlikely(probability: Tensor, settings: LossSettings) -> Tensor:
    """Return the cost of giving what is right this probability: logarithmic, or bounded and so robust to wrong labels.

    Generalised cross-entropy ``(1 - p ** q) / q`` lies between the logarithm (q to 0) and the absolute error (q = 1).
    """
    safe = probability.clamp(_LEAST, 1.0)
    if settings.robust == "gce":
        return (1 - safe**settings.gce_q) / settings.gce_q
    return -safe.log()


def _weighted(costs: Tensor, weight: Tensor) -> Tensor:
    return (costs * weight).sum() / weight.sum().clamp(min=1.0)


def _positive_unlabelled(none: Tensor, labelled: Tensor, prior: float) -> Tensor:
    """Return the non-negative risk of telling dated events (labelled or not) from undated ones.

    Nobody labels an event as undated: the share of the undated among all bags is what all bags show minus what the
    labelled, all of them dated, would show, held at zero from below. The sigmoid loss is the probability itself.
    Labelled ones must be like the dated ones among which they are counted, so the risk is taken where the rules find no
    date and the patient's care is coded; an event done elsewhere, which no row can show, would be taken for undated.
    """
    if not labelled.any():
        return none.sum() * 0.0
    missed = none[labelled].mean()
    undated = (1 - none).mean() - prior * (1 - none[labelled]).mean()
    return prior * missed + undated.clamp(min=0.0)
