"""PCRE2, told of a pattern by us, finds what ``re`` finds: the same places, groups and names, in any text."""

import pickle
import random
import re
import subprocess
import sys
from collections.abc import Iterable
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.compiled import BUILDS, CYTHON, fingerprint
from onco_pipeline.synthesis import generate
from onco_pipeline.text import fold

#: Letters, blanks and marks within ISO 8859-1 and beyond it, a figure beyond it, half a pair, a line's end.
ODD = "abéþ_1 ²\x85\x1c-\n\u0153\u2009\u2022\u0661\ud800\U0001d6fc"
TEXTS = st.text(ODD, max_size=24)
#: What a pattern is made of; the last few tell characters beyond ISO 8859-1 apart.
ATOMS = st.sampled_from(
    [*("a", "b", "1", "é", ".", " ", "-", "[ab]", "[^a]", "[^\\W1]", "[a-f_]", "[éþ]", "[\\x80-\\U0010ffff]"),
     *("\\w", "\\W", "\\d", "\\s", "\\S", "\\b", "\\B", "^", "$", "\\A", "\\Z", "(?s:.)", "(?m:^)", "(?m:$)"),
     *("(?<!a)", "(?<=[ab])", "(?<=\\b)", "(?=b)", "(?!\\w)", "œ", "[\u2010-\u2022]", "[^þ]")]
)  # fmt: skip


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=4).map(lambda ways: f"(?:{'|'.join(ways)})"),
        inner.map("({})".format),
        st.tuples(inner, st.sampled_from(["?", "??", "*", "+", "*?", "{2}", "{,3}", "{1,2}?", "*+", "?+"])).map(
            lambda told: f"(?:{told[0]}){told[1]}"
        ),
        inner.map("(?>{})".format),
        inner.map("(?={})".format),
        inner.map("(?!{})".format),
    )


PATTERNS = st.recursive(ATOMS, _grown, max_leaves=8)


@pytest.fixture(scope="module")
def engine() -> ModuleType:
    """Return the engine of the build, which must have found its library."""
    file = BUILDS / fingerprint() / "onco_pipeline" / CYTHON[-1].removesuffix(".pyx")
    file = file.with_suffix(EXTENSION_SUFFIXES[0])
    if not file.is_file():
        pytest.skip("these sources are not compiled: run `make compile`")
    spec = spec_from_file_location("onco_pipeline.pcre.engine", file)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    if not module.AVAILABLE:
        pytest.skip("PCRE2 (libpcre2-8) is not on this machine, or makes no machine code here")
    return module


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return lines of fictitious notes, folded, each with its accents too."""
    folder = tmp_path_factory.mktemp("notes")
    generate(folder, notes=40, patients=5, seed=3)
    import pandas as pd

    lines = [line for text in pd.read_parquet(folder / "note.parquet")["note_text"] for line in text.splitlines()]
    random.Random(1).shuffle(lines)
    return ["\n".join(map(fold, lines[:40])), "\n".join(lines[40:60]), " • ".join(map(fold, lines[60:80]))]


def told(match: Any) -> object:
    """Return all that a match tells."""
    if match is None:
        return None
    groups = range(match.re.groups + 1)
    spans = [match.span(group) for group in groups]
    assert spans == [(match.start(group), match.end(group)) for group in groups]
    return spans, match.group(), match[0], match.groups(), match.groupdict(), match.lastindex, match.lastgroup


def agree(ours: Any, theirs: re.Pattern[str], text: str, bounds: Iterable[tuple[int, int]]) -> None:
    """Ask both patterns the same."""
    for start, end in bounds:
        for how in ("search", "match", "fullmatch"):
            assert told(getattr(ours, how)(text, start, end)) == told(getattr(theirs, how)(text, start, end)), how
        assert [told(m) for m in ours.finditer(text, start, end)] == [
            told(m) for m in theirs.finditer(text, start, end)
        ]


@settings(max_examples=500, deadline=None)
@given(pattern=PATTERNS, text=TEXTS, start=st.integers(-1, 8), end=st.integers(-1, 25))
def test_any_pattern_finds_in_any_text_what_re_finds(engine, pattern, text, start, end):
    theirs = re.compile(pattern)
    agree(engine.compiled(pattern), theirs, text, [(0, len(text)), (start, end)])


@settings(max_examples=500, deadline=None)
@given(
    ways=st.lists(PATTERNS, min_size=1, max_size=3),
    ends=st.sampled_from(
        ["(?:{})\\Z", "{}", "((?:{})\\Z)", "(?:{})\\Z|b\\Z", "(?:(?:{})\\Z|a{{3}}(?>\\Z))", "(?:{})(?:\\Z|$)"]
    ),
    text=TEXTS,
    start=st.integers(-1, 8),
    end=st.integers(-1, 25),
)
def test_what_ends_where_the_text_ends_is_found_from_there(engine, ways, ends, text, start, end):
    pattern = ends.format("|".join(ways))
    agree(engine.compiled(pattern), re.compile(pattern), text, [(0, len(text)), (start, end)])


@settings(max_examples=300, deadline=None)
@given(ways=st.lists(PATTERNS, min_size=1, max_size=3), text=TEXTS, first=st.integers(0, 5), stop=st.integers(0, 25))
def test_patterns_tried_at_places_find_there_what_re_finds(engine, ways, text, first, stop):
    stop, places, expected, start = min(stop, len(text)), list(range(len(text))), [], 0
    theirs = [re.compile(ways[place % len(ways)]).match for place in places]
    for place in range(first, stop):
        found = theirs[place](text, place, stop) if place >= start else None
        if found is not None:
            expected.append(found.span())
            start = found.end()
    ours = [engine.compiled(ways[place % len(ways)]).match for place in places]
    for tried in (ours, theirs):
        assert [found.span() for found in engine.matches_at(places, tried, first, text, stop)] == expected
        assert engine.spans_at(places, tried, first, text, stop) == expected


#: Alternatives that begin alike, some with what must stand before them, some with groups or nothing.
BEGINNINGS = st.sampled_from(
    [*("a", "ab", "abb", "a?b", "b", "ba", "bab*", "(a)b", "(?:a|ab)b", "[ab]a", "[ab]b", "\\w", "\\ba", "\\bab", "a$"),
     *("(?<!a)b", "(?<!b)(?<!^)ab", "(?<=a)b?", "(?:\\A|(?<=b)|(?<! ))ba", "(?<=\\b)(?<=[ ^])a", "(?<!a)[ab]", "(?=b)b?", "", " ")]
)  # fmt: skip


@settings(max_examples=1_000, deadline=None)
@given(
    ways=st.lists(BEGINNINGS, min_size=2, max_size=7),
    more=st.lists(BEGINNINGS, min_size=1, max_size=4),
    how=st.sampled_from(
        ["{}|{}", "(?:{})(?:{})", "({})+?({})", "(?<!b)(?:{})(?={})", "(?:{})*\\b(?:{})$", "(?P<x>{})*(?!{})"]
    ),
    text=st.text("ab ", max_size=12),
    start=st.integers(0, 4),
)
def test_alternatives_that_begin_alike_find_what_re_finds(engine, ways, more, how, text, start):
    pattern = how.format("|".join(ways), "|".join(more))
    agree(engine.compiled(pattern), re.compile(pattern), text, [(0, len(text)), (start, len(text) - 1)])


def patterns_of_the_rules() -> dict[tuple[str, int], re.Pattern[str]]:
    """Return the patterns that the modules of the rules hold, in whatever they are wrapped."""
    import onco_pipeline.extraction.reading  # noqa: F401 -- brings the rules along

    found = {}
    held = [
        thing
        for name, module in list(sys.modules.items())
        if name.startswith(("onco_pipeline.pipes", "onco_pipeline.text", "onco_pipeline.events"))
        for thing in vars(module).values()
    ]
    while held:
        thing = held.pop()
        if isinstance(thing, tuple | list | set | frozenset):
            held += thing
        elif isinstance(thing, dict):
            held += thing.values()
        elif isinstance(pattern := getattr(thing, "pattern", None), str):
            flags = getattr(thing, "flags", 0) & ~re.UNICODE
            found[pattern, flags] = re.compile(pattern, flags)
    return found


def test_all_patterns_of_the_rules_find_in_notes_what_re_finds(engine, notes):
    patterns = patterns_of_the_rules()
    assert len(patterns) > 600
    found = left = 0
    for (pattern, flags), theirs in patterns.items():
        ours = engine.compiled(pattern, flags)
        left += ours.left
        for text in notes:
            expected = [told(match) for match in theirs.finditer(text)]
            assert [told(match) for match in ours.finditer(text)] == expected
            found += len(expected)
            for start, end in ((0, 60), (200, 600)):
                assert told(ours.search(text, start, end)) == told(theirs.search(text, start, end))
    assert found > 3_000
    assert left < 10


@pytest.mark.parametrize("more", ["(?:bx)*b", "[bc]?b", "(?:a|b?)b", "b"])
@pytest.mark.parametrize("follows", ["(?=b)", "(?=[b])", "(?=b|b)", r"\b(?=b)", "(?:(?<!a)(?=b))", r"(?:\b|(?<=b))"])
def test_what_must_follow_is_not_looked_for_twice(engine, follows, more):
    for text in ("b", "cb", "bxb", "abb", "c"):
        agree(engine.compiled(follows + more), re.compile(follows + more), text, [(0, len(text))])


def test_what_stands_between_and_in_place_of_matches(engine):
    for pattern in (r", ?", r"\b", r"(a)|b", r"x*", r"(?m:^)"):
        ours, theirs = engine.compiled(pattern), re.compile(pattern)
        for text in ("a, b,c", "", "xxa bx", "a\nb\n", "œ, b"):
            assert ours.split(text) == theirs.split(text)
            assert ours.split(text, 1) == theirs.split(text, 1)
            assert ours.sub("-", text) == theirs.sub("-", text)
            assert ours.sub(r"[\g<0>]", text) == theirs.sub(r"[\g<0>]", text)
            assert ours.sub(lambda match: match.group() * 2, text) == theirs.sub(lambda match: match.group() * 2, text)
            assert ours.sub("", text, 1) == theirs.sub("", text, 1)
            assert ours.findall(text) == theirs.findall(text)
            assert ours.subn("-", text) == theirs.subn("-", text)


@pytest.mark.parametrize("pattern", [r"(?i)irm", r"(?a)\w+", r"a{70000}", r"(é)\1"])
def test_what_cannot_be_told_is_left_to_re(engine, pattern):
    for text in ("IRM irm é", "éé œ", "œ éé"):
        agree(engine.compiled(pattern), re.compile(pattern), text, [(0, len(text))])
    flagged = engine.compiled("irm", re.IGNORECASE)
    assert flagged.left
    assert flagged.search("une IRM").span() == (4, 7)


def test_a_text_that_takes_too_much_is_left_to_re(engine):
    text = "ab" * 300_000 + "c"
    ours, theirs = engine.compiled("(?:(a)|b(?=[abc]))*c"), re.compile("(?:(a)|b(?=[abc]))*c")
    assert ours.match(text).span() == theirs.match(text).span() == (0, len(text))
    assert [match.span() for match in ours.finditer(text)] == [(0, len(text))]


def test_a_pattern_travels_and_tells_what_re_tells_of_it(engine):
    ours, theirs = engine.compiled(r"(?P<a>x)|(y)", re.MULTILINE), re.compile(r"(?P<a>x)|(y)", re.MULTILINE)
    assert (ours.pattern, ours.groups, dict(ours.groupindex)) == (theirs.pattern, theirs.groups, theirs.groupindex)
    match = ours.search("ay")
    assert (match.string, match.pos, match.endpos, match.re) == ("ay", 0, 2, ours)
    assert "ay" not in repr(match)
    assert match.expand(r"<\2>") == "<y>"
    for unknown in ("b", 3, -1):
        with pytest.raises(IndexError, match="no such group"):
            match.group(unknown)
    assert pickle.loads(pickle.dumps(re.compile("a"))).search("ba")
    rebuilt, given = ours.__reduce__()
    assert rebuilt(*given).search("zx").group("a") == "x"


class Word(str):
    """A string of a kind of its own."""


def test_a_string_of_another_kind_is_searched_too(engine):
    for text in ("un œdème", "un oedeme"):
        assert engine.compiled(r"\w+$").search(Word(text)).group() == text[3:]


@pytest.mark.parametrize("missing", ["raise OSError(name)", "return object()"])
def test_without_the_library_or_with_an_old_one_patterns_are_those_of_re(engine, missing):
    code = f"""
import ctypes, re, sys
from importlib.util import module_from_spec, spec_from_file_location
def absent(name, *more): {missing}
ctypes.CDLL = absent
spec = spec_from_file_location("onco_pipeline.pcre.engine", {engine.__file__!r})
module = module_from_spec(spec)
spec.loader.exec_module(module)
assert not module.AVAILABLE
assert isinstance(module.compiled("a", re.MULTILINE), re.Pattern)
assert module.of_tree(lambda: re._parser.parse("a(b)")).search("ab").group(1) == "b"
"""
    subprocess.run([sys.executable, "-c", code], check=True)
