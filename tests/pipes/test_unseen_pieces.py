"""Classes of wording that a further reading of case reports has shown to be misread: results of pieces, and what tells none."""

import pytest

from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import extract_note, record


@pytest.fixture(scope="module")
def told():
    """Return a note's dated records, without a date of its own, as "family subtype first-day..last-day"."""
    nlp = build()

    def read(text: str) -> list[str]:
        note = {"note_id": "n", "note_text": text, "note_datetime": None}
        lines = []
        for event in record("n", extract_note(nlp, note))["events"]:
            days = "..".join(dict.fromkeys((event["date_start"], event["date_end"])))
            lines.append(" ".join([event["family"].split("_")[0], event["subtype"], days]))
        return sorted(lines)

    return read


JANUARY = "2016-01-01..2016-01-31"
RESULT = f"pathology result {JANUARY}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What an operation had for a result was read on its piece.
        ("En janvier 2016, lobectomie. Le résultat était un carcinome épidermoïde de 3 cm.", [RESULT]),
        (
            "En janvier 2016, une surrénalectomie a été faite, avec pour résultat une métastase surrénalienne.",
            [f"metastasis onset {JANUARY}", RESULT],
        ),
        ("En janvier 2016, une lobectomie a été réalisée. Le résultat était satisfaisant.", []),
        # Nodes counted in words.
        ("En janvier 2016, curage axillaire (3 des 12 ganglions prélevés étaient atteints).", [RESULT]),
        # A letter for a nought.
        ("En janvier 2016, diagnostic d'un carcinome rénal à cellules claires pT2N0Mo.", [RESULT]),
        # The report tells it, not the piece that it names.
        (
            "En janvier 2016, colectomie.\n\nRapport anatomopathologique : dans l'échantillon de la tumeur, on a observé un "
            "adénocarcinome du côlon.",
            [RESULT],
        ),
        (
            "En janvier 2016, tumorectomie. L'examen anatomopathologique a montré une réponse complète dans le sein.",
            [RESULT],
        ),
        # A verdict counts although a finding is denied behind it.
        (
            "En janvier 2016, péricardiocentèse. La LDH était élevée ; la cytologie n'a pas été concluante, mais n'a pas "
            "montré d'atypie.",
            [f"biopsy cytology {JANUARY}", RESULT],
        ),
        # What is not known of a tumour is no detail of its examination.
        ("En janvier 2016, carcinome canalaire infiltrant, récepteurs hormonaux et statut HER-2 inconnus.", []),
        ("En janvier 2016, carcinome canalaire infiltrant, récepteurs hormonaux positifs, HER2 inconnu.", [RESULT]),
    ],
)
def test_results_of_pieces(told, text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_cells_that_were_not_shown_are_no_positive_result() -> None:
    doc = build()("Ponction pleurale le 04/05/2018 : la cytologie n'a pas montré de cellules malignes.")
    assert [event.attributes.get("verdict") for event in doc._.onco_events if event.family == "pathology"] == [
        "negative"
    ]
