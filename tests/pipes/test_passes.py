"""The loops that a compiled build runs in C tell what their twins in Python tell."""

import re._compiler as compiler
import string
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_screen import COMPILED, PATTERNS, TEXTS

from onco_pipeline.compiled import BUILDS, CYTHON, fingerprint
from onco_pipeline.pipes import alternatives, literals, screen, stems
from onco_pipeline.pipes.alternatives import Alternatives, Beginnings
from onco_pipeline.pipes.document import segments
from onco_pipeline.pipes.oral_therapy import vocabulary
from onco_pipeline.pipes.screen import Windows
from onco_pipeline.pipes.stems import Stems
from onco_pipeline.pipes.sweep import _kinds

STEM = st.text("abc-", min_size=1, max_size=4)
SETS = st.lists(st.lists(STEM, min_size=1, max_size=5, unique=True), min_size=1, max_size=4)
#: Names, halves of names and what may stand around them.
NAMED = st.lists(
    st.sampled_from(
        ["imatinib", "imatinb", "capecitabine", "xelox", "cap50", "tas-102", "vp16", "abc", "s-1", *"ab19-é€ .\n"]
    ),
    max_size=12,
).map("".join)
LETTERS = st.text("irmtdscane é€𝛼1\n_?", max_size=60)
EXAMS = (r"(?<![a-z])(?:irm|tdm|scanners?|\d{1,2} ?[a-z])", r"(?<![a-z])(?:scan|e[ a]n|é\w+)", r"(?<![a-z])_?t\w+")


@pytest.fixture(scope="module")
def passes():
    """Return the loops of the build in C, by the names of their modules."""
    loaded = {}
    for name in (name.removesuffix(".pyx") for name in CYTHON if "/passes/" in name):
        file = BUILDS / fingerprint() / "onco_pipeline" / f"{name}{EXTENSION_SUFFIXES[0]}"
        if not file.is_file():
            pytest.skip("these sources are not compiled: run `make compile`")
        spec = spec_from_file_location(f"onco_pipeline.{name.replace('/', '.')}", file)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        loaded[Path(name).name] = module
    assert sorted(loaded) == ["over_beginnings", "over_literals", "over_words"]
    return SimpleNamespace(**loaded)


@pytest.fixture(scope="module")
def native(passes):
    """Have the modules run the loops in C."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (alternatives, literals, screen, stems):
            patch.setattr(module, "NATIVE", True)
            patch.setattr(module, "over_literals", passes.over_literals, raising=False)
            patch.setattr(module, "over_beginnings", passes.over_beginnings, raising=False)
        patch.setattr(alternatives, "of_tree", lambda parsed, key: compiler.compile(parsed()), raising=False)
        yield


@settings(max_examples=200, deadline=None)
@given(sets=SETS, text=st.text("abc-é€𝛼\n", max_size=40))
@pytest.mark.usefixtures("native")
def test_stems_stand_where_they_stand(sets, text):
    fast, sources = Stems(), Stems()
    for held in sets:
        fast.add(held), sources.add(held)
    for number in range(len(sets)):
        held, found = fast.holds(text, number), fast.places(text, number)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(stems, "NATIVE", False)
            assert (held, found) == (sources.holds(text, number), sources.places(text, number))


@settings(max_examples=30, deadline=None)
@given(
    literals=st.lists(
        st.text(string.ascii_lowercase + string.digits + " -.:/+éµ", min_size=1, max_size=6), min_size=40
    ),
    text=st.text(string.ascii_lowercase + string.digits + " -.:/+é€𝛼!", max_size=300),
)
@pytest.mark.usefixtures("native")
def test_literals_of_more_characters_than_a_filter_tells_apart_are_found(literals, text):
    fast = Stems()
    number = fast.add(sorted({literal for literal in literals if literal.isascii()}) or ["a"])
    stems_of = fast._sets[number]
    text += "".join(literals)
    assert fast.places(text, number) == [
        place for place in range(len(text)) for literal in stems_of if text.startswith(literal, place)
    ]


@settings(max_examples=300, deadline=None)
@given(text=NAMED)
def test_the_same_words_may_be_drugs(passes, text):
    lengths = vocabulary._lengths()
    told = passes.over_words.words_told(
        text, vocabulary._NUMBERS, vocabulary._FIRST_FIGURE, vocabulary._HYPHEN, lengths
    )
    assert told == vocabulary._words_told(text, lengths)


@settings(max_examples=300, deadline=None)
@given(text=st.text(";()→,:=->1a é€𝛼", max_size=30))
def test_the_same_marks_end_a_clause(passes, text):
    every = segments._places_of(text, segments.CLAUSE_MARKS)
    assert passes.over_words.clause_marks(text) == [place for place in every if segments._ends_clause(text, place)]


@settings(max_examples=200, deadline=None)
@given(texts=st.lists(LETTERS, min_size=1, max_size=4))
@pytest.mark.usefixtures("native")
def test_patterns_begin_where_they_begin(texts):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alternatives, "NATIVE", False)
        sources = Beginnings([Alternatives(pattern, number) for number, pattern in enumerate(EXAMS)])
    learning = Beginnings([Alternatives(pattern, number) for number, pattern in enumerate(EXAMS)])
    kinds = _kinds("_?")
    for text in texts * 2:  # as the table is filled, and when it knows
        found = learning.along(text, kinds)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(alternatives, "NATIVE", False)
            expected = sources.along(text, kinds)
        assert [places for places, _ in found] == [places for places, _ in expected]
        for (places, hows), (_, others) in zip(found, expected, strict=True):
            for place, how, other in zip(places, hows, others, strict=True):
                one, two = how(text, place, len(text)), other(text, place, len(text))
                assert (one and one.span()) == (two and two.span())


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(LETTERS, min_size=1, max_size=4))
@pytest.mark.usefixtures("native")
def test_what_begins_at_a_place_begins_there(texts):
    fast = Beginnings([Alternatives(pattern, number) for number, pattern in enumerate(EXAMS)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alternatives, "NATIVE", False)
        sources = Beginnings([Alternatives(pattern, number) for number, pattern in enumerate(EXAMS)])
        expected = [[_at(sources, text, place) for place in range(len(text) + 1)] for text in texts]
    for _ in range(2):  # as it learns, and when it knows
        assert [[_at(fast, text, place) for place in range(len(text) + 1)] for text in texts] == expected


def _at(beginnings: Beginnings, text: str, place: int) -> list[tuple[int, object]]:
    found = [(number, match(text, place, len(text))) for number, match in beginnings.at(text, place)]
    return [(number, match and match.span()) for number, match in found]


@settings(max_examples=25, deadline=None)
@given(text=TEXTS, start=st.integers(0, 12), length=st.integers(0, 40))
@pytest.mark.usefixtures("native")
def test_any_text_is_searched_without_a_loss(text, start, length):
    end = min(len(text), start + length)
    for pattern, screened in PATTERNS.items():
        compiled = COMPILED[pattern]
        for part in ((), (start, end), (start, end + 9)):
            for way in ("search", "match"):
                found, expected = (getattr(one, way)(text, *part) for one in (screened, compiled))
                assert (found and found.span()) == (expected and expected.span())
            found, expected = (list(one.finditer(text, *part)) for one in (screened, compiled))
            assert [one.span() for one in found] == [one.span() for one in expected]


@settings(max_examples=100, deadline=None)
@given(text=st.text("ab€ é", max_size=400), start=st.integers(0, 300), before=st.integers(0, 300))
@pytest.mark.usefixtures("native")
def test_a_match_may_begin_where_its_literal_lets_it(text, start, before):
    windows = Windows()
    near, far, beyond = windows.add({"ab": before, "b€": 0}), windows.add({"ab": 60_000}), windows.add({"é": 0})
    told = windows.told(text, start, len(text))
    stands = [place for place in range(start, len(text) - 1) if text.startswith("ab", place)]
    # All that lies beyond ASCII is one: it may be tried in vain.
    others = [place for place in range(start, len(text) - 1) if text[place] == "b" and text[place + 1] in "€é"]
    may = [place - before for place in stands] + others
    assert told[near] == (min(255, max(0, min(may) - start) + 1) if may else 0)
    assert told[far] == bool(stands)
    assert (told[beyond] > 0) == any(character in "€é" for character in text[start:])


@settings(max_examples=50, deadline=None)
@given(parts=st.lists(st.tuples(st.text("foie €", max_size=6), st.integers(0, 3), st.integers(0, 6)), max_size=30))
@pytest.mark.usefixtures("native")
def test_parts_of_the_same_words_are_told_the_same(parts):
    remembering = Windows()
    one = remembering.add({"foi": 0, "oie": 1})
    for text, start, stop in parts:
        fresh = Windows()
        fresh.add({"foi": 0, "oie": 1})
        assert remembering.told(text, start, stop)[one] == fresh.told(text, start, stop)[one]


@pytest.mark.usefixtures("native")
def test_two_windows_are_remembered_and_no_other_taken_for_them():
    windows = Windows()
    one = windows.add({"foie": 0})
    text = "le foie, le poumon, le foie"
    parts = [(0, 7), (8, 18), (19, 27), (0, 7), (8, 18), (0, 27), (3, 7), (0, 6)]
    for start, stop in parts * 2:
        assert bool(windows.told(text, start, stop)[one]) == ("foie" in text[start:stop])
    two = windows.add({"poumon": 0})
    assert windows.told(text, 0, 6)[two] == 0
    assert windows.told(text, 0, 27)[two] == 13


#: Texts full of what is looked for, whole and cut.
LIVERS = st.lists(st.sampled_from(["foi", "oie", "efoie", "eo", "€i", "iei", *"foie €𝛼"]), max_size=120).map("".join)
#: Parts of one text or another: which, from where and to where, whether it is cut out first, and a part of that.
ASKED = st.lists(
    st.tuples(*(st.integers(0, high) for high in (2, 200, 40)), st.booleans(), st.integers(-2, 9), st.integers(-2, 40)),
    min_size=5, max_size=40,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(LIVERS, min_size=3, max_size=3), asked=ASKED)
@pytest.mark.usefixtures("native")
def test_parts_of_a_text_gone_over_whole_are_told_as_if_it_were_not(texts, asked):
    windows = Windows()
    sets = {"foi": 0, "oie": 300}, {"efoie": 1, "eo": 0}, {"€i": 0, "io": 2}, {"iei": 60_000}
    numbers = [windows.add(needed) for needed in sets]
    for which, start, length, is_cut, within, size in asked:
        text, stop = texts[which], start + length
        if is_cut:
            text, start, stop = windows.cut(text, start, stop), within, within + size
        found = [windows.begin(number, text, start, stop) for number in numbers]
        told = literals.native(sets).told(text, start, stop)
        start = max(start, 0)
        assert found == [start + told[number] - 1 if told[number] else -1 for number in numbers]


@pytest.mark.usefixtures("native")
def test_a_match_far_in_a_text_gone_over_whole_begins_where_its_literal_lets_it():
    windows = Windows()
    here, before, anywhere = (windows.add({"foie": width}) for width in (0, 300, 60_000))
    text = "le " * 40_000 + "foie"
    windows.begin(here, text, 0, 40_000)  # a third of it: enough to go over it whole
    assert windows._whole is text
    for start in (0, 119_000, 119_999):
        found = [windows.begin(number, text, start, len(text)) for number in (here, before, anywhere)]
        assert found == [120_000, max(start, 119_700), start]
        assert windows.begin(here, text, start, len(text) - 1) == -1


@pytest.mark.usefixtures("native")
def test_a_text_is_gone_over_whole_when_a_sixteenth_of_it_was_asked_about(monkeypatch):
    windows = Windows()
    liver, lung = windows.add({"foie": 0}), windows.add({"poumon": 0})
    text = "le foie, " * 100
    gone_over = []
    monkeypatch.setattr(windows, "_ask", lambda *asked: (gone_over.append(asked[1]), Windows._ask(windows, *asked)))
    for place in range(0, 900, 9):
        assert windows.begin(liver, text, place, place + 9) == place + 3
        assert windows.begin(lung, text, place, place + 9) == -1
        assert windows.begin(liver, windows.cut(text, place + 2, place + 9), 0, 7) == 1
    assert 0 < sum(gone_over) <= 900 / 16 + 9
