"""What a pattern is said to PCRE2 as is kept beside a build, and read back as it was."""

import re._parser as parser

import pytest

from onco_pipeline.pcre import kept
from onco_pipeline.pcre.sets import UntoldError
from onco_pipeline.pcre.translation import translated

PATTERNS = [
    r"(?P<side>gauche|droite?)$",
    r"irm|tdm|scanner",
    r"(?:(a)|(?P<é>b))*\d{2,}",
    r"[^;.]{0,30}\b(?:prouve|confirme)\w*",
    r"\A(?=\w)œ?",
]


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Have a folder be the build in use, and nothing be known of what was said before."""
    monkeypatch.setattr(kept, "build_in_use", lambda: tmp_path)
    monkeypatch.setattr(kept, "_MADE", {})
    kept._rows.cache_clear()
    yield tmp_path
    kept._rows.cache_clear()


def said(pattern, edges=True):
    return kept.kept(kept.key_of(pattern), lambda: parser.parse(pattern), 0, edges=edges)


def forgotten():
    """Have this process not know what it said or read, as a new one."""
    kept._rows.cache_clear()
    kept._MADE.clear()


def not_asked():
    pytest.fail("a pattern was parsed that is kept")


@pytest.mark.parametrize("edges", [True, False])
def test_what_is_kept_is_what_was_said(build, edges):
    every = [said(pattern, edges) for pattern in PATTERNS]
    kept.write(build)
    forgotten()
    for pattern, made in zip(PATTERNS, every, strict=True):
        assert made == translated(parser.parse(pattern), edges=edges)
        assert kept.kept(kept.key_of(pattern), not_asked, 0, edges=edges) == made


def test_what_was_kept_before_stays_and_the_file_is_the_same_whatever_came_first(build):
    for part in (PATTERNS[:3], PATTERNS[:2:-1]):
        for pattern in part:
            said(pattern)
        kept.write(build)
        forgotten()
    together = (build / kept.FILE).read_bytes()
    (build / kept.FILE).unlink()
    for pattern in PATTERNS:
        said(pattern)
    kept.write(build)
    assert (build / kept.FILE).read_bytes() == together
    assert len(together.splitlines()) == len(PATTERNS)


def test_what_cannot_be_said_is_not_kept(build):
    for _ in range(2):
        with pytest.raises(UntoldError):
            said("(?i)a")
    kept.write(build)
    assert (build / kept.FILE).read_bytes() == b""


def test_without_a_key_nothing_is_kept(build):
    assert kept.kept(None, lambda: parser.parse("a"), 0, edges=True).text == b"a"
    kept.write(build)
    assert (build / kept.FILE).read_bytes() == b""


def test_two_patterns_two_flags_and_two_parts_have_keys_of_their_own():
    keys = [
        *(kept.key_of(pattern, flags) for pattern in ("a", "b", "\ud800") for flags in (0, 8)),
        *(kept.part_of(kept.key_of("a"), numbers) for numbers in ((0,), (1,), (0, 1), (10,))),
    ]
    assert len(set(keys)) == len(keys)
