"""One patient's timeline: marked sentences, the picture, the page; nothing a note says becomes markup."""

import json
import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onco_pipeline.errors import UserError
from onco_pipeline.report.evidence import highlight, passages
from onco_pipeline.report.lanes import chart, describe, ordered, when
from onco_pipeline.report.timeline import (
    PersonData,
    file_name,
    for_script,
    render,
    sample_patients,
    save,
    told,
)

HOSTILE = "</script><script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">"
TEXT = f"Patiente vue ce jour. Biopsie du sein le 12/03/2019 {HOSTILE}, carcinome. Suite prévue."


def event(key, family, subtype, start, end=None, **changes):
    row = {
        "care_event_id": key, "person_id": "p1", "family": family, "subtype": subtype, "site": "sein",
        "status": "done", "date_start": date.fromisoformat(start), "date_end": date.fromisoformat(end or start),
        "precision": "day" if end is None else "interval", "reconciliation": "confirmed", "confidence": 0.9,
        "n_notes": 1, "n_structured": 1, "quote": HOSTILE, "date_quote": HOSTILE, "attributes": "{}",
    }  # fmt: skip
    return row | changes


def person(*events, text=TEXT, title=HOSTILE) -> PersonData:
    rows = list(events) or [
        event("e1", "biopsy", "biopsy", "2019-03-12", site=HOSTILE, attributes='{"told_date": "2019-03-11"}'),
        event("e2", "imaging", "ct", "2019-02-01", "2019-02-28", reconciliation="text_only", n_structured=0),
        event("e3", "imaging", "pet", "2019-06-01", reconciliation="planned", status="planned"),
        event("e4", "oral_therapy", "start", "2019-04-01", site="létrozole"),
        event("e5", "oral_therapy", "stop", "2019-05-01", site="létrozole", reconciliation="conflicting"),
    ]
    start = text.index("Biopsie")
    return PersonData(
        person_id="p1 <b>",
        care_event=pd.DataFrame(rows),
        event_evidence=pd.DataFrame(
            [
                {"care_event_id": "e1", "person_id": "p1", "evidence_table": "note_event", "evidence_id": "n1:1"},
                {"care_event_id": "e1", "person_id": "p1", "evidence_table": "procedure_occurrence", "evidence_id": "x"},
            ]
        ),
        note_event=pd.DataFrame(
            [
                {
                    "note_event_id": "n1:1", "note_id": "n1", "person_id": "p1", "status": "done",
                    "quote_start": start, "quote_end": start + 15,
                    "date_quote_start": text.index("12/03"), "date_quote_end": text.index("12/03") + 10,
                }
            ]
        ),
        note=pd.DataFrame(
            [
                {
                    "note_id": "n1", "note_title": title, "note_class_source_value": "CR-CONS",
                    "note_datetime": pd.Timestamp("2019-04-01"), "note_text": text,
                }
            ]
        ),
        structured_event=pd.DataFrame(
            [{"source_table": "procedure_occurrence", "source_id": "x", "code": "QEHJ001", "date_start": date(2019, 3, 12)}]
        ),
        death=pd.DataFrame({"death_datetime": []}),
    )  # fmt: skip


# -- sentences ------------------------------------------------------------------------------------
def test_the_sentence_of_the_event_is_shown_and_marked():
    shown = highlight("Vue ce jour. Biopsie du sein le 12/03/2019 : carcinome. Suite.", (13, 20), (32, 42))
    assert shown == (
        '… <mark class="event">Biopsie</mark> du sein le <mark class="date">12/03/2019</mark> : carcinome. …'
    )


def test_a_date_of_another_line_is_shown_with_its_own():
    text = "Prélevé le 13/07/2020\n" + "x" * 50 + "\nCarcinome infiltrant."
    start = text.index("Carcinome")
    shown = highlight(text, (start, start + 9), (11, 21))
    assert shown == 'Prélevé le <mark class="date">13/07/2020</mark> … <mark class="event">Carcinome</mark> infiltrant.'


def test_a_sentence_without_end_is_cut():
    text = "a" * 1000 + "biopsie" + "b" * 1000
    assert len(re.sub("<.*?>", "", highlight(text, (1000, 1007), None))) < 350


@given(st.text(max_size=400), st.data())
def test_marking_never_fails_and_never_lets_markup_through(text, data):
    if not text:
        return
    cuts = [sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2))) for _ in range(2)]
    shown = highlight(text, tuple(cuts[0]), tuple(cuts[1]))
    without = shown.replace('<mark class="event">', "").replace('<mark class="date">', "").replace("</mark>", "")
    assert "<" not in without
    assert shown.count('<mark class="event">') == 1


# -- words ----------------------------------------------------------------------------------------
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
    assert when({"date_start": start, "date_end": end, "precision": precision}) == words


def test_an_event_without_a_site_is_described():
    assert describe({"family": "imaging", "subtype": "bone_scan", "site": None}) == "bone scan"


def test_samples_are_the_fullest_pathways():
    events = pd.DataFrame({"person_id": ["a", "b", "b", "c", "c"], "family": ["x", "x", "y", "x", "x"]})
    assert sample_patients(events, 2) == ["b", "c"]


def test_unlike_patients_have_unlike_files():
    names = {file_name(person_id) for person_id in ("P/1", "P-1", "P 1", "../P1", "é")}
    assert len(names) == 5
    assert all(re.fullmatch(r"timeline-[\w-]+\.html", name) for name in names)


# -- the picture ----------------------------------------------------------------------------------
def test_the_story_is_in_order_with_status_and_evidence():
    rows = ordered(person().care_event)
    assert rows["care_event_id"].tolist() == ["e2", "e1", "e4", "e5", "e3"]
    assert rows["state"].tolist() == ["done", "done", "done", "done", "planned"]
    assert rows["source"].tolist() == [
        "text only",
        "text and code",
        "text and code",
        "text against code",
        "text and code",
    ]


def test_labels_of_near_events_stand_in_rows_of_their_own_and_a_drug_keeps_its_row():
    same_day = [event(f"i{n}", "imaging", "ct", "2019-03-01") for n in range(3)]
    drugs = [event(f"d{n}", "oral_therapy", "start", f"2019-0{n + 1}-01", site=f"drug {n % 2}") for n in range(4)]
    rows = ordered(pd.DataFrame([*same_day, *drugs, event("z", "imaging", "ct", "2021-01-01")]))
    imaging = rows[rows["family"] == "imaging"]
    assert imaging["row"].tolist() == [0, 1, 2, 0]
    assert rows[rows["family"] == "oral_therapy"].groupby("site")["row"].nunique().tolist() == [1, 1]


def test_a_vague_date_is_as_wide_as_it_may_be():
    spec = json.dumps(chart(ordered(person().care_event)).to_dict())
    assert "2019-02-01T00:00:00" in spec and "2019-03-01T00:00:00" in spec


def test_the_picture_holds_no_words_of_a_note():
    plain = person(event("e1", "biopsy", "biopsy", "2019-03-12"))
    assert "onerror" not in json.dumps(chart(ordered(plain.care_event)).to_dict())


def test_what_was_not_done_says_so_without_its_colour():
    events = [
        event("e1", "imaging", "ct", "2019-03-01", site="tap"),
        event("e2", "imaging", "pet", "2019-06-01", site=None, reconciliation="planned", status="planned"),
        event("e3", "biopsy", "biopsy", "2019-09-01", reconciliation="not_performed"),
        event("e4", "oral_therapy", "stop", "2019-12-01", site="imatinib", reconciliation="planned"),
    ]
    rows = ordered(pd.DataFrame(events))
    assert rows["label"].tolist() == ["CT, TAP", "PET (planned)", "biopsy, sein (not performed)", "stop (planned)"]
    assert rows["below"].tolist() == [False, False, False, True]
    assert rows["what"].tolist()[1:] == ["PET", "biopsy, sein", "stop, imatinib"]


# -- the page -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("confidence", "written"), [(0.4, "0.40"), (0.994, "0.99"), (0.9971, "over 0.99"), (1.0, "over 0.99")]
)
def test_no_event_is_told_to_be_certain(confidence, written):
    page = render(person(event("e1", "biopsy", "biopsy", "2019-03-12", confidence=confidence)))
    assert f"confidence {written}" in page
    assert "confidence 1.00" not in page


def test_the_page_shows_the_evidence_and_escapes_it():
    page = render(person())
    assert '<mark class="event">Biopsie du sein</mark>' in page
    assert '<mark class="date">12/03/2019</mark>' in page
    assert "coded row: procedure_occurrence x: QEHJ001, biopsy: sein, guided by ultrasound, 2019-03-12" in page
    assert "the text gives 2019-03-11" in page
    assert "<script>document" not in page
    outside = re.sub(r"<script.*</script>", "", page, flags=re.DOTALL)
    for tag in ("<img", "p1 <b>", "https://"):
        assert tag not in outside, tag


@given(st.text(max_size=60))
def test_json_in_a_script_cannot_end_it(text):
    inside = for_script({"x": text})
    assert "<" not in inside and json.loads(inside) == {"x": text}


def test_the_evidence_of_each_event_is_its_own():
    first = {one.number: one for one in told(person(), ordered(person().care_event))}
    assert [len(first[number].passages) for number in (1, 2, 3)] == [0, 1, 0]
    assert first[2].rows and not first[1].rows


@pytest.mark.parametrize(
    ("title", "kind", "called"), [(None, "CRH", "CRH"), (float("nan"), None, "n1"), ("Lettre", None, "Lettre")]
)
def test_a_passage_without_a_title_has_the_type_of_its_note_or_its_number(title, kind, called):
    told_of = person(title=title)
    told_of.note["note_class_source_value"] = kind
    [passage] = passages(told_of.event_evidence, told_of.note_event, told_of.note)["e1"]
    assert passage.title == called


def test_a_patient_without_events_is_told(tmp_path):
    empty = person()
    nobody = PersonData(
        "p9", empty.care_event.iloc[:0], *(getattr(empty, name) for name in list(PersonData.__dataclass_fields__)[2:])
    )
    with pytest.raises(UserError, match="'p9' has no validated care event"):
        save(nobody, tmp_path / "p9.html")


def test_files_are_for_their_owner_and_of_a_known_kind(tmp_path):
    for ending, head in ((".svg", b"<svg"), (".png", b"\x89PNG"), (".html", b"<!doctype")):
        path = tmp_path / f"p{ending}"
        path.write_text("old")
        path.chmod(0o644)
        save(person(), path)
        assert path.read_bytes().startswith(head)
        assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(UserError, match=r"not as \.pdf"):
        save(person(), tmp_path / "p.pdf")
    with pytest.raises(UserError, match="cannot be written"):
        save(person(), tmp_path / "p.svg" / "q.svg")


# -- in a browser ---------------------------------------------------------------------------------
def test_the_page_is_drawn_offline_and_a_click_leads_to_the_evidence(page, tmp_path):
    save(person(), tmp_path / "p.html")
    asked, broken = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto((tmp_path / "p.html").as_uri())
    page.wait_for_selector("#picture.live svg")
    assert broken == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.title() == "Timeline of patient p1 <b>", "no word of a note ran as a script"
    assert page.locator("td.said mark.event").count() == 1
    marks = page.locator("#picture g.mark-symbol.role-mark path")
    assert marks.count() == 5
    marks.nth(1).click()
    page.wait_for_selector("tr.chosen")
    assert page.locator("tr.chosen").get_attribute("id") == "event-2"
    marks.nth(0).hover()
    page.wait_for_selector("#vg-tooltip-element.visible")
    assert "text only" in page.locator("#vg-tooltip-element").inner_text()


def test_the_name_of_a_drug_that_was_told_first_does_not_cover_that_of_its_lane(page, tmp_path):
    drugs = [event(f"d{n}", "oral_therapy", "start", f"2019-0{n}-03", site="abiratérone") for n in (1, 9)]
    save(person(*drugs), tmp_path / "p.html")
    page.goto((tmp_path / "p.html").as_uri())
    page.wait_for_selector("#picture.live svg")
    box = {
        word: page.locator(f"#picture svg text:text-is('{word}')").first.bounding_box()
        for word in ("Oral therapy", "abiratérone")
    }
    assert box["Oral therapy"]["x"] + box["Oral therapy"]["width"] < box["abiratérone"]["x"]


def test_the_words_of_the_last_event_do_not_run_into_the_legend(page, tmp_path):
    last = event("e2", "imaging", "ultrasound", "2019-06-01", site="voies biliaires", reconciliation="not_performed")
    save(person(event("e1", "biopsy", "biopsy", "2019-03-12"), last), tmp_path / "p.html")
    page.goto((tmp_path / "p.html").as_uri())
    page.wait_for_selector("#picture.live svg")
    words = page.locator(
        "#picture svg text:text-is('ultrasound, voies biliaires (not performed)')"
    ).first.bounding_box()
    legend = page.locator("#picture svg text:text-is('Status')").first.bounding_box()
    assert words["x"] + words["width"] < legend["x"]


@pytest.mark.parametrize(
    ("start", "end", "unit", "step", "written"),
    [
        ("2021-04-19", "2021-06-16", "week", 1, "%d/%m/%y"),
        ("2020-01-01", "2020-10-01", "month", 1, "%m/%Y"),
        ("2018-01-01", "2020-06-01", "month", 3, "%m/%Y"),
        ("2007-01-01", "2020-08-14", "month", 24, "%m/%Y"),
        ("1950-01-01", "2020-08-14", "month", 60, "%m/%Y"),
    ],
)
def test_no_month_stands_twice_on_the_axis(start, end, unit, step, written):
    events = pd.DataFrame([event("e1", "imaging", "ct", start), event("e2", "imaging", "ct", end)])
    drawn = json.dumps(chart(ordered(events)).to_dict())
    assert f'"tickCount": {{"interval": "{unit}", "step": {step}}}' in drawn
    assert f'"format": "{written}"' in drawn


def test_words_of_a_drugs_changes_do_not_cover_one_another():
    changes = [
        event(f"e{n}", "oral_therapy", kind, day, site="létrozole")
        for n, (kind, day) in enumerate([
            ("start", "2018-03-01"), ("stop", "2018-04-01"), ("start", "2018-04-10"), ("stop", "2019-09-01"),
        ])
    ]  # fmt: skip
    old = event("e9", "pathology", "result", "2007-06-01")
    near = ordered(pd.DataFrame([*changes, old]))
    assert near["label"].tolist() == ["specimen result, sein", "start", "stop", "", "stop"]
    assert ordered(pd.DataFrame(changes))["label"].tolist() == ["start", "stop", "start", "stop"]
    assert near["what"].str.contains("start").sum() == 2, "the words still show on hovering"
