"""When a cancer spreads: one fictitious sentence a rule, from the text to the record."""

from datetime import datetime

import pytest

from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import extract_note, record


@pytest.fixture(scope="module")
def nlp():
    return build(explain=True)


def told(nlp, text, day=None):
    """Return the metastases of the note's record, one line each: "os 2019-03-12"."""
    events = record("n", extract_note(nlp, {"note_id": "n", "note_text": text, "note_datetime": day}))["events"]
    return [
        f"{event['site']} " + "..".join(dict.fromkeys((event["date_start"], event["date_end"])))
        for event in events
        if event["family"] == "metastasis"
    ]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # The exam's date, not that of what came of it.
        (
            "Cancer de la prostate. Le 03/12/2016, hausse du PSA et la scintigraphie osseuse du 12/12/2016 a montré des "
            "métastases osseuses, de sorte qu'un traitement par abiratérone a été débuté le 04/01/2017.",
            ["os 2016-12-12"],
        ),
        # What a treatment is chosen for was shown just before.
        (
            "Tumeur carcinoïde. Le 03/09/2018, un scanner montre une lésion du foie. Compte tenu de la maladie métastatique "
            "du foie, une chimiothérapie est proposée.",
            ["foie 2018-09-03"],
        ),
        # The visit and the primary's treatment are no dates of a relapse; its second telling has one.
        (
            "Je revois ce jour Mme V., suivie pour un cancer du côlon opéré le 09/12/2019, avec récidive péritonéale.\n"
            "Scanner du 27/04/2020 : nodules de carcinose.",
            ["péritoine 2020-04-27"],
        ),
        ("Cancer du côlon opéré le 09/12/2019, avec récidive péritonéale.", []),
        ("Cancer du côlon, récidive péritonéale opérée le 09/12/2019.", ["péritoine 2019-12-09"]),
        # What an operation was done for is told with its date where nothing told it before.
        (
            "Cancer du rein. En avril 2006, une lobectomie hépatique a été faite en raison de métastases.",
            ["foie 2006-04-01..2006-04-30"],
        ),
        # The day is told, and how long the treatment had gone on besides.
        (
            "Mélanome opéré le 04/03/2013. Le 05/09/2014, un scanner a montré l'apparition de métastases hépatiques après un an de traitement.",
            ["foie 2014-09-05"],
        ),
        # Several sites of one day are one record, told in one statement or in two.
        (
            "Cancer du sein. Scanner du 27/04/2020 : métastases pulmonaires, épanchement pleural de moyenne abondance sans "
            "nodule visible ; métastases hépatiques.",
            ["poumon 2020-04-27"],
        ),
        # A doubt about the next site is none about this one.
        (
            "Cancer du côlon. Le 27/04/2020, récidive péritonéale (implants), intercostale et probable atteinte pulmonaire.",
            ["péritoine 2020-04-27"],
        ),
        ("Cancer du sein. IRM du 27/04/2020 : lésions de T12 et L3 d'allure secondaire.", []),
        ("Cancer du sein. IRM du 27/04/2020 : nodules hépatiques évocateurs de métastases.", []),
        (
            "Cancer du sein. IRM du 27/04/2020 : nodules hépatiques compatibles avec des métastases.",
            ["foie 2020-04-27"],
        ),
        # ... but asserted later on, the suspicion's exam showed it.
        (
            "Cancer du poumon. IRM du 27/04/2020 : lésions évocatrices de métastases osseuses.\nDiagnostic : cancer du poumon "
            "de stade IV.",
            ["None 2020-04-27"],
        ),
        ("Cancer du côlon opéré le 09/12/2019. Elle a ensuite eu une récidive métastatique.", []),
        # Its own sentence names another time than the one before.
        (
            "En janvier 2010, cancer du rectum opéré. En février 2015, une masse est apparue, adressée en chirurgie thoracique "
            "où une résection est tentée sans succès ; des prélèvements confirment une métastase pulmonaire.",
            ["poumon 2015-02-01..2015-02-28"],
        ),
        # What time has gone by denies nothing.
        (
            "Cancer du foie opéré. En mai 2019, après 20 mois sans maladie, récidive osseuse.",
            ["os 2019-05-01..2019-05-31"],
        ),
        # A sample of known metastases shows nothing new; nodes counted on a specimen are regional.
        (
            "Cancer du sein. IRM du 27/04/2020 : métastases osseuses et hépatiques. Une biopsie d'une des métastases hépatiques "
            "est réalisée le 04/05/2020.",
            ["os 2020-04-27"],
        ),
        (
            "Cancer du rein. Néphrectomie le 03/03/2015 : infiltration de la graisse et métastases dans 4 des 15 ganglions.",
            [],
        ),
        # The primary's name tells where the cancer comes from, not where it has gone.
        (
            "Cancer de l'œsophage. IRM du 03/12/2011 : métastase cérébrale. Le 20/01/2012, exérèse de la lésion cérébrale : "
            "métastase d'adénocarcinome intestinal.",
            ["cerveau 2011-12-03"],
        ),
        # What is new beside what is known.
        (
            "Cancer du poumon, métastases hépatiques en mars 2019. Scanner du 12/05/2020 : stabilité des métastases hépatiques "
            "connues, nouvelle lésion surrénalienne droite de 22 mm.",
            ["foie 2019-03-01..2019-03-31", "surrénale 2020-05-12"],
        ),
        ("Mélanome. Oligoprogression surrénalienne gauche au TEP du 11/05/2020.", ["surrénale 2020-05-11"]),
        # An exam listed after another one's conclusion is news.
        (
            "Mélanome. Métastase cutanée en août 2018.\nConclusion : foyers sous-cutanés.\n"
            "- Scanner thoracique (03/11/2018) : métastases pulmonaires multiples.",
            ["peau 2018-08-01..2018-08-31", "poumon 2018-11-03"],
        ),
    ],
)
def test_metastases_have_the_date_of_what_shows_them(nlp, text, events):
    assert told(nlp, text, datetime(2020, 6, 18) if "ce jour" in text else None) == events
