"""The cost of a note grows with its length and not with its square, whatever phrase fills it."""

import json
import subprocess
import sys
import time
from collections import Counter
from types import FrameType
from typing import Any

import pytest

from onco_pipeline.compiled import build_in_use
from onco_pipeline.extraction.records import rows_of
from onco_pipeline.pipes.document.analyse import analyse
from onco_pipeline.pipes.document.segments import LONGEST_SENTENCE

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
    "one word": "scanner ",
    "one word in brackets": "( scanner ",
    "samplings of no date": "PBH ",
    "PETs of no date": "PET ",
    "operations of no date": "chirurgie ",
}
#: What is read beside all that was read before, or behind: cheap a piece, so that the clock does not show it.
PAIRED = {
    "exams of no region": "IRM. ",
    "exams and their kind": "IRM. Scanner. ",
    "months and days": "TEP de mars 2019. TEP du 12/03/2019. ",
    "series": "TDM en mars puis en juin. ",
    "other drugs": "letrozole 2,5 mg ",
    "decisions": "arrêt letrozole ",
    "second tellings": "métastases osseuses en 2018. ",
    "suspicions": "métastase ? ",
    "proofs": "métastase en 2019. PBH. ",
    "results": "carcinome sur la biopsie. ",
    "operations and stages": "hépatectomie le 12/03/2019. pT2N0. ",
    "lists of exams": "- TDM : métastase\n",
    "plans": "scanner prévu. Scanner annulé. ",
    "drugs and days": "letrozole le 12/03/2019. ",
    "ellipses": "IRM. celle de janvier. ",
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


#: Halves what it looks through, and is not asked at all while that is short.
LOOKED_UP = {"event_at"}


def lines_run(phrase: str, length: int) -> Counter[str]:
    """Return how many lines each function of the project runs in one reading: told of loops, and the same on any machine."""
    run: Counter[str] = Counter()

    def follow(frame: FrameType, event: str, _: Any) -> Any:
        if "onco_pipeline" not in frame.f_code.co_filename:
            return None
        run[frame.f_code.co_qualname] += event == "line"
        return follow

    note = {"note_id": "long", "note_text": phrase * (length // len(phrase)), "note_datetime": "2019-05-01"}
    sys.settrace(follow)
    try:
        rows_of(note)
    finally:
        sys.settrace(None)
    return run


def all_lines_run() -> dict[str, list[Counter[str]]]:
    """Return what a short and a long reading of each phrase run."""
    for phrase in PAIRED.values():
        rows_of({"note_id": "warm", "note_text": phrase * 20})
    return {name: [lines_run(phrase, length) for length in (1_000, 4_000)] for name, phrase in PAIRED.items()}


@pytest.fixture(scope="module")
def counted() -> dict[str, list[dict[str, int]]]:
    """What a process of its own has counted: one that other tests have run in may never come back from being traced."""
    if build_in_use() is not None:
        pytest.skip("compiled functions run no lines")
    made = subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True, timeout=300)
    return json.loads(made.stdout)


@pytest.mark.parametrize("name", PAIRED)
def test_nothing_is_compared_with_all_that_was_read_before(counted, name):
    short, long = counted[name]
    # Linear is 4 and square is 16; what is looked at around an event may not yet be all there in the shorter one.
    square = {
        function: (short.get(function, 0), many)
        for function, many in long.items()
        if many > max(10 * short.get(function, 0), 15_000) and function not in LOOKED_UP
    }
    assert not square


@pytest.mark.parametrize("phrase", ["scanner ", "scanner, ", "a", "le foie est normal\t", "biopsie ; "])
def test_no_sentence_is_longer_than_one_writes(phrase):
    layout = analyse(phrase * (10_000 // len(phrase)))
    assert max(end - start for start, end in layout.sentences) <= LONGEST_SENTENCE


def test_a_sentence_too_long_is_cut_between_words_and_loses_none():
    text = "scanner du foie, " * 600
    pieces = [text[start:end] for start, end in analyse(text).sentences]
    assert len(pieces) > 1 and " ".join(pieces).split() == text.split()
    assert all(piece.endswith(",") for piece in pieces)


if __name__ == "__main__":
    print(json.dumps(all_lines_run()))
