"""Days told of a stay that gives its bounds, and years that stand between stars."""

from __future__ import annotations

from datetime import date

import pytest

from onco_pipeline.extraction.reading import read_events


def told(written: str, note: str) -> list[str]:
    events = read_events(note, "CRH-HC", date.fromisoformat(written))
    return [f"{event.family.value} {event.status} {event.interval.start}" for event in events if event.interval]


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        ("2020-06-04", "Séjour du 27 mai au 4 juin 2020 : scanner le 28.", ["imaging done 2020-05-28"]),
        ("2020-06-04", "Séjour (du 27 mai au 4 juin 2020) : scanner le 28.", ["imaging done 2020-05-28"]),
        ("2020-06-04", "Hospitalisation du 27/05 au 04/06/2020, biopsie du foie le 29.", ["biopsy done 2020-05-29"]),
        ("2020-06-04", "Hospitalisée du 27/05/2020 au 04/06/2020 : IRM le 30, biopsie du foie le 2.", ["imaging done 2020-05-30", "biopsy done 2020-06-02"]),
        ("2021-01-05", "Admission du 28/12/2020 au 05/01/2021 : scanner le 29.", ["imaging done 2020-12-29"]),
        ("2020-03-02", "Séjour (26/02-02/03/2020) : coloscopie et biopsies le 27 ; scanner le 1er.", ["biopsy done 2020-02-27", "imaging done 2020-03-01"]),
        # a stay of one month, and a plan behind one
        ("2020-06-20", "Séjour du 10 au 20 juin 2020 : scanner le 12.", ["imaging done 2020-06-12"]),
        ("2020-06-04", "Vue le 4 juin. Scanner prévu le 28.", ["imaging planned 2020-06-28"]),
        ("2020-06-04", "Séjour du 27 mai au 4 juin 2020. Scanner prévu le 28 juin.", ["imaging planned 2020-06-28"]),
    ],
)  # fmt: skip
def test_a_day_of_a_stay_lies_in_it(written: str, note: str, expected: list[str]) -> None:
    assert told(written, note) == expected


@pytest.mark.parametrize("year", ["*2012*", "**2012**", "2012", "[2012]", "_2012_"])
def test_a_year_between_stars_is_one(year: str) -> None:
    assert told("2018-06-01", f"TNE du pancréas.\n{year} : IRM du foie\n") == ["imaging done 2012-01-01"]


@pytest.mark.parametrize("seen", ["3 foyers osseux", "trois foyers osseux", "plusieurs foyers osseux"])
def test_foci_in_bones_on_a_tracer_are_spread(seen: str) -> None:
    note = f"Cancer de la prostate. Le TEP choline d'avril 2018 retrouvait {seen}."
    assert "metastasis done 2018-04-01" in told("2018-06-01", note)
    assert "metastasis" not in " ".join(told("2018-06-01", note.replace("osseux", "osseux dégénératifs")))
