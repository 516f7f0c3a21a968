# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""What can match at the places of a text: the twin in C of :meth:`Beginnings.along` and its table."""

from cpython cimport array
from cpython.bytes cimport PyBytes_AS_STRING
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND
from libc.string cimport memcpy, memset

from onco_pipeline.pipes.passes.characters cimport Characters, number_at, shift_of

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
    #: What four characters lead to is remembered of so many, as a power of two.
    STRIDES = 13
    #: Places that are followed side by side.
    AT_ONCE = 32


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
