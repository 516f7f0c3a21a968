"""Faults reported in public threads of EDS-NLP, replayed on this pipeline with sentences made up here.

Each test is named after the thread. Those about dates stand with the tests of the dates;
thread 433, workers that never end, is asked in ``test_extraction.py``.
"""

import time

import pytest

from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import extract_note

NLP = build()


def rows(text, family=None, kind="CR-CONS"):
    note = {"note_id": "n", "note_datetime": "2020-06-18", "note_class_source_value": kind, "note_text": text}
    return [row for row in extract_note(NLP, note) if family in (None, row["family"])]


def told(text, family, **note):
    """Return subtype, status and first day of each event of a family."""
    day = [(row["subtype"], row["status"], row["date_start"]) for row in rows(text, family, **note)]
    return [(subtype, status, start.isoformat() if start else None) for subtype, status, start in day]


@pytest.mark.parametrize(
    ("text", "family", "expected"),
    [
        ("Pas de toux\nBiopsie du foie le 12/03/2020", "biopsy", ("biopsy", "done", "2020-03-12")),
        ("pas de fièvre\nscanner thoracique le 12/03/2020", "imaging", ("ct", "done", "2020-03-12")),
        ("Pas d'allergie\nIBRANCE débuté le 12/03/2020", "oral_therapy", ("start", "done", "2020-03-12")),
        ("- pas de douleur\n- IRM hépatique du 12/03/2020", "imaging", ("mri", "done", "2020-03-12")),
    ],
)
def test_thread_176_and_177_a_negation_stops_at_the_line(text, family, expected):
    assert told(text, family) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Hémocultures à E.coli et S.mitis, biopsie du foie le 12/03/2020.",
        "Biopsie du foie par le Dr J.P.Martin le 12/03/2020.",
        "Biopsie du foie (Pr. A. Durand, C.H.U. de Ville-Neuve) le 12/03/2020.",
    ],
)
def test_thread_309_a_dot_inside_a_name_does_not_cut_the_sentence(text):
    assert told(text, "biopsy") == [("biopsy", "done", "2020-03-12")]


def test_thread_219_and_323_the_history_of_the_disease_is_no_past_history():
    text = "Histoire de la maladie :\nBiopsie du sein le 12/03/2020.\n"
    assert [row["cancer_context"] for row in rows(text, "biopsy")] == ["current"]


def test_thread_219_and_323_the_family_s_history_is_the_family_s():
    text = "Antécédents familiaux :\nCancer du sein, biopsie en 1998.\n\nHistoire de la maladie :\nBiopsie le 12/03/2020.\n"
    assert [row["experiencer"] for row in rows(text, "biopsy")] == ["family", "patient"]


@pytest.mark.parametrize(
    "text",
    [
        "Histoire de la maladie\nAntécédents\nHTA\n\nHistoire de la maladie\nBiopsie du sein le 12/03/2020.\n",
        "Histoire de la maladie :\nAntécédents :\nAppendicectomie.\nHistoire de la maladie :\nBiopsie le 12/03/2020.\n",
        "Antécédents :\nHTA.\nTraitement :\nBisoprolol.\nHistoire de la maladie :\nScanner.\nAntécédents :\nHTA.\n"
        "Histoire de la maladie :\nBiopsie le 12/03/2020.\n",
    ],
)
def test_thread_431_and_527_a_repeated_title_opens_its_section_again(text):
    assert [row["cancer_context"] for row in rows(text, "biopsy")] == ["current"]


@pytest.mark.parametrize(
    "text",
    [
        "Le scanner du 12/03/2020 ne permet pas d'exclure une métastase hépatique.",
        "Le scanner du 12/03/2020 ne permet pas d'éliminer des métastases osseuses.",
        "Cancer du côlon. Une localisation secondaire hépatique ne peut être exclue sur le scanner du 12/03/2020.",
    ],
)
def test_thread_245_what_cannot_be_ruled_out_is_suspected(text):
    assert [row["status"] for row in rows(text, "metastasis")] == ["suspected"]
    assert told(text, "imaging") == [("ct", "done", "2020-03-12")]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Situation compliquée : une biopsie du foie le 12/03/2020.", "biopsy"),
        ("Traité par une cure d'ALECENSA débutée le 12/03/2020.", "oral_therapy"),
        ("Bonne tolérance. Aucune plainte. Une IRM hépatique le 12/03/2020.", "imaging"),
    ],
)
def test_thread_256_une_holds_no_negation(text, family):
    assert [(row["status"], str(row["date_start"])) for row in rows(text, family)] == [("done", "2020-03-12")]


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("Biopsie du 12/03/2020 : carcinome infiltrant, HER2 négatif.", "her2", "negative"),
        ("Biopsie du 12/03/2020 : carcinome infiltrant, HER2 2+ non amplifié en FISH.", "her2_fish", "negative"),
    ],
)
def test_thread_348_and_454_a_negative_value_is_kept_as_such_and_its_result_is_done(text, attribute, value):
    (row,) = rows(text, "pathology")
    assert row["status"] == "done"
    assert row["attributes"][attribute] == value


@pytest.mark.parametrize(
    ("name", "drug"),
    [
        ("IBRANCE", "palbociclib"),
        ("palbociclib", "palbociclib"),
        ("TAGRISSO", "osimertinib"),
        ("Alecensa", "alectinib"),
        ("LORVIQUA", "lorlatinib"),
        ("Lenvima", "lenvatinib"),
        ("Venclyxto", "vénétoclax"),
        ("NUBEQA", "darolutamide"),
        ("Tukysa", "tucatinib"),
    ],
)
def test_thread_200_recent_drugs_are_known_by_inn_and_brand(name, drug):
    assert [row["site"] for row in rows(f"{name} débuté le 12/03/2020.", "oral_therapy")] == [drug]


@pytest.mark.parametrize(
    "text",
    [
        "PatientÃ©e suivie pour mÃ©tastases hÃ©patiques. " * 2000,
        "Ã" * 100_000,
        "ï¿½Â\u0080\u0099Ã\u00a0 " * 20_000,
        "\ufffd" * 100_000,
        "12/03/" * 20_000,
        "biopsie " * 10_000,
    ],
)
def test_thread_519_a_garbled_note_ends_in_bounded_time(text):
    start = time.process_time()
    rows(text)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("text", "family", "subtypes"),
    [
        ("TEP-TDM le 12/03/2020.", "imaging", ["pet"]),  # TDM alone would be a scanner
        ("Biopsie-exérèse cutanée le 12/03/2020.", "biopsy", ["biopsy"]),  # exérèse alone is surgery
        ("Écho-endoscopie le 12/03/2020.", "imaging", ["ultrasound"]),  # endoscopie alone is no exam
        ("Biopsie sous scanner le 12/03/2020.", "imaging", []),  # here the scanner is but the guide
    ],
)
def test_thread_394_a_word_that_excludes_does_not_exclude_from_inside_the_event(text, family, subtypes):
    assert [row["subtype"] for row in rows(text, family)] == subtypes
