"""No patient and no copied text on two sides of the split."""

import hypothesis.strategies as st
from hypothesis import given, settings

from onco_pipeline.distant.material import Material, choose_people, gather
from onco_pipeline.distant.splits import Split, lineages, passages, split

HISTORY = (
    "Patiente suivie depuis plusieurs années pour un carcinome canalaire infiltrant du sein gauche, scanner du "
    "12/03/2019 montrant une masse de 22 mm sans adénopathie, puis tumorectomie et irradiation complémentaire."
)
EDITED = HISTORY.replace("Patiente suivie", "Pour rappel, malade suivie") + " Revue ce jour, va bien."


def test_a_copied_history_joins_two_patients_even_when_edited():
    joined = lineages([("b", HISTORY), ("c", "Rien de commun, vu le 03/04/2018."), ("a", EDITED.upper())])
    assert joined["a"] == joined["b"] == "a"
    assert joined["c"] == "c"


def test_copies_join_through_a_third_patient():
    other = HISTORY.replace("12/03/2019", "04/07/2020").replace("scanner", "IRM")
    joined = lineages([("a", HISTORY), ("b", f"{HISTORY} {other}"), ("c", other)])
    assert set(joined.values()) == {"a"}


def test_printed_phrases_join_nobody():
    letter = "Je vous remercie de m'avoir adressé votre patiente que j'ai vue en consultation et je reste à votre disposition"
    assert set(passages(letter)) == set()
    assert len(set(lineages([("a", letter), ("b", letter)]).values())) == 2


@settings(max_examples=50)
@given(
    owners=st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 5)), min_size=1, max_size=30),
    seed=st.integers(0, 1000),
)
def test_no_copy_crosses_the_split_whatever_the_notes(owners, seed):
    texts = [HISTORY.replace("12/03/2019", f"12/03/201{number}") for number in range(6)]
    notes = [(person, texts[number]) for person, number in owners]
    sides = split(lineages(notes), seed=seed)
    for text in texts:
        assert len({sides[person] for person, told in notes if told == text}) <= 1


def test_a_patient_stays_where_he_is_when_others_come():
    few = {str(number): str(number) for number in range(200)}
    many = {str(number): str(number) for number in range(400)}
    before, after = split(few, seed=3), split(many, seed=3)
    assert all(after[person] is side for person, side in before.items())
    shares = [sum(side is kind for side in after.values()) / 400 for kind in Split]
    assert 0.6 < shares[0] < 0.8
    assert all(0.08 < share < 0.24 for share in shares[1:])


def test_training_notes_share_no_passage_with_the_others(world):
    made = gather(world.notes, world.known, found=world.bags)
    seen = {side: set() for side in Split}
    for note in world.notes:
        seen[made.sides[note["person_id"]]] |= set(passages(note["note_text"]))
    assert len(seen[Split.TRAIN]) > 100
    assert not seen[Split.TRAIN] & (seen[Split.TUNE] | seen[Split.HELD_OUT])
    parts = [made.of(side) for side in Split]
    assert sum(len(part.instances) for part in parts) == len(world.bags)
    people = [{one.person_id for one in part.instances} for part in parts]
    assert not people[0] & people[1] | people[0] & people[2] | people[1] & people[2]


def test_the_fingerprint_follows_the_data_and_not_its_order(world):
    made = gather(world.notes, world.known, found=world.bags)
    turned = Material(made.instances[::-1], made.labels[::-1], made.sides)
    fewer = Material(made.instances[1:], made.labels[1:], made.sides)
    assert made.fingerprint == turned.fingerprint != fewer.fingerprint


def test_people_are_drawn_whole_until_there_are_notes_enough():
    chosen = choose_people({f"p{number}": 10 for number in range(50)}, most=95, seed=1)
    assert len(chosen) == 10
    assert chosen != choose_people({f"p{number}": 10 for number in range(50)}, most=95, seed=2)
    assert choose_people({"a": 500}, most=10) == ["a"]
