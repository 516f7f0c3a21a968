"""Case reports without a day of their own, read on: further kinds of mended bugs, each in several wordings."""

import pytest
from note_record import told


def read(note):
    """Return the record of a note that nobody has given a date."""
    return told(note, None, None)


@pytest.mark.parametrize(
    ("proof", "again"),
    [
        ("La biopsie du 20/03/2019 confirme une métastase hépatique.", False),
        ("Hépatectomie le 20/03/2019, l'étude de la pièce montre une métastase hépatique.", False),
        ("Ponction du foie le 20/03/2019 : métastase.", False),
        ("Le 20/03/2019, 3e lésion du foie biopsiée : métastase hépatique.", True),
        ("Le 20/03/2019, nouvelle métastase hépatique, biopsiée.", True),
    ],
)
def test_a_spread_that_a_sample_proves_is_told_once(proof, again):
    spread = [
        line for line in read(f"Cancer du sein. TDM du 12/03/2019 : métastases hépatiques. {proof}") if "foie" in line
    ]
    assert len(spread) == 1 + again


@pytest.mark.parametrize(
    "operation",
    [
        "Le 15.6.2010 une cholécystectomie laparoscopique a été réalisée.",
        "Le 15/06/2010, une résection a été pratiquée.",
    ],
)
def test_a_work_up_lies_between_the_visit_and_the_operation_told_under_diagnosis(operation):
    note = (
        "Le 7 juin 2010, elle s'est présentée aux urgences pour des douleurs.\nExamens complémentaires\n"
        f'"Radiographie du thorax : normale.\nDiagnostic\nPancréatite aiguë. {operation}'
    )
    assert "xray done 2010-06-01..2010-06-30" in read(note)


@pytest.mark.parametrize(
    "when",
    ["À la fin du traitement par paclitaxel", "Avant le quatrième cycle", "À l'issue de la radiothérapie"],
)
def test_an_exam_of_the_treatment_is_none_of_the_work_up(when):
    note = (
        "Elle est vue en janvier 2013.\nTraitement\nElle reçoit du paclitaxel. "
        f"{when}, une échographie mammaire montre une réponse.\nLe traitement est fini le 15/02/2013."
    )
    assert not any(line.startswith("ultrasound") for line in read(note))


def test_a_node_by_its_longer_name_and_fragments_sent_to_the_laboratory_are_samples():
    assert "biopsy done 2008-03-12" in read("Le 12/03/2008, exérèse et détection du ganglion lymphatique sentinelle.")
    taken = "Bronchoscopie le 12/03/2008. Des prélèvements ont été réalisés pour étude anatomopathologique."
    assert read(taken) == ["biopsy done 2008-03-12"]
    assert read(taken.replace("étude anatomopathologique", "bactériologie")) == []


def test_how_long_the_disease_was_still_parts_no_drug_from_the_year():
    note = (
        "En 1990, la maladie a progressé après un intervalle de 54 mois. Elle a commencé un traitement par exémestane."
    )
    assert read(note) == ["exémestane start done 1990-01-01..1990-12-31"]


def test_a_bracket_only_tells_how_long_it_has_been():
    note = (
        "En octobre 2017 (après une PIL de 25 mois après le début de la chimiothérapie), une récidive est vue en TDM."
    )
    assert "ct done 2017-10-01..2017-10-31" in read(note)


@pytest.mark.parametrize(
    "told",
    [
        "TEP août 2015 : nodule.",
        "- TEP d'août 2015 : nodule.",
        "TEP (août 2015) : nodule.",
        "TEP-TDM en août 2015 : nodule.",
    ],
)
def test_an_exam_announced_takes_the_month_of_the_item_below(told):
    assert read(f"Une TEP a été réalisée pour préciser la lésion :\n{told}") == ["pet done 2015-08-01..2015-08-31"]


@pytest.mark.parametrize(
    "likened",
    [
        "avec les mêmes caractéristiques que les lésions enlevées en 2004",
        "de profil identique à celui de la tumeur opérée en 2004",
        "similaire à celle de 2004",
    ],
)
def test_what_a_tumour_is_likened_to_lends_no_year(likened):
    note = f"En juin 2011, résection d'une tumeur stromale, {likened}. Elle a repris l'imatinib en juillet."
    assert "imatinib start done 2011-07-01..2011-07-31" in read(note)


def test_a_length_of_treatment_is_counted_from_its_resumption():
    note = (
        "Le régorafénib a été arrêté en mai 2013 et un traitement par prednisone débuté. Le régorafénib a été réintroduit "
        "en août ; mais après un mois de traitement, le régorafénib a été définitivement arrêté."
    )
    assert "régorafénib stop done 2013-09-01..2013-09-30" in read(note)


@pytest.mark.parametrize("asked", ["demandé", "proposé", "sollicité"])
def test_a_drug_asked_for_begins_when_it_is_begun(asked):
    note = (
        f"En novembre 2012, progression hépatique. Un traitement par régorafénib compassionnel a été {asked}. "
        "Il a commencé en décembre 2012 le régorafénib."
    )
    assert [line for line in read(note) if "start" in line] == ["régorafénib start done 2012-12-01..2012-12-31"]


def test_years_of_treatment_do_not_lead_beyond_what_is_told_next():
    note = (
        "Traitement par FOLFIRI terminé en octobre 2006. L'étude anatomopathologique confirme une tumeur stromale, après "
        "3 ans de traitement de la lignée colique. En novembre 2008, il a débuté l'imatinib."
    )
    assert read(note) == ["imatinib start done 2008-11-01..2008-11-30"]


@pytest.mark.parametrize("free", ["une ILE 2 ans après l'opération", "une SLP de 2 ans après la chirurgie"])
def test_how_long_there_was_no_disease_dates_no_diagnosis(free):
    note = f"Opérée en juin 2013.\nDiagnostic\nAdénocarcinome endométrial FIGO IIIC1 grade 2, traité, avec {free}."
    assert not any("2015" in line for line in read(note))


@pytest.mark.parametrize(
    "act",
    [
        "une orchidectomie droite a été pratiquée le 14/8/2013.",
        "une exérèse a été réalisée le 14/8/2013.",
        "une intervention a été effectuée le 14/8/2013.",
    ],
)
def test_an_operation_told_under_diagnosis_bounds_the_work_up(act):
    note = (
        "Il a consulté en août 2013 pour une masse.\nExamens complémentaires\nUne échographie montre une masse.\n"
        f"Diagnostic\nDevant la suspicion de tumeur, {act}"
    )
    assert "ultrasound done 2013-08-01..2013-08-31" in read(note)


@pytest.mark.parametrize(
    "exam",
    [
        "TDM d'évaluation de la réponse 15/05/17",
        "TDM pour évaluer la réponse le 15/05/17",
        "Bilan de réponse 15/05/17 : TDM",
    ],
)
def test_the_day_on_which_a_response_is_judged_is_no_day_of_a_report(exam):
    assert read(f"{exam} : stable.") == ["ct done 2017-05-15"]


def test_days_are_counted_from_the_first_cycle():
    note = "Le premier cycle est donné le 23/3/2015. Réadmis au jour +11 pour saignement. Cinq jours plus tard, un scanner."
    assert read(note) == ["ct done 2015-04-08"]


@pytest.mark.parametrize(
    ("cancer", "lesion"),
    [
        ("Carcinome épidermoïde de l'hypopharynx", "une nouvelle lésion du plancher buccal"),
        ("Carcinome de l'amygdale", "une nouvelle lésion du larynx"),
        ("Carcinome de la langue", "une nouvelle lésion mandibulaire"),
        ("Carcinome du larynx", "un foyer hypermétabolique latérocervical"),
    ],
)
def test_another_lesion_of_the_mouth_or_throat_is_no_spread(cancer, lesion):
    assert read(f"{cancer}. Le 12/03/2019, TEP : {lesion}.") == ["pet done 2019-03-12"]
    elsewhere = read(f"{cancer}. Le 12/03/2019, TEP : {lesion} ; métastases hépatiques.")
    assert "foie onset done 2019-03-12" in elsewhere


@pytest.mark.parametrize("exam", ["Le PET-scan", "La TEP", "Cet examen est complété par une TEP qui"])
def test_a_year_that_heads_a_part_dates_nothing_behind_its_months(exam):
    note = (
        "Traitement\n2017\nEn août 2017, une masse du col est biopsiée. L'étude est complétée par une IRM pelvienne.\n"
        f"{exam} montre une atteinte ganglionnaire.\nLe 1er septembre 2017, elle consulte."
    )
    assert not any("2017-01-01" in line for line in read(note))


def test_a_year_that_heads_a_part_without_months_is_its_date():
    assert read("Évolution\n2017\nScanner normal. IRM normale.\n2018\nScanner normal.")[-1].endswith("12-31")


@pytest.mark.parametrize(
    "then",
    [
        "et, en janvier 2004, elle a subi une rhinotomie",
        "et donc, en janvier 2004, elle a été opérée",
        "et donc, après avoir exclu une maladie à distance, en janvier 2004 une exérèse a été réalisée",
    ],
)
def test_a_date_that_opens_the_next_clause_is_not_of_the_sample_before_it(then):
    note = f"Elle a consulté en décembre 2003. Une biopsie de la tumeur a révélé un carcinome indifférencié {then}."
    assert read(note) == ["biopsy done 2003-12-01..2003-12-31", "pathology done 2003-12-01..2003-12-31"]


@pytest.mark.parametrize(
    "report",
    [
        "Le rapport du médecin légiste confirme la présence d'une tumeur phyllode.",
        "Le rapport du pathologiste montre un sarcome.",
        "Le rapport de l'anatomopathologiste conclut à un sarcome.",
    ],
)
def test_whoever_reports_on_the_piece(report):
    assert "pathology done 2011-08-01..2011-08-31" in read(f"En août 2011, elle a subi une mastectomie. {report}")


def test_an_autopsy_reports_what_it_found():
    assert "pathology done 2013-03-01..2013-03-31" in read("Rapport d'autopsie (3/2013) : métastase d'un sarcome.")


@pytest.mark.parametrize("word", ["TEP (thromboembolie pulmonaire)", "TEP (embolie pulmonaire)"])
def test_an_embolism_spelt_out_behind_its_letters_is_no_exam(word):
    assert read(f"Elle a présenté une {word} en avril 2015.") == []


def test_an_older_exam_in_the_list_does_not_end_the_work_up():
    note = (
        "Il a consulté aux urgences en septembre 2018 pour une dyspnée.\nExamens complémentaires\n"
        "Radiographie du thorax\nOpacité droite.\nTomodensitométrie thoracique (août 2018)\nMasse droite.\n"
        "PET-CT (septembre 2018)\nMasse fixante.\nIRM crânienne\nNormale.\n"
        "Traitement\nLe traitement a débuté le 10 octobre 2018."
    )
    assert read(note) == [
        "ct done 2018-08-01..2018-08-31",
        "mri done 2018-09-01..2018-09-30",
        "pet done 2018-09-01..2018-09-30",
        "xray done 2018-09-01..2018-09-30",
    ]


@pytest.mark.parametrize(
    "note",
    [
        "Avec un échocardiogramme et une biopsie de la moelle osseuse normaux, le 26 juillet 2007, il a commencé l'ABVD.",
        "Une TDM thoracique normale, le 12/03/2015, elle a débuté une chimiothérapie.",
        "Progression vue par TDM (sans biopsie), en mars 2015, il a été opéré.",
        "La biopsie confirme un sarcome, et le 12/03/2015, la patiente a reçu une première cure.",
    ],
)
def test_a_date_that_opens_what_was_done_next_is_of_nothing_before_it(note):
    assert read(note) == []


def test_an_exam_keeps_its_day_before_what_was_done_next():
    assert read("IRM le 12/03/2015, elle a ensuite débuté un traitement.") == ["mri done 2015-03-12"]


@pytest.mark.parametrize(
    "name",
    [
        "Biopsie des ganglions à l'aiguille fine (FNA 12/12/2009)",
        "Biopsie du sein à l'aiguille (BAG, 12/12/2009)",
        "Biopsie percutanée du foie à l'aiguille (PBH 12/12/2009)",
    ],
)
def test_a_biopsy_and_its_letters_are_one_act(name):
    assert [line for line in read(f"{name} : négative pour la malignité.") if not line.startswith("pathology")] in (
        ["biopsy done 2009-12-12"],
        ["cytology done 2009-12-12"],
    )


@pytest.mark.parametrize("scale", ["VAS:10/10", "VAS 7/10", "EVA 8/10", "une intensité de 10/10"])
def test_a_pain_score_is_no_day(scale):
    lines = read(f"Opéré en mars 2014. Douleur avec {scale}. Une IRM du bassin montre une progression.")
    assert not any("2014-10" in line or "2014-07" in line or "2014-08" in line for line in lines)


def test_how_long_a_mass_was_felt_does_not_date_it():
    note = "Carcinome du sein. Elle consulte pour une nouvelle lésion osseuse de la clavicule, perceptible depuis deux mois."
    assert not any("onset" in line for line in read(note))


@pytest.mark.parametrize("hours", ["Après 96 heures", "Après quarante-huit heures", "Après 72 h"])
def test_hours_of_a_treatment_are_no_presentation(hours):
    note = (
        f"Dernier cycle le 21 décembre 2015.\nTraitement\nHéparine. {hours}, le traitement est remplacé.\n"
        "Évolution\nUne angio-TDM a montré une embolie. Sortie le 10 janvier 2016."
    )
    assert not any(line.startswith("ct") for line in read(note))
