"""Every missed and every spurious record is told with its cause, and without a word of the note."""

import json

import pytest
from made_up_gold import EVENTS, TEXT, event

from onco_pipeline.evaluation.causes import Cause, faults
from onco_pipeline.evaluation.records import annotation_of, record_of
from onco_pipeline.intervals import DateInterval

PLACE = TEXT.index("Biopsie")


def record(**changes):
    return record_of(event(**changes))


def mention(iso="2019-03-12", start=PLACE, **changes):
    interval = DateInterval.from_iso(iso) if iso else None
    row = {
        "family": "biopsy",
        "subtype": "biopsy",
        "status": "done",
        "date_start": interval.start if interval else None,
        "date_end": interval.end if interval else None,
        "precision": interval.precision if interval else None,
        "quote_start": start,
        "quote_end": start + 7,
        **changes,
    }
    return annotation_of(row)


def missed(gold, mentions):
    (fault,) = faults({"n": [gold]}, {}, {"n": mentions}, {"n": TEXT})
    assert (fault.kind, fault.owner) == ("missed", "n")
    return fault


@pytest.mark.parametrize(
    ("mentions", "cause", "detail"),
    [
        ([], Cause.NO_MENTION, ""),
        ([mention(family="pathology", subtype="result")], Cause.NO_MENTION, ""),
        ([mention(start=150)], Cause.NO_MENTION, ""),
        ([mention(status="refused")], Cause.WRONG_STATUS, "refused"),
        ([mention(experiencer="family")], Cause.WRONG_STATUS, "family"),
        ([mention(iso=None)], Cause.NO_DATE, ""),
        ([mention(iso="2018-03")], Cause.WRONG_DATE, "2018-03-01..2018-03-31"),
        ([mention(iso="2018", start=60)], Cause.WRONG_DATE, "2018-01-01..2018-12-31"),
        ([mention()], Cause.TOLD_ONCE, ""),
    ],
)
def test_why_a_record_was_missed(mentions, cause, detail):
    fault = missed(record(), mentions)
    assert (fault.cause, fault.detail) == (cause, detail)
    assert fault.spans == ((PLACE, PLACE + 7),)


def test_a_wrong_modality_or_drug_is_told():
    exam = record_of(EVENTS[1])
    place = TEXT.index("Scanner")
    fault = missed(exam, [mention(family="imaging", subtype="mri", start=place, status="planned")])
    assert (fault.cause, fault.detail) == (Cause.WRONG_SUBTYPE, "mri")
    drug = record_of(EVENTS[2])
    place = TEXT.index("Capécitabine")
    other = mention(family="oral_therapy", subtype="start", site="létrozole", start=place)
    assert missed(drug, [other]).cause is Cause.WRONG_SUBTYPE


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"quote": "carcinome", "date_start": "2019-03-11"}, Cause.NOT_GOLD),
        ({"family": "imaging", "subtype": "ct"}, Cause.NOT_GOLD),
        ({"status": "planned"}, Cause.WRONG_STATUS),
        ({"date_start": "2019-03-11", "date_end": "2019-03-11"}, Cause.WRONG_DATE),
    ],
)
def test_where_a_spurious_record_comes_from(changes, cause):
    found = list(faults({"n": [record()]}, {"n": [record(**changes)]}, None, {"n": TEXT}))
    spurious = [fault for fault in found if fault.kind == "spurious"]
    assert [fault.cause for fault in spurious] == [cause]


def test_a_record_told_twice_is_told():
    (fault,) = faults({"n": [record()]}, {"n": [record(), record()]}, None, {"n": TEXT})
    assert (fault.kind, fault.cause) == ("spurious", Cause.TOLD_TWICE)


def test_a_spurious_modality_is_told():
    gold, found = record_of(EVENTS[1]), record_of({**EVENTS[1], "subtype": "pet"})
    causes = {fault.kind: fault.cause for fault in faults({"n": [gold]}, {"n": [found]}, None, {"n": TEXT})}
    assert causes == {"missed": Cause.WRONG_SUBTYPE, "spurious": Cause.WRONG_SUBTYPE}


def test_patients_records_are_compared_by_evidence_then_by_date():
    gold = record(evidence=["N1"])
    far = record(evidence=["N1"], date_start="2015-03-12", date_end="2015-03-12")
    assert {f.cause for f in faults({"p": [gold]}, {"p": [far]})} == {Cause.WRONG_DATE}
    near = record(evidence=["N2"], date_start="2019-03-30", date_end="2019-03-30")
    causes = {fault.kind: fault.cause for fault in faults({"p": [gold]}, {"p": [near]})}
    assert causes == {"missed": Cause.WRONG_DATE, "spurious": Cause.NOT_GOLD}
    apart = record(evidence=["N2"], date_start="2015-03-12", date_end="2015-03-12")
    assert {f.cause for f in faults({"p": [gold]}, {"p": [apart]})} == {Cause.NO_RECORD, Cause.NOT_GOLD}


def test_an_optional_record_is_not_missed():
    assert not list(faults({"n": [record(optional=True)]}, {}, {"n": []}, {"n": TEXT}))


def test_a_fault_as_json_holds_keys_and_offsets_only():
    (fault,) = faults({"n": [record()]}, {}, {"n": []}, {"n": TEXT})
    told = json.dumps(fault.as_dict("note"))
    assert '"note_id": "n"' in told
    assert f'"offsets": [[{PLACE}, {PLACE + 7}]]' in told
    for words in ("Biopsie", "12/03/2019", "sein"):
        assert words not in told
