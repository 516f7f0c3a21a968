"""What an exam shares with the sentences around it, and what belongs to something else."""

from datetime import datetime

import pytest

from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import extract_note, record


@pytest.fixture(scope="module")
def nlp():
    return build(explain=True)


def exams(nlp, text, day=None):
    """Return a note's imaging records, one line each."""
    note = {"note_id": "n", "note_text": text, "note_datetime": day}
    return sorted(
        f"{event['subtype']} {event['status']} {'..'.join(dict.fromkeys((event['date_start'], event['date_end'])))}"
        for event in record("n", extract_note(nlp, note))["events"]
        if event["family"] == "imaging"
    )


NOTE_DAY = datetime(2020, 6, 18)
MARCH = "2015-03-01..2015-03-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A visit leads to the exam told next.
        ("En mars 2015, elle consulte pour une toux. Un scanner montre une masse.", [f"ct done {MARCH}"]),
        ("Le 12/03/2015, il est admis pour une dyspnée. Une radiographie montre une masse.", [f"xray done {MARCH}"]),
        ("En mars 2015, le PSA s'élève. La scintigraphie osseuse montre une fixation.", [f"bone_scan done {MARCH}"]),
        # The first symptoms began some time before it.
        ("En mars 2015, elle a commencé à ressentir une gêne. Un scanner montre une masse.", []),
        ("En mars 2015, il a remarqué une masse du cou. Une échographie montre un nodule.", []),
        ("En mars 2015, apparition de douleurs osseuses. Une IRM montre un tassement.", []),
        # A date that dates one exam does not date the next.
        ("En mars 2015, un scanner montre une masse. Une IRM précise la lésion.", [f"ct done {MARCH}"]),
        ("Le 12/03/2015, TEP sans fixation.\nUne IRM précise la lésion.", ["pet done 2015-03-12"]),
        # A vague time dates nothing but what stands with it, and a later date ends the scene.
        ("Fin 2015, elle consulte pour une gêne. Une IRM montre une masse.", []),
        (
            "En mars 2015, il consulte. Une intervention chirurgicale a lieu le 12/06/2015. Le scanner montre des nodules.",
            [],
        ),
        # How long a finding has been there; the treatment that came of the exam.
        ("Scanner : nodule de 12 mm, stable et présent depuis janvier 2017.", []),
        ("Depuis mars 2015, la patiente souffre de paresthésies, pour lesquelles une IRM a été réalisée.", []),
        ("L'IRM ne montre pas de lésion, de sorte qu'il a commencé un traitement par capécitabine le 12/03/2015.", []),
        # A date right after the last exam of a list dates them all.
        (
            "La mammographie et l'échographie réalisées le 12/03/2015 montrent un nodule.",
            ["mammography done 2015-03-12", "ultrasound done 2015-03-12"],
        ),
    ],
)
def test_an_exam_shares_the_date_of_its_scene(nlp, text, expected):
    assert exams(nlp, text) == expected


def test_a_complaint_of_two_months_is_no_step_of_the_story(nlp):
    text = (
        "Un homme a consulté en août 2016 pour une toux depuis deux mois.\n\nExamens complémentaires\n"
        "La radiographie du thorax montre une masse.\n\nTraitement\nAfatinib débuté en septembre 2016."
    )
    assert exams(nlp, text) == ["xray done 2016-08-01..2016-08-31"]


def test_the_day_of_another_act_is_no_presentation(nlp):
    text = (
        "Examens complémentaires\nBiopsie (25/05/2012) : tumeur mésenchymateuse.\nÉchocardiographie : FEVG 60 %.\n\n"
        "Traitement\nChirurgie en juin 2012."
    )
    assert exams(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Told afterwards, what was asked for was done; what is awaited has no day of its own.
        ("En mars 2015, il consulte pour une toux, pour laquelle un scanner a été demandé.", [f"ct done {MARCH}"]),
        ("Chirurgie le 12/03/2015. Un scanner est demandé dans 3 mois.", []),
        # The exam came before its consequence, and after the treatment whose effect it shows.
        (
            "En mars 2015, elle a eu une échographie, de sorte qu'une biopsie a été faite un mois plus tard.",
            [f"ultrasound done {MARCH}"],
        ),
        # "Précédent" says that it was another time; a comparison's date is the other exam's.
        ("Le 21/07/2015, la lésion vue au scanner précédent a disparu.", []),
        (
            "IRM pelvienne : par rapport à l'examen d'avril 2015, la masse rectale a grossi.",
            ["mri done 2015-04-01..2015-04-30"],
        ),
        ("Osimertinib débuté le 10/05/2017, bonne tolérance et amélioration au scanner.", []),
    ],
)
def test_a_story_told_afterwards(nlp, text, expected):
    assert exams(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "TDM TAP du 27/04/2020 (fait en ville, initialement prévu fin mars, reporté) : stable.",
            ["ct done 2020-04-27"],
        ),
        (
            "TDM du 27/04/2020 (IRM reportée) : nodules non vus sur la TEP du 20/12/2019.",
            ["ct done 2020-04-27", "pet done 2019-12-20"],
        ),
        ("Contrôle (TEP de janvier 2020 faite ailleurs) non disponible.", ["pet done 2020-01-01..2020-01-31"]),
        ("TDM thoracique à 3 mois si abstention.", []),
        ("TDM thoracique à 3 mois.", ["ct planned 2020-09-01..2020-09-30"]),
        ("TDM thoracique à 3 mois si possible.", ["ct planned 2020-09-01..2020-09-30"]),
        ("Scanner non fait le 12/05/2020.", []),
    ],
)
def test_what_a_bracket_or_a_condition_says(nlp, text, expected):
    assert exams(nlp, text, NOTE_DAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Tables, whichever column the date stands in.
        (
            "Examen | Date | Conclusion\nScanner TAP | 12/01/2020 | stable\nTEP FDG | 15/02/2020 | progression",
            ["ct done 2020-01-12", "pet done 2020-02-15"],
        ),
        (
            "Date\tExamen\tRésultat\n12/01/2020\tScanner TAP\tstable\n15/02/20\tTEP-TDM\tprogression",
            ["ct done 2020-01-12", "pet done 2020-02-15"],
        ),
        (
            "Bilan :\n- Scanner TAP (12/01) : normal\n- Scintigraphie osseuse : négative (22/01)\n- TEP : prévue le 25/06",
            ["bone_scan done 2020-01-22", "ct done 2020-01-12", "pet planned 2020-06-25"],
        ),
        # Two exams of one day, and one region for both.
        (
            "Mammographie + échographie mammaire le 04/12/2019 : ACR5.",
            ["mammography done 2019-12-04", "ultrasound done 2019-12-04"],
        ),
        # The other exam of a comparison, and one named by its day.
        ("TDM du 3/02/20 comparée au 10/11/19 : stable.", ["ct done 2019-11-10", "ct done 2020-02-03"]),
        (
            "Le scanner du 12 février dernier et celui de ce jour sont superposables.",
            ["ct done 2020-02-12", "ct done 2020-06-18"],
        ),
        # What an exam showed, told on another day; what was only asked for that day.
        ("Suivi\n03/03/20 : résultat scanner : progression. IRM rachis demandée.\n05/03/20 : apyrétique.", []),
        ("Scanner du jour : progression par rapport à celui du 10 juin.", ["ct done 2020-06-10", "ct done 2020-06-18"]),
        # Each date of a series has its result.
        (
            "Évaluations TDM : avril 2020 = RP (-45%), mai 2020 = RP, prochaine évaluation en juillet.",
            ["ct done 2020-04-01..2020-04-30", "ct done 2020-05-01..2020-05-31"],
        ),
        ("Scanner du 12/03 : stable, le 15/04 début de la capécitabine.", ["ct done 2020-03-12"]),
        # Not done.
        ("Il n'a pas pu faire l'IRM du 10/06 (pacemaker), scanner cérébral fait le 12/06.", ["ct done 2020-06-12"]),
        ("L'IRM demandée le 3 mars 2020 et faite le 10 est normale.", ["mri done 2020-03-10"]),
        ("Scanner prévu le 10/06, reporté au 25/06 à la demande du patient.", ["ct planned 2020-06-25"]),
        ("Une IRM était programmée le 08/06 mais la patiente ne s'est pas présentée.", []),
        (
            "Elle a eu une TEP la semaine précédente et une IRM le 01/06.",
            ["mri done 2020-06-01", "pet done 2020-06-08..2020-06-14"],
        ),
        # A period told after an exam is that of the treatment.
        ("Au scanner, une progression ; nouvelle ligne de janvier à mars 2020.", []),
        # The first day of the stay.
        ("Hospitalisée du 01/06/2020 au 10/06/2020. Angioscanner à l'entrée : embolie.", ["ct done 2020-06-01"]),
    ],
)
def test_hospital_wordings(nlp, text, expected):
    assert exams(nlp, text, NOTE_DAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What another exam led to has its month where the story goes on in the next one, and none where it is silent longer.
        ("En mars 2015, une radiographie montre une opacité. Un scanner confirme une masse. Opéré en septembre 2015.", []),
        (
            "En mars 2015, une radiographie montre une opacité. Un scanner confirme une masse. Opéré en avril 2015.",
            [f"ct done {MARCH}"],
        ),
        (
            "En mars 2015, une échographie montre un nodule. Le bilan s'est poursuivi par un scanner. Opéré en août 2015.",
            [],
        ),
        # A visit's month holds however long nothing else is told.
        ("En mars 2015, il est hospitalisé pour une toux. Un scanner montre une masse. Opéré en août 2015.", [f"ct done {MARCH}"]),
    ],
)  # fmt: skip
def test_the_month_of_another_exam(nlp, text, expected):
    assert [line for line in exams(nlp, text) if line.startswith("ct")] == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("À la fin de l'année 2009", "2009-10-01..2009-12-31"),
        ("En fin d'année 2009", "2009-10-01..2009-12-31"),
        ("Au début de l'année 2009", "2009-01-01..2009-03-31"),
        ("Au milieu de l'année 2009", "2009-05-01..2009-08-31"),
        ("Au cours de l'année 2009", "2009-01-01..2009-12-31"),
    ],
)
def test_a_part_of_the_year_told_in_full(nlp, told, expected):
    assert exams(nlp, f"{told}, un scanner a été réalisé.") == [f"ct done {expected}"]
