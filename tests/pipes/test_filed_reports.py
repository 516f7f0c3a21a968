"""Reports of a pathologist that are known as such by how they are filed, and by none of their own words."""

from datetime import date

import pytest

from onco_pipeline.events import Family
from onco_pipeline.extraction.reading import read_events
from onco_pipeline.intervals import DateInterval

SAMPLE = date(2021, 6, 18)


def days(note: str, note_class: str, family: Family) -> set[DateInterval | None]:
    return {event.interval for event in read_events(note, note_class, date(2021, 7, 1)) if event.family is family}


@pytest.mark.parametrize(
    "note",
    [
        # What is read further down was read on the sample dated above.
        "Pièce de colectomie droite du 18/06/2021. CR du 28/06/2021.\nAdénocarcinome peu différencié, pT4a N2a (5N+/24), R0.\n"
        "pMMR. BRAF V600E muté, KRAS et NRAS sauvages.",
    ],
)
def test_what_is_read_has_the_day_of_the_sample(note: str) -> None:
    assert days(note, "CR-ANAPATH", Family.PATHOLOGY) == {DateInterval.day(SAMPLE)}


def test_an_addendum_s_day_is_not_the_sample_s() -> None:
    note = (
        "Prélevé le 18/06/2021, signé le 25/06/2021\nCarcinome médullaire, pT3 N1b.\nAddendum du 30/06/2021 : RET muté."
    )
    assert days(note, "CR-ANAPATH", Family.PATHOLOGY) == {DateInterval.day(SAMPLE)}


def test_the_day_of_reception_is_left_to_the_evidence_that_knows_the_sample_s() -> None:
    note = "Biopsie transthoracique du culmen, quatre fragments reçus le 18/06/2021.\nAdénocarcinome acineux, TTF1 +."
    assert days(note, "CR-ANAPATH", Family.PATHOLOGY) == {None}
