# What a pattern of the engine finds.

@cython.final
@cython.no_gc
@cython.freelist(64)
cdef class Match:
    """What matched; see ``re.Match``."""

    cdef readonly object string
    cdef readonly Pattern re
    cdef readonly Py_ssize_t pos, endpos
    cdef int how, known
    #: Where its groups begin and end: of a few of them in ``few``, else in ``many``.
    cdef size_t *spans
    cdef size_t few[16]
    cdef bytes many

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
        cdef int group = self.last()
        return self.by_python().lastindex if group < 0 else group or None

    @property
    def lastgroup(self):
        """The name of the group that ended last, or None."""
        cdef int group = self.last()
        return self.by_python().lastgroup if group < 0 else self.re.by_number.get(group)

    cdef int last(self) except -2:
        """Return the number of the group that ended last, 0 where none did; -1 when ``re`` is to tell."""
        cdef int place, group
        for place in range(self.re.closings - 1, -1, -1):
            group = self.re.closing[place]
            if group < self.known and self.spans[2 * group] != UNSET:
                # Of groups that can match again, the order of the pattern does not tell which did so last.
                return -1 if group in self.re.repeated and len(self.re.repeated) > 1 else group
        return 0

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
        return default if span[0] == UNSET else PyUnicode_Substring(self.string, span[0], span[1])


cdef size_t nowhere[2]
nowhere[:] = [UNSET, UNSET]


cdef Match matched(Pattern pattern, int how, string, Py_ssize_t start, Py_ssize_t end, int known):
    """Return a match of what PCRE2 has just found."""
    cdef Match match = Match.__new__(Match)
    match.string, match.re, match.pos, match.endpos, match.how, match.known = string, pattern, start, end, how, known
    match.spans = match.few
    if known > FEW:
        match.many = PyBytes_FromStringAndSize(NULL, 2 * known * sizeof(size_t))
        match.spans = <size_t *> PyBytes_AS_STRING(match.many)
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
