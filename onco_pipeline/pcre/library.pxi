# What the engine asks of PCRE2: its functions, how it is told what a word is, and a text as it reads it.

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_READ, Py_UNICODE_ISALNUM, Py_UNICODE_ISDECIMAL, Py_UNICODE_ISSPACE

cdef extern from "Python.h":
    Py_ssize_t PY_SSIZE_T_MAX

cdef extern from *:
    """
    typedef void *(*compiling)(const unsigned char *, size_t, unsigned int, int *, size_t *, void *);
    typedef int (*jit_compiling)(void *, unsigned int);
    typedef int (*matching)(void *, const unsigned char *, size_t, size_t, unsigned int, void *, void *);
    typedef void *(*making_data)(unsigned int, void *);
    typedef size_t *(*offsets_of)(void *);
    typedef void *(*making)(void *);
    typedef void (*freeing)(void *);
    typedef int (*setting_tables)(void *, const unsigned char *);
    typedef void *(*making_stack)(size_t, size_t, void *);
    typedef void (*giving_stack)(void *, void *, void *);
    """
    ctypedef void *(*compiling)(const unsigned char *, size_t, unsigned int, int *, size_t *, void *)
    ctypedef int (*jit_compiling)(void *, unsigned int)
    ctypedef int (*matching)(void *, const unsigned char *, size_t, size_t, unsigned int, void *, void *)
    ctypedef void *(*making_data)(unsigned int, void *)
    ctypedef size_t *(*offsets_of)(void *)
    ctypedef void *(*making)(void *)
    ctypedef void (*freeing)(void *)
    ctypedef int (*setting_tables)(void *, const unsigned char *)
    ctypedef void *(*making_stack)(size_t, size_t, void *)
    ctypedef void (*giving_stack)(void *, void *, void *)

cdef enum:
    ANCHORED = 0x80000000u
    ENDANCHORED = 0x20000000u
    NOTEMPTY_ATSTART = 0x00000008u
    NOMATCH = -1
    COMPLETE = 1
    #: Groups that are kept without asking for memory, and the most that a pattern can have.
    FEW = 8
    MOST = 1000
    #: Where a table of PCRE2's characters says what a blank and a word are: as bits, and as a bit of each character.
    SPACE_BITS = 512
    WORD_BITS = 672
    KINDS = 832
    TABLES = 1088
    SPACE_KIND = 0x01
    WORD_KIND = 0x10
    #: Not tried yet, translated, and left to ``re``.
    NEW = 0
    TOLD = 1
    LEFT = 2
    SEARCH = 0
    MATCH = 1
    FULL = 2

cdef size_t UNSET = <size_t> -1
cdef unsigned char LETTER = _LETTER, BLANK = _BLANK, OTHER = _OTHER
cdef compiling pcre2_compile
cdef jit_compiling pcre2_jit_compile
cdef matching pcre2_jit_match
cdef freeing pcre2_code_free
#: One of each is enough: nothing matches beside anything else while Python's lock is held.
cdef void *data = NULL
cdef void *settings = NULL
cdef void *stack_settings = NULL
cdef size_t *offsets = NULL
cdef unsigned char tables[TABLES]
#: The last text with characters beyond ISO 8859-1, and what PCRE2 is shown of it.
cdef str shown_text = ""
cdef bytes shown = b""

AVAILABLE = False
#: What ``re`` calls the three ways to match.
WAYS = ("search", "match", "fullmatch")


cdef void *function(library, str name) except NULL:
    return <void *><size_t> ctypes.cast(getattr(library, f"pcre2_{name}_8"), ctypes.c_void_p).value


cdef bint load() except -1:
    """Find the library, and what is asked of it; return whether it is there."""
    global pcre2_compile, pcre2_jit_compile, pcre2_jit_match, pcre2_code_free, data, settings, stack_settings, offsets
    cdef int code
    for name in ("libpcre2-8.so.0", "libpcre2-8.0.dylib"):
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        break
    else:
        return False
    pcre2_compile = <compiling> function(library, "compile")
    pcre2_jit_compile = <jit_compiling> function(library, "jit_compile")
    pcre2_jit_match = <matching> function(library, "jit_match")
    pcre2_code_free = <freeing> function(library, "code_free")
    data = (<making_data> function(library, "match_data_create"))(MOST + 1, NULL)
    offsets = (<offsets_of> function(library, "get_ovector_pointer"))(data)
    settings = (<making> function(library, "compile_context_create"))(NULL)
    memcpy(tables, (<making> function(library, "maketables"))(NULL), TABLES)
    for code in range(256):
        if code in WORD:
            tables[WORD_BITS + (code >> 3)] |= 1 << (code & 7)
            tables[KINDS + code] |= WORD_KIND
        if code in SPACE:
            tables[SPACE_BITS + (code >> 3)] |= 1 << (code & 7)
            tables[KINDS + code] |= SPACE_KIND
    (<setting_tables> function(library, "set_character_tables"))(settings, tables)
    stack_settings = (<making> function(library, "match_context_create"))(NULL)
    stack = (<making_stack> function(library, "jit_stack_create"))(1 << 15, 1 << 20, NULL)
    (<giving_stack> function(library, "jit_stack_assign"))(stack_settings, NULL, stack)
    return True


cdef bint show(str text) except -1:
    """Hold a text ready as PCRE2 is shown it; return whether it can be."""
    global shown_text, shown
    cdef Py_ssize_t place, length
    cdef Py_UCS4 letter
    cdef int kind
    cdef const void *letters
    cdef unsigned char *bytes_
    if text is shown_text:
        return True
    length, kind, letters = PyUnicode_GET_LENGTH(text), PyUnicode_KIND(text), PyUnicode_DATA(text)
    made = PyBytes_FromStringAndSize(NULL, length)
    bytes_ = <unsigned char *> PyBytes_AS_STRING(made)
    for place in range(length):
        letter = PyUnicode_READ(kind, <void *> letters, place)
        if letter < 256:
            bytes_[place] = letter
        elif Py_UNICODE_ISDECIMAL(letter):
            return False
        else:
            bytes_[place] = LETTER if Py_UNICODE_ISALNUM(letter) else BLANK if Py_UNICODE_ISSPACE(letter) else OTHER
    shown_text, shown = text, made
    return True
