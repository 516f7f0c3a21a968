"""When a drug begins, stops and changes: one fictitious sentence a rule, from the text to the record."""

from datetime import datetime

import pytest

from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import extract_note, record

NOTE_DAY = datetime(2020, 6, 18)


@pytest.fixture(scope="module")
def nlp():
    return build(explain=True)


def told(nlp, text, day=NOTE_DAY):
    """Return the drugs of the note's record, one line an event: "olaparib start done 2019-03-12"."""
    events = record("n", extract_note(nlp, {"note_id": "n", "note_text": text, "note_datetime": day}))["events"]
    return sorted(
        f"{event['site']} {event['subtype']} {event['status']} "
        + "..".join(dict.fromkeys((event["date_start"], event["date_end"])))
        for event in events
        if event["family"] == "oral_therapy"
    )


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # A pair has one period; a pause within it is a stop besides.
        (
            "Mélanome. Encorafénib-binimétinib adjuvant du 04/03/2019 au 06/04/2020 (pause de 2 semaines le 12/08/2019).",
            [
                "binimétinib start done 2019-03-04",
                "binimétinib stop done 2019-08-12",
                "binimétinib stop done 2020-04-06",
                "encorafénib start done 2019-03-04",
                "encorafénib stop done 2019-08-12",
                "encorafénib stop done 2020-04-06",
            ],
        ),
        # A combination begins and ends together, whatever stands between its drugs.
        (
            "Mélanome. Le 08/10/2018 il débute un traitement par vémurafénib 960 mg/12 h, jours 1 à 28 + cobimétinib "
            "60 mg/24 h avec une progression après le 3e cycle (14/01/2019).",
            ["cobimétinib start done 2018-10-08", "vémurafénib start done 2018-10-08"],
        ),
        # The end of one period is no beginning of the next drug.
        (
            "Cancer. Goséréline 09/17 -> 09/19 ; bicalutamide le premier mois.",
            ["bicalutamide start done 2017-09-01..2017-09-30"],
        ),
        (
            "Cancer de la prostate. Stable jusqu'en 2013, date à laquelle le bicalutamide a été débuté.",
            ["bicalutamide start done 2013-01-01..2013-12-31"],
        ),
        # "Puis repris": the day after the pause; "repris" alone: when it ends.
        (
            "Cancer du côlon sous capécitabine. Comprimés interrompus par la patiente du 3 au 12 mars, puis repris.",
            ["capécitabine start done 2020-03-13", "capécitabine stop done 2020-03-03"],
        ),
        (
            "LMC sous nilotinib. Nilotinib stop du 03/03/2020 au 12/03/2020, repris à 300 mg.",
            ["nilotinib start done 2020-03-12", "nilotinib stop done 2020-03-03"],
        ),
        # What a word without a drug goes on about.
        (
            "CHC. Sorafénib 800 mg du 10/12/2018 au 23/12/2018, réduit à 400 mg pour un syndrome main-pied le "
            "15/01/2019, puis définitivement arrêté le 27/01/2019.",
            [
                "sorafénib dose_change done 2019-01-15",
                "sorafénib start done 2018-12-10",
                "sorafénib stop done 2018-12-23",
                "sorafénib stop done 2019-01-27",
            ],
        ),
        ("Arrêt du traitement par létrozole le 02/03/2020, cancer du sein.", ["létrozole stop done 2020-03-02"]),
        # Planned although something must be confirmed, once its day is set.
        (
            "Cancer du sein sous létrozole depuis mars 2019. Si confirmation : ribociclib à débuter le 02/07/2020 en association "
            "au létrozole.",
            ["létrozole start done 2019-03-01..2019-03-31", "ribociclib start planned 2020-07-02"],
        ),
        ("Cancer du sein. Si progression le 02/07/2020 : capécitabine.", []),
        # "Une éventuelle interruption" makes nothing of the start uncertain.
        (
            "CHC. Le 24/08/2019, le sorafénib est réintroduit avec une éventuelle adaptation.",
            ["sorafénib start done 2019-08-24"],
        ),
    ],
)
def test_a_change_of_a_drug_has_its_date(nlp, text, events):
    assert told(nlp, text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # The sentence before brings it about.
        (
            "Cancer du rein. En août 2018, le scanner montre une progression hépatique. Une deuxième ligne de traitement par "
            "axitinib a été débutée.",
            ["axitinib start done 2018-08-01..2018-08-31"],
        ),
        (
            "Mélanome sous dabrafénib. Le 03/12/2018, uvéite bilatérale avec toxicité de grade 3.\nCompte tenu de cette "
            "toxicité, il a été décidé d'arrêter le dabrafénib.",
            ["dabrafénib stop done 2018-12-03"],
        ),
        (
            "Cancer du rein. Progression après 3 cycles (janvier 2018). À ce moment-là, mise sous cabozantinib.",
            ["cabozantinib start done 2018-01-01..2018-01-31"],
        ),
        # It does not: another time, another cause, or nothing that is begun.
        (
            "Cancer du rein. En août 2018, le scanner montre une progression hépatique. Elle a bien toléré l'axitinib, débuté "
            "ensuite.",
            [],
        ),
        ("Cancer du rein. En août 2018, elle déménage à Lyon. Un traitement par axitinib a été débuté.", []),
        (
            "Cancer du rein. En août 2018, le scanner montre une progression. Le foie est normal. Un traitement par axitinib "
            "a été débuté.",
            ["axitinib start done 2018-08-01..2018-08-31"],
        ),
    ],
)
def test_a_drug_has_the_date_of_what_brings_it_about(nlp, text, events):
    assert told(nlp, text, day=None) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # A start told again with its date; one that has its own keeps it.
        (
            "Cancer du rein. Elle a été mise sous sunitinib. Le traitement d'entretien a débuté le 05/10/2015.",
            ["sunitinib start done 2015-10-05"],
        ),
        (
            "Gliome. Il est décidé de commencer du témozolomide. Le 07/08/2017, le premier cycle a été administré.",
            ["témozolomide start done 2017-08-07"],
        ),
        (
            "Cancer. Étude du DASATINIB, version 27/10/2011. Début du traitement le 05/11/2013.",
            ["dasatinib start done 2013-11-05"],
        ),
        (
            "Cancer. Capécitabine débutée le 02/05/2014. Le traitement a débuté le 05/10/2015.",
            ["capécitabine start done 2014-05-02"],
        ),
        # A period without "de", and weeks that tell how the drug is taken.
        (
            "GIST : sunitinib 50 mg pendant 4 semaines et 2 semaines de repos (04/04/2014 à 05/03/2015).",
            ["sunitinib start done 2014-04-04", "sunitinib stop done 2015-03-05"],
        ),
        (
            "Cancer du sein. Tamoxifène pendant 5 ans (du 01/10/1996 au 05/11/2001).",
            ["tamoxifène start done 1996-10-01", "tamoxifène stop done 2001-11-05"],
        ),
        (
            "Cancer du rein. Sunitinib débuté le 02/05/2018, maintenu jusqu'à aujourd'hui.",
            ["sunitinib start done 2018-05-02"],
        ),
        # A drug resumed at another dose is resumed; a change told before is no second one.
        (
            "Carcinome. L'évérolimus a été réintroduit le 03/05/2015 avec un ajustement de la dose à 5 mg.",
            ["évérolimus start done 2015-05-03"],
        ),
        ("Carcinome sous évérolimus. Stable le 03/05/2015, 4 mois après cet ajustement de la dose.", []),
        # A drug asked for and begun; a drug or trial only considered; one taken for something else.
        (
            "Mélanome. Nous avons demandé une association de dabrafénib et de tramétinib, qui a débuté le 03/11/2016.",
            ["dabrafénib start done 2016-11-03", "tramétinib start done 2016-11-03"],
        ),
        ("Cancer. Le 03/05/2013, adressée pour évaluer son inclusion dans un essai clinique avec le brigatinib.", []),
        ("Cancer du foie. Transplantation en 2014, sous traitement immunosuppresseur par évérolimus.", []),
        # A pause begins on its day, whatever it lasts; the end of a cycle is no end of the treatment.
        (
            "Mélanome. Le 03/05/2015, toxicité nécessitant l'arrêt du dabrafénib pendant deux semaines.",
            ["dabrafénib stop done 2015-05-03"],
        ),
        (
            "Cancer du rein sous pazopanib. Le 03/05/2014, après avoir terminé le troisième cycle de pazopanib, réponse.",
            [],
        ),
    ],
)
def test_a_drug_has_the_date_that_it_is_told_again_with(nlp, text, events):
    assert told(nlp, text, day=None) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # A hormone's dose is fixed: a change is the other drug's; a date between a drug and its dose is the start's.
        (
            "Cancer du sein. Létrozole + palbociclib depuis le 07/01/2019, dose réduite à 100 mg le 04/03/2019.",
            [
                "létrozole start done 2019-01-07",
                "palbociclib dose_change done 2019-03-04",
                "palbociclib start done 2019-01-07",
            ],
        ),
        (
            "Myélome. Revlimid 25 mg J1-21 débuté le 06/01/2020, réduit à 15 mg à C3 le 02/03/2020.",
            ["lénalidomide dose_change done 2020-03-02", "lénalidomide start done 2020-01-06"],
        ),
        (
            "Cancer du rein. Votrient 800 mg débuté le 02/01/2020, baissé à 600 mg le 15/02, remonté à 800 mg le 01/04.",
            [
                "pazopanib dose_change done 2020-02-15",
                "pazopanib dose_change done 2020-04-01",
                "pazopanib start done 2020-01-02",
            ],
        ),
        ("Cancer du poumon. Erlotinib 150 → 100 mg le 05/06/2019 (rash).", ["erlotinib dose_change done 2019-06-05"]),
        # Stopped and resumed in one sentence; a pause between two dates; first and last doses.
        (
            "Cancer du sein. Kisqali 600 mg introduit le 05/11/2019 : suspension le 20/11, reprise à 400 mg le 04/12.",
            ["ribociclib start done 2019-11-05", "ribociclib start done 2019-12-04", "ribociclib stop done 2019-11-20"],
        ),
        (
            "Cancer du côlon. La patiente a interrompu d'elle-même son Xeloda entre le 20 et le 27 avril.",
            ["capécitabine stop done 2020-04-20"],
        ),
        (
            "Cancer de la thyroïde. Caprelsa : première prise le 04/02/2020, dernière prise le 01/06/2020.",
            ["vandétanib start done 2020-02-04", "vandétanib stop done 2020-06-01"],
        ),
        (
            "LLC. Imbruvica : 420 mg/j depuis le 05/11/2018, stop le 03/02/2020.",
            ["ibrutinib start done 2018-11-05", "ibrutinib stop done 2020-02-03"],
        ),
        # A participle belongs to the drug that it stands right after; other words for a stop.
        (
            "Cancer du sein. Exémestane-évérolimus initié le 03/02/2020 ; évérolimus stoppé le 20/03, exémestane poursuivi.",
            ["exémestane start done 2020-02-03", "évérolimus start done 2020-02-03", "évérolimus stop done 2020-03-20"],
        ),
        ("Cancer du sein. Ne prend plus le tamoxifène depuis le 3 mars.", ["tamoxifène stop done 2020-03-03"]),
        ("Cancer du sein sous létrozole. A cessé de le prendre le 3 mars.", ["létrozole stop done 2020-03-03"]),
        # A later exam's date is not the drug's; a name with a dose is another drug.
        (
            "Cancer du côlon sous capécitabine. Réduction de la dose de capécitabine à 80 % ; un scanner a été réalisé le "
            "04/05/2020.",
            [],
        ),
        (
            "CHC. Sorafénib débuté le 04/05/2018. Phase I avec du dexanabinol 30 mg/kg, interrompue le 04/12/2018.",
            ["sorafénib start done 2018-05-04"],
        ),
    ],
)
def test_a_hospital_note_tells_drugs_in_few_words(nlp, text, events):
    assert told(nlp, text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # What a result, or the patient's state, has brought about has its day.
        (
            "Cancer du poumon. Le 31/10/2018, les résultats moléculaires ont été reçus, avec une délétion de l'exon 19. "
            "Un traitement par erlotinib 150 mg a donc été prescrit.",
            ["erlotinib start done 2018-10-31"],
        ),
        (
            "Cancer du poumon. En mars 2018, les symptômes se sont aggravés. L'analyse du LCR retrouve la mutation T790M, ce "
            "qui a conduit à l'utilisation de l'osimertinib.",
            ["osimertinib start done 2018-03-01..2018-03-31"],
        ),
        # ... and its own sentence may tell why.
        (
            "Cancer du sein. En mars 2018, elle a été adressée en neurologie. L'IRM montre une progression cérébrale, si "
            "bien qu'une chimiothérapie par capécitabine a été instaurée.",
            ["capécitabine start done 2018-03-01..2018-03-31"],
        ),
        (
            "Cancer du sein. En mars 2018, elle a été adressée en neurologie. L'IRM montre une progression, de sorte qu'un "
            "traitement par corticoïdes et capécitabine a été mis en place jusqu'en juin 2018.",
            [
                "capécitabine start done 2018-03-01..2018-03-31",
                "capécitabine stop done 2018-06-01..2018-06-30",
            ],
        ),
        # Nothing has come about.
        ("Cancer du sein. En mars 2018, elle va bien. Un traitement par capécitabine lui a été expliqué.", []),
        ("Cancer du poumon. L'utilisation de l'osimertinib a été envisagée en mars 2018.", []),
    ],
)
def test_what_brings_a_drug_about(nlp, text, events):
    assert told(nlp, text, None) == events
