"""Is a new linker better than the one in use? Both are judged on the same held-out patients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onco_pipeline.distant.material import Material
from onco_pipeline.distant.metrics import agreement
from onco_pipeline.distant.splits import Split
from onco_pipeline.distant.training import predict
from onco_pipeline.pipes.event_date.bags import RULES_ALONE, Decision
from onco_pipeline.pipes.event_date.models import LinkModel

__all__ = ["Contest", "contest"]


@dataclass(frozen=True, slots=True)
class Contest:
    """How a new model does beside what is in use, on the held-out patients' positive bags.

    Attributes
    ----------
    bags
        Their number.
    new, current, rules
        Shares of right dates (0 to 1); ``current`` is None when no model is in use.
    """

    bags: int
    new: float
    current: float | None
    rules: float

    @property
    def won(self) -> bool:
        """Whether the new one is better than the rules and than the model in use; equal is not better."""
        return self.bags > 0 and self.new > max(self.rules, self.current or 0.0)

    def as_dict(self) -> dict[str, Any]:
        """Return the figures, rounded to four digits."""
        current = None if self.current is None else round(self.current, 4)
        return {"bags": self.bags, "new": round(self.new, 4), "current": current, "rules": round(self.rules, 4)}


def contest(new: LinkModel, current: LinkModel | None, material: Material) -> Contest:
    """Compare a new model with the one in use.

    Parameters
    ----------
    new, current
        The models; no model is in use when None.
    material
        Labelled bags of all patients; only the held-out ones are looked at. A patient is on the same side as long as
        the seed of the split is the same, so the model in use was not trained on them either.
    """
    held_out = material.of(Split.HELD_OUT)

    def reached(model: LinkModel, decision: Decision) -> float:
        return agreement(held_out.instances, held_out.labels, predict(model, held_out.instances), decision)

    return Contest(
        bags=sum(any(said.positive) for said in held_out.labels),
        new=reached(new, new.decision),
        current=None if current is None else reached(current, current.decision),
        rules=reached(new, RULES_ALONE),
    )
