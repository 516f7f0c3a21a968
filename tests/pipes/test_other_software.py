"""Wordings of hospitals that the rules had not met: whose day, which year, at what dose, where."""

from __future__ import annotations

from datetime import date

import pytest

from onco_pipeline.extraction.reading import read_events


def told(written: str, note: str, family: str = "") -> list[str]:
    events = read_events(note, "CR-CONS", date.fromisoformat(written))
    return [
        f"{event.subtype} {event.site or '-'} {event.status} {event.interval.start}"
        for event in events
        if event.interval and (not family or event.family == family)
    ]


@pytest.mark.parametrize(
    "note",
    [
        "TDM TAP du 21/11/2018 sans lésion, écho-endoscopie avec biopsie le 27/11/2018.",
        "TDM TAP du 21/11/2018, échographie hépatique avec biopsie le 27/11/2018.",
        "TEP du 21/11/2018 : fixation, échographie axillaire avec microbiopsie le 27/11/2018.",
        "Mammographie du 21/11/2018, échographie puis biopsie le 27/11/2018.",
        "Scanner du 21/11/2018 ; échographie et cytoponction le 27/11/2018.",
    ],
)
def test_an_exam_that_a_sampling_was_made_by_is_of_its_day(note: str) -> None:
    assert any(one.startswith("ultrasound") and one.endswith("2018-11-27") for one in told("2019-01-20", note))


def test_an_exam_with_a_day_of_its_own_keeps_it() -> None:
    note = "Scanner du 03/05/2021, IRM le 05/05/2021 et biopsie le 12/05/2021."
    assert "mri - done 2021-05-05" in told("2021-06-01", note)


@pytest.mark.parametrize(
    ("note", "days"),
    [
        (
            "Métastases du foie découvertes en mars 2020. Elle souffre du dos depuis mars. La TEP du 9 mai est positive.",
            "2022-05-09",
        ),
        ("Métastases osseuses en février 2019. Dyspnée depuis mars. Scanner thoracique le 2 avril.", "2022-04-02"),
        # What led to a discovery is of its year.
        ("Hospitalisée en mars 2020 pour toux depuis février. Scanner le 12 mars.", "2020-03-12"),
    ],
)
def test_a_complaint_has_lasted_since_the_last_such_month(note: str, days: str) -> None:
    assert told("2022-05-18", note, "imaging")[-1].endswith(days)


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("Scanner TAP en juin (rdv le 21).", "2022-06-21"),
        ("Scanner de contrôle en janvier, rendez-vous le 14.", "2022-01-14"),
        ("Scanner prévu en mars (rendez-vous fixé au 14).", "2022-03-14"),
        ("Scanner en juillet (le 12).", "2021-07-12"),
    ],
)
def test_a_day_beside_a_month_is_of_that_month(note: str, day: str) -> None:
    assert [one[-10:] for one in told("2021-10-05", note)] == [day]


@pytest.mark.parametrize(
    ("note", "what"),
    [
        ("Doublement de la posologie, imatinib 800 mg/j à partir d'aujourd'hui.", "dose_change imatinib"),
        ("On double la dose d'imatinib ce jour (800 mg/j).", "dose_change imatinib"),
        ("Doublement de la dose d'imatinib ce jour.", "dose_change imatinib"),
        ("Sorafénib suspendu par le MT le 03/02, repris demi-dose ce jour.", "start sorafénib"),
        ("Sorafénib suspendu le 03/02, reprise 1/2 dose ce jour.", "start sorafénib"),
        ("Sunitinib stoppé le 03/02. Reprise pleine dose ce jour.", "start sunitinib"),
    ],
)
def test_a_dose_that_is_doubled_or_taken_up_again_by_half(note: str, what: str) -> None:
    found = told("2021-02-17", note)
    assert [one for one in found if one.endswith("2021-02-17")] == [f"{what} done 2021-02-17"]


@pytest.mark.parametrize(
    ("note", "n"),
    [
        ("Moelle prévue le 18/10.", 1),
        ("Moelle du 12/09/2021 : 3 % de blastes.", 1),
        ("Allogreffe de moelle le 12/09/2021.", 0),
        ("Irradiation de la moelle le 12/09/2021.", 0),
    ],
)
def test_a_marrow_with_a_day_is_a_sample(note: str, n: int) -> None:
    assert len(told("2021-10-05", note, "biopsy")) == n


@pytest.mark.parametrize("exam", ["IRM", "Écho"])
def test_the_trunk_is_the_region_of_the_scan_told_beside(exam: str) -> None:
    found = told("2021-10-05", f"{exam} 09/04/2021, PBF 24/04/2021, TDM TAP 25/04/2021 normal.", "imaging")
    assert " tap " not in found[0] and " tap " in found[1]


def test_a_spread_that_a_sample_proves_is_of_the_sample_s_day() -> None:
    note = (
        "Nodules pulmonaires au scanner du 12/11/2020, évolutifs au scanner thoracique du 18/02/2021, "
        "biopsie du lobe inférieur le 04/03/2021 : métastase d'un carcinome rénal."
    )
    assert told("2021-03-29", note, "metastasis") == ["onset poumon done 2021-03-04"]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("L'IRM du 20/03 n'a pas pu être faite (confinement).", ["mri - cancelled 2020-03-20"]),
        ("IRM du 20/03 non faite (panne).", ["mri - cancelled 2020-03-20"]),
        (
            "L'IRM du 20/03 n'a pas pu être faite. Elle l'a été le 9 juin.",
            ["mri - cancelled 2020-03-20", "mri - done 2020-06-09"],
        ),
        ("Scanner du 20/03 annulé. Il a été fait le 9 juin.", ["ct - cancelled 2020-03-20", "ct - done 2020-06-09"]),
        (
            "TEP du 20/05 annulée. Nouveau rendez-vous le 22/07.",
            ["pet - cancelled 2020-05-20", "pet - planned 2020-07-22"],
        ),
        ("IRM non faite ce jour.", ["mri - negated 2020-06-16"]),
    ],
)
def test_an_exam_that_had_its_day_and_was_not_made_was_called_off(note: str, found: list[str]) -> None:
    assert told("2020-06-16", note) == found


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("Opéré le 23/05/2018. Surveillance : IRM de cuisse 04/11 RAS.", "2019-11-04"),
        ("Opérée le 23/05/2018. Bilan : scanner du 04/11 normal.", "2019-11-04"),
        # What goes on from an operation within weeks is of its year.
        ("Opérée le 23/05/2018. Scanner du 14/06 normal.", "2018-06-14"),
        ("TDM du 04/11 : nodules nouveaux depuis mai 2019.", "2019-11-04"),
        ("IRM du 12/09 stable depuis novembre 2018.", "2019-09-12"),
    ],
)
def test_the_exam_of_weeks_ago_is_not_that_of_months_after_what_was_told_before(note: str, day: str) -> None:
    assert [one[-10:] for one in told("2019-11-19", note, "imaging")] == [day]


@pytest.mark.parametrize("since", ["dès ce cycle", "à partir de ce cycle", "à compter de ce cycle", "dès cette cure"])
def test_this_cycle_is_today_s(since: str) -> None:
    note = f"HDJ, cycle 4. Imatinib réduit à 300 mg {since}."
    assert told("2021-09-27", note) == ["dose_change imatinib done 2021-09-27"]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("TDM du 24/02/2022 : métastases pulmonaires, lésion surrénale droite 28 mm, suspecte.", "poumon done"),
        ("TDM du 24/02/2022 : métastases pulmonaires et deux lésions hépatiques non spécifiques.", "poumon done"),
        ("TDM du 24/02/2022 : métastases pulmonaires, foyer iliaque à contrôler.", "poumon done"),
        ("TDM du 24/02/2022 : métastases hépatiques et pulmonaires, suspectes.", "foie suspected"),
        ("TDM du 24/02/2022 : métastases hépatiques et nodules pulmonaires.", "foie done"),
    ],
)
def test_what_is_suspected_beside_a_spread_is_none_of_its_sites(note: str, found: str) -> None:
    events = read_events("Carcinome rénal. " + note, "CR-CONS", date(2022, 6, 16))
    spread = [event for event in events if event.family == "metastasis"]
    assert [f"{event.site} {event.status}" for event in spread] == [found]
    assert ("surrénale" in str(spread[0].attributes)) is False


@pytest.mark.parametrize(
    "bracket",
    ["déplacée du 10", "reportée du 10", "repoussée du 10/11", "au lieu du 10", "et non le 10", "décalée du 10"],
)
def test_the_day_on_which_nothing_was_done_is_nobody_s(bracket: str) -> None:
    found = told("2022-06-16", f"PTT le 17/11 ({bracket}) : carcinome épidermoïde p40+.")
    assert found == ["biopsy poumon done 2021-11-17", "result - done 2021-11-17"]


def test_a_brand_of_tablets_says_that_it_is_swallowed() -> None:
    assert told("2022-06-16", "Carcinome ORL. Imeth débuté le 20/05/2022.") == ["start méthotrexate done 2022-05-20"]


def test_a_diagnosis_under_the_day_of_a_visit_is_not_of_that_visit() -> None:
    note = "Consultation du 13/01/2021\nADK bronchique LSD, EGFR del19, stade IV. PTT du 08/10/2019.\nTAP du 21/12 : stable."
    assert not [one for one in told("2021-01-13", note, "pathology") if one.endswith("2021-01-01")]


@pytest.mark.parametrize(
    "note",
    [
        "Décisions : date retenue pour le scanner TAP : 25/12/20.",
        "Décisions : nous nous reverrons le 25/12/20 avec un scanner TAP.",
        "Décision : scanner TAP le 25/12/20.",
    ],
)
def test_what_is_decided_with_its_day_is_planned(note: str) -> None:
    assert told("2020-09-25", note) == ["ct tap planned 2020-12-25"]
