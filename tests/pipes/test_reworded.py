"""What an annotated note tells holds when its sentences are told in other words: the wordings that did not, by class."""

import pytest

from onco_pipeline.pipes.sites import find_places, site_of
from tests.pipes.note_record import told

MARCH = "2016-03-01..2016-03-31"


def of(text, *kinds):
    """Return the lines of a note without a day whose first words are among the kinds."""
    return [line for line in told(text, day=None) if line.startswith(kinds)]


@pytest.mark.parametrize(
    "words",
    [
        "À la même époque",
        "À la même période",
        "À cette période",
        "Dans le même temps",
        "Au même moment",
    ],
)
def test_an_exam_of_the_same_time_has_the_month_of_what_is_told_before(words):
    note = f"Le 04/03/2016, scanner : nodules du foie. {words}, une IRM du rachis est normale."
    assert of(note, "mri") == [f"mri done {MARCH}"]


@pytest.mark.parametrize(
    "text",
    [
        "Mammographie complétée dans le même temps par une échographie, le 04/03/2016.",
        "Naissance en 1985. Mammographie faite au même moment que l'échographie, le 04/03/2016.",
    ],
)
def test_what_is_done_along_with_another_exam_has_the_day_that_is_told(text):
    assert of(text, "mammography") == ["mammography done 2016-03-04"]


@pytest.mark.parametrize(
    "text",
    [
        "Les troubles remontent à mars 2016. Un scanner montre une masse.",
        "Début des douleurs en mars 2016. Un scanner montre une masse.",
        "Les céphalées sont apparues en mars 2016. Un scanner montre une masse.",
        "La toux s'est installée en mars 2016. Un scanner montre une masse.",
        "Apparition de la dyspnée en mars 2016. Un scanner montre une masse.",
    ],
)
def test_the_day_on_which_complaints_began_is_no_exam_s(text):
    assert of(text, "ct") == []


@pytest.mark.parametrize("mark", ["-", "*", ".", "•"])
def test_the_items_under_a_dated_line_have_its_date_whatever_their_mark(mark):
    items = (
        "TDM : ascite.",
        "Biopsie de la masse annexielle D : adénocarcinome.",
        "Liquide d'ascite, cytologie : négative.",
    )
    note = "- Mars 2016 : bilan.\n" + "\n".join(f"   {mark} {item}" for item in items)
    assert of(note, "ct", "biopsy", "cytology") == [f"{what} done {MARCH}" for what in ("biopsy", "ct", "cytology")]


@pytest.mark.parametrize(
    "text",
    [
        "Liquide pleural : cytologie négative (04/03/2016).",
        "04/03/2016 : liquide pleural droit, examen cytologique sans cellule maligne.",
        "Liquide d'ascite du 04/03/2016, cytologie : adénocarcinome.",
        "Liquide péritonéal (04/03/2016), cytologie : pas de cellule maligne.",
    ],
)
def test_a_fluid_named_before_its_cytology_was_sampled(text):
    assert of(text, "cytology", "pathology") == ["cytology done 2016-03-04", "pathology done 2016-03-04"]


@pytest.mark.parametrize(
    "where",
    [
        "récidive, foie + péritoine",
        "re-récidive, foie et péritoine",
        "rechute (foie, péritoine)",
        "récidive au foie et au péritoine",
        "récidive du foie, du péritoine",
        "rechute foie + péritoine",
        "rechute -> foie, péritoine",
    ],
)
def test_a_relapse_is_told_by_its_bare_organs(where):
    assert of(f"Cancer du sein opéré.\nMars 2016 : {where}.", "foie") == [f"foie onset done {MARCH}"]


@pytest.mark.parametrize(
    "where", ["rechute, foie stable", "récidive locale, foie libre", "récidive mammaire, foie normal"]
)
def test_an_organ_that_is_free_is_no_relapse(where):
    assert of(f"Cancer du sein opéré.\nMars 2016 : {where}.", "foie") == []


@pytest.mark.parametrize(
    "text",
    [
        "Février 2015 : progression. NGS : mutation de MET exon 14, d'où crizotinib de février 2016 à juillet 2016.",
        "Février 2015 : progression. NGS : mutation MET exon 14 -> crizotinib, février 2016 à juillet 2016.",
        "Février 2015 : progression. NGS : mutation MET exon 14, crizotinib du 01/02/2016 au 31/07/2016.",
    ],
)
def test_a_result_is_not_read_in_the_months_of_the_drug_that_it_led_to(text):
    assert of(text, "pathology") == ["pathology done 2015-02-01..2015-02-28"]


def test_a_relapse_did_not_come_on_in_the_months_of_its_treatment():
    note = "Cancer du sein. Récidive hépatique -> capécitabine de février 2016 à juillet 2016."
    assert of(note, "foie") == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Opérée en 2003 d'un cancer du rein, dont l'histologie était un carcinome à cellules claires pT2, "
            "et enfin en 2008 d'un mélanome, Breslow 0,25 mm.",
            ["2003-01-01..2003-12-31", "2008-01-01..2008-12-31"],
        ),
        (
            "En mars 2016 une lobectomie a montré la métastase d'un carcinome à cellules claires, raison pour laquelle on "
            "lui a enlevé en juillet 2016 la surrénale, en marge saine.",
            [MARCH],
        ),
    ],
)
def test_a_result_ends_where_the_sentence_goes_on_at_another_time(text, days):
    assert of(text, "pathology") == [f"pathology done {day}" for day in days]


@pytest.mark.parametrize(
    "how",
    [
        "stoppé pour de bon le 29/10/2016",
        "arrêté à sa demande le 29/10/2016",
        "puis stoppé une bonne fois pour toutes le 29/10/2016",
        "entrecoupé de pauses (diarrhée), stoppé le 29/10/2016",
        "avec quelques interruptions pour toxicité, arrêté définitivement le 29/10/2016",
        "malgré des pauses répétées, arrêté le 29/10/2016",
    ],
)
def test_a_drug_is_stopped_on_the_day_told_behind_its_beginning(how):
    note = f"Cancer du foie. Sorafénib 400 mg/j depuis le 04/03/2016, {how}."
    assert of(note, "sorafénib") == ["sorafénib start done 2016-03-04", "sorafénib stop done 2016-10-29"]


@pytest.mark.parametrize(
    "why",
    [
        "La neuropathie et les arrêts à répétition nous ont fait choisir",
        "Les interruptions répétées ont fait préférer",
        "Des arrêts répétés ont conduit à donner",
    ],
)
def test_stops_that_led_to_a_drug_are_not_its_own(why):
    assert of(f"Sarcome. {why}, en mars 2016, le pazopanib.", "pazopanib") == [f"pazopanib start done {MARCH}"]


@pytest.mark.parametrize(
    "how",
    [
        "Dose réduite maintenue",
        "Posologie réduite bien tolérée",
        "La dose réduite est poursuivie",
        "Dose diminuée conservée",
    ],
)
def test_a_dose_that_is_kept_does_not_change(how):
    note = f"Cancer du poumon. Crizotinib débuté le 04/03/2016. {how}, rémission en décembre 2016."
    assert of(note, "crizotinib") == ["crizotinib start done 2016-03-04"]


def test_cells_in_excess_are_what_a_marrow_shows():
    note = "04/03/2016, ponction médullaire : lignée rouge hyperplasique, mégacaryocytes en excès."
    assert of(note, "pathology") == ["pathology done 2016-03-04"]


@pytest.mark.parametrize(
    "words",
    [
        "la maladie gagna le foie",
        "la maladie a gagné le foie",
        "la maladie s'est étendue au foie",
        "la maladie a ensuite touché le foie",
        "la maladie réapparaît au niveau du foie",
        "elle rechuta au foie",
        "il récidivait au foie",
        "la maladie a atteint le foie",
    ],
)
def test_a_disease_is_told_to_have_gone_to_an_organ_by_a_verb(words):
    assert of(f"Sarcome opéré en 2012. En mars 2016, {words}.", "foie") == [f"foie onset done {MARCH}"]


@pytest.mark.parametrize(
    "words", ["la maladie n'a pas gagné le foie", "la tumeur a touché le foie", "la maladie a progressé"]
)
def test_what_grows_or_goes_nowhere_is_no_spread(words):
    assert of(f"Sarcome opéré en 2012. En mars 2016, {words}.", "foie") == []


def test_metastases_that_are_taken_out_are_those_told_of():
    note = "Sarcome. En mars 2016, métastase du rein. En juin 2017, on lui retira de nombreuses métastases hépatiques."
    assert of(note, "rein", "foie") == [f"rein onset done {MARCH}"]


@pytest.mark.parametrize(
    "how",
    [
        "dose qu'il fallut abaisser en mars 2016",
        "dose que l'on a dû réduire en mars 2016",
        "posologie qu'on a diminuée en mars 2016",
    ],
)
def test_a_dose_is_changed_by_what_is_told_of_it(how):
    note = f"Sarcome. Pazopanib commencé le 08/08/2015 à 800 mg, {how}."
    assert of(note, "pazopanib")[0] == f"pazopanib dose_change done {MARCH}"


@pytest.mark.parametrize("how", ["La posologie a dû être revue à la baisse", "La dose fut revue à la baisse"])
def test_a_dose_is_looked_at_again(how):
    note = f"Sarcome. Pazopanib commencé le 08/08/2015 à 800 mg. {how} en mars 2016."
    assert of(note, "pazopanib")[0] == f"pazopanib dose_change done {MARCH}"


@pytest.mark.parametrize(
    "how",
    [
        "Elle le prit jusqu'en mars 2016",
        "Elle l'a pris jusqu'en mars 2016",
        "La patiente l'a gardé jusqu'en mars 2016",
        "Bien toléré, il l'a poursuivi jusqu'en mars 2016",
        "Elle le prenait jusqu'en mars 2016",
    ],
)
def test_a_drug_told_by_a_pronoun_ends(how):
    note = f"Sarcome. Pazopanib commencé le 08/08/2015. {how}."
    assert of(note, "pazopanib") == ["pazopanib start done 2015-08-08", f"pazopanib stop done {MARCH}"]


@pytest.mark.parametrize(
    "what", ["l'oxygène a été arrêté", "antalgiques arrêtés", "corticoïdes stoppés", "la prednisone est arrêtée"]
)
def test_what_else_is_stopped_is_not_the_drug(what):
    note = f"Cancer du poumon. Afatinib débuté le 04/03/2016. Au bout de deux mois d'afatinib, {what}."
    assert of(note, "afatinib") == ["afatinib start done 2016-03-04"]


def test_the_stations_of_a_dissection_are_no_date():
    note = "Cancer du poumon : lobectomie et curage 5-6-8-10 (10/2008), pT2N0."
    assert of(note, "pathology") == ["pathology done 2008-10-01..2008-10-31"]


def test_a_result_is_read_on_the_operation_that_an_exam_led_to():
    note = (
        "Sacrectomie le 23/11/2006. Suivi simple.\nMars 2016 : le scanner montre une récidive, et l'on fait une nouvelle "
        "résection. Histologie : chordome."
    )
    assert of(note, "pathology") == [f"pathology done {MARCH}"]


def test_a_biopsy_affirms():
    note = "Sarcome synovial. En mars 2016, lésions des reins, dont la biopsie affirma la nature métastatique."
    assert of(note, "biopsy", "pathology") == [f"biopsy done {MARCH}", f"pathology done {MARCH}"]


@pytest.mark.parametrize("title", ["SUITE", "Suite :", "Suivi", "SURVEILLANCE"])
def test_a_section_that_tells_what_came_is_no_plan(title):
    note = (
        f"Cancer du poumon opéré en 2012.\n\n{title}\nEn mars 2014, IRM encéphalique : deux métastases.\nErlotinib mis en "
        "route en avril 2014.\nScanner stable en mars 2016."
    )
    assert of(note, "mri", "ct", "erlotinib") == [
        f"ct done {MARCH}",
        "erlotinib start done 2014-04-01..2014-04-30",
        "mri done 2014-03-01..2014-03-31",
    ]


def test_a_section_of_appointments_is_a_plan():
    note = "Cancer du poumon opéré en 2012.\n\nSUITE :\nScanner de contrôle en mars 2016."
    assert of(note, "ct") != [f"ct done {MARCH}"]


@pytest.mark.parametrize(
    "words",
    [
        "24 mois sans progression, puis hospitalisation",
        "Deux ans de rémission, puis hospitalisation",
        "Deux ans d'intervalle libre, puis hospitalisation",
        "24 mois sans récidive puis hospitalisation",
    ],
)
def test_how_long_all_was_well_is_counted_from_what_went_before(words):
    note = f"Cancer du poumon, C1 en mars 2014. {words} pour dysarthrie. IRM : quatre métastases cérébrales."
    assert of(note, "mri")[0].startswith("mri done 2016-")


@pytest.mark.parametrize("of_what", ["traitement", "ttt", "tt"])
def test_what_an_exam_showed_and_how_long_it_was_so(of_what):
    note = f"Létrozole débuté le 14 décembre 2015. À 3 mois de {of_what}, TEP en réponse complète, maintenue à 6 mois."
    assert of(note, "pet") == [f"pet done {MARCH}"]


def test_a_disease_that_goes_on_spreads_by_a_participle():
    note = "Cancer de l'estomac opéré. La maladie progressant maintenant au foie, on passe en mars 2016 à une L3 par XELOX."
    assert of(note, "foie") == [f"foie onset done {MARCH}"]


@pytest.mark.parametrize("words", ["6 TAC en adjuvant, le dernier en mars 2014", "4 TAC adjuvants (mars 2014)"])
def test_cures_of_a_regimen_are_no_scan(words):
    assert of(f"Cancer du sein opéré. {words}.", "ct") == []


@pytest.mark.parametrize(
    "visit", ["Le centre l'a reçue en mars 2016 :", "Elle est reçue en mars 2016 :", "Elle a été reçue en mars 2016 ;"]
)
def test_the_day_on_which_a_patient_is_received_is_no_report_s(visit):
    assert of(f"{visit} mammographie et biopsie du sein.", "mammography", "biopsy") == [
        f"biopsy done {MARCH}",
        f"mammography done {MARCH}",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "les gg axillaires progressent",
        "progression d'un ganglion sus-claviculaire",
        "progression gg axillaires",
        "les ganglions axillaires progressent",
    ],
)
def test_nodes_progress(words):
    assert of(f"Cancer du poumon opéré en 2012.\nMars 2016 : {words}.", "ganglion") == [f"ganglion onset done {MARCH}"]


@pytest.mark.parametrize("words", ["des 2 côtés", "des deux côtés", "aux deux côtés"])
def test_both_sides_are_no_ribs(words):
    note = f"metastases pulmonaires {words.replace('ô', 'o').replace('é', 'e')}"
    assert {site_of([place]) for place in find_places(note, 0, len(note))} == {"poumon"}


def test_ribs_are_bones():
    assert [site_of([place]) for place in find_places("metastases de 2 cotes", 0, 21)] == ["os"]


@pytest.mark.parametrize("words", ["trois mois après", "encore trois mois après", "soit trois mois après"])
def test_a_count_between_commas_tells_its_day_once_more(words):
    note = f"Cancer du pancréas. Scanner en novembre 2015. En mars 2016, {words}, une IRM montre une progression."
    assert of(note, "mri") == [f"mri done {MARCH}"]


def test_an_exam_found_what_ended_a_treatment():
    note = (
        "Cancer du poumon.\nAvril 2015 : TEP de surveillance. Carboplatine puis pemetrexed, jusqu'en mars 2016 où la TDM "
        "montre que la masse a grossi."
    )
    assert of(note, "ct") == [f"ct done {MARCH}"]


def test_the_day_of_an_exam_is_told_behind_its_month():
    assert of("Cancer du sein. TDM thorax (3/2016), faite le 7 mars : progression.", "ct") == ["ct done 2016-03-07"]


@pytest.mark.parametrize("words", ["et cessé", "puis quitté", "et quitté"])
def test_a_drug_that_is_given_is_left(words):
    note = f"Cancer du rein. L'évérolimus lui a été donné à partir de mars 2015 (hyperglycémie) {words} en mars 2016."
    assert of(note, "évérolimus")[1] == f"évérolimus stop done {MARCH}"


def test_tissue_that_is_taken_is_a_biopsy():
    note = "Mars 2016 : une coelioscopie a permis de prélever le tissu pancréatique, tumeur neuroendocrine, Ki67 à 1 %."
    assert of(note, "biopsy") == [f"biopsy done {MARCH}"]
