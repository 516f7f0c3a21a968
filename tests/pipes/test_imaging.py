"""Imaging exams: names, regions, and what only looks like one."""

from __future__ import annotations

import pytest
from family_markup import check, mentions
from scraps import offsets_hold

from onco_pipeline.pipes.imaging.imaging import find


@pytest.mark.parametrize(
    "example",
    [
        "<ct site=tap>TDM TAP</ct> le 4 : pas de lésion.",
        "<ct site=tap>Scanner thoraco-abdomino-pelvien</ct> du 12/03/2019.",
        "<ct site=tap>Scanner du thorax, de l'abdomen et du bassin</ct> sans anomalie.",
        "<ct site=thorax>scanner thoraco-abdominal</ct> ce jour",
        "<ct site=abdomen>TDM abdomino-pelvienne</ct> à J5",
        "<ct site=cerveau>Tomodensitométrie (TDM) cérébrale</ct> sans injection.",
        "<ct>CT-scan</ct> de contrôle en mai.",
        "<ct site=thorax>Scanner cervico-thoracique</ct> ; <ct site=tap>TDM cervicothoracoabdominale</ct> ; <ct site=tap>scanner du corps</ct>.",
        "<ct site=tap>TDM avec contraste IV du thorax, de l'abdomen et du bassin</ct> ; <mri site=rachis>IRM complète du rachis</mri>.",
        "<mri site=foie>IRM hépatique</mri> le 29.",
        "Nodule. <ultrasound site=thyroïde>Écho</ultrasound> le 18/04 : EU-TIRADS 5, adénopathie du secteur IV.",
        "<mri site=rachis>IRM du rachis</mri> en urgence.",
        "<mri site=cerveau>Imagerie par résonance magnétique (IRM) cérébrale</mri> normale.",
        "<mri site=cerveau>lRM cerebrale</mri> realisee hier.",  # a scanner's reading of IRM
        "<mri site=prostate>IRM multiparamétrique</mri> : cible PI-RADS 4.",
        "<mri site=sein>IRM mammaire</mri> et <ct site=tap>TDM TAP</ct> le 4.",
        "<pet site=none tracer=fdg>TEP-TDM au 18F-FDG</pet> : hypermétabolisme hilaire.",
        "<pet tracer=psma>TEP PSMA</pet> 23/06",
        "Un <pet>PET-CT</pet> a été demandé.",
        "<pet>Tomographie par émission de positons (TEP)</pet> en avril.",
        "<bone_scan>Scintigraphie osseuse</bone_scan> le 6/2, négative.",
        "<bone_scan>scinti os</bone_scan> + <ct>TDM</ct> dans 3 mois",
        "<mammography site=sein score=ACR_4>Mammographie</mammography> de dépistage classée ACR 4 à droite.",
        "<ultrasound site=thyroïde>Échographie thyroïdienne</ultrasound> de surveillance.",
        "<ultrasound>Écho-endoscopie</ultrasound> le 3 mai.",
        "<ultrasound site=cœur>ETT</ultrasound> : FEVG 60 %.",
        "<ultrasound site=membre_inférieur>Écho-doppler des membres inférieurs</ultrasound> normal.",
        "<xray site=thorax>Radiographie du thorax</xray> : opacité du lobe supérieur.",
        "<xray site=thorax>Rx thorax</xray> (ville)",
        "<other>Octréoscan</other> en décembre 2009.",
        "<mammography site=sein>Mammographie</mammography> + <ultrasound site=sein>échographie mammaire</ultrasound>.",
        "<ct>Contrôle scanographique</ct> à M3 : stable.",
        "Une <ct>angiographie par tomodensitométrie</ct> pour exclure une embolie.",
        "<mri>Angiographie par IRM</mri> sans sténose.",
        "Les <ct>tomographies</ct> de contrôle sont stables.",
        "Un <pet>scanner PET-CT</pet> et un <ct>scanner</ct>.",
        "<bone_scan site=os>GGO</bone_scan> : normal.",
        "Par <ultrasound>échographie</ultrasound> et <mammography>mammographie</mammography>.",
    ],
)
def test_an_exam_is_found_with_its_region(example: str) -> None:
    check(find, example)


@pytest.mark.parametrize(
    "example",
    [
        "Biopsie sous scanner ce jour.",
        "Biopsie hépatique écho-guidée prévue.",
        "Ponction pleurale sous échographie.",
        "Biopsie à l'aiguille guidée par CT.",
        "Repérage sous IRM puis exérèse.",
        "Suspicion d'embolie pulmonaire (TEP), anticoagulation. TEP bilatérale confirmée.",
        "Document scanné le 30/09/2019.",
        "Chimiothérapie TAC x 6 cycles.",
        "Stade cT2N0, LDH normales, temp 37.",
        "ECHO 0. Masse latérale du cou.",  # ECOG, misspelt
        "Tomographie en cohérence optique normale.",
        "Scanner dosimétrique avant radiothérapie.",
    ],
)
def test_what_is_no_exam(example: str) -> None:
    check(find, example)


def test_ebus_is_an_exam_and_not_only_a_guide() -> None:
    check(find, "<ultrasound site=thorax>EBUS</ultrasound> 4R le 29/01")


@pytest.mark.parametrize(
    "example",
    [
        "Échographie abdominale non refaite (celle de janvier était normale).",
        "TDM TAP du 27/04 : nodules non vus sur l'examen du 20/12/2019.",
    ],
)
def test_an_exam_named_by_its_date_takes_the_modality_of_the_last_one(example: str) -> None:
    first, second = mentions(find, example)
    assert second.attributes["anaphoric"] is True
    assert (second.subtype, second.site) == (first.subtype, first.site)


def test_a_follow_up_exam_looks_where_the_last_one_did() -> None:
    _, second = mentions(find, "IRM cérébrale en mai. Une IRM de contrôle en juillet montre une réponse partielle.")
    assert (second.site, second.attributes["response"]) == ("cerveau", "partial_response")


@pytest.mark.parametrize(
    ("note", "region"),
    [
        ("Un scanner de contrôle montre une progression des nodules pulmonaires.", "thorax"),
        ("Apparition de nodules du lobe supérieur droit au dernier scanner, traitée par docétaxel.", "thorax"),
        ("Progression minime au niveau pulmonaire lors du scanner de réévaluation.", "thorax"),
        ("Le scanner retrouve une ascite et des nodules du foie.", "abdomen"),
        ("Scanner de mars :\nnodule du foie de 12 mm.\n\nChirurgie du poumon le 4.", "foie"),
        # several parts of the body, none, or bones that lie anywhere
        ("Le scanner montre des nodules pulmonaires et hépatiques.", None),
        ("Le scanner montre de multiples lésions osseuses.", None),
        ("Scanner de contrôle : maladie stable.", None),
        # what is not there, whose cancer it is, and what is done next
        ("Scanner de contrôle sans lésion hépatique.", None),
        ("Le scanner confirme la progression du cancer du sein.", None),
        ("Le scanner montre une réponse, une chirurgie du foie est décidée.", None),
    ],
)
def test_a_ct_that_names_no_region_tells_the_one_that_it_shows(note: str, region: str | None) -> None:
    (event,) = mentions(find, note)
    assert event.site is None
    assert event.attributes.get("region_shown") == region


@pytest.mark.parametrize(
    "example",
    [
        "Nodule du sein droit de 3 cm (par <ultrasound site=sein>écho</ultrasound> et <mammography>mammographie</mammography>).",
        "<mammography>Mammographie</mammography> + <ultrasound site=sein>échographie</ultrasound> bilatérale : adénopathie axillaire.",
        "IRM hépatique. Goitre : nodule de la thyroïde de 4 cm à l'<ultrasound site=thyroïde>échographie</ultrasound> (extension intrathoracique).".replace(
            "IRM hépatique", "<mri site=foie>IRM hépatique</mri>"
        ),
        "<ct site=tap>TDM thoraco-abdomino-pelvienne</ct> : masse du cou, à revoir par <ultrasound site=cou>échographie</ultrasound>.",
        "<xray site=membre_inférieur>Radiographie</xray> standard : fracture au sein d'une lésion de la cuisse.",
        "<ct site=thorax>Scanner X thoracique</ct> ; <ct site=tap>TDM (TC) T-A-P</ct>.",
    ],
)
def test_an_exam_looks_where_what_it_saw_lies(example: str) -> None:
    check(find, example)


def test_two_rows_of_a_table_are_two_exams() -> None:
    check(find, "12/01 | <ct>TDM</ct> | stable\n14/01 | <ct>TDM</ct> | stable")


def test_a_series_of_dates_is_marked() -> None:
    (event,) = mentions(find, "Surveillance par TEP annuelle : 09/2018, 09/2019, 10/2020, négatives.")
    assert event.attributes["series"] is True


def test_an_exam_done_elsewhere_says_so() -> None:
    (event,) = mentions(find, "Scanner TAP fait en ville le 27/04.")
    assert event.attributes["outside"] is True


def test_random_text_never_raises_and_offsets_slice() -> None:
    offsets_hold(find, "IRM", "TEP", "scanner TAP", "échographie", "radio du thorax", "PET-scan", "scinti osseuse")
