"""Folding keeps every offset."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onco_pipeline.text import fold, fold_key


@given(st.text())
def test_folding_keeps_the_length_and_is_stable(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("source", "folded"),
    [
        ("Métastase", "metastase"),
        ("l’ŒSOPHAGE", "l'osophage"),
        ("du\u00a012\u202fmars — fin", "du 12 mars - fin"),
        ("a\r\nb", "a\r\nb"),
        ("50 \u00b5g, 50 \u03bcg", "50 ug, 50 ug"),
    ],
)
def test_variants_become_plain(source, folded):
    assert fold(source) == folded


def test_keys_agree_over_spelling():
    assert fold_key("Œsophage") == fold_key("oesophage") == fold_key("  ŒSOPHAGE ")
    assert fold_key("cote\u0301") == fold_key("coté")
