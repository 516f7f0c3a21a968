"""Every oral anticancer agent and brand of the reference table is known by its name."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.codes.drugs import oral_agents
from onco_pipeline.pipes.oral_therapy import others, vocabulary
from onco_pipeline.pipes.oral_therapy.shortened import shortened
from onco_pipeline.pipes.oral_therapy.vocabulary import find_drugs
from onco_pipeline.pipes.stems import STEMS
from onco_pipeline.text import fold

TABLE = Path(__file__).parents[3] / "shared" / "codes" / "atc_oral_antineoplastics.csv"
#: Brands of the same molecules for other diseases, and an English name that reads as two drugs.
LEFT_OUT = {"SIKLOS", "XROMI", "OFEV", "niraparib and abiraterone"}


def test_every_name_of_the_reference_table_is_read():
    if not TABLE.exists():
        pytest.skip(f"the reference table of oral agents is not at {TABLE}")
    missed = []
    with TABLE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        for name in filter(None, (row["inn_fr"], row["inn_en"], *row["brands_fr"].split(";"))):
            text = f"Carcinome traité par {name} per os"
            codes = {a.atc_current for d in find_drugs(text, fold(text), about_cancer=True) for a in d.agents}
            if name not in LEFT_OUT and row["atc_current"] not in codes:
                missed.append(name)
    assert len(rows) >= 135
    assert missed == []


@pytest.mark.parametrize(
    ("words", "drug"),
    [
        ("Début abema 150 x2", "abémaciclib"),
        ("tamox arrêté", "tamoxifène"),
        ("relais par anastro", "anastrozole"),
        ("poursuite bicalu", "bicalutamide"),
        ("osi 80 mg/j", "osimertinib"),
        ("reprise regora à 120", "régorafénib"),
        # words, and beginnings of other substances
        ("entre deux cures", None),
        ("une trame de fond", None),
        ("hydroxy le soir", None),
        ("les os et le foie", None),
    ],
)
def test_names_that_colleagues_cut_short_are_read(words, drug):
    text = f"Carcinome : {words}"
    found = [agent.inn_fr for word in find_drugs(text, fold(text), about_cancer=True) for agent in word.agents]
    assert found == ([] if drug is None else [drug])


def test_a_shortened_name_tells_one_drug_from_all_others():
    for start, agents in shortened().items():
        begun = {agent for agent in oral_agents() for name in agent.names if fold(name).startswith(start)}
        assert begun == set(agents)


NAMES = sorted({fold(name) for agent in oral_agents() for name in agent.names} | set(vocabulary.REGIMENS))
LETTERS = "abcdeimnort5012- .é\n"


@st.composite
def misspelt(draw: st.DrawFn) -> str:
    """Draw a name with up to two letters dropped, put in, or put in place of others."""
    name = draw(st.sampled_from(NAMES))
    for _ in range(draw(st.integers(0, 2))):
        place, dropped = draw(st.integers(0, len(name))), draw(st.integers(0, 1))
        name = name[:place] + draw(st.sampled_from(["", *LETTERS])) + name[place + dropped :]
    return name


@settings(max_examples=400)
@given(st.lists(misspelt() | st.text(LETTERS, max_size=9), max_size=6), st.sampled_from(["", " ", "-", "5", "/"]))
def test_the_words_looked_up_by_their_letters_are_those_that_the_dictionary_knows(words, between):
    folded = fold(between.join(words))
    read = set(vocabulary._WORD.findall(folded))
    known = {word for word in read if word in vocabulary._regimens() or vocabulary._lookup(word)}
    assert vocabulary._drug_words(folded) == known


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                "cisplatine",
                "mab",
                "platin",
                "5-fu",
                "fec",
                "tac",
                "dexanabinol",
                " 30 mg",
                "12,5 mg/j",
                *"abz09- -.('é\n",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_a_note_gone_over_for_its_stems_holds_the_same_other_drugs(text):
    word_by_word = list(others.other_drugs(text, 0, len(text))) if not STEMS.knows(text) else None
    STEMS.holds(text, 0)
    assert word_by_word is None or list(others.other_drugs(text)) == word_by_word
