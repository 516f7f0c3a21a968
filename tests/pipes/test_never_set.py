"""What was proposed or refused has the day that is told with it, or none."""

from datetime import date

import pytest

from onco_pipeline.events import Status
from onco_pipeline.extraction.reading import read_events

WRITTEN = date(2021, 2, 1)


@pytest.mark.parametrize(
    "note",
    [
        "Examen ce jour normal. Biopsie du foie proposée, refusée.",
        "Le 18/01, consultation d'annonce. IRM hépatique proposée : le patient est claustrophobe et ne souhaite pas.",
        "Vu le 25/01/2021. La TEP est déclinée par le patient.",
    ],
)
def test_a_refusal_takes_no_day_of_the_sentence_before(note: str) -> None:
    (event,) = read_events(note, "CR-CONS", WRITTEN)
    assert event.status is Status.REFUSED
    assert event.interval is None


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("La TEP du 18/02 est refusée par le patient.", Status.REFUSED),
        ("IRM réservée le 18/02, mais le patient, claustrophobe, nous prévient qu'il n'ira pas.", Status.CANCELLED),
        ("Scanner programmé le 18/02 ; elle ne s'y rendra pas.", Status.CANCELLED),
    ],
)
def test_a_day_told_with_it_is_kept(note: str, status: Status) -> None:
    (event,) = read_events(note, "CR-CONS", WRITTEN)
    assert event.status is status
    assert event.interval is not None
    assert event.interval.start == date(2021, 2, 18)
