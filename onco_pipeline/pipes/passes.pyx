# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The loops over the characters of a text that a compiled build runs in C, where mypyc would box each figure.

Each has its twin in Python, which is what is read, tested and used without a build: :meth:`Stems._along`,
:meth:`Beginnings.along`, the loop over literals in :class:`Screened` and that over words in ``vocabulary``. They tell the same
(``tests/pipes/test_passes.py``). A table's rows are states, its columns the numbers of characters, as many as a power
of two; the number of a character is found by its code, all codes from 255 on sharing the last.
"""

from cpython cimport array
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND
from libc.string cimport memcmp, memset

cdef extern from "Python.h":
    ctypedef struct PyObject
    PyObject *PyList_GET_ITEM(object, Py_ssize_t)  # borrowed

cdef enum:
    WORD = 1
    ALWAYS = 2
    ANYWHERE = 0xFFFF
    LAST = 6

#: How Python holds the characters of a string: as narrow as its widest needs.
ctypedef fused Characters:
    const unsigned char
    const unsigned short
    const unsigned int


cdef inline unsigned char number_at(const unsigned char *numbers, Characters *text, Py_ssize_t place) noexcept:
    if sizeof(Characters) == 1:
        return numbers[text[place]]
    return numbers[text[place] if text[place] < 255 else 255]


cdef inline int shift_of(Py_ssize_t width) noexcept:
    """Return how far a state is shifted to find its row."""
    cdef int shift = 0
    while (<Py_ssize_t> 1 << shift) < width:
        shift += 1
    return shift


cdef class Literals:
    """An automaton over sets of literals, asked which of them stand in part of a text.

    ``ends`` says, for each state from ``first`` on, where its sets begin in ``sets``; ``befores`` how far before the last
    character of the literal a match may begin (0xFFFF: anywhere).
    """

    cdef bytes numbers
    cdef array.array table, ends, sets, befores, seen
    cdef Py_ssize_t first, count
    cdef int shift, next
    cdef unsigned int passes
    #: The last parts asked about, where they stand in their texts, and what was told of each.
    cdef list texts, known
    cdef Py_ssize_t starts[LAST]
    cdef Py_ssize_t lengths[LAST]

    def __init__(
        self, bytes numbers, array.array table, Py_ssize_t width, Py_ssize_t first, array.array ends, array.array sets,
        array.array befores, Py_ssize_t count,
    ):
        self.numbers, self.table, self.shift, self.first = numbers, table, shift_of(width), first
        self.ends, self.sets, self.befores, self.count = ends, sets, befores, count
        self.seen = array.clone(ends, len(ends), True)
        self.passes = self.next = 0
        self.texts, self.known = [""] * LAST, [b""] * LAST
        memset(self.lengths, 0, sizeof(self.lengths))

    def told(self, str text, Py_ssize_t start, Py_ssize_t stop):
        """Return for each set 0 where none of its literals stands there, else 1 and how far in a match may begin.

        What is further in than a byte tells is told as 254. The last parts are remembered.
        """
        cdef int kind = PyUnicode_KIND(text), slot
        cdef void *data = PyUnicode_DATA(text)
        cdef Py_ssize_t length
        cdef bytes told
        cdef unsigned char *said
        start, stop = max(start, 0), min(stop, len(text))
        length = stop - start
        if length > 0:
            slot = self.remembered(text, start, length)
            if slot >= 0:
                return self.known[slot]
        told = PyBytes_FromStringAndSize(NULL, self.count)
        said = <unsigned char *> PyBytes_AS_STRING(told)
        memset(said, 0, self.count)
        self.passes += 1
        if self.passes == 0:  # gone round
            memset(self.seen.data.as_uints, 0, sizeof(unsigned int) * len(self.seen))
            self.passes = 1
        if kind == 1:
            self.tell(<const unsigned char *> data, start, stop, said)
        elif kind == 2:
            self.tell(<const unsigned short *> data, start, stop, said)
        else:
            self.tell(<const unsigned int *> data, start, stop, said)
        if length > 0:
            slot = self.next
            self.texts[slot], self.known[slot], self.starts[slot], self.lengths[slot] = text, told, start, length
            self.next = (slot + 1) % LAST
        return told

    cdef inline int remembered(self, str text, Py_ssize_t start, Py_ssize_t length) noexcept:
        """Return the number under which a part is remembered, by its words: readers cut out the same anew; or -1."""
        cdef int kind = PyUnicode_KIND(text), slot
        cdef const char *words = <const char *> PyUnicode_DATA(text) + start * kind
        cdef PyObject *other
        for slot in range(LAST):
            if self.lengths[slot] == length:
                other = PyList_GET_ITEM(self.texts, slot)
                if PyUnicode_KIND(<object> other) == kind and memcmp(
                    words, <const char *> PyUnicode_DATA(<object> other) + self.starts[slot] * kind, length * kind
                ) == 0:
                    return slot
        return -1

    cdef inline void tell(self, Characters *text, Py_ssize_t start, Py_ssize_t stop, unsigned char *said) noexcept:
        cdef const unsigned char *numbers = <const unsigned char *> PyBytes_AS_STRING(self.numbers)
        cdef const unsigned short *to = self.table.data.as_ushorts
        cdef const unsigned int *ends = self.ends.data.as_uints
        cdef const unsigned short *sets = self.sets.data.as_ushorts
        cdef const unsigned short *befores = self.befores.data.as_ushorts
        cdef unsigned int *seen = self.seen.data.as_uints
        cdef Py_ssize_t first = self.first, place, state = 0, begin
        cdef int shift = self.shift
        cdef unsigned int one, passes = self.passes
        cdef unsigned char value, before
        for place in range(start, stop):
            state = to[(state << shift) + number_at(numbers, text, place)]
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
    Characters *text, const unsigned char *numbers, const unsigned short *to, int shift, Py_ssize_t first,
    Py_ssize_t *state, Py_ssize_t place, Py_ssize_t stop,
) noexcept:
    """Return the next place where a state from ``first`` on is reached, which is left in ``state``; or ``stop``."""
    cdef Py_ssize_t here = state[0]
    while place < stop:
        here = to[(here << shift) + number_at(numbers, text, place)]
        if here >= first:
            break
        place += 1
    state[0] = here
    return place


def stems_along(
    str text, bytes numbers, array.array table, Py_ssize_t width, Py_ssize_t first, tuple laid_out, list found
):
    """Add to each list of ``found`` where the stems of its set begin in a text."""
    cdef int kind = PyUnicode_KIND(text), shift = shift_of(width)
    cdef void *data = PyUnicode_DATA(text)
    cdef const unsigned char *number_of = <const unsigned char *> PyBytes_AS_STRING(numbers)
    cdef const unsigned short *to = table.data.as_ushorts
    cdef array.array starts_held = laid_out[0], sets_held = laid_out[1], befores_held = laid_out[2]
    cdef const unsigned int *starts = starts_held.data.as_uints
    cdef const unsigned short *sets = sets_held.data.as_ushorts
    cdef const unsigned short *befores = befores_held.data.as_ushorts
    cdef Py_ssize_t place = 0, state = 0, stop = len(text), one
    while place < stop:
        if kind == 1:
            place = next_end(<const unsigned char *> data, number_of, to, shift, first, &state, place, stop)
        elif kind == 2:
            place = next_end(<const unsigned short *> data, number_of, to, shift, first, &state, place, stop)
        else:
            place = next_end(<const unsigned int *> data, number_of, to, shift, first, &state, place, stop)
        if place == stop:
            break
        for one in range(starts[state - first], starts[state - first + 1]):
            (<list> found[<Py_ssize_t> sets[one]]).append(place - befores[one])
        place += 1


cdef inline Py_ssize_t next_word(
    Characters *text, const unsigned char *numbers, int figures, int hyphen, const unsigned long long *lengths,
    Py_ssize_t *begun, Py_ssize_t place, Py_ssize_t stop,
) noexcept:
    """Return where the next word that may be told ends, its beginning left in ``begun``; -1 where there is none."""
    cdef Py_ssize_t start = -1, length
    cdef unsigned char number, last = 0, before = 0, first = 0
    while place <= stop:
        number = number_at(numbers, text, place) if place < stop else 0
        if 0 < number < figures or (start >= 0 and figures <= number < hyphen):
            if start < 0:
                start, first, last = place, number, 0
            before, last = last, number
            place += 1
            continue
        if start >= 0:
            length = place - start
            begun[0] = start
            if number == hyphen and place + 1 < stop and figures <= number_at(numbers, text, place + 1) < hyphen:
                place += 1
                while place < stop and figures <= number_at(numbers, text, place) < hyphen:
                    place += 1
                return place
            if length < 64 and lengths[(first * hyphen + before) * hyphen + last] >> length & 1:
                return place
            if 8 < length < 65 and last >= figures:
                number = number_at(numbers, text, place - 3)
                if lengths[(first * hyphen + number) * hyphen + before] >> (length - 1) & 1:
                    return place
            start = -1
        place += 1
    return -1


def words_told(str text, bytes numbers, int figures, int hyphen, array.array lengths):
    """Return the words of a text that by their length, first letter and last two may be some, in order.

    ``figures`` and ``hyphen`` are the numbers of the first figure and of the hyphen; words that a hyphen joins to
    figures are returned in any case.
    """
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef const unsigned char *number_of = <const unsigned char *> PyBytes_AS_STRING(numbers)
    cdef const unsigned long long *known = lengths.data.as_ulonglongs
    cdef Py_ssize_t start = 0, end = 0, stop = len(text)
    cdef list found = []
    while True:
        if kind == 1:
            end = next_word(<const unsigned char *> data, number_of, figures, hyphen, known, &start, end, stop)
        elif kind == 2:
            end = next_word(<const unsigned short *> data, number_of, figures, hyphen, known, &start, end, stop)
        else:
            end = next_word(<const unsigned int *> data, number_of, figures, hyphen, known, &start, end, stop)
        if end < 0:
            return found
        found.append(text[start:end])


cdef inline bint is_figure(unsigned int code) noexcept:
    return 48 <= code <= 57


cdef inline Py_ssize_t next_mark(Characters *text, Py_ssize_t place, Py_ssize_t stop) noexcept:
    """Return where the next mark stands that ends a clause; or ``stop``."""
    cdef unsigned int code, following
    while place < stop:
        code = text[place]
        if code == c";" or code == c"(" or code == c")" or code == 0x2192:
            break
        if code == c"," or code == c":" or code == c"=" or code == c"-":
            following = text[place + 1] if place + 1 < stop else 0
            if code == c"=" or code == c"-":
                if following == c">":
                    break
            elif not (place > 0 and is_figure(text[place - 1]) and is_figure(following)):
                break
        place += 1
    return place


def clause_marks(str text):
    """Return where the marks stand that end a clause, in order."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef Py_ssize_t place = 0, stop = len(text)
    cdef list found = []
    while True:
        if kind == 1:
            place = next_mark(<const unsigned char *> data, place, stop)
        elif kind == 2:
            place = next_mark(<const unsigned short *> data, place, stop)
        else:
            place = next_mark(<const unsigned int *> data, place, stop)
        if place >= stop:
            return found
        found.append(place)
        place += 1


cdef inline unsigned int follow(
    Characters *text, const unsigned char *numbers, const unsigned short *to, int shift, unsigned int unknown,
    unsigned int value, Py_ssize_t *place, Py_ssize_t stop,
) noexcept:
    """Follow a text through the table until nothing further matters, or what the table does not know: ``unknown``."""
    cdef Py_ssize_t here = place[0]
    cdef unsigned int following
    while here < stop:
        following = to[(<Py_ssize_t> (value >> 1) << shift) + number_at(numbers, text, here)]
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
    int kind, void *data, const unsigned char *numbers, const unsigned short *to, int shift, unsigned int unknown,
    unsigned int value, Py_ssize_t *place, Py_ssize_t stop,
) noexcept:
    """Follow a text, however wide its characters are held: see ``follow``."""
    if kind == 1:
        return follow(<const unsigned char *> data, numbers, to, shift, unknown, value, place, stop)
    if kind == 2:
        return follow(<const unsigned short *> data, numbers, to, shift, unknown, value, place, stop)
    return follow(<const unsigned int *> data, numbers, to, shift, unknown, value, place, stop)


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
    cdef int shift = shift_of(width)
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
            value = follow_text(kind, data, number_of, to, shift, unknown, value, &here, stop)
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
    cdef Py_ssize_t reach
    cdef int shift
    cdef unsigned int unknown

    def __init__(
        self, bytes numbers, array.array table, Py_ssize_t width, unsigned int unknown, Py_ssize_t reach, list known
    ):
        self.numbers, self.table, self.shift, self.unknown = numbers, table, shift_of(width), unknown
        self.reach, self.known = reach, known

    def at(self, str text, Py_ssize_t place):
        """Return what can match at a place; None where that has not been worked out."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void *data = PyUnicode_DATA(text)
        cdef const unsigned char *number_of = <const unsigned char *> PyBytes_AS_STRING(self.numbers)
        cdef const unsigned short *to = self.table.data.as_ushorts
        cdef Py_ssize_t here = place, stop = min(place + self.reach, <Py_ssize_t> len(text))
        cdef unsigned int value
        value = follow_text(kind, data, number_of, to, self.shift, self.unknown, 0, &here, stop)
        return self.known[value] if here >= stop else None
