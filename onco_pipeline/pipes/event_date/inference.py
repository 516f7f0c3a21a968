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

_SUM = np.add.reduce


@dataclass(frozen=True, slots=True)
class _Networks:
    """The members of a scorer, side by side.

    Attributes
    ----------
    words
        Shape (pieces, members * width): their word vectors.
    layers
        Of each layer the weights, shape (members, inputs, outputs), and what is added, shape (members, 1, outputs).
    """

    words: np.ndarray
    layers: list[tuple[np.ndarray, np.ndarray]]

    @classmethod
    def of(cls, scorer: LinkScorer) -> _Networks:
        members = list(scorer.members)
        words = np.concatenate([member.words.weight.detach().numpy() for member in members], axis=1)
        of_members = [[layer for layer in member.layers if isinstance(layer, nn.Linear)] for member in members]
        layers = [
            (
                np.stack([layer.weight.detach().numpy().T for layer in layer_of_members]),
                np.stack([layer.bias.detach().numpy()[None, :] for layer in layer_of_members]),
            )
            for layer_of_members in zip(*of_members, strict=True)
        ]
        return cls(words, layers)

    def scores(self, bags: Sequence[Bag]) -> list[np.ndarray]:
        """Return the score of each option of each bag; of several members, the logarithm of their mean probability."""
        # ``take`` and ``reduce`` are what an index and ``sum`` come to, without what they spend on the way.
        summed = np.array([_SUM(self.words.take(option, axis=0)) for bag in bags for option in bag.pieces])
        numbers = np.concatenate([bag.numbers for bag in bags])
        members, (rows, features) = len(self.layers[0][0]), numbers.shape
        words = np.tanh(summed).reshape(rows, members, -1).swapaxes(0, 1)
        given = np.empty((members, rows, features + words.shape[2]), dtype=np.float32)
        given[:, :, :features], given[:, :, features:] = numbers, words
        *hidden, (weight, bias) = self.layers
        for inner, offset in hidden:
            given = np.maximum(given @ inner + offset, 0)
        told = (given @ weight + bias)[:, :, 0]
        found, start = [], 0
        for bag in bags:
            end = start + len(bag.pieces)
            of_bag = told[:, start:end]
            found.append(of_bag[0] if members == 1 else np.log(_SUM(_distribution(of_bag)) / members))
            start = end
        return found


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


def _distribution(scores: np.ndarray) -> np.ndarray:
    """Return the probabilities that scores come to, over the last axis."""
    raised = np.exp(scores.astype(np.float64) - scores.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)
