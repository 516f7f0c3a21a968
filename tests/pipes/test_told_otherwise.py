"""The same course told in other words, as another hospital would: restrictive turns, other verbs, lists with a title."""

from datetime import datetime

import pytest
from note_record import told

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
