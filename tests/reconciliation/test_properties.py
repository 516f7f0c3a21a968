"""What holds for any patient: order does not matter, nothing is lost, a part rebuilt is the part of the whole."""

from collections import Counter

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from soaking import SOAK

from onco_pipeline.reconciliation import (
    Frames,
    person_records,
    read_evidence,
    reconcile,
    reconcile_person,
)
from onco_pipeline.tables import CARE_EVENT, EVENT_EVIDENCE

SUBJECTS = [
    ("imaging", "ct", "tap"),
    ("imaging", "ct", "thorax"),
    ("imaging", "ct", None),
    ("imaging", "pet", None),
    ("imaging", "mri", "cerveau"),
    ("biopsy", "biopsy", "foie"),
    ("biopsy", "cytology", None),
    ("pathology", "result", "foie"),
    ("pathology", "result", None),
    ("metastasis", "onset", "os"),
    ("metastasis", "new_site", "foie"),
    ("metastasis", "onset", None),
    ("oral_therapy", "start", "osimertinib"),
    ("oral_therapy", "stop", "osimertinib"),
    ("oral_therapy", "dose_change", "osimertinib"),
]
STATUSES = ["done"] * 6 + ["planned", "cancelled", "refused", "proposed", "negated", "pending", "suspected"]
DAYS = ["2020-03-04", "2020-04-03", "2020-03-05", "2020-03-20", "2021-03-04", "2020-06-01", "2019-12-28"]
WHEN = [*DAYS, "2020-03", "2020", "2020-03-01..2020-04-10", None]
QUOTES = ["scanner", "adénocarcinome", "EGFR muté"]
ACTS = ["ZZQH033", "ZBQH001", "ZCQH001", "ZZQL016", "ACQJ002", "HLHJ006", "ZZHH008", "ZZQX162", "HLQX004", "ZZQX027"]

mention = st.tuples(
    st.integers(0, 3),
    st.sampled_from(SUBJECTS),
    st.sampled_from(WHEN),
    st.sampled_from(STATUSES),
    st.sampled_from(QUOTES),
)
act = st.tuples(st.sampled_from(ACTS), st.sampled_from(DAYS))
patient = st.tuples(
    st.lists(mention, max_size=9),
    st.lists(act, max_size=5),
    st.lists(st.tuples(st.sampled_from(["C795", "C787", "C799", "C773"]), st.sampled_from(DAYS)), max_size=3),
    st.lists(
        st.sampled_from([("2020-03-04", "2020-06-01"), ("2019-12-28", None), ("2020-06-20", "2020-06-20")]), max_size=2
    ),
    st.sampled_from([None, "2020-05-01", "2022-01-01"]),
)
NOTES = [("2020-03-30", "CRH-HC"), ("2020-05-02", "CR-RCP"), ("2021-03-30", "CR-IMAG"), (None, "LT")]


def build(new_case, patients):
    """Return the case of several patients; row keys are unique over all of them."""
    case = new_case()
    for index, (mentions, acts, diagnoses, drugs, death) in enumerate(patients):
        case.person_id = f"p{index}"
        case.person("1950-01-01", death)
        for number, (day, kind) in enumerate(NOTES):
            case.note(f"p{index}n{number}", day, kind)
        for number, subject, when, status, quote in mentions:
            case.says(f"p{index}n{number}", *subject, when, status=status, quote=quote)
        for code, day in acts:
            case.act(code, day)
        for code, day in diagnoses:
            case.diagnosis(code, day)
        for start, end in drugs:
            case.drug("L01EB04", start, end)
    return case


quick = settings(
    max_examples=60 if SOAK else 12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@quick
@given(patients=st.lists(patient, min_size=1, max_size=3), seed=st.integers(0, 1000))
def test_the_order_of_rows_never_matters(new_case, fingerprints, patients, seed):
    tables = build(new_case, patients).tables()
    shuffled = {name: table.sample(frac=1, random_state=seed) for name, table in tables.items()}
    for straight, mixed in zip(reconcile(**tables), reconcile(**shuffled), strict=True):
        pd.testing.assert_frame_equal(straight, mixed)
    assert fingerprints(tables) == fingerprints(shuffled)


@quick
@given(patients=st.lists(patient, min_size=2, max_size=3))
def test_a_patient_rebuilt_alone_is_the_patient_of_the_whole(new_case, patients):
    tables = build(new_case, patients).tables()
    whole = reconcile(**tables)
    parts = [reconcile(**tables, only={f"p{index}"}) for index in range(len(patients))]
    for position, full in enumerate(whole):
        rows = [row for part in parts for row in part[position].to_dict("records")]
        assert rows == full.to_dict("records")


@quick
@given(patients=st.lists(patient, min_size=1, max_size=2))
def test_nothing_is_lost_and_nothing_told_twice(new_case, patients):
    tables = build(new_case, patients).tables()
    events, evidence = reconcile(**tables)
    assert list(events.columns) == list(CARE_EVENT.column_names)
    assert list(evidence.columns) == list(EVENT_EVIDENCE.column_names)
    assert events["care_event_id"].is_unique
    assert not evidence.duplicated(list(EVENT_EVIDENCE.key)).any()
    # every event has evidence, and every evidence an event
    assert set(events["care_event_id"]) == set(evidence["care_event_id"])
    # every dated mention of something done is evidence of exactly one event
    mentions = tables["note_events"]
    done = mentions[(mentions["status"] == "done") & mentions["date_start"].notna()]
    told = evidence[evidence["evidence_table"] == "note_event"]["evidence_id"].value_counts()
    assert all(told.get(key) == 1 for key in done["note_event_id"])
    assert (told == 1).all()
    # every coded exam shows exactly one event
    frames = Frames.of(**tables)
    for person in read_evidence(frames):
        shown = [unit for built in reconcile_person(person) for unit in built.told.units]
        assert Counter(shown) == Counter(person.units)


@quick
@given(patients=st.lists(patient, min_size=1, max_size=2))
def test_what_every_event_must_be(new_case, patients):
    events, evidence = build(new_case, patients).rebuild()
    for row in events.itertuples(index=False):
        assert row.date_start <= row.date_end
        assert 0 <= row.confidence <= 1
        assert row.n_notes + row.n_structured > 0
        assert (row.status == "planned") == (row.reconciliation == "planned")
        if row.reconciliation in ("confirmed", "conflicting"):
            assert row.n_notes
            assert row.n_structured
        if row.reconciliation == "structured_only":
            assert row.precision == "day"
        if row.family == "metastasis" and row.reconciliation != "impossible":
            assert row.subtype in ("onset", "new_site")
    onsets = events[(events["subtype"] == "onset") & (events["reconciliation"] != "impossible")]
    assert onsets["person_id"].is_unique
    for person in person_records(events, evidence):
        assert all(record["evidence"] for record in person["events"])


@quick
@given(patients=st.lists(patient, min_size=1, max_size=2), more=mention)
def test_new_evidence_changes_the_fingerprint_of_its_patient_only(new_case, fingerprints, patients, more):
    case = build(new_case, patients)
    before = fingerprints(case.tables())
    number, subject, when, status, quote = more
    case.person_id = "p0"
    case.says(f"p0n{number}", *subject, when, status=status, quote=quote)
    after = fingerprints(case.tables())
    assert after["p0"] != before.get("p0")
    assert {k: v for k, v in after.items() if k != "p0"} == {k: v for k, v in before.items() if k != "p0"}


class Store:
    """What a warehouse keeps from run to run: rebuilds the patients whose evidence changed, forgets those without any."""

    def __init__(self, fingerprints):
        self.fingerprints = fingerprints
        self.rows: dict[str, tuple[list, list]] = {}
        self.known: dict[str, str] = {}

    def update(self, tables):
        now = self.fingerprints(tables)
        changed = {person for person, value in now.items() if self.known.get(person) != value}
        rebuilt = reconcile(**tables, only=changed)
        self.rows = {person: rows for person, rows in self.rows.items() if person in now and person not in changed}
        for person in changed:
            own = (frame[frame["person_id"] == person].to_dict("records") for frame in rebuilt)
            self.rows[person] = tuple(own)
        self.known = now
        return len(changed)


@quick
@given(states=st.lists(st.lists(patient, min_size=1, max_size=3), min_size=2, max_size=4))
def test_rebuilding_what_changed_equals_rebuilding_all(new_case, fingerprints, states):
    """Whatever comes, changes and goes between runs."""
    store = Store(fingerprints)
    for patients in states:
        tables = build(new_case, patients).tables()
        store.update(tables)
        for position, full in enumerate(reconcile(**tables)):
            kept = [row for person in sorted(store.rows) for row in store.rows[person][position]]
            assert kept == full.to_dict("records")
    assert store.update(tables) == 0
