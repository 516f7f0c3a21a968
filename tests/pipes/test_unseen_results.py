"""Results of pathology, and their days, in wordings of case reports that the rules met late; the sentences are invented."""

import pytest

from onco_pipeline.extraction.records import record, rows_of


def records(text: str) -> list[str]:
    """Return the dated pathology results of a note without a date, in the order of their days."""
    note = {"note_id": "n", "note_text": text, "note_datetime": None}
    return [
        f"{event['site']} {event['date_start']}"
        for event in sorted(record("n", rows_of(note))["events"], key=lambda one: one["date_start"])
        if event["family"] == "pathology" and event["status"] == "done"
    ]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        # "AP" is the report, whatever verb follows.
        (
            "Le 20/01/2012, il a subi une exérèse de la lésion cérébelleuse avec une AP compatible avec une métastase "
            "d'adénocarcinome.",
            ["cerveau 2012-01-20"],
        ),
        (
            "En septembre 2015, un scanner a montré une masse pancréatique avec AP positif pour un carcinome de Merkel.",
            ["pancréas 2015-09-01"],
        ),
        (
            "Lors d'une échographie de contrôle en janvier 2017, une lésion du foie a été vue, et une métastasectomie avec PA "
            "d'adénocarcinome a été réalisée.",
            ["foie 2017-01-01"],
        ),
        # What a report confirms is its result.
        (
            "Cancer du côlon. Lobectomie en septembre 2009. L'AP confirme la nature métastatique des nodules.",
            ["poumon 2009-09-01"],
        ),
        (
            "Cancer du côlon. Une lobectomie a été réalisée en décembre 2009. L'AP a de nouveau confirmé l'origine colique.",
            ["poumon 2009-12-01"],
        ),
        (
            "Cancer du rein. En juillet 2013, les lésions du pancréas ont été réséquées et l'anatomie pathologique a confirmé "
            "l'origine métastatique.",
            ["pancréas 2013-07-01"],
        ),
        # So many nodes of so many are counted on a specimen.
        (
            "Mélanome. En décembre 2010, une lymphadénectomie a été pratiquée, et 3 ganglions lymphatiques sur 5 présentaient "
            "des métastases.",
            ["ganglion 2010-12-01"],
        ),
        (
            "Mélanome. En mars 2014, un curage cervical a été réalisé, avec des résultats positifs dans 4 des 6 ganglions.",
            ["ganglion 2014-03-01"],
        ),
        (
            "Séminome. Une lymphadénectomie a été réalisée en août 2012, avec des résultats anatomopathologiques : absence de "
            "structures néoplasiques.",
            ["ganglion 2012-08-01"],
        ),
        # "Le résultat" is that of the sampling told before, however long its sentence.
        (
            "Une ponction ayant été blanche, il a été décidé en consultation de faire une biopsie de la moelle osseuse, qui a "
            "donc été réalisée (8 janvier 2015). Le résultat était compatible avec une infiltration par un carcinome.",
            ["moelle osseuse 2015-01-08"],
        ),
        (
            "Sarcome. En avril 2016, il a subi des résections pulmonaires, toutes compatibles avec des métastases de sarcome.",
            ["poumon 2016-04-01"],
        ),
        # The exam on whose occasion something was found, its date in brackets.
        (
            "Cancer du poumon. Lors du premier scanner de réévaluation (septembre 2008), un épanchement pleural est apparu. La "
            "rechute a été confirmée par la cytologie du liquide pleural, positive pour un adénocarcinome.",
            ["plèvre 2008-09-01"],
        ),
        # The year of a classification is no result's.
        ("Adénocarcinome pulmonaire avec ALK positif (stade cT4cN3M1b, 7e édition TNM, 2010).", []),
        # A technique of radiotherapy is no stage.
        (
            "Cancer du poumon. Elle a été irradiée le 27/06/2017 dans un accélérateur avec la technique RT3D, bien tolérée.",
            [],
        ),
        ("Le 03/11/2010, lobectomie de la thyroïde droite : lymphome.", ["thyroïde 2010-11-03"]),
        # A heading in the line of a date, and an excision's stage.
        ("Mai 2008 : récidive locale. Excision de la tumeur. AP : sarcome synovial.", ["None 2008-05-01"]),
        (
            "En janvier 2008, biopsie de l'orteil : mélanome. Le 26 février 2008, il a subi une excision de l'orteil avec un "
            "rapport de mélanome de 4,3 mm. pT4 N1 M0.",
            ["peau 2008-01-01", "peau 2008-02-26"],
        ),
        # The puncture told in its sentence comes before the excision that the next one tells.
        (
            "Une ponction de la masse rétropéritonéale a été réalisée, dont la pathologie était compatible avec un "
            "paragangliome. En septembre 2016, une excision de la masse a été pratiquée.",
            [],
        ),
        ("Syndrome de Lynch (frère porteur) avec, en 2002, un adénocarcinome du côlon pT3N1M0.", ["côlon 2002-01-01"]),
    ],
)
def test_results(note: str, expected: list[str]) -> None:
    assert records(note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        # A biopsy spoken of again is the one told before, were its day the work-up's month.
        (
            "Il consulte en novembre 2014. Une biopsie rénale a été réalisée. Après la biopsie, les marges ont été élargies le "
            "11/12/2014.",
            ["2014-11-01"],
        ),
        (
            "Mélanome : biopsie cutanée le 13/09/2010. En octobre, rien. Après la première biopsie, les marges ont été élargies "
            "le 11/11/2010.",
            ["2010-09-13"],
        ),
        (
            "Lors du dernier scanner (avril 2018), aucun implant n'a été observé. Compte tenu des résultats, l'ancienne biopsie "
            "a été revue et a confirmé un carcinosarcome.",
            [],
        ),
    ],
)
def test_biopsies_told_again(note: str, expected: list[str]) -> None:
    told = record("n", rows_of({"note_id": "n", "note_text": note, "note_datetime": None}))["events"]
    assert [event["date_start"] for event in told if event["family"] == "biopsy"] == expected


def exams(note: str) -> list[str]:
    """Return the dated exams and spreads of a note without a date."""
    told = record("n", rows_of({"note_id": "n", "note_text": note, "note_datetime": None}))["events"]
    kept = [event for event in told if event["family"] in ("imaging", "metastasis") and event["status"] == "done"]
    return sorted(f"{event['subtype']} {event['date_start']}..{event['date_end']}" for event in kept)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        # Asked for on a day, and told with what came of it.
        (
            "Cancer du poumon. Un scanner a été demandé en septembre 2018, où la réponse globale était une maladie stable. "
            "Un scanner en décembre 2018 était inchangé.",
            ["ct 2018-09-01..2018-09-30", "ct 2018-12-01..2018-12-31"],
        ),
        # Two figures of a year that changed places.
        (
            "Cancer du sein. Scanner en mars 2012 : normal. En janvier 2103, un scanner a montré des métastases hépatiques.",
            ["ct 2012-03-01..2012-03-31", "ct 2013-01-01..2013-01-31", "onset 2013-01-01..2013-01-31"],
        ),
        # A step between commas only spells out the day before it.
        (
            "Cancer du sein traité en juillet 2009. Le scanner de contrôle du 24/07/2014, 5 ans après le début du traitement, "
            "était stable.",
            ["ct 2014-07-24..2014-07-24"],
        ),
        # Some cycles on, the date that a treatment was begun on holds no longer.
        (
            "Cancer du poumon. En mars 2016, un traitement par nivolumab a été débuté. La tolérance était bonne. Après le "
            "quatrième cycle, la maladie a progressé dans le foie.",
            [],
        ),
    ],
)
def test_days_that_do_not_hold(note: str, expected: list[str]) -> None:
    assert exams(note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        # Asked for, proposed or planned: what it showed is told, so it was done.
        (
            "Cancer du sein. En septembre 2012, un bilan a été demandé à l'aide d'une IRM et d'un scanner, qui a confirmé une récidive.",
            ["ct 2012-09-01..2012-09-30", "mri 2012-09-01..2012-09-30"],
        ),
        (
            "Cancer du poumon. Un scanner thoracique pour la planification de la radiothérapie le 26/01/2018, qui a montré une "
            "stabilité.",
            ["ct 2018-01-26..2018-01-26"],
        ),
        ("Cancer du poumon. Un scanner thoracique est prévu le 26/01/2018.", []),
    ],
)
def test_what_was_found_was_done(note: str, expected: list[str]) -> None:
    assert exams(note) == expected


def test_a_course_told_with_its_end_has_ended() -> None:
    note = "Cancer du côlon. Un traitement par capécitabine a été proposé pour 8 cycles, se terminant en juillet 2010."
    told = record("n", rows_of({"note_id": "n", "note_text": note, "note_datetime": None}))["events"]
    assert [(event["subtype"], event["status"], event["date_start"]) for event in told] == [
        ("stop", "done", "2010-07-01")
    ]


def test_many_years_are_not_counted_from_the_date_told_last() -> None:
    note = (
        "Cancer du sein opéré. En 2015, elle va bien. 24 ans après le diagnostic, un scanner a montré une progression."
    )
    assert exams(note) == []
    assert exams("Cancer du sein opéré en mars 2001. Dix ans plus tard, un scanner était normal. Vue en 2012.") == [
        "ct 2011-01-01..2011-12-31"
    ]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        # A place in the bronchi is no admission.
        (
            "Il est hospitalisé en octobre 2015. Antécédents : fibroscopie le 22/11/2006, masse bronchique à l'entrée du culmen, avec "
            "biopsies positives pour un adénocarcinome.",
            ["poumon 2006-11-22"],
        ),
        # No result is of all the months of a treatment.
        (
            "Mélanome opéré. Elle a reçu de l'interféron de février 2009 à septembre 2012. Une résection a été décidée. Il "
            "s'agissait d'une métastase de mélanome BRAF V600E.",
            [],
        ),
    ],
)
def test_results_of_their_day(note: str, expected: list[str]) -> None:
    assert records(note) == expected


def test_a_later_progression_does_not_date_the_onset() -> None:
    note = "Cancer du sein avec métastases hépatiques, traité. En avril 2015, un scanner a montré une progression hépatique."
    assert exams(note) == ["ct 2015-04-01..2015-04-30"]
