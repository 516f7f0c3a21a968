"""``onco.event_date_linker``: a trained second opinion on the dates that the rules gave."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from edsnlp.core import PipelineProtocol
from edsnlp.core.torch_component import TorchComponent
from spacy.tokens import Doc

from onco_pipeline.pipes.event_date.bags import bags
from onco_pipeline.pipes.event_date.correcting import decide
from onco_pipeline.pipes.event_date.models import LinkModel, load_model
from onco_pipeline.pipes.event_date.scorer import Packed, log_distribution, pack
from onco_pipeline.pipes.event_date.views import view_of
from onco_pipeline.pipes.extensions import declare
from onco_pipeline.pipes.status.settled import settle_by_date


class LearnedLinker(TorchComponent):
    """Date the events that the rules leave undated, or date in a way that the coded rows have spoken against.

    Elsewhere the rules stand, and where the trained model is not sure enough. Notes without a day of their own are read
    by networks of their own, when there were such notes to learn from.

    The model weighs the same dates as the rules, a few that they leave out, and "no date"
    (:mod:`~onco_pipeline.pipes.event_date.features`). It is trained on the hospital's own structured
    data (:mod:`onco_pipeline.distant`), not on annotations.

    Examples
    --------
    ``nlp.add_pipe("onco.event_date_linker", config={"model": "data/models/current"})`` after ``onco.event_date``;
    or ``build(linker=Path("data/models/current"))``.

    Extensions
    ----------
    ``doc._.onco_events``
        An event's ``date``, ``interval`` and, with them, ``status`` change where the model gives it a date;
        its ``confidence`` becomes the calibrated probability that the date is right.

    Parameters
    ----------
    nlp, name
        The pipeline and the pipe's name in it.
    model
        Folder of a trained model; an untrained network when None, which changes nothing.
    threshold
        Probability that a date of the model takes to be given, 0 to 1; the model's own when None.
    explain
        Say of each event that the model dates why it has its date.

    Performance
    -----------
    Weighs only undated events, those dated in a way that is open, and only where one of their dates may be given: one
    note in ten of the fictitious hospital, in a note without a day only where a place is open. As fast as the rules
    alone within a few percent (`python -m benchmarks speed` has both); a pipeline's batches are read by torch, the
    extraction's notes by numpy (:mod:`onco_pipeline.pipes.event_date.inference`).

    Source
    ------
    This project; docs/literature.md says what it rests on.
    """

    def __init__(
        self,
        nlp: PipelineProtocol | None = None,
        name: str | None = "onco.event_date_linker",
        *,
        model: str | Path | None = None,
        threshold: float | None = None,
        explain: bool = False,
    ) -> None:
        super().__init__(nlp=nlp, name=name)
        loaded = load_model(Path(model)) if model is not None else LinkModel.untrained()
        self.scorer = loaded.scorer.eval()
        self.temperature = loaded.temperature
        decision = loaded.decision
        self.decision = decision if threshold is None else replace(decision, threshold=threshold)
        self.explain = explain

    def set_extensions(self) -> None:
        """Declare what the pipe reads and sets on a ``Doc``."""
        super().set_extensions()
        declare("onco_events", "onco_dates", "onco_layout", "note_datetime", "note_class_source_value")

    def preprocess(self, doc: Doc, **kwargs: Any) -> dict[str, Any]:
        """Return the bags of a document."""
        view = view_of(doc)
        return {"bags": list(bags(view, self.decision)), "reference": view.reference}

    def collate(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Return the bags of all documents as tensors; ``packed`` is None when there is no bag at all."""
        found = [bag for of_doc in batch["bags"] for bag in of_doc]
        return {"packed": pack(found) if found else None}

    def forward(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Return the log probability of each option, shape (bags, most options)."""
        packed: Packed | None = batch["packed"]
        if packed is None:
            return {"log_probabilities": None}
        return {"log_probabilities": log_distribution(self.scorer(packed), self.temperature)}

    def postprocess(self, docs: Sequence[Doc], results: dict[str, Any], inputs: list[dict[str, Any]]) -> Sequence[Doc]:
        """Correct the events of each document."""
        if results["log_probabilities"] is None:
            return docs
        rows = iter(results["log_probabilities"].exp().tolist())
        for of_doc in inputs:
            for bag in of_doc["bags"]:
                if decide(bag, next(rows)[: len(bag.options)], self.decision, explain=self.explain):
                    settle_by_date(bag.event, of_doc["reference"])
        return docs

    def __call__(self, doc: Doc | dict[str, Any]) -> Doc | dict[str, Any]:
        """Correct the events of one document; with a batch of tensors, score it."""
        return self.batch_process([doc])[0] if isinstance(doc, Doc) else self.module_forward(doc)
