"""Matching by PCRE2, which makes machine code of a pattern, where a compiled build finds that library.

Two fifths of the time that a note takes are spent in Python's ``re``, which follows a pattern step by step. PCRE2
(``libpcre2-8``: ``grep`` and ``git`` bring it along) translates a pattern to machine code and takes a quarter of that.
It is told the parse tree that ``re`` itself makes of a pattern, spelt out so that nothing is left to the dialect
(:mod:`onco_pipeline.pcre.translation`), and finds the same matches with the same groups; what it cannot be told, and
every text that it gives up on, is left to ``re``. The sources know nothing of it: :mod:`onco_pipeline.declaring` puts
``compiled`` in place of ``re.compile`` in what is given to the C compiler.
"""
