"""Stems looked for together stand where each stands when it is looked for alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onco_pipeline.pipes import literals
from onco_pipeline.pipes.stem_pattern import StemPattern
from onco_pipeline.pipes.stems import STEMS, Stems

STEM = st.text("abc-", min_size=1, max_size=4)
SETS = st.lists(st.lists(STEM, min_size=1, max_size=5, unique=True), min_size=1, max_size=4)


def places(stem: str, text: str) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(stem, place)]


@given(SETS, st.text("abc-é\n", max_size=40))
def test_each_set_is_told_where_its_stems_stand(sets, text):
    together = Stems()
    numbers = [together.add(held) for held in sets]
    for number, held in zip(numbers, sets, strict=True):
        assert together.places(text, number) == sorted(place for stem in held for place in places(stem, text))
        assert together.holds(text, number) == any(stem in text for stem in held)
    assert together.knows(text)


@given(SETS, st.lists(st.text("abc-é\n", max_size=12), max_size=8))
def test_what_stands_in_a_text_is_told_whatever_texts_were_asked_about_before(sets, texts):
    again = Stems()
    for held in sets:
        again.add(held)
    for text in texts:
        anew = Stems()
        for held in sets:
            anew.add(held)
        for number in range(len(sets)):
            assert again.places(text, number) == anew.places(text, number)


def test_a_set_added_later_is_looked_for_too():
    together = Stems()
    first = together.add(["foie"])
    text = "le foie, le poumon"
    assert together.places(text, first) == [3]
    second = together.add(["poumon"])
    assert not together.knows(text)
    assert together.places(text, second) == [12]


def test_more_states_than_can_be_written_are_refused(monkeypatch):
    monkeypatch.setattr(literals, "_MOST_STATES", 5)
    together = Stems()
    together.add(["abcdef"])
    with pytest.raises(ValueError, match="7 states"):
        together.places("abc", 0)


@given(st.lists(st.sampled_from(["tumeur", "sarcome", "osteo", "tumeurs", " ", ", ", "é", "x" * 90]), max_size=12))
def test_a_pattern_finds_the_same_in_a_text_gone_over_and_in_one_that_is_not(words):
    pattern = StemPattern(r"\b(?:osteo)?sarcomes?|tumeurs?")
    text = "".join(words)
    alone = [match.span() for match in pattern.finditer(text)]
    STEMS.holds(text, 0)
    assert [match.span() for match in pattern.finditer(text)] == alone
    middle = len(text) // 2
    gone_over = [
        [match.span() for match in pattern.finditer(text, *part)] for part in ((0, middle), (middle, len(text)))
    ]
    STEMS.holds("another", 0)
    assert gone_over == [
        [match.span() for match in pattern.finditer(text, *part)] for part in ((0, middle), (middle, len(text)))
    ]
