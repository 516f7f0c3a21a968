"""Case reports whose errors were sorted by cause: what stood behind several, each in several wordings."""

import pytest
from note_record import told


def read(note):
    """Return the record of a note that nobody has given a date."""
    return told(note, None, None)


@pytest.mark.parametrize(
    "operation",
    [
        "Le 18/05/2015, une exérèse et une résection du nodule de la base du cou droit ont été réalisées.",
        "Une cervicotomie a été pratiquée le 18/06/2015.",
    ],
)
@pytest.mark.parametrize(
    "compared",
    ["Rien de tel sur l'examen précédent de novembre 2014.", "Majoration par rapport au scanner de novembre 2014."],
)
def test_the_exam_that_a_work_up_is_compared_with_neither_opens_nor_closes_it(compared, operation):
    note = (
        "Évolution\nEn mai 2015, elle consulte pour une masse du cou. Masse ferme à la palpation.\n"
        f"L'échographie cervicale montre des ganglions. {compared}\nUne cytoponction a été demandée. {operation}"
    )
    lines = read(note)
    assert "ultrasound done 2015-05-01..2015-05-31" in lines
    assert "cytology done 2015-05-01..2015-05-31" in lines


@pytest.mark.parametrize(
    ("season", "days"),
    [("À l'été 2015", "2015-06-21..2015-09-22"), ("Au printemps 2015", "2015-03-20..2015-06-20")],
)
def test_a_work_up_of_a_season_has_that_season_where_the_next_step_lies_in_it(season, days):
    when = "août" if "été" in season else "avril"
    note = (
        f"{season}, elle est admise pour une anémie.\nExamen physique\nPâleur.\nExamens complémentaires\n"
        "Un scanner abdominal montre une masse du cæcum.\n"
        f"Traitement\nUne colectomie a été réalisée en {when} 2015."
    )
    assert f"ct done {days}" in read(note)
    assert not any(line.startswith("ct") for line in read(note.replace(f"en {when} 2015", "en mars 2016")))


@pytest.mark.parametrize(
    "read_on",
    [
        "Épanchement pleural le 12/03/2019, avec des cellules malignes retrouvées à la cytologie.",
        "Le 12/03/2019, adénopathies sus-claviculaires, la cytologie de celles-ci étant positive.",
        "Le 12/03/2019, pleurésie gauche (cytologie négative).",
        "Ascite le 12/03/2019, cytologie : adénocarcinome.",
        "Le 12/03/2019, une cytologie positive du LCR est retrouvée.",
        "Le 12/03/2019, un drain péricardique a été posé. La cytologie a confirmé une origine maligne.",
    ],
)
def test_cells_that_were_read_were_taken(read_on):
    assert "cytology done 2019-03-12" in read(read_on)


@pytest.mark.parametrize(
    "not_taken",
    [
        "Le 12/03/2019, cystoscopie normale, la cytologie urinaire est positive.",
        "Le 12/03/2019, frottis du col : la cytologie est suspecte.",
        "Le 12/03/2019, pleurésie gauche, cytologie en attente.",
        "Résection avec 12 ganglions sains le 12/03/2019. Coupole droite : cytologie suspecte.",
    ],
)
def test_cells_of_no_fluid_are_no_sample(not_taken):
    assert not any(line.startswith("cytology") for line in read(not_taken))


def test_a_tap_and_its_cells_are_one_sample():
    for note in (
        "Le 12/03/2019, ponction pleurale. La cytologie est positive.",
        "Le 12/03/2019, une ponction lombaire est faite avec une cytologie négative du LCR.",
    ):
        assert sum(line.startswith("cytology") for line in read(note)) == 1


def test_a_vacuum_assisted_biopsy_by_its_letters_and_lost_sight_by_the_same():
    assert "biopsy done 2019-03-12" in read("Le 12/03/2019, BAV compatible avec un carcinome intracanalaire.")
    assert read("Le 12/03/2019, BAV de l'œil gauche.") == []


@pytest.mark.parametrize(
    "found",
    [
        "Le profilage moléculaire a révélé une instabilité des microsatellites le 12/03/2019.",
        "Le 12/03/2019, le séquençage de la tumeur a mis en évidence une mutation de PIK3CA.",
        "Le 12/03/2019, l'étude moléculaire montrait une mutation de l'EGFR.",
        "Exérèse le 12/03/2019. Analyse KRAS : native.",
        "Le 12/03/2019, lymphadénectomie axillaire, retrouvant des micrométastases dans deux ganglions.",
        "Curage inguinal le 12/03/2019, montrant une métastase ganglionnaire.",
    ],
)
def test_what_was_found_in_genes_and_nodes_is_a_result(found):
    assert "pathology done 2019-03-12" in read(found)


@pytest.mark.parametrize(
    "no_result",
    [
        "Le 12/03/2019, l'étude génétique constitutionnelle a révélé une mutation de BRCA2.",
        "Le 12/03/2019, curage axillaire, avec résection de métastases hépatiques.",
        "Le 12/03/2019, lymphadénectomie pour métastases ganglionnaires.",
    ],
)
def test_inherited_genes_and_what_is_operated_on_are_none(no_result):
    assert "pathology done 2019-03-12" not in read(no_result)


@pytest.mark.parametrize(
    ("told", "when"),
    [
        (
            "En 09/2014, une récidive axillaire a été découverte 7 ans après la chirurgie. La lésion a été excisée.",
            "2014-09",
        ),
        ("En mars 2014, un nodule est vu 80 mois après l'intervention. La lésion a été excisée.", "2014-03"),
    ],
)
def test_a_count_that_comes_out_at_the_date_beside_it_tells_that_date_again(told, when):
    lines = read(f"Opérée d'un cancer du sein en 2007. {told} Histologie : carcinome canalaire RH+.")
    assert any(line.startswith(f"pathology done {when}-01") for line in lines)


def test_how_long_after_a_diagnosis_told_elsewhere_a_drug_was_begun_moves_no_year():
    note = (
        "En mai 2016, rechute. Le nivolumab est débuté en juin 2017 chez une patiente 14 mois après son diagnostic.\n"
        "Un scanner en septembre montre une réponse."
    )
    assert read(note) == ["ct done 2017-09-01..2017-09-30"]
    counted = "En mars 2015, il a été opéré, et 3 mois après l'intervention un scanner montre un nodule."
    assert read(counted) == ["ct done 2015-06-01..2015-06-30"]


def test_the_year_of_a_cancer_is_none_of_an_illness_that_nobody_dates():
    note = (
        "En 2012, cancer du sein opéré.\n{} pour des lésions cutanées depuis trois mois.\n"
        "Examens complémentaires\nLa radiographie du thorax est normale.\n"
        "Évolution\nElle est revue en novembre 2012."
    )
    assert not any(line.startswith("xray") for line in read(note.format("La patiente a consulté")))
    assert not any(line.startswith("xray") for line in read(note.format("Elle s'est présentée aux urgences")))


@pytest.mark.parametrize(
    "beside",
    [
        "Une radiographie montre un épanchement, et une nouvelle échographie et un scanner du thorax une masse.",
        "La radiographie montre une opacité, et la biopsie et un nouveau scanner la confirment.",
    ],
)
def test_exams_that_one_sentence_tells_together_were_made_together(beside):
    note = f"En mai 2014, elle consulte pour une toux. L'examen est normal. Elle est admise. {beside}"
    assert "ct done 2014-05-01..2014-05-31" in read(note)


@pytest.mark.parametrize("other", ["le scanner initial", "le scanner fait avant l'admission"])
def test_an_exam_of_another_time_was_not_made_with_the_one_beside_it(other):
    note = f"En mai 2014, elle consulte pour une toux. La radiographie montre une opacité, déjà vue sur {other}."
    assert not any(line.startswith("ct") for line in read(note))


def test_what_came_of_a_course_is_weighed_up_at_its_end():
    course = "Elle reçoit six cycles de docétaxel jusqu'en mars 2017. "
    for then in ("Un scanner de réévaluation est réalisé.", "La TDM d'évaluation montre une réponse."):
        assert read(course + then) == ["ct done 2017-03-01..2017-03-31"]
    for then in ("Par la suite, un scanner de réévaluation est réalisé.", "Le scanner de surveillance est normal."):
        assert read(course + then) == []


@pytest.mark.parametrize("operation", ["salpingo-ovariectomie", "hystérectomie", "colectomie"])
def test_a_result_that_names_its_operation_has_its_day_and_so_have_its_stains(operation):
    note = (
        f"Le 30/03/2017, elle a subi une {operation}.\nCA 15.3 : 82 (29/12/2016), 38 (20/04/2017).\n"
        f"Anatomie pathologique de la {operation} : adénocarcinome, étude immunohistochimique : RE 100 %, RP 90 %."
    )
    assert read(note) == ["pathology done 2017-03-30"]


@pytest.mark.parametrize(
    "operated",
    [
        "une mastectomie a été réalisée le 3 juin 2016.",
        "de sorte qu'une mastectomie a été faite en juin 2016.",
        "il a été décidé d'opérer en juin 2016.",
    ],
)
def test_a_result_has_the_date_of_its_biopsy_and_not_of_the_operation_that_it_led_to(operated):
    told_first = (
        f"En mars 2016, elle consulte pour une masse. La biopsie étant compatible avec un carcinome, {operated}"
    )
    assert "pathology done 2016-03-01..2016-03-31" in read(told_first)
    undated = f"Une biopsie de la lésion a confirmé un carcinome, de sorte qu'{operated.removeprefix('de sorte qu')}"
    assert not any(line.startswith("pathology") for line in read(undated.replace("''", "'")))


def test_what_was_operated_between_a_biopsy_and_a_result_gives_its_own_date():
    note = (
        "En mars 2016, elle consulte pour une masse. Une biopsie est faite, puis une mastectomie en juin 2016 "
        "montre un carcinome canalaire de grade 3."
    )
    assert "pathology done 2016-06-01..2016-06-30" in read(note)


def test_a_treatment_begun_for_what_its_paragraph_opens_with_has_that_date():
    note = "En mai 2016, une rechute a été découverte. L'état général s'est dégradé. {} par capécitabine a été débuté."
    assert "capécitabine start done 2016-05-01..2016-05-31" in read(note.format("Un traitement"))
    assert not any(line.startswith("capécitabine") for line in read(note.format("Par la suite, un traitement")))


def test_a_regimen_and_the_drug_beside_it_are_begun_together():
    note = (
        "Capécitabine de septembre 2015 à février 2016.\nEn mai 2016, une rechute a été découverte. "
        "Un traitement par XELOX bevacizumab a été débuté."
    )
    assert "capécitabine start done 2016-05-01..2016-05-31" in read(note)


def test_the_last_cycle_in_brackets_is_a_stop_and_the_bracket_of_an_operation_is_of_that_one():
    note = (
        "Elle a reçu docétaxel + capécitabine x 4 cycles (dernier en 06-2008) avec excision chirurgicale (en 08-2008) "
        "et hormonothérapie avec létrozole."
    )
    assert read(note) == ["capécitabine stop done 2008-06-01..2008-06-30"]
    after = "Après la chirurgie (août 2016), elle a commencé un traitement par témozolomide."
    assert read(after) == ["témozolomide start done 2016-08-01..2016-08-31"]


def test_a_dose_of_a_cycle_that_nobody_dates_has_no_date_of_the_stop_behind_it():
    note = (
        "Sous capécitabine, au quatrième cycle la dose a été réduite à 70 %{}, de sorte qu'en juin 2012, "
        "il a été décidé d'arrêter le traitement."
    )
    assert read(note.format(", au cinquième la toxicité a augmenté")) == [
        "capécitabine stop done 2012-06-01..2012-06-30"
    ]


def test_genes_told_well_behind_the_histology_are_a_result_of_their_own():
    note = (
        "En octobre 2013, exérèse d'un mélanome avec biopsie du ganglion sentinelle, qui était positif pour des "
        "micrométastases. Les suites de l'intervention ont été simples, et le patient est rentré chez lui au bout de trois "
        "jours, sans fièvre ni douleur. Une étude moléculaire de BRAF et c-KIT a été demandée, avec des résultats natifs."
    )
    assert read(note).count("pathology done 2013-10-01..2013-10-31") == 2


def test_a_report_goes_on_through_its_paragraph():
    note = (
        "Elle a été opérée le 21/01/2005 par hystérectomie et résection du sigmoïde. Rapport anatomopathologique : annexe "
        "droite avec métastase d'un adénocarcinome. Récepteurs négatifs. Trompe gauche normale. Endomètre avec léiomyomes. "
        "Segment de côlon avec : adénocarcinome moyennement différencié infiltrant la paroi. {}"
        "Coupole : cytologie maligne évoquant un adénocarcinome."
    )
    assert set(read(note.format(""))) >= {"pathology done 2005-01-21"}
    assert not any("2005" not in line for line in read(note.format("")) if line.startswith("pathology"))


def test_a_spread_that_cells_prove_has_their_date():
    note = (
        "Cancer du côlon opéré. En avril 2014, une cytoponction de la thyroïde a été demandée. "
        "La cytologie suggère la nature métastatique de la lésion."
    )
    assert any(line.endswith("2014-04-01..2014-04-30") and "thyroïde" in line for line in read(note))


@pytest.mark.parametrize("again", ["réadmise", "réhospitalisée", "ré-hospitalisée"])
def test_the_admission_that_is_spoken_of_is_the_last_one_and_so_a_second_one(again):
    note = (
        f"Admise en janvier 2014 pour dyspnée. En mars 2014, elle est {again} pour des vomissements.\nExamens complémentaires\n"
        "À l'admission, la radiographie du thorax est normale."
    )
    assert "xray done 2014-03-01..2014-03-31" in read(note)


def test_a_new_exam_of_the_same_month_is_one_more():
    note = "En mai 2014, elle consulte pour une toux. Elle est admise. Une IRM est normale, et une nouvelle IRM montre une masse."
    assert read(note) == ["mri done 2014-05-01..2014-05-31"] * 2


def test_an_exam_told_between_two_things_of_one_month_is_of_that_month():
    note = (
        "En février 2015, des nodules du poumon ont été vus à la radiographie du thorax. Le scanner thoracique {}confirme un "
        "épaississement de la plèvre. Une biopsie du poumon a montré un carcinome."
    )
    assert "ct done 2015-02-01..2015-02-28" in read(note.format(""))
    assert not any(line.startswith("ct") for line in read(note.format("de contrôle ")))
