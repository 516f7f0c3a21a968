"""Distant supervision: the hospital's coded rows label the dates of its notes, and a linker learns from them.

These assets are no part of the nightly job: a run of their own (``onco linker train``, or the UI) makes them.
"""

import dagster as dg
import pandas as pd

from assets.common import WRITER_POOL, result, spec, timed
from onco_pipeline.distant.functions import statistics, votes
from onco_pipeline.distant.labels import coverage, label_rows
from onco_pipeline.distant.material import Material, choose_people, gather
from onco_pipeline.distant.truth import pair_truth, read_truth
from onco_pipeline.tables import DISTANT_LABELS, NOTE
from resources.hospital import HospitalResource
from resources.warehouse import Warehouse, WarehouseResource

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


def material(warehouse: Warehouse, config: MaterialConfig) -> Material:
    """Return the labelled bags of the patients who have coded rows."""
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


ASSETS = [distant_labels]
