"""The tables of a tiny hospital, written by hand for what its marts must say of them."""

import datetime as dt

from onco_pipeline.tables import (
    CONDITION_OCCURRENCE,
    DEATH,
    NOTE,
    PERSON,
    VALIDATED_CARE_EVENT,
    VISIT_OCCURRENCE,
)


def day(text):
    return dt.date.fromisoformat(text)


def event(key, person, family, subtype, start, end=None, **changes):
    row = {
        "care_event_id": key, "person_id": person, "family": family, "subtype": subtype, "site": "sein",
        "status": "done", "date_start": day(start), "date_end": day(end or start),
        "precision": "day" if end is None else "interval", "reconciliation": "confirmed", "confidence": 0.9,
        "n_notes": 1, "n_structured": 1, "quote": "SECRET", "date_quote": "SECRET", "attributes": {},
    }  # fmt: skip
    return {**row, **changes}


#: A patient with a whole pathway, one who died, one known from a note alone.
EVENTS = [
    event("e1", "P1", "imaging", "mammography", "2020-01-10"),
    event("e2", "P1", "biopsy", "biopsy", "2020-01-20"),
    event(
        "e3", "P1", "pathology", "result", "2020-01-20", n_structured=0, reconciliation="text_only",
        attributes={
            "histology": "adenocarcinoma", "ptnm": "ypT2N1aM0", "nodes": "2/13", "er": "90 %", "grade": 2,
            "genes": {"BRCA1": "wild_type", "BRCA2": "mutated", "BRAF": "V600E", "XYZ": "mutated"},
            "wording": "SECRET", "cue": "SECRET",
        },
    ),
    event("e4", "P1", "metastasis", "onset", "2020-03-01", "2020-03-31", n_structured=0),
    event("e5", "P1", "oral_therapy", "start", "2020-06-01", site="létrozole"),
    event("e6", "P1", "imaging", "ct", "2020-09-01", status="planned", reconciliation="planned"),
    event("e7", "P1", "biopsy", "biopsy", "2020-02-01", reconciliation="not_performed", status="planned"),
    event("e8", "P2", "imaging", "ct", "2019-05-01"),
    event("e9", "P2", "imaging", "pet", "2021-01-01", reconciliation="impossible"),
]  # fmt: skip


def course(person, first):
    """Return the events of a patient of the crowd: imaging, biopsy, result, three months of a drug."""
    start = day(first)

    def later(days):
        return (start + dt.timedelta(days=days)).isoformat()

    return [
        event(f"{person}-1", person, "imaging", "ct", later(0)),
        event(f"{person}-2", person, "biopsy", "biopsy", later(10), n_structured=0, reconciliation="text_only"),
        event(f"{person}-3", person, "pathology", "result", later(10)),
        event(f"{person}-4", person, "oral_therapy", "start", later(50), site="létrozole"),
        event(f"{person}-5", person, "oral_therapy", "stop", later(142), site="létrozole"),
    ]


#: Enough patients for numbers to be shown: thirty at AAA in March 2019, five at BBB in July 2020, whose number
#: must be hidden, and twelve at CCC in November 2018, who are hidden beside them.
CROWD = [f"Q{number:02}" for number in range(1, 48)]
HOSPITALS = {person: "AAA" if place < 30 else "BBB" if place < 35 else "CCC" for place, person in enumerate(CROWD)}
EVENTS += [row for person in CROWD[:30] for row in course(person, "2019-03-05")]
EVENTS += [row for person in CROWD[30:35] for row in course(person, "2020-07-06")[:3]]
EVENTS += [row for person in CROWD[35:] for row in course(person, "2018-11-05")[:4]]
EVENTS += [event(f"{person}-6", person, "imaging", "pet", "2018-11-25") for person in CROWD[35:]]
EVENTS += [
    # An earlier cancer of another organ, told in the history.
    event("h1", "Q01", "pathology", "result", "2005-01-01", "2005-12-31", site="thyroïde", n_structured=0),
    # A drug that was being taken when it was stopped, and was taken up again later.
    event("h2", "Q31", "oral_therapy", "stop", "2020-08-01", site="tamoxifène"),
    event("h3", "Q31", "oral_therapy", "start", "2020-09-01", site="tamoxifène", attributes={"atc": "L02BA01"}),
    event("h4", "Q31", "oral_therapy", "dose_change", "2020-10-01", site="tamoxifène"),
]

ROWS = {
    PERSON: [
        {"person_id": "P1", "gender_source_value": "F", "birth_datetime": dt.datetime(1960, 5, 17)},
        {"person_id": "P2", "gender_source_value": "Homme", "birth_datetime": None},
    ] + [
        {"person_id": person, "gender_source_value": "M" if place % 3 else "F",
         "birth_datetime": dt.datetime(1934 + place, 6, 15)} for place, person in enumerate(CROWD[:40])
    ],
    DEATH: [{"person_id": "P2", "death_datetime": dt.datetime(2020, 6, 1)}],
    VISIT_OCCURRENCE: [
        {"visit_occurrence_id": f"V{n}", "person_id": "P1", "visit_start_datetime": dt.datetime(2020, n, 1),
         "care_site_short_name": site} for n, site in ((1, "AAA"), (2, "BBB"), (3, "BBB"))
    ] + [
        {"visit_occurrence_id": f"V{person}", "person_id": person, "visit_start_datetime": dt.datetime(2019, 3, 1),
         "care_site_short_name": HOSPITALS[person]} for person in CROWD
    ],
    NOTE: [
        {"note_id": "N1", "person_id": "P1", "note_datetime": dt.datetime(2020, 1, 21), "note_text": "SECRET"},
        {"note_id": "N2", "person_id": "P3", "note_datetime": None, "note_text": "SECRET", "note_title": "SECRET"},
    ] + [
        {"note_id": f"N{person}", "person_id": person, "note_datetime": dt.datetime(2021, 1, 1), "note_text": "SECRET"}
        for person in CROWD
    ],
    CONDITION_OCCURRENCE: [
        {"condition_occurrence_id": f"C{n}", "person_id": "P1", "condition_start_datetime": dt.datetime(2020, 1, n),
         "condition_source_value": code} for n, code in ((1, "D05.1"), (2, "c50.4"), (3, "C787"))
    ] + [
        {"condition_occurrence_id": f"C{person}", "person_id": person,
         "condition_start_datetime": dt.datetime(2019, 4, 1), "condition_source_value": "C50.9"}
        for person in CROWD[:30]
    ],
    VALIDATED_CARE_EVENT: EVENTS,
}  # fmt: skip
