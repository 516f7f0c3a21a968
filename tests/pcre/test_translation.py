"""What PCRE2 is told of a pattern is what ``re`` understands by it."""

import re
import re._parser as parser

import pytest

from onco_pipeline.pcre.sets import UntoldError
from onco_pipeline.pcre.translation import translated


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        (r"irm ?2", rb"irm ?2"),
        (r"a$", rb"a(?=\x0a?\z)"),
        (r"(?m)^a$", rb"(?:\A|(?<=\x0a))a(?=\x0a|\z)"),
        (r"^a\Z", rb"\Aa\z"),
        (r"[.,]\d", rb"[\x2c\x2e][0-9]"),
        (r"[^a]", rb"[^a]"),
        (r"a(?:bc)*?d{2,}+", rb"a(?:bc)*?d{2,}+"),
        (r"(?P<x>a|bc)(?(x)d|e)", rb"(a|bc)(?(1)d|e)"),
        (r"(?<=\b)(?=c)(?>d)", rb"(?<=\b)(?=(?:)c)(?>d)"),
        (r"\w\W\s\S\d", rb"\w\W\s\S[0-9]"),
        (r"(?:a|bc)*(?:d|e?)", rb"(?:a|bc)*(?:d|e?)"),
        (r"[^\x00-\U0010ffff]", rb"(*F)"),
        # what alternatives begin with alike is asked once, and they keep their order where it matters
        (r"foie|rate|fosse|reins?", rb"(?:fo(?:ie|sse)|r(?:ate|eins?))"),
        (r"chats?|chien|\w+s|chatte", rb"(?:ch(?:ats?|ien)|\w+s|chatte)"),
        (r"mois|moi|m|roi|rois", rb"(?:m(?:ois?)?|rois??)"),
        (r"a|bc|bd|b", rb"(?:a|b[c-d]?)"),
        (r"(a)x|b|(a)y|bc", rb"(?:(a)x|bc??|(a)y)"),
        # a character is asked for before what must stand before it
        (r"(?<!a)b(?=c)(?>d)", rb"b(?<!ab)(?=(?:)c)(?>d)"),
        (r"(?<!non )(?<!pas )[fd]ait", rb"[df](?<!non [df])(?<!pas [df])ait"),
        (r"(?:\A|(?<=: )|(?<=; ))re", rb"r(?:(?<=\Ar)|(?<=\x3a r)|(?<=\x3b r))e"),
        (r"\b(?<=a)|(?<=b)c*", rb"(?:\b(?<=a)|(?<=b)c*)"),
    ],
)
def test_a_pattern_is_spelt_out(pattern, told):
    assert translated(parser.parse(pattern)).text == told


def test_a_word_is_what_python_takes_for_one():
    told = translated(parser.parse(r"\w"))
    held = re.compile(told.text.decode("latin-1"))
    assert all(bool(held.match(chr(code))) == bool(re.match(r"\w", chr(code))) for code in range(256))


@pytest.mark.parametrize("pattern", [r"(?i)a", r"(?i:a)", r"(?a)\w", r"a{70000}"])
def test_what_is_not_known_is_not_told(pattern):
    with pytest.raises(UntoldError):
        translated(parser.parse(pattern))


@pytest.mark.parametrize(
    ("pattern", "tells"),
    [
        *((r"\w+[^a-z]", False), (r"[\x80-\U0010ffff]", False), (r"[^\x00-\x7f]", False), (r"é", False)),
        *((r"œ", True), (r"[à-ÿ]", True), (r"þ", True), (r"[\u2010-\u2015]", True), (r"(a)\1", True)),
    ],
)
def test_who_tells_characters_beyond_latin_apart_is_known(pattern, tells):
    assert translated(parser.parse(pattern)).tells_beyond is tells


def test_groups_end_in_an_order_and_some_can_do_so_again():
    told = translated(parser.parse(r"((?P<a>x)|y)(?:(z)|t)*(u)?"))
    assert (told.groups, told.names, told.closing, told.repeated) == (4, {"a": 2}, (2, 1, 3, 4), {3})


def test_a_group_that_was_taken_out_keeps_its_number():
    tree = parser.parse("(a)|(b)|(c)")
    ((_, (_, ways)),) = tree
    assert translated(parser.SubPattern(tree.state, list(ways[1]))).text == b"(){0}(b)(){0}"


@pytest.mark.parametrize(
    ("pattern", "guard"),
    [
        (r"\brefus|\bannul|\(non", rb"(?:\b(?=(?:)[ar])|(?=(?:)\x28))"),
        (r"\brefus|\bannul|\Arenonc", rb"(?:\b(?=(?:)[ar])|(?=(?:)r))"),
        (r"(?<!a )\brefus|(?:d')?\bannul", rb"(?:\b(?=(?:)[ar])|(?=(?:)d))"),
        (r"\b(?:la )?refus|\bannul|,", rb"(?:\b(?=(?:)[alr])|(?=(?:)\x2c))"),
        # every alternative alike, which ``re`` writes before them; nothing at a word's beginning; nothing known
        *((r"\brefus|\bannul", b""), (r"refus|annul", b""), (r"\bnon|[^a]", b""), (r"\bnon|.*", b""), (r"\bnon|", b"")),
    ],
)
def test_most_places_are_told_to_begin_nothing_before_the_alternatives_are_tried(pattern, guard):
    assert translated(parser.parse(pattern)).guard == guard
