"""Whole case reports without a day of their own, as an annotator reads them: each kind of a mended bug in several wordings."""

import pytest
from note_record import told

MARCH = "2019-03-01..2019-03-31"


def read(note):
    """Return the record of a note that nobody has given a date."""
    return told(note, None, None)


@pytest.mark.parametrize(
    "decision",
    [
        "Par conséquent, il a été décidé de débuter le régorafénib.",
        "Il est donc décidé d'instaurer le régorafénib.",
        "Compte tenu de ces éléments, le comité a décidé d'initier le régorafénib.",
        "Dans ce contexte, un traitement par régorafénib est débuté.",
        "C'est pourquoi nous avons décidé de commencer le régorafénib.",
        "Au vu de ces résultats, elle débute le régorafénib.",
        "De ce fait, le régorafénib a été introduit.",
    ],
)
def test_a_drug_decided_on_closes_the_visit_that_opens_its_paragraph(decision):
    """Two or three sentences behind the month, with what was found told between."""
    visit = "En mars 2019, elle est revue pour une asthénie. Le scanner montre une progression hépatique."
    assert f"régorafénib start done {MARCH}" in read(f"{visit} {decision}")
    assert f"régorafénib start done {MARCH}" in read(f"{visit} Elle vit seule. {decision}")


@pytest.mark.parametrize(
    "decision",
    [
        "Par la suite, il a été décidé de débuter le régorafénib.",
        "Elle prend du régorafénib.",
        "Il a été décidé de débuter le régorafénib si une nouvelle progression survenait.",
        "Après 4 cycles, il a été décidé de débuter le régorafénib.",
    ],
)
def test_what_came_later_or_may_come_has_no_day_of_the_visit(decision):
    visit = (
        "En mars 2019, elle est revue pour une asthénie. Le scanner montre une progression hépatique. Elle est opérée."
    )
    assert not any(line.startswith("régorafénib start done") for line in read(f"{visit} {decision}"))


@pytest.mark.parametrize(
    ("begun", "days"),
    [
        ("En février 2018, progression. Un traitement a été débuté par TAS102.", "2018-03-01..2018-03-31"),
        ("En février 2018, récidive. Elle commence le cabozantinib.", "2018-03-01..2018-03-31"),
        ("En février 2018, récidive. Une nouvelle ligne est instaurée.", "2018-03-01..2018-03-31"),
        ("En février 2018, progression. Il est mis sous évérolimus.", "2018-03-01..2018-03-31"),
    ],
)
def test_a_length_of_treatment_is_counted_from_the_treatment_begun_last(begun, days):
    old = "Le traitement par FOLFIRI a été arrêté en juin 2015."
    assert f"ct done {days}" in read(f"{old} {begun} Après 1 mois de traitement, un scanner a été réalisé.")


@pytest.mark.parametrize("by", ["à la prednisone", "par prednisone", "avec la prednisone"])
def test_a_treatment_begun_on_no_day_dates_nothing(by):
    note = (
        "La chimiothérapie, six cycles de traitement, s'est terminée en janvier 2016.\n"
        "Biologie (24/11/2016) : sans anomalie.\n"
        "Il a été décidé de commencer un traitement par prednisone, 10 mg par jour.\n"
        f"Après 3 mois de traitement {by}, un scanner montre une amélioration."
    )
    assert read(note) == []


@pytest.mark.parametrize(
    "name",
    [
        "Ponction aspirative à l'aiguille fine",
        "Ponction et aspiration à l'aiguille fine",
        "Ponction par aspiration à l'aiguille fine",
        "Ponction aspirative",
        "Ponction par aiguille fine",
        "Aspiration par aiguille fine",
        "Ponction avec une aiguille fine",
    ],
)
def test_a_puncture_is_named_by_how_it_draws(name):
    assert "cytology done 2015-03-12" in read(f"{name} d'un nodule (12/03/2015) : carcinome papillaire.")


@pytest.mark.parametrize(
    "note",
    [
        "Le 12/03/2015, une exérèse est discutée si les résultats de malignité étaient confirmés.",
        "Immunothérapie à discuter le 12/03/2015 si le PD-L1 était positif.",
        "Le 12/03/2015, curage à prévoir si une mutation BRAF était retrouvée.",
    ],
)
def test_a_result_that_is_only_supposed_inside_its_sentence_is_none(note):
    assert "pathology done 2015-03-12" not in read(note)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Ventriculographie isotopique (18/03/2014) : FEVG à 51 %.", ["other done 2014-03-18"]),
        ("Le 18/03/2014, ventriculographie radio-isotopique normale.", ["other done 2014-03-18"]),
        (
            "Cancer du sein. Scintigraphie le 18/03/2014 : petits défauts de réplétion.",
            ["other done 2014-03-18"],
        ),
        (
            "Cancer du sein. Suspicion d'embolie : scintigraphie le 18/03/2014, peu probable.",
            ["other done 2014-03-18"],
        ),
        ("Cancer du sein. Scintigraphie le 18/03/2014 : pas de fixation.", ["bone_scan done 2014-03-18"]),
    ],
)
def test_what_a_tracer_is_used_for(note, expected):
    assert read(note) == expected


@pytest.mark.parametrize("link", ["en rapport avec", "en relation avec", "évocatrices d'"])
def test_what_a_scan_relates_to_is_no_result(link):
    note = f"- Ponction lombaire (24/02/2016) : normale.\n- TDM (26/02/2016) : adénopathies, {link} une néoplasie pulmonaire."
    assert not any(line.startswith("pathology") for line in read(note))


@pytest.mark.parametrize(
    "who",
    [
        "La patiente était une femme atteinte d'un cancer du sein triple négatif.",
        "Il s'agit d'un homme porteur d'un adénocarcinome du poumon EGFR muté.",
        "Notre malade, souffrant d'un mélanome BRAF muté, est hospitalisé.",
    ],
)
def test_who_the_patient_is_is_no_result_of_the_visit(who):
    assert not any(line.startswith("pathology") for line in read(f"En avril 2015, dyspnée aux urgences. {who}"))


@pytest.mark.parametrize("head", ["Conclusion de la TEP-TDM", "Résultat de la TEP", "Conclusions du PET-CT"])
def test_a_report_that_opens_its_line_is_of_the_work_up(head):
    note = f'Elle est vue en novembre 2014.\n"{head} : aucune fixation.\nLe 24/11/14, une craniotomie est réalisée.'
    assert "pet done 2014-11-01..2014-11-30" in read(note)


@pytest.mark.parametrize(
    "found",
    ["De multiples nodules ont été observés.", "Il a montré une récidive.", "Une masse a été mise en évidence."],
)
def test_a_scan_asked_for_was_done_where_the_next_sentence_tells_what_it_showed(found):
    note = f"Un scanner a été demandé en décembre 2012. {found} Le scanner de mars 2013 est stable."
    assert "ct done 2012-12-01..2012-12-31" in read(note)


def test_a_scan_asked_for_and_told_later_is_one():
    note = "Un scanner a été demandé en décembre 2012. Elle va bien. Le scanner de mars 2013 est stable."
    assert read(note) == ["ct done 2013-03-01..2013-03-31"]


def test_an_exam_after_surgery_is_not_of_the_months_of_radiotherapy():
    note = "Irradiée du 23/12/14 au 16/01/15, car l'IRM post-opératoire montrait un reliquat."
    assert read(note) == []


def test_the_scan_of_the_trunk_told_again_by_its_chest_is_one():
    note = (
        "- TDM thoraco-abdomino-pelvienne du 26/02/2016 : nodule.\n"
        "En février 2016, elle est admise pour une toux. Un scanner thoraco-abdominal révèle un nodule. Opérée en mars 2016."
    )
    assert read(note) == ["ct done 2016-02-26"]


def test_iliac_chains_are_nodes_and_the_wing_is_bone():
    assert read("Cancer du sein. TEP le 12/03/2015 : métastases des chaînes iliaques.")[0].startswith("ganglion")
    assert read("Cancer du sein. TEP le 12/03/2015 : métastase de l'aile iliaque.")[0].startswith("os")


@pytest.mark.parametrize(
    "note",
    [
        "L'étude a été complétée par une IRM :\n- IRM hépatique (02/05/2016) : trois lésions.",
        "L'étude a été complétée par une IRM afin de préciser l'atteinte :\n- IRM (02/05/2016) : trois lésions.",
        "Quatre jours après la pose d'une sonde, une IRM a été réalisée :\nIRM hépatique (02/05/2016) : normale.",
        "Au cours de son séjour, une IRM a été réalisée. L'IRM (02/05/2016) montre trois lésions.",
        "Une IRM a été pratiquée. L'IRM hépatique (le 02/05/2016) est normale.",
    ],
)
def test_an_exam_announced_and_told_with_its_day_is_one(note):
    assert read(note) == ["mri done 2016-05-02"]


def test_an_exam_with_a_day_of_its_own_is_not_the_next_one():
    assert read("IRM le 10/05/2016. L'IRM (12/08/2016) est stable.") == ["mri done 2016-05-10", "mri done 2016-08-12"]
    of_march = read("Une IRM a été réalisée en mars 2016 :\nIRM du 12/05/2016 : stable.")
    assert of_march == ["mri done 2016-03-01..2016-03-31", "mri done 2016-05-12"]


@pytest.mark.parametrize(
    "step",
    [
        "Quatre jours après la mise en place de la gastrostomie",
        "Deux semaines après la pose de sa prothèse biliaire",
        "Trois jours après cette embolisation",
        "Cinq jours après le remplacement de la sonde",
    ],
)
def test_nothing_is_counted_from_what_nobody_has_dated(step):
    note = f"IRM du 04/05/2016 : stable. Dysphagie et anémie. {step}, une radiographie pulmonaire est faite."
    assert read(note) == ["mri done 2016-05-04"]


@pytest.mark.parametrize(
    ("step", "day"),
    [
        ("Quatre jours plus tard", "2016-05-08"),
        ("Quatre jours après", "2016-05-08"),
        ("Quatre jours après cet épisode", "2016-05-08"),
        ("Quatre jours après la pose de la prothèse", "2016-05-08"),
    ],
)
def test_what_the_sentence_of_the_date_tells_is_counted_from(step, day):
    note = f"Le 04/05/2016, pose d'une prothèse biliaire. {step}, une radiographie pulmonaire est faite."
    assert read(note) == [f"xray done {day}"]


@pytest.mark.parametrize(
    "likened",
    [
        "dont la morphologie est identique à celle de la tumeur diagnostiquée en 2008",
        "semblable à celui de 2008",
        "de phénotype comparable à celui de la pièce de 2008",
        "superposable à la tumeur opérée en 2008",
    ],
)
def test_what_a_result_is_likened_to_has_another_day(likened):
    note = f"En mars 2014, elle consulte pour une masse. La biopsie montre un carcinome de grade III, {likened}."
    assert read(note) == [f"biopsy done {'2014-03-01..2014-03-31'}", "pathology done 2014-03-01..2014-03-31"]


@pytest.mark.parametrize(
    "note",
    [
        "Un traitement par abiratérone a été mis en place et, après deux mois de traitement, en avril 2016, le PSA est à 45.",
        "Elle débute le létrozole et, au bout de 3 mois, en avril 2016, progresse cliniquement.",
        "Mise sous pazopanib. Après 4 cycles, en avril 2016, asthénie.",
    ],
)
def test_what_came_of_a_drug_does_not_date_its_beginning(note):
    assert not any("start done 2016-04" in line for line in read(note))


@pytest.mark.parametrize(
    "note",
    [
        "Le 06/08/2009, le tamoxifène a été ajouté et a commencé le 15/09/2009.",
        "Le 06/08/2009, le tamoxifène a été indiqué et a débuté le 15/09/2009.",
        "Le 06/08/2009, il est décidé d'associer le tamoxifène, débuté le 15/09/2009.",
    ],
)
def test_a_drug_added_on_one_day_begins_on_the_day_that_says_so(note):
    assert read(note) == ["tamoxifène start done 2009-09-15"]


def test_another_treatment_begun_behind_has_its_own_day():
    note = "Le 06/08/2009, le tamoxifène a été ajouté et la radiothérapie a débuté le 15/09/2009."
    assert read(note) == ["tamoxifène start done 2009-08-06"]
