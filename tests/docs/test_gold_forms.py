"""Gold copied from the page, as it stands there, is read: whoever annotates begins with these examples."""

from pathlib import Path

from pages import blocks

from onco_pipeline.evaluation.gold import read_gold

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
FORMS = PAGE[PAGE.index("## Forms of gold") :]
NOTE = "Biopsie du sein le 12/03/2019. Scanner refusé."


def form(kind: str) -> str:
    return next(block.body for block in blocks(FORMS) if block.kind == kind)


def test_the_lines_of_the_page_are_gold(tmp_path):
    (tmp_path / "gold.jsonl").write_text(form("json"), encoding="utf-8")
    (record,) = read_gold(tmp_path / "gold.jsonl").records["n1"]
    assert (record.family, record.site) == ("biopsy", "sein")


def test_the_standoff_of_the_page_is_gold(tmp_path):
    assert NOTE in FORMS
    (tmp_path / "n1.txt").write_text(NOTE, encoding="utf-8")
    (tmp_path / "n1.ann").write_text(form("text"), encoding="utf-8")
    assert {event.family for event in read_gold(tmp_path).annotations["n1"]} == {"biopsy", "imaging"}
