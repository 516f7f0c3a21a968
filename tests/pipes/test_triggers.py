"""Cheap triggers: never a false "no" for what the patterns would find."""

from __future__ import annotations

import json

import pytest
from family_markup import mentions

from onco_pipeline.events import Family
from onco_pipeline.pipes.biopsy.biopsy import find as find_biopsies
from onco_pipeline.pipes.imaging.imaging import find as find_imaging
from onco_pipeline.pipes.lexer import Lexer
from onco_pipeline.pipes.metastasis.metastasis import find as find_metastases
from onco_pipeline.pipes.oral_therapy.oral_therapy import find as find_therapies
from onco_pipeline.pipes.pathology.pathology import find as find_results
from onco_pipeline.pipes.primaries import primary_organs
from onco_pipeline.pipes.sites import find_places, laterality, site_of
from onco_pipeline.pipes.triggers import _STEMS, _Whole, may_hold
from onco_pipeline.text import fold

FINDERS = {
    Family.BIOPSY: find_biopsies,
    Family.IMAGING: find_imaging,
    Family.METASTASIS: find_metastases,
    Family.ORAL_THERAPY: find_therapies,
    Family.PATHOLOGY: find_results,
}


@pytest.mark.parametrize("text", ["met", "le met", "met.", "mets et pd", "ph+ ", "ph+", "pd-1", "n+é"])
def test_a_short_word_is_found_wherever_it_ends(text: str) -> None:
    assert _Whole("pd, mets, met, ph+, n+").stands_in(text)


@pytest.mark.parametrize("text", ["", "meta", "comet", "2met", "metz", "la ph", "m et", "pn+"])
def test_a_short_word_within_another_is_none(text: str) -> None:
    assert not _Whole("pd, mets, met, ph+, n+").stands_in(text)


def test_a_note_without_events_wakes_no_family() -> None:
    folded = fold("Sortie à domicile. Pas de fièvre, bon appétit, température 37. Paracétamol si douleur.")
    assert [family for family in Family if may_hold(family, folded)] == []


@pytest.mark.parametrize("family", list(_STEMS))
def test_no_stem_is_two_letters_that_stand_in_any_word(family: Family) -> None:
    """ "iv" had every note that says "suivi" read for metastases: short words are looked for whole."""
    assert [stem for stem in _STEMS[family] if len(stem) < 3 and stem.isalpha()] == []


@pytest.mark.parametrize(
    "text",
    [
        "Le cancer gagne le foie.",
        "CBNPC, IV. ADK pancréatique IVB : foie.",
        "Mélanome : prélèvement hépatique, métastase.",
        "Myélogramme le 8, BOM le 10.",
        "PBP sous TDM, EBUS 4R, FNA.",
        "IRM, TEP, scinti os, mammo, écho, Rx thorax, ASP, ETT.",
        "Cancer du sein M1, stade IV, progression osseuse, récidive hépatique, carcinose.",
        "XELOX débuté, Femara arrêté, témozolamide repris.",
        "Ponction : négative. N+ . CCI SBR II, RH+. Gleason 7. BRAF muté. pT1b. MSS.",
    ],
)
def test_what_a_family_finds_its_trigger_lets_through(text: str) -> None:
    for family, find in FINDERS.items():
        if mentions(find, text):
            assert may_hold(family, fold(text)), family


@pytest.mark.shared
def test_no_event_of_the_public_notes_is_lost_by_a_trigger(shared) -> None:
    notes = (shared / "gold" / "cases_dev.notes.jsonl").read_text(encoding="utf-8").splitlines()[:12]
    for line in notes:
        text = json.loads(line)["note_text"]
        # Sentence by sentence: a whole case report wakes every family anyway.
        for sentence in text.split(". "):
            folded = fold(sentence)
            for family, find in FINDERS.items():
                if not may_hold(family, folded):
                    assert mentions(find, sentence) == [], family


def test_a_lexer_keeps_the_first_kind_that_fits() -> None:
    lexer = Lexer([("marrow", r"moelle osseuse"), ("bone", r"\bos\b|osseuse"), ("skin", r"(?<=la )peau")])
    assert [(t.start, t.kind) for t in lexer.tokens("moelle osseuse, la peau, lesion osseuse")] == [
        (0, "marrow"),
        (19, "skin"),
        (32, "bone"),
    ]


@pytest.mark.parametrize(
    ("text", "organ", "region"),
    [
        ("foie", "foie", "foie"),
        ("vertèbre L3", "os", "rachis"),
        ("thoraco-abdomino-pelvien", None, "tap"),
        ("abdomino-pelvien", None, "abdomen"),
        ("creux axillaire", "ganglion", "ganglion"),
        ("lobe supérieur droit", "poumon", "thorax"),
        ("crâne", "cerveau", "cerveau"),
        ("moelle osseuse", "moelle osseuse", "rachis"),
        ("côté gauche", None, None),
    ],
)
def test_places_have_an_organ_and_a_region(text: str, organ: str | None, region: str | None) -> None:
    places = find_places(fold(text))
    assert (site_of(places), site_of(places, "region")) == (organ, region)


def test_a_single_letter_is_a_side_in_capitals_only() -> None:
    assert laterality("sein D", "sein d", 0, 6) == "droit"
    assert laterality("vitamine d", "vitamine d", 0, 10) is None


def test_a_note_tells_its_primaries() -> None:
    assert primary_organs(fold("Mélanome en 2010, carcinome du côlon en 2015, métastases hépatiques")) == {
        "peau",
        "côlon",
    }
