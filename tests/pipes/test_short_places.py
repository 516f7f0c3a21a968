"""Organs that hurried notes name short, or by a word that names another organ elsewhere."""

from datetime import date

import pytest

from onco_pipeline.events import Family
from onco_pipeline.extraction.reading import read_events


@pytest.mark.parametrize(
    ("note", "site"),
    [
        ("Thoracoscopie le 27/10 : granulations de la plèvre pariétale ; biopsies ; talcage.", "plèvre"),
        ("Thoracoscopie le 27/10 : biopsies pariétales.", "plèvre"),
        ("IRM cérébrale le 15/06/22 : lésion pariétale droite.", "cerveau"),
        ("IRM cér 15/06/22 nég.", "cerveau"),
        ("Doppler MI le 15/06/22.", "membre inférieur"),
        (
            "Échographie Doppler des membres inférieurs le 15/06/22 ; échographie Doppler du MI droit.",
            "membre inférieur",
        ),
        ("Échographie Doppler veineuse le 15/06/22 : pas de TVP.", "membre inférieur"),
        ("Dyspnée : angio-TDM le 15/06/22, pas d'embolie.", "thorax"),
        ("Scanner et IRM cérébrale le 15/06/22.", "cerveau"),
    ],
)
def test_the_organ_is_the_one_meant(note: str, site: str) -> None:
    assert {event.site for event in read_events(note, "CRH-HC", date(2022, 11, 4))} == {site}


def sites(note: str, family: Family) -> list[str | None]:
    return [event.site for event in read_events(note, "CRH-HC", date(2022, 11, 4)) if event.family is family]


@pytest.mark.parametrize(
    ("note", "site"),
    [
        # What the lesion grows into or leans on is not what is sampled.
        ("Masse du lobe moyen envahissant le péricarde et l'œsophage. Biopsie faite le 12/10/2022.", "poumon"),
        # What a core of the breast showed tells sooner where it was taken than the bones of the line above.
        ("TEP 26/09 : os secondaires.\nHisto (microbiopsie 15/09) : CCI gr III, RE 30 %, HER2 3+", "sein"),
        ("Tumeur du pancréas refoulant l'estomac ; biopsie le 12/10/2022.", "pancréas"),
        ("Nodule mammaire au contact de la peau. Microbiopsie le 12/10/2022.", "sein"),
        ("Goitre de la thyroïde (extension intrathoracique). Cytoponction le 12/10/2022.", "thyroïde"),
        # ... nor is what an exam looked at.
        ("Tumeur du rectum vue en endoscopie, IRM pelvienne ; la biopsie du 12/10/2022 confirme.", "rectum"),
        ("Nodule du sein droit, échographie axillaire sans anomalie. Microbiopsie le 12/10/2022.", "sein"),
        ("Masse du rein, scanner du thorax, de l'abdomen et du bassin. Biopsie le 12/10/2022.", "rein"),
        # A sinus is of the face, but that of the pharynx, of the brain, and the name of a germ cell tumour.
        ("Tumeur du sinus piriforme. Biopsie le 12/10/2022.", "pharynx"),
        ("Masse du testicule, tumeur du sinus endodermique ? Biopsie le 12/10/2022.", "testicule"),
        # Where nothing else is told, it is better than nothing.
        ("Lésion envahissant le sinus maxillaire. Biopsie le 12/10/2022.", "face"),
        # The thorax holds the lung, its wall is something else.
        ("Opacité thoracique droite. Biopsie le 12/10/2022.", "poumon"),
        ("Masse de la paroi thoracique. Biopsie le 12/10/2022.", "thorax"),
        # A needle takes cells of the lump told before; a lump that is cut out where a melanoma is told is of the skin.
        ("Mélanome. Échographie : ganglion inguinal. Cytoponction le 12/10/2022 : mélanome.", "ganglion"),
        ("Mélanome de l'épaule gauche, biopsie-exérèse le 12/10/2022.", "membre supérieur"),
        ("Mélanome du dos, biopsie-exérèse le 12/10/2022.", "peau"),
        # Nodes are nodes wherever they are.
        ("Adénopathies rétropéritonéales. Biopsie le 12/10/2022.", "ganglion"),
        ("Ganglions lymphatiques lombo-aortiques et médiastinaux. Biopsie le 12/10/2022.", "ganglion"),
        ("Ganglions du médiastin. Biopsie le 12/10/2022.", "ganglion"),
        ("Masse médiastinale. Biopsie le 12/10/2022.", "médiastin"),
        ("Adénopathies axillaires et masse rétropéritonéale. Biopsie le 12/10/2022.", "rétropéritoine"),
    ],
)
def test_what_is_sampled_is_the_lesion_itself(note: str, site: str) -> None:
    assert sites(note, Family.BIOPSY) == [site]


@pytest.mark.parametrize("site", ["rétropéritonéales", "médiastinales", "mésentériques", "cervicales"])
def test_new_nodes_of_any_station_are_nodes(site: str) -> None:
    note = f"Cancer du sein. Le scanner du 12/10/2022 montre l'apparition d'adénopathies {site} métastatiques."
    assert sites(note, Family.METASTASIS) == ["ganglion"]


@pytest.mark.parametrize(
    ("note", "site"),
    [
        ("Mélanome. Échographie : ganglion inguinal. Cytoponction le 12/10/2022 : cellules de mélanome.", "ganglion"),
        (
            "Biopsie du nodule lobaire inférieur le 12/10/2022. Localisation d'un carcinome à cellules claires.",
            "poumon",
        ),
        ("Biopsie du nodule lobaire inférieur le 12/10/2022. Carcinome à cellules claires, ISUP 2.", "rein"),
    ],
)
def test_what_was_read_is_of_what_was_sampled(note: str, site: str) -> None:
    assert sites(note, Family.PATHOLOGY)[-1:] == [site]


def test_a_film_taken_for_a_pneumothorax_is_of_the_chest() -> None:
    assert sites("Lame de pneumothorax ; radiographie de contrôle ce matin.", Family.IMAGING) == ["thorax"]


def test_a_stain_or_a_gene_is_of_what_the_report_received() -> None:
    report = """Prélèvement du : 09/10/2022. Signé le : 22/10/2022.
Renseignements : cancer du rectum pT3N1 opéré. Nodule du foie.
Nature : ponction-biopsie de la surrénale, trois cylindres.
Microscopie : adénocarcinome à cellules cylindriques.
Immunohistochimie : CK20 +, CDX2 +.
Biologie moléculaire : KRAS muté G13D."""
    told = [
        event for event in read_events(report, "CR-ANAPATH", date(2022, 10, 22)) if event.family is Family.PATHOLOGY
    ]
    assert {event.site for event in told if "T3" not in event.text} == {"surrénale"}
    several = report.replace("de la surrénale, trois cylindres", "de la surrénale ; biopsie du foie")
    told = [event for event in read_events(several, "CR-ANAPATH", date(2022, 10, 22)) if "KRAS" in event.text]
    assert {event.site for event in told} == {"rectum"}, "the report received two: the note's one cancer is left"
