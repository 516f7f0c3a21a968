# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""Patterns matched by PCRE2: what ``re.Pattern`` and ``re.Match`` are, as far as the rules ask for it.

Held against ``re`` by ``tests/pcre``. The library is looked for when a program starts; without it, or where it may not
make machine code, :func:`compiled` is ``re.compile``. A pattern is translated when it is first tried, and in the way it
is tried: a search, a match and a match of the whole are three programs. What PCRE2 gives up on, ``re`` matches.
What the library is asked for stands in ``library.pxi``, what a pattern finds in ``matches.pxi``, and how several are tried
at places in ``places.pxi``; Cython reads them here.
"""

import ctypes
import re
import re._compiler
import re._parser

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport (
    PyUnicode_CheckExact, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_Substring,
)
from cpython.bytes cimport PyBytes_AS_STRING
from libc.string cimport memcpy
cimport cython

from onco_pipeline.collecting import held_back
from onco_pipeline.pcre.kept import kept, key_of
from onco_pipeline.pcre.sets import BLANK as _BLANK, LETTER as _LETTER, OTHER as _OTHER, SPACE, WORD, UntoldError

include "library.pxi"


cdef bint works() except -1:
    """Return whether the library makes machine code, and knows words and blanks as Python does."""
    for pattern, held in ((r"\b", WORD), (r"\w", WORD), (r"\s", SPACE)):
        asked = Pattern.__new__(Pattern, pattern, 0, None, None)
        if asked.left or any((asked.match(chr(code)) is not None) != (code in held) for code in range(256)):
            return False
    return True


@cython.final
cdef class Pattern:
    """A pattern; see ``re.Pattern``."""

    # What each call asks for stands first, side by side: it is fetched from memory together.
    cdef int state
    #: Whether it is told what a match begins and ends with, whether it can be shown characters beyond ISO 8859-1, and
    #: whether a match ends where the text does.
    cdef unsigned char begins, ends, beyond, closes
    #: How long a match is, and the bytes it can begin and end with, as bits.
    cdef Py_ssize_t least, most
    cdef unsigned char firsts[32]
    cdef void *programs[3]
    cdef unsigned char lasts[32]
    cdef readonly str pattern
    cdef readonly int flags
    cdef object parsed, python
    cdef str key
    cdef bytes told, guard
    cdef dict names, by_number
    cdef frozenset repeated
    cdef int groups_, closings
    cdef int *closing

    def __cinit__(self, str pattern, int flags, parsed, str key):
        self.pattern, self.flags, self.parsed, self.key = pattern, flags, parsed, key
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

    def tree(self):
        """Return what ``re`` makes of the pattern."""
        return re._parser.parse(self.pattern, self.flags) if self.parsed is None else self.parsed()

    cdef int know(self) except -1:
        """Have the pattern said to PCRE2, once."""
        cdef int place
        if self.state != NEW:
            return 0
        whole = self.parsed is None
        with held_back():
            try:
                # Where part of a pattern is tried, its first characters have been followed (``pipes/alternatives.py``).
                told = kept(key_of(self.pattern, self.flags) if whole else self.key, self.tree, self.flags, edges=whole)
                self.groups_, self.names = told.groups, told.names
            except UntoldError:
                told, state = None, self.tree().state
                self.groups_, self.names = state.groups - 1, dict(state.groupdict)
        self.by_number = {number: name for name, number in self.names.items()}
        self.state = LEFT
        if told is None or self.groups_ > MOST:
            return 0
        self.told, self.guard, self.repeated, self.beyond = told.text, told.guard, told.repeated, not told.tells_beyond
        self.least, self.most, self.closes = told.least, told.most, told.closes
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
        cdef Py_ssize_t length, first
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
        first = start[0]
        if how == SEARCH:
            if self.closes and options == 0:
                if self.ends and not self.lasts[seen[end[0] - 1] >> 3] >> (seen[end[0] - 1] & 7) & 1:
                    return 0
                first = max(first, end[0] - self.most)
        else:
            if self.begins and not self.firsts[seen[start[0]] >> 3] >> (seen[start[0]] & 7) & 1:
                return 0
            if how == FULL and self.ends and not self.lasts[seen[end[0] - 1] >> 3] >> (seen[end[0] - 1] & 7) & 1:
                return 0
        program = self.programs[how]
        if program == NULL:
            program = self.program(how)
            if program == NULL:
                return -1
        found = pcre2_jit_match(program, seen, end[0], first, options, data, stack_settings)
        return found if found > 0 else 0 if found == NOMATCH else -1


include "matches.pxi"
include "places.pxi"


def compiled(pattern, flags=0):
    """Return a pattern as ``re.compile`` does, to be matched by PCRE2 where that can be."""
    if not AVAILABLE or not isinstance(pattern, str):
        return re.compile(pattern, flags)
    return Pattern.__new__(Pattern, pattern, int(flags), None, None)


def of_tree(parsed, str key=None):
    """Return the pattern of what ``re._parser`` made of one, or of a part of it: what ``parsed`` returns, asked late.

    ``key`` is what the pattern is kept by (``kept.py``).
    """
    return Pattern.__new__(Pattern, None, 0, parsed, key) if AVAILABLE else re._compiler.compile(parsed())


try:
    AVAILABLE = load() and works()
except AttributeError:
    pass  # an old library that lacks a function
