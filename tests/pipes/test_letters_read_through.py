"""Of whole patients' notes read through: whose organ a sample is of, what had its day and was not done, whose letter it is."""

from __future__ import annotations

from datetime import date

import pytest

from onco_pipeline.events import EventMention, Family, Status
from onco_pipeline.extraction.reading import read_events


def told(note: str, written: str = "2021-07-05", filed: str = "CR-CONS") -> list[EventMention]:
    return list(read_events(note, filed, date.fromisoformat(written)))


def sites(note: str, family: Family, filed: str = "CR-CONS") -> list[str | None]:
    return [event.site for event in told(note, filed=filed) if event.family is family]


def days(note: str, written: str = "2021-07-05", filed: str = "LT") -> list[str]:
    return [
        f"{event.subtype} {event.status} {event.interval.start}"
        for event in told(note, written, filed)
        if event.interval is not None
    ]


@pytest.mark.parametrize(
    "examined",
    [
        "Mollets souples.",
        "Abdomen souple, dépressible.",
        "Abdomen indolore.",
        "Foie et rate libres.",
        "Seins souples.",
        "Hernie inguinale opérée en 1998.",
    ],
)
def test_what_a_hand_found_free_is_not_what_was_sampled(examined: str) -> None:
    assert sites(f"Examen : PS 1. {examined}\nÉvolution : le 28/06, biopsie sans incident.", Family.BIOPSY) == [None]


@pytest.mark.parametrize(
    ("note", "site"),
    [
        ("Abdomen souple. Le 18/06, ponction transthoracique sans incident.", "poumon"),
        ("Biopsies transbronchiques le 18/06.", "poumon"),
        ("Ponction trans-pariéto-thoracique du 18/06/2021.", "poumon"),
    ],
)
def test_what_goes_through_the_chest_is_of_the_lung(note: str, site: str) -> None:
    assert sites(note, Family.BIOPSY) == [site]


@pytest.mark.parametrize(
    ("note", "site"),
    [
        ("TDM le 18/06 : épaississement du côlon, lésions hépatiques secondaires. Biopsies le 26/06.", "côlon"),
        ("TDM le 18/06 : tumeur du rectum, métastases du foie.\n- Biopsies (26/06) : adénocarcinome.", "rectum"),
        ("TDM le 18/06 : masse gastrique, nodules hépatiques d'allure secondaire. Biopsies du 26/06.", "estomac"),
        ("TDM le 18/06 : tumeur du rectum, métastases du foie. Biopsies hépatiques le 26/06.", "foie"),
        ("TDM le 18/06 : tumeur du rectum, métastases du foie. Biopsie le 26/06.", "foie"),
        ("TDM le 18/06 : métastases hépatiques. Biopsies le 26/06.", "foie"),
    ],
)
def test_several_samples_are_taken_within_a_hollow_organ(note: str, site: str) -> None:
    assert sites(note, Family.BIOPSY) == [site]


@pytest.mark.parametrize(
    ("note", "site"),
    [
        ("10/04/21 | PBP sous TDM | carcinome épidermoïde p40+", "poumon"),
        ("PBP du 10/04/21 du lobe supérieur : adénocarcinome TTF1+.", "poumon"),
        ("PSA 12. PBP du 10/04/21 : adénocarcinome Gleason 7.", "prostate"),
        ("Tumorectomie rénale le 10/04/21 : pT1b, grade 2.", "rein"),
        ("Tumorectomie le 10/04/21 : pT1b N0, grade 2.", "sein"),
        ("Mélanome. Ganglion sentinelle examiné en totalité. Indice de Breslow : 2,4 mm.", "peau"),
        ("Lobectomie le 10/04/21 : adénocarcinome pT1c N0, plèvre viscérale intacte, R0.", "poumon"),
        ("Lobectomie le 10/04/21 : adénocarcinome pT2 N0, plèvre viscérale franchie, R0.", "poumon"),
    ],
)
def test_a_result_is_of_the_organ_that_was_sampled(note: str, site: str) -> None:
    assert set(sites(note, Family.PATHOLOGY)) == {site}


@pytest.mark.parametrize(
    "note",
    [
        "Biopsie os (29/06) : localisation osseuse d'un carcinome prostatique.",
        "Biopsie vertébrale du 29/06 : localisation osseuse d'un adénocarcinome mammaire.",
    ],
)
def test_a_spread_is_not_where_it_came_from(note: str) -> None:
    spread = [event for event in told(note) if event.family is Family.METASTASIS]
    assert [event.site for event in spread] == ["os"]
    assert set(spread[0].attributes.get("sites", ["os"])) == {"os"}


@pytest.mark.parametrize(
    "note",
    [
        "PBP sous TDM le 10/04/21 : carcinome épidermoïde p40+. TEP le 27/04 : hyperfixation de la masse du LSG.",
        "Biopsie pulmonaire du 10/04/21 : adénocarcinome TTF1+. TDM du 27/04/21 : masse du lobe inférieur droit.",
        "Suivi pour un épidermoïde LSG. TEP du 27/04/21 : hyperfixation de la masse du lobe supérieur gauche.",
    ],
)
def test_the_mass_of_a_lung_whose_cancer_was_read_there_is_no_spread(note: str) -> None:
    assert sites(note, Family.METASTASIS) == []


@pytest.mark.parametrize(
    "note",
    [
        "IRM du 18/05/2021 annulée (absence au rendez-vous).",
        "Le rendez-vous de l'IRM du 18/05/2021 a été annulé, patient non venu au rdv.",
        "IRM prévue le 18/05/2021, décommandée : rendez-vous manqué.",
        "IRM du 18/05 non réalisée (problème de transport).",
        "IRM cérébrale du 18 mai non faite (claustrophobie).",
    ],
)
def test_who_did_not_come_has_no_new_day_for_it(note: str) -> None:
    events = told(note)
    assert [event.status for event in events] == [Status.CANCELLED]
    assert events[0].interval is not None and events[0].interval.start == date(2021, 5, 18)


def test_a_new_day_is_one_all_the_same() -> None:
    note = "IRM du 18/05/2021 annulée, nouveau rendez-vous le 12/08."
    assert days(note) == ["mri cancelled 2021-05-18", "mri planned 2021-08-12"]


def test_what_was_never_to_be_is_only_denied() -> None:
    assert [event.status for event in told("IRM hépatique non réalisée.")] == [Status.NEGATED]


@pytest.mark.parametrize(
    ("head", "month"),
    [
        ("Paris le 31/12/2020", "2020-03-01"),
        ("Saint-Maur le 31 décembre 2020", "2020-03-01"),
        ("1e 31 décembre 2020", "2020-03-01"),
        ("Le 31/12/2020", "2020-03-01"),
    ],
)
def test_a_letter_is_of_the_day_at_its_head(head: str, month: str) -> None:
    note = f"{head}\n\nCher ami,\nRappel : biopsies prostatiques d'il y a 9 mois : adénocarcinome."
    assert days(note, "2021-01-03")[0] == f"biopsy done {month}"


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Revient avec un scanner TAP le lundi 28 janvier.", "ct planned 2019-01-28"),
        ("Nous demandons une mammographie le lundi 12 novembre.", "mammography planned 2018-11-12"),
        ("Scanner TAP du mardi 10 juillet : stable.", "ct done 2018-07-10"),
        ("Scanner TAP du dimanche 28 janvier : stable.", "ct done 2018-01-28"),
    ],
)
def test_a_weekday_tells_the_year(note: str, expected: str) -> None:
    assert days(note, "2018-07-23") == [expected]


@pytest.mark.parametrize(
    "note",
    [
        "Recherche moléculaire sur la biopsie du 01/06/2021 : mutation BRCA1.",
        "NGS sur biopsie du 01/06/2021 : mutation BRCA2 somatique.",
        "Panel NGS (prélèvement du 01/06/2021) : mutation EGFR.",
    ],
)
def test_a_gene_read_on_a_sample_is_a_result(note: str) -> None:
    assert "result done 2021-06-01" in days(note)


@pytest.mark.parametrize(
    "exam",
    [
        "On dispose d'une IRM du 16/06 (angiome du foie)",
        "Au scanner du 16/06, adénome surrénalien",
        "On a une TDM du 16/06 (lipome)",
    ],
)
def test_what_an_exam_shows_is_no_result_of_the_sample_told_before(exam: str) -> None:
    note = f"NGS sur le prélèvement du 06/06/2021 : KRAS G12V. {exam}, pas de métastase."
    assert len([event for event in told(note) if event.family is Family.PATHOLOGY]) == 1


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("capécitabine depuis le 07/01/21 (1250 mg/m² x 2/j)", "Capécitabine à 1000 mg/m² x 2/j à partir du 30/03/21"),
        ("sorafénib depuis le 07/01/21 (400 mg x 2/j)", "Sorafénib à 200 mg x 2/j à compter du 30/03/21"),
        ("pazopanib depuis le 07/01/21 (800 mg/j)", "Pazopanib 600 mg/j depuis le 30/03/21"),
    ],
)
def test_another_dose_of_a_drug_taken_twice_a_day_is_a_change(first: str, then: str) -> None:
    assert days(f"- Sous {first}.\n- {then}.") == ["start done 2021-01-07", "dose_change done 2021-03-30"]


@pytest.mark.parametrize("dose", ["400 mg x 2/j", "1250 mg/m² x 2/j", "400 mg x2", "20 mg 3 fois par jour"])
def test_a_dose_is_told_whole(dose: str) -> None:
    drug = next(event for event in told(f"Sous sorafénib depuis le 07/01/21 ({dose}).") if event.subtype == "start")
    assert drug.attributes["dose"] == dose


def test_a_node_taken_apart_is_a_biopsy() -> None:
    assert sites("Mastectomie. Prélèvement séparé : ganglion sentinelle.", Family.BIOPSY, "CR-OP") == ["ganglion"]


@pytest.mark.parametrize(
    "note",
    [
        "Au NGS (prélèvement du 30/03/2021) :\nBRCA1/2 sauvages.",
        "Biopsie du 30/03/2021. Complément du 22/06/2021 (biologie moléculaire) : BRCA1/2 sauvages.",
    ],
)
def test_genes_below_the_head_of_what_was_read_are_a_result(note: str) -> None:
    assert [event.text for event in told(note) if event.family is Family.PATHOLOGY and "BRCA" in event.text]


def test_genes_looked_for_in_a_family_are_none() -> None:
    note = "Biopsie en mars 2021. Devant l'histoire familiale, une étude des mutations BRCA1 et BRCA2 a été réalisée."
    assert not [event for event in told(note) if "BRCA" in event.text]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Le 09/09, la radio de thorax en ville révélait une opacité.", "xray done 2020-09-09"),
        ("TEP du 09/09 : lésion pulmonaire suspecte de 18 mm, à contrôler.", "pet done 2020-09-09"),
        (
            "Ponction-biopsie initialement le 08/11/2020, décalée (fièvre ce jour-là) et faite le 19/11.",
            "biopsy done 2020-11-19",
        ),
        ("IRM le 08/11/2020, reportée (panne ce jour-là) et effectuée le 19/11/2020.", "mri done 2020-11-19"),
        ("Ibrance débuté le 03/09. Palbociclib poursuivi jusqu'en novembre 2020, puis arrêt.", "start done 2020-09-03"),
    ],
)
def test_what_is_told_as_done_has_a_day_that_was(note: str, expected: str) -> None:
    assert expected in days(note, "2021-06-19")


@pytest.mark.parametrize("head", ["Décision", "Proposition", "Décision de la RCP"])
@pytest.mark.parametrize("act", ["biopsie du foie", "reprise et ganglion sentinelle", "TEP"])
def test_what_a_board_decides_is_not_done(head: str, act: str) -> None:
    statuses = [event.status for event in told(f"TDM du 12/06/2021 : nodule.\n{head} : {act}.", filed="CR-RCP")]
    assert statuses == [Status.DONE, Status.PROPOSED]


@pytest.mark.parametrize(
    ("note", "site"),
    [
        ("Mastectomie, GS : carcinome infiltrant de type non spécifique de grade II, pT1c N0 (0N+/2).", "sein"),
        ("Mélanome du dos. Reprise d'exérèse avec GS le 05/06/2021, anapath : pT3b N0, marges saines.", None),
        ("Ganglion sentinelle le 05/06/2021 : 1N+/3.", "ganglion"),
    ],
)
def test_a_tumours_stage_is_not_of_the_nodes_taken_with_it(note: str, site: str | None) -> None:
    found = sites(note, Family.PATHOLOGY)
    assert found and found[-1] in (site, "peau" if site is None else site)


@pytest.mark.parametrize(
    "before", ["appendicectomie dans l'enfance", "prothèse de hanche", "cancer de la prostate (père)"]
)
def test_no_sample_is_of_what_the_patient_had_before(before: str) -> None:
    assert sites(f"ATCD : {before}.\n\nHDM : microbiopsie le 01/06/2021.", Family.BIOPSY) == [None]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Revient avec un scanner TAP le 31/03.", "ct planned 2022-03-31"),
        ("Elle revient avec un scanner TAP du 31/03.", "ct done 2021-03-31"),
        ("L'échographie pratiquée le 2 5 décembre 2020 montre un nodule.", "ultrasound done 2020-12-25"),
        ("Scanner du 1 6 juillet : normal.", "ct done 2021-07-16"),
        ("- Mammographie du 16/09/2021\n- 8/10 Microbiopsie -> carcinome", "biopsy done 2021-10-08"),
        ("- TDM du 16/09/2021\n- 8/10 Coloscopie : tumeur, biopsies", "biopsy done 2021-10-08"),
    ],
)
def test_days_as_they_are_typed_and_scanned(note: str, expected: str) -> None:
    assert expected in days(note, "2021-10-29")


def test_a_complement_of_a_report_tells_of_tissue() -> None:
    note = (
        "Prélevé le 18/09/2021\nMicroscopie : adénocarcinome.\nConclusion\nGleason 7, ISUP 2.\n"
        "COMPTE RENDU COMPLÉMENTAIRE du 10/10/2021 : BRCA1/2 sauvages."
    )
    assert [event for event in told(note, "2021-10-10", "CR-ANAPATH") if "BRCA" in event.text]


def test_a_pbp_is_of_what_was_spoken_of_last() -> None:
    note = (
        "ATCD familiaux : père : cancer de la prostate.\nTDM du 04/06/2021 : nodule du LSG.\nPBP le 24/06 : carcinome."
    )
    assert sites(note, Family.BIOPSY) == ["poumon"]


def test_the_specimen_is_not_where_the_cancer_came_from() -> None:
    note = "Biopsie du foie le 24/06/2021. Au total : localisation hépatique d'un carcinome ovarien."
    assert sites(note, Family.PATHOLOGY) == ["foie"]
