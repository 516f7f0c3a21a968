"""Every oral anticancer agent and brand of the reference table is known by its name."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from onco_pipeline.pipes.oral_therapy.vocabulary import find_drugs
from onco_pipeline.text import fold

TABLE = Path(__file__).parents[3] / "shared" / "codes" / "atc_oral_antineoplastics.csv"
#: Brands of the same molecules for other diseases, and an English name that reads as two drugs.
LEFT_OUT = {"SIKLOS", "XROMI", "OFEV", "niraparib and abiraterone"}


def test_every_name_of_the_reference_table_is_read():
    if not TABLE.exists():
        pytest.skip(f"the reference table of oral agents is not at {TABLE}")
    missed = []
    with TABLE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        for name in filter(None, (row["inn_fr"], row["inn_en"], *row["brands_fr"].split(";"))):
            text = f"Carcinome traité par {name} per os"
            codes = {a.atc_current for d in find_drugs(text, fold(text), about_cancer=True) for a in d.agents}
            if name not in LEFT_OUT and row["atc_current"] not in codes:
                missed.append(name)
    assert len(rows) >= 135
    assert missed == []
