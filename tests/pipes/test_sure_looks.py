"""A look that is said to be sure leaves no doubt; a look alone does, and so does one that is not quite sure."""

import pytest

from onco_pipeline.extraction.records import rows_of

SURE = (
    "cinq nodules pulmonaires d'allure métastatique certaine",
    "nodules hépatiques d'allure secondaire indiscutable",
    "lésions osseuses d'allure indiscutablement secondaire",
    "lésions hépatiques d'aspect métastatique évident",
    "nodules pulmonaires d'allure secondaire sans équivoque, en progression",
    "lésions cérébrales d'allure métastatique manifeste",
)
DOUBTED = (
    "nodules pulmonaires d'allure métastatique",
    "nodules pulmonaires d'allure métastatique peu certaine",
    "nodules pulmonaires d'allure secondaire non formelle",
    "nodules pulmonaires d'allure métastatique, certains calcifiés",
    "métastases hépatiques possibles, kyste rénal d'allure bénigne certaine",
)
DENIED = (
    "pas de nodule pulmonaire d'allure métastatique certaine",
    "nodules hépatiques d'allure kystique certaine, sans métastase",
)
CASES = list(zip((SURE, DOUBTED, DENIED), ("done", "suspected", "negated"), strict=True))


@pytest.mark.parametrize(("said", "status"), [(words, status) for told, status in CASES for words in told])
def test_a_look_is_as_sure_as_it_is_told(said, status):
    text = f"Carcinome du rein suivi depuis 2019.\nTDM du 07/05/2021 : {said}."
    found = [row for row in rows_of({"note_id": "1", "note_text": text}) if row["family"] == "metastasis"]
    assert {row["status"] for row in found} == {status}
    assert all("sure" not in row["attributes"] for row in found)
