"""Of notes that strangers wrote: the day of a report beside the exam that it is compared with, and what was not made."""

from __future__ import annotations

from datetime import date

import pytest

from onco_pipeline.extraction.reading import read_events


def told(written: str, filed: str, note: str) -> list[str]:
    events = read_events(note, filed, date.fromisoformat(written))
    return [f"{event.subtype} {event.status} {event.interval.start}" for event in events if event.interval]


@pytest.mark.parametrize(
    "note",
    [
        "Scanner thoracique de ce jour. Comparaison : scanner du 14/07/2019. Nodules stables.",
        "Scanner cérébral sans puis avec injection de ce jour. Comparé au scanner du 14/07/2019.",
        "Scanner de ce jour. Par rapport au scanner du 14/07/2019, stabilité.",
        "Scanner TAP. Examen antérieur : scanner du 14/07/2019. Le scanner de ce jour est normal.",
    ],
)
def test_the_exam_of_a_report_is_not_of_the_day_of_what_it_is_compared_with(note: str) -> None:
    days = told("2019-08-26", "CR-IMAG", note)
    assert {"ct done 2019-08-26", "ct done 2019-07-14"} <= set(days)


def test_a_report_that_was_filed_later_has_the_day_of_its_own_exam() -> None:
    assert told("2019-08-26", "CR-IMAG", "Scanner thoracique du 20/08/2019\nNodules stables.") == ["ct done 2019-08-20"]


@pytest.mark.parametrize(
    ("note", "subtype"),
    [
        ("Ni le scanner ni l'IRM n'ont été faits le 18 décembre.", "ct mri"),
        ("La malade n'a pu passer son scanner du 3 décembre.", "ct"),
        ("Elle n'a pu faire l'IRM du 3 décembre (claustrophobie).", "mri"),
        ("Nous n'avons malheureusement pu réaliser le scanner du 3 décembre.", "ct"),
    ],
)
def test_what_could_not_be_made_was_not(note: str, subtype: str) -> None:
    days = told("2020-01-09", "CR-CONS", note)
    assert [day.split()[0] for day in days] == subtype.split()
    assert not [day for day in days if " done " in day or " planned " in day]


def test_what_is_named_only_to_say_that_it_was_another_was_not_made() -> None:
    note = "C'est l'IRM (et non le scanner) du 24 novembre qui montrait la lésion."
    assert told("2020-12-08", "CR-CONS", note)[0] == "mri done 2020-11-24"
    assert "ct done 2020-11-24" not in told("2020-12-08", "CR-CONS", note)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Scanner fait voici trois semaines.", "ct done 2019-03-31"),
        ("Biopsie du foie voilà 10 jours.", "biopsy done 2019-04-14"),
        ("Cancer du sein. Létrozole arrêté voilà deux mois.", "stop done 2019-02-01"),
    ],
)
def test_voici_and_voila_tell_how_long_ago(note: str, expected: str) -> None:
    assert expected in told("2019-04-24", "CR-CONS", note)


def test_an_exam_that_a_letter_asks_for_is_still_to_come() -> None:
    note = "Merci de bien vouloir réaliser chez ce patient un scanner thoracique (toux depuis le 3 janvier)."
    assert not [day for day in told("2020-01-20", "LT", note) if " done " in day]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Cancer du rein. Radiographie du 26/07 : fracture sur métastase du col fémoral, enclouage demain.",
            "onset done 2019-07-26",
        ),
        (
            "Cancer du sein. IRM du 26/07 : métastase vertébrale, cimentoplastie lundi prochain.",
            "onset done 2019-07-26",
        ),
        ("Cancer du sein. Scanner du 26/07 : métastases hépatiques, contrôle dans 3 mois.", "onset done 2019-07-26"),
        (
            "Cancer du sein. IRM du 26/07 : métastases cérébrales, radiothérapie à partir du 12/08/2019.",
            "onset done 2019-07-26",
        ),
        (
            "Rechute péritonéale (cytologie du 26/07), à 14 mois de la fin du carboplatine. Cancer de l'ovaire.",
            "onset done 2019-07-26",
        ),
    ],
)
def test_what_has_spread_is_there_and_never_to_come(note: str, expected: str) -> None:
    days = [day for day in told("2019-07-30", "CR-CONS", note) if day.split()[0] in ("onset", "new_site")]
    assert days == [expected]


@pytest.mark.parametrize(
    "note",
    [
        "Cancer du sein en 2005. La scintigraphie du 29/03/2019 est négative quant à une dissémination osseuse.",
        "Cancer du sein. Scanner du 20/02/2019 : deux petites images du poumon gauche, banales, sans caractère secondaire.",
    ],
)
def test_what_an_exam_does_not_see_is_no_spread(note: str) -> None:
    assert not [day for day in told("2019-07-30", "CR-CONS", note) if day.startswith(("onset done", "new_site done"))]


def test_a_biopsy_in_the_same_time_is_of_the_same_day() -> None:
    note = "Vertébroplastie T11 le 17/06 avec biopsie dans le même temps."
    assert told("2019-07-30", "CR-CONS", note) == ["biopsy done 2019-06-17"]


@pytest.mark.parametrize("punch", ["punch 4 mm réalisé le 12/03", "punch 12 mars", "punch de 4 mm fait le 12/03"])
def test_a_punch_is_a_biopsy(punch: str) -> None:
    assert told("2019-07-30", "CR-CONS", f"Lésion perlée de l'aile du nez, {punch}.") == ["biopsy done 2019-03-12"]
