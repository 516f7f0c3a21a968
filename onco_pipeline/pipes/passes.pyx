# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The loops over the characters of a text that a compiled build runs in C, where mypyc would box each figure.

Each has its twin in Python, which is what is read, tested and used without a build: :meth:`Stems._along`,
:meth:`Beginnings.along` and the loop over literals in :class:`Screened`. They tell the same
(``tests/pipes/test_passes.py``). A table's rows are states, its columns the numbers of characters; the number of a
character is found by its code, all codes from 255 on sharing the last.
"""

from cpython cimport array
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND
from libc.string cimport memset

cdef enum:
    WORD = 1
    ALWAYS = 2
    ANYWHERE = 0xFFFF

#: How Python holds the characters of a string: as narrow as its widest needs.
ctypedef fused Characters:
    const unsigned char
    const unsigned short
    const unsigned int


cdef inline unsigned char number_at(const unsigned char *numbers, Characters *text, Py_ssize_t place) noexcept:
    if sizeof(Characters) == 1:
        return numbers[text[place]]
    return numbers[text[place] if text[place] < 255 else 255]


cdef class Literals:
    """An automaton over sets of literals, asked which of them stand in part of a text.

    ``ends`` says, for each state from ``first`` on, where its sets begin in ``sets``; ``befores`` how far before the last
    character of the literal a match may begin (0xFFFF: anywhere).
    """

    cdef bytes numbers
    cdef array.array table, ends, sets, befores, seen
    cdef Py_ssize_t width, first, count
    cdef unsigned int passes

    def __init__(
        self, bytes numbers, array.array table, Py_ssize_t width, Py_ssize_t first, array.array ends, array.array sets,
        array.array befores, Py_ssize_t count,
    ):
        self.numbers, self.table, self.width, self.first = numbers, table, width, first
        self.ends, self.sets, self.befores, self.count = ends, sets, befores, count
        self.seen = array.clone(ends, len(ends), True)
        self.passes = 0

    def told(self, str text, Py_ssize_t start, Py_ssize_t stop):
        """Return for each set 0 where none of its literals stands there, else 1 and how far in a match may begin.

        What is further in than a byte tells is told as 254.
        """
        cdef bytes told = PyBytes_FromStringAndSize(NULL, self.count)
        cdef unsigned char *said = <unsigned char *> PyBytes_AS_STRING(told)
        cdef int kind = PyUnicode_KIND(text)
        cdef void *data = PyUnicode_DATA(text)
        memset(said, 0, self.count)
        self.passes += 1
        if self.passes == 0:  # gone round
            memset(self.seen.data.as_uints, 0, sizeof(unsigned int) * len(self.seen))
            self.passes = 1
        start, stop = max(start, 0), min(stop, len(text))
        if kind == 1:
            self.tell(<const unsigned char *> data, start, stop, said)
        elif kind == 2:
            self.tell(<const unsigned short *> data, start, stop, said)
        else:
            self.tell(<const unsigned int *> data, start, stop, said)
        return told

    cdef inline void tell(self, Characters *text, Py_ssize_t start, Py_ssize_t stop, unsigned char *said) noexcept:
        cdef const unsigned char *numbers = <const unsigned char *> PyBytes_AS_STRING(self.numbers)
        cdef const unsigned short *to = self.table.data.as_ushorts
        cdef const unsigned int *ends = self.ends.data.as_uints
        cdef const unsigned short *sets = self.sets.data.as_ushorts
        cdef const unsigned short *befores = self.befores.data.as_ushorts
        cdef unsigned int *seen = self.seen.data.as_uints
        cdef Py_ssize_t width = self.width, first = self.first, place, state = 0, begin
        cdef unsigned int one, passes = self.passes
        cdef unsigned char value, before
        for place in range(start, stop):
            state = to[state * width + number_at(numbers, text, place)]
            if state < first or seen[state - first] == passes:
                continue  # what has ended once begins no sooner when it ends again
            seen[state - first] = passes
            for one in range(ends[state - first], ends[state - first + 1]):
                begin = place - start - befores[one]
                value = 1 if begin < 0 or befores[one] == ANYWHERE else 255 if begin > 254 else <unsigned char> (begin + 1)
                before = said[sets[one]]
                if before == 0 or value < before:
                    said[sets[one]] = value


cdef inline Py_ssize_t next_end(
    Characters *text, const unsigned char *numbers, const unsigned short *to, Py_ssize_t width, Py_ssize_t first,
    Py_ssize_t *state, Py_ssize_t place, Py_ssize_t stop,
) noexcept:
    """Return the next place where a state from ``first`` on is reached, which is left in ``state``; or ``stop``."""
    cdef Py_ssize_t here = state[0]
    while place < stop:
        here = to[here * width + number_at(numbers, text, place)]
        if here >= first:
            break
        place += 1
    state[0] = here
    return place


def stems_along(str text, bytes numbers, array.array table, Py_ssize_t width, Py_ssize_t first, list ends, list found):
    """Add to each list of ``found`` where the stems of its set begin in a text."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef const unsigned char *number_of = <const unsigned char *> PyBytes_AS_STRING(numbers)
    cdef const unsigned short *to = table.data.as_ushorts
    cdef Py_ssize_t place = 0, state = 0, stop = len(text)
    while place < stop:
        if kind == 1:
            place = next_end(<const unsigned char *> data, number_of, to, width, first, &state, place, stop)
        elif kind == 2:
            place = next_end(<const unsigned short *> data, number_of, to, width, first, &state, place, stop)
        else:
            place = next_end(<const unsigned int *> data, number_of, to, width, first, &state, place, stop)
        if place == stop:
            break
        for number, before in <tuple> ends[state - first]:
            (<list> found[number]).append(place - <Py_ssize_t> before)
        place += 1


cdef inline unsigned int follow(
    Characters *text, const unsigned char *numbers, const unsigned short *to, Py_ssize_t width, unsigned int unknown,
    unsigned int value, Py_ssize_t *place, Py_ssize_t stop,
) noexcept:
    """Follow a text through the table until nothing further matters, or what the table does not know: ``unknown``."""
    cdef Py_ssize_t here = place[0]
    cdef unsigned int following
    while here < stop:
        following = to[(value >> 1) * width + number_at(numbers, text, here)]
        if following == unknown:
            break
        value = following
        if value & 1:
            here = stop
            break
        here += 1
    place[0] = here
    return value


cdef inline unsigned int follow_text(
    int kind, void *data, const unsigned char *numbers, const unsigned short *to, Py_ssize_t width, unsigned int unknown,
    unsigned int value, Py_ssize_t *place, Py_ssize_t stop,
) noexcept:
    """Follow a text, however wide its characters are held: see ``follow``."""
    if kind == 1:
        return follow(<const unsigned char *> data, numbers, to, width, unknown, value, place, stop)
    if kind == 2:
        return follow(<const unsigned short *> data, numbers, to, width, unknown, value, place, stop)
    return follow(<const unsigned int *> data, numbers, to, width, unknown, value, place, stop)


def beginnings_along(
    str text, bytes kinds, bytes numbers, array.array table, Py_ssize_t width, unsigned int unknown, Py_ssize_t far,
    list known, step, work_out, list found,
):
    """Add to the lists of ``found``, two a pattern, the places of a text where it can begin and how it is matched there.

    ``known`` holds what can match by the value of a node, or None; ``step`` and ``work_out`` tell what the table and
    ``known`` do not, and may make both longer.
    """
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef const unsigned char *number_of = <const unsigned char *> PyBytes_AS_STRING(numbers)
    cdef const unsigned char *kind_of = <const unsigned char *> PyBytes_AS_STRING(kinds)
    cdef const unsigned short *to
    cdef Py_ssize_t place, here, stop, length = len(text)
    cdef unsigned int value
    cdef unsigned char begins
    cdef bint within = False, starts
    for place in range(length):
        if kind == 1:
            begins = number_at(kind_of, <const unsigned char *> data, place)
        elif kind == 2:
            begins = number_at(kind_of, <const unsigned short *> data, place)
        else:
            begins = number_at(kind_of, <const unsigned int *> data, place)
        starts = begins == ALWAYS or (begins == WORD and not within)
        within = begins == WORD
        if not starts:
            continue
        value, here, stop = 0, place, min(place + far, length)
        while True:
            to = table.data.as_ushorts  # a step may have moved it
            value = follow_text(kind, data, number_of, to, width, unknown, value, &here, stop)
            if here == stop:
                break
            value = step(value, text[here])
            if value & 1:
                break
            here += 1
        matches = known[value]
        if matches is None:
            matches = work_out(value)
        for number, how in <tuple> matches:
            places, hows = <tuple> found[number]
            (<list> places).append(place)
            (<list> hows).append(how)


cdef class Beginning:
    """What can match at one place of a text, as far as a table tells; see ``beginnings_along``."""

    cdef bytes numbers
    cdef array.array table
    cdef list known
    cdef Py_ssize_t width, reach
    cdef unsigned int unknown

    def __init__(
        self, bytes numbers, array.array table, Py_ssize_t width, unsigned int unknown, Py_ssize_t reach, list known
    ):
        self.numbers, self.table, self.width, self.unknown = numbers, table, width, unknown
        self.reach, self.known = reach, known

    def at(self, str text, Py_ssize_t place):
        """Return what can match at a place; None where that has not been worked out."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void *data = PyUnicode_DATA(text)
        cdef const unsigned char *number_of = <const unsigned char *> PyBytes_AS_STRING(self.numbers)
        cdef const unsigned short *to = self.table.data.as_ushorts
        cdef Py_ssize_t here = place, stop = min(place + self.reach, <Py_ssize_t> len(text))
        cdef unsigned int value
        value = follow_text(kind, data, number_of, to, self.width, self.unknown, 0, &here, stop)
        return self.known[value] if here >= stop else None
