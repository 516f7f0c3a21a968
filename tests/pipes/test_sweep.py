"""A sweep finds exactly what ``re`` finds, for every large pattern of the project and on any text."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.pipes import alternatives, primaries, scope, sites
from onco_pipeline.pipes.automaton import parse, split_open
from onco_pipeline.pipes.biopsy.patterns import SAMPLING
from onco_pipeline.pipes.dates.patterns import SCANNER
from onco_pipeline.pipes.document import patterns as titles
from onco_pipeline.pipes.document import segments
from onco_pipeline.pipes.imaging.patterns import EXAM
from onco_pipeline.pipes.lexer import Lexer
from onco_pipeline.pipes.metastasis.patterns import BLOOD_CANCER
from onco_pipeline.pipes.metastasis.spread import SPREAD
from onco_pipeline.pipes.oral_therapy.patterns import PHASE
from onco_pipeline.pipes.pathology import biomarkers
from onco_pipeline.pipes.pathology.patterns import DETAILS
from onco_pipeline.pipes.pathology.proofs import _PROVED
from onco_pipeline.pipes.stem_pattern import StemPattern
from onco_pipeline.pipes.sweep import PlacedPattern, WordPattern
from onco_pipeline.text import fold

PATTERNS = {
    "sampling": SAMPLING,
    "scanner": SCANNER,
    "exam": EXAM,
    "spread": SPREAD,
    "phase": PHASE,
    "details": DETAILS._search,
    "places": sites._LEXER._search,
    "clauses": segments._CLAUSE_WORD,
    "cancer": primaries._CANCER,
    "about cancer": scope._CANCER,
    "blood": BLOOD_CANCER,
    "sides": sites._SIDE,
    "genes": biomarkers._GENE,
}
#: Too rare to be met in a sample.
RARE = {"proofs": _PROVED}
PLACED = [titles.TITLE_LINE, titles.TITLE_INLINE, titles.IGNORED_LINE]
COMPILED = {name: re.compile(pattern.pattern) for name, pattern in (PATTERNS | RARE).items()}


def spans(matches):
    return [(match.span(), match.lastgroup, match.groupdict()) for match in matches]


@pytest.fixture(scope="module")
def public(shared):
    lines = (shared / "corpora" / "fracco" / "notes.jsonl").read_text(encoding="utf-8").splitlines()[::40]
    texts = [json.loads(line)["note_text"] for line in lines]
    lines = (shared / "corpora" / "e3c" / "case_reports.jsonl").read_text(encoding="utf-8").splitlines()[::30]
    return [fold(text) for text in texts + [json.loads(line)["text"] for line in lines]]


@pytest.mark.shared
@pytest.mark.parametrize("name", PATTERNS)
def test_public_notes_are_swept_without_a_loss(public, name):
    found = 0
    for text in public:
        expected = spans(COMPILED[name].finditer(text))
        assert spans(PATTERNS[name].finditer(text)) == expected
        found += len(expected)
    assert found > 10


# Words of the patterns and what stands between them, put together in ways that no note would.
PIECES = sorted(
    {piece for pattern in (PATTERNS | RARE).values() for piece in re.findall(r"[a-z]{2,}", pattern.pattern)}
)
GLUE = st.sampled_from([" ", " ", " ", "", "-", ", ", ". ", "\n", "'", "(", ") ", "/", "é", "  ", "²"])
FIGURES = st.sampled_from(["1", "12", "03", "2019", "iv", "m1", "pt2n0", "j", "3/4", "ٱ٣", "μ", "??/03/2019", "_"])
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), FIGURES, GLUE, GLUE), max_size=30).map("".join)


@settings(max_examples=150)
@given(TEXTS, st.integers(0, 20), st.integers(0, 60))
def test_any_text_and_any_stretch_is_swept_without_a_loss(text, start, length):
    folded = fold(text)
    for name, pattern in (PATTERNS | RARE).items():
        assert spans(pattern.finditer(folded)) == spans(COMPILED[name].finditer(folded))
        end = min(len(folded), start + length)
        assert spans(pattern.finditer(folded, start, end)) == spans(COMPILED[name].finditer(folded, start, end))
        first = COMPILED[name].search(folded, start)
        found = pattern.search(folded, start)
        assert (found and found.span()) == (first and first.span())


@settings(max_examples=150)
@given(TEXTS)
def test_whether_a_text_holds_a_match_at_all_is_told_as_by_the_first(text):
    folded = fold(text)
    for pattern in PATTERNS.values():
        if isinstance(pattern, StemPattern):
            assert pattern.stands_in(folded) == (pattern.search(folded) is not None)


TITLES = st.lists(
    st.one_of(
        st.sampled_from(sorted({piece for pattern in PLACED for piece in re.findall(r"[a-z]{2,}", pattern.pattern)})),
        st.sampled_from(
            ["1. ", "iv) ", "- ", "* ", " : ", ".", "12/03/2019", "1/2", "p a g e 1/3", "\n", " ", "ipp", "é"]
        ),
    ),
    max_size=12,
).map("".join)


@settings(max_examples=100)
@given(TITLES, st.integers(0, 60))
def test_a_placed_pattern_matches_as_the_whole_does_at_any_place(text, end):
    for pattern in PLACED:
        whole = re.compile(pattern.pattern)
        for place in range(len(text)):
            stop = max(place, min(end, len(text))) if place % 2 else len(text)
            found, expected = pattern.match(text, place, stop), whole.match(text, place, stop)
            assert (found and (found.span(), found.groupdict())) == (
                expected and (expected.span(), expected.groupdict())
            )


def test_a_pattern_that_begins_with_any_word_cannot_be_placed():
    with pytest.raises(ValueError, match="placed pattern"):
        PlacedPattern(r"(?:\w+ )?normales?")


def test_alternatives_alone_keep_the_names_of_all_groups_and_what_refers_to_them():
    pattern = r"(?P<mark>[_?])/(?P=mark)|(?P<year>(?P<century>19|20)[0-9]{2})(?P<more>-(?P=century))?|(?P<day>[0-9])"
    whole, dated = re.compile(pattern), alternatives.Alternatives(pattern)
    for text in ("2019-20", "2019-19", "1985", "7", "_/_", "_/?", "?/?", "20"):
        for chosen in ((0, 1, 2), (0,), (1,), (2,), (0, 1), (1, 2)):
            found, expected = dated.only(chosen)(text, 0, len(text)), whole.match(text)
            if found is not None:
                assert found.groupdict().keys() == expected.groupdict().keys()
            kinds = (
                []
                if expected is None
                else [n for n, k in enumerate(("mark", "year", "day")) if expected[k] is not None]
            )
            if set(kinds) & set(chosen):
                assert spans([found]) == spans([expected])


def test_groups_without_names_keep_their_numbers():
    sides = alternatives.Alternatives(r"(d)roit|(g)auche|(b)ilateral")
    assert sides.only((1,))("gauche", 0, 6).groups() == (None, "g", None)


def test_what_must_follow_tells_where_to_look():
    beginnings = alternatives.Beginnings([alternatives.Alternatives(r"et (?=(?:une? )?irm)|pa(?= ?:)|re(?=$|\()")])
    texts = ("et une irm", "et irm", "et une biopsie", "pa :", "pathologie", "re", "re(", "recepteur")
    assert [bool(beginnings.at(text, 0)) for text in texts] == [True, True, True, True, False, True, True, True]
    kinds = bytes([alternatives.WORD] * 256)
    found = [beginnings.along(text, kinds)[0][0] for text in texts]
    assert found == [[0], [0], [], [0], [], [0], [0], [0]]


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(st.text("etpaurin :(é1", max_size=16), max_size=6))
def test_all_that_a_text_can_ask_for_can_be_made_beforehand(texts):
    patterns = [
        alternatives.Alternatives(r"et (?=(?:une? )?irm)|pa(?= ?:)|pair|p(?:eau|au[rn]|.{2,9}i)|re(?=$|\()", 0),
        alternatives.Alternatives(r"(?:pre|par|un)(?: et)?|1{1,2}[ae]|tre", 1),
    ]
    beginnings = alternatives.Beginnings(patterns)
    beginnings.make_all()
    made = [set(pattern._compiled) for pattern in patterns]
    for text in texts:
        for place in range(len(text)):
            beginnings.at(text, place)
        beginnings.along(text, bytes([alternatives.ALWAYS] * 256))
    assert [set(pattern._compiled) for pattern in patterns] == made


def test_beginnings_that_have_grown_too_many_are_made_anew(monkeypatch):
    monkeypatch.setattr(alternatives, "_MOST", 3)
    marks = StemPattern(r"normales?|negatives?|indemnes?")
    text = "plevre normale, foie indemne, ganglions negatifs puis negatives"
    for _ in range(3):
        assert [match.group() for match in marks.finditer(text)] == ["normale", "indemne", "negatives"]


def test_a_kind_that_asks_for_what_stands_around_comes_before_those_that_do_not():
    lexer = Lexer(
        [
            ("of a node", r"(?<=ganglion )axillaires?"),
            ("armpit", r"axillaires?|aisselles?"),
            ("late", r"(?<=x )aisselle"),
        ]
    )
    kinds = [token.kind for token in lexer.tokens("ganglion axillaire, creux axillaire, x aisselle")]
    assert kinds == ["of a node", "armpit", "armpit"]


def test_a_pattern_added_later_is_swept_for_too():
    text = "un mot tout neuf"
    assert EXAM.search(text) is None
    late = WordPattern(r"(?<![a-z])(?:neufs?)")
    assert [match.start() for match in late.finditer(text)] == [12]


def test_a_pattern_may_begin_with_a_mark():
    marked = WordPattern(r"(?<![a-z])(?:[?_]{1,2}/[0-9]+)")
    assert [match.group() for match in marked.finditer("le ??/12, _/3 et a?/4")] == ["??/12", "_/3"]


def test_only_the_alternatives_of_a_stem_pattern_that_say_so_begin_at_a_word():
    found = [StemPattern(pattern).search("echonegatives, normales ?") for pattern in (r"\bnorm|negati", r"\bx|\?")]
    assert [match.group() for match in found] == ["negati", "?"]
    assert StemPattern(r"\bnegati|\bormal").search("echonegatives, normales") is None


def test_a_stem_pattern_must_match_something():
    with pytest.raises(ValueError, match="stem pattern"):
        StemPattern(r"(?:cancer)?")


@pytest.mark.parametrize("pattern", [r"irm", r"(?<![a-z])(?:irm)?", r"(?<![0-9])irm"])
def test_what_cannot_be_swept_is_refused(pattern):
    with pytest.raises(ValueError, match="word pattern"):
        WordPattern(pattern)


@pytest.mark.parametrize("pattern", [r"(?<![a-z])(?=[a-z0-9])\w+s", r"(?<![a-z])(?=[a-z0-9])(?:\w+ )+infiltrations"])
def test_an_alternative_that_begins_anywhere_must_be_known_by_its_letters(pattern):
    with pytest.raises(ValueError, match=r"letters in a row|must have an end"):
        WordPattern(pattern)


def test_open_alternatives_are_known_by_what_every_match_holds():
    items = parse(r"(?<![a-z])(?=[a-z0-9])(?:colectomies?|(?:resultats? )?(?:\w+ )?(?:non[- ])?contributi(?:f|ve)s?)")
    kept, taken = split_open(items)
    assert kept is not None
    assert [(one.literal, one.gaps) for one in taken] == [("contributi", 3)]
