"""Biopsies: acts, organs, and what only looks like one."""

from __future__ import annotations

import pytest
from family_markup import check, mentions
from scraps import offsets_hold

from onco_pipeline.pipes.biopsy.biopsy import find


@pytest.mark.parametrize(
    "example",
    [
        "<biopsy site=foie guidance=ct>Biopsie hépatique</biopsy> sous scanner le 5.",
        "<biopsy site=sein technique=core_needle>Microbiopsie du sein gauche</biopsy> le même jour.",
        "<biopsy site=sein technique=macrobiopsy>Macrobiopsie mammaire</biopsy> sous stéréotaxie.",
        "<biopsy site=ganglion>biopsie axillaire droite</biopsy> prévue",
        "<biopsy site=ganglion technique=sentinel_node>Biopsie sélective du ganglion sentinelle</biopsy>.",
        "25/07 Écho : ganglions banals\n29/07 <biopsy site=peau>Biopsie-exérèse</biopsy> : mélanome SSM, Breslow 1,2",
        "Adénopathie inguinale. <biopsy site=ganglion>Biopsie</biopsy> : métastase de mélanome.",
        "<biopsy site=os>Biopsie de L3</biopsy> ce jour.",
        "Fibroscopie bronchique : <biopsy>brossage et biopsies</biopsy> ; puis <biopsy>biopsies et brossage</biopsy> le 3.",
        "<cytology>Brossage</cytology> bronchique seul.",
        "Papules de la peau du sein droit. <biopsy site=peau>Biopsie</biopsy> le 3.",
        "Adénopathie axillaire du sein gauche, <biopsy site=ganglion>biopsie à l'aiguille</biopsy> le 3.",
        "Nodule surrénalien. Une <biopsy site=bronche>biopsie</biopsy> tissulaire est demandée par bronchoscopie.",
        "<biopsy site=foie>Biopsie hépatique</biopsy> en mai. Nodule du sein droit, dont la <biopsy site=sein>biopsie</biopsy> retrouve un CCI.",
        "<biopsy site=surrénale laterality=gauche>biopsie surrénalienne G</biopsy> le 19/02",
        "Coloscopie : 6 <biopsy site=côlon>biopsies</biopsy> de la lésion.",
        "Fibroscopie bronchique avec <biopsy site=bronche technique=endoscopic>biopsies</biopsy>.",
        "Par voie transjugulaire, <biopsy site=foie technique=transjugular>biopsie hépatique</biopsy> le 3.",
        "Coloscopie : <biopsy technique=core_needle>biopsie à l'aiguille</biopsy> d'un nodule.",
        "PSA 38 ; <biopsy site=prostate>PBP</biopsy> le 12/05.",
        "Masse du LSD ; <biopsy site=poumon>PBP</biopsy> sous TDM.",
        "<biopsy site=foie>PBH</biopsy> jugée inutile.",
        "Masse hépatique du segment IV, <biopsy site=foie>biopsiée</biopsy>.",
        "<biopsy technique=excisional>biopsie-exérèse</biopsy> en cabinet le 5 oct.",
        "<cytology site=thyroïde>Cytoponction thyroïdienne</cytology> le 22.",
        "<cytology site=ganglion>EBUS</cytology> 4R : adénocarcinome.",
        "Une <cytology site=thyroïde>ponction à l'aiguille fine de la thyroïde (FNA)</cytology>.",
        "<cytology site=plèvre>Ponction pleurale</cytology> le 3 : cytologie négative.",
        "<cytology site=plèvre>Cytologie du liquide pleural</cytology> : cellules malignes.",
        "<bone_marrow site=moelle_osseuse>Myélogramme</bone_marrow> le 8, <bone_marrow>BOM</bone_marrow> le 10.",
        "<bone_marrow site=moelle_osseuse>Biopsie de la moelle osseuse</bone_marrow> en juin.",
        "Pancytopénie : <bone_marrow site=moelle_osseuse>PBO</bone_marrow> le 3.",
        "Lésion lytique du bassin : <biopsy site=os>PBO</biopsy> le 3.",
        "<biopsy cores=12>biopsies prostatiques</biopsy>, 12 carottes.",
        "<biopsy>Biopsie à l'aiguille du sein (BAG)</biopsy> en 2012.",
        # what stands between the word and its organ
        "<biopsy site=bronche>Biopsie de la muqueuse bronchique</biopsy>, <biopsy site=plèvre>biopsie d'un des implants pleuraux</biopsy>.",
        "Vue en gynécologie : <biopsy site=utérus>biopsie cervicale</biopsy>.",
        # an organ told in a sentence before, unless it is told to be free; what was found on the sample tells no organ
        "Nodule du sein droit. Pas de ganglion suspect. Une <biopsy site=sein>biopsie</biopsy> est faite.",
        "Nodules du sein droit. Une <biopsy site=sein>biopsie</biopsy> montre une métastase d'un carcinome du rein.",
        "Lésion de la troisième vertèbre. Une <biopsy site=os>biopsie</biopsy> a révélé un parenchyme thyroïdien.",
        "Une <cytology site=ganglion>ponction à l'aiguille fine</cytology> confirme la métastase dans l'aisselle.",
        "Lésion du foie, flux sanguin accru. <biopsy site=foie>Biopsie</biopsy> hier.",
        "Une <biopsy site=sein>biopsie du sein</biopsy>, puis mastectomie ; la <biopsy site=ganglion>BSGC</biopsy> est négative.",
        "Des <biopsy site=foie>échantillons</biopsy> du foie ont été prélevés.",
        "L'<cytology site=ganglion>aspiration ganglionnaire</cytology> et la <cytology site=thyroïde>cytologie du nodule thyroïdien</cytology>.",
    ],
)
def test_an_act_is_found_with_its_organ(example: str) -> None:
    check(find, example)


@pytest.mark.parametrize(
    "example",
    [
        "Biopsie liquide : mutation T790M.",
        "Sur la pièce de biopsie, marges saines.",
        "Ponction pleurale évacuatrice de 800 ml.",
        "Ponction lombaire pour céphalées.",
        "Ponction-drainage scannoguidée de la collection.",
        "Ponction veineuse difficile.",
        "Prélèvement sanguin et prélèvement bactériologique.",
        "Cicatrice de biopsie propre.",
        "Coloscopie normale. Exérèse du polype.",
        "Biopsie de la pièce opératoire.",
        "bag de chimiothérapie",  # the abbreviation counts in capitals only
    ],
)
def test_what_is_no_act(example: str) -> None:
    check(find, example)


def test_a_biopsy_told_elsewhere_points_back() -> None:
    first, second = mentions(find, "Biopsie du foie le 3. Le résultat de la biopsie est attendu.")
    assert "anaphoric" not in first.attributes
    assert second.attributes["anaphoric"] is True


def test_random_text_never_raises_and_offsets_slice() -> None:
    offsets_hold(find, "Biopsie du foie", "microbiopsies", "PBF", "cytoponction", "PBP", "ponction pleurale", "BOM")


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Scanner TAP du 01/07 : tumeur du sigmoïde, foie et poumons libres. Biopsies le 15/07.", "côlon"),
        ("Masse du rein gauche, foie, poumons et surrénales indemnes. Biopsie le 15/07.", "rein"),
        ("Tumeur du pancréas. Foie et rate sans particularité. Biopsie le 15/07.", "pancréas"),
        ("Lésion du sein gauche, le foie et les os sont normaux. Biopsie le 15/07.", "sein"),
        # what stands with a lesion is not free with what is told behind it
        ("Tumeur du pancréas et du foie, poumons libres. Biopsie le 15/07.", "foie"),
        ("Métastases du foie, poumons et os libres. Biopsie le 15/07.", "foie"),
    ],
)
def test_no_sample_is_of_an_organ_told_to_be_free_with_others(text: str, site: str) -> None:
    assert [event.site for event in mentions(find, text)] == [site]
