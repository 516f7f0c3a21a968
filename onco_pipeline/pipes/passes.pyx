# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The loops over the characters of a text that a compiled build runs in C, where mypyc would box each figure.

Each has its twin in Python, which is what is read, tested and used without a build: :meth:`Stems._along`,
:meth:`Beginnings.along`, the loop over literals in :class:`Screened` and that over words in ``vocabulary``. They tell the same
(``tests/pipes/test_passes.py``). The number of a character is found by its code, all codes from 255 on sharing the last.

What takes time here is waiting for memory: where the next look depends on the last, and the tables are larger than the
processor's own memory, each character of a text costs some fifty steps. So a character is looked up in a large table
only where a small one, asked independently of all before, has not ruled it out (:class:`Literals`), or four at a time
in one that remembers (:class:`Beginning`).
"""

from cpython cimport array
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND
from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_Realloc
from libc.string cimport memcmp, memcpy, memset

cdef extern from "Python.h":
    ctypedef struct PyObject
    PyObject *PyList_GET_ITEM(object, Py_ssize_t)  # borrowed

cdef extern from *:
    """
    #if defined(__GNUC__) || defined(__clang__)
    #define fetch(place) __builtin_prefetch(place)
    #else
    #define fetch(place) ((void) (place))
    #endif
    """
    void fetch(const void *)

cdef enum:
    WORD = 1
    ALWAYS = 2
    ANYWHERE = 0xFFFF
    LAST = 6
    #: Of a node of a tree, beside the number of its character and its first child: that it is the last of its
    #: siblings, and that literals end there.
    LAST_CHILD = 0x100
    ENDS = 0x200
    #: What four characters lead to is remembered of so many, as a power of two.
    STRIDES = 13
    #: Places that are followed side by side.
    AT_ONCE = 32

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


cdef struct Hit:
    #: Where a literal begins and ends in a text, and what ends there.
    unsigned int begin, stop, end


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
    #: The text that was read whole, what was found in it, in order, and the room for that.
    cdef str whole
    cdef Hit *hits
    cdef Py_ssize_t many, room
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
        self.whole = None

    def __dealloc__(self):
        PyMem_Free(self.hits)

    def read(self, str text):
        """Go over a text of which many parts will be asked about; return what stands in the whole of it.

        Literals of one character are not to be among the sets.
        """
        cdef int kind = PyUnicode_KIND(text)
        cdef void *data = PyUnicode_DATA(text)
        self.whole, self.many = None, 0
        if kind == 1:
            self.find(<const unsigned char *> data, 0, len(text), NULL, None)
        elif kind == 2:
            self.find(<const unsigned short *> data, 0, len(text), NULL, None)
        else:
            self.find(<const unsigned int *> data, 0, len(text), NULL, None)
        self.whole = text
        return self.told(text, 0, len(text))

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

    cdef inline void tell(self, Py_ssize_t start, Py_ssize_t stop, unsigned char *said) noexcept:
        """Say what stands in a part of the text that was read whole."""
        cdef const unsigned int *ends = self.ends.data.as_uints
        cdef const unsigned short *sets = self.sets.data.as_ushorts
        cdef const unsigned short *befores = self.befores.data.as_ushorts
        cdef unsigned int *seen = self.seen.data.as_uints
        cdef Py_ssize_t first = 0, last = self.many, middle
        cdef Hit *hit
        while first < last:
            middle = (first + last) >> 1
            if <Py_ssize_t> self.hits[middle].begin < start:
                first = middle + 1
            else:
                last = middle
        while first < self.many:
            hit = self.hits + first
            if <Py_ssize_t> hit.begin >= stop:
                break
            if <Py_ssize_t> hit.stop <= stop and seen[hit.end] != self.passes:
                seen[hit.end] = self.passes
                say(ends, sets, befores, hit.end, <Py_ssize_t> hit.begin - start, said)
            first += 1

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
        if text is self.whole:
            self.tell(start, stop, said)
        elif kind == 1:
            self.find(<const unsigned char *> data, start, stop, said, None)
        elif kind == 2:
            self.find(<const unsigned short *> data, start, stop, said, None)
        else:
            self.find(<const unsigned int *> data, start, stop, said, None)
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

    def along(self, str text, list found):
        """Add to each list of ``found`` where the literals of its set begin in a text, in order."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void *data = PyUnicode_DATA(text)
        if kind == 1:
            self.find(<const unsigned char *> data, 0, len(text), NULL, found)
        elif kind == 2:
            self.find(<const unsigned short *> data, 0, len(text), NULL, found)
        else:
            self.find(<const unsigned int *> data, 0, len(text), NULL, found)

    cdef inline int find(
        self, Characters *text, Py_ssize_t start, Py_ssize_t stop, unsigned char *said, list found
    ) except -1:
        """Say of each set how far in a match may begin; where ``said`` is NULL, add to ``found`` where it stands, or keep it.

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
        cdef unsigned int gram = 0, number, fits, node, told, end, one, passes = self.passes
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
                    elif found is None:
                        self.keep(place, here, end)
                    else:
                        for one in range(ends[end], ends[end + 1]):
                            (<list> found[<Py_ssize_t> sets[one]]).append(place)
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


cdef struct Start:
    #: Where it stands, how far the text has been followed, and where that ends; the value of the node reached.
    Py_ssize_t place, here, stop
    unsigned int value
    #: What is looked for next of what is remembered, and where.
    unsigned long long key
    unsigned long long *slot
    #: Whether nothing more is remembered of where it leads.
    bint left


cdef inline unsigned long long key_of(const unsigned char *text, unsigned int value) noexcept:
    """Return what the next four characters are remembered by, behind a node."""
    cdef unsigned int four
    memcpy(&four, text, sizeof(four))
    return <unsigned long long> four << 32 | <unsigned long long> value << 16


cdef inline Py_ssize_t slot_of(unsigned long long key) noexcept:
    return <Py_ssize_t> (key * <unsigned long long> 0x9E3779B97F4A7C15 >> 64 - STRIDES)


cdef class Beginning:
    """What can match at a place of a text, as far as a table tells.

    ``known`` holds what can match by the value of a node, or None.
    """

    cdef bytes numbers
    cdef array.array table
    cdef list known
    cdef Py_ssize_t reach
    cdef int shift
    cdef unsigned int unknown
    #: What four characters of a byte each lead to: their bytes, the value before them, and the value behind.
    cdef unsigned long long *strides
    #: The values of nodes at which nothing can match, as bits.
    cdef unsigned char hopeless[8192]

    def __init__(
        self, bytes numbers, array.array table, Py_ssize_t width, unsigned int unknown, Py_ssize_t reach, list known
    ):
        self.numbers, self.table, self.shift, self.unknown = numbers, table, shift_of(width), unknown
        self.reach, self.known = reach, known
        memset(self.hopeless, 0, sizeof(self.hopeless))

    def __dealloc__(self):
        PyMem_Free(self.strides)

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

    def along(self, str text, bytes kinds, Py_ssize_t far, step, work_out, list found):
        """Add to the lists of ``found``, two a pattern, the places where it can begin and how it is matched there.

        ``step`` and ``work_out`` tell what the table and ``known`` do not, and may make both longer.
        """
        cdef int kind = PyUnicode_KIND(text), count = 0
        cdef void *data = PyUnicode_DATA(text)
        cdef const unsigned char *kind_of = <const unsigned char *> PyBytes_AS_STRING(kinds)
        cdef Py_ssize_t place, length = len(text)
        cdef unsigned char begins
        cdef bint within = False
        cdef Start begun[AT_ONCE]
        self.remember()
        for place in range(length):
            if kind == 1:
                begins = number_at(kind_of, <const unsigned char *> data, place)
            elif kind == 2:
                begins = number_at(kind_of, <const unsigned short *> data, place)
            else:
                begins = number_at(kind_of, <const unsigned int *> data, place)
            if begins == ALWAYS or (begins == WORD and not within):
                begun[count].place = begun[count].here = place
                begun[count].stop = min(place + far, length)
                begun[count].value = 0
                count += 1
                if count == AT_ONCE:
                    self.follow_all(text, kind, data, begun, count, step, work_out, found)
                    count = 0
            within = begins == WORD
        self.follow_all(text, kind, data, begun, count, step, work_out, found)

    cdef int follow_all(
        self, str text, int kind, void *data, Start *begun, int count, step, work_out, list found
    ) except -1:
        """Follow a text from several places, and add to ``found`` what can begin at each."""
        cdef const unsigned char *numbers = <const unsigned char *> PyBytes_AS_STRING(self.numbers)
        cdef unsigned int value
        cdef Start *one
        cdef int each
        if kind == 1:
            self.stride_all(<const unsigned char *> data, begun, count)
        for each in range(count):
            one = begun + each
            while True:
                if kind == 1:
                    one.value = self.strode(<const unsigned char *> data, numbers, one.value, &one.here, one.stop)
                one.value = follow_text(
                    kind, data, numbers, self.table.data.as_ushorts, self.shift, self.unknown, one.value, &one.here,
                    one.stop,
                )
                if one.here == one.stop:
                    break
                one.value = step(one.value, text[one.here])
                if one.value & 1:
                    break
                one.here += 1
            value = one.value
            if self.hopeless[value >> 3] >> (value & 7) & 1:
                continue
            matches = self.known[value]
            if matches is None:
                matches = work_out(value)
            if not <tuple> matches:
                self.hopeless[value >> 3] |= 1 << (value & 7)
            for number, how in <tuple> matches:
                places, hows = <tuple> found[number]
                (<list> places).append(one.place)
                (<list> hows).append(how)
        return 0

    cdef inline void stride_all(self, const unsigned char *text, Start *begun, int count) noexcept:
        """Follow a text from several places, by four characters at a time, as far as that is remembered.

        What each asks for next is fetched from memory while the others are followed.
        """
        cdef Start *one
        cdef int each, going = count
        for each in range(count):
            begun[each].slot, begun[each].left = NULL, False
        while going:
            going = 0
            for each in range(count):
                one = begun + each
                if one.left:
                    continue
                if one.slot != NULL:
                    if one.slot[0] >> 16 != one.key >> 16:
                        one.left = True
                        continue
                    one.value = one.slot[0] & 0xFFFF
                    one.here = one.stop if one.value & 1 else one.here + 4
                if one.here + 4 > one.stop:
                    one.left = True
                    continue
                one.key = key_of(text + one.here, one.value)
                one.slot = self.strides + slot_of(one.key)
                fetch(one.slot)
                going += 1
        for each in range(count):
            if not self.hopeless[begun[each].value >> 3] >> (begun[each].value & 7) & 1:
                fetch(PyList_GET_ITEM(self.known, begun[each].value))

    cdef int remember(self) except -1:
        """Make room for what four characters lead to."""
        cdef size_t size = sizeof(unsigned long long) << STRIDES
        if self.strides == NULL:
            self.strides = <unsigned long long *> PyMem_Malloc(size)
            if self.strides == NULL:
                raise MemoryError
            memset(self.strides, 0xFF, size)  # no node has that value
        return 0

    cdef inline unsigned int strode(
        self, const unsigned char *text, const unsigned char *numbers, unsigned int value, Py_ssize_t *place,
        Py_ssize_t stop,
    ) noexcept:
        """Follow a text by four characters at a time, as long as the table knows where they lead."""
        cdef unsigned int following
        cdef unsigned long long key
        cdef unsigned long long *slot
        cdef Py_ssize_t here
        while not value & 1 and place[0] + 4 <= stop:
            key = key_of(text + place[0], value)
            slot = self.strides + slot_of(key)
            if slot[0] >> 16 == key >> 16:
                following = slot[0] & 0xFFFF
            else:
                here = place[0]
                following = follow(
                    text, numbers, self.table.data.as_ushorts, self.shift, self.unknown, value, &here, place[0] + 4
                )
                if here < place[0] + 4:
                    return value
                slot[0] = key | following
            value = following
            place[0] += 4
        if value & 1:
            place[0] = stop
        return value
