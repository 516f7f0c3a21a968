"""What the linker sees of an option: the rules' candidates, and numbers that do not depend on the day."""

from datetime import datetime

import numpy as np
import pytest

from onco_pipeline.extraction.pipeline import build
from onco_pipeline.pipes.event_date.bags import ALONE, BITS, Decision, bags, choose
from onco_pipeline.pipes.event_date.candidates import candidates
from onco_pipeline.pipes.event_date.features import FEATURES, MOST, options, vectors
from onco_pipeline.pipes.event_date.views import view_of


@pytest.fixture(scope="module")
def nlp():
    return build()


def named(row):
    return dict(zip(FEATURES, row.tolist(), strict=True))


def test_every_candidate_of_the_rules_is_an_option_and_no_date_is_the_last(nlp, world):
    for note in world.notes[:30]:
        doc = nlp.make_doc(note["note_text"])
        doc._.note_datetime = note["note_datetime"].to_pydatetime()
        doc._.note_class_source_value = note["note_class_source_value"]
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        view = view_of(doc)
        for bag in bags(view):
            ranked = candidates(view.folded, view.layout, view.events, view.dates, bag.event)
            told = [option.mention for option in bag.options]
            if len(told) <= MOST:
                assert all(any(mention is candidate.date for mention in told) for candidate in ranked)
            assert told[-1] is None
            assert sum(option.chosen for option in bag.options) >= 1
            assert bag.options[bag.chosen].interval == bag.event.interval


def test_numbers_are_finite_named_and_the_same_each_time(nlp, world):
    assert len(set(FEATURES)) == len(FEATURES)
    for bag in (one.bag for one in world.bags):
        assert bag.numbers.shape == (len(bag.options), len(FEATURES))
        assert np.isfinite(bag.numbers).all()
        assert np.abs(bag.numbers).max() <= 5
        assert all(piece.min() >= 0 and piece.max() < 2**BITS for piece in bag.pieces)
    text = "Biopsie du sein le 12/03/2019. Scanner le 14/03/2019, contrôle prévu le 02/05/2019."
    one, other = (list(bags(view_of(nlp(text)))) for _ in range(2))
    for first, second in zip(one, other, strict=True):
        assert (first.numbers == second.numbers).all()
        assert all((a == b).all() for a, b in zip(first.pieces, second.pieces, strict=True))


def test_what_the_numbers_say(nlp):
    view = view_of(nlp("Elle est vue le 01/02/2019. Scanner du 12/03/2019 : masse.\nBiopsie le 14/03/2019."))
    scan = next(event for event in view.events if event.family == "imaging")
    found = options(view, scan)
    rows = [named(row) for row in vectors(view, scan, found)]
    by_day = {str(o.interval.start) if o.interval else None: row for o, row in zip(found, rows, strict=True)}
    right = by_day["2019-03-12"]
    assert right["right after"] == right["chosen"] == right["nearest after"] == right["same sentence"] == 1
    assert by_day["2019-02-01"]["before"] == by_day["2019-02-01"]["one sentence before"] == 1
    later = by_day["2019-03-14"]
    assert later["candidate"] == 0 and later["one sentence after"] == 1 and later["line breaks between"] > 0
    assert later["date within another's reach"] == 1 and later["nearest event of the date"] == 0
    assert by_day[None]["no date"] == 1 and by_day[None]["right after"] == 0


def test_a_misspelt_word_keeps_most_of_its_pieces(nlp):
    texts = (
        "Le scanner réalisé le 12/03/2019 montre.",
        "Le scanner réallisé le 12/03/2019 montre.",
        "Le scanner prévu le 12/03/2019 montre.",
    )
    right, slip, other = (set(next(bags(view_of(nlp(text)))).pieces[0].tolist()) for text in texts)
    assert len(right & slip) > len(right & other)


def test_events_of_relatives_and_denied_ones_are_left_to_the_rules(nlp):
    assert not list(bags(view_of(nlp("Pas de scanner le 12/03/2019."))))
    assert list(bags(view_of(nlp("Scanner le 12/03/2019."))))
    assert not list(bags(view_of(nlp(""))))


@pytest.mark.parametrize(
    ("text", "family", "on_purpose"),
    [
        # The spread has its day already, from the exam that showed it.
        (
            "Le scanner TAP du 24/06/2019 montrait des lésions hépatiques secondaires. Biopsie hépatique réalisée le"
            " 11/07/2019, concluant à une métastase hépatique d'un adénocarcinome d'origine colique.",
            "metastasis",
            True,
        ),
        # Only a day would make an event of a bound.
        ("Capécitabine poursuivie jusqu'à la progression.\nVue le 15/11/2019.", "oral_therapy", True),
        # The reason for what is told.
        ("Vue le 12/03/2021. Traitement par capécitabine en raison de métastases hépatiques.", "metastasis", True),
        # What the patient has, where the day is another thing's.
        ("Mme W., 64 ans, CBNPC ROS1+ métastatique.\nCrizotinib depuis le 14/05/2019.", "metastasis", True),
        ("Indication : adénocarcinome bronchique stade IV.\nReçu le 04/08/2021.", "metastasis", True),
        # Nothing fits.
        ("Scanner thoracique sans anomalie.\nElle a été vue le 12/03/2019 puis le 14/05/2019.", "imaging", False),
    ],
)
def test_what_is_left_undated_on_purpose_is_not_dated_by_a_model(nlp, text, family, on_purpose):
    doc = nlp.make_doc(text)
    doc._.note_datetime = datetime(2022, 6, 1)
    view = view_of(nlp(doc))
    undated = [bag for bag in bags(view) if bag.event.interval is None and bag.event.family == family]
    (bag,) = undated
    assert bag.withheld is on_purpose
    asked = [one.event for one in bags(view, Decision(0.3))]
    assert any(event is bag.event for event in asked) is not on_purpose
    rows = [0.9, *[0.0] * (len(bag.options) - 1)]
    assert (choose(bag, rows, Decision(0.3)).interval is None) is on_purpose
    assert choose(bag, rows, ALONE).interval == bag.intervals[0]


@pytest.mark.parametrize(
    ("text", "family", "refused"),
    [
        # The drug told nearer has the day.
        ("Sunitinib puis cabozantinib depuis le 20/01/2020. Évaluation.", "oral_therapy", ["2020-01-20"]),
        # Weighed by the rules, and too dear: the end of a period is no day of its exams.
        ("TDM tous les 3 mois, stables jusqu'en septembre 2021.\nVu le 13/12/2021.", "imaging", ["2021-09-01"]),
        # The day on which a plan was made is not its day.
        ("06/07/21 : épanchement. Scanner à programmer.\n13/07/21 : va bien.", "imaging", ["2021-07-06"]),
        # Neither weighed nor another event's.
        ("Scanner thoracique sans anomalie.\nElle a été vue le 12/03/2019 puis le 14/05/2019.", "imaging", []),
    ],
)
def test_a_date_that_the_rules_refuse_is_not_given_to_what_they_leave_undated(nlp, text, family, refused):
    doc = nlp.make_doc(text)
    doc._.note_datetime = datetime(2022, 6, 1)
    bag = next(bag for bag in bags(view_of(nlp(doc))) if bag.event.interval is None and bag.event.family == family)
    barred = [place for place, option in enumerate(bag.options) if option.refused]
    assert [str(bag.intervals[place].start) for place in barred] == refused
    for place in range(len(bag.options) - 1):
        row = [0.95 if place == other else 0.0 for other in range(len(bag.options))]
        given = choose(bag, row, Decision(0.4)).interval
        assert given == (None if place in barred else bag.intervals[place])
        assert choose(bag, row, ALONE).interval == bag.intervals[place]
