"""What strangers' short notes lost, each by its cause; the sentences are invented."""

from datetime import datetime

import pytest
from note_record import told

IN_JUNE = datetime(2021, 6, 30)


def of(text: str) -> list[str]:
    """Return the records of a note of 30 June 2021, one line each."""
    return told(text, "CR-CONS", IN_JUNE)


@pytest.mark.parametrize(
    ("exam", "kind"),
    [
        ("PET1", "pet"), ("TEP2", "pet"), ("PET-3", "pet"), ("iTEP", "pet"), ("Ostéodensitométrie", "other"), ("DMO", "other"),
        ("Absorptiométrie", "other"), ("TOGD", "xray"), ("Hystérosalpingographie", "xray"), ("Orthopantomogramme", "xray"),
        ("CBCT", "ct"), ("Cone beam", "ct"), ("Écho-cœur", "ultrasound"), ("DaTscan", "other"),
    ],
)  # fmt: skip
def test_exams_by_their_other_names(exam, kind):
    assert of(f"{exam} du 11/05/2021 : pas d'anomalie.") == [f"{kind} done 2021-05-11"]


@pytest.mark.parametrize(
    "note",
    [
        "Deuxième mois de sorafénib. Commencé le 11 mai.",
        "Patiente sous palbociclib. Débuté le 11/05/2021, bien toléré.",
        "Sous Tagrisso. Traitement commencé le 11 mai 2021.",
        "Vient pour sa troisième cure de capécitabine. Débuté le 11 mai.",
    ],
)
def test_a_drug_that_is_only_named_begins_with_the_next_sentence(note):
    assert [line.split(" ", 1)[1] for line in of(note)] == ["start done 2021-05-11"]


@pytest.mark.parametrize(
    "note",
    [
        "Sous anastrozole. Radiothérapie débutée le 11/05/2021.",
        "Sous palbociclib et trastuzumab. Débuté le 11/05/2021.",
        "J12 de sa deuxième cure de capécitabine, entrée le 11/05/2021.",
        "La cinquième cure de XELOX a débuté le 11/05/2021.",
        "XELOX, dont la cinquième cure devait commencer le 11/05/2021, est différé.",
        "XELOX : la quatrième cure, le 11/05/2021, est différée.",
    ],
)
def test_what_is_no_start_of_the_drug(note):
    assert [line for line in of(note) if " start " in line] == []


def test_a_bracket_behind_a_drug_tells_of_it():
    assert of("Nolvadex (prescrit au décours de la radiothérapie, en mars 2015).") == [
        "tamoxifène start done 2015-03-01..2015-03-31"
    ]


def test_a_resumption_that_is_to_be_weighed_is_none():
    assert of("Xeloda suspendu le 11/06, reprise à rediscuter le 12/07.") == ["capécitabine stop done 2021-06-11"]


@pytest.mark.parametrize(
    ("note", "lines"),
    [
        ("Biopsie prévue le 27/05, décalée pour fièvre au 10 août prochain.", ["biopsy planned 2021-08-10"]),
        ("Le TEP, qui devait avoir lieu le 2 juin, est reporté au 23 novembre.", ["pet planned 2021-11-23"]),
        ("Il apporte son scanner. Il a été réalisé le 11 mai.", ["ct done 2021-05-11"]),
        ("Nous avons récupéré l'IRM. Elle date du 11 mai 2021.", ["mri done 2021-05-11"]),
        ("Scanner stable. La chirurgie a été réalisée le 11 mai 2021.", []),
        ("Mammographie classée ACR5. Il a été réalisé le 11 mai une exérèse du sein.", []),
        ("Hospitalisation du 11/05 au 20/05/2021. Angioscanner du jour de l'admission normal.", ["ct done 2021-05-11"]),
        (
            "IRM le 02/05/2021. Opéré dix jours après l'IRM. TDM le 22/05/2021.",
            ["ct done 2021-05-22", "mri done 2021-05-02"],
        ),
    ],
)
def test_the_day_of_an_exam(note, lines):
    assert of(note) == lines


@pytest.mark.parametrize(
    "note",
    [
        "Le mari est sous Glivec depuis 2012.",
        "La dame de la chambre voisine a eu un TEP hier.",
        "Il a demandé pourquoi on n'avait pas biopsié la prostate en mars 2021.",
        "Le diagnostic de métastase d'un adénocarcinome digestif évoqué en mars 2021 est donc écarté.",
    ],
)
def test_what_is_anothers_or_did_not_happen(note):
    assert of(note) == []


def test_the_origin_that_is_ruled_out_leaves_the_spread():
    assert of("Scanner du 11/05/2021 : métastases hépatiques dont l'origine colique a été écartée.") == [
        "ct done 2021-05-11",
        "foie onset done 2021-05-11",
    ]


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("Évol. 2aire pulm. découverte le 11/05/2021.", "poumon onset done 2021-05-11"),
        ("Échappement le 11/05/2021 avec apparition de lésions hépatiques.", "foie onset done 2021-05-11"),
        ("Rechute le 11/05/2021 au niveau osseux.", "os onset done 2021-05-11"),
        ("Le cancer est passé dans les os le 11/05/2021.", "os onset done 2021-05-11"),
        ("Sein RH+, M1 d'emblée os (11/05/2021).", "os onset done 2021-05-11"),
        ("Scinti positive le 11/05/2021 (crâne, côtes).", "os onset done 2021-05-11"),
        ("mCRPC osseux depuis mai 2021.", "os onset done 2021-05-01..2021-05-31"),
        (
            "Traitée pour un cancer du sein triple négatif, métastatique pulmonaire depuis mai 2021.",
            "poumon onset done 2021-05-01..2021-05-31",
        ),
        ("Bilan d'extension du 11/05/2021 : atteinte hépatique.", "foie onset done 2021-05-11"),
    ],
)
def test_spread_in_notes_that_name_no_cancer_or_hardly_one(note, line):
    assert line in of(note)


@pytest.mark.parametrize(
    "note",
    [
        "Scanner du 11/05/2021 : métastases hépatiques en progression volumétrique.",
        "Scanner du 11/05/2021 : métastases hépatiques en nette augmentation.",
        "Scanner du 11/05/2021 : les métastases hépatiques ont doublé de volume.",
        "Bilan d'extension du 11/05/2021 négatif.",
        "Scintigraphie positive pour un adénome parathyroïdien le 11/05/2021.",
    ],
)
def test_spread_that_grows_or_is_not_found_is_no_onset(note):
    assert [line for line in of(note) if "onset" in line or "new_site" in line] == []
