# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The words of a text that may be drugs, and the marks that end a clause.

Their twins in Python stand in ``oral_therapy/vocabulary.py`` and ``document/segments.py``.
"""

from cpython cimport array
from cpython.bytes cimport PyBytes_AS_STRING
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND

from onco_pipeline.pipes.passes.characters cimport Characters, number_at


cdef inline Py_ssize_t next_word(
    Characters *text, const unsigned char *numbers, int figures, int hyphen, const unsigned long long *lengths,
    Py_ssize_t *begun, Py_ssize_t place, Py_ssize_t stop,
) noexcept:
    """Return where the next word that may be told ends, its beginning left in ``begun``; -1 where there is none."""
    cdef Py_ssize_t start, length
    cdef unsigned char first, before, last
    while True:
        while place < stop and not 0 < number_at(numbers, text, place) < figures:
            place += 1
        if place >= stop:
            return -1
        start = begun[0] = place
        while place < stop and 0 < number_at(numbers, text, place) < hyphen:
            place += 1
        if place + 1 < stop and number_at(numbers, text, place) == hyphen:
            if figures <= number_at(numbers, text, place + 1) < hyphen:
                place += 1
                while place < stop and figures <= number_at(numbers, text, place) < hyphen:
                    place += 1
                return place
        length = place - start
        first, last = number_at(numbers, text, start), number_at(numbers, text, place - 1)
        before = number_at(numbers, text, place - 2) if length > 1 else 0
        if length < 64 and lengths[(first * hyphen + before) * hyphen + last] >> length & 1:
            return place
        if 8 < length < 65 and last >= figures:  # the figure of a footnote
            last, before = before, number_at(numbers, text, place - 3)
            if lengths[(first * hyphen + before) * hyphen + last] >> (length - 1) & 1:
                return place


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
