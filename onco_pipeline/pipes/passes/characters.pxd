# cython: language_level=3
"""What the loops share: the characters of a text, by number, and how far apart the rows of a table stand."""

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
