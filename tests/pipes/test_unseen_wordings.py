"""Classes of wording that reports kept aside have shown to be misread; one fictitious note a wording, no date of its own."""

import pytest

from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import extract_note, record


@pytest.fixture(scope="module")
def nlp():
    return build(explain=True)


def events(nlp, text, family):
    """Return a note's records of a family as "subtype drug-or-nothing first-day..last-day"."""
    note = {"note_id": "n", "note_text": text, "note_datetime": None}
    lines = []
    for event in record("n", extract_note(nlp, note))["events"]:
        if event["family"] == family and event["status"] == "done":
            drug = [event["site"]] if family == "oral_therapy" else []
            days = "..".join(dict.fromkeys((event["date_start"], event["date_end"])))
            lines.append(" ".join([event["subtype"], *drug, days]))
    return sorted(lines)


JULY, MARCH = "2014-07-01..2014-07-31", "2012-03-01..2012-03-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A limb is no microsatellite.
        ("Cancer du côlon. Le 04/05/2016, déficit moteur du MSI.", []),
        ("Cancer du côlon. Le 04/05/2016, parésie du membre supérieur gauche (MSI), puis reprise de la MSI.", []),
        ("Cancer du côlon. Le 04/05/2016, œdème du MSD et douleur au MSI.", []),
        ("Biopsie du côlon le 04/05/2016 : adénocarcinome MSI.", ["result 2016-05-04"]),
        ("Colectomie le 04/05/2016 : tumeur MSI-H, perte de MLH1.", ["result 2016-05-04"]),
        # The words of a report, whatever it calls the tumour.
        (
            "En mars 2012, excision d'une lésion de la vulve. Le rapport anatomopathologique fait état d'un myxome.",
            [f"result {MARCH}"],
        ),
        (
            "En mars 2012, la biopsie a été rapportée par l'anatomopathologie comme une tumeur maligne atypique.",
            [f"result {MARCH}"],
        ),
        # Nodes without disease are a result of the operation that took them.
        ("Curage iliaque (15/01/2012), sans maladie métastatique dans 11 ganglions isolés.", ["result 2012-01-15"]),
        ("Le 15/01/2012, lymphadénectomie : 14 ganglions prélevés, indemnes.", ["result 2012-01-15"]),
        ("En mars 2012, curage ganglionnaire axillaire de 12 ganglions.", []),
        # A clinician's stage tells of no examination; a specimen's does, on its operation's day.
        ("Adénocarcinome du pancréas T4N0M0 (mars 2012).", []),
        (
            "Cancer du sein en 2012, carcinome canalaire pT1 pN0, mastectomie (mars 2012) puis radiothérapie.",
            [f"result {MARCH}"],
        ),
        # What an endoscopy of its own sentence took is not read on an earlier operation.
        (
            "Hystérectomie en 2009. En mars 2012, un scanner montre une masse du pancréas. Une CPRE a été réalisée, "
            "avec une cytologie négative.",
            [f"result {MARCH}"],
        ),
    ],
)
def test_results(nlp, text, expected):
    assert events(nlp, text, "pathology") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("En juillet 2014, le chirurgien a rejeté la biopsie de la lésion cérébrale.", []),
        ("En juillet 2014, une biopsie hépatique a été récusée par le comité.", []),
        ("En juillet 2014, le comité n'a pas retenu l'indication d'une biopsie.", []),
        (
            "En juillet 2014, elle a été récusée pour une chirurgie ; une biopsie du foie a été faite.",
            [f"biopsy {JULY}"],
        ),
        # The story has gone on since the date of an earlier operation.
        (
            "Opéré en mars 2013 d'un basocellulaire. En mai 2013, il tousse. Après une ponction, il a été opéré en juin.",
            [],
        ),
        # Proposed, then done; what is proposed behind an exam is another act.
        ("Une biopsie du ganglion a été proposée, qui a été réalisée le 14/06/2013.", ["biopsy 2013-06-14"]),
        # What a finding turned out to be after its biopsy tells that it was taken.
        (
            "En juillet 2014, une échographie montre des lésions du foie, qui après biopsie se sont avérées malignes.",
            [f"biopsy {JULY}"],
        ),
    ],
)
def test_biopsies(nlp, text, expected):
    assert events(nlp, text, "biopsy") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The time of follow-up is not the date told before it.
        ("En mars 2012, il consulte. Lors d'un de ces contrôles, il se plaint du dos. Une IRM est faite.", []),
        ("En mars 2012, elle consulte. Au cours du suivi, une échographie montre un kyste.", []),
        ("En mars 2012, elle consulte. Par la suite, elle se plaint du dos. Une scintigraphie est négative.", []),
        ("En mars 2012, il consulte pour une toux. Une IRM est faite.", [f"mri {MARCH}"]),
        # A date behind a list dates each exam of it.
        (
            "Coloscopie (janvier 2012). On complète par un scanner (TDM), une IRM et une tomographie par émission de positons (TEP) (mars 2012).",
            [f"ct {MARCH}", f"mri {MARCH}", f"pet {MARCH}"],
        ),
        # What came of an exam has its own date; a list that goes on shares one.
        ("Après confirmation sur le scanner, un traitement lui a été proposé en mars 2012.", []),
        ("Après une échographie et un scanner en mars 2012, il est opéré.", [f"ct {MARCH}", f"ultrasound {MARCH}"]),
        # An exam that was asked for and told later on is one exam.
        (
            "En janvier 2012, douleurs, de sorte qu'une IRM pelvienne a été demandée. L'IRM pelvienne de mars 2012 montre une masse.",
            [f"mri {MARCH}"],
        ),
        (
            "En mars 2012, une IRM a été demandée, montrant une masse. Une IRM est refaite en mai 2012.",
            [f"mri {MARCH}", "mri 2012-05-01..2012-05-31"],
        ),
        (
            "La lésion ayant diminué en TEP, il a été proposé une résection qui a été réalisée le 19 février 2018.",
            [],
        ),
        # "Cette période" goes back, and is no next step.
        (
            "En mars 2012, il est greffé. Lors du suivi, un scanner est fait. Durant cette période, il va bien.",
            [],
        ),
    ],
)
def test_exams(nlp, text, expected):
    assert events(nlp, text, "imaging") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A denied gene denies no stage, and a specimen's nodes are no spread to come.
        (
            "En mars 2012, adénocarcinome pulmonaire sans translocation ALK, stade IV avec dissémination osseuse.",
            [f"onset {MARCH}"],
        ),
        ("En mars 2012, cancer de l'ovaire opéré, métastases dans 13 des 18 adénopathies.", []),
        # What looks like the presentation itself, whatever cancer a relative had.
        ("Antécédents familiaux de cancer du sein. En mars 2012, un scanner révèle une masse du rein, suspecte.", []),
        ("Cancer du larynx. Radiographie en mars 2012 : lésion sous-pleurale, compatible avec une superposition.", []),
        (
            "Paragangliome. En mars 2012, récidive au niveau de l'abdomen (psoas gauche) et des os (D1, D11).",
            [f"onset {MARCH}"],
        ),
    ],
)
def test_metastases(nlp, text, expected):
    assert events(nlp, text, "metastasis") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Cancer du sein. Scintigraphie en mars 2012 dans l'éventualité d'une récidive métastatique osseuse : négative.",
        "Cancer du sein. En mars 2012, IRM par crainte de métastases cérébrales, normale.",
    ],
)
def test_what_is_only_feared_is_no_metastasis(nlp, text):
    assert events(nlp, text, "metastasis") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cancer du sein. Traitée par tamoxifène + goséréline jusqu'en 2010, sans jamais abandonner les contrôles.",
            ["stop tamoxifène 2010-01-01..2010-12-31"],
        ),
        (
            "Cancer du poumon. L'association erlotinib et capécitabine a été poursuivie jusqu'en mars 2012.",
            [f"stop capécitabine {MARCH}", f"stop erlotinib {MARCH}"],
        ),
        (
            "Gliome. Témozolomide débuté en mars 2011. En mars 2012, nouvelle rechute, le témozolomide a été administré.",
            ["start témozolomide 2011-03-01..2011-03-31", f"start témozolomide {MARCH}"],
        ),
        ("Cancer du pancréas. En mars 2012, l'Utefos a été introduit.", [f"start tégafur-uracile {MARCH}"]),
    ],
)
def test_drugs(nlp, text, expected):
    assert events(nlp, text, "oral_therapy") == expected
