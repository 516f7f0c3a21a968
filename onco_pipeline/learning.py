"""Train, list and restore linkers from a command: the same assets as in the UI, in this process."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onco_pipeline.distant.store import ModelStore, Version
from onco_pipeline.errors import UserError
from resources.home import Home
from resources.warehouse import Warehouse

if TYPE_CHECKING:
    import dagster as dg

__all__ = ["Trained", "train_linker", "use_linker", "version_lines"]


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training came to.

    Attributes
    ----------
    version
        The new one.
    promoted
        Whether it is in use now.
    contest
        How it did beside the rules and the one in use before, on held-out patients.
    """

    version: str
    promoted: bool
    contest: dict[str, Any]


def train_linker(
    home: Home, *, settings: Path | None = None, most_notes: int = 6_000, seed: int = 0, workers: int = 1
) -> Trained:
    """Label, train, judge and, when it is better, promote.

    Parameters
    ----------
    home
        A home in which ``onco run`` ended.
    settings
        A configuration of the linker; the shipped one when None.
    most_notes, seed, workers
        See :class:`assets.distant.MaterialConfig`.

    Raises
    ------
    UserError
        When there is nothing to learn from, or a step failed.
    """
    # Not at the top: a list of the linkers asks for neither Dagster nor its assets.
    from onco_pipeline.definitions import LEARNING_JOB, build_defs
    from resources.run_records import instance_of

    Warehouse(home.warehouse, must_exist=True)
    config = {"most_notes": most_notes, "seed": seed, "workers": workers}
    training = {**config, "settings": str(settings.resolve()) if settings is not None else ""}
    before = {version.name for version in ModelStore(home.models).versions()}
    with instance_of(home) as instance, contextlib.redirect_stdout(io.StringIO()):
        outcome = (
            build_defs(home)
            .resolve_job_def(LEARNING_JOB)
            .execute_in_process(
                instance=instance,
                raise_on_error=False,
                run_config={
                    "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
                    "ops": {"distant_labels": {"config": config}, "linker_model": {"config": training}},
                },
            )
        )
    store = ModelStore(home.models)
    made = [version for version in store.versions() if version.name not in before]
    if not made:
        raise UserError(f"No linker was trained: {_cause(outcome)}")
    return Trained(made[-1].name, made[-1].current, made[-1].card["contest"])


def _cause(outcome: dg.ExecuteInProcessResult) -> str:
    from onco_pipeline.running import message_of, root_cause

    for event in outcome.all_events:
        if event.is_step_failure:
            given = event.step_failure_data.user_failure_data
            told = given.description if given is not None else None
            return told or message_of(root_cause(event.step_failure_data.error))
    return f"run {outcome.run_id} has the whole story (onco ui)."


def use_linker(home: Home, name: str) -> str:
    """Have the extraction use a version (``v0001``), the newest promoted one (``learned``), or none (``rules``).

    Raises
    ------
    UserError
        When there is no such version.
    """
    if name == "rules":
        home.remember(linker="rules")
        return "The extraction uses the rules alone."
    store = ModelStore(home.models)
    if name != "learned":
        store.use(name)
    using = store.current()
    if using is None:
        raise UserError("No linker was promoted yet: train one with 'onco linker train', or name a version.")
    home.remember(linker="learned")
    return f"The extraction uses the rules and linker {using.name}; the next run extracts every note again."


def version_lines(versions: list[Version]) -> list[str]:
    """Return one line a version: name, held-out figures, data, and which is in use.

    Examples
    --------
    >>> version_lines([])
    ['no linker was trained yet']
    """
    lines = []
    for version in versions:
        figures = version.card.get("contest", {})
        told = f"right dates {figures.get('new')} (rules {figures.get('rules')})"
        data = version.card.get("data_fingerprint")
        lines.append(f"{version.name}  {told}, data {data}{'  <- promoted' if version.current else ''}")
    return lines or ["no linker was trained yet"]
