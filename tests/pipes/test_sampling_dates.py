"""When a tissue was sampled and what was found: dates and states of biopsies and results, one fictitious note a rule."""

from datetime import datetime

import pytest
from test_event_date import told

from onco_pipeline.extraction.pipeline import build


@pytest.fixture(scope="module")
def nlp():
    return build(explain=True)


def samplings(nlp, text, day=datetime(2020, 6, 18)):
    """Return the biopsies and results of a note's record, as "biopsy done 2019-03-12" and "result done 2019-03-12"."""
    lines = (line.removeprefix("pathology ") for line in told(nlp, text, day))
    return [line for line in lines if line.startswith(("biopsy", "cytology", "bone_marrow", "result"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Biopsie de L2 programmée 20/03, déprogrammée, reprogrammée 05/06, finalement faite le 9.", "done 2020-06-09"),
        ("Biopsie de L2 annulée le 20/03, faite le 25/03, puis sera refaite le 02/07.", "planned 2020-07-02"),
        # What a sample showed tells that it was taken.
        ("Une biopsie a été demandée en janvier 2019, avec un résultat anatomopathologique d'adénocarcinome.", "done"),
        ("Une biopsie a été programmée le 03/02/2019, qui a révélé un adénocarcinome.", "done 2019-02-03"),
        # A plan told before a sample that something is read on is no plan of the sample.
        (
            "Biopsies bronchiques le 08/01/2020. KRAS demandé (matériel insuffisant sur les biopsies du 08/01).",
            "done 2020-01-08",
        ),
    ],
)
def test_what_became_of_a_biopsy(nlp, text, expected):
    assert [line for line in samplings(nlp, text) if line.startswith(f"biopsy {expected}")], samplings(nlp, text)
    assert len([line for line in samplings(nlp, text) if line.startswith("biopsy")]) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Myélogramme le 08/10/2012, BOM le 10/10/2012. Revu le 17/05/2018, deux mois après la BOM.", 2),
        ("Biopsie du foie le 03/02/2019. Le 12/02/2019, les résultats de la biopsie ont été reçus.", 1),
        ("Biopsie du foie le 03/02/2019. En mai 2019, recherche de mutation sur la biopsie : KRAS muté.", 1),
        ("Biopsie du foie le 03/02/2019. Vu le 05/03/2019. Cette biopsie s'est compliquée d'un hématome.", 1),
        # A date of its own, or the same act once more.
        ("Biopsie du foie le 03/02/2019. La biopsie du 05/03/2019 est négative.", 2),
        ("Biopsie du foie le 03/02/2019. Le 05/03/2019, il a été décidé de répéter la biopsie, non contributive.", 2),
        (
            "Le 03/02/2019, des biopsies du foie ont été faites. Le 05/03/2019, des biopsies du foie ont été refaites.",
            2,
        ),
    ],
)
def test_a_biopsy_told_again_is_told_once(nlp, text, expected):
    found = [line for line in samplings(nlp, text) if not line.startswith("result")]
    assert len(found) == expected, found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The day of the result, told or awaited, is not the day of the sampling.
        ("Cytoponction inguinale réalisée hier, résultat jeudi.", ["cytology done 2020-06-17"]),
        (
            "Biopsie-exérèse le 05/10/2019 : métastase de mélanome (CR reçu 8 jours après).",
            ["biopsy done 2019-10-05", "result done 2019-10-05"],
        ),
        # A meeting's day is not carried to the acts told after it.
        ("RCP du 04/06 : immunothérapie. Cytoponction inguinale sous écho réalisée avant la perfusion.", []),
    ],
)
def test_days_that_are_not_the_samplings(nlp, text, expected):
    assert samplings(nlp, text) == expected
