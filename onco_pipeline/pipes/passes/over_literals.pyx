# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The literals of many patterns, looked for in one pass over a text: the twin in C of the automaton that Python follows.

It is used by :class:`~onco_pipeline.pipes.screen.Windows`.
"""

from cpython cimport array
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from cpython.mem cimport PyMem_Free, PyMem_Realloc
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND
from libc.string cimport memcmp, memset

from onco_pipeline.pipes.passes.characters cimport Characters, number_at, shift_of

cdef extern from "Python.h":
    ctypedef struct PyObject
    PyObject *PyList_GET_ITEM(object, Py_ssize_t)  # borrowed

cdef enum:
    ANYWHERE = 0xFFFF
    LAST = 6
    #: Of a node of a tree, beside the number of its character and its first child: that it is the last of its
    #: siblings, and that literals end there.
    LAST_CHILD = 0x100
    ENDS = 0x200


cdef struct Hit:
    #: Where a literal begins and ends in a text, and what ends there.
    unsigned int begin, stop, end


cdef struct Stand:
    #: Where a literal of a set begins and ends in a text, and where a match may begin.
    unsigned int begin, stop, first


cdef inline void say(
    const unsigned int *ends, const unsigned short *sets, const unsigned short *befores, unsigned int end,
    Py_ssize_t begin, unsigned char *said,
) noexcept:
    """Say of the sets of a literal, which stands so far in, that it is there."""
    cdef unsigned int one
    cdef Py_ssize_t first
    cdef unsigned char value, before
    for one in range(ends[end], ends[end + 1]):
        first = begin - befores[one]
        value = 1 if first < 0 or befores[one] == ANYWHERE else 255 if first > 254 else <unsigned char> (first + 1)
        before = said[sets[one]]
        if before == 0 or value < before:
            said[sets[one]] = value


cdef class Literals:
    """A tree of sets of literals, asked which of them stand in part of a text, or where they begin in one.

    The parameters are what :class:`~onco_pipeline.pipes.literals.Tree` tells.
    """

    cdef bytes numbers, grams
    cdef array.array pairs, nodes, ended, ends, sets, befores, seen
    cdef Py_ssize_t count
    cdef int shift, next
    cdef unsigned int passes
    #: What was found in the text that was read whole, in order, and the room for that.
    cdef Hit *hits
    cdef Py_ssize_t many, room
    #: The same for one set after the other, where the stands of each begin, and the room for them.
    cdef Stand *stands
    cdef array.array begun
    cdef Py_ssize_t stands_room
    #: How far before a literal of each set a match may begin.
    cdef array.array most
    #: The last parts asked about, where they stand in their texts, and what was told of each.
    cdef list texts, known
    cdef Py_ssize_t starts[LAST]
    cdef Py_ssize_t lengths[LAST]

    def __init__(
        self, bytes numbers, bytes grams, array.array pairs, Py_ssize_t width, array.array nodes, array.array ended,
        array.array ends, array.array sets, array.array befores, Py_ssize_t count,
    ):
        self.numbers, self.grams, self.pairs, self.shift, self.nodes = numbers, grams, pairs, shift_of(width), nodes
        self.ended, self.ends, self.sets, self.befores, self.count = ended, ends, sets, befores, count
        self.seen = array.clone(ends, len(ends), True)
        self.passes = self.next = 0
        self.texts, self.known = [""] * LAST, [b""] * LAST
        memset(self.lengths, 0, sizeof(self.lengths))
        self.begun, self.most = array.clone(ends, count + 1, True), array.clone(sets, count, True)
        cdef Py_ssize_t place
        cdef unsigned short *most = self.most.data.as_ushorts
        for place in range(len(sets)):
            most[sets.data.as_ushorts[place]] = max(most[sets.data.as_ushorts[place]], befores.data.as_ushorts[place])

    def __dealloc__(self):
        PyMem_Free(self.hits)
        PyMem_Free(self.stands)

    def read(self, str text, int shift):
        """Go over a text of which many parts will be asked about; return where each set's literals first and last begin.

        That is told as 1 and the place shifted, which must fit in a byte; 0 where none stands in the text.
        """
        cdef int kind = PyUnicode_KIND(text)
        cdef void *data = PyUnicode_DATA(text)
        cdef bytes firsts, lasts
        self.many = 0
        if kind == 1:
            self.find(<const unsigned char *> data, 0, len(text), NULL)
        elif kind == 2:
            self.find(<const unsigned short *> data, 0, len(text), NULL)
        else:
            self.find(<const unsigned int *> data, 0, len(text), NULL)
        firsts, lasts = PyBytes_FromStringAndSize(NULL, self.count), PyBytes_FromStringAndSize(NULL, self.count)
        memset(PyBytes_AS_STRING(firsts), 0, self.count)
        memset(PyBytes_AS_STRING(lasts), 0, self.count)
        self.sort(
            <unsigned char *> PyBytes_AS_STRING(firsts), <unsigned char *> PyBytes_AS_STRING(lasts), shift
        )
        return firsts, lasts

    def places(self, Py_ssize_t number):
        """Return where the literals of a set begin in the text that was read whole, in order."""
        cdef list found = []
        cdef Py_ssize_t place
        for place in range(self.begun.data.as_uints[number], self.begun.data.as_uints[number + 1]):
            found.append(self.stands[place].begin)
        return found

    cdef int keep(self, Py_ssize_t begin, Py_ssize_t stop, unsigned int end) except -1:
        """Keep what was found in the text that is read whole."""
        cdef Hit *hits
        if self.many == self.room:
            hits = <Hit *> PyMem_Realloc(self.hits, sizeof(Hit) * (self.room * 2 + 256))
            if hits == NULL:
                raise MemoryError
            self.hits, self.room = hits, self.room * 2 + 256
        self.hits[self.many] = Hit(<unsigned int> begin, <unsigned int> stop, end)
        self.many += 1
        return 0

    cdef int sort(self, unsigned char *firsts, unsigned char *lasts, int shift) except -1:
        """Part what was found among the sets, and tell of each where its first and last stand."""
        cdef const unsigned int *ends = self.ends.data.as_uints
        cdef const unsigned short *sets = self.sets.data.as_ushorts
        cdef const unsigned short *befores = self.befores.data.as_ushorts
        cdef unsigned int *begun = self.begun.data.as_uints
        cdef unsigned int one
        cdef Py_ssize_t place, number
        cdef unsigned char about
        cdef Hit *hit
        cdef Stand *stands
        memset(begun, 0, sizeof(unsigned int) * (self.count + 1))
        for place in range(self.many):
            for one in range(ends[self.hits[place].end], ends[self.hits[place].end + 1]):
                begun[sets[one]] += 1
        for place in range(self.count):  # now where the stands of each end
            begun[place + 1] += begun[place]
        if begun[self.count] > self.stands_room:
            stands = <Stand *> PyMem_Realloc(self.stands, sizeof(Stand) * 2 * begun[self.count])
            if stands == NULL:
                raise MemoryError
            self.stands, self.stands_room = stands, 2 * begun[self.count]
        for place in range(self.many - 1, -1, -1):
            hit = self.hits + place
            about = <unsigned char> ((hit.begin >> shift) + 1)
            for one in range(ends[hit.end], ends[hit.end + 1]):
                number = sets[one]
                firsts[number] = about
                if lasts[number] == 0:
                    lasts[number] = about
                begun[number] -= 1
                self.stands[begun[number]] = Stand(
                    hit.begin, hit.stop,
                    0 if befores[one] == ANYWHERE or hit.begin < befores[one] else hit.begin - befores[one],
                )
        return 0

    def begin(self, Py_ssize_t number, Py_ssize_t start, Py_ssize_t stop):
        """Return where in a part of the text that was read whole a match of a set may begin; -1 where none can."""
        cdef Py_ssize_t low = self.begun.data.as_uints[number], high = self.begun.data.as_uints[number + 1], middle
        cdef Py_ssize_t last = high, first = -1, most = self.most.data.as_ushorts[number]
        cdef Stand *stand
        while low < high:
            middle = (low + high) >> 1
            if <Py_ssize_t> self.stands[middle].begin < start:
                low = middle + 1
            else:
                high = middle
        while low < last:
            stand = self.stands + low
            if <Py_ssize_t> stand.begin >= stop:
                break
            if first == start or (first >= 0 and most != ANYWHERE and <Py_ssize_t> stand.begin - most >= first):
                break
            if <Py_ssize_t> stand.stop <= stop and (first < 0 or <Py_ssize_t> stand.first < first):
                first = max(start, <Py_ssize_t> stand.first)
            low += 1
        return first

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
            self.find(<const unsigned char *> data, start, stop, said)
        elif kind == 2:
            self.find(<const unsigned short *> data, start, stop, said)
        else:
            self.find(<const unsigned int *> data, start, stop, said)
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

    cdef inline int find(
        self, Characters *text, Py_ssize_t start, Py_ssize_t stop, unsigned char *said
    ) except -1:
        """Say of each set how far in a match may begin; where ``said`` is NULL, keep where its literals stand.

        What stands beyond the end has the number 0.
        """
        cdef const unsigned char *numbers = <const unsigned char *> PyBytes_AS_STRING(self.numbers)
        cdef const unsigned char *grams = <const unsigned char *> PyBytes_AS_STRING(self.grams)
        cdef const unsigned short *pairs = self.pairs.data.as_ushorts
        cdef const unsigned int *nodes = self.nodes.data.as_uints
        cdef const unsigned short *ended = self.ended.data.as_ushorts
        cdef const unsigned int *ends = self.ends.data.as_uints
        cdef const unsigned short *sets = self.sets.data.as_ushorts
        cdef const unsigned short *befores = self.befores.data.as_ushorts
        cdef unsigned int *seen = self.seen.data.as_uints
        cdef unsigned int gram = 0, number, fits, node, told, end, passes = self.passes
        cdef Py_ssize_t fourth, place, here
        cdef int shift = self.shift
        for fourth in range(start, start + 3):
            gram = gram << 5 | (number_at(numbers, text, fourth) & 31 if fourth < stop else 0)
        for fourth in range(start + 3, stop + 3):
            number = number_at(numbers, text, fourth) if fourth < stop else 0
            fits = grams[gram] >> (number & 7) & 1
            gram = (gram << 5 | number & 31) & 0x7FFF
            if not fits:
                continue
            place = fourth - 3
            here = place + 2
            number = number_at(numbers, text, place + 1) if here <= stop else 0
            node = pairs[(<Py_ssize_t> number_at(numbers, text, place) << shift) + number]
            while node:
                told = nodes[node]
                if told & ENDS:
                    end = ended[node]
                    if said != NULL:
                        if seen[end] != passes:  # what has begun once begins no sooner when it begins again
                            seen[end] = passes
                            say(ends, sets, befores, end, place - start, said)
                    else:
                        self.keep(place, here, end)
                node = told >> 16
                if node == 0 or here >= stop:
                    break
                number = number_at(numbers, text, here)
                here += 1
                told = nodes[node]
                while told & 0xFF < number and not told & LAST_CHILD:
                    node += 1
                    told = nodes[node]
                if told & 0xFF != number:
                    break
        return 0
