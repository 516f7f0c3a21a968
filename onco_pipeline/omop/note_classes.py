"""What kind of notes a source has: a class that nobody knows is told, for what it reports is then believed less."""

# Names come from onco_pipeline.tables.
# ruff: noqa: S608

from __future__ import annotations

import duckdb

from onco_pipeline.codes.documents import UNKNOWN, document_type
from onco_pipeline.counts import count_of
from onco_pipeline.tables import NOTE

#: Notes with a class, from which on it is worth a word, and the share of them that may be of none that is known.
_SEVERAL, _SHARE = 20, 0.1


def unknown_classes(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return what to say of the table of notes when many are of classes that are not known; nothing else.

    The classes themselves are not told: a column that was mixed up may hold anything.
    """
    counts = connection.execute(
        f"SELECT note_class_source_value, count(*) FROM {NOTE.qualified_name} "
        "WHERE note_class_source_value IS NOT NULL GROUP BY ALL"
    ).fetchall()
    total = sum(n for _, n in counts)
    strange = [n for label, n in counts if document_type(label) is UNKNOWN]
    if total < _SEVERAL or sum(strange) <= _SHARE * total:
        return {}
    of = f"{sum(strange):,} of {total:,} notes are of {count_of(len(strange), 'class', 'classes')}"
    return {
        NOTE.name: f"{of} (note_class_source_value) that say of no kind of report: say under note_classes in "
        "sources.yaml which are reports of imaging, pathology, ..., and which none (docs/sources.md)"
    }
