"""A pathologist's report of several samples: each of them has its own result, whatever names it."""

from datetime import date

import pytest

from onco_pipeline.extraction.records import record, rows_of


def results(text: str) -> set[str | None]:
    """Return the organs of the results that a report tells."""
    note = {
        "note_id": "n",
        "note_text": text,
        "note_datetime": date(2022, 5, 20).isoformat(),
        "note_class_source_value": "CR-ANAPATH",
    }
    return {event["site"] for event in record("n", rows_of(note))["events"] if event["family"] == "pathology"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Lines that open with the organ.
        (
            "Prélèvement du 02/05/2022\nNature du prélèvement : microbiopsies mammaire et axillaire droites\n"
            "Sein droit : carcinome infiltrant de grade 2.\n"
            "Aisselle droite : tissu ganglionnaire largement métastatique.",
            {"sein", "ganglion"},
        ),
        # Letters, on a line of several sentences.
        (
            "Prélevé le 02/05/2022\nPRELEVEMENTS\nA. Biopsies du foie\nB. Liquide d'ascite\nEXAMEN MICROSCOPIQUE\n"
            "A. Tissu hépatique. Métastase d'un adénocarcinome.\nB. Liquide inflammatoire. Cellules malignes.",
            {"foie", "péritoine"},
        ),
    ],
)
def test_each_sample_has_its_result(text, expected):
    assert results(text) == expected
