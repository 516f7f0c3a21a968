"""The loops over the characters of a text that a compiled build runs in C, where mypyc would box each figure.

Each has its twin in Python, which is what is read, tested and used without a build: :meth:`Stems._along`,
:meth:`Beginnings.along`, the loop over literals in :class:`Screened` and that over words in ``vocabulary``. They tell the same
(``tests/pipes/test_passes.py``). The number of a character is found by its code, all codes from 255 on sharing the last.

What takes time here is waiting for memory: where the next look depends on the last, and the tables are larger than the
processor's own memory, each character of a text costs some fifty steps. So a character is looked up in a large table
only where a small one, asked independently of all before, has not ruled it out (``over_literals``), or four at a time
in one that remembers (``over_beginnings``).
"""
