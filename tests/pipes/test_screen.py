"""A screened pattern finds exactly what ``re`` finds, for every one of the project and on any text."""

import importlib
import pkgutil
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline import pipes
from onco_pipeline.pipes.first_of import FirstOf
from onco_pipeline.pipes.screen import WINDOWS, Screened
from onco_pipeline.pipes.stem_pattern import StemPattern


def held(value):
    """Yield the screened patterns that a module's value holds, in tables too."""
    if isinstance(value, Screened):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from held(one)
    elif isinstance(value, dict):
        yield from held(list(value.values()))
    elif isinstance(value, FirstOf):
        yield from held([pattern for _, pattern in value._rows])


MODULES = [
    importlib.import_module(module.name)
    for module in pkgutil.walk_packages(pipes.__path__, "onco_pipeline.pipes.")
    if "patterns" in module.name or not module.name.endswith(("factory", "scorer", "models", "linker"))
]
PATTERNS = {one.pattern: one for module in MODULES for value in vars(module).values() for one in held(value)}
COMPILED = {pattern: re.compile(pattern) for pattern in PATTERNS}
PIECES = sorted({piece for pattern in PATTERNS for piece in re.findall(r"[a-z']{2,}", pattern)})
GLUE = st.sampled_from(
    [" ", " ", " ", "", "-", ", ", ". ", "\n", "'", "(", ") ", "é", "  ", " le ", " du ", "s ", "e "]
)
FIGURES = st.sampled_from(["1", "12", "iv", "2/3", " : ", "+", "?"])
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), FIGURES, GLUE, GLUE), max_size=12).map(
    "".join
)


def spans(matches):
    return [(match.span(), match.groups()) for match in matches]


def test_the_project_screens_its_patterns():
    assert len(PATTERNS) > 60


@settings(max_examples=25, deadline=None)
@given(TEXTS, st.integers(0, 12), st.integers(0, 40))
def test_any_text_and_any_stretch_is_searched_without_a_loss(text, start, length):
    end = min(len(text), start + length)
    for pattern, screened in PATTERNS.items():
        compiled = COMPILED[pattern]
        assert spans(screened.finditer(text)) == spans(compiled.finditer(text))
        assert spans(screened.finditer(text, start, end)) == spans(compiled.finditer(text, start, end))
        for way in ("search", "match"):
            found, expected = (getattr(one, way)(text, start, end) for one in (screened, compiled))
            assert (found and found.span()) == (expected and expected.span())


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_no_match_begins_before_its_literals_let_it(text):
    for pattern, screened in PATTERNS.items():
        befores = WINDOWS._sets[screened._number] if screened._number >= 0 else {}
        if screened._one:
            befores = {screened._one: screened._before}
        may = [
            place - before
            for literal, before in befores.items()
            for place in range(len(text))
            if text.startswith(literal, place)
        ]
        assert sorted([*befores, *screened._short]) == list(screened._literals)
        if not any(literal in text for literal in screened._short):
            for match in COMPILED[pattern].finditer(text):
                assert match.start() >= min(may)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_each_is_found_by_its_own_words(pattern):
    # One of its literals alone is seldom a match, but the pattern must be tried then.
    screened = PATTERNS[pattern]
    for literal in screened._literals:
        found, expected = screened.search(f"x {literal} y"), COMPILED[pattern].search(f"x {literal} y")
        assert (found and found.span()) == (expected and expected.span())


@pytest.mark.parametrize("pattern", [r"\d+ ?[a-z]", r"(?:scanner)?", r"scanner|\d", r"(?<=scanner )a"])
def test_a_pattern_that_needs_no_literal_is_refused(pattern):
    with pytest.raises(ValueError, match="screened pattern"):
        Screened(pattern)


def test_a_text_is_cut_before_the_first_and_behind_the_last():
    turn = Screened(r";|\bmais\b")
    assert turn.cut("foie ; os mais poumon") == "foie "
    assert turn.rest("foie ; os mais poumon") == " poumon"
    assert turn.cut("foie") == turn.rest("foie") == "foie"


def test_what_stands_behind_a_stretch_is_no_part_of_it():
    assert Screened(r"(?=.*scanner)le").search("le scanner", 0, 5) is None
    assert Screened(r"(?<=du )scanner").search("du scanner", 3).span() == (3, 10)


@given(st.text(alphabet="tep() emboliu", max_size=60), st.integers(0, 70), st.integers(0, 70))
def test_one_literal_alone_is_found_where_re_finds_its_pattern(text, start, end):
    # It is looked for by ``str.find``, apart from those of all patterns: a match begins as far before it as it can.
    pattern = r"(?:embolie? )?(?:\w+ )?\(tep\)"
    found, expected = Screened(pattern).search(text, start, end), re.compile(pattern).search(text, start, end)
    assert (found and found.span()) == (expected and expected.span())


def test_nearly_every_stem_pattern_knows_what_it_can_begin_with():
    # One alternative that can begin with any sign makes the whole pattern try at each character of every note.
    stems = {name: one for module in MODULES for name, one in vars(module).items() if isinstance(one, StemPattern)}
    assert len(stems) > 20
    assert {name for name, one in stems.items() if not one._heads} == {"PERIOD"}  # they begin with figures
