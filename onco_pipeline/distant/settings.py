"""The configuration of the learned linker: ``linker.yaml`` beside this file, or a file of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from onco_pipeline.configuration import read_settings_file
from onco_pipeline.errors import UserError

__all__ = ["DEFAULT_SETTINGS", "LinkerSettings", "LossSettings", "read_settings"]

DEFAULT_SETTINGS = Path(__file__).with_name("linker.yaml")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LossSettings(_Section):
    """How noisy, partial labels are taken."""

    bag: bool = Field(True, description="At least one agreeing date is right; else each is believed")
    negative: float = Field(0.3, ge=0, description="Weight of the dates that contradict the coded rows")
    pu: float = Field(
        0.5, ge=0, description="Weight of the positive-unlabelled risk; 0 believes what is not coded away"
    )
    closed_world: bool = Field(False, description="Without pu: an event whose dates are all contradicted has none")
    prior: float | None = Field(
        None,
        gt=0,
        le=1,
        description="Share of dated events among those without a date by the rules; from the labels when empty",
    )
    robust: Literal["none", "gce", "prune"] = Field("gce", description="How wrong labels are withstood")
    gce_q: float = Field(0.5, gt=0, le=1, description="0 is cross-entropy, 1 the absolute error")
    prune_share: float = Field(0.1, ge=0, lt=1, description="Most labels that confident learning may drop")
    rules: float = Field(0.3, ge=0, description="Weight of the rules' vote on unlabelled events")
    uncoded: dict[str, float] = Field(
        default_factory=lambda: {
            "biopsy": 0.3, "imaging": 0.1, "metastasis": 0.6, "oral_therapy": 0.4, "pathology": 0.6,
        },
        description="Share of a family's events that no coded row shows",
    )  # fmt: skip


class NetworkSettings(_Section):
    """Sizes of the network."""

    width: int = Field(24, ge=1, description="Numbers a hashed piece of a word is embedded in")
    hidden: int = Field(64, ge=1, description="Units of the two hidden layers")
    dropout: float = Field(0.25, ge=0, lt=1, description="Share left out while training")
    members: int = Field(3, ge=1, description="Networks trained on their own, whose probabilities are averaged")


class TrainingSettings(_Section):
    """How the network is trained."""

    epochs: int = Field(5, ge=1)
    batch: int = Field(128, ge=1, description="Bags in a batch")
    rate: float = Field(0.002, gt=0, description="Learning rate of Adam")
    decay: float = Field(0.0001, ge=0, description="Weight decay")
    hide_rules: float = Field(0.5, ge=0, le=1, description="Share of bags whose rules' features are hidden")
    patience: int = Field(5, ge=1, description="Epochs without progress on the tuning patients")
    seed: int = 0


class DecisionSettings(_Section):
    """When the model is followed (:class:`~onco_pipeline.pipes.event_date.bags.Decision`)."""

    threshold: float = Field(0.4, ge=0, le=1, description="Probability that a date takes to be given")
    overrule: bool = Field(False, description="Whether any date of the rules may be replaced or taken away")
    replace_doubtful: bool = Field(
        True, description="Whether a likelier date replaces one that the rules found in a way that the coded rows deny"
    )


class LinkerSettings(_Section):
    """Everything that a training depends on besides the data."""

    loss: LossSettings = LossSettings()
    network: NetworkSettings = NetworkSettings()
    training: TrainingSettings = TrainingSettings()
    decision: DecisionSettings = DecisionSettings()


def read_settings(path: Path = DEFAULT_SETTINGS) -> LinkerSettings:
    """Read a configuration; what it leaves out has its default.

    Raises
    ------
    UserError
        When there is no file, or it is not understood; names the entry.

    Examples
    --------
    >>> read_settings() == LinkerSettings()
    True
    """
    if not path.is_file():
        raise UserError(f"There is no configuration of the linker at {path}.")
    content = read_settings_file(path, "settings of the linker, as onco_pipeline/distant/linker.yaml")
    try:
        return LinkerSettings.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise UserError(f"{path}: {place}: {first['msg']}.") from None
