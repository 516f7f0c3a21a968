"""FHIR R4 bundles, one a patient: what was done, what was found, what is taken, and where each is told.

Imaging is a ``DiagnosticReport``, a biopsy a ``Procedure``, a pathology result a ``DiagnosticReport``, a metastasis a
``Condition``, an oral therapy a ``MedicationStatement``; a ``Provenance`` names the note and the offsets that tell it,
never its words. Needs ``pip install '.[fhir]'``; every resource is validated by ``fhir.resources`` (R4B).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from onco_pipeline.cells import day, plain
from onco_pipeline.errors import UserError
from onco_pipeline.exports.data import ExportData, performed, results_of, write_text
from onco_pipeline.private_files import private_folder

#: Where the names of this project's codes are kept apart from those of others.
SYSTEM = "urn:onco-pipeline"
_ATC = "http://www.whocc.no/atc"
_CONDITION_STATUS = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
_DOCUMENT = "urn:onco-pipeline:note"


def write(data: ExportData, out: Path) -> list[Path]:
    """Write one bundle a patient with an event, ``PERSON_ID.json``.

    Raises
    ------
    UserError
        When ``fhir.resources`` is not installed.
    """
    folder = private_folder(out)
    return [
        write_text(
            folder / f"{_id(person)}.json", json.dumps(bundle, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        )
        for person, bundle in bundles(data)
    ]


def bundles(data: ExportData) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each patient's validated bundle, in order of ``person_id``."""
    validate = _validator()
    events = performed(data.care_event)
    mentions = data.note_event.set_index("note_event_id")
    evidence = data.event_evidence[data.event_evidence["evidence_table"] == "note_event"]
    told = {key: sorted(rows["evidence_id"]) for key, rows in evidence.groupby("care_event_id")}
    sexes = {row.person_id: plain(row.sex) for row in data.dim_patient.itertuples(index=False)}
    drugs = dict(tuple(data.fct_oral_therapy_episode.groupby("person_id")))
    for person, rows in events.groupby("person_id", sort=True):
        subject = {"reference": f"Patient/{_id(person)}"}
        resources = [_patient(person, sexes.get(person))]
        for event in rows.itertuples(index=False):
            resource = _resource(event, subject)
            if resource is not None:
                resources += [resource, *_provenance(resource, told.get(event.care_event_id, []), mentions)]
        for episode in drugs[person].itertuples(index=False) if person in drugs else ():
            resource = _statement(episode, subject)
            sources = [
                source for name in ("start", "stop") if (source := plain(getattr(episode, f"{name}_care_event_id")))
            ]
            known = [key for source in sources for key in told.get(source, [])]
            resources += [resource, *_provenance(resource, known, mentions)]
        entries = [{"fullUrl": f"urn:onco-pipeline:{r['resourceType']}:{r['id']}", "resource": r} for r in resources]
        bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
        validate(bundle)
        yield str(person), bundle


def _validator() -> Any:
    try:
        from fhir.resources.R4B.bundle import Bundle
    except ImportError:
        raise UserError("FHIR bundles need fhir.resources: pip install 'onco-pipeline[fhir]'") from None
    return Bundle.model_validate


def _id(name: Any) -> str:
    """Return an id that FHIR allows: its own, or a hash where it holds other signs."""
    text = str(name)
    if re.fullmatch(r"[A-Za-z0-9.-]{1,64}", text):
        return text
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def _concept(value: str, kind: str) -> dict[str, Any]:
    return {"coding": [{"system": f"{SYSTEM}:{kind}", "code": value}], "text": value}


def _patient(person: Any, sex: Any) -> dict[str, Any]:
    gender = {"f": "female", "m": "male"}.get(str(sex or "")[:1].lower(), "unknown")
    return {"resourceType": "Patient", "id": _id(person), "gender": gender}


def _when(row: Any, name: str) -> dict[str, Any]:
    """Return a date as precise as it is told: a day, month or year, else the period it lies in."""
    first, last = day(row.date_start), day(row.date_end)
    assert first is not None and last is not None  # noqa: S101 -- the table does not allow it
    length = {"day": 10, "month": 7, "year": 4}.get(row.precision)
    if length:
        return {f"{name}DateTime": first.isoformat()[:length]}
    return {f"{name}Period": {"start": first.isoformat(), "end": last.isoformat()}}


def _resource(event: Any, subject: dict[str, str]) -> dict[str, Any] | None:
    own: dict[str, Any] = {"id": _id(event.care_event_id), "subject": subject}
    site = plain(event.site)
    body = {"bodySite": [_concept(site, "site")]} if site else {}
    match event.family:
        case "biopsy":
            own |= {"resourceType": "Procedure", "status": "completed", "code": _concept(event.subtype, "biopsy")}
            return own | _when(event, "performed") | body
        case "imaging":
            code = _concept(f"{event.subtype} {site}" if site else event.subtype, "imaging")
            return (
                own | {"resourceType": "DiagnosticReport", "status": "final", "code": code} | _when(event, "effective")
            )
        case "pathology":
            own |= {"resourceType": "DiagnosticReport", "status": "final", "code": _concept("pathology", "report")}
            results = "; ".join(f"{name}: {value}" for name, value in results_of(event))
            return own | ({"conclusion": results} if results else {}) | _when(event, "effective")
        case "metastasis":
            certain = {"coding": [{"system": _CONDITION_STATUS, "code": "confirmed"}]}
            own |= {"resourceType": "Condition", "verificationStatus": certain}
            return own | {"code": _concept(f"metastasis {event.subtype}", "metastasis")} | body | _when(event, "onset")
    return None  # drugs are statements of their episodes


def _statement(episode: Any, subject: dict[str, str]) -> dict[str, Any]:
    start = day(episode.start_date_midpoint) or day(episode.first_known_date)
    stop = day(episode.stop_date_midpoint)
    period = {"start": start.isoformat()} if start else {}
    if start and stop:
        period["end"] = max(start, stop).isoformat()
    atc = plain(episode.atc)
    coding = [{"system": _ATC, "code": atc}] if atc else []
    return {
        "resourceType": "MedicationStatement",
        "id": _id(f"{subject['reference']}|{episode.drug}|{episode.episode_number}"),
        "status": "completed" if stop else "unknown",
        "medicationCodeableConcept": {"text": episode.drug, **({"coding": coding} if coding else {})},
        "subject": subject,
        "effectivePeriod": period,
    }


def _provenance(resource: dict[str, Any], keys: list[str], mentions: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield what tells which notes, and which characters of them, a resource was read in."""
    entities = []
    for key in dict.fromkeys(keys):
        if key not in mentions.index:
            continue
        mention = mentions.loc[key]
        place = f"{mention.note_id}#char={int(mention.quote_start)},{int(mention.quote_end)}"
        what = {"identifier": {"system": _DOCUMENT, "value": place}}
        entities.append({"role": "source", "what": what})
    if not entities:
        return
    # The day of what is told, not of the run: the same warehouse gives the same bundle on any day.
    moment = _moment(resource)
    yield {
        "resourceType": "Provenance",
        "id": _id(f"provenance|{resource['resourceType']}|{resource['id']}"),
        "target": [{"reference": f"{resource['resourceType']}/{resource['id']}"}],
        "recorded": moment,
        "agent": [{"who": {"display": "onco_pipeline"}}],
        "entity": entities,
    }


def _moment(resource: dict[str, Any]) -> str:
    for name in ("performed", "effective", "onset"):
        told = resource.get(f"{name}DateTime") or resource.get(f"{name}Period", {}).get("start")
        if told:
            return f"{(told + '-01-01')[:10]}T00:00:00Z"  # the first day of a month or a year
    return "1970-01-01T00:00:00Z"
