"""Notes that an export has put on one line are read as the lines that they were."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.extraction.lost_lines import with_line_ends
from onco_pipeline.extraction.reading import read_events
from onco_pipeline.extraction.records import rows_of

WRITTEN = date(2021, 6, 18)
NOTES = [
    """Motif : bilan d'une masse du poumon droit.
Antécédents familiaux : père décédé d'un cancer du côlon, une sœur suivie pour un mélanome.
Examen physique
Bon état général, auscultation normale, pas d'adénopathie.
Examens complémentaires
Le scanner thoracique du 12/05/2021 montre une masse de 4 cm. La fibroscopie du 20/05/2021 avec biopsies bronchiques conclut à un adénocarcinome.
Evolution
Le patient a commencé l'osimertinib le 10/06/2021.
Conclusion : adénocarcinome bronchique stade IV.""",
    """Patient de 71 ans suivi en urologie, adressé en RCP. PS 1, tabac sevré, HTA équilibrée, pas d'allergie connue. Autonome.
Date | Examen | Résultat
28/12/2020 | Rx thorax | opacité du lobe supérieur droit
04/01/2021 | TDM thorax | masse de 48 mm
15/01/2021 | TEP-FDG | hypermétabolisme de la masse
16/01/2021 | IRM cérébrale | sans lésion
29/01/2021 | Biopsie transthoracique | adénocarcinome TTF1+""",
    """Histoire de la maladie de cette patiente de 58 ans, sans comorbidité, adressée par son gynécologue pour une masse du sein gauche.
12/01/2020 : mammographie, masse de 2 cm.
20/01/2020 : microbiopsie du sein gauche : carcinome canalaire infiltrant.
Février 2020 : scanner TAP sans lésion à distance, bilan complet et discussion en réunion.
04/03/2021 : apparition de métastases hépatiques au scanner.
10/03/2021 : début de la capécitabine, bien tolérée.""",
    """Cher confrère, merci de suivre ce patient de 66 ans, opéré d'un cancer du rectum, dont voici le bilan récent, à domicile, en ville :
- scanner du 02/03/2021 : deux nodules hépatiques suspects.
- IRM hépatique du 12/03/2021 : métastases du segment VI.
- TEP du 20/03/2021 : pas d'autre localisation, notamment ni osseuse, ni pulmonaire, ni ganglionnaire.
- biopsie hépatique prévue le 25/06/2021.""",
]


def told(note):
    return sorted(
        (event.family, event.subtype, event.site or "", event.status, event.experiencer, str(event.interval))
        for event in read_events(with_line_ends(note), "CR-CONS", WRITTEN)
    )


def rows(note):
    told = rows_of({"note_id": "1", "note_text": note, "note_datetime": "2021-06-18"})
    for row in told:
        assert row["quote"] == note[row["quote_start"] : row["quote_end"]]
    return sorted(
        (row["family"], row["subtype"], row["site"] or "", row["status"], str(row["date_start"]), str(row["date_end"]))
        for row in told
    )


@pytest.mark.parametrize("note", NOTES)
def test_one_line_tells_what_its_lines_told(note):
    assert len(told(note)) >= 3
    assert told(note.replace("\n", " ")) == told(note)


@pytest.mark.parametrize(
    "end", ["¶", "_x000D_\n", "_x000D_", "||", "~", " // ", " / ", " * ", "\r\n\r\n", "<br>", "\\n"]
)
@pytest.mark.parametrize("note", NOTES)
def test_whatever_an_export_writes_for_a_line_end_is_one(note, end):
    wanted = rows(note)
    got = rows(note.replace("\n", end))
    assert len(wanted) >= 3
    assert got == wanted


@pytest.mark.parametrize(
    "family",
    [
        "Antécédents familiaux : mère atteinte d'un cancer du sein.",
        "ATCD familiaux : cancer du côlon chez le père. Cousine suivie pour un mélanome.",
        "Hérédité : néoplasie mammaire maternelle.",
    ],
)
def test_what_is_told_behind_a_familys_history_is_the_patients(family):
    story = (
        f"Homme de 45 ans, sans allergie. {family} Depuis le début de l'année, il souffre de douleurs du sacrum et du périnée, sans amélioration "
        "sous antalgiques. L'examen est sans particularité, sans déficit ni trouble sphinctérien, l'appétit est conservé. "
        "Un scanner du 12/04/2021 montre une masse sacrée. La biopsie du 20/04/2021 conclut à un chordome. Il a été opéré en mai, les suites ont été simples."
    )
    events = read_events(with_line_ends(story), "CR-CONS", WRITTEN)
    assert {event.experiencer for event in events if event.interval is not None} == {"patient"}
    assert {(event.family, str(event.interval.start)) for event in events if event.interval is not None} >= {
        ("imaging", "2021-04-12"),
        ("biopsy", "2021-04-20"),
    }


def test_quotes_are_those_of_the_note_as_it_is_kept():
    note = NOTES[1].replace("\n", " ")
    for row in rows_of({"note_id": "1", "note_text": note, "note_datetime": "2021-06-18"}):
        assert note[row["quote_start"] : row["quote_end"]] == row["quote"]


WORDS = st.sampled_from(
    [
        "Examen physique",
        "Antécédents familiaux :",
        "12/03/2021 |",
        "TDM |",
        "12/03/2021 :",
        "- IRM",
        "Bon",
        "stable.",
        ". ",
        "\n",
        "; ",
        "É",
        "œ",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=120).map(" ".join))
def test_no_character_moves(text):
    made = with_line_ends(text)
    assert len(made) == len(text)
    assert all(new == old or (new, old) == ("\n", " ") for new, old in zip(made, text, strict=True))
    assert with_line_ends(made) == made or made.count("\n") * 2000 <= len(made)


def test_a_note_that_has_lines_is_left_as_it_is():
    note = NOTES[0] * 3
    assert with_line_ends(note) is note
