"""A trained linker on disk: weights, sizes, calibration, when it is followed, and where it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from onco_pipeline.errors import UserError
from onco_pipeline.pipes.event_date.bags import RULES_ALONE, Bag, Decision
from onco_pipeline.pipes.event_date.features import FEATURES
from onco_pipeline.pipes.event_date.inference import Inference
from onco_pipeline.pipes.event_date.scorer import LinkScorer, Shape

__all__ = ["LinkModel", "fingerprint", "load_model", "save_model"]

_WEIGHTS, _CARD = "weights.safetensors", "model.json"


@dataclass(slots=True)
class LinkModel:
    """A linker and what it takes to use it.

    Attributes
    ----------
    scorer
        The network.
    temperature
        Divides the scores so that probabilities are calibrated.
    decision
        When it is followed.
    card
        How it was made: configuration, fingerprint of the data, metrics. Never text of a note.
    """

    scorer: LinkScorer
    temperature: float = 1.0
    decision: Decision = field(default_factory=Decision)
    card: dict[str, Any] = field(default_factory=dict)
    _inference: Inference | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def untrained(cls) -> LinkModel:
        """Return a network with random weights that is never followed."""
        return cls(LinkScorer(), decision=RULES_ALONE)

    def probabilities(self, bags: Sequence[Bag]) -> list[list[float]]:
        """Return the probability of each option of the bags of one note; the network is read once, and no longer trained."""
        if self._inference is None:
            self._inference = Inference(self.scorer)
        return self._inference.probabilities(bags, self.temperature)


def save_model(model: LinkModel, folder: Path) -> Path:
    """Write a model into a folder of its own, and return it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    save_file({name: value.contiguous() for name, value in model.scorer.state_dict().items()}, folder / _WEIGHTS)
    card = {
        "shape": model.scorer.shape.as_dict(),
        "feature_names": list(FEATURES),
        "temperature": model.temperature,
        "decision": asdict(model.decision),
        **model.card,
    }
    (folder / _CARD).write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return folder


def load_model(folder: Path) -> LinkModel:
    """Read a model back.

    Raises
    ------
    UserError
        When the folder holds no model, a damaged one, or one made for other features.
    """
    if not (folder / _CARD).is_file() or not (folder / _WEIGHTS).is_file():
        raise UserError(
            f"There is no trained linker in {folder}. Train one with 'onco linker train', or use the rules."
        )
    try:
        card = json.loads((folder / _CARD).read_text(encoding="utf-8"))
        if card.pop("feature_names") != list(FEATURES):
            raise UserError(f"The linker in {folder} was trained for other features: train it again.")
        scorer = LinkScorer(Shape(**card.pop("shape")))
        scorer.load_state_dict(load_file(folder / _WEIGHTS))
        return LinkModel(scorer.eval(), card.pop("temperature"), _decision(card.pop("decision")), card)
    except (ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
        raise UserError(f"The linker in {folder} is damaged ({type(error).__name__}): train it again.") from None


def _decision(told: dict[str, Any]) -> Decision:
    return Decision(**{**told, **{name: tuple(told.get(name, ())) for name in ("replaced", "filled")}})


def fingerprint(folder: Path) -> str:
    """Return a short hash of a model's files: the ledger of treated notes remembers it."""
    digest = hashlib.sha256()
    for name in (_CARD, _WEIGHTS):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]
