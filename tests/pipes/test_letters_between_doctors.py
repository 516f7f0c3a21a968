"""What letters and reports of a fictitious hospital have shown to be misread: results, years, lists, what is denied."""

from datetime import datetime

import pytest
from note_record import told

JULY = datetime(2021, 7, 31)
STAGE = "pathology done"


@pytest.mark.parametrize(
    ("text", "results"),
    [
        # Genes that were looked for on a sample told before, with its day again: a report of its own.
        ("Biopsie le 24/07/2018 : ADK pMMR. Recherche moléculaire sur le prélèvement du 24/07/2018 : KRAS G12D.", 2),
        ("Biopsie le 24/07/2018 : ADK pMMR. NGS (prélèvement du 24/07/2018) : RAS et BRAF sauvages.", 2),
        # An addendum, whatever it tells of.
        ("Biopsie du 24/07/2018.\nConclusion : ADK pMMR.\nCOMPTE RENDU COMPLÉMENTAIRE du 21/08/2018 : KRAS G12D.", 2),
        (
            "Biopsie du 24/07/2018 : ADK peu différencié.\n\nAddendum du 02/08/2018 :\nImmunohistochimie : HER2 négatif.",
            2,
        ),
        # Genes among the rest are one result.
        ("Biopsie le 24/07/2018 : ADK pMMR, KRAS G12D.", 1),
        ("Biopsie le 24/07/2018 : adénocarcinome avec translocation ALK, EGFR non muté.", 1),
        # ... and nothing is added to what is only completed by a treatment.
        ("Biopsie le 24/07/2018 : ADK pMMR. Complément de chirurgie : ADK pMMR.", 1),
    ],
)
def test_results_reported_apart(text: str, results: int) -> None:
    assert told(text, day=JULY).count("pathology done 2018-07-24") == results


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A day without a year that comes soon is one to come, but not where its finding is told ...
        ("Biopsie rénale le 23/10, l'anatomopathologie conclut : carcinome.", "biopsy done 2020-10-23"),
        ("Biopsie rénale le 23/10, résultat en attente.", "biopsy done 2020-10-23"),
        ("Scanner le 23/10, pas de lésion.", "ct done 2020-10-23"),
        ("TEP (23/10) : hyperfixation.", "pet done 2020-10-23"),
        ("TEP (23/10) en ville : hyperfixation.", "pet done 2020-10-23"),
        # ... or where a drug was begun.
        ("Xeloda débuté le 2/11.", "capécitabine start done 2020-11-02"),
        ("Ibrance (125 mg/j) commencé le 2/11.", "palbociclib start done 2020-11-02"),
        ("Opérée en avril 2021. Le 2/06, mise en route du Xeloda.", "capécitabine start done 2021-06-02"),
        ("Xeloda sera débuté le 2/11.", "capécitabine start planned 2021-11-02"),
        ("Xeloda à débuter le 2/11.", "capécitabine start planned 2021-11-02"),
        ("Scanner le 23/10.", "ct planned 2021-10-23"),
        ("TEP (23/10).", "pet planned 2021-10-23"),
    ],
)
def test_days_without_a_year_that_come_soon(text: str, expected: str) -> None:
    assert expected in told(text, day=JULY)


@pytest.mark.parametrize(
    "head", ["Fait le 27 avril 2020", "Fait à Lyon, le 27 avril 2020", "Rédigé le 27 avril 2020", "Le 27 avril 2020"]
)
def test_an_imported_letter_speaks_from_its_own_day(head: str) -> None:
    text = (
        f"Clinique du Parc - gastro-entérologie\n{head}\n\nCher confrère,\nJe vous adresse Mme N., 55 ans.\nLe scanner "
        "thoraco-abdomino-pelvien du 16/03/2020 : lésion. Biopsies coliques le 07/04/2020 : adénocarcinome."
    )
    assert "biopsy done 2020-04-07" in told(text, kind="DOC-SCAN", day=datetime(2020, 5, 5))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- IRM du 22/06 : cible\n- 06/07 Biopsies prostatiques : adénocarcinome.", "biopsy done 2021-07-06"),
        ("- IRM du 22/06 : cible\n16/07 Biopsies prostatiques : adénocarcinome.", "biopsy done 2021-07-16"),
        ("- Mammographie du 25/06 : ACR 5\n- Microbiopsie (3/07) : CCI.", "biopsy done 2021-07-03"),
        ("- Scanner du 25/06 : nodule\n- Cytoponction (3/07) : cellules malignes.", "cytology done 2021-07-03"),
        # A full stop ends no sentence before the day that belongs to it.
        ("- Radio 18/06/2021, opacité\n- Biopsie pulm. (25/06/2021) : carcinome.", "biopsy done 2021-06-25"),
        ("- Radio 18/06/2021, opacité\n- Biopsie pulm. (le 25 juin 2021) : carcinome.", "biopsy done 2021-06-25"),
    ],
)
def test_days_of_samplings_in_lists(text: str, expected: str) -> None:
    assert expected in told(text, day=JULY)


@pytest.mark.parametrize("text", ["Biopsies prostatiques : 3/12 biopsies positives.", "Carottes : 6/14 envahies."])
def test_counts_of_samples_are_no_days(text: str) -> None:
    assert not any("2021" in line or "2020" in line for line in told(text, day=JULY))


@pytest.mark.parametrize("end", [" ", "\n"])
@pytest.mark.parametrize(
    "operation", ["Le 22/06/2020, hystérectomie.", "Opérée le 22/06/2020.", "Le 22/06/2020 : résection du côlon."]
)
def test_what_was_taken_out_was_read_then(operation: str, end: str) -> None:
    text = f"Biopsie le 03/04/2020 : carcinome séreux. {operation}{end}Anatomopathologie : carcinome, pT1c."
    assert "pathology done 2020-06-22" in told(text, day=JULY)


def test_an_operation_to_come_took_nothing_out() -> None:
    text = "Biopsie le 03/04/2020. Hystérectomie proposée.\nAnatomopathologie : carcinome séreux de haut grade."
    assert told(text, day=JULY) == ["biopsy done 2020-04-03", "pathology done 2020-04-03"]


@pytest.mark.parametrize("end", [" ", "\n"])
def test_a_family_history_goes_on_in_the_next_line(end: str) -> None:
    text = (
        f"Mme A., 76 ans.\nAntécédents familiaux : grand-mère : cancer de l'ovaire ; une cousine suivie{end}(scanner en "
        "1990).\nMode de vie : marche."
    )
    assert told(text, day=JULY) == []


@pytest.mark.parametrize(
    "finding",
    [
        "pas d'épanchement, métastases osseuses multiples",
        "pas de foyer suspect, métastase hépatique unique du segment VI",
        "pas de fixation à distance, lésions ostéolytiques secondaires du bassin",
        "absence d'adénopathie, une métastase hépatique de 12 mm",
        "pas de nodule, plusieurs métastases cérébrales",
    ],
)
def test_spread_told_beside_what_is_denied(finding: str) -> None:
    assert any(" onset done" in line for line in told(f"TEP-TDM du 15/03/2021 : {finding}.", day=JULY))


@pytest.mark.parametrize(
    "finding",
    [
        "pas d'adénopathie, métastase, ni épanchement",
        "pas de nodule, métastase ou épanchement",
        "absence de récidive locale, de métastase",
        "pas de récidive locale, pas de métastase",
        "sans épanchement, métastases ni adénopathie",
    ],
)
def test_spread_in_a_list_of_what_is_denied(finding: str) -> None:
    assert not any("onset" in line for line in told(f"TEP-TDM du 15/03/2021 : {finding}.", day=JULY))


def test_a_relatives_spread_is_not_told_again_of_the_patient() -> None:
    text = (
        "Antécédents familiaux : père décédé d'un cancer bronchique en 2003 (métastases cérébrales).\n"
        "IRM encéphalique le 07/11/2018 : métastases cérébrales."
    )
    assert "cerveau onset done 2018-11-07" in told(text, day=JULY)


def test_a_days_line_that_only_the_page_began_is_no_entry() -> None:
    text = (
        "Ponction-biopsie pulmonaire sous scanner le 22/10/2018 : adénocarcinome bronchique. IRM encéphalique\n"
        "le 07/11/2018 : métastases cérébrales. Le 14/11/2018, la TEP-TDM au FDG révélait une masse du lobe\n"
        "inférieur gauche, avec un ganglion fixant. Sous afatinib depuis le 21/12/2018 à la dose de 40 mg/j."
    )
    assert "mri done 2018-11-07" in told(text, day=JULY)


@pytest.mark.parametrize(
    "text",
    [
        "Vinorelbine débutée le 24/10/2018 (60 mg/m²/semaine). Arrêt de la vinorelbine le 18/02/2019.",
        "Sous Navelbine depuis le 24/10/2018 (80 mg/m²/semaine). Navelbine arrêtée le 18/02/2019.",
        "Navelbine du 24/10/2018 au 18/02/2019 (60 mg/m²/semaine).",
        "- Vinorelbine introduite le 24.10.2018 (60 mg/m²/semaine).\n- Arrêt de la vinorelbine le 18.02.2019.",
        "Navelbine à 50 mg/m²/semaine à partir du 24/10/2018. Arrêt de la Navelbine le 18/02/2019.",
        "Vinorelbine débutée le 24-10-2018 (à 40 mg/m²). Vinorelbine stoppée le 18/02/2019.",
    ],
)
def test_a_dose_behind_the_day_tells_that_capsules_were_taken(text: str) -> None:
    expected = ["vinorelbine start done 2018-10-24", "vinorelbine stop done 2019-02-18"]
    assert told(text, day=JULY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vinorelbine débutée le 24/10/2018 (25 mg/m²). Arrêt de la vinorelbine le 18/02/2019.",
        "Vinorelbine débutée le 24/10/2018 et cisplatine (80 mg/m²).",
        "Vinorelbine débutée le 24.10. Puis docétaxel (60 mg/m²).",
        "Vinorelbine 30 mg/m² le 24.10.2018. Étoposide (80 mg/m²).",
        "Vinorelbine débutée le 24/10/2018 avec carboplatine (80 mg/m²).",
    ],
)
def test_a_dose_for_the_vein_or_of_another_drug_does_not(text: str) -> None:
    assert told(text, day=JULY) == []


@pytest.mark.parametrize(
    "text",
    [
        "COMPTE RENDU ANATOMOPATHOLOGIQUE\nPrélèvement du 01/03/2020\nNature : biopsies bronchiques.\nConclusion : matériel non contributif.",
        "Prélevé le 01/03/2020\nNature du prélèvement : biopsies bronchiques.\nCONCLUSION : prélèvement ininterprétable.",
        "Biopsies bronchiques le 01/03/2020 sous anesthésie locale en ambulatoire, le compte rendu conclut : matériel non contributif.",
    ],
)
def test_a_sample_that_tells_nothing_is_a_result(text: str) -> None:
    assert "pathology done 2020-03-01" in told(text, day=JULY)


@pytest.mark.parametrize("conclusion", ["CONCLUSION :\nMétastases cérébrales.", "Conclusion : métastases cérébrales."])
def test_findings_above_a_conclusion_were_seen_on_the_reports_exam(conclusion: str) -> None:
    text = (
        f"IRM CÉRÉBRALE      Examen du 07/11/2018\nSystème ventriculaire normal.\nMétastases cérébrales.\n{conclusion}"
    )
    assert "cerveau onset done 2018-11-07" in told(text, kind="CR-IMAG", day=datetime(2018, 11, 7))


@pytest.mark.parametrize(
    "exam",
    [
        "Le 02/03/2020, IRM hépatique :",
        "\n- 2 mars 2020 : IRM hépatique :",
        "\n- IRM foie 02/03/2020 ->",
        "\n- L'IRM du 02/03 :",
    ],
)
def test_what_an_exam_shows_is_no_result_behind_one(exam: str) -> None:
    text = f"Biopsies le 13/02/2020 : ADK. NGS sur le prélèvement : KRAS G12D. {exam} angiome du segment VII."
    assert not any("pathology done 2020-03" in line for line in told(text, day=JULY))


def test_a_word_too_long_for_the_line_goes_on_behind_a_colon() -> None:
    text = (
        "Rappel : l'échographie endovaginale du 31/05/2021 montre une formation solido-kystique de l'ovaire\n"
        "gauche de 71 mm. Le 25/06/2021, biopsie de l'ovaire droit et du péritoine sous anesthésie locale :\n"
        "carcinome séreux de bas grade, p53 sauvage, WT1 positif. NGS sur le prélèvement du 25/06/2021 :\n"
        "BRCA1 sauvage. L'IRM du pelvis du 05/07/2021 ne montre pas d'anomalie pelvienne à ce jour."
    )
    assert told(text, day=JULY).count("pathology done 2021-06-25") == 2
