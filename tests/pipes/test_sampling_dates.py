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


def test_the_day_a_result_was_read_is_not_the_sample_s(nlp):
    text = "On dispose d'une biopsie bronchique du 05/09/2019, résultat lu le 13/09/2019 : adénocarcinome TTF1+."
    assert samplings(nlp, text) == ["biopsy done 2019-09-05", "result done 2019-09-05"]


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The date that opens a sentence holds to its end, whatever was told before.
        (
            "En janvier 2010, elle est opérée d'un adénocarcinome du rectum.\nEn février 2015, un scanner a montré un nodule "
            "du poumon, et la patiente a été adressée en chirurgie thoracique où une thoracotomie exploratrice a été faite, "
            "rendant impossible la résection de la tumeur ; des biopsies ont été réalisées.",
            ["biopsy done 2015-02-01..2015-02-28"],
        ),
        # A treatment begun between a result and a date has that date ...
        (
            "Une mutation EGFR L858R a été trouvée sur la pièce, et après la radiothérapie l'erlotinib a été commencé en "
            "juillet 2013.",
            [],
        ),
        # ... an operation gives its own to the specimen.
        ("Suivie pour un adénocarcinome du côlon pT3N2a opéré le 09/12/2019.", ["result done 2019-12-09"]),
        # A work-up between two steps of the same season; how long the cough has lasted is no step.
        (
            "Il consulte en août 2016 pour une toux depuis deux mois.\n\nExamens complémentaires\nBilan biologique normal.\n"
            "Pas de syndrome inflammatoire.\nFonction rénale normale.\nBiopsie pulmonaire : adénocarcinome, EGFR muté.\n\n"
            "Traitement\nAfatinib débuté en septembre 2016.",
            ["biopsy done 2016-08-01..2016-08-31", "result done 2016-08-01..2016-08-31"],
        ),
        # What the diagnosis repeats is not found in that work-up.
        (
            "Il consulte en août 2016 pour une toux.\n\nExamen physique\nNormal.\nPas de fièvre.\nPas d'adénopathie.\n\n"
            "Diagnostic\nAdénocarcinome pulmonaire, EGFR muté.\n\nTraitement\nAfatinib débuté en septembre 2016.",
            [],
        ),
    ],
)
def test_which_of_two_dates(nlp, text, expected):
    assert samplings(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Two samples of one day are two results; two results of one sample are one.
        (
            "En janvier 2018, biopsie médullaire : hyperplasie. En janvier 2018, biopsie de L3 : tumeur de bas grade.",
            [
                *["biopsy done 2018-01-01..2018-01-31", "bone_marrow done 2018-01-01..2018-01-31"],
                *["result done 2018-01-01..2018-01-31"] * 2,
            ],
        ),
        (
            "Le 03/02/2019, biopsie du foie : adénocarcinome grade 2. KRAS muté sur la biopsie.",
            ["biopsy done 2019-02-03", "result done 2019-02-03"],
        ),
        # A result told after an operation is the specimen's, not the biopsy's before it.
        (
            "Biopsie du sein en février 2014. Elle a subi une mastectomie en août 2014. L'anatomie pathologique a montré un "
            "carcinome triple négatif.",
            ["biopsy done 2014-02-01..2014-02-28", "result done 2014-08-01..2014-08-31"],
        ),
        # "Avec un diagnostic de" tells what an operation found.
        (
            "Le 13/07/2015, elle a subi une hystérectomie, avec un diagnostic de carcinome mixte bien différencié.",
            ["result done 2015-07-13"],
        ),
        # What a sentence opens with went before the date of its main clause.
        (
            "En juillet 2012, un ganglion a été découvert. Après confirmation histologique de l'adénocarcinome, elle a été "
            "opérée le 25/07/2012.",
            ["result done 2012-07-01..2012-07-31"],
        ),
        # A visit sets the scene wherever its date stands.
        (
            "Une femme de 63 ans a été examinée en août 2010 pour un goitre. Une cytoponction n'a pas révélé de cellules malignes.",
            ["cytology done 2010-08-01..2010-08-31", "result done 2010-08-01..2010-08-31"],
        ),
        # A semicolon parts two statements.
        ("Adénome réséqué en 2013 ; mélanome (Breslow 0,8 mm), exérèse 2006.", ["result done 2006-01-01..2006-12-31"]),
        # An addendum has the day of the sample, not of the meeting that asked for it.
        (
            "Prélevé le : 17/09/2019\nMacroscopie : 14 flacons.\nMicroscopie : prolifération glandulaire.\n"
            "Conclusion : adénocarcinome Gleason 7 (4+3).\n\nÀ la demande de la RCP du 10/10/2019 :\nRecherche d'instabilité : pMMR.",
            ["result done 2019-09-17"],
        ),
    ],
)
def test_whose_result_it_is(nlp, text, expected):
    assert samplings(nlp, text) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Une biopsie du foie est décidée. Celle-ci a été réalisée en avril 2014.",
            ["biopsy done 2014-04-01..2014-04-30"],
        ),
        ("Une biopsie du foie est proposée. Ce geste a été effectué le 14/07/2014.", ["biopsy done 2014-07-14"]),
        ("Une biopsie du foie est proposée. Le traitement a été débuté le 14/07/2014.", []),
        (
            "En avril 2015, une étude est recommandée et une biopsie a été réalisée.",
            ["biopsy done 2015-04-01..2015-04-30"],
        ),
        ("En juillet 2017, il a été décidé de ne pas effectuer de biopsie cérébrale.", []),
        ("En juillet 2017, il a été renoncé à la biopsie.", []),
    ],
)
def test_an_act_decided_on(nlp, text, expected):
    assert samplings(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # How long a lesion had been there is no day on which it was read.
        (
            "Le 04/06/2015, il a été opéré d'une lésion de la joue, présente depuis deux ans ; au cours des trois derniers "
            "mois, elle avait saigné. L'anatomie pathologique a conclu à un mélanome nodulaire, Breslow 3 mm.",
            ["result done 2015-06-04"],
        ),
        # Nothing is read on the day on which a treatment was begun, ended or given.
        ("Le traitement a débuté le 03/04/2018 par carboplatine et pemetrexed. PD-L1 à 60 %, ALK négatif.", []),
        ("Il a reçu 6 cycles de bévacizumab jusqu'en mai 2015. EGFR muté, ALK négatif.", []),
        ("Une radiothérapie de 20 Gy a été terminée le 03/04/2018. HER2 positif, RE négatifs.", []),
        (
            "Elle a été opérée le 03/04/2018 après la radiothérapie. L'histologie montre un carcinome de grade 3.",
            ["result done 2018-04-03"],
        ),
        # Found some time in the years of follow-up.
        ("Cancer du côlon opéré en mars 2015. Au cours du suivi, une mutation KRAS a été retrouvée.", []),
        # A sampling has the month of the exam that led to it, however long the story is silent then.
        (
            "En mars 2015, une échographie montre un nodule du foie. Une biopsie a été réalisée. Opéré en août 2015.",
            ["biopsy done 2015-03-01..2015-03-31"],
        ),
    ],
)
def test_no_day_of_a_result(nlp, text, expected):
    assert samplings(nlp, text, None) == expected


@pytest.mark.parametrize(
    "found",
    [
        "moelle osseuse normocellulaire pour l'âge",
        "moelle hypocellulaire",
        "moelle osseuse normale",
        "moelle osseuse de richesse normale",
    ],
)
def test_how_rich_a_marrow_is(nlp, found):
    text = f"Biopsie de la moelle osseuse (14/11/2017) : {found}."
    assert samplings(nlp, text, None) == ["bone_marrow done 2017-11-14", "result done 2017-11-14"]
