"""The five families as EDS-NLP components."""

from __future__ import annotations

import edsnlp
import pytest

from onco_pipeline.events import Family
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_matcher import Scope, about_cancer, folded_text

TEXT = (
    "Biopsie hépatique sous scanner le 12/03/2019 : adénocarcinome, KRAS muté. "
    "TDM TAP : métastases hépatiques. Capécitabine débutée le 15."
)


@pytest.fixture(scope="module")
def nlp():
    pipeline = edsnlp.blank("eds")
    for family in Family:
        pipeline.add_pipe(f"onco.{family}")
    return pipeline


def test_mentions_gather_over_the_families_in_order(nlp) -> None:
    events = nlp(TEXT)._.onco_events
    assert [(event.family, event.site) for event in events] == [
        (Family.BIOPSY, "foie"),
        (Family.PATHOLOGY, "foie"),
        (Family.IMAGING, "tap"),
        (Family.METASTASIS, "foie"),
        (Family.ORAL_THERAPY, "capécitabine"),
    ]
    assert all(TEXT[event.start : event.end] == event.text for event in events)


def test_each_family_has_its_span_group(nlp) -> None:
    doc = nlp(TEXT)
    for family in Family:
        spans = doc.spans[f"onco.{family}"]
        assert len(spans) == 1
        assert spans[0].label_ == family


def test_running_again_replaces_and_does_not_repeat(nlp) -> None:
    doc = nlp(TEXT)
    before = [(event.family, event.start) for event in doc._.onco_events]
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    assert [(event.family, event.start) for event in doc._.onco_events] == before
    assert all(len(doc.spans[f"onco.{family}"]) == 1 for family in Family)


def test_documents_do_not_share_their_mentions(nlp) -> None:
    assert nlp(TEXT)._.onco_events
    assert nlp("Sortie à domicile.")._.onco_events == []


def test_order_of_the_families_does_not_matter() -> None:
    pipeline = edsnlp.blank("eds")
    for family in reversed(list(Family)):
        pipeline.add_pipe(f"onco.{family}")
    assert [event.family for event in pipeline(TEXT)._.onco_events] == [
        Family.BIOPSY,
        Family.PATHOLOGY,
        Family.IMAGING,
        Family.METASTASIS,
        Family.ORAL_THERAPY,
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "🙂 TDM 🙂", "TDM\u00a0TAP", "é" * 300])
def test_odd_texts_never_raise(nlp, text: str) -> None:
    doc = nlp(text)
    for event in doc._.onco_events:
        assert text[event.start : event.end] == event.text.replace("\u00a0", " ") or "\u00a0" in text


def test_the_folded_text_is_made_once(nlp) -> None:
    doc = nlp(TEXT)
    assert folded_text(doc) is folded_text(doc)


def test_a_scope_without_layout_ends_at_full_stops_and_lines() -> None:
    scope = Scope("un scanner. une irm\nune biopsie", Layout())
    assert [scope.bounds(index) for index in range(scope.count)] == [(0, 12), (12, 20), (20, 31)]
    assert scope.before(15, 40) == "une"
    assert scope.after(0, 3, 40) == "scanner. "


def test_cancer_is_told_by_many_words() -> None:
    assert about_cancer("mhspc sous hormonotherapie")
    assert not about_cancer("entorse de la cheville")
