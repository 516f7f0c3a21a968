"""A note read as a whole, one line an event: how the tests of wordings tell what they expect."""

from datetime import date, datetime

from onco_pipeline.extraction.records import record, rows_of

NOTE_DAY = datetime(2021, 6, 18)
MAY_20 = date(2022, 5, 20)
MARCH_15 = date(2021, 3, 15)


def records(text, kind, day=MAY_20):
    """Return the records of a note, of 20 May 2022 unless told otherwise."""
    note = {"note_id": "n", "note_text": text, "note_datetime": day, "note_class_source_value": kind}
    return record("n", rows_of(note))["events"]


def told_in_may(text, kind="CR-CONS"):
    """Return the records of a note of 20 May 2022 in order, as "what subtype status first-day..last-day"."""
    lines = []
    for event in records(text, kind):
        days = "..".join(dict.fromkeys((event["date_start"], event["date_end"])))
        what = event["site"] if event["family"] in ("oral_therapy", "metastasis") else event["family"]
        lines.append(f"{what} {event['subtype']} {event['status']} {days}")
    return sorted(lines)


def told(text, kind=None, day=NOTE_DAY):
    """Return the note's record, one line an event, in order: "ct done 2019-03-12"; a longer date has its end too."""
    lines = []
    for event in records(text, kind, day):
        days = dict.fromkeys((event["date_start"], event["date_end"]))
        what = event["subtype"]
        if event["family"] in ("oral_therapy", "metastasis"):
            what = f"{event['site'] or event['family']} {what}"
        elif event["family"] == "pathology":
            what = "pathology"
        lines.append(f"{what} {event['status']} {'..'.join(days)}")
    return sorted(lines)


def spread_told(text, day=MARCH_15):
    """Return the metastases of a note's record that are sure, one line each: "os 2019-03-12"."""
    return [
        f"{event['site']} " + "..".join(dict.fromkeys((event["date_start"], event["date_end"])))
        for event in records(text, None, day)
        if event["family"] == "metastasis" and event["status"] == "done"
    ]
