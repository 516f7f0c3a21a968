"""Two exams of one kind in the same month are two records where the note says that the second is another one."""

from datetime import date

import pytest

from onco_pipeline.extraction.records import record, rows_of


@pytest.mark.parametrize(
    ("text", "exams"),
    [
        ("En juin 2018, scanner cérébral douteux. Un autre scanner cérébral a été fait en juin 2018 sous sédation.", 2),
        ("En juin 2018, IRM cérébrale normale. La seconde IRM cérébrale, en juin 2018, montre une lésion.", 2),
        ("En juin 2018, scanner cérébral douteux. Ce scanner de juin 2018 a été relu.", 1),
        ("Le 12/06/2018, scanner cérébral douteux. Un autre scanner cérébral le 12/06/2018 à distance du repas.", 1),
    ],
)
def test_another_exam_of_the_month(text: str, exams: int) -> None:
    note = {"note_id": "n", "note_text": text, "note_datetime": date(2018, 9, 3).isoformat()}
    assert len(record("n", rows_of(note))["events"]) == exams
