# Patterns tried at places of a text that are known, one after the other: a call for all of them, not one for each.

from cpython.ref cimport PyObject

cdef extern from "Python.h":
    bint PyCFunction_Check(object)
    PyObject *PyCFunction_GET_SELF(object)  # borrowed


cdef inline Pattern pattern_of(match):
    """Return the pattern of the engine that a ``match`` belongs to; None where ``re`` matches."""
    cdef object owner
    if not PyCFunction_Check(match):
        return None
    owner = <object> PyCFunction_GET_SELF(match)
    return <Pattern> owner if type(owner) is Pattern else None


cdef inline Py_ssize_t end_at(match, text, Py_ssize_t place, Py_ssize_t stop) except -2:
    """Return where the match ends that begins at a place, told by the pattern's ``match``; -1 where there is none."""
    cdef Pattern pattern = pattern_of(match)
    cdef int found = -1 if pattern is None else pattern.run(MATCH, text, &place, &stop, 0)
    if found >= 0:
        return <Py_ssize_t> offsets[1] if found > 0 else -1
    other = match(text, place, stop)
    return -1 if other is None else other.end()


def matches_at(list places, list ways, Py_ssize_t index, text, Py_ssize_t stop):
    """Return the matches that begin at some places, in order and without overlap.

    Parameters
    ----------
    places, ways
        The places in order, and the ``match`` of the pattern that is tried at each.
    index
        The number of the first of them.
    stop
        Where the text ends for them.
    """
    cdef list every = []
    cdef Py_ssize_t place, start = 0
    cdef Pattern pattern
    while index < len(places):
        place = places[index]
        if place >= stop:
            break
        if place >= start:
            pattern = pattern_of(ways[index])
            found = ways[index](text, place, stop) if pattern is None else pattern.tried(MATCH, text, place, stop)
            if found is not None:
                every.append(found)
                start = (<Match> found).spans[1] if type(found) is Match else found.end()
        index += 1
    return every


def spans_at(list places, list ways, Py_ssize_t index, text, Py_ssize_t stop):
    """Return where each match of :func:`matches_at` begins and ends."""
    cdef list every = []
    cdef Py_ssize_t place, end, start = 0
    while index < len(places):
        place = places[index]
        if place >= stop:
            break
        if place >= start:
            end = end_at(ways[index], text, place, stop)
            if end >= 0:
                every.append((place, end))
                start = end
        index += 1
    return every
