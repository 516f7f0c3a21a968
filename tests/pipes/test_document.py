"""The structure of a note: where sentences, sections and entries begin, what belongs to the paper, whose day it is.

A bar marks each cut: "Vu par le Dr. A.|RCP du 10/10." is two sentences.
"""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.extraction.pipeline import build
from onco_pipeline.pipes.automaton import bits_of, closure, graph, parse
from onco_pipeline.pipes.dates.reading import read_expressions
from onco_pipeline.pipes.document import analyse as structure
from onco_pipeline.pipes.document import page_lines
from onco_pipeline.pipes.document.analyse import analyse
from onco_pipeline.pipes.document.page_lines import laid_open
from onco_pipeline.pipes.document.patterns import TITLES
from onco_pipeline.pipes.document.sections import SECTION_LABELS


def pieces(text, stretches):
    return [" ".join(text[start:end].split()) for start, end in stretches]


@pytest.mark.parametrize(
    "marked",
    [
        # A full stop before a capital or a figure.
        "Scanner normal.|IRM demandée.",
        "Lésion du foie.|15.04.2020 : scanner.",
        "Lésion du foie.|\n15.04.2020 : scanner.",
        "Foie normal.|pas d'adénopathie.",
        # Not after titles, initials, abbreviations, short months; nor inside figures.
        "Vu par le Dr. A. Martin ce jour.",
        "Adressé par M. B. pour avis.",
        "Scanner inj. normal.",
        "TDM du 12 janv. 2020 normale.",
        "Taille de 3.5 cm le 10.10.2010 au scanner.",
        "Imatinib dep. 03/2016.",
        # ... but a short month ends one before a capital.
        "Scanner début sept.|IRM en octobre.",
        # List items, table rows and titles are sentences of their own.
        "- Biopsie le 12/03|\n- Scanner le 14/03|\n- TEP le 20/03",
        "28/12/18 | TDM | normal|\n04/01/19 | IRM | normale",
        "Conclusion : stabilité|\nTraitement : inchangé",
        # A line that the page has broken goes on.
        "Une patiente adressée pour la prise en charge d'une lésion mammaire découverte au\nscanner du 12/03/2019.",
    ],
)
def test_cuts_sentences(marked):
    text = marked.replace("|\n", "\n").replace(".|", ". ")
    wanted = [" ".join(part.split()) for part in marked.split("|\n" if "|\n" in marked else ".|")]
    wanted = [part + "." if ".|" in marked and n < len(wanted) - 1 else part for n, part in enumerate(wanted)]
    wanted = [part.replace("..", ".") for part in wanted]
    assert pieces(text, analyse(text).sentences) == wanted


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Motif : toux.\nAntécédents : HTA.\nConclusion : bronchite.", ["reason", "past_history", "conclusion"]),
        ("ATCD familiaux : mère, cancer du sein.", ["family_history"]),
        (
            "HISTOIRE DE LA MALADIE\nToux depuis août.\n\nEXAMENS COMPLEMENTAIRES\nScanner normal.",
            ["history", "investigations"],
        ),
        (
            "Indication : douleur. Technique : sans injection. Résultat : normal.",
            ["indication", "technique", "findings"],
        ),
        ("CAT : scanner dans 3 mois.", ["plan"]),
        ("P : poursuite.", ["plan"]),
        ("Conduite à tenir :\n- scanner", ["plan"]),
        (
            "Macroscopie : 2 fragments.\nMicroscopie : adénocarcinome.\nConclusion : adénocarcinome.",
            ["macroscopy", "microscopy", "conclusion"],
        ),
        ("Immunohistochimie : CK7+.\nBiologie moléculaire : KRAS muté.", ["immunohistochemistry", "molecular"]),
        # A word that begins a sentence is no title.
        ("Depuis août, toux. Le traitement est bien toléré.", []),
    ],
)
def test_names_sections(text, labels):
    assert [section.label for section in analyse(text).sections] == labels


def test_a_short_section_ends_with_its_line():
    text = "Indication : suivi d'un cancer du sein.\nLe foie est normal."
    layout = analyse(text)
    assert layout.section(text.index("suivi")).label == "indication"
    assert layout.section(text.index("foie")) is None


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (
            "12/03/2019 : scanner normal.\n14/03/2019 : IRM normale.",
            [("dated_entry", "12/03/2019"), ("dated_entry", "14/03/2019")],
        ),
        (
            "Mars 2015 : mastectomie.\nAvril 2015 : radiothérapie.",
            [("dated_entry", "Mars 2015"), ("dated_entry", "Avril 2015")],
        ),
        ("- 05/2017 : PSA 38\n- nov. 19 : PSA 2", [("dated_entry", "05/2017"), ("dated_entry", "nov. 19")]),
        ("28/12/18 | TDM | normal\n04/01/19 | IRM | normale", [("table_row", "28/12/18"), ("table_row", "04/01/19")]),
        (
            "Rappel (copié de la cs du 17/05/2018) : « Hyperleucocytose découverte en septembre 2012. »",
            [("quote", "17/05/2018")],
        ),
        # A date within a sentence opens nothing.
        ("Le scanner du 12/03/2019 est normal.", []),
    ],
)
def test_finds_dated_entries(text, entries):
    assert [(e.label, text[e.title_start : e.title_end]) for e in analyse(text).entries] == entries


def test_an_entry_ends_where_the_next_begins():
    text = "12/03/2019 : scanner normal.\n14/03/2019 : IRM normale."
    layout = analyse(text)
    first, second = layout.entries
    assert layout.entry(text.index("scanner")) == first
    assert layout.entry(text.index("IRM")) == second


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("Scanner normal.\nPage 1 / 3\nIRM normale.", "Page 1 / 3"),
        ("Scanner normal.\nImprimé le 12/03/2019 09:14\nIRM.", "Imprimé le 12/03/2019 09:14"),
        ("Scanner normal.\nTél. : 01 02 03 04 05\nIRM.", "Tél. : 01 02 03 04 05"),
        ("Scanner normal.\nIPP : 80012345678\nIRM.", "IPP : 80012345678"),
    ],
)
def test_leaves_the_papers_own_marks_aside(text, paper):
    layout = analyse(text)
    assert layout.is_ignored(text.index(paper))
    assert not layout.is_ignored(text.index("Scanner"))
    assert not layout.is_ignored(text.index("IRM"))


@pytest.mark.parametrize(
    ("text", "kind", "note_day", "day"),
    [
        # The letter's own day, however late it was scanned.
        ("Paris, le 11 mai 2020\nCher confrère,\nTDM du 27/04.", "LT", date(2020, 5, 18), date(2020, 5, 11)),
        ("Lyon, le 24 février 2017\nCher ami,", "DOC-SCAN", date(2020, 5, 18), date(2017, 2, 24)),
        # The meeting, the consultation, the end of the stay.
        ("RCP du 10/10/2019\nProposition : chimiothérapie.", "CR-RCP", date(2019, 10, 14), date(2019, 10, 10)),
        ("Consultation du 06/05/2019\nVa bien.", "CR-CONS", date(2019, 5, 9), date(2019, 5, 6)),
        (
            "Hospitalisation du 15/06/2020 au 18/06/2020\nMotif : douleurs.",
            "CRH-HOSPI",
            date(2020, 6, 25),
            date(2020, 6, 18),
        ),
        # A date of the story is not the author's day.
        ("Scanner du 12/03/2019 normal.", "CR-CONS", date(2019, 5, 9), date(2019, 5, 9)),
        # ... nor is the day the page was printed, nor one that lies after the note.
        ("Imprimé le 01/02/2021\nVa bien.", "CR-CONS", date(2019, 5, 9), date(2019, 5, 9)),
        ("Consultation du 06/05/2029\nVa bien.", "CR-CONS", date(2019, 5, 9), date(2019, 5, 9)),
        ("Mme X. Scanner du 02/06/2022 : normal.\nVa bien.", None, date(2022, 9, 1), date(2022, 9, 1)),
        ("SCANNER THORACIQUE DU 12/08/2022\nTechnique : sans injection.", None, date(2022, 9, 1), date(2022, 8, 12)),
        ("Va bien.", None, None, None),
    ],
)
def test_knows_the_authors_day(text, kind, note_day, day):
    assert analyse(text, kind, note_day).reference_date == day


def test_a_report_may_be_signed_after_its_exam():
    layout = analyse("TEP. Examen du 08/02/2021 - CR validé le 09/02/2021", "CR-IMAG", date(2021, 2, 9))
    assert layout.reference_date == date(2021, 2, 8)
    assert layout.written_date == date(2021, 2, 9)


def test_the_component_leaves_the_layout_on_the_document():
    doc = build()("Motif : toux.\nConclusion : bronchite.")
    assert [section.label for section in doc._.onco_layout.sections] == ["reason", "conclusion"]


_WORDS = st.sampled_from(
    [
        "Scanner",
        "du",
        "12/03/2019",
        ".",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "|",
        "- ",
        ":",
        "Conclusion :",
        "Dr.",
        "M.",
        "«",
        "»",
        "(",
        ")",
        ";",
        ",",
        "Page 1/2",
        "J15",
        "Mars 2015 :",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=40).map("".join)))
@settings(max_examples=150)
def test_any_text_is_cut_into_sorted_disjoint_pieces(text):
    layout = analyse(text, "CR-CONS", date(2020, 6, 18))
    for stretches in (layout.sentences, layout.clauses, layout.lines, layout.ignored):
        assert all(0 <= start < end <= len(text) for start, end in stretches)
        assert all(one[1] <= other[0] for one, other in pairwise(stretches))
    for blocks in (layout.sections, layout.entries):
        assert all(0 <= b.start <= b.title_start <= b.title_end <= b.end <= len(text) for b in blocks)
        assert all(one.end <= other.start for one, other in pairwise(blocks))
    assert {section.label for section in layout.sections} <= set(SECTION_LABELS)
    covered = sum(end - start for start, end in layout.sentences)
    assert covered >= len("".join(text.split()))


def assert_read_as_if_joined_later(text, page, monkeypatch):
    """Lines that are joined before a note is read would be joined while it is, with the same layout."""
    read = analyse(text, "LT", date(2020, 5, 18))
    assert read == analyse(text, "LT", date(2020, 5, 18), page)
    monkeypatch.setattr(page_lines, "joined", lambda text, lines, width: text)
    assert read == analyse(text, "LT", date(2020, 5, 18))


@pytest.mark.parametrize(
    ("greeting", "first", "is_joined"),
    [
        ("Cher confrère,", "J'ai revu ce jour Mme L., opérée le 12/03/2020.", True),
        ("Mon cher ami,", "Votre patient M. N. a eu un scanner le 4 mars 2020.", True),
        ("Chère Madame,", "Je vous confie M. C. pour une biopsie du foie.", True),
        ("Chers collègues,", "Mme P., 73 ans, a eu une TEP le 05/02/2020.", True),
        # Not where more stands between, nor what may be a title, a list, a day or a line of the paper itself.
        ("Cher confrère,", "", False),
        ("Cher confrère,", "Motif : biopsie du foie le 05/02/2020.", False),
        ("Cher confrère,", "- scanner du 4 mars 2020 : progression.", False),
        ("Cher confrère,", "12/03/2020 : scanner, progression du foie.", False),
        ("Cher confrère,", "Mme P. IPP : 1234567, vue le 12/03/2020.", False),
        ("Cher confrère,", "Je vois | scanner | 12/03/2020 | progression", False),
        ("Lésion du foie, du poumon,", "Mme P., 73 ans, a eu une TEP le 05/02/2020.", False),
    ],
)
def test_a_greeting_and_its_sentence_are_joined_first_and_read_as_they_would_be_later(
    greeting, first, is_joined, monkeypatch
):
    text = f"Paris, le 11 mai 2020\n{greeting}\n{first}\nConclusion : maladie stable.\nLe 2 avril 2020, TDM."
    page = laid_open(text)
    assert (page.text != text) == is_joined
    assert page.text.replace(f"{greeting} {first}", f"{greeting}\n{first}") == text
    assert_read_as_if_joined_later(text, page, monkeypatch)


@pytest.mark.parametrize(
    ("above", "line", "is_joined"),
    [
        ("Acquisition après injection de 120 mL de produit de contraste", "iodé.", True),
        ("Bon état général, sans aucune plainte, fièvre retombée, appétit", "conservé", True),
        # Not what may be a title, a day or a line of the paper itself, nor below a short line.
        ("Acquisition après injection de 120 mL de produit de contraste", "indication :", False),
        ("Acquisition après injection de 120 mL de produit de contraste", "le 05/02/2020.", False),
        ("Acquisition après injection de 120 mL de produit de contraste", "page 1/2", False),
        ("Acquisition après injection de 120 mL de produit de contraste.", "iodé", False),
        ("Produit de contraste", "iodé.", False),
    ],
)
def test_a_short_line_goes_on_and_is_read_as_it_would_be_later(above, line, is_joined, monkeypatch):
    text = f"Paris, le 11 mai 2020\n{above}\n{line}\nConclusion : maladie stable.\nLe 2 avril 2020, TDM."
    page = laid_open(text)
    assert page.text == (text.replace(f"{above}\n{line}", f"{above} {line}") if is_joined else text)
    assert_read_as_if_joined_later(text, page, monkeypatch)


@pytest.mark.parametrize(
    ("above", "line", "is_settled"),
    [
        ("Biopsie bronchique il y a sept jours, RE 80 %, RP 20 %. La", "TEP-TDM du 01/04/2020 était normale.", True),
        (
            "Vue ce jour, sans aucune plainte, avec du Casodex 50 mg. TA",
            "conservée, mollets souples, abdomen souple.",
            True,
        ),
        ("Progression du foie. Ponction transthoracique pratiquée le", "20/03/2020 : adénocarcinome bronchique.", True),
        (
            "Progression du foie. Traitement par du Casodex arrêté, puis",
            "le 05/02/2020 : scanner du foie normal.",
            True,
        ),
        (
            "Progression du foie au scanner. Arrêt du Casodex 15/03/2020",
            "(fin du traitement), puis une surveillance.",
            True,
        ),
        # Not what a date may open.
        ("Progression du foie. Ponction transthoracique pratiquée le", "20/03/2020.", False),
        ("Biologie du même jour, de ce matin : hémoglobine 12,1 ; PNN", "12/03/2020 : scanner du foie, normal.", False),
        ("Surveillance du foie, avec le Casodex 50 mg par jour depuis", "mars 2019 : scanner du foie, normal.", False),
    ],
)
def test_a_line_that_no_date_opens_is_joined_before_the_dates_are_read(above, line, is_settled, monkeypatch):
    filler = "Poids stable, pas de plainte, pas de fièvre, ni de douleur,\nni de toux.\n"  # a page whose lines wrap
    text = f"Paris, le 11 mai 2020\n{above}\n{line}\n{filler}{filler}Le 2 avril 2020, TDM."
    given = []
    monkeypatch.setattr(structure, "read_expressions", lambda text: given.append(text) or read_expressions(text))
    read = analyse(text, "LT", date(2020, 5, 18))
    assert (f"{above} {line}" in given[0]) == is_settled
    if is_settled:
        assert read.unbroken is given[0]  # what has been gone through is what the later readers are given
    # Where every line is in doubt, the dates are read line by line, and the layout is the same.
    monkeypatch.setattr(structure, "may_open", lambda text, folded, lines: {start for start, _ in lines})
    assert read == analyse(text, "LT", date(2020, 5, 18))
    assert given[1] == laid_open(text).text


def test_every_title_begins_with_a_letter():  # by which its label is looked for
    letters = bits_of("abcdefghijklmnopqrstuvwxyz")
    for words in TITLES.values():
        assert not any(state.characters & ~letters for state in closure([graph(parse(words), 0)]))
