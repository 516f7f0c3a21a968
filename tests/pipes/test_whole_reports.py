"""What case reports read from the first line to the last have shown to be misread; one fictitious note a wording."""

import pytest

MARCH = "2016-03-01..2016-03-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A visit to which a circumstance leads sets the scene, and what it "then" led to is part of it.
        (
            "Après trois cures, en mars 2016, la patiente a consulté pour un ictère. Un scanner montre des calculs.",
            [f"imaging ct {MARCH}"],
        ),
        (
            "Six mois plus tard, en mars 2016, elle est admise pour une crise. Une IRM cérébrale retrouve une lésion.",
            [f"imaging mri {MARCH}"],
        ),
        (
            "À la fin de l'été, en mars 2016, il a été hospitalisé pour une fièvre. L'échographie est normale.",
            [f"imaging ultrasound {MARCH}"],
        ),
        ("En mars 2016, il a consulté pour une toux. Un scanner a ensuite été réalisé.", [f"imaging ct {MARCH}"]),
        ("En mars 2016, elle s'est présentée aux urgences. On a ensuite fait une IRM.", [f"imaging mri {MARCH}"]),
        (
            "En mars 2016, il a consulté, très amaigri. Un scanner de réévaluation montre une stabilité.",
            [f"imaging ct {MARCH}"],
        ),
        # ... but no exam of a follow-up is.
        ("En mars 2016, il a consulté pour une toux. Un scanner de suivi a ensuite été fait après six cures.", []),
        # An exam asked for in an emergency is none that the month tells before.
        (
            "Le scanner de contrôle de mars 2016 est stable. Le 29 mars 2016 il a vomi. Un scanner urgent montre une occlusion.",
            [f"imaging ct {MARCH}", "imaging ct 2016-03-29"],
        ),
        # An earlier value, and blood taken on its own day, date no exam.
        (
            "Suivie jusqu'en mars 2016, où l'ACE est à 200 (dosage précédent en janvier 2016 : 90), une échographie est faite.",
            [f"imaging ultrasound {MARCH}"],
        ),
        ("Opéré en mars 2016.\n- Hémoculture (3/10/2016) : négative.\n- Échographie hépatique : normale.", []),
        # A year long past is not that of the illness told under its own heading.
        (
            "Cancer du sein en 2011.\nMaladie actuelle\nVomissements.\nExamens\nScanner : sténose.\nDiagnostic\nChimiothérapie en mai 2011.",
            [],
        ),
        ("Opérée en mars 2016, puis schéma CT (docétaxel, cyclophosphamide).", []),
        ("En mars 2016, protocole CT puis radiothérapie ; CT x4 en mars 2016.", []),
        ("En mars 2016, CT thoracique : normal.", [f"imaging ct {MARCH}"]),
    ],
)
def test_exams(told, text: str, expected: list[str]) -> None:
    assert [line for line in told(text) if line.startswith("imaging")] == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Stains and genes below a result are of its sample.
        (
            "Gastrectomie en mars 2016.\nEn juin 2016, imatinib.\nExamens complémentaires\nGastrectomie : tumeur stromale, G1.\n"
            "Immunohistochimie :\nCD117 positif, DOG1 positif.\nBiologie moléculaire :\nMutation de l'exon 9 de KIT.",
            [f"pathology result {MARCH}"],
        ),
        (
            "Opéré en mars 2016 d'un côlon. Examens :\n- Coloscopie (janvier 2016) : tumeur.\n- Anatomie pathologique pièce opératoire : adénocarcinome.",
            [f"pathology result {MARCH}"],
        ),
        (
            "Hémicolectomie le 24 mars 2016. Il est sorti le 5 avril 2016. L'anatomie pathologique de la pièce opératoire montre un sarcome.",
            ["pathology result 2016-03-24"],
        ),
        # ... an operation of long ago gave no piece.
        (
            "Opéré d'un mélanome en 1993. Il consulte en mars 2016. Il a été opéré en urgence. "
            "L'anatomie pathologique de la pièce opératoire était compatible avec une métastase.",
            [f"pathology result {MARCH}"],
        ),
        ("En mars 2016, EMG : absence de R1 dans le réflexe de clignement, absence de réponse phrénique.", []),
        ("En mars 2016, abolition de la R2 et R1 au réflexe de clignement, absence de bloc.", []),
    ],
)
def test_results(told, text: str, expected: list[str]) -> None:
    assert list(dict.fromkeys(line for line in told(text) if line.startswith("pathology"))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hormonothérapie débutée en mars 2016 avec du létrozole et a reçu du 22/4/16 au 9/5/16 une radiothérapie.",
        "Létrozole débuté en mars 2016, elle a reçu du 22/4/16 au 9/5/16 une irradiation du sein.",
        "Létrozole débuté en mars 2016 ; du 22/4/16 au 9/5/16 radiothérapie.",
    ],
)
def test_months_of_a_radiotherapy_end_no_drug(told, text: str) -> None:
    assert [line for line in told(text) if line.startswith("oral")] == [f"oral start {MARCH}"]


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("Elle mesure 8 cm. Multiples métastases hépatiques de novo.", ["2016-03-21"]),
        ("Elle mesure 8 cm. Apparition de métastases hépatiques.", ["2016-03-21"]),
        ("Elle mesure 8 cm. Métastases hépatiques connues, stables.", []),
    ],
)
def test_spread_told_as_new_some_sentences_behind_its_exam(told, behind: str, expected: list[str]) -> None:
    text = f"Cancer du rein. En mai 2015, métastase osseuse.\nTomodensitométrie thoracique et abdominale (21/3/16) : masse stable. {behind}"
    assert [line for line in told(text) if "new_site" in line] == [f"metastasis new_site {day}" for day in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a list tells of blood on a numbered day dates no item below it; nor is PTT always a puncture.
        (
            "Cure le 2 mars 2016.\n- Analyses à J10 de la cure : normales.\n- Scanner thoracique : normal.\nTraitement\nArrêt en juin 2016.",
            [],
        ),
        ("En mars 2016, l'hématologue écarte un purpura thrombotique thrombocytopénique (PTT).", []),
        ("Le 3 mars 2016, PTT sous scanner.", ["biopsy biopsy 2016-03-03"]),
        # An exam that another part tells again has the day told there.
        (
            "Opérée en mars 2016 d'un mélanome. Une TEP ultérieure a montré une rechute.\nExamens complémentaires\nTEP-TDM en avril 2016 : rechute.",
            ["imaging pet 2016-04-01..2016-04-30"],
        ),
        # ... and what the diagnosis, or a comparison, tells again by its year is no act of that year besides.
        (
            "Une biopsie du sein est faite en mars 2016.\nDiagnostic\nCancer du sein en 2016 après biopsie.",
            [f"biopsy biopsy {MARCH}"],
        ),
        (
            "IRM pelvienne en mars 2016 : tumeur. En mai 2018, IRM pelvienne : réduction par rapport à l'étude de 2016.",
            [f"imaging mri {MARCH}", "imaging mri 2018-05-01..2018-05-31"],
        ),
    ],
)
def test_acts_told_again(told, text: str, expected: list[str]) -> None:
    assert [line for line in told(text) if line.startswith(("imaging", "biopsy"))] == sorted(expected)


@pytest.mark.parametrize(
    "lesion",
    [
        "apparition d'une lésion dans la glande surrénale droite évoquant une étiologie métastatique",
        "apparition d'une lésion surrénale évocatrice d'une origine secondaire",
        "nouvelle lésion de la surrénale droite évoquant une métastase",
    ],
)
def test_new_lesion_that_looks_like_spread(told, lesion: str) -> None:
    text = f"Cancer du côlon. Un scanner montre une lésion surrénale compatible avec une métastase. IRM (mars 2016) : {lesion}."
    assert f"metastasis new_site {MARCH}" in told(text)


@pytest.mark.parametrize("skull", ["de la calotte", "de la calotte crânienne", "de la voûte crânienne"])
def test_bones_of_the_head(told, skull: str) -> None:
    assert told(f"Cancer du sein opéré. En mars 2016, progression au niveau {skull}.") == [f"metastasis onset {MARCH}"]


@pytest.mark.parametrize(
    "text",
    [
        "Elle a arrêté l'ECX et a poursuivi le traitement avec quatre cycles de FOLFOX (oxaliplatine le jour 1), le dernier ayant eu lieu en mars 2016.",
        "La capécitabine a été arrêtée et elle a reçu quatre cycles de FOLFOX, le dernier en mars 2016.",
        "Elle a arrêté la capécitabine, puis a poursuivi par six cures de docétaxel terminées en mars 2016.",
    ],
)
def test_last_cycle_of_what_came_instead_is_no_stop(told, text: str) -> None:
    assert told(text) == []


def test_stop_with_its_own_day_behind_what_came_instead(told) -> None:
    assert told("La capécitabine a été arrêtée en mars 2016 et elle a reçu du FOLFOX.") == [f"oral stop {MARCH}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A year of no century is the nearest of the note's own time.
        ("En mars 2008, cancer. IRM cérébrale (22/4/2208) : lésion.", ["imaging mri 2008-04-22"]),
        (
            "Diagnostic en 2018. IRM le 22/04/2109, puis scanner en 2019.",
            ["imaging ct 2019-01-01..2019-12-31", "imaging mri 2019-04-22"],
        ),
        # A step back in time closes no work-up, nor does a diagnosis open one before the patient has left.
        (
            "Le 2 mars 2016, elle se présente aux urgences pour une syncope, et une angio-TDM est faite. Une échocardiographie "
            "montre une fuite.\nAnalyses normales. La semaine précédente, il avait saigné.\nTraitement\nHéparine le 16/03/2016.",
            ["imaging ct 2016-03-02", f"imaging ultrasound {MARCH}"],
        ),
        (
            "Elle consulte en mars 2016 pour une douleur.\nExamens complémentaires\n- Radiographie du thorax : nodule.\nDiagnostic\n"
            "Carcinome, elle est sortie de l'hôpital le 10/03/2016.\nTraitement\nChimiothérapie en juin 2016.",
            [f"imaging xray {MARCH}"],
        ),
    ],
)
def test_steps_around_a_work_up(told, text: str, expected: list[str]) -> None:
    assert [line for line in told(text) if line.startswith("imaging")] == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A part of a month opens a work-up of that month.
        (
            "Un homme a consulté son médecin début mars 2016 pour une hématurie. Une échographie a été réalisée.\nExamens complémentaires\n"
            "Tomodensitométrie du thorax : masse.\nTraitement\nEn avril 2016, néphrectomie.",
            ["imaging ultrasound 2016-03-01..2016-03-10", f"imaging ct {MARCH}"],
        ),
        (
            "Début mars 2016, il a débuté le sunitinib.\nÉvolution\nLe scanner de contrôle réalisé après le premier cycle est bon. En avril 2016, comité.",
            [],
        ),
        # However many exams of its month were told since the visit.
        (
            "En mars 2016, elle s'est présentée aux urgences pour une céphalée.\nExamens complémentaires\nÉchographie (mars 2016) : masse.\n"
            "Scanner cérébral (mars 2016) : normal.\nIRM abdominale : masse surrénale.\nTraitement\nEn avril 2016, résection.",
            [f"imaging ct {MARCH}", f"imaging mri {MARCH}", f"imaging ultrasound {MARCH}"],
        ),
        # What is given with a tracer's name is no exam.
        ("En mars 2016, première dose de 131I-MIBG. En mai 2016, traitement par MIBG.", []),
        ("En mars 2016, scintigraphie au 131I-MIBG : fixation.", [f"imaging other {MARCH}"]),
        ("Cancer du côlon. En mars 2016, la CTAP montre une réponse.", [f"imaging ct {MARCH}"]),
        # What was decided on is told with its own day.
        (
            "IRM (30/03/2016) : tumeur.\nUne scintigraphie et une échographie ont été décidées.\nÉchographie (avril 2016) : normale.",
            ["imaging mri 2016-03-30", "imaging ultrasound 2016-04-01..2016-04-30"],
        ),
    ],
)
def test_work_up_of_a_visit(told, text: str, expected: list[str]) -> None:
    assert [line for line in told(text) if line.startswith("imaging")] == sorted(expected)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("Un mois après le début du traitement", []),
        ("Deux mois après l'intervention", []),
        ("Une semaine après la sortie", []),
        ("Un mois plus tard", ["imaging ct 2016-04-01..2016-04-30"]),
    ],
)
def test_story_beyond_what_a_step_is_counted_from(told, step: str, expected: list[str]) -> None:
    text = (
        "Traitement\nIntervention en janvier 2011, sortie de l'hôpital le 12/01/2011. Le traitement a débuté le 8/02/2011.\n"
        f"Évolution\nEn mars 2016, métastases pulmonaires, imatinib. {step}, un scanner montre une réponse."
    )
    assert [line for line in told(text) if line.startswith("imaging")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le 2 mars 2016, lymphadénectomie avec un rapport de lymphadénite réactive.", ["pathology result 2016-03-02"]),
        (
            "Le 2 mars 2016, la lésion surrénalienne est réséquée, avec un rapport de métastase de mélanome.",
            ["pathology result 2016-03-02"],
        ),
        (
            "Le 2 mars 2016, résection de la masse avec un rapport anatomopathologique de stéatonécrose.",
            ["pathology result 2016-03-02"],
        ),
        ("Opéré le 2 mars 2016 avec un rapport bénéfice-risque favorable.", []),
        ("Le 2 mars 2016, biopsie du muscle : pas d'altérations morphologiques.", ["pathology result 2016-03-02"]),
        ("Le 2 mars 2016, biopsie du muscle : aucune anomalie histologique.", ["pathology result 2016-03-02"]),
        (
            "Candidat à une amygdalectomie, traitement qui a été réalisé en mars 2016. Le rapport pathologique décrit un carcinome HPV négatif.",
            [f"pathology result {MARCH}"],
        ),
        (
            "Candidat à une résection du foie, ce qui a été fait en mars 2016. L'histologie montre un carcinome.",
            [f"pathology result {MARCH}"],
        ),
    ],
)
def test_results_of_operations(told, text: str, expected: list[str]) -> None:
    assert [line for line in told(text) if line.startswith("pathology")] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le 3 janvier 2016, ovariectomie, et a commencé à prendre du létrozole 2,5 mg/24 heures par voie orale le 2 mars 2016.",
        "Opérée en janvier 2016. Létrozole débuté par voie orale le 2 mars 2016.",
        "Opérée en janvier 2016, elle commence le létrozole par voie orale le 2/3/2016.",
    ],
)
def test_by_mouth_is_no_report(told, text: str) -> None:
    assert [line for line in told(text) if line.startswith("oral")] == ["oral start 2016-03-02"]
