"""The marks of sentences and clauses are found by hand, as the patterns that they stand for find them."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.pipes.document import page_lines, sections, segments
from onco_pipeline.pipes.document.layout import Layout, last_until
from onco_pipeline.pipes.document.patterns import BULLET, UPPER_TITLE

MARKED = st.lists(
    st.sampled_from(
        [*';()→,:=->.!?»")] \n', "1", "5", "12", "a", "é", "É", "Le", "dr", "jan", "²", "", "ª", "->", "=>"]
    ),
    max_size=30,
).map("".join)
#: A sentence may end at its marks and what they close, before a blank or a new word.
FULL_STOP = re.compile(r"(?P<mark>[.!?][.!?]*)(?P<close>[\"»)\]]*)(?P<gap>\s+|(?=[A-ZÀ-Ý][a-zà-ÿ]))")
SENTENCE_HEAD = re.compile(r"[\"«(\[ \-–•]*[A-ZÀ-Ý0-9]")
ABBREVIATION = re.compile(
    r"(?<![a-z])(?:drs?|prs?|m|mme|mmes|mlle|mr|st|ste|cf|ex|env|vs|resp|no|n°|art|fig|max|min|tel|bd|av|chap|p|pp|vol|ref"
    r"|hopit?|hosp|chir|med|serv|dept|circ|approx|ggl|inj|lat|ant|post|sup|inf|gche?|dte?|dt|fam|atcd|pers|prof|int|ext|dep"
    r"|pdt|ds|jq|jusq)\Z|(?<![a-z])(?:drs?|prs?|m|mm|mme|mlle|mr|prof|madame|monsieur|docteur)(?:\s|\.)\s?(?:[a-z]\s?\.\s?)*[a-z]\Z"
)
WORDS = st.lists(
    st.sampled_from([*"abdmnpt .°é\n", "dr", "drs", "mme", "hosp", "hopi", "hos", "gche", "docteur", "n°", "1"]),
    max_size=8,
).map("".join)
#: A clause may end at a mark, but not within "12:30" or "1,5".
CLAUSE_MARK = re.compile(r"[;()→,:=-](?:(?<=[;()→])|(?<=[,:])(?:(?<![0-9].)|(?![0-9]))|(?<=[=-])>)")


@settings(max_examples=300)
@given(MARKED)
def test_the_marks_that_end_a_clause_are_those_of_the_pattern(text):
    assert segments._clause_marks(text) == [match.start() for match in CLAUSE_MARK.finditer(text)]


#: What clauses are made of: their marks and words, lists of days, what only looks like a mark.
CLAUSES = st.lists(
    st.sampled_from(
        [*";()→,:=-> \n", "->", "=>", "1,5", ", 12 et 19 ", ". Le ", "irm", "puis ", " mais ", " et le scanner "]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=300)
@given(CLAUSES, st.tuples(st.integers(0, 20), st.integers(1, 9)))
def test_two_words_are_of_one_clause_as_the_clauses_of_the_whole_text_say(text, date):
    dates = [(date[0], min(sum(date), len(text)))] if date[0] < len(text) else []
    sentences = segments.sentences_of(text, text, page_lines.lines_of(text))
    layout = Layout(sentences=sentences, folded=text, dates=dates)
    starts = [start for start, _ in layout.clauses]
    words = [place for place, character in enumerate(text) if not character.isspace()]
    for one, other in combinations(words, 2):
        same = last_until(starts, one) == last_until(starts, other)
        assert layout.same_clause(one, other) == layout.same_clause(other, one) == same


@settings(max_examples=300)
@given(MARKED, st.integers(0, 12))
def test_sentences_end_where_the_pattern_finds_a_full_stop(text, cut):
    blocks = [block for block in ((0, min(cut, len(text))), (min(cut, len(text)), len(text))) if block[0] < block[1]]
    expected = []
    for begin, end in blocks:
        start = begin
        for match in FULL_STOP.finditer(text, begin, end):
            if match.end() < end and segments._ends(text, text, start, match.start(), match.end("close"), match.end()):
                expected.append((start, match.end("close")))
                start = match.end()
        if start < end:
            expected.append((start, end))
    stripped: list[tuple[int, int]] = []
    for start, end in expected:
        segments._put_stripped(stripped, text, start, end)
    assert segments.sentences_of(text, text, blocks) == stripped


@settings(max_examples=300)
@given(MARKED, st.integers(0, 30))
def test_a_full_stop_and_the_head_of_a_sentence_are_those_of_the_patterns(text, end):
    end = min(end, len(text))
    for place in range(end):
        if text[place] in ".!?":
            match = FULL_STOP.match(text, place, end)
            closed = segments._closed(text, place, end)
            following = segments._behind_gap(text, closed, end)
            assert (closed, following) == ((match.end("close"), match.end()) if match else (closed, -1))
        assert segments._heads_sentence(text, place) == (SENTENCE_HEAD.match(text, place) is not None)


@settings(max_examples=1_000)
@given(WORDS)
def test_an_abbreviation_is_one_of_the_pattern(words):
    assert segments._is_abbreviation(words, segments._last_letters(words)) == (ABBREVIATION.search(words) is not None)


@given(MARKED, st.integers(0, 30))
def test_a_day_that_follows_a_comma_is_that_of_the_pattern(text, place):
    place = min(place, len(text))
    assert segments._day_follows(text, place) == (segments._LIST_OF_DAYS.match(text, place, place + 8) is not None)


@given(MARKED, st.integers(0, 30))
def test_an_item_and_a_title_in_capitals_are_those_of_the_patterns(text, start):
    start = min(start, len(text))
    assert page_lines.is_listed(text, start, len(text)) == (BULLET.match(text, start) is not None)
    if UPPER_TITLE.fullmatch(text, start):
        assert sections._begins_upper(text, start)
