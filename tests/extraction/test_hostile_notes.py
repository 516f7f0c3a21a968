"""What no one should have to read is read in bounded time, or set aside; what comes out are words of the note."""

import time

import pytest

from onco_pipeline.extraction.engines import extract_one

EVENT = "Biopsie du foie le 12/03/2019 : métastase. "
NOTES = {
    "empty": "",
    "blanks": " \n\t\u00a0" * 1000,
    "5 MB of one letter": "x" * 5_000_000,
    "5 MB of words": "patient vu ce jour " * 260_000,
    "100,000 lines": "patient vu\n" * 90_000 + "Scanner le 12/03/2019\n" * 10_000,
    "100,000 empty lines": "\n" * 100_000 + EVENT,
    "millions of digits": "7" * 3_000_000,
    "numbers": "12/03/2019 " * 20_000,
    "half dates": "1/" * 100_000,
    "brackets": "(" * 100_000 + EVENT + ")" * 100_000,
    "quotes": '"' * 100_001,
    "binary": bytes(range(256)).decode("latin-1") * 400,
    "NUL": "Scanner\x00thoracique\x00le 12/03/2019.",
    "mojibake": EVENT.encode().decode("latin-1") * 20,
    "mixed encodings": EVENT + EVENT.encode().decode("cp1252", "replace"),
    "right to left": "\u202e" + EVENT + "\u200f رنين \u202c",
    "combining": "e" + "\u0301" * 100_000 + EVENT,
    "formula": '=HYPERLINK("http://x";"' + EVENT + '")',
    "html": "<script>" + EVENT + "</script><!--",
    "dates of the ends of time": "Scanner le 01/01/0001. IRM le 31/12/9999. TEP le 00/00/0000. Biopsie le 31/02/2019.",
    "far steps": "Scanner il y a 99999999 ans. IRM dans 99999999999 jours. TEP à J-99999999.",
    "lone surrogate": "Scanner \ud83d le 12/03/2019.",
    "emoji": "🧬" * 20_000 + EVENT,
}


@pytest.mark.parametrize("name", NOTES)
def test_a_hostile_note_is_read_or_set_aside_in_bounded_time(name):
    note = {"note_id": "1", "note_datetime": "2019-06-01", "note_text": NOTES[name]}
    start = time.process_time()
    result = extract_one(note, note_timeout=2.0)
    assert time.process_time() - start < 12
    assert result.error in (None, "NoteTimeout")
    for row in result.rows:
        assert NOTES[name][row["quote_start"] : row["quote_end"]] == row["quote"]
        assert row["date_start"] is None or 1900 <= row["date_start"].year <= 2100


@pytest.mark.parametrize(
    "moment", ["0001-01-01", "9999-12-31", "2019-03-12T10:00:00+14:00", "hier", "", None, float("nan"), 20190312]
)
def test_any_date_of_a_note_is_read_or_left(moment):
    result = extract_one(
        {"note_id": "1", "note_datetime": moment, "note_text": EVENT + "Scanner il y a 3 mois, IRM le 12/12."}
    )
    assert result.error is None
    assert result.rows


@pytest.mark.parametrize(
    ("moment", "year"), [(20190312, 2019), ("2019-03-12", 2019), ("0001-01-01", None), ("1900-01-01", None)]
)
def test_a_date_without_year_takes_that_of_the_note(moment, year):
    result = extract_one({"note_id": "1", "note_datetime": moment, "note_text": "Scanner le 02/03."})
    assert [row["date_start"] and row["date_start"].year for row in result.rows] == [year]
