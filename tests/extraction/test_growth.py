"""The cost of a note grows with its length and not with its square, whatever phrase fills it."""

import time

import pytest

from onco_pipeline.extraction.records import rows_of

PHRASES = {
    "sampling": "biopsie le 12/03/2019, ",
    "dated entries": "12/03/2019 : scanner\n",
    "reports": "biopsie du sein le 12/03/2019 : carcinome.\n",
    "exams without a year": "scanner du 12/03, ",
    "exams without a date": "TDM TAP. ",
    "called off": "scanner prévu le 12/03/2030 annulé, ",
    "days of a cycle": "J5 biopsie. ",
    "operations": "chirurgie le 12/03/2019. J5. ",
    "drugs": "letrozole depuis 2015, ",
    "metastases": "métastase hépatique ",
    "stages": "pT2N0 ",
    "acts": "résection ",
    "dates": "12/03/2019 ",
    "lines": "\n",
    "figures": "1234567890 ",
}


def seconds(phrase: str, length: int) -> float:
    """Return the processor time of one reading."""
    note = {"note_id": "long", "note_text": phrase * (length // len(phrase))}
    start = time.process_time()
    rows_of(note)
    return time.process_time() - start


@pytest.mark.parametrize("phrase", PHRASES.values(), ids=PHRASES)
def test_four_times_the_length_costs_no_sixteen_times_as_much(phrase):
    rows_of({"note_id": "warm", "note_text": phrase * 20})
    short = min(seconds(phrase, 4_000) for _ in range(2))
    # Linear is 4 and square is 16; under a hundredth of a second nothing can be told. A busy machine may slow one reading.
    assert any(seconds(phrase, 16_000) < max(10 * short, 0.05) for _ in range(2))
