"""Distant supervision: the hospital's coded rows label the dates of its notes, and a linker learns from them.

These assets are no part of the nightly job: a run of their own (``onco linker train``, or the UI) makes them.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg
import pandas as pd

from assets.common import OWNERS, WRITER_POOL, result, spec, timed
from onco_pipeline.distant.settings import DEFAULT_SETTINGS, read_settings
from onco_pipeline.tables import DISTANT_LABELS, NOTE
from resources.hospital import HospitalResource
from resources.linker import LinkerResource
from resources.warehouse import Warehouse
from resources.warehouse_resource import WarehouseResource

if TYPE_CHECKING:
    from onco_pipeline.distant.material import Material

GROUP = "distant_supervision"
_UPSTREAM = ["note", "structured_event", "visit_occurrence"]


class MaterialConfig(dg.Config):
    """What is learned from.

    Attributes
    ----------
    most_notes
        Notes that are read at most, whole patients drawn at random.
    seed
        Of the draw and of the split.
    workers
        Processes that read the notes.
    """

    most_notes: int = 6_000
    seed: int = 0
    workers: int = 1


def material(warehouse: Warehouse, config: MaterialConfig) -> "Material":
    """Return the labelled bags of the patients who have coded rows."""
    # The patterns take seconds to make ready: only where there is a note to read.
    from onco_pipeline.distant.labels import coverage
    from onco_pipeline.distant.material import choose_people, gather

    counts = warehouse.query(
        "SELECT person_id, count(*) AS n FROM omop.note "
        "WHERE person_id IN (SELECT person_id FROM onco.structured_event) GROUP BY person_id ORDER BY person_id"
    )
    people = choose_people(
        dict(zip(counts["person_id"], counts["n"], strict=True)), most=config.most_notes, seed=config.seed
    )
    theirs = {"person_id": people}
    structured = warehouse.rows("structured_event", where=theirs)
    known = coverage(structured, warehouse.rows("visit_occurrence", where=theirs))
    columns = ("note_id", "person_id", "note_datetime", "note_class_source_value", "note_text")
    notes = warehouse.rows(NOTE, where=theirs, columns=columns)
    return gather(notes, known, seed=config.seed, workers=config.workers)


_LABELS = spec(DISTANT_LABELS, group=GROUP, deps=_UPSTREAM, kinds={"edsnlp"})


@dg.multi_asset(name="distant_labels", specs=[_LABELS.replace_attributes(automation_condition=None)], pool=WRITER_POOL)
def distant_labels(
    warehouse: WarehouseResource, hospital: HospitalResource, config: MaterialConfig
) -> dg.MaterializeResult:
    """Label the dates that events may have, and tell how far each labelling function can be trusted."""
    from onco_pipeline.distant.functions import statistics, votes
    from onco_pipeline.distant.labels import label_rows
    from onco_pipeline.distant.truth import pair_truth, read_truth

    door = warehouse.door()
    with timed() as clock:
        made = material(door, config)
        rows = label_rows(made.instances, made.labels, made.sides)
        door.replace(DISTANT_LABELS, rows)
        gold = hospital.gold()
        right = pair_truth(made.instances, read_truth(gold)) if gold is not None else None
        functions = statistics(votes(made.instances, made.labels), right)
        bags = pd.Series([said.state.value for said in made.labels], dtype=object).value_counts()
    return result(
        DISTANT_LABELS,
        len(rows),
        clock,
        bags=dg.MetadataValue.json({str(state): int(count) for state, count in bags.items()}),
        pairs=dg.MetadataValue.json({str(k): int(n) for k, n in rows["label"].value_counts().items()}),
        labelling_functions=dg.MetadataValue.md(functions.reset_index().to_markdown(index=False)),
        data_fingerprint=made.fingerprint,
        truth_known=gold is not None,
    )


class TrainingConfig(MaterialConfig):
    """How the linker is trained.

    Attributes
    ----------
    settings
        A configuration file (docs/distant_supervision.md); the one that is shipped when empty.
    """

    settings: str = ""


@dg.asset(
    deps=["distant_labels", *_UPSTREAM],
    group_name=GROUP,
    kinds={"pytorch"},
    owners=OWNERS,
    description="A linker trained on the labels: a new version in the home's models/, not in use yet.",
    pool=WRITER_POOL,
)
def linker_model(warehouse: WarehouseResource, linker: LinkerResource, config: TrainingConfig) -> dg.MaterializeResult:
    """Train, calibrate, and compare with what is in use."""
    # torch and the charts, only here: every other run starts without them
    from onco_pipeline.distant.calibration_plot import calibration_image
    from onco_pipeline.distant.promotion import contest
    from onco_pipeline.distant.training import train
    from onco_pipeline.pipes.event_date.models import load_model

    with timed() as clock:
        made = material(warehouse.door(), config)
        path = Path(config.settings) if config.settings else DEFAULT_SETTINGS
        try:
            model = train(made, read_settings(path))
        except ValueError as error:
            raise dg.Failure(f"{error}. It takes notes of patients who have coded acts.") from None
        store = linker.store()
        using = store.current()
        fought = contest(model, load_model(using) if using is not None else None, made)
        model.card["contest"] = fought.as_dict()
        name = store.add(model, made.sides)
    held_out = model.card["held_out"]
    return dg.MaterializeResult(
        metadata={
            "version": name,
            "path": dg.MetadataValue.path(str(store.path(name))),
            "data_fingerprint": made.fingerprint,
            "settings": dg.MetadataValue.json(model.card["settings"]),
            "bags": dg.MetadataValue.json(model.card["bags"]),
            "held_out": dg.MetadataValue.json({k: v for k, v in held_out.items() if k != "reliability"}),
            "contest": dg.MetadataValue.json(fought.as_dict()),
            "temperature": model.temperature,
            "threshold": model.decision.threshold,
            "overrule": model.decision.overrule,
            "replaced": dg.MetadataValue.json(list(model.decision.replaced)),
            "model_or_rules": dg.MetadataValue.json(model.card.get("model_or_rules", {})),
            "calibration": dg.MetadataValue.md(calibration_image(held_out["reliability"])),
            "seconds": clock.seconds,
        }
    )


@dg.asset_check(
    asset="linker_model",
    blocking=True,
    description="The new linker is better than the rules and than the one in use, on the held-out patients",
    pool=WRITER_POOL,
)
def better_than_the_one_in_use(linker: LinkerResource) -> dg.AssetCheckResult:
    """Compare by what the newest version's card says."""
    from onco_pipeline.distant.promotion import Contest  # torch, only here

    newest = linker.store().versions()[-1]
    figures = newest.card["contest"]
    return dg.AssetCheckResult(
        passed=Contest(**figures).won,
        metadata={"version": newest.name, **{k: v for k, v in figures.items() if v is not None}},
    )


@dg.asset(
    deps=["linker_model"],
    group_name=GROUP,
    kinds={"pytorch"},
    owners=OWNERS,
    description="The linker in use, the newest that passed the check; the extraction takes it unless `linker: rules`.",
)
def promoted_linker(linker: LinkerResource) -> dg.MaterializeResult:
    """Take the newest version into use: this step runs only when the check passed."""
    store = linker.store()
    before = store.current()
    newest = store.versions()[-1].name
    store.use(newest)
    return dg.MaterializeResult(metadata={"version": newest, "before": before.name if before is not None else "rules"})


ASSETS = [distant_labels, linker_model, promoted_linker]
CHECKS = [better_than_the_one_in_use]
