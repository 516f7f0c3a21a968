"""How the papers of a ward tell days: columns of dotted days, entries that go on, titles of a department, plain spoken exams."""

from datetime import datetime

import pytest
from note_record import told

JAN_19 = datetime(2021, 1, 19)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("2020\n12.01  TDM stable\n05.04  IRM rachis normale", ["ct done 2020-01-12", "mri done 2020-04-05"]),
        ("2020\n  12.01 TDM TAP : RP\n  31.10 IRM hépatique : RP", ["ct done 2020-01-12", "mri done 2020-10-31"]),
        (
            "2020 :\n- 03.02 mammo ACR 5\n- 17.02 écho du sein",
            ["mammography done 2020-02-03", "ultrasound done 2020-02-17"],
        ),
        (
            "2020\n12.01\tscanner stable\n14.06\tarrêt capécitabine",
            ["capécitabine stop done 2020-06-14", "ct done 2020-01-12"],
        ),
        ("2020\n14.06 arrêt capécitabine", ["capécitabine stop done 2020-06-14"]),
        (
            "2020\n02.05 lapatinib\nbonne tolérance\n31.10 TEP stable",
            ["lapatinib start done 2020-05-02", "pet done 2020-10-31"],
        ),
        ("* 2020\n* 11.03 TDM stable\n* 12.06 TDM stable", ["ct done 2020-03-11", "ct done 2020-06-12"]),
        # What is measured, counted or of no day is no date.
        ("2020\n12.01 mg/l de CRP\nscanner stable", ["ct done 2020-01-01..2020-12-31"]),
        ("Biologie\n12.01 g/dl\nscanner le 04/03/2021 stable", ["ct done 2021-03-04"]),
    ],
)
def test_a_column_of_dotted_days_is_read(text, events):
    assert told(text) == sorted(events)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Cancer du sein, grade 3\nMars 2020 : scanner stable.", ["ct done 2020-03-01..2020-03-31"]),
        ("Cancer du sein, PS 1\nMai 2020 : scanner stable.", ["ct done 2020-05-01..2020-05-31"]),
        ("Cancer du sein, cycle 4\nAvril 2020 : TDM stable.", ["ct done 2020-04-01..2020-04-30"]),
        ("Cancer du sein, OMS 2\nMars 2020 : IRM normale.", ["mri done 2020-03-01..2020-03-31"]),
        ("Cancer du sein, HER2 3\nJuin 2020 : TEP stable.", ["pet done 2020-06-01..2020-06-30"]),
        # A day that the width of the page parts from its month is one.
        ("Cancer du sein. Le scanner a été fait le 3\nmars 2020.", ["ct done 2020-03-03"]),
    ],
)
def test_a_grade_at_the_end_of_a_line_is_no_day_of_the_next(text, events):
    assert told(text) == sorted(events)


@pytest.mark.parametrize(
    "line",
    [
        "Progression au scanner du 08/01/2021.",
        "Progression hépatique connue, stable au scanner du 08/01/2021",
        "Stable sur le dernier scanner du 08/01/2021.",
        "Réponse au scanner du 08/01/2021",
        "PD scanner du 08/01/2021",
        "Vu avec le scanner du 08/01/2021",
        "Arrêt après le scanner du 08/01/2021.",
        "Reçu ce jour avec son scanner du 08/01/2021",
    ],
)
def test_today_is_the_day_of_the_note_and_not_of_an_exam_spoken_of(line):
    text = f"Suivi oncologique\nCancer du rein métastatique au foie.\n{line}\nCe jour : arrêt du sunitinib."
    events = told(text, day=JAN_19)
    assert "sunitinib stop done 2021-01-19" in events
    assert "ct done 2021-01-08" in events


@pytest.mark.parametrize(
    "title",
    [
        "RADIOLOGIE - IRM DU FOIE du 08/01/2021",
        "IMAGERIE MEDICALE - IRM DU FOIE du 08/01/2021",
        "Service de radiologie : IRM du foie du 08/01/2021",
        "Imagerie en coupes – IRM hépatique du 08/01/2021",
        "Département d'imagerie / IRM du foie du 08/01/2021",
        "RADIOLOGIE | IRM DU FOIE du 08/01/2021",
        "Radiologie digestive - IRM du foie du 08/01/2021",
        "IRM DU FOIE du 08/01/2021",
        "COMPTE RENDU - IRM DU FOIE du 08/01/2021",
    ],
)
def test_a_department_may_stand_before_the_title_of_a_report(title):
    text = f"{title}\nTECHNIQUE\nSéquences T1 et T2.\nAU TOTAL\nMétastases hépatiques d'un mélanome."
    assert told(text, day=JAN_19) == ["foie onset done 2021-01-08", "mri done 2021-01-08"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # An entry goes on for some days from its own, where a result is told.
        ("05/01/2018 CA125 = 88, TDM le 12 : récidive", ["ct done 2018-01-12"]),
        ("05/01/2018 : toux. Scanner le 12 : masse", ["ct done 2018-01-12"]),
        ("05/01/2018 - élévation du PSA. TEP le 18 montre une récidive", ["pet done 2018-01-18"]),
        ("05/01/2018 : céphalées, IRM le 8 normale", ["mri done 2018-01-08"]),
        # A visit looks back.
        ("05/01/2018 : revue ce jour. TDM le 12 : stable", ["ct done 2017-12-12"]),
        ("20/04/2018 : patiente vue, IRM le 19 : stable", ["mri done 2018-04-19"]),
        ("20/04/2018 : cs, TDM le 28 : stable", ["ct done 2018-03-28"]),
    ],
)
def test_an_entry_goes_on_from_its_day(text, days):
    assert [line for line in told("Cancer de l'ovaire.\n" + text) if "done" in line and "onset" not in line] == days


@pytest.mark.parametrize(
    "words",
    [
        "réalisé lundi dernier, le 11, montre",
        "de lundi, le 11, montre",
        "fait lundi, le 11, retrouve",
        "passé ce lundi, le 11, montre",
        "de lundi dernier (le 11) montre",
    ],
)
def test_a_weekday_tells_which_month_a_day_is_of(words):
    text = f"Cancer du poumon sous osimertinib depuis le 4 octobre 2020. Le scanner {words} une réponse partielle."
    assert "ct done 2021-01-11" in told(text, day=JAN_19)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("LMC. Myélo 08.10.20 : pas de blaste.", ["bone_marrow done 2020-10-08"]),
        ("LMC. Myélo 8.10.20, en attente", ["bone_marrow done 2020-10-08"]),
        ("LAM. Myélo 08/10/20 : en attente", ["bone_marrow done 2020-10-08"]),
        ("LAM. Myélo du 08.10.20 : rémission", ["bone_marrow done 2020-10-08"]),
        ("LAM. Myélo prévu le 08.07.21", ["bone_marrow planned 2021-07-08"]),
        ("LAM. Myélo programmé 08.07.21", ["bone_marrow planned 2021-07-08"]),
        ("LAM. Myélo refait le 08.10.20 : rémission", ["bone_marrow done 2020-10-08"]),
        ("LAM. Myélo de réévaluation le 08.10.20", ["bone_marrow done 2020-10-08"]),
        ("LAM à composante myélo 4.5 G/L", []),
    ],
)
def test_a_marrow_sample_in_short_has_a_dotted_day(text, events):
    assert [line for line in told(text) if line.startswith("bone_marrow")] == events


@pytest.mark.parametrize(
    "words",
    [
        "A confronter à une biopsie.",
        "À confronter à la biopsie.",
        "A confronter avec une biopsie.",
        "À compléter par une biopsie.",
        "À corréler à une biopsie",
        "A documenter par une biopsie.",
    ],
)
def test_an_exam_to_be_compared_with_a_sampling_is_no_sampling(words):
    text = f"IRM du foie du 08/01/2021 : nodules hépatiques chez un patient suivi pour mélanome. {words}"
    assert not [line for line in told(text, day=JAN_19) if line.startswith("biopsy")]


@pytest.mark.parametrize(
    "words",
    ["Anapath : CPC", "Histologie : CPC", "Biopsie bronchique : CPC", "Résultat anapath = CPC", "Anapath -> CPC"],
)
def test_small_cells_in_short_are_a_result(words):
    lines = told(f"Masse du médiastin, tabac.\n08/01/2021 : {words}", day=JAN_19)
    assert "pathology done 2021-01-08" in lines


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "• Mars 2012 : capécitabine jusqu'en janvier 2014",
            ["capécitabine start done 2012-03-01..2012-03-31", "capécitabine stop done 2014-01-01..2014-01-31"],
        ),
        (
            "Mars 2012 : progression, capécitabine jusqu'en janvier 2014",
            ["capécitabine start done 2012-03-01..2012-03-31", "capécitabine stop done 2014-01-01..2014-01-31"],
        ),
        (
            "- 03/2012 -> lapatinib jusqu'au 14/01/2014",
            ["lapatinib start done 2012-03-01..2012-03-31", "lapatinib stop done 2014-01-14"],
        ),
        (
            "En mars 2012 : létrozole 2,5 mg/j jusqu'en mai 2013",
            ["létrozole start done 2012-03-01..2012-03-31", "létrozole stop done 2013-05-01..2013-05-31"],
        ),
        (
            "Nov. 2016 : évérolimus, arrêt au bout de 3 mois (toux)",
            ["évérolimus start done 2016-11-01..2016-11-30", "évérolimus stop done 2017-02-01..2017-02-28"],
        ),
        (
            "12/10/2016 : évérolimus 10 mg, arrêté le 02/02/2017",
            ["évérolimus start done 2016-10-12", "évérolimus stop done 2017-02-02"],
        ),
        # What was taken before goes on, or ends: it does not begin.
        (
            "Mars 2012 : stable sous capécitabine jusqu'en janvier 2014",
            ["capécitabine stop done 2014-01-01..2014-01-31"],
        ),
        ("Mars 2012 : poursuite capécitabine jusqu'en janvier 2014", ["capécitabine stop done 2014-01-01..2014-01-31"]),
        ("Mars 2012 : évérolimus arrêté", ["évérolimus stop done 2012-03-01..2012-03-31"]),
    ],
)
def test_what_an_entry_tells_to_be_given_begins_on_its_date(text, events):
    assert told(f"Carcinome du sein\n{text}") == sorted(events)


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("PD hépatique TDM 02/10/20 -> Glivec 800", 1),
        ("PD au TDM du 02/10/20 => Glivec 800 mg", 1),
        ("02/10/20 : Glivec 800", 1),
        ("Progression le 02/10/20 → Glivec 800 mg/j", 1),
        ("TDM 02/10/20 : PD -> Glivec 800 mg", 1),
        ("PD (TDM 02/10/20) -> Glivec 800", 1),
        ("02/10/20 : Glivec 400", 0),
        ("TDM stable 02/10/20 -> Glivec 400", 0),
        ("TDM stable 02/10/20 -> Glivec 400 mg", 0),
    ],
)
def test_an_arrow_leads_from_a_day_to_another_dose(text, changes):
    lines = told(f"GIST métastatique. Glivec 400 mg/j introduit en 06/17\n{text}")
    assert lines.count("imatinib dose_change done 2020-10-02") == changes
    assert sum("dose_change" in line for line in lines) == changes


@pytest.mark.parametrize(
    "head",
    [
        "Rapport de scintigraphie osseuse\nExamen réalisé le mardi 22 janvier 2019, 3 heures après injection",
        "RAPPORT DE SCINTIGRAPHIE OSSEUSE\nExamen réalisé le 22/01/2019",
        "Rapport : scintigraphie osseuse\nDate de l'examen : 22/01/2019",
        "Scintigraphie osseuse\nFaite à la demande du Dr T. le 22/01/2019",
        "COMPTE RENDU DE SCINTIGRAPHIE OSSEUSE\nRéalisée à la demande de l'hôpital de jour le 22/01/2019",
        "Compte rendu de scintigraphie osseuse\nEffectuée à la demande de Mme le Dr R. le : 22/01/2019",
    ],
)
def test_a_report_is_of_the_day_on_which_it_was_asked_and_done(head):
    text = f"{head}\nInterprétation : absence de foyer suspect."
    assert told(text, day=datetime(2019, 1, 22)) == ["bone_scan done 2019-01-22"]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Radiofréquence le 9 mars 2021. TDM de contrôle à S6 : récidive en bordure.", "ct done 2021-04-20"),
        ("Thermoablation le 9 mars 2021. TDM S+6 : pas de résidu.", "ct done 2021-04-20"),
        ("Micro-ondes le 10/02/2021, TDM M+1 : RP.", "ct done 2021-03-01..2021-03-31"),
        ("Radio-fréquence le 10/02/2021. IRM à M1 : nécrose complète.", "mri done 2021-03-01..2021-03-31"),
        ("Cryoablation le 10/02/2021. IRM à M3 : RAS.", "mri done 2021-05-01..2021-05-31"),
    ],
)
def test_weeks_and_months_are_counted_from_what_was_done_to_a_lesion(text, event):
    assert event in told(f"Carcinome hépatocellulaire. {text}")


@pytest.mark.parametrize("disease", ["LAM", "LMC", "LAL", "SMD", "Leucémie aiguë", "Myélome", "LMMC"])
@pytest.mark.parametrize("result", ["4 % de blastes", "22 % de plasmocytes", "moelle riche, pas de blaste"])
def test_a_marrow_is_read_whatever_the_disease_is_called(disease, result):
    lines = told(f"{disease}. Myélogramme du 08/10/2020 : {result}")
    assert lines == ["bone_marrow done 2020-10-08", "pathology done 2020-10-08"]
