"""Two fictitious patients as the exports read them."""

import json
from datetime import date

import pandas as pd
import pytest

from onco_pipeline.exports.data import ExportData

NOTE = "Scanner TAP le 12/03/2019 : métastases hépatiques.\nBiopsie du foie\r\nle 20/03/2019 : adénocarcinome, HER2 3+."


def _event(number, person, family, subtype, start, end, precision, **more):
    row = {
        "care_event_id": f"e{number}",
        "person_id": person,
        "family": family,
        "subtype": subtype,
        "site": None,
        "status": "done",
        "date_start": start,
        "date_end": end,
        "precision": precision,
        "reconciliation": "text_only",
        "confidence": 0.9,
        "n_notes": 1,
        "n_structured": 0,
        "quote": "x",
        "date_quote": "y",
        "attributes": "{}",
    }
    return row | more


def _mention(key, note, family, subtype, quote, of_date, start, end, precision, **more):
    at = NOTE.index(quote)
    dated = NOTE.index(of_date)
    row = {
        "note_event_id": key,
        "note_id": note,
        "person_id": "P1",
        "family": family,
        "subtype": subtype,
        "site": None,
        "status": "done",
        "experiencer": "patient",
        "cancer_context": "current",
        "conditional": False,
        "date_start": start,
        "date_end": end,
        "precision": precision,
        "date_kind": "absolute",
        "quote": quote,
        "quote_start": at,
        "quote_end": at + len(quote),
        "date_quote": of_date,
        "date_quote_start": dated,
        "date_quote_end": dated + len(of_date),
        "confidence": 0.9,
        "attributes": "{}",
    }
    return row | more


@pytest.fixture
def note_text():
    return NOTE


@pytest.fixture
def data():
    """Return the tables: P1 with each family, P2 with nothing but a code."""
    march12, march20 = date(2019, 3, 12), date(2019, 3, 20)
    results = json.dumps({"histology": "adénocarcinome", "her2": {"score": 3}, "genes": {"KRAS": "G12D"}})
    events = [
        _event(1, "P1", "imaging", "ct", march12, march12, "day", site="tap"),
        _event(2, "P1", "metastasis", "onset", march12, march12, "day", site="foie"),
        _event(3, "P1", "biopsy", "biopsy", march20, march20, "day", site="foie"),
        _event(4, "P1", "pathology", "result", march20, march20, "day", site="foie", attributes=results),
        _event(5, "P1", "oral_therapy", "start", date(2019, 5, 1), date(2019, 5, 31), "month", site="capécitabine"),
        _event(6, "P1", "oral_therapy", "stop", date(2019, 1, 1), date(2019, 12, 31), "year", site="létrozole"),
        _event(7, "P1", "imaging", "mri", date(2019, 9, 1), date(2019, 9, 10), "interval", site="foie"),
        _event(8, "P1", "imaging", "pet", march20, march20, "day", reconciliation="impossible"),
        _event(9, "P1", "imaging", "pet", march20, march20, "day", status="planned", reconciliation="planned"),
    ]
    mentions = [
        _mention(
            "n1:imaging:0", "N1", "imaging", "ct", "Scanner TAP", "12/03/2019", march12, march12, "day", site="tap"
        ),
        _mention("n1:metastasis", "N1", "metastasis", "onset", "métastases", "12/03/2019", march12, march12, "day"),
        _mention("n1:biopsy", "N1", "biopsy", "biopsy", "Biopsie du foie\r\nle", "20/03/2019", march20, march20, "day"),
    ]
    mentions[1]["status"] = "suspected"
    evidence = [
        {
            "care_event_id": f"e{n}",
            "person_id": "P1",
            "evidence_table": "note_event",
            "evidence_id": key,
            "note_id": "N1",
        }
        for n, key in ((1, "n1:imaging:0"), (2, "n1:metastasis"), (3, "n1:biopsy"), (4, "n1:biopsy"))
    ]
    people = [
        {
            "person_id": "P1",
            "sex": "f",
            "birth_year_month": "1950-04",
            "cancer_group": "colorectal",
            "first_cancer_code_date": date(2019, 3, 1),
            "death_date": None,
            "last_note_date": date(2020, 1, 1),
        },
        {
            "person_id": "P2",
            "sex": None,
            "birth_year_month": None,
            "cancer_group": None,
            "first_cancer_code_date": None,
            "death_date": None,
            "last_note_date": None,
        },
    ]
    drugs = [
        {
            "person_id": "P1",
            "drug": "capécitabine",
            "episode_number": 1,
            "episode_of_patient": 1,
            "atc": "L01BC06",
            "start_care_event_id": "e5",
            "stop_care_event_id": None,
            "start_date_midpoint": date(2019, 5, 16),
            "stop_date_midpoint": None,
            "first_known_date": date(2019, 5, 16),
            "is_start_unknown": False,
        },
        {
            "person_id": "P1",
            "drug": "létrozole",
            "episode_number": 1,
            "episode_of_patient": 2,
            "atc": None,
            "start_care_event_id": None,
            "stop_care_event_id": "e6",
            "start_date_midpoint": None,
            "stop_date_midpoint": date(2019, 7, 2),
            "first_known_date": date(2019, 7, 2),
            "is_start_unknown": True,
        },
    ]
    intervals = [{"person_id": "P1", "outcome": "metastasis", "interval_days": 11}]
    notes = [{"note_id": "N1", "person_id": "P1", "note_datetime": pd.Timestamp(2019, 4, 1), "note_text": NOTE}]
    return ExportData(
        care_event=pd.DataFrame(events),
        event_evidence=pd.DataFrame(evidence),
        note_event=pd.DataFrame(mentions),
        note=pd.DataFrame(notes),
        dim_patient=pd.DataFrame(people),
        fct_oral_therapy_episode=pd.DataFrame(drugs),
        fct_metastasis_free_interval=pd.DataFrame(intervals),
        version="0+test",
    )
