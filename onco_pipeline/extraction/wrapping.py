"""What a note says beneath what an export wrapped it in: markup, escapes, wrong encodings, marks that nobody sees.

The text of a note is kept to the character in the warehouse, and quotes are slices of it. What is read is the note
as its author saw it: each step here gives a text and, for each of its characters, the place where it stood. A step
is tried only on a note that holds its mark, so that the many clean notes cost a few looks for single characters.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable

from onco_pipeline.extraction.lost_lines import marked_lines, with_line_ends
from onco_pipeline.extraction.placed import Placed, Rewriting, rewrite
from onco_pipeline.extraction.rtf import is_rtf, plain_of_rtf
from onco_pipeline.text import as_latin

__all__ = ["compose", "unwrap"]

# Every combining mark lies beyond the Latin letters: most notes need no look at each character.
_BEYOND_LATIN = re.compile(r"[^\x00-\u02ff]")

# What shows nothing and stands within words: soft hyphens (with the line that they break), joiners, marks of
# direction and of byte order, and the empty half of a letter of two bytes.
_UNSEEN_MARKS = "\x00\xad\ufeff" + "".join(
    chr(code)
    for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069))
    for code in range(first, last + 1)
)
_UNSEEN = re.compile(f"\xad[ \t]*\r?\n|[{_UNSEEN_MARKS}]")
# Two or three letters that a printer sets as one.
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_LIGATURE = re.compile(f"[{''.join(_LIGATURES)}]")

# The letters that Windows has and Latin-1 has not, read as Latin-1: an apostrophe, an "œ".
_WINDOWS = {chr(code): bytes([code]).decode("cp1252", "ignore") or " " for code in range(0x80, 0xA0)}
_WINDOWS_MARK = re.compile("[\x80-\x9f]")
# Line ends of other systems, and other characters that steer a machine.
_LINE_ENDS = "\x0b\u2028\u2029"
_LINE_END = re.compile(f"\r\n?|[{_LINE_ENDS}]")
_CONTROLS = "".join(map(chr, (*range(0x01, 0x09), *range(0x0E, 0x20), 0x7F)))
_CONTROL = re.compile(f"[{re.escape(_CONTROLS)}]")

# UTF-8 read as Latin-1 or Windows-1252: which byte each letter was.
_BYTES = {chr(code): code for code in range(0x80, 0x100)}
_BYTES |= {letter: ord(mark) for mark, letter in _WINDOWS.items() if letter != " "}
_SECOND = "".join(letter for letter, code in _BYTES.items() if code < 0xC0)
_MISREAD = re.compile(f"[ÂÃÅ][{_SECOND}]|â[\x80\x82\x86\x89€‚†‰][{_SECOND}]")
# "Ã" before a blank was an "à": its second half, a blank that does not break, has become one that does.
_MISREAD_A = re.compile("Ã(?: (?= ))?(?= |$)", re.MULTILINE)

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,7}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});")
# Only the names of HTML's own elements are markup, and what follows a name must look like its attributes:
# "ACE < N et CA 15-3 > N" and "p < 0,05" are no tags.
_REST = r"""(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>"'=]+))*\s*/?>"""
_BLOCK = (
    "address|article|blockquote|body|center|dd|div|dl|dt|footer|form|h[1-6]|header|hr|html|li|main|ol|p|pre|section|"
    "table|tbody|tfoot|thead|title|tr|ul"
)
_INLINE = "a|abbr|b|big|code|em|font|i|img|label|mark|o:p|s|small|span|strike|strong|sub|sup|tt|u"
_LINE = r"(?:[ \t]*\r?\n)?"
_TAG = re.compile(r"<[/!?A-Za-z]")
_MARKUP = re.compile(
    r"<(?P<hidden>style|script|head)\b[^<>]*>.*?</(?P=hidden)\s*>|<!--.*?-->|<(?:!doctype|\?xml|meta|link)\b[^<>]*>|"
    rf"<(?P<line>/?br){_REST}{_LINE}|<(?P<block>/?(?:{_BLOCK})){_REST}{_LINE}|"
    rf"<(?P<cell>/?t[dh]){_REST}|</?(?:{_INLINE}){_REST}",
    re.IGNORECASE | re.DOTALL,
)

# Escapes of a text that was written as a string of a program and never read as one.
_ESCAPED = re.compile(r"""\\r\\n|\\[nrt"'/]|\\u([0-9A-Fa-f]{4})""")
_ESCAPES = {"\\r\\n": "\n", "\\n": "\n", "\\r": "\n", "\\t": "\t"}
_HL7_LINE = re.compile(r"\\\.br\\|\\X0D\\(?:\\X0A\\)?|\\X0A\\")

# What follows begins with its literal, which Python then looks for alone.
# Blanks that tell nothing: at the head of a line, and two behind a word or a mark where one is meant. Three and more
# are the columns of a table, and so are two behind a figure.
_INDENT = re.compile(r"\n +(?=\S)")
_TWICE = re.compile(r"  (?<=[A-Za-zÀ-ÿ.,;:!?)%»]  )(?=[^\s|])")
# A word that the end of its line has cut ("méta-/stases"), unless the hyphen is its own ("biopsie-/exérèse").
_CUT = re.compile(r"-\n(?<=[a-zà-ÿ]{3}-\n)(?P<right>[a-zà-ÿ]{2}\S*) ?")
_OWN_HYPHEN = re.compile(
    r"(?<![a-zà-ÿ])(?:(?:micro|macro)?biopsies?|ponctions?|rendez|peut|est|cel(?:ui|les?)|ceux|comptes?|sous|sus|post|anti|semi|demi|lui|elles?|eux"
    r"|non|quasi|ainsi|quatre|vingt|(?:soix|quar|cinqu)ante|trente|dix|vis|avant|contre|entre|infra|supra|ultra|tout|haut|basse?|grand|porte)\Z"
)
#: Letters of the longest of them.
_LONGEST = 13
# "l?IRM", "jusqu?au": no question is asked within a word.
_LOST_APOSTROPHE = re.compile(r"\?(?:(?<=\b[ldnsjmtcLDNSJMTC]\?)|(?<=[qQ][uU]\?))(?=[aeiouyhàâéèêîôœAEIOUYHÀÂÉÈÊÎÔŒ])")


def compose(text: str) -> tuple[str, list[int] | None]:
    """Return the text with accents composed, and where each of its characters stood (None: nowhere else).

    Examples
    --------
    >>> text, offsets = compose("e\\u0301te")
    >>> len(text), offsets
    (3, [0, 2, 3, 4])
    """
    if as_latin(text) is not None or not any(map(unicodedata.combining, _BEYOND_LATIN.findall(text))):
        return text, None
    composed, offsets = [], []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        cluster = unicodedata.normalize("NFC", text[start:end])
        composed.append(cluster)
        offsets.extend([start] * len(cluster))
        start = end
    return "".join(composed), [*offsets, len(text)]


def unwrap(source: str) -> tuple[str, list[int] | None]:
    """Return what a note says, accents composed, and where each of its characters stood (None: nowhere else).

    Examples
    --------
    >>> text, offsets = unwrap("<p>Scanner <b>c&eacute;r&eacute;bral</b></p>")
    >>> text, offsets[text.index("é")], unwrap("Scanner cérébral")
    ('Scanner cérébral\\n', 15, ('Scanner cérébral', None))
    """
    encoded = as_latin(source)
    if encoded is not None and 1 not in encoded.translate(_TELLS):
        return _typed(source, None)
    text, offsets = source, None
    marks = _marks(text)
    for wanted, step in _STEPS:
        if marks.isdisjoint(wanted):
            continue
        made, places = step(text)
        if made != text:
            text, offsets = made, _moved(places, offsets)
            marks = _marks(text)
    composed, moved = compose(text)
    if moved is not None:
        offsets = _moved(moved, offsets)
    return _typed(composed, offsets)


def _typed(text: str, offsets: list[int] | None) -> tuple[str, list[int] | None]:
    """Return a text without the blanks that tell nothing; ``offsets`` say where its characters stood.

    Its apostrophes are put back where an export wrote a question mark for each.
    """
    if "?" in text:
        text = _LOST_APOSTROPHE.sub("'", text)
    text, offsets = _taken(marked_lines(text), offsets)
    text, offsets = _taken(rewrite(text, _INDENT, lambda _: "\n"), offsets)
    if "  " in text:  # the patterns above and below look for a line end, which is sooner found
        text, offsets = _taken(rewrite(text, _TWICE, lambda _: " "), offsets)
    text, offsets = _taken(_whole_words(text), offsets)
    return with_line_ends(text), offsets


def _taken(made: Placed, offsets: list[int] | None) -> tuple[str, list[int] | None]:
    """Return a text that was made of another, and where its characters stood; ``offsets`` are those of the other."""
    text, places = made
    return text, _moved(places, offsets) if places else offsets


def _moved(places: list[int], offsets: list[int] | None) -> list[int]:
    """Return where characters stood that stand at some places of a text whose own stood at ``offsets``."""
    return places if offsets is None else [offsets[place] for place in places]


def _whole_words(text: str) -> Placed:
    """Put the words together that line ends have cut; each line ends behind its last word."""
    if not _CUT.search(text):
        return text, []
    made = Rewriting(text)
    for found in _CUT.finditer(text):
        place = found.start()
        made.keep_until(place + (_OWN_HYPHEN.search(text, max(0, place - _LONGEST - 1), place) is not None))
        made.skip_until(found.start("right"))
        made.keep_until(found.end("right"))
        if found.end() > found.end("right"):
            made.put("\n")
            made.skip_until(found.end())
    return made.done()


def _marks(text: str) -> set[str]:
    """Return the characters of a text that tell of a wrapping."""
    encoded = as_latin(text)
    if encoded is not None:
        return set(encoded.translate(None, _CLEAN).decode("latin-1"))
    found = set(_MARK.findall(text))
    return found | {"Ã"} if "â" in text and _MISREAD.search(text) else found


def _unescape(text: str) -> Placed:
    """Read the escapes of a text that has no line end, but several that are written out; leave any other as it is."""
    if "\n" in text or "\r" in text or max(text.count("\\n"), text.count("\\r")) < 2:
        return rewrite(text, _HL7_LINE, lambda _: "\n")

    def letter(found: re.Match[str]) -> str:
        if found[1]:
            code = int(found[1], 16)
            return found[0] if 0xD800 <= code < 0xE000 else chr(code)
        return _ESCAPES.get(found[0]) or found[0][1:]

    return rewrite(text, _ESCAPED, letter)


def _markup(text: str) -> Placed:
    if not _TAG.search(text):
        return text, []  # "< 5 mm": most of the signs in notes
    made = Rewriting(text)
    for found in _MARKUP.finditer(text):
        made.keep_until(found.start())
        closes = text[found.start() + 1] == "/"
        if found["line"]:
            made.put("\n")
        elif found["block"]:
            # The end of a paragraph ends its line, and so does the beginning of the next where nothing else did.
            made.put("\n" if closes or not made.at_line_start else "")
        elif found["cell"]:
            made.put("" if closes or made.at_line_start else "\t")
        # What ends with a word ends where the word does, what begins with one begins after its tag.
        made.skip_until(found.end(), before=closes)
    return made.done()


def _misread(text: str) -> Placed:
    def letter(found: re.Match[str]) -> str:
        return bytes(_BYTES[each] for each in found[0]).decode("utf-8", "ignore") or found[0]

    made, places = rewrite(text, _MISREAD, letter)
    again, moved = rewrite(made, _MISREAD_A, lambda _: "à")
    if not moved or not places:
        return again, moved or places
    return again, [places[place] for place in moved]


def _single(pattern: re.Pattern[str], letter: Callable[[re.Match[str]], str]) -> Callable[[str], Placed]:
    return lambda text: rewrite(text, pattern, letter)


#: The characters that tell of a wrapping, and how a text is unwrapped; from outside, as exports wrap.
_STEPS: tuple[tuple[str, Callable[[str], Placed]], ...] = (
    ("\\", lambda text: plain_of_rtf(text) if is_rtf(text) else _unescape(text)),
    ("&", _single(re.compile("&amp;"), lambda _: "&")),
    ("&", _single(_ENTITY, lambda found: html.unescape(found[0]))),
    ("<", _markup),
    ("ÂÃÅ" + "".join(_WINDOWS), _misread),
    ("".join(_WINDOWS), _single(_WINDOWS_MARK, lambda found: _WINDOWS[found[0]])),
    (_UNSEEN_MARKS, _single(_UNSEEN, lambda _: "")),
    ("".join(_LIGATURES), _single(_LIGATURE, lambda found: _LIGATURES[found[0]])),
    ("\r" + _LINE_ENDS, _single(_LINE_END, lambda _: "\n")),
    (_CONTROLS, _single(_CONTROL, lambda _: " ")),
)
_ALL_MARKS = "".join(dict.fromkeys("".join(marks for marks, _ in _STEPS)))
_MARK = re.compile(f"[{re.escape(_ALL_MARKS)}]")
#: For each letter of Latin-1, 1 where it tells of one, else 0; and the letters that tell of none.
_TELLS = bytes(chr(code) in _ALL_MARKS for code in range(256))
_CLEAN = bytes(code for code in range(256) if chr(code) not in _ALL_MARKS)
