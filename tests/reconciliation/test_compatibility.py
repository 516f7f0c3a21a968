"""Which statements can be about one event."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onco_pipeline.codes import ccam
from onco_pipeline.reconciliation.compatibility import merged_site, pathology_kind, site_score, subtype_score
from onco_pipeline.reconciliation.lineages import similarity
from onco_pipeline.reconciliation.model import swapped, year_slips

SITES = sorted({act.site for act in ccam.all_acts() if act.site})


@pytest.mark.parametrize(
    ("one", "other", "family", "alike"),
    [
        ("thorax", "tap", "imaging", True),
        ("poumon", "tap", "imaging", True),
        ("foie", "abdomen", "imaging", True),
        ("prostate", "abdomen", "imaging", True),
        ("cerveau", "tap", "imaging", False),
        ("sein", "thorax", "imaging", False),
        ("ganglion", "tissus mous", "imaging", True),
        ("bronche", "poumon", "biopsy", True),
        ("os", "rachis", "biopsy", True),
        ("moelle osseuse", "os", "biopsy", True),
        ("foie", None, "biopsy", True),
        ("foie", "poumon", "biopsy", False),
        ("foie", "os", "metastasis", False),
        ("létrozole", "Femara", "oral_therapy", True),
        ("tégafur-uracile", "tégafur-giméracil-otéracil", "oral_therapy", True),
        ("létrozole", None, "oral_therapy", False),
        ("létrozole", "anastrozole", "oral_therapy", False),
    ],
)
def test_sites(one, other, family, alike):
    assert bool(site_score(one, other, family)) is alike
    assert site_score(one, other, family) == site_score(other, one, family)


@given(st.sampled_from([None, *SITES]), st.sampled_from([None, *SITES]))
def test_sites_agree_with_themselves_best(one, other):
    for family in ("biopsy", "imaging", "pathology", "metastasis"):
        assert 0 <= site_score(one, other, family) <= site_score(one, one, family)
        if site_score(one, other, family):
            assert merged_site(one, other) in (one, other)
            assert (merged_site(one, other) is None) == (one is None and other is None)


def test_subtypes():
    assert not subtype_score("pet", "ct", "imaging")
    assert not subtype_score("mri", "ct", "imaging")
    assert subtype_score("other", "ct", "imaging") < subtype_score("ct", "ct", "imaging")
    assert subtype_score("cytology", "biopsy", "biopsy")
    assert not subtype_score("start", "stop", "oral_therapy")


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("carcinome infiltrant grade II, RE 90 %", "histology"),
        ("mutation de l'exon 19 d'EGFR", "molecular"),
        ("KRAS sauvage", "molecular"),
        ("adénocarcinome TTF1+, EGFR muté", "histology"),
        ("pT3N1", "histology"),
        ("PD-L1 à 80 %", "histology"),
        ("résultat", "histology"),
        ("ALK et ROS1 négatifs", "molecular"),
        ("Breslow 3,2 mm, BRAF V600E", "histology"),
    ],
)
def test_kinds_of_pathology(quote, kind):
    assert pathology_kind(quote, {}) == kind


def test_the_extraction_decides_where_the_words_do_not():
    assert pathology_kind("résultat", {"kind": "molecular"}) == "molecular"


@given(st.dates())
def test_errors_of_writing_are_their_own_inverse(day):
    other = swapped(day)
    assert other is None or (other != day and swapped(other) == day)
    assert all(slip.year != day.year and (slip.month, slip.day) == (day.month, day.day) for slip in year_slips(day))


def test_a_leap_day_has_no_slip():
    assert year_slips(date(2020, 2, 29)) == ()


def test_similarity():
    text = "patiente suivie pour un cancer, scanner du 3 mai sans lésion secondaire visible"
    assert similarity(text, text.upper()) == 1
    assert similarity(text, "échographie mammaire normale hier") == 0
    assert similarity("", "") == 0
