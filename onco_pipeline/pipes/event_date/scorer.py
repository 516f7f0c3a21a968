"""The network behind the learned linker: one score an option, a distribution over the options of a bag."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn

from onco_pipeline.pipes.event_date.bags import BITS, Bag
from onco_pipeline.pipes.event_date.features import FEATURES

__all__ = ["LinkScorer", "Packed", "Shape", "log_distribution", "pack"]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network; stored beside its weights.

    Attributes
    ----------
    width
        Numbers a hashed piece is embedded in.
    hidden
        Units of the two hidden layers.
    dropout
        Share of units, and of pieces, left out while training.
    members
        Networks, each trained on its own, whose probabilities are averaged.
    undated
        Whether notes without a day of their own have networks of their own.
    bits, features
        What the inputs were made with; a model made with others cannot be loaded.
    """

    width: int = 24
    hidden: int = 64
    dropout: float = 0.2
    members: int = 1
    undated: bool = False
    bits: int = BITS
    features: int = len(FEATURES)

    def as_dict(self) -> dict[str, float | bool]:
        """Return the sizes under their names."""
        return asdict(self)


@dataclass(slots=True)
class Packed:
    """Bags as tensors.

    Attributes
    ----------
    numbers
        Shape (all options, features).
    pieces, offsets
        Pieces of all options one after the other, and where each option's begin.
    mask
        Shape (bags, most options): where a bag has an option.
    known_day
        Shape (bags,): whether the note of the bag has a day of its own.
    """

    numbers: Tensor
    pieces: Tensor
    offsets: Tensor
    mask: Tensor
    known_day: Tensor


def pack(bags: Sequence[Bag]) -> Packed:
    """Return bags as tensors; there must be at least one."""
    sizes = np.array([len(bag.pieces) for bag in bags])
    pieces = [option for bag in bags for option in bag.pieces]
    ends = np.cumsum([0, *(len(option) for option in pieces)])
    return Packed(
        numbers=torch.from_numpy(np.concatenate([bag.numbers for bag in bags])),
        pieces=torch.from_numpy(np.concatenate(pieces)),
        offsets=torch.from_numpy(ends[:-1].astype(np.int32)),
        mask=torch.from_numpy(np.arange(sizes.max()) < sizes[:, None]),
        known_day=torch.tensor([bag.known_day for bag in bags]),
    )


class _Member(nn.Module):
    """One network: hashed words and numbers of an option to its score."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.dropout = shape.dropout
        self.words = nn.EmbeddingBag(2**shape.bits, shape.width, mode="sum")
        nn.init.normal_(self.words.weight, std=0.02)
        self.layers = nn.Sequential(
            nn.Linear(shape.features + shape.width, shape.hidden),
            nn.ReLU(),
            nn.Dropout(shape.dropout),
            nn.Linear(shape.hidden, shape.hidden),
            nn.ReLU(),
            nn.Dropout(shape.dropout),
            nn.Linear(shape.hidden, 1),
        )

    def forward(self, packed: Packed) -> Tensor:
        """Return the score of each option, shape (bags, most options), minus infinity where there is none."""
        pieces, offsets = packed.pieces, packed.offsets
        if self.training and self.dropout:
            kept = torch.rand(pieces.shape) >= self.dropout
            before = torch.cat([torch.zeros(1, dtype=torch.int64), kept.cumsum(0)])
            pieces, offsets = pieces[kept], before[offsets.long()].int()
        words = torch.tanh(self.words(pieces, offsets))
        scores = self.layers(torch.cat([packed.numbers, words], dim=1)).squeeze(1)
        padded = torch.full(packed.mask.shape, -torch.inf)
        padded[packed.mask] = scores
        return padded


class LinkScorer(nn.Module):
    """Scores options from their numbers and the words around them.

    Parameters
    ----------
    shape
        Sizes of the networks.

    Examples
    --------
    >>> joined = LinkScorer.joined([LinkScorer(), LinkScorer()])
    >>> joined.shape.members
    2
    """

    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        self.shape = shape or Shape()
        self.members = nn.ModuleList(_Member(self.shape) for _ in range(self.shape.members))
        if self.shape.undated:
            self.undated = LinkScorer(replace(self.shape, undated=False))
            self.register_buffer("ratio", torch.ones(()))

    @classmethod
    def joined(cls, scorers: Sequence[LinkScorer]) -> LinkScorer:
        """Return the networks of several scorers of one shape as one scorer."""
        members = [member for scorer in scorers for member in scorer.members]
        made = cls(replace(scorers[0].shape, members=len(members)))
        made.members = nn.ModuleList(members)
        return made

    def beside(self, undated: LinkScorer, ratio: float) -> LinkScorer:
        """Return these networks with others for notes without a day, whose scores are multiplied by ``ratio``."""
        made = LinkScorer(replace(self.shape, undated=True))
        made.members, made.undated = self.members, undated
        made.ratio.fill_(ratio)
        return made

    def forward(self, packed: Packed) -> Tensor:
        """Return the score of each option, shape (bags, most options), minus infinity where there is none.

        Several networks' scores are the logarithm of their mean probability.
        """
        if not self.shape.undated or packed.known_day.all():
            return self._of_members(packed)
        others = self.undated(packed) * self.ratio
        if not packed.known_day.any():
            return others
        return torch.where(packed.known_day[:, None], self._of_members(packed), others)

    def _of_members(self, packed: Packed) -> Tensor:
        if len(self.members) == 1:
            return self.members[0](packed)
        told = torch.stack([log_distribution(member(packed)) for member in self.members])
        return torch.logsumexp(told, dim=0) - math.log(len(self.members))


def log_distribution(scores: Tensor, temperature: float = 1.0) -> Tensor:
    """Return log probabilities over the options of each bag, shape (bags, most options).

    Examples
    --------
    >>> log_distribution(torch.tensor([[0.0, 0.0, -torch.inf]])).exp().tolist()
    [[0.5, 0.5, 0.0]]
    """
    return torch.log_softmax(scores / temperature, dim=1)
