"""Read a folder of full annotations: one JSON file a note, with every mention, its status and its date."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from onco_pipeline.codes.drugs import agent_of_name
from onco_pipeline.errors import UserError
from onco_pipeline.evaluation.records import Annotation, Span, one_of
from onco_pipeline.events import CancerContext, Experiencer, Family, Status, subtypes
from onco_pipeline.intervals import DateInterval, Precision

#: Types of a full annotation that make a record, as the guidelines name its subtype. The subtypes of
#: the guidelines themselves are taken as they are; any other type makes no record.
_SUBTYPES: dict[Family, dict[str, str]] = {
    Family.BIOPSY: {
        "bone_marrow_trephine": "bone_marrow",
        "bone_marrow_aspirate": "bone_marrow",
        "fine_needle_aspiration": "cytology",
        "fluid_cytology": "cytology",
        "EBUS_TBNA": "cytology",
        "EUS_FNA": "cytology",
    },
    Family.IMAGING: {
        "CT": "ct",
        "MRI": "mri",
        "PET": "pet",
        "BONE_SCAN": "bone_scan",
        "SCINTIGRAPHY": "other",
        "MAMMOGRAPHY": "mammography",
        "US": "ultrasound",
        "EUS": "ultrasound",
        "XRAY": "xray",
    },
    Family.METASTASIS: {"recurrence": "onset", "progression": "new_site", "additional_lesion": "new_site"},
    Family.ORAL_THERAPY: {"resume": "start", "switch": "start", "pause": "stop"},
    Family.PATHOLOGY: {},
}
#: Families whose every type is a record of one subtype unless named above.
_ANY = {Family.BIOPSY: "biopsy", Family.PATHOLOGY: "result"}


@dataclass(frozen=True, slots=True)
class Folder:
    """Notes of an annotated folder and what is annotated in them, both by note."""

    notes: dict[str, dict[str, Any]]
    annotations: dict[str, list[Annotation]]
    remarks: tuple[str, ...] = ()


def read_full(folder: Path) -> Folder:
    """Read every ``*.json`` file of a folder.

    A file holds ``case_id``, ``text``, ``note_datetime`` and ``note_class_source_value`` (both may be
    null), and ``events``: ``family``, ``type``, ``mentions`` (``start``, ``end``), ``status``, and at
    will ``experiencer``, ``cancer_context``, ``date`` (``start``, ``end``, ``precision``,
    ``acceptable``), ``attributes.drugs``, ``optional``.

    Raises
    ------
    UserError
        When a file is not of this form; names the file, the event and the key.
    """
    notes: dict[str, dict[str, Any]] = {}
    annotations: dict[str, list[Annotation]] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            case = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            raise UserError(f"{path} is not JSON in UTF-8.") from None
        if not isinstance(case, dict) or not all(name in case for name in ("case_id", "text", "events")):
            raise UserError(f"{path}: a full annotation needs case_id, text and events.")
        note_id = str(case["case_id"])
        if note_id in notes:
            raise UserError(f"{path}: case_id {note_id} stands in two files.")
        notes[note_id] = {
            "note_id": note_id,
            "note_text": case["text"],
            "note_datetime": case.get("note_datetime"),
            "note_class_source_value": case.get("note_class_source_value"),
        }
        annotations[note_id] = []
        for number, event in enumerate(case["events"], 1):
            try:
                annotations[note_id].append(_annotation(event, case["text"]))
            except KeyError as error:
                raise UserError(f"{path}, event {number}: no {error.args[0]}.") from None
            except (ValueError, TypeError, AttributeError) as error:
                reason = error if isinstance(error, ValueError) else "not of the documented form"
                raise UserError(f"{path}, event {number}: {reason}.") from None
    return Folder(notes, annotations)


def _annotation(event: Mapping[str, Any], text: str) -> Annotation:
    family = one_of(Family, event["family"])
    return Annotation(
        family=family,
        subtype=_subtype(family, event["type"]),
        sites=_drugs(event) if family is Family.ORAL_THERAPY else (),
        status=one_of(Status, event["status"]),
        experiencer=one_of(Experiencer, event.get("experiencer") or Experiencer.PATIENT),
        cancer_context=one_of(CancerContext, event.get("cancer_context") or CancerContext.CURRENT),
        spans=_spans(event["mentions"], text),
        interval=_interval(event.get("date") or {}),
        acceptable=_interval((event.get("date") or {}).get("acceptable") or {}),
        optional=bool(event.get("optional")),
    )


def _subtype(family: Family, kind: str) -> str | None:
    if kind in subtypes(family):
        return kind
    return _SUBTYPES.get(family, {}).get(kind, _ANY.get(family))


def _spans(mentions: list[Mapping[str, Any]], text: str) -> tuple[Span, ...]:
    spans = tuple((int(mention["start"]), int(mention["end"])) for mention in mentions)
    if not spans or not all(0 <= start < end <= len(text) for start, end in spans):
        raise ValueError("mentions are missing, or lie outside the text")
    if any("text" in m and text[m["start"] : m["end"]] != m["text"] for m in mentions):
        raise ValueError("a mention's text is not what stands at its offsets")
    return spans


def _interval(value: Mapping[str, Any]) -> DateInterval | None:
    if not value.get("start") or not value.get("end"):
        return None
    bounds = (date.fromisoformat(value["start"]), date.fromisoformat(value["end"]))
    precision = value.get("precision")
    return (
        DateInterval(*bounds, Precision(precision)) if precision in list(Precision) else DateInterval.between(*bounds)
    )


def _drugs(event: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the French INN of each drug; a name that the code table lacks stays as it is written."""
    named = (event.get("attributes") or {}).get("drugs") or ()
    agents = [(name, agent_of_name(name)) for name in named]
    return tuple(agent.inn_fr if agent else name for name, agent in agents)
