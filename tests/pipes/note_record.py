"""A note read as a whole, one line an event: how the tests of wordings tell what they expect."""

from datetime import datetime

from onco_pipeline.extraction.records import record, rows_of

NOTE_DAY = datetime(2021, 6, 18)


def told(text, kind=None, day=NOTE_DAY):
    """Return the note's record, one line an event, in order: "ct done 2019-03-12"; a longer date has its end too."""
    note = {"note_id": "n", "note_text": text, "note_datetime": day, "note_class_source_value": kind}
    lines = []
    for event in record("n", rows_of(note))["events"]:
        days = dict.fromkeys((event["date_start"], event["date_end"]))
        what = event["subtype"]
        if event["family"] in ("oral_therapy", "metastasis"):
            what = f"{event['site'] or event['family']} {what}"
        elif event["family"] == "pathology":
            what = "pathology"
        lines.append(f"{what} {event['status']} {'..'.join(days)}")
    return sorted(lines)
