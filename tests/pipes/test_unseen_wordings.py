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
        # What a sample proved or did not show is its result, without a tumour's name.
        ("En mars 2012, une récidive hépatique a été observée, confirmée par biopsie.", [f"result {MARCH}"]),
        ("En mars 2012, une récidive hépatique a été observée, non confirmée par biopsie.", []),
        ("En mars 2012, biopsie du foie confirmant la nature métastatique des nodules.", [f"result {MARCH}"]),
        ("Le 04/05/2016, biopsie du larynx dans laquelle aucun signe de malignité n'a été vu.", ["result 2016-05-04"]),
        ("En mars 2012, l'IRM du foie est sans signe de malignité.", []),
        ("Le 04/05/2016, résultat négatif à la biopsie liquide de suivi.", ["result 2016-05-04"]),
        ("En mars 2012, hépatectomie droite, avec un rapport de métastase de sarcome.", [f"result {MARCH}"]),
        # Some day since then.
        ("Suivie depuis 2010 pour une lésion du pancréas, avec deux ponctions cytologiques non concluantes.", []),
        # A report is of the operation told last, however far up, unless another one may have come between.
        (
            "En mars 2012, il a été opéré d'un nævus.\n\nExamen physique\nBon état général. Apyrétique. Abdomen souple. Auscultation normale. "
            "Pas d'œdème.\n\nExamens complémentaires\nL'étude anatomopathologique a conclu à un mélanome, Breslow 1,3 mm.",
            [f"result {MARCH}"],
        ),
        (
            "En mars 2012, il a été opéré d'une hernie.\n\nExamen physique\nBon état général. Apyrétique. Abdomen souple. Auscultation normale."
            "\n\nDiagnostic\nTumorectomie. L'étude anatomopathologique a conclu à un mélanome, Breslow 1,3 mm.",
            [],
        ),
        (
            "En 1999, résection d'une masse cérébrale avec diagnostic d'hémangiopéricytome.",
            ["result 1999-01-01..1999-12-31"],
        ),
        # A stage that goes on about the result before it; a result with its year in brackets, whatever it was operated for.
        (
            "Le 04/05/2016, colectomie. L'anatomie pathologique était un adénocarcinome de grade 2. Marges larges. Stade I, pT2N0.",
            ["result 2016-05-04"],
        ),
        ("Sigmoïdectomie pour adénocarcinome du sigma pT2N0M0 (2015).", ["result 2015-01-01..2015-12-31"]),
        # The tumour of an operation, and biopsies around it that were free of it.
        (
            "En mars 2012, annexectomie. L'anatomie pathologique a montré un carcinome séreux de l'ovaire. Les autres biopsies du "
            "péritoine étaient négatives.",
            [f"result {MARCH}", f"result {MARCH}"],
        ),
        # The diagnosis tells again, by its year, what the story told by its day.
        (
            "Le 04/05/2016, tumorectomie. Anatomie pathologique : carcinome canalaire du sein de grade 2.\n\n"
            "Diagnostic\nCarcinome canalaire infiltrant du sein, grade 2, en 2016.",
            ["result 2016-05-04"],
        ),
        # Two tumours of two organs, in one sitting.
        (
            "En mars 2012, colectomie (anatomie pathologique : adénocarcinome pT3N1), puis mastectomie avec comme résultat "
            "anatomopathologique : carcinome canalaire infiltrant de grade 1.",
            [f"result {MARCH}", f"result {MARCH}"],
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
        # What an operation took out is no biopsy, whatever it is called in the next sentence.
        ("En juillet 2014, la masse a été excisée. La biopsie a montré un sarcome.", []),
        (
            "En juillet 2014, une résection a été faite. Les biopsies de l'épiploon étaient négatives.",
            [f"biopsy {JULY}"],
        ),
        # A biopsy that proved a relapse was taken when it was told.
        (
            "Cancer de l'ovaire, sans progression jusqu'en juillet 2014, après un intervalle de 9 mois. Une récidive des "
            "ganglions médiastinaux a été confirmée par biopsie.",
            [f"biopsy {JULY}"],
        ),
        # The exam since the operation is where the story stands.
        (
            "Cancer du côlon opéré en mars 2012. Après un intervalle sans maladie (ISM) de 28 mois, un scanner montre une "
            "masse pulmonaire. Une biopsie a été réalisée.",
            [f"biopsy {JULY}"],
        ),
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
        # What went before the sentence's main clause, in a list.
        (
            "Après une fibroscopie, une échographie et des analyses normales, une TEP a été décidée, qui, en mars 2012, était "
            "normale.",
            [f"pet {MARCH}"],
        ),
        # One work-up, told exam by exam; a visit whose date ends its sentence; the end of what was well.
        (
            "En mars 2012, une radiographie montre une opacité. L'étude a été complétée par un scanner.",
            [f"ct {MARCH}", f"xray {MARCH}"],
        ),
        (
            "Elle a consulté son médecin traitant pour une toux tenace en mars 2012. Une radiographie a été demandée, montrant une masse.",
            [f"xray {MARCH}"],
        ),
        ("Elle a consulté un confrère et une prothèse a été posée en mars 2012. L'IRM n'a rien montré.", []),
        (
            "Suivi normal jusqu'en mars 2012, date à laquelle les lésions avaient grossi. La TEP a montré une atteinte.",
            [f"pet {MARCH}"],
        ),
        # Steps counted from one beginning, and not one from the other.
        (
            "Le géfitinib a été commencé en décembre 2011. Après 1 mois de traitement, tout va mieux. Scanner à 3 mois : réponse.",
            [f"ct {MARCH}"],
        ),
        (
            "En mars 2012, une échographie montre une masse. Une IRM a donc été demandée, qui a confirmé la masse.",
            [f"mri {MARCH}", f"ultrasound {MARCH}"],
        ),
        # What is counted from the presentation itself does not bound its work-up.
        (
            "En mars 2012, il consulte pour une toux.\n\nExamens complémentaires\nScanner : masse du poumon.\n\n"
            "Évolution\nUne antibiothérapie est débutée. Cinq jours plus tard, il va bien.",
            [],
        ),
        ("Entéro-résonance (2 mars 2012) : masse de l'iléon.", ["mri 2012-03-02"]),
        ("En mars 2012, RP de la masse.", []),
        # What an exam judges has its own time.
        ("Elle a reçu 6 cycles entre mars et juillet 2012 avec une réponse complète à la TEP.", []),
        ("Le nivolumab a été commencé en mars 2012, avec une première évaluation par scanner après 4 cycles.", []),
        ("Témozolomide selon le schéma publié par Park et al. en 2008. Un scanner est fait.", []),
        (
            "Un traitement est débuté en janvier 2012. Après 3 cycles et 2 mois de traitement, un scanner montre une réponse.",
            [f"ct {MARCH}"],
        ),
        # What is considered next is another act.
        (
            "En mars 2012, études d'extension négatives par scanner, et il a donc été envisagé de procéder à une greffe.",
            [f"ct {MARCH}"],
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
            "Sarcome du bras. En mars 2012, une nouvelle récidive a été détectée dans la graisse rétropéritonéale.",
            [f"onset {MARCH}"],
        ),
        ("Cancer de l'ovaire. En mars 2012, rechute de la maladie dans la paroi gastrique.", [f"onset {MARCH}"]),
        ("Cancer du côlon. En mars 2012, récidive au niveau de l'anastomose.", []),
        ("Cancer du côlon. En mars 2012, récidive au niveau de l'abdomen.", []),
        ("Cancer du sein. En mars 2012, progression lente osseuse et hépatique.", [f"onset {MARCH}"]),
        ("Cancer de la vessie E-IV (poumon et os) en mars 2012.", [f"onset {MARCH}"]),
        ("Carcinome de la langue de stade IVa T2N2M0 en mars 2012.", []),
        ("Adénocarcinome du sac lacrymal T4bNxMx, stade IV B, en mars 2012.", []),
        # After a time without disease, a new lesion of the same organ is news.
        (
            "Mélanome. Récidive hépatique en janvier 2010, réséquée. En mars 2012, une nouvelle LOE du segment VIII, mesurant 1,2 cm, "
            "compatible avec une métastase.",
            [f"new_site {MARCH}", "onset 2010-01-01..2010-01-31"],
        ),
        ("Cancer du rein. Mars 2012 : récidive du muscle soléaire gauche de 10 cm.", [f"onset {MARCH}"]),
        # Suspected first, asserted without a date, told again: the suspicion's exam showed it.
        (
            "Cancer du côlon. En mars 2012, un PET-CT a des signes évocateurs d'une progression, par l'apparition de neuf foyers dans le foie.\n\n"
            "Diagnostic\nProgression hépatique.\n\nÉvolution\nEn juillet 2014, une IRM montre neuf métastases hépatiques.",
            [f"onset {MARCH}"],
        ),
        # A second lesion sits where the first does.
        (
            "Cancer du testicule. En mars 2012, un nodule pulmonaire non spécifique et de nombreux nouveaux nodules compatibles "
            "avec une progression.",
            [f"onset {MARCH}"],
        ),
        # What an exam is done for, and what it found; where a spread comes from may be doubtful.
        ("Cancer du pancréas. En mars 2012, scanner pour évaluer la maladie à distance, sans résultat.", []),
        ("Cancer du rein. En mars 2012, le bilan d'extension a montré des métastases hépatiques.", [f"onset {MARCH}"]),
        ("En mars 2012, scanner : carcinomatose d'origine ovarienne probable.", [f"onset {MARCH}"]),
        (
            "Cancer du sein. En mars 2012, occlusion de l'intestin, plusieurs images du grêle secondaires au plastron.",
            [],
        ),
        # A spread just seen is no older than what it is the reason for.
        ("Cancer du sein. Traitée jusqu'en mars 2012, arrêt en raison d'une progression osseuse.", [f"onset {MARCH}"]),
        (
            "Cancer du sein. Le 9/5/2011, carboplatine, arrêté après 3 cycles en raison d'une progression osseuse.",
            [],
        ),
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
        # What a finding brought about, in the words of the next sentence; an end that stands behind its own word.
        (
            "Cancer du sein. En mars 2012, récidive locale.\nCompte tenu de la réponse obtenue avant, il a été décidé de passer au tamoxifène.",
            [f"start tamoxifène {MARCH}"],
        ),
        (
            "Hépatocarcinome. En mars 2012, les lésions ont progressé. Elle a été mise sous sorafénib, et a été arrêtée en juillet 2014.",
            [f"start sorafénib {MARCH}", f"stop sorafénib {JULY}"],
        ),
        (
            "Cancer du sein. Traitement par tamoxifène et inhibiteurs de la LH-RH pendant 5 ans, qui s'est achevé en mars 2012.",
            [f"stop tamoxifène {MARCH}"],
        ),
        (
            "Mélanome traité par vémurafénib. Réduction de la dose à deux reprises (mars 2012 et juillet 2014).",
            [f"dose_change vémurafénib {MARCH}", f"dose_change vémurafénib {JULY}"],
        ),
        # The end of something else is no beginning.
        (
            "Gliome. Un traitement par témozolomide et radiothérapie a été mis en place, et la radiothérapie s'est achevée en mars 2012.",
            [],
        ),
        ("Cancer du sein. Elle a repris l'exémestane (jusqu'à 5 ans). Revue en mars 2012.", []),
        ("En mars 2012, il a été décidé d'arrêter les bisphosphonates, mais elle a poursuivi le mégestrol.", []),
        ("Cancer du pancréas. En mars 2012, l'Utefos a été introduit.", [f"start tégafur-uracile {MARCH}"]),
    ],
)
def test_drugs(nlp, text, expected):
    assert events(nlp, text, "oral_therapy") == expected
