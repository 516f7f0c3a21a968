"""What is asked of several patterns at once is what each of them would have told."""

import pytest

from onco_pipeline.pipes.first_of import AnyOf, FirstOf
from onco_pipeline.pipes.imaging.patterns import RESPONSE
from onco_pipeline.pipes.pathology.patterns import HISTOLOGY
from onco_pipeline.pipes.primaries import _NAMED
from onco_pipeline.pipes.screen import Screened

TEXTS = (
    "", "scanner normal", "reponse partielle", "rp au scanner, puis progression", "carcinome canalaire infiltrant et melanome",
    "cbnpc avec metastases", "un adenocarcinome du colon", "parcours de soins", "lesions stables : aucune lymphadenopathie",
)  # fmt: skip


@pytest.mark.parametrize("table", [RESPONSE, HISTOLOGY, _NAMED])
@pytest.mark.parametrize("text", TEXTS)
def test_the_first_pattern_that_stands_gives_the_name(table, text):
    rows = table._rows
    for start in range(len(text) + 1):
        expected = next((name for name, pattern in rows if pattern.search(text, start, len(text))), None)
        assert table.name_in(text, start) == expected


@pytest.mark.parametrize("text", TEXTS)
def test_where_a_pattern_stands_none_is_left_out(text):
    for table in (RESPONSE, HISTOLOGY, _NAMED):
        stands = any(pattern.search(text) for _, pattern in table._rows)
        assert table.standing(text) or not stands


def test_a_pattern_that_needs_no_literal_is_refused():
    with pytest.raises(ValueError, match="literals"):
        AnyOf("annul", r"\d+ ?[a-z]")


def test_a_literal_of_two_letters_is_looked_for_too():
    table = FirstOf(("partial", Screened(r"\brp\b")), ("nodes", Screened("ganglion")))
    assert table.name_in("conclusion : rp") == "partial"
    assert AnyOf(r"\brp\b", "ganglion").may_stand("conclusion : rp")
