"""The same course told in other words, as another hospital would: restrictive turns, other verbs, lists with a title."""

from datetime import datetime

import pytest
from note_record import told

from onco_pipeline.events import Status
from onco_pipeline.extraction.reading import read_events

JUNE_18 = datetime(2020, 6, 18)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Done on a later day than planned, and only then.
        ("Le scanner prévu fin mars n'a été réalisé que le 27/04/2020.", ["ct done 2020-04-27"]),
        ("L'IRM qui devait se tenir fin mars n'a pu être passée, faute de créneau, que le 27/04/2020.", ["mri done 2020-04-27"]),
        ("La TEP demandée en mars n'a eu lieu que le 27/04/2020.", ["pet done 2020-04-27"]),
        ("Elle n'a pu passer son scanner que le 27/04/2020.", ["ct done 2020-04-27"]),
        (
            "Le scanner qui devait avoir lieu fin mars n'a pu être passé que le 27/04/2020. Xeloda arrêté le soir du scanner.",
            ["capécitabine stop done 2020-04-27", "ct done 2020-04-27"],
        ),
        # It could not be done, without "pas"; and what was decided otherwise.
        ("L'IRM du 09/12/2019 n'a pu avoir lieu.", []),
        ("La TEP calée au 04/05/2020 n'a pu se tenir et s'est faite le 12/05.", ["pet done 2020-05-12"]),
        ("Biopsie du foie prévue le 09/12/2019, n'a pu se faire ; réalisée le 17/12.", ["biopsy done 2019-12-17"]),
        (
            "Il était convenu de biopsier L2 le 20/03/2020, mais l'épidémie en a décidé autrement ; un nouveau rendez-vous avait été "
            "fixé au 5 juin et la biopsie a eu lieu le 9 juin.",
            ["biopsy done 2020-06-09"],
        ),
        # Not of use, not needed.
        ("RCP du 18/04/2019 : pas d'utilité d'une biopsie du foie.", []),
        ("18/04/2019, RCP : nul besoin de biopsie du foie.", []),
        ("Le 18/04/2019, scanner jugé sans intérêt.", []),
        # Neither exam showed anything: both were done.
        ("Ni le scanner ni l'IRM du 12/06/2017 ne retrouvaient de lésion.", ["ct done 2017-06-12", "mri done 2017-06-12"]),
        ("Ni biopsie ni scanner le 12/06/2017.", []),
        # Relatives.
        ("Fam. : maman, cancer du sein, métas os 1991.", []),
        ("Enfin, sa fille a eu en février 2020 une coloscopie avec des biopsies qui se sont révélées normales.", []),
        ("Je rappelle que son père a eu en février 2020 un scanner montrant des métastases hépatiques.", []),
        # An earlier size has an earlier day.
        ("12/08/2019 : TDM du thorax, nodule passé de 6 mm (mai) à 11 mm.", ["ct done 2019-08-12"]),
        ("12/08/2019 : TDM du thorax, nodule de 11 mm contre 6 mm en mai.", ["ct done 2019-08-12"]),
        # When the answer was read.
        (
            "05/10/2019 : biopsie cutanée => mélanome (lue 8 jours après), BRAF muté.",
            ["biopsy done 2019-10-05", "pathology done 2019-10-05"],
        ),
        # "Puncture" as a verb.
        ("Le nodule de la thyroïde a grossi ; il doit être ponctionné le 22/07.", ["cytology planned 2020-07-22"]),
        ("Le ganglion sera ponctionné à l'aiguille fine le 22/07.", ["cytology planned 2020-07-22"]),
        ("L'ascite a été ponctionnée le 04/05/2020, cytologie positive.", ["cytology done 2020-05-04", "pathology done 2020-05-04"]),
        ("L'ascite a été ponctionnée le 04/05/2020 (3 litres).", []),
        # The earlier exam by another name.
        (
            "Scanner TAP du 27/04/2020 : nodules, absents du précédent examen daté du 20/12/2019.",
            ["ct done 2019-12-20", "ct done 2020-04-27"],
        ),
        # A drug added to another one begins, not the other.
        ("Létrozole depuis mai 2020. Ajouter le palbociclib au létrozole le 02/07.", ["létrozole start done 2020-05-01..2020-05-31", "palbociclib start planned 2020-07-02"]),
        # Resumed after a pause that ends with a day.
        (
            "Capécitabine interrompue du 23 au 30 mars 2020 ; elle l'a ensuite reprise.",
            ["capécitabine start done 2020-03-31", "capécitabine stop done 2020-03-23"],
        ),
        # A term of two ends is no limit.
        ("IRM cérébrale d'ici 4 à 6 semaines.", ["mri planned 2020-07-16..2020-07-30"]),
    ],
)  # fmt: skip
def test_the_same_in_other_words(text, expected):
    assert told(text, "CR-CONS", JUNE_18) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Around a day, and the first or last days of a month.
        ("Scanner aux environs du 20 juillet.", ["ct planned 2020-07-15..2020-07-25"]),
        ("Scanner dans les premiers jours de juillet.", ["ct planned 2020-07-01..2020-07-10"]),
        ("IRM faite dans les derniers jours de mai.", ["mri done 2020-05-21..2020-05-31"]),
        # A day told twice.
        ("Opérée le 26/05/2020. Le lendemain 27 mai, TDM abdominale : collection.", ["ct done 2020-05-27"]),
        ("TDM la veille, le 12/06/2020 : stable.", ["ct done 2020-06-12"]),
        # A year that stands before its clause.
        ("Son premier cancer : en 2009, une biopsie du sein gauche, pratiquée le 3 février.", ["biopsy done 2009-02-03"]),
        # Put off and done elsewhere; and the day told in the next clause.
        ("TDM TAP : RDV de fin mars 2020 reporté, fait en ville 27/04.", ["ct done 2020-04-27"]),
        ("Biopsie attendue pour le 09/12/2019, INR à 4 ; elle n'a été effectuée que le 17 décembre.", ["biopsy done 2019-12-17"]),
        ("IRM du 16/01/2020, artefactée, à recommencer ; elle l'a été le 6 février.", ["mri done 2020-01-16", "mri done 2020-02-06"]),
        ("21/07 : TEP à venir.", ["pet planned 2020-07-21"]),
        # What nobody saw the use of, and what is advised.
        ("La RCP du 18/04/2019 n'a pas vu l'intérêt d'une biopsie hépatique.", []),
        ("Nous conseillons un scanner le 02/07.", []),
        # Otherwise: the other way is not taken.
        ("Nilotinib à partir du 03/07, à défaut bosutinib.", ["nilotinib start planned 2020-07-03"]),
        ("Reprise de la capécitabine le 03/07 plutôt que de l'olaparib.", ["capécitabine start planned 2020-07-03"]),
        # Stopped by the patient.
        ("Dasatinib depuis mars 2019. Il a de lui-même cessé le traitement le 01/11/2019.", ["dasatinib start done 2019-03-01..2019-03-31", "dasatinib stop done 2019-11-01"]),
        # A row that the days of a pause head.
        (
            "TRAITEMENTS\n15/07/2019  abiratérone\n10/08 - 17/08/2019  abiratérone : suspension\n18/08/2019  abiratérone : reprise",
            ["abiratérone start done 2019-07-15", "abiratérone start done 2019-08-18", "abiratérone stop done 2019-08-10"],
        ),
        # Fluids, told with a verb.
        ("Les urgences ont ponctionné la plèvre le 03/11/2019 : cytologie négative.", ["cytology done 2019-11-03", "pathology done 2019-11-03"]),
        # No conclusion is a result too, and so is normal tissue.
        ("Les biopsies du 08/01/2020 n'ont pas permis de conclure.", ["biopsy done 2020-01-08", "pathology done 2020-01-08"]),
        ("Biopsie surrénalienne le 19/02/2020 : ce n'est que du cortex normal.", ["biopsy done 2020-02-19", "pathology done 2020-02-19"]),
        # When the answer came, by telephone and on paper.
        (
            "Biopsies le 28/02/2020 : carcinome épidermoïde (anapath donnée par tél. le 04/03, papier le 07/03).",
            ["biopsy done 2020-02-28", "pathology done 2020-02-28"],
        ),
        ("Biopsies le 28/02/2020 : adénocarcinome (le compte rendu est du 5 mars).", ["biopsy done 2020-02-28", "pathology done 2020-02-28"]),
        ("BRCA : bloc de 2017 adressé le 03/05, en attente.", []),
        ("Opéré en mai 2020. Si le gène EGFR s'avérait muté, l'osimertinib serait rediscuté.", []),
        # A spread that is only thought of.
        ("Biopsie de L3 le 02/06/2020. Si la métastase est prouvée, radiothérapie.", ["biopsy done 2020-06-02"]),
        ("TEP le 02/06/2020. L'encorafénib reste en réserve pour une progression cérébrale.", ["pet done 2020-06-02"]),
        # The day of the operation, however long its date and its words.
        ("Le 26 septembre 2019, nous avons procédé à une sigmoïdectomie. L'échographie peropératoire a vu un kyste.", ["ultrasound done 2019-09-26"]),
    ],
)  # fmt: skip
def test_days_stops_and_answers_in_other_words(text, expected):
    assert told("Cancer. " + text if "\n" not in text else text, "CR-CONS", JUNE_18) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'IRM prévue le 12/07 a été reportée au 25/07.", ["mri planned 2020-07-25"]),
        ("L'IRM prévue le 12/07 a été reportée. Elle aura lieu le 25/07.", ["mri planned 2020-07-25"]),
        ("L'IRM du 12/07 est reportée. Nouvelle date : 25/07.", ["mri planned 2020-07-25"]),
        ("L'IRM du 12/06 n'a pas pu être faite. Nouvel examen programmé le 25/06.", ["mri planned 2020-06-25"]),
        ("L'IRM aura lieu le 22/06. Elle est repoussée au 25/06.", ["mri planned 2020-06-25"]),
        ("Scanner prévu le 22/06. Ce scanner est décalé au 25/06.", ["ct planned 2020-06-25"]),
        ("Scanner initialement prévu le 22/06. Il est avancé au 20/06.", ["ct planned 2020-06-20"]),
        ("IRM du 28/05/2020 annulée, finalement passée le 2 juin.", ["mri done 2020-06-02"]),
        ("IRM prévue le 28/05/2020, annulée, elle l'a finalement passée le 02/06.", ["mri done 2020-06-02"]),
        ("Le scanner du 28/05/2020 a été annulé. Il a été réalisé le 2 juin.", ["ct done 2020-06-02"]),
        ("Scanner prévu le 22/06. Il est à jeun.", ["ct planned 2020-06-22"]),
    ],
)
def test_a_postponed_exam_is_one_exam_in_one_sentence_or_in_two(text, expected):
    assert told("Cancer du sein. " + text, "CR-CONS", JUNE_18) == expected


@pytest.mark.parametrize(
    "text",
    [
        "La TEP prévue le 12/06 a été annulée, elle est reprogrammée le 25/06.",
        "La TEP prévue le 12/06 a été annulée. Elle a eu lieu le 16/06.",
        "La TEP prévue le 12/06 a été annulée. La TEP est reprogrammée le 25/06.",
    ],
)
def test_what_was_put_off_is_not_told_as_missed(text):
    events = read_events("Cancer du sein. " + text, "CR-CONS", JUNE_18.date())
    assert all(event.attributes.get("taken_up") for event in events if event.status is Status.CANCELLED)
    assert [event.status for event in events].count(Status.CANCELLED) < len(events)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Imatinib pris jusqu'à ce jour, arrêté devant une toxicité.", ["imatinib stop done 2020-06-18"]),
        (
            "Imatinib depuis mars 2019, poursuivi jusqu'à ce jour puis arrêté.",
            ["imatinib start done 2019-03-01..2019-03-31", "imatinib stop done 2020-06-18"],
        ),
        ("Imatinib depuis mars 2019 jusqu'à ce jour.", ["imatinib start done 2019-03-01..2019-03-31"]),
        (
            "Imatinib depuis mars 2019, pris jusqu'au 15/05/2020 puis arrêté.",
            ["imatinib start done 2019-03-01..2019-03-31", "imatinib stop done 2020-05-15"],
        ),
    ],
)
def test_a_drug_taken_until_today(text, expected):
    assert told(text, "CR-CONS", JUNE_18) == expected


TWO = ["pet done 2019-03-01..2019-03-31", "pet done 2019-09-01..2019-09-30"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TEP\nmars 2019 : négative\nsept. 2019 : négative\n", TWO),
        ("SURVEILLANCE PAR TEP\n- mars 2019 : négative\n- sept. 2019 : fixation douteuse\n", TWO),
        ("II. SURVEILLANCE TEP (tous les 6 mois)\n| Date | Résultat |\n| mars 2019 | négative |\n| sept. 2019 | négative |", TWO),
        # Put off, and not done at all.
        (
            "Suivi par TEP :\n- mars 2019 : négative\n- sept. 2019 : négative\n- avril 2020, non faite à la date prévue, passée le 03/05/2020 : stable\n"
            "- 10/06/2020 : annulée\n",
            [*TWO, "pet done 2020-05-03"],
        ),
        # A row with another exam, and a list of something else.
        ("TEP :\n- mars 2019 : négative\n- sept. 2019 : négative\n- 10/06/2020 : IRM cérébrale normale\n", [*TWO, "mri done 2020-06-10"]),
        ("TEP :\n- mars 2019 : négative\nFin du suivi.\n", []),
        ("TEP demandée\n- mars 2019 : mastectomie\n- sept. 2019 : radiothérapie\n", []),
    ],
)  # fmt: skip
def test_rows_below_an_exam_are_days_of_it(text, expected):
    got = told("Cancer du sein.\n" + text, "CR-CONS", JUNE_18)
    assert [line for line in got if not line.startswith("pathology")] == sorted(expected)
