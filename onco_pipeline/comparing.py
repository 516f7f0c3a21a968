"""Make docs/distant_supervision.md: hospitals whose truth is known, every method on them, the tables."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd

from onco_pipeline.distant.comparison import (
    BEST,
    LEARNED,
    OVERRULING,
    Linked,
    NoteRead,
    by_model,
    by_rules,
    clean,
    link_figures,
    nearest,
    read,
    spoil,
    strict_f1,
    wrong_links_cut,
)
from onco_pipeline.distant.comparison_page import render
from onco_pipeline.distant.functions import statistics, votes
from onco_pipeline.distant.labels import coverage
from onco_pipeline.distant.material import Material, gather
from onco_pipeline.distant.settings import LinkerSettings
from onco_pipeline.distant.training import predict, train
from onco_pipeline.distant.truth import Truth, pair_truth, read_truth, right_options, truth_of
from onco_pipeline.errors import UserError
from onco_pipeline.evaluation.gold import read_records
from onco_pipeline.extraction.note_files import read_notes
from onco_pipeline.private_files import check_places
from onco_pipeline.reconciliation.structured import structured_events
from onco_pipeline.synthesis import generate

__all__ = ["Plan", "compare", "write_comparison"]

#: Notes without a day of their own that tell a patient's whole life, in the mean.
_NARRATIVES = 3.0
_TABLES = ("procedure_occurrence", "condition_occurrence", "drug_exposure")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is compared.

    Attributes
    ----------
    train_patients, test_patients
        Sizes of the two hospitals: the first told in development families of wording, the second in test families.
    seeds
        Of the network; another training each.
    noise
        Shares of the labels that are spoilt.
    noisy
        The methods that are trained on spoilt labels.
    epochs
        Of each training; the shipped number when 0.
    workers
        Trainings at a time.
    """

    train_patients: int = 400
    test_patients: int = 120
    seeds: tuple[int, ...] = (0, 1, 2)
    noise: tuple[float, ...] = (0.2, 0.4, 0.6)
    noisy: tuple[str, ...] = ("bag + PU", "bag + PU + robust")
    epochs: int = 0
    workers: int = 1


@dataclass(slots=True)
class _World:
    material: Material
    truth: dict[str, list[Truth]]
    tests: dict[str, tuple[list[NoteRead], Mapping[str, Any]]]
    test_truth: dict[str, list[Truth]]


_world: _World | None = None


def compare(plan: Plan, golds: Mapping[str, tuple[Path, Path]], work: Path | None = None) -> dict[str, Any]:
    """Train and measure every method; the same plan gives the same figures.

    Parameters
    ----------
    plan
        What is compared.
    golds
        Further notes with their gold, by name: strict F1 is measured there too.
    work
        Folder for the two hospitals; a temporary one when None.

    Raises
    ------
    UserError
        When a share of labels to spoil is none.
    """
    if wrong := [share for share in plan.noise if not 0 <= share <= 1]:
        raise UserError(f"{wrong[0]:g} is no share of labels to spoil: give 0 to 1, as 0.4.")
    with tempfile.TemporaryDirectory() as scratch:
        folder = work or Path(scratch)
        world = _make(plan, golds, folder)
        jobs = [(name, seed, 0.0) for name in LEARNED for seed in plan.seeds]
        jobs += [(name, plan.seeds[0], share) for name in plan.noisy for share in plan.noise]
        context = get_context("fork") if plan.workers > 1 else None
        global _world
        _world = world
        if context is None:
            done = [_run(plan, *job) for job in jobs]
        else:
            with ProcessPoolExecutor(plan.workers, mp_context=context) as pool:
                done = [future.result() for future in [pool.submit(_run, plan, *job) for job in jobs]]
        runs = [run for of_job in done for run in of_job]
        instances = _instances(world)
        fixed = {"nearest date": nearest(instances), "rules": by_rules(instances)}
        runs += [_measure(world, linked) | {"method": name, "seed": 0, "noise": 0.0} for name, linked in fixed.items()]
        return {"plan": _plain(plan), "labels": _labels(world), "runs": runs}


def _plain(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in Plan.__dataclass_fields__ if name != "workers"}


def _make(plan: Plan, golds: Mapping[str, tuple[Path, Path]], folder: Path) -> _World:
    generate(folder / "train", patients=plan.train_patients, seed=101, families="dev", narratives=_NARRATIVES)
    generate(folder / "test", patients=plan.test_patients, seed=202, families="test", narratives=_NARRATIVES)
    tables = {path.stem: pd.read_parquet(path) for path in (folder / "train").glob("*.parquet")}
    structured = structured_events(*(tables[name] for name in _TABLES))
    known = coverage(structured.to_dict("records"), tables["visit_occurrence"].to_dict("records"))
    material = gather(list(read_notes(folder / "train" / "note.parquet")), known, workers=plan.workers)
    test = read(list(read_notes(folder / "test" / "note.parquet")))
    gold = read_records(folder / "test" / "gold" / "notes.jsonl").records
    return _World(
        material,
        read_truth(folder / "train" / "gold" / "notes.jsonl"),
        {
            "test hospital": _told(test, gold, known_day=True),
            "told at length": _told(test, gold, known_day=False),
            **{
                name: (read(list(read_notes(notes))), read_records(records).records)
                for name, (notes, records) in golds.items()
            },
        },
        read_truth(folder / "test" / "gold" / "notes.jsonl"),
    )


def _told(notes: Sequence[NoteRead], gold: Mapping[str, Any], *, known_day: bool) -> tuple[list[NoteRead], Any]:
    """Return the notes that have a day of their own, or those that have none, with their gold."""
    kept = [note for note in notes if (note.view.reference is not None) is known_day]
    return kept, {note.note_id: gold[note.note_id] for note in kept}


def _instances(world: _World) -> list[Any]:
    return [bag for notes, _ in world.tests.values() for note in notes for bag in note.bags.values()]


def _settings(plan: Plan, name: str, seed: int) -> LinkerSettings:
    settings = LEARNED[name]
    changes: dict[str, Any] = {"seed": seed, **({"epochs": plan.epochs} if plan.epochs else {})}
    return settings.model_copy(update={"training": settings.training.model_copy(update=changes)})


def _run(plan: Plan, name: str, seed: int, share: float) -> list[dict[str, Any]]:
    world = _world
    if world is None:
        raise RuntimeError("the two hospitals are made before a model is trained on them")
    material = clean(world.material, world.truth) if name == "oracle" else world.material
    model = train(spoil(material, share) if share else material, _settings(plan, name, seed))
    instances = _instances(world)
    probabilities = predict(model, instances)
    made = [_measure(world, by_model(instances, probabilities, model.decision)) | {"method": name}]
    if name == BEST and not share:
        others = {"filling only": replace(model.decision, replaced=()), "overruling": OVERRULING}
        for kind, decision in others.items():
            made.append(_measure(world, by_model(instances, probabilities, decision)) | {"method": f"{name}, {kind}"})
    sides = {name: model.card.get(name, {}) for name in ("model_or_rules", "fills_undated")}
    sides |= {"replaced": list(model.decision.replaced), "filled": list(model.decision.filled)}
    return [one | {"seed": seed, "noise": share, **sides} for one in made]


def _measure(world: _World, linked: Linked) -> dict[str, Any]:
    notes, _ = world.tests["test hospital"]
    own = Linked(linked.alone, linked.alone)
    return {
        "links": link_figures(notes, linked, world.test_truth),
        "cut": wrong_links_cut(notes, linked, world.test_truth),
        "alone": link_figures(notes, own, world.test_truth) if linked.alone else None,
        "f1": {name: strict_f1(read_notes_, linked, gold) for name, (read_notes_, gold) in world.tests.items()},
    }


def _labels(world: _World) -> dict[str, Any]:
    material = world.material
    right = pair_truth(material.instances, world.truth)
    frame = statistics(votes(material.instances, material.labels), right)
    judged = {"inside": [0, 0, 0], "outside": [0, 0, 0]}
    for one, said in zip(material.instances, material.labels, strict=True):
        truth = truth_of(one, world.truth)
        if truth is None:
            continue
        counts = judged["outside" if truth.outside else "inside"]
        counts[0] += 1
        if any(said.positive):
            counts[1] += 1
            counts[2] += any(a and b for a, b in zip(said.positive, right_options(one, truth), strict=True))
    return {"functions": json.loads(frame.reset_index().to_json(orient="records")), "bags": judged}


def write_comparison(
    out: Path,
    plan: Plan,
    golds: Sequence[str],
    figures: Path | None = None,
    *,
    seeds: int | None = None,
    noise: Sequence[float] | None = None,
) -> None:
    """Compare and write the page, and the figures as JSON where they are wanted.

    Parameters
    ----------
    out
        The page, Markdown.
    plan
        What is compared.
    golds
        Further gold, each ``name=notes,gold``.
    figures
        Where to write every figure.
    seeds
        Train with this many seeds in place of the plan's.
    noise
        Spoil these shares of the labels in place of the plan's.

    Raises
    ------
    UserError
        When a gold is not given so, a file is not there, or the page or the figures have no place.
    """
    check_places(out, figures)
    if seeds is not None:
        plan = replace(plan, seeds=tuple(range(seeds)))
    if noise is not None:
        plan = replace(plan, noise=tuple(noise))
    results = compare(plan, dict(map(_gold, golds)))
    if figures is not None:
        figures.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    out.write_text(render(results, _command(plan, [text.partition("=")[0] for text in golds])), encoding="utf-8")


def _gold(text: str) -> tuple[str, tuple[Path, Path]]:
    name, _, files = text.partition("=")
    notes, _, gold = files.partition(",")
    if not name or not notes or not gold:
        raise UserError(f"{text!r} is no gold: give NAME=NOTES,GOLD, as hard=hard.notes.jsonl,hard.gold.jsonl.")
    for path in (Path(notes), Path(gold)):
        if not path.is_file():
            raise UserError(f"There is no file at {path}.")
    return name, (Path(notes), Path(gold))


def _command(plan: Plan, names: Sequence[str]) -> str:
    parts = ["onco linker compare --out docs/distant_supervision.md"]
    parts += [f"--train-patients {plan.train_patients} --test-patients {plan.test_patients} --seeds {len(plan.seeds)}"]
    parts += [f"--noise {share}" for share in plan.noise]
    parts += [f"--epochs {plan.epochs}"] if plan.epochs else []
    parts += [f"--gold {name}={name}.notes.jsonl,{name}.gold.jsonl" for name in names]
    return " \\\n    ".join(parts)
