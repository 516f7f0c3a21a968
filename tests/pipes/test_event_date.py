"""Which date an event has, what became of it, and what a note's record keeps: one fictitious sentence a rule."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import extract_note, record
from onco_pipeline.pipes.event_date import own_words, owned, weighing

NOTE_DAY = datetime(2020, 6, 18)


@pytest.fixture(scope="module")
def nlp():
    return build(explain=True)


def told(nlp, text, day=NOTE_DAY, kind=None):
    """Return the note's record, one line an event: "ct done 2019-03-12"; a longer date has its end too."""
    note = {"note_id": "n", "note_text": text, "note_datetime": day, "note_class_source_value": kind}
    lines = []
    for event in record("n", extract_note(nlp, note))["events"]:
        days = dict.fromkeys((event["date_start"], event["date_end"]))
        what = event["site"] if event["family"] == "oral_therapy" else event["family"]
        what = event["subtype"] if event["family"] in ("imaging", "biopsy") else f"{what} {event['subtype']}"
        lines.append(f"{what} {event['status']} {'..'.join(days)}")
    return sorted(lines)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # A date that opens its sentence sets the scene for the next one; one further inside does not.
        (
            "Le 3 mars 2019, elle consulte pour une toux. Une radiographie du thorax montre une opacité.",
            ["xray done 2019-03-01..2019-03-31"],  # the guidelines' ruling: a work-up takes the month
        ),
        ("Elle a été opérée d'une hernie le 3 mars 2019. Une radiographie du thorax montre une opacité.", []),
        # ... until a word says that time has gone by.
        ("Le 3 mars 2019, elle consulte pour une toux. Un scanner de contrôle montre une stabilité.", []),
        # A date stands by the act it follows, not by the result told after the bracket.
        (
            "Biopsie du foie le 19/02/2019 (lésion connue, cf. scanner du 12/02/2019), négative : tissu hépatique normal.",
            ["biopsy done 2019-02-19", "ct done 2019-02-12", "pathology result done 2019-02-19"],
        ),
        # One name, several dates.
        (
            "Comparaison : TEP du 12/03/2019 et du 02/09/2019.",
            ["pet done 2019-03-12", "pet done 2019-09-02"],
        ),
        ("Scanner du 12/03/2019, 14/03/2019 IRM cérébrale.", ["ct done 2019-03-12", "mri done 2019-03-14"]),
        # An act named again by its month has its day.
        (
            "Scanner thoracique le 04/12/2019. Lésion absente sur le scanner de décembre 2019.",
            ["ct done 2019-12-04"],
        ),
        # A relative date that is spelt out.
        ("Prochain scanner dans 3 mois, soit le 21/09/2020.", ["ct planned 2020-09-21"]),
        # A day before a month's short name.
        (
            "Myélogramme le 08 oct. 12 et BOM 2 jours après.",
            ["bone_marrow done 2012-10-08", "bone_marrow done 2012-10-10"],
        ),
        # No date: the day of a cycle, and the drug T-DM1 which is no scan.
        ("Carboplatine AUC 5 jour 1 tous les 21 jours, puis scanner de contrôle.", []),
        ("Début du TDM1 en avril 2019.", []),
        # Without a year or a finding, the exam to come.
        ("Radiographie du thorax le 10/07. Revoir ensuite.", ["xray planned 2020-07-10"]),
        ("Radiographie du thorax le 10/04 : normale.", ["xray done 2020-04-10"]),
    ],
)
def test_an_event_has_the_date_that_a_reader_gives_it(nlp, text, events):
    assert told(nlp, text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "Biopsie axillaire prévue le 09/12/2019, annulée (INR 4), finalement faite le 17/12/2019 : N+.",
            "done 2019-12-17",
        ),
        ("Biopsie axillaire demandée, non faite faute de place, sera réalisée le 24/06/2020.", "planned 2020-06-24"),
        ("Biopsie axillaire programmée le 09/12/2019, annulée.", None),
        ("Une biopsie axillaire a été demandée (02/03/2019), qui a montré un carcinome.", "done 2019-03-02"),
        ("Une biopsie axillaire est demandée pour le 02/07/2020.", "planned 2020-07-02"),
        ("Il est recommandé de faire une biopsie axillaire en juillet 2020.", None),
        (
            "RCP du 02/06/2020 : refus du scanner par le patient ; biopsie axillaire faite le 10/06/2020.",
            "done 2020-06-10",
        ),
    ],
)
def test_the_last_word_on_an_act_counts(nlp, text, events):
    biopsies = [line.removeprefix("biopsy ") for line in told(nlp, text) if line.startswith("biopsy ")]
    assert biopsies == ([events] if events else [])


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "Sorafénib du 10/12/2019 au 23/12/2019.",
            ["sorafénib start done 2019-12-10", "sorafénib stop done 2019-12-23"],
        ),
        (
            "Afatinib débuté le 18/11/2019, nécessitant une réduction de dose pour diarrhée.",
            ["afatinib start done 2019-11-18"],
        ),
        (
            "Dasatinib arrêté du 20/11/2019 au 04/12/2019, repris à 70 mg.",
            ["dasatinib start done 2019-12-04", "dasatinib stop done 2019-11-20"],
        ),
    ],
)
def test_a_day_dates_one_change_of_a_drug(nlp, text, events):
    assert told(nlp, text) == events


def test_a_finding_named_as_a_reason_is_no_news(nlp):
    reason = "Un traitement par acide zolédronique est débuté le 16/07/2018 en raison de métastases osseuses."
    news = "En mars 2017, en raison de métastases hépatiques, elle reçoit une chimiothérapie."
    assert [line for line in told(nlp, reason) if "metastasis" in line] == []
    assert [line for line in told(nlp, news) if "metastasis" in line] == [
        "metastasis onset done 2017-03-01..2017-03-31"
    ]


def test_a_story_without_a_note_date_is_past(nlp):
    text = "Lyon, le 12/03/2015\nElle a eu une IRM cérébrale en mai 2018, normale."
    assert "mri done 2018-05-01..2018-05-31" in told(nlp, text, day=None)


def test_an_undated_work_up_between_two_close_steps_has_the_month(nlp):
    close = "En octobre 2015, il consulte pour des céphalées.\n\nExamens complémentaires\nUn scanner crânien a montré une lésion.\n\nTraitement\nRadiothérapie le 18/11/2015."
    assert told(nlp, close, day=None) == ["ct done 2015-10-01..2015-10-31"]
    assert told(nlp, close.replace("18/11/2015", "18/03/2016"), day=None) == []


def test_a_report_s_findings_have_the_day_of_its_act(nlp):
    pathology = (
        "ANATOMIE PATHOLOGIQUE\nPrélevé le : 17/09/2019   Reçu le : 18/09/2019\n\n"
        "Nature : biopsies prostatiques.\n\nConclusion : adénocarcinome Gleason 7 (4+3)."
    )
    assert told(nlp, pathology, kind="CR-ANAPATH") == ["biopsy done 2019-09-17", "pathology result done 2019-09-17"]
    imaging = (
        "TEP-TDM   Examen du 08/02/2020 - validé le 09/02/2020\n\nRésultats :\n"
        "Thorax : apparition, par rapport au 02/09/2019, de métastases pulmonaires bilatérales."
    )
    assert [line for line in told(nlp, imaging, kind="CR-IMAG") if "metastasis" in line] == [
        "metastasis onset done 2020-02-08"
    ]


def test_one_sample_is_one_result(nlp):
    text = "Biopsie hépatique le 12/03/2019 : adénocarcinome. Adénocarcinome CK7+ sur la biopsie du 12/03/2019."
    assert [line for line in told(nlp, text) if "pathology" in line] == ["pathology result done 2019-03-12"]


_WORDS = st.sampled_from(
    [
        "scanner",
        "biopsie",
        "IRM",
        "le",
        "du",
        "12/03/2019",
        "mars",
        "2018",
        "annulée",
        "finalement",
        "faite",
        "prévue",
        "refusée",
        "capécitabine",
        "débutée",
        "arrêtée",
        "métastases",
        "hépatiques",
        "adénocarcinome",
        ".",
        ";",
        ",",
        "(",
        ")",
        "\n",
        ":",
        "et",
        "puis",
        "dans",
        "3",
        "mois",
        "J15",
        "pas",
        "de",
        "ce",
        "jour",
        "létrozole",
    ]
)


@settings(max_examples=60)
@given(st.lists(_WORDS, max_size=40))
def test_any_order_of_words_is_read_and_read_the_same_twice(words):
    nlp = _pipeline()
    note = {"note_id": "n", "note_text": " ".join(words), "note_datetime": NOTE_DAY}
    rows = extract_note(nlp, note)
    assert rows == extract_note(nlp, note)
    for row in rows:
        assert row["quote"] == note["note_text"][row["quote_start"] : row["quote_end"]]
        if row["date_quote"] is not None:
            assert row["date_quote"] == note["note_text"][row["date_quote_start"] : row["date_quote_end"]]
            assert 1900 <= row["date_start"].year <= row["date_end"].year <= 2100


_BUILT = []


def _pipeline():
    if not _BUILT:
        _BUILT.append(build())
    return _BUILT[0]


@pytest.mark.parametrize(
    ("text", "day", "events"),
    [
        # A year-less day after an exam's adjective; of a biopsy "3/12" counts cores.
        (
            "IRM encéphalique 4/11 : deux métastases cérébrales.",
            datetime(2019, 11, 8),
            ["metastasis onset done 2019-11-04", "mri done 2019-11-04"],
        ),
        (
            "Biopsies de prostate 3/12 positives le 04/05/2018.",
            datetime(2019, 11, 8),
            ["biopsy done 2018-05-04", "pathology result done 2018-05-04"],
        ),
        # Abbreviated words of time.
        (
            "Imatinib 400 mg dep. 03/2016, augmenté à 800 mg en 11/2017.",
            datetime(2019, 5, 6),
            ["imatinib dose_change done 2017-11-01..2017-11-30", "imatinib start done 2016-03-01..2016-03-31"],
        ),
        ("TDM TAP ds 2 mois.", datetime(2019, 5, 6), ["ct planned 2019-07-01..2019-07-31"]),
        # Days are counted from the cure or the stay told last, not from the surgery of another year.
        (
            "Mastectomie le 12/12/2018. Le palbociclib a été débuté le 22/02/2021. Neutropénie à J15 : pause d'une semaine.",
            datetime(2021, 3, 15),
            ["palbociclib start done 2021-02-22", "palbociclib stop done 2021-03-09"],
        ),
        # An imaging report's findings have the day of the exam in its title.
        (
            "SCANNER THORACO-ABDOMINO-PELVIEN du 24/04/2020\n\nTechnique : injection.\n\nRésultats :\nApparition de 3 métastases hépatiques.",
            datetime(2020, 4, 27),
            ["ct done 2020-04-24", "metastasis onset done 2020-04-24"],
        ),
        # The day of the exam stands below the report's title.
        (
            "IRM PROSTATIQUE\nDate de l'examen : 16/01/2020\nTechnique : T2.\nComparaison : IRM du 11/2016.\nRésultat : lésion.",
            datetime(2020, 1, 16),
            ["mri done 2016-11-01..2016-11-30", "mri done 2020-01-16"],
        ),
        # A story goes on in its own year, line after line.
        (
            "Histoire :\nBiopsie le 7 mars 2018.\nTEP du 14 mars : fixation.\nIRM du 19 mars : normale.\nScanner de décembre : stable.",
            datetime(2020, 10, 5),
            ["biopsy done 2018-03-07", "ct done 2019-12-01..2019-12-31", "mri done 2018-03-19", "pet done 2018-03-14"],
        ),
        # "The same day" of a plan is to come as well; a visit and its exam without a year are.
        (
            "Biopsie prévue le 7 juillet ; un scanner cérébral sera fait le même jour.",
            datetime(2022, 6, 30),
            ["biopsy planned 2022-07-07", "ct planned 2022-07-07"],
        ),
        (
            "Sortie le 14/05/2018. Consultation le 12 juin avec scanner.",
            datetime(2018, 5, 14),
            ["ct planned 2018-06-12"],
        ),
        ("IRM cérébrale non faite à ce jour (RDV le 18/12).", datetime(2019, 12, 12), ["mri planned 2019-12-18"]),
        ("P : reprise Xeloda le 15/06.", datetime(2020, 6, 8), ["capécitabine start planned 2020-06-15"]),
        (
            "Reprise de la castration et acétate d'abiratérone depuis avril 2021.",
            datetime(2022, 6, 30),
            ["abiratérone start done 2021-04-01..2021-04-30"],
        ),
        # A spread that is told again is no second onset, whatever exam stands before it.
        (
            "TDM du 02/11/2020 : 2 métastases hépatiques. TEP le 12/11/2020 sans autre lésion. Conclusion : récidive hépatique.",
            datetime(2020, 11, 17),
            ["ct done 2020-11-02", "metastasis onset done 2020-11-02", "pet done 2020-11-12"],
        ),
        # A plan ends where an entry of an earlier day begins.
        (
            "14/06/21 : va bien. P : poursuite, TDM début septembre.\n26/04/21 : biopsie bronchique du 12/04 : carcinome.",
            datetime(2021, 6, 14),
            ["biopsy done 2021-04-12", "ct planned 2021-09-01..2021-09-10", "pathology result done 2021-04-12"],
        ),
        # What is said of a drug before its dose is no other drug.
        (
            "Imatinib néoadjuvant 400 mg/j du 02.03.21 au 30.08.21.",
            datetime(2021, 11, 25),
            ["imatinib start done 2021-03-02", "imatinib stop done 2021-08-30"],
        ),
        # The visit's day is no day of a result.
        (
            "Je revois ce jour cette patiente suivie pour un carcinome canalaire infiltrant du sein, RE 90 %.",
            datetime(2022, 6, 30),
            [],
        ),
        # What is proposed and begins on a day is on the calendar.
        (
            "Je lui propose un traitement par sunitinib qui débutera le 17 septembre 2018.",
            datetime(2018, 9, 12),
            ["sunitinib start planned 2018-09-17"],
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)
def test_reads_what_hospital_notes_write(nlp, text, day, events):
    assert told(nlp, text, day) == events


@pytest.mark.parametrize("words", sorted(weighing._PLAIN))
def test_plain_words_before_a_date_tell_nothing_that_is_left_unasked(words):
    assert weighing.GLUE_AFTER.fullmatch(words)
    unasked = [
        *(own_words._DONE_THEN, own_words._DONE_ON, own_words._TAKEN_ALREADY, own_words._OF_SO_LONG),
        *(own_words._FROM_THEN, own_words._SPELT_OUT, owned.IN_ITS_BRACKET, owned._LISTED),
        *(weighing._AND_THEN, weighing._AND_ON),
    ]
    assert not [pattern.pattern for pattern in unasked if pattern.fullmatch(words)]
