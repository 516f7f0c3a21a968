# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""Patterns matched by PCRE2: what ``re.Pattern`` and ``re.Match`` are, as far as the rules ask for it.

Held against ``re`` by ``tests/pcre``. The library is looked for when a program starts; without it, or where it may not
make machine code, :func:`compiled` is ``re.compile``. A pattern is translated when it is first tried, and in the way it
is tried: a search, a match and a match of the whole are three programs. What PCRE2 gives up on, ``re`` matches.
"""

import ctypes
import re
import re._compiler
import re._parser

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport (
    PyUnicode_CheckExact, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ, Py_UNICODE_ISALNUM,
    Py_UNICODE_ISDECIMAL, Py_UNICODE_ISSPACE,
)
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.string cimport memcpy
cimport cython

from onco_pipeline.collecting import held_back
from onco_pipeline.pcre.translation import (
    BLANK as _BLANK, LETTER as _LETTER, OTHER as _OTHER, WORD, UntoldError, translated,
)

cdef extern from "Python.h":
    Py_ssize_t PY_SSIZE_T_MAX

cdef extern from *:
    """
    typedef void *(*compiling)(const unsigned char *, size_t, unsigned int, int *, size_t *, void *);
    typedef int (*jit_compiling)(void *, unsigned int);
    typedef int (*matching)(void *, const unsigned char *, size_t, size_t, unsigned int, void *, void *);
    typedef void *(*making_data)(unsigned int, void *);
    typedef size_t *(*offsets_of)(void *);
    typedef void *(*making)(void *);
    typedef void (*freeing)(void *);
    typedef int (*setting_tables)(void *, const unsigned char *);
    typedef void *(*making_stack)(size_t, size_t, void *);
    typedef void (*giving_stack)(void *, void *, void *);
    """
    ctypedef void *(*compiling)(const unsigned char *, size_t, unsigned int, int *, size_t *, void *)
    ctypedef int (*jit_compiling)(void *, unsigned int)
    ctypedef int (*matching)(void *, const unsigned char *, size_t, size_t, unsigned int, void *, void *)
    ctypedef void *(*making_data)(unsigned int, void *)
    ctypedef size_t *(*offsets_of)(void *)
    ctypedef void *(*making)(void *)
    ctypedef void (*freeing)(void *)
    ctypedef int (*setting_tables)(void *, const unsigned char *)
    ctypedef void *(*making_stack)(size_t, size_t, void *)
    ctypedef void (*giving_stack)(void *, void *, void *)

cdef enum:
    ANCHORED = 0x80000000u
    ENDANCHORED = 0x20000000u
    NOTEMPTY_ATSTART = 0x00000008u
    NOMATCH = -1
    COMPLETE = 1
    #: Groups that are kept without asking for memory, and the most that a pattern can have.
    FEW = 8
    MOST = 1000
    #: Where a table of PCRE2's characters says what a word is: as bits, and as a bit of each character.
    WORD_BITS = 672
    KINDS = 832
    TABLES = 1088
    WORD_KIND = 0x10
    #: Not tried yet, translated, and left to ``re``.
    NEW = 0
    TOLD = 1
    LEFT = 2
    SEARCH = 0
    MATCH = 1
    FULL = 2

cdef size_t UNSET = <size_t> -1
cdef unsigned char LETTER = _LETTER, BLANK = _BLANK, OTHER = _OTHER
cdef compiling pcre2_compile
cdef jit_compiling pcre2_jit_compile
cdef matching pcre2_jit_match
cdef freeing pcre2_code_free
#: One of each is enough: nothing matches beside anything else while Python's lock is held.
cdef void *data = NULL
cdef void *settings = NULL
cdef void *stack_settings = NULL
cdef size_t *offsets = NULL
cdef unsigned char tables[TABLES]
#: The last text with characters beyond ISO 8859-1, and what PCRE2 is shown of it.
cdef str shown_text = ""
cdef bytes shown = b""

AVAILABLE = False
#: What ``re`` calls the three ways to match.
WAYS = ("search", "match", "fullmatch")


cdef void *function(library, str name) except NULL:
    return <void *><size_t> ctypes.cast(getattr(library, f"pcre2_{name}_8"), ctypes.c_void_p).value


cdef bint load() except -1:
    """Find the library, and what is asked of it; return whether it is there."""
    global pcre2_compile, pcre2_jit_compile, pcre2_jit_match, pcre2_code_free, data, settings, stack_settings, offsets
    cdef int code
    for name in ("libpcre2-8.so.0", "libpcre2-8.0.dylib"):
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        break
    else:
        return False
    pcre2_compile = <compiling> function(library, "compile")
    pcre2_jit_compile = <jit_compiling> function(library, "jit_compile")
    pcre2_jit_match = <matching> function(library, "jit_match")
    pcre2_code_free = <freeing> function(library, "code_free")
    data = (<making_data> function(library, "match_data_create"))(MOST + 1, NULL)
    offsets = (<offsets_of> function(library, "get_ovector_pointer"))(data)
    settings = (<making> function(library, "compile_context_create"))(NULL)
    memcpy(tables, (<making> function(library, "maketables"))(NULL), TABLES)
    for code in range(128, 256):
        if code in WORD:
            tables[WORD_BITS + (code >> 3)] |= 1 << (code & 7)
            tables[KINDS + code] |= WORD_KIND
    (<setting_tables> function(library, "set_character_tables"))(settings, tables)
    stack_settings = (<making> function(library, "match_context_create"))(NULL)
    stack = (<making_stack> function(library, "jit_stack_create"))(1 << 15, 1 << 20, NULL)
    (<giving_stack> function(library, "jit_stack_assign"))(stack_settings, NULL, stack)
    return True


cdef bint works() except -1:
    """Return whether the library makes machine code, and knows a word as Python does."""
    edge = Pattern.__new__(Pattern, r"\b", 0, None)
    return not edge.left and all((edge.match(chr(code)) is not None) == (code in WORD) for code in range(256))


cdef bint show(str text) except -1:
    """Hold a text ready as PCRE2 is shown it; return whether it can be."""
    global shown_text, shown
    cdef Py_ssize_t place, length
    cdef Py_UCS4 letter
    cdef int kind
    cdef const void *letters
    cdef unsigned char *bytes_
    if text is shown_text:
        return True
    length, kind, letters = PyUnicode_GET_LENGTH(text), PyUnicode_KIND(text), PyUnicode_DATA(text)
    made = PyBytes_FromStringAndSize(NULL, length)
    bytes_ = <unsigned char *> PyBytes_AS_STRING(made)
    for place in range(length):
        letter = PyUnicode_READ(kind, <void *> letters, place)
        if letter < 256:
            bytes_[place] = letter
        elif Py_UNICODE_ISDECIMAL(letter):
            return False
        else:
            bytes_[place] = LETTER if Py_UNICODE_ISALNUM(letter) else BLANK if Py_UNICODE_ISSPACE(letter) else OTHER
    shown_text, shown = text, made
    return True


@cython.final
cdef class Pattern:
    """A pattern; see ``re.Pattern``."""

    # What each call asks for stands first, side by side: it is fetched from memory together.
    cdef int state
    #: Whether it is told what a match begins and ends with, and whether it can be shown characters beyond ISO 8859-1.
    cdef unsigned char begins, ends, beyond
    #: How long a match is, and the bytes it can begin and end with, as bits.
    cdef Py_ssize_t least, most
    cdef unsigned char firsts[32]
    cdef void *programs[3]
    cdef unsigned char lasts[32]
    cdef readonly str pattern
    cdef readonly int flags
    cdef object parsed, python
    cdef bytes told, guard
    cdef dict names, by_number
    cdef frozenset repeated
    cdef int groups_, closings
    cdef int *closing

    def __cinit__(self, str pattern, int flags, parsed):
        self.pattern, self.flags, self.parsed = pattern, flags, parsed
        self.state = NEW
        self.programs = [NULL, NULL, NULL]

    def __dealloc__(self):
        PyMem_Free(self.closing)
        for program in self.programs:
            if program != NULL:
                pcre2_code_free(program)

    @property
    def groups(self):
        """How many groups there are."""
        self.know()
        return self.groups_

    @property
    def groupindex(self):
        """The numbers of the groups by name."""
        self.know()
        return self.names

    @property
    def left(self):
        """Whether ``re`` matches this pattern."""
        self.know()
        return self.state == LEFT

    def __reduce__(self):
        if self.pattern is None:
            raise TypeError("part of a pattern cannot be sent elsewhere")
        return compiled, (self.pattern, self.flags)

    def search(self, string, Py_ssize_t pos=0, Py_ssize_t endpos=PY_SSIZE_T_MAX):
        """Return the first match between two offsets, or None."""
        return self.tried(SEARCH, string, pos, endpos)

    def match(self, string, Py_ssize_t pos=0, Py_ssize_t endpos=PY_SSIZE_T_MAX):
        """Return the match that begins at an offset, or None."""
        return self.tried(MATCH, string, pos, endpos)

    def fullmatch(self, string, Py_ssize_t pos=0, Py_ssize_t endpos=PY_SSIZE_T_MAX):
        """Return the match of all that stands between two offsets, or None."""
        return self.tried(FULL, string, pos, endpos)

    def finditer(self, string, Py_ssize_t pos=0, Py_ssize_t endpos=PY_SSIZE_T_MAX):
        """Return the matches between two offsets, in order and without overlap."""
        cdef Matches matches = Matches.__new__(Matches)
        matches.pattern, matches.string, matches.start, matches.end = self, string, pos, endpos
        return matches

    def sub(self, repl, string, count=0):
        """Return a text with other words in place of each match."""
        if isinstance(repl, str) and "\\" in repl:
            return self.by_python().sub(repl, string, count)
        cdef list parts = []
        end = 0
        for found in self.finditer(string):
            parts += (string[end:found.start()], repl if isinstance(repl, str) else repl(found))
            end = found.end()
            if len(parts) == 2 * count:
                break
        if not parts:
            return string
        parts.append(string[end:])
        return "".join(parts)

    def split(self, string, maxsplit=0):
        """Return what stands between the matches."""
        if self.groups:
            return self.by_python().split(string, maxsplit)
        cdef list parts = []
        end = 0
        for found in self.finditer(string):
            parts.append(string[end:found.start()])
            end = found.end()
            if len(parts) == maxsplit:
                break
        parts.append(string[end:])
        return parts

    # No ``__getattr__`` hands the rest on: with one, Python makes an object of each method that is called.

    def findall(self, string, Py_ssize_t pos=0, Py_ssize_t endpos=PY_SSIZE_T_MAX):
        """Return what each match holds."""
        return self.by_python().findall(string, pos, endpos)

    def subn(self, repl, string, count=0):
        """Return a text with other words in place of each match, and how many there were."""
        return self.by_python().subn(repl, string, count)

    cdef tried(self, int how, string, Py_ssize_t pos, Py_ssize_t endpos):
        """Match in one of three ways."""
        cdef int found = self.run(how, string, &pos, &endpos, 0)
        if found > 0:
            return matched(self, how, string, pos, endpos, found)
        return None if found == 0 else getattr(self.by_python(), WAYS[how])(string, pos, endpos)

    cdef by_python(self):
        if self.python is None:
            with held_back():
                self.python = (
                    re.compile(self.pattern, self.flags) if self.parsed is None else re._compiler.compile(self.parsed())
                )
        return self.python

    cdef int know(self) except -1:
        """Translate the pattern, once."""
        cdef int place
        if self.state != NEW:
            return 0
        with held_back():
            tree = re._parser.parse(self.pattern, self.flags) if self.parsed is None else self.parsed()
            self.groups_, self.names = tree.state.groups - 1, dict(tree.state.groupdict)
            self.by_number = {number: name for name, number in self.names.items()}
            self.state = LEFT
            if self.groups_ > MOST:
                return 0
            try:
                # Where part of a pattern is tried, its first characters have been followed (``pipes/alternatives.py``).
                told = translated(tree, self.flags, edges=self.parsed is None)
            except UntoldError:
                return 0
        self.told, self.guard, self.repeated, self.beyond = told.text, told.guard, told.repeated, not told.tells_beyond
        self.least, self.most = told.least, told.most
        self.begins, self.ends = told.firsts is not None, told.lasts is not None
        if self.begins:
            memcpy(self.firsts, PyBytes_AS_STRING(told.firsts), sizeof(self.firsts))
        if self.ends:
            memcpy(self.lasts, PyBytes_AS_STRING(told.lasts), sizeof(self.lasts))
        self.closings = len(told.closing)
        self.closing = <int *> PyMem_Malloc(max(1, self.closings) * sizeof(int))
        for place in range(self.closings):
            self.closing[place] = told.closing[place]
        self.state = TOLD
        return 0

    cdef void *program(self, int how) except? NULL:
        """Return machine code that matches in one of three ways; NULL when ``re`` is to do it."""
        cdef int error
        cdef size_t place
        cdef unsigned int options = ANCHORED | ENDANCHORED if how == FULL else ANCHORED if how == MATCH else 0
        cdef void *made
        self.know()
        if self.state == LEFT:
            return NULL
        told = self.guard + self.told if how == SEARCH else self.told
        made = pcre2_compile(
            <const unsigned char *> PyBytes_AS_STRING(told), len(told), options, &error, &place, settings
        )
        if made != NULL and pcre2_jit_compile(made, COMPLETE) != 0:
            pcre2_code_free(made)
            made = NULL
        if made == NULL:
            self.state = LEFT
        self.programs[how] = made
        return made

    cdef int run(
        self, int how, text, Py_ssize_t *start, Py_ssize_t *end, unsigned int options
    ) except -1000:
        """Match; return how many groups there are offsets of, 0 when nothing matches, -1 when ``re`` is to do it."""
        cdef const unsigned char *seen
        cdef void *program
        cdef Py_ssize_t length
        cdef int found
        if self.state == NEW:
            self.know()
        if self.state == LEFT or not PyUnicode_CheckExact(text):
            return -1
        if PyUnicode_KIND(text) == 1:
            seen = <const unsigned char *> PyUnicode_DATA(text)
        elif self.beyond and show(text):
            seen = <const unsigned char *> PyBytes_AS_STRING(shown)
        else:
            return -1
        length = PyUnicode_GET_LENGTH(text)
        start[0] = min(max(start[0], 0), length)
        end[0] = min(max(end[0], 0), length)
        if start[0] > end[0]:  # ``re`` lets an empty match begin behind the end
            return 0 if how == SEARCH else -1
        # Most calls ask whether one pattern after the other stands at a place, and the first character tells that none
        # does. To have PCRE2 say so would take its program from far away in memory.
        length = end[0] - start[0]
        if length < self.least or (how == FULL and length > self.most):
            return 0
        if how != SEARCH:
            if self.begins and not self.firsts[seen[start[0]] >> 3] >> (seen[start[0]] & 7) & 1:
                return 0
            if how == FULL and self.ends and not self.lasts[seen[end[0] - 1] >> 3] >> (seen[end[0] - 1] & 7) & 1:
                return 0
        program = self.programs[how]
        if program == NULL:
            program = self.program(how)
            if program == NULL:
                return -1
        found = pcre2_jit_match(program, seen, end[0], start[0], options, data, stack_settings)
        return found if found > 0 else 0 if found == NOMATCH else -1


@cython.final
@cython.no_gc
@cython.freelist(64)
cdef class Match:
    """What matched; see ``re.Match``."""

    cdef readonly object string
    cdef readonly Pattern re
    cdef readonly Py_ssize_t pos, endpos
    cdef int how, known
    cdef size_t *spans
    cdef size_t few[16]

    def __dealloc__(self):
        if self.spans != self.few:
            PyMem_Free(self.spans)

    def start(self, group=0):
        """Return where a group begins; -1 where it has no part in the match."""
        return <Py_ssize_t> self.span_of(group)[0]

    def end(self, group=0):
        """Return where a group ends; -1 where it has no part in the match."""
        return <Py_ssize_t> self.span_of(group)[1]

    def span(self, group=0):
        """Return where a group begins and ends."""
        cdef size_t *span = self.span_of(group)
        return <Py_ssize_t> span[0], <Py_ssize_t> span[1]

    def group(self, group=0, *others):
        """Return what one or more groups hold; None for those that have no part in the match."""
        if others:
            return (self.text_of(self.span_of(group), None), *[self.group(other) for other in others])
        return self.text_of(self.span_of(group), None)

    def __getitem__(self, group):
        return self.text_of(self.span_of(group), None)

    def groups(self, default=None):
        """Return what all groups hold."""
        return tuple([self.text_of(self.span_of(number), default) for number in range(1, self.re.groups_ + 1)])

    def groupdict(self, default=None):
        """Return what the named groups hold."""
        return {name: self.text_of(self.span_of(number), default) for name, number in self.re.names.items()}

    @property
    def lastindex(self):
        """The number of the group that ended last, or None."""
        cdef int place, group
        for place in range(self.re.closings - 1, -1, -1):
            group = self.re.closing[place]
            if group < self.known and self.spans[2 * group] != UNSET:
                # Of groups that can match again, the order of the pattern does not tell which did so last.
                if group in self.re.repeated and len(self.re.repeated) > 1:
                    return self.by_python().lastindex
                return group
        return None

    @property
    def lastgroup(self):
        """The name of the group that ended last, or None."""
        return self.re.by_number.get(self.lastindex)

    def __bool__(self):
        return True

    def __repr__(self):
        return f"<Match span={self.span()}>"  # not the text: it is a patient's

    def expand(self, template):
        """Return a template with what the groups hold in place of their numbers and names."""
        return self.by_python().expand(template)

    cdef by_python(self):
        """Return the match that ``re`` finds at the same place."""
        way = WAYS[FULL if self.how == FULL else MATCH]
        return getattr(self.re.by_python(), way)(self.string, self.spans[0], self.endpos)

    cdef size_t *span_of(self, group) except NULL:
        cdef Py_ssize_t number
        if type(group) is int:
            number = group
        else:
            found = self.re.names.get(group)
            if found is None:
                raise IndexError("no such group")
            number = found
        if not 0 <= number <= self.re.groups_:
            raise IndexError("no such group")
        return self.spans + 2 * number if number < self.known else nowhere

    cdef text_of(self, size_t *span, default):
        return default if span[0] == UNSET else self.string[<Py_ssize_t> span[0]:<Py_ssize_t> span[1]]


cdef size_t nowhere[2]
nowhere[:] = [UNSET, UNSET]


cdef Match matched(Pattern pattern, int how, string, Py_ssize_t start, Py_ssize_t end, int known):
    """Return a match of what PCRE2 has just found."""
    cdef Match match = Match.__new__(Match)
    match.string, match.re, match.pos, match.endpos, match.how, match.known = string, pattern, start, end, how, known
    match.spans = match.few
    if known > FEW:
        match.spans = <size_t *> PyMem_Malloc(2 * known * sizeof(size_t))
        if match.spans == NULL:
            raise MemoryError
    memcpy(match.spans, offsets, 2 * known * sizeof(size_t))
    return match


@cython.final
@cython.freelist(32)
cdef class Matches:
    """The matches in a text, one after the other."""

    cdef Pattern pattern
    cdef object string, others
    cdef Py_ssize_t start, end
    #: Whether the last match was empty: the next must not be the same.
    cdef bint after_none

    def __iter__(self):
        return self

    def __next__(self):
        cdef int found
        cdef Match match
        cdef Py_ssize_t start = self.start
        if self.others is not None:
            return next(self.others)
        if self.pattern is None:
            raise StopIteration
        found = self.pattern.run(
            SEARCH, self.string, &start, &self.end, NOTEMPTY_ATSTART if self.after_none else 0
        )
        if found > 0:
            match = matched(self.pattern, SEARCH, self.string, start, self.end, found)
            self.start, self.after_none = match.spans[1], match.spans[0] == match.spans[1]
            return match
        if found == 0:
            self.pattern = None
            raise StopIteration
        self.others = iter(self.pattern.by_python().finditer(self.string, self.start, self.end))
        other = next(self.others)
        return next(self.others) if self.after_none and other.span() == (self.start, self.start) else other


def compiled(pattern, flags=0):
    """Return a pattern as ``re.compile`` does, to be matched by PCRE2 where that can be."""
    if not AVAILABLE or not isinstance(pattern, str):
        return re.compile(pattern, flags)
    return Pattern.__new__(Pattern, pattern, int(flags), None)


def of_tree(parsed):
    """Return the pattern of what ``re._parser`` made of one, or of a part of it: what ``parsed`` returns, asked late."""
    return Pattern.__new__(Pattern, None, 0, parsed) if AVAILABLE else re._compiler.compile(parsed())


try:
    AVAILABLE = load() and works()
except AttributeError:
    pass  # an old library that lacks a function
