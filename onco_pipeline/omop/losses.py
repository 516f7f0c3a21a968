"""What the texts of notes have lost on their way, and no reading can give back."""

# Names come from onco_pipeline.omop, values never enter the SQL.
# ruff: noqa: S608

from __future__ import annotations

import duckdb

#: Notes looked at, and the fewest that tell something of an export.
LOOKED_AT, _FEWEST = 2_000, 10

#: A question mark within a word stands for a letter; a long text without any mark of a line end has been flattened.
_NO_ACCENT = "note_text LIKE '%\ufffd%' OR regexp_matches(note_text, '[A-Za-z]\\?[a-z]{2}')"
_LINE_END = "regexp_matches(note_text, '[\\n\\r\\x0b\u2028]|\\\\n|\\\\r|\\.br|</|<br|\\\\par')"

#: What shows a loss, the share of notes from which on it is the export's and no author's, and what to say of it.
_LOSSES = (
    (
        _NO_ACCENT,
        0.2,
        "have lost their accents (? or \ufffd stands for them), and a third of what they tell with them: "
        "export them again, in UTF-8",
    ),
    (
        f"length(note_text) > 600 AND NOT {_LINE_END}",
        0.8,
        "have lost their line ends, and with them titles and paragraphs, which date a seventh of what is told: "
        "export them again, if the line ends are still somewhere",
    ),
)


def losses(connection: duckdb.DuckDBPyConnection, relation: str) -> list[str]:
    """Return what to say of the notes of ``relation``: counts among the first of them, never a word.

    Examples
    --------
    >>> connection = duckdb.connect()
    >>> _ = connection.execute("CREATE TABLE t AS SELECT 'M?tastase h?patique' AS note_text FROM range(12)")
    >>> [told[:45] for told in losses(connection, "t")]
    ['12 of the first 12 notes have lost their acce']
    """
    first = f"(SELECT note_text FROM {relation} LIMIT {LOOKED_AT})"
    counts = ", ".join(f"count(*) FILTER ({shows})" for shows, _, _ in _LOSSES)
    looked_at, *lost = connection.execute(f"SELECT count(*), {counts} FROM {first}").fetchall()[0]
    return [
        f"{n:,} of the first {looked_at:,} notes {what}"
        for n, (_, share, what) in zip(lost, _LOSSES, strict=True)
        if n >= max(_FEWEST, share * looked_at)
    ]
