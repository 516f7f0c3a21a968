"""The learned linker's networks read with numpy, one note at a time.

What a note asks of them is too little for torch: its calls cost ten times what they compute. The weights are the
scorer's own, and so are the probabilities, but for the last digits of a float32.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from torch import nn

from onco_pipeline.pipes.event_date.bags import Bag
from onco_pipeline.pipes.event_date.scorer import LinkScorer

__all__ = ["Inference"]

_Layer = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, slots=True)
class _Networks:
    """The members of a scorer: their word vectors side by side, and the layers of each."""

    words: np.ndarray
    layers: list[list[_Layer]]

    @classmethod
    def of(cls, scorer: LinkScorer) -> _Networks:
        members = list(scorer.members)
        words = np.concatenate([member.words.weight.detach().numpy() for member in members], axis=1)
        layers = [
            [
                (layer.weight.detach().numpy().T, layer.bias.detach().numpy())
                for layer in member.layers
                if isinstance(layer, nn.Linear)
            ]
            for member in members
        ]
        return cls(words, layers)

    def scores(self, bags: Sequence[Bag]) -> list[np.ndarray]:
        """Return the score of each option of each bag; of several members, the logarithm of their mean probability."""
        numbers = np.concatenate([bag.numbers for bag in bags])
        summed = np.tanh([self.words[option].sum(axis=0) for bag in bags for option in bag.pieces])
        bounds = np.cumsum([len(bag.pieces) for bag in bags])[:-1]
        told = [
            np.split(_scores(np.concatenate([numbers, words], axis=1), layers), bounds)
            for words, layers in zip(np.split(summed, len(self.layers), axis=1), self.layers, strict=True)
        ]
        if len(told) == 1:
            return told[0]
        return [np.log(np.mean([_distribution(one) for one in members], axis=0)) for members in zip(*told, strict=True)]


class Inference:
    """What a scorer gives the bags of one note.

    Parameters
    ----------
    scorer
        The networks, as they are now: what is learned later is not seen.

    Examples
    --------
    >>> bag = Bag(None, [], np.zeros((2, LinkScorer().shape.features), np.float32), [np.array([5]), np.array([5])])
    >>> Inference(LinkScorer()).probabilities([bag], temperature=2.0)
    [[0.5, 0.5]]
    """

    def __init__(self, scorer: LinkScorer) -> None:
        self._dated = _Networks.of(scorer)
        self._undated = _Networks.of(scorer.undated) if scorer.shape.undated else None
        self._ratio = float(scorer.ratio) if scorer.shape.undated else 1.0

    def probabilities(self, bags: Sequence[Bag], temperature: float) -> list[list[float]]:
        """Return the probability of each option of each bag; the bags are of one note, and there is at least one."""
        if self._undated is None or bags[0].known_day:
            scores = self._dated.scores(bags)
        else:
            scores = [self._ratio * one for one in self._undated.scores(bags)]
        return [_distribution(one / temperature).tolist() for one in scores]


def _scores(given: np.ndarray, layers: Sequence[_Layer]) -> np.ndarray:
    *hidden, (weight, bias) = layers
    for inner, offset in hidden:
        given = np.maximum(given @ inner + offset, 0)
    return (given @ weight + bias)[:, 0]


def _distribution(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores.astype(np.float64) - scores.max())
    return raised / raised.sum()
