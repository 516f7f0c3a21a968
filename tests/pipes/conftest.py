"""What several readings of notes kept aside ask for."""

import pytest

from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import extract_note, record


@pytest.fixture(scope="module")
def told():
    """Return a note's dated records, without a date of its own, as "family subtype first-day..last-day"."""
    nlp = build()

    def read(text: str) -> list[str]:
        note = {"note_id": "n", "note_text": text, "note_datetime": None}
        lines = []
        for event in record("n", extract_note(nlp, note))["events"]:
            days = "..".join(dict.fromkeys((event["date_start"], event["date_end"])))
            lines.append(" ".join([event["family"].split("_")[0], event["subtype"], days]))
        return sorted(lines)

    return read
