"""A date that the page's width alone brought to the head of a line dates what stands before it, and heads nothing."""

import pytest
from note_record import told

_SENTENCES = (
    ("Carcinome du sein. Histoire : biopsie mammaire {} {} en ville, carcinome.", "biopsy done {}"),
    ("Carcinome du sein. Scanner TAP réalisé {} {} sans lésion suspecte.", "ct done {}"),
    ("Carcinome du sein. IRM cérébrale {} {} : pas de lésion.", "mri done {}"),
)


@pytest.mark.parametrize("date", ["5/03/2020", "05/03/2020", "05.03.2020", "5-3-20", "5 mars 2020"])
@pytest.mark.parametrize("word", ["le", "du"])
@pytest.mark.parametrize(("sentence", "event"), _SENTENCES)
def test_a_line_that_breaks_before_its_date_reads_as_one_that_does_not(sentence, event, word, date):
    whole = sentence.format(word, date)
    broken = whole.replace(f"{word} {date}", f"{word}\n{date}")
    assert broken != whole
    kind = event.format("2020-03-05")
    assert any(kind in one for one in told(whole)), told(whole)
    assert told(broken) == told(whole)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # A date alone on its line is a heading, whatever stands above it.
        ("Consultation du\n12/03/2019\nScanner TAP : stable. Carcinome du sein.", ["ct done 2019-03-12"]),
        # ... and so is one under a line that is complete.
        (
            "Suivi d'un carcinome du sein\n12/03/2019 scanner TAP stable\n14/06/2019 scanner TAP stable",
            ["ct done 2019-03-12", "ct done 2019-06-14"],
        ),
    ],
)
def test_a_heading_stays_one(text, events):
    assert told(text) == events
