"""The marks of sentences and clauses are found by hand, as the patterns that they stand for find them."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.pipes.document import segments

MARKED = st.lists(
    st.sampled_from(
        [*';()→,:=->.!?»")] \n', "1", "5", "12", "a", "é", "É", "Le", "dr", "jan", "²", "", "ª", "->", "=>"]
    ),
    max_size=30,
).map("".join)
#: A clause may end at a mark, but not within "12:30" or "1,5".
CLAUSE_MARK = re.compile(r"[;()→,:=-](?:(?<=[;()→])|(?<=[,:])(?:(?<![0-9].)|(?![0-9]))|(?<=[=-])>)")


@settings(max_examples=300)
@given(MARKED, st.integers(0, 12), st.integers(0, 40))
def test_the_marks_that_end_a_clause_are_those_of_the_pattern(text, start, end):
    end = min(max(start, end), len(text))
    found = [
        (place, behind)
        for place in segments._places_of(text, segments.CLAUSE_MARKS)
        if start <= place < end and (behind := segments._behind_mark(text, place, end))
    ]
    assert found == [match.span() for match in CLAUSE_MARK.finditer(text, start, end)]


@settings(max_examples=300)
@given(MARKED, st.integers(0, 12))
def test_sentences_end_where_the_pattern_finds_a_full_stop(text, cut):
    blocks = [block for block in ((0, min(cut, len(text))), (min(cut, len(text)), len(text))) if block[0] < block[1]]
    expected = []
    for begin, end in blocks:
        start = begin
        for match in segments._END.finditer(text, begin, end):
            if match.end() < end and segments._ends(text, text, start, match):
                expected.append((start, match.end("close")))
                start = match.end()
        if start < end:
            expected.append((start, end))
    stripped = [segments._strip(text, stretch) for stretch in expected]
    assert segments.sentences_of(text, text, blocks) == [(start, end) for start, end in stripped if start < end]
