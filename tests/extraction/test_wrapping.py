"""A note tells what it tells, whatever an export wrapped it in; its quotes are slices of what the hospital has."""

import html
import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onco_pipeline.extraction.as_read import as_read
from onco_pipeline.extraction.records import rows_of
from onco_pipeline.extraction.wrapping import unwrap

NOTE = """Compte rendu de consultation
Motif : réévaluation d'un carcinome infiltrant du sein gauche.
Histoire : biopsie mammaire gauche le 12/03/2019, carcinome lobulaire infiltrant, RE 90 %, HER2 négatif.
Scanner thoraco-abdomino-pelvien du 4 avril 2019 : métastases hépatiques apparues en avril 2019.
Létrozole débuté le 02/05/2019, arrêté en fin d'année.
Conclusion : IRM cérébrale prévue le 14/06/2019. L'œsophage n'est pas épaissi.
"""


def told(text):
    """Return what is told, and check that each quote is a slice."""
    rows = rows_of({"note_id": "1", "note_text": text, "note_datetime": "2019-06-01"})
    for row in rows:
        assert row["quote"] == text[row["quote_start"] : row["quote_end"]] != ""
        if row["date_quote"]:
            assert row["date_quote"] == text[row["date_quote_start"] : row["date_quote_end"]]
    return [
        (row["family"], row["subtype"], row["site"], row["status"], row["date_start"], row["date_end"]) for row in rows
    ]


def entities(text):
    return "".join(f"&{html.entities.codepoint2name.get(ord(c), f'#{ord(c)}')};" if c > "~" else c for c in text)


def rtf(text):
    def letter(c):
        return f"\\'{c.encode('cp1252').hex()}" if c > "~" else c

    fonts = r"{\fonttbl{\f0\fswiss Arial;}}{\*\generator Riched20 10.0;}"
    return "{\\rtf1\\ansi\\ansicpg1252" + fonts + "\\b0 " + "".join(map(letter, text)).replace("\n", "\\par\n") + "}"


WRAPPINGS = {
    "br": lambda text: text.replace("\n", "<br>"),
    "br and line": lambda text: text.replace("\n", "<BR/>\r\n"),
    "paragraphs": lambda text: "".join(f"<p class='x'>{html.escape(line)}</p>" for line in text.splitlines()),
    "page": lambda text: (
        "<html><head><style>p {color: red}</style></head><body>"
        + "".join(f'<div><span style="font-size:10pt"><b>{line}</b></span></div>\n' for line in text.splitlines())
        + "</body></html>"
    ),
    "entities": entities,
    "entities twice": lambda text: entities(text).replace("&", "&amp;"),
    "rtf": rtf,
    "written out": lambda text: text.replace("\n", "\\n"),
    "json": lambda text: "".join(f"\\u{ord(c):04x}" if c > "~" else c for c in text).replace("\n", "\\r\\n"),
    "hl7": lambda text: text.replace("\n", "\\.br\\"),
    "utf-8 as latin-1": lambda text: text.encode().decode("latin-1"),
    "utf-8 as windows": lambda text: text.encode().decode("cp1252", "replace").replace("\ufffd", "\x81"),
    "utf-8 as windows, plain blanks": lambda text: text.encode().decode("latin-1").replace("\xa0", " "),
    "windows as latin-1": lambda text: text.replace("'", "’").encode("cp1252").decode("latin-1"),
    "soft hyphens": lambda text: text.replace("mmaire", "m\xadmaire").replace("pelvien", "pel\xad\nvien"),
    "zero widths": lambda text: "\ufeff" + text.replace(" ", " \u200b").replace("as", "a\u200ds"),
    "two bytes": lambda text: "\x00".join(text),
    "ligatures": lambda text: text.replace("fi", "\ufb01"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "returns": lambda text: text.replace("\n", "\r"),
    "vertical tabs": lambda text: text.replace("\n", "\x0b"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "controls": lambda text: text.replace(" du ", "\x02du\x1f"),
    "decomposed in entities": lambda text: entities(unicodedata.normalize("NFD", text)),
}


@pytest.mark.parametrize("wrap", WRAPPINGS.values(), ids=WRAPPINGS)
def test_what_a_note_tells_does_not_change_with_its_wrapping(wrap):
    expected = told(NOTE)
    assert len(expected) >= 6
    wrapped = wrap(NOTE)
    assert wrapped != NOTE
    assert told(wrapped) == expected


@pytest.mark.parametrize(
    "text",
    [
        "PSA < 0,1 ng/ml, p<0,05.\n",
        "ACE <N et CA 15-3 >N.\n",
        "Adénopathies <b cm> et <1 cm.",
        "Service R&D ; Dupont & fils; M&M.",
        r"Numérisé dans C:\notes\2019.",
        "Suivi\nNumérisé dans C:\\notes\\nouvelles\\nuit.",
        "Madame JOÃO, née à SÃO PAULO, opérée «\xa0à l'âge\xa0» de 5 Å.",
        "il a été opéré\xa0» puis revu.\nFin.",
        "CHÂTEAU, dégât…\t{suite}",
    ],
)
def test_what_only_looks_like_a_wrapping_stays(text):
    assert unwrap(text) == (text, None)


def test_a_quote_ends_with_its_word_and_not_with_the_markup_around_it():
    text = "<p>Fait : <b>scanner</b><span> thoracique</span> le <i>12/03/2019</i></p>"
    (row,) = rows_of({"note_id": "1", "note_text": text})
    assert row["quote"] in ("scanner", "scanner</b><span> thoracique")
    assert row["date_quote"] == "12/03/2019"


_PIECES = [
    "<br>",
    "</p>",
    "<b>",
    "&eacute;",
    "&lt;br&gt;",
    "Ã©",
    "Ã ",
    "\\n",
    "\\u00e9",
    "\xad",
    "\r",
    "\n",
    "\x92",
    "ﬁ",
]
_PIECES += ["{\\rtf1 ", "\\'e9", "\\par ", "{", "}", "\\", "e\u0301", "\u200b", "a", "â€™", "&amp;", "\\u233?"]


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=25).map("".join))
def test_unwrapping_keeps_a_way_back(text):
    plain, offsets = unwrap(text)
    if offsets is None:
        assert plain == text
    else:
        assert len(offsets) == len(plain) + 1
        assert offsets == sorted(offsets)
        assert 0 <= offsets[0] <= offsets[-1] <= len(text)


@pytest.mark.parametrize("wrap", WRAPPINGS.values(), ids=WRAPPINGS)
def test_a_wrapped_note_is_shown_as_it_was_read(wrap):
    def shown(text):
        rows = rows_of({"note_id": "1", "note_text": text, "note_datetime": "2019-06-01"})
        other = {"note_id": "2", "quote_start": 0, "quote_end": 7, "date_quote_start": None, "date_quote_end": None}
        kept = pd.DataFrame({"note_id": ["1", "2"], "note_text": [text, "Scanner"]})
        events, notes = as_read(pd.DataFrame([*rows, other]), kept)

        texts = dict(zip(notes["note_id"], notes["note_text"], strict=True))
        return [texts[row.note_id][int(row.quote_start) : int(row.quote_end)] for row in events.itertuples()]

    words = [unicodedata.normalize("NFC", quote).replace("’", "'") for quote in shown(wrap(NOTE))]
    assert words == shown(NOTE)
