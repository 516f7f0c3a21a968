"""Write ``docs/marts.md``, the table reference of the marts, from the dbt project's own descriptions.

``python -m resources.dbt_docs`` writes the page of the checkout; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from jinja2.nativetypes import NativeEnvironment

from resources.dbt_runner import project_dir

#: Where the page stands in the checkout, beside the dbt project.
PAGE = Path("docs", "marts.md")

_MODELS = (Path("models", "marts", "_marts.yml"), Path("models", "marts", "_study.yml"))
_TESTS = Path("tests", "_tests.yml")
_SEEDS = Path("seeds", "_seeds.yml")

_INTRODUCTION = """\
<!-- Made from dbt_project/ by `python -m resources.dbt_docs`: change the descriptions there. -->
# The marts: tables for studies

`onco run` builds them from the *validated* care events: those that passed every blocking check of the run. They stand
in the schema `marts` of `warehouse.duckdb`, and in `published.duckdb`, a copy that readers may keep open while a run
writes. They hold no words of a note and no birth day. Dates are days; a date that was told vaguely is an interval of
days, both ends included, placed at its middle day where an order or a length is needed.

```sql
-- Delays from first imaging to biopsy, by period, and the share that the text alone gave.
SELECT period, count(*) AS patients, median(delay_days) AS median_days, avg(is_text_only::int) AS text_only
FROM marts.fct_pathway_delay
WHERE transition = 'imaging_to_biopsy' AND is_order_certain
GROUP BY period ORDER BY period;
```

```sql
-- Time from the first performed event to the first statement of metastasis.
SELECT person_id, min(days_since_first) AS days
FROM marts.fct_care_pathway
WHERE family = 'metastasis' AND subtype = 'onset'
GROUP BY person_id ORDER BY days;
```

```sql
-- What the coded tables alone would have missed.
SELECT family, count(*) AS events, count(*) FILTER (WHERE is_text_only) AS known_from_text_alone
FROM marts.fct_care_event
WHERE is_performed
GROUP BY family ORDER BY family;
```

```sql
-- Activity of spring 2020 against the two springs before, as the aggregates show it: no small number, no exact date.
SELECT family, calendar, n_events, text_only_share
FROM marts.agg_monthly_activity
WHERE calendar_level = 'season' AND calendar LIKE '% Mar-May' AND hospital = 'all' AND source = 'all'
ORDER BY family, calendar;
```

## What may leave the hospital

The tables `agg_*` alone. Delays and counts of few patients can name someone, so every number behind which stand fewer
than 11 patients is hidden (*primary* suppression), and so is what would give it away by subtraction (*complementary*
suppression): a published sum has no single hidden part, its hidden parts reach 11 together, and no chain of sums
leads to a hidden small number. A share or a median is shown where the number of patients is, and a share where both
its halves are. Aggregates hold no day, a month at the finest. The tables `dim_*` and `fct_*` are about single
patients: they hold no text, but days and rare combinations; they stay where the notes stay.

Tables are protected one by one and together as this project makes them. Who makes others from the same `fct_*`
tables, or runs two cohorts that differ by a few patients, must check the differences.

## The cohort and its settings

`study.yaml` in the home sets who the aggregates are about; without it, everybody with a note. `onco run` reads it.

```yaml
cohort:
  cancer_groups: [breast, lung]   # groups of the seed icd10_cancer_group; any when left out
  start: 2017-01-01               # of the index date
  end: 2021-12-31
  hospitals: [APR, PSL]           # visited at least once; any when left out
  min_notes: 1
small_cell_threshold: 11
variant_steps: 4                  # of agg_pathway_variant
synchronous_days: 90              # a metastasis found so soon was there at diagnosis
```

Choices to know of. The *index date* is the first code of the cancers asked for, or the first thing known where none is
asked for. The *metastasis-free interval* starts at the diagnosis, not at the index date: a patient referred later is
known only because nothing ended the interval before (`entry_days` lets an analysis enter them late), death competes
with metastasis, and the true onset lies between the last exam before it and the exam that showed it. Thresholds of
delays in `pathway_transition` are round numbers to start with, not published targets.
"""


def read_yaml(project: Path, file: Path) -> dict[str, Any]:
    """Return a file of the dbt project."""
    return yaml.safe_load((project / file).read_text(encoding="utf-8"))


def one_line(text: str) -> str:
    """Return a text that fits a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def _values(told: list[str] | str) -> list[str]:
    """Return the values that a column may have; an expression is one of the project's own variables."""
    if not isinstance(told, str):
        return told
    variables = read_yaml(project_dir(), Path("dbt_project.yml"))["vars"]
    return NativeEnvironment().from_string(told).render(var=variables.__getitem__)


#: The test that asks what the columns of one model or seed promise (``macros/columns_hold.sql``).
_COLUMNS_HOLD = "columns_hold"


def promises(described: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the columns of a model or seed promise, as its dbt file says: the arguments of its one test."""
    for test in described.get("data_tests", ()):
        if _COLUMNS_HOLD in test:
            return test[_COLUMNS_HOLD]["arguments"]
    return {}


def _rules(column: Mapping[str, Any], held: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a column promises, in words."""
    name = column["name"]
    yield from ("never empty" for _ in column.get("constraints", ()))
    if name in held.get("unique", ()):
        yield "unique"
    if name in held.get("filled", ()):
        yield "never empty"
    if name in held.get("values", {}):
        yield "one of " + ", ".join(f"`{value}`" for value in _values(held["values"][name]))
    if name in held.get("refers", {}):
        there = held["refers"][name]
        referred = there["to"].removeprefix("ref('").removesuffix("')")
        yield f"stands in `{referred}.{there['field']}`"


def column_lines(described: Mapping[str, Any], types: Mapping[str, str]) -> list[str]:
    """Return the rows of a Markdown table of columns, as a dbt file describes them; ``types`` for those untyped."""
    lines = ["| column | type | what it says | rules |", "|---|---|---|---|"]
    held = promises(described)
    for column in described["columns"]:
        rules = "; ".join(_rules(column, held))
        type_ = column.get("data_type") or types.get(column["name"], "")
        lines.append(f"| `{column['name']}` | {type_} | {one_line(column['description'])} | {rules} |")
    return lines


def render_marts(project: Path) -> str:
    """Return the text of the page: every mart and seed with its columns and the rules that hold.

    Parameters
    ----------
    project
        Folder of the dbt project.

    Examples
    --------
    >>> "## `fct_care_event`" in render_marts(project_dir())
    True
    """
    parts = [_INTRODUCTION.rstrip()]
    for model in (model for file in _MODELS for model in read_yaml(project, file)["models"]):
        parts.append(f"## `{model['name']}`\n\n{one_line(model['description'])}")
        parts.append("\n".join(column_lines(model, {})))
    parts.append("## Rules over whole tables\n\nA run stops when one of these does not hold.")
    tests = [
        f"| `{test['name']}` | {one_line(test['description'])} |" for test in read_yaml(project, _TESTS)["data_tests"]
    ]
    parts.append("\n".join(["| test | what holds |", "|---|---|", *tests]))
    parts.append("## Seeds: tables that a site may change")
    parts.append("CSV files in `dbt_project/seeds/`; a run puts them into the schema `staging` of the warehouse.")
    for seed in read_yaml(project, _SEEDS)["seeds"]:
        parts.append(f"### `{seed['name']}`\n\n{one_line(seed['description'])}")
        parts.append("\n".join(column_lines(seed, seed["config"]["column_types"])))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    place = project_dir()
    (place.parent / PAGE).write_text(render_marts(place), encoding="utf-8")
