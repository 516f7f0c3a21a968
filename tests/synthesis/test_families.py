"""What one family of wording writes never stands in the other."""

from __future__ import annotations

import re

import pytest

from onco_pipeline.errors import UserError
from onco_pipeline.synthesis import Families, generate
from onco_pipeline.synthesis.documents import write
from onco_pipeline.synthesis.patients import simulate
from onco_pipeline.synthesis.sentences import Bank
from onco_pipeline.synthesis.wording import LAYOUTS, SENTENCES, bank

SLOT = re.compile(r"\{(\w+)")


def expanded(templates: tuple[str, ...]) -> set[tuple]:
    """Every sentence that templates can become, slots left open; silence is nobody's own."""
    variants = {variant for family in Bank(dev=templates).variants["dev"] for variant in family}
    return {variant for variant in variants if any(part.__class__ is not str or part.strip() for part in variant)}


def test_every_family_can_say_everything():
    assert SENTENCES[Families.DEV].keys() == SENTENCES[Families.TEST].keys()
    assert LAYOUTS[Families.DEV].keys() == LAYOUTS[Families.TEST].keys()
    for name, layouts in LAYOUTS[Families.DEV].items():
        parts = {frozenset(layout) for layout in (*layouts, *LAYOUTS[Families.TEST][name])}
        assert len(parts) == 1, name


@pytest.mark.parametrize("name", sorted(SENTENCES[Families.DEV]))
def test_no_sentence_is_shared(name):
    dev, test = expanded(SENTENCES[Families.DEV][name]), expanded(SENTENCES[Families.TEST][name])
    assert dev
    assert test
    assert not dev & test
    # The same facts are told: a family may leave out a detail, never ask for one that nobody gives.
    slots = {family: set(SLOT.findall(" ".join(SENTENCES[family][name]))) for family in (Families.DEV, Families.TEST)}
    if name.startswith(("tell.", "plans.")):
        assert {slot for slot in slots[Families.DEV] if slot in ("q", "d", "r", "m", "q2", "d2")} <= slots[
            Families.TEST
        ]


def test_no_layout_is_shared():
    for name, layouts in LAYOUTS[Families.DEV].items():
        dev = {template for layout in layouts for template in layout.values()}
        test = {template for layout in LAYOUTS[Families.TEST][name] for template in layout.values()}
        assert not dev & test, name


def test_what_is_written_comes_from_the_family_alone(monkeypatch):
    written: dict[str, set[tuple]] = {Families.DEV: set(), Families.TEST: set()}
    pick = Bank.pick
    for family, seen in written.items():

        def noted(self, rng, families="all", seen=seen):
            picked = pick(self, rng, families)
            if any(part.__class__ is not str or part.strip() for part in picked):
                seen.add((id(self), picked))
            return picked

        monkeypatch.setattr(Bank, "pick", noted)
        for index in range(60):
            write(simulate(2, index, family))
    assert min(len(seen) for seen in written.values()) > 300
    assert not written[Families.DEV] & written[Families.TEST]


def test_all_families_together_use_both():
    both = bank("tell.sampled").variants["all"]
    assert len(both) == sum(len(bank("tell.sampled").variants[family]) for family in (Families.DEV, Families.TEST))


def test_patients_of_two_families_are_not_the_same():
    for index in range(20):
        dev, test = simulate(0, index, Families.DEV), simulate(0, index, Families.TEST)
        assert (dev.birth, [fact.day for fact in dev.facts]) != (test.birth, [fact.day for fact in test.facts])


def joints(hospital) -> list[str]:
    """The words between each event and its date, figures masked: what a linker could learn by heart."""
    texts = {row["note_id"]: row["note_text"] for row in hospital.tables["note"]}
    found = []
    for line in hospital.notes:
        for event in line["events"]:
            first = min(event["end"], event["date_end_char"])
            last = max(event["start"], event["date_start_char"])
            between = re.sub(r"\d", "0", texts[line["note_id"]][first:last].lower())
            if len(between) > 8:
                found.append(between)
    return found


def test_the_words_between_event_and_date_are_mostly_new(hospital, unseen):
    known = set(joints(hospital))
    new = joints(unseen)
    assert len(new) > 300
    assert sum(words in known for words in new) / len(new) < 0.15


def test_an_unknown_family_is_refused_in_words(tmp_path):
    with pytest.raises(UserError, match="no family of wording called prose: ask for dev, test, all"):
        generate(tmp_path, patients=1, families="prose")
