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


@pytest.mark.parametrize("date", ["le 5/03/2020", "du 05.03.2020", "le 5 mars 2020"])
@pytest.mark.parametrize(("sentence", "event"), _SENTENCES[:2])  # "le 5/03/2020 :" at the head of a line is a heading
def test_a_line_that_begins_with_the_day_of_what_stands_above_it(sentence, event, date):
    whole = sentence.format(*date.split(" ", 1))
    broken = whole.replace(f" {date}", f"\n{date}")
    assert any(event.format("2020-03-05") in one for one in told(broken)), told(broken)


def test_a_month_that_ends_its_sentence_on_a_line_of_its_own():
    text = "Cancer du sein. Létrozole débuté le\n05/03/2020, arrêt du létrozole en\njuin 2020."
    assert told(text) == ["létrozole start done 2020-03-05", "létrozole stop done 2020-06-01..2020-06-30"]


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


@pytest.mark.parametrize("side", ["d", "g", "dt", "gche", "l", "n"])
@pytest.mark.parametrize("mark", [" - ", " : ", " "])
def test_a_side_at_the_end_of_a_line_asks_for_no_date(side, mark):
    """ "Cancer du sein d": the letter is a side, where "d'" with its apostrophe would go on."""
    entries = f"01/07/2019{mark}Ibrance 125 mg/j débuté ce jour.\n17/10/2019{mark}progression, Ibrance arrêté.\n"
    events = ["palbociclib start done 2019-07-01", "palbociclib stop done 2019-10-17"]
    assert told(f"Mme N., carcinome du sein {side}\n{entries}") == events
