"""The report's parts: highlighted passages, charts that render offline, the whole page."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onco_pipeline.report import charts
from onco_pipeline.report.evidence import highlight
from onco_pipeline.report.page import ReportData, describe, render, sample_patients, when

TEXT = "Patiente vue ce jour. Biopsie du sein le 12/03/2019 <script>alert(1)</script>, carcinome."


def frames() -> ReportData:
    event = {
        "care_event_id": "e1",
        "person_id": "p1",
        "family": "biopsy",
        "subtype": "biopsy",
        "site": "sein",
        "status": "done",
        "date_start": date(2019, 3, 12),
        "date_end": date(2019, 3, 12),
        "precision": "day",
        "reconciliation": "confirmed",
        "confidence": 0.9,
        "quote": "Biopsie du sein",
    }
    start = TEXT.index("Biopsie")
    return ReportData(
        people=["p1"],
        n_note_events=1,
        care_event=pd.DataFrame([event]),
        event_evidence=pd.DataFrame(
            [
                {"care_event_id": "e1", "person_id": "p1", "evidence_table": "note_event", "evidence_id": "n1:1"},
                {
                    "care_event_id": "e1",
                    "person_id": "p1",
                    "evidence_table": "procedure_occurrence",
                    "evidence_id": "pr1",
                },
            ]
        ),
        note_event=pd.DataFrame(
            [
                {
                    "note_event_id": "n1:1",
                    "note_id": "n1",
                    "person_id": "p1",
                    "quote_start": start,
                    "quote_end": start + 15,
                    "date_quote_start": TEXT.index("12/03"),
                    "date_quote_end": TEXT.index("12/03") + 10,
                }
            ]
        ),
        note=pd.DataFrame(
            [
                {
                    "note_id": "n1",
                    "note_title": "Consultation",
                    "note_class_source_value": "CR-CONS",
                    "note_datetime": pd.Timestamp("2019-04-01"),
                    "note_text": TEXT,
                }
            ]
        ),
        fct_pathway_delay=pd.DataFrame(
            [{"person_id": "p1", "transition": "imaging to biopsy", "delay_days": 12.0, "is_text_only": False}]
        ),
        source_load=pd.DataFrame([{"source_table": "note", "rows_kept": 1, "rows_quarantined": 0}]),
    )


def test_the_page_shows_the_evidence_and_escapes_it():
    page = render(frames(), source="A fictitious hospital", pipeline_version="test")
    assert '<mark class="event">Biopsie du sein</mark>' in page
    assert '<mark class="date">12/03/2019</mark>' in page
    assert "<script>alert" not in page
    assert "procedure_occurrence pr1" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


def test_an_empty_run_still_gives_a_page():
    empty = frames()
    nothing = ReportData(
        people=[],
        n_note_events=0,
        **{
            name: getattr(empty, name).iloc[0:0]
            for name in ReportData.__dataclass_fields__
            if name not in ("people", "n_note_events")
        },
    )
    assert "No pair of steps was found" in render(nothing, source="Nothing", pipeline_version="test")


@given(st.text(max_size=400), st.data())
def test_highlighting_never_fails_and_never_lets_markup_through(text, data):
    if not text:
        return
    cuts = [sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2))) for _ in range(2)]
    shown = highlight(text, tuple(cuts[0]), tuple(cuts[1]))
    without = shown.replace('<mark class="event">', "").replace('<mark class="date">', "").replace("</mark>", "")
    assert "<" not in without
    assert shown.count('<mark class="event">') == 1


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2019-03-12", "2019-03-12", "day", "2019-03-12"),
        ("2019-03-01", "2019-03-31", "month", "2019-03"),
        ("2019-01-01", "2019-12-31", "year", "2019"),
        ("2019-01-01", "2019-03-31", "interval", "2019-01-01 to 2019-03-31"),
    ],
)
def test_dates_are_told_no_more_exactly_than_known(start, end, precision, words):
    assert when(pd.Series({"date_start": start, "date_end": end, "precision": precision})) == words


def test_an_event_without_a_site_is_described():
    assert describe(pd.Series({"family": "imaging", "subtype": "bone_scan", "site": None})) == "imaging bone scan"


def test_pictures_are_rendered_offline():
    picture = charts.svg(charts.timeline(frames().care_event))
    assert picture.startswith("<svg")
    assert "Biopsy" in picture
    assert charts.png(charts.timeline(frames().care_event))[:4] == b"\x89PNG"


def test_samples_are_the_fullest_pathways():
    events = pd.DataFrame({"person_id": ["a", "b", "b", "c", "c"], "family": ["x", "x", "y", "x", "x"]})
    assert sample_patients(events, 2) == ["b", "c"]
