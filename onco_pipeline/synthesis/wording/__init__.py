"""The words of the fictitious hospital, in families: what one writes never stands in the other.

A family is a folder with the same names in ``events`` (how a care event is told), ``findings`` (what an exam
shows), ``narrative`` (how a life is told at length), ``reports`` and ``documents`` (how a document is laid out and what
surrounds the events): *dev* is read
while rules and models are made, *test* is kept for measuring them. Names of exams and drugs, and results of
pathology, are the language itself and are shared.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from onco_pipeline.synthesis.sentences import Bank
from onco_pipeline.synthesis.wording.dev import documents as dev_documents
from onco_pipeline.synthesis.wording.dev import events as dev_events
from onco_pipeline.synthesis.wording.dev import findings as dev_findings
from onco_pipeline.synthesis.wording.dev import narrative as dev_narrative
from onco_pipeline.synthesis.wording.dev import reports as dev_reports
from onco_pipeline.synthesis.wording.test import documents as test_documents
from onco_pipeline.synthesis.wording.test import events as test_events
from onco_pipeline.synthesis.wording.test import findings as test_findings
from onco_pipeline.synthesis.wording.test import narrative as test_narrative
from onco_pipeline.synthesis.wording.test import reports as test_reports

__all__ = ["SENTENCES", "Families", "bank", "layouts"]


class Families(StrEnum):
    """Which families of wording a hospital is written in."""

    DEV = "dev"
    TEST = "test"
    ALL = "all"


#: Sentence templates by family and name.
SENTENCES: dict[str, Mapping[str, tuple[str, ...]]] = {
    Families.DEV: dev_events.SENTENCES
    | dev_findings.SENTENCES
    | dev_reports.SENTENCES
    | dev_documents.SENTENCES
    | dev_narrative.SENTENCES,
    Families.TEST: test_events.SENTENCES
    | test_findings.SENTENCES
    | test_reports.SENTENCES
    | test_documents.SENTENCES
    | test_narrative.SENTENCES,
}
#: Whole layouts by family and name: templates that only stand together.
LAYOUTS: dict[str, Mapping[str, tuple[dict[str, str], ...]]] = {
    Families.DEV: dev_documents.LAYOUTS,
    Families.TEST: test_documents.LAYOUTS,
}


@cache
def bank(name: str) -> Bank:
    """Return the ways of saying one thing, family by family.

    Raises
    ------
    KeyError
        When a family lacks the name: every family can say everything.

    Examples
    --------
    >>> bank("tell.imaging").of["dev"] != bank("tell.imaging").of["test"]
    True
    """
    return Bank(**{family: sentences[name] for family, sentences in SENTENCES.items()})


@cache
def layouts(name: str, families: str) -> tuple[dict[str, Bank], ...]:
    """Return the layouts of one document in the families asked for, each a bank a part.

    Examples
    --------
    >>> sorted(layouts("table", "dev")[0])
    ['head', 'row']
    """
    chosen = [family for family in LAYOUTS if families in (family, Families.ALL)]
    return tuple(
        {part: Bank(template) for part, template in layout.items()}
        for family in chosen
        for layout in LAYOUTS[family][name]
    )
