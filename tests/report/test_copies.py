"""Charts are copied quickly inside a block, and as Altair copies them."""

import altair as alt
import pandas as pd
from altair.utils import schemapi

from onco_pipeline.report import copies
from onco_pipeline.report.charts import spec_of
from onco_pipeline.report.copies import spared

ROWS = pd.DataFrame({"lane": ["a", "b"], "n": [1, 2]})


def chart():
    base = alt.Chart(ROWS).encode(x=alt.X("n:Q", scale=alt.Scale(domain=[0, 5]), axis=None), y="lane:N")
    marks = [base.mark_bar(color="#9cc9e5"), base.mark_text(dx=3).encode(text="n:Q"), base.mark_rule()]
    panels = [
        alt.layer(*(mark.transform_filter(alt.datum.lane == lane) for mark in marks)).properties(title=lane)
        for lane in ROWS["lane"]
    ]
    return (
        alt.concat(*panels, columns=2)
        .properties(title=alt.TitleParams("both", anchor="start"))
        .resolve_scale(x="shared")
    )


def test_a_chart_is_the_same():
    usual = spec_of(chart())
    with spared():
        assert spec_of(chart()) == usual


def test_a_copy_is_not_its_original():
    made = chart()
    with spared():
        copy = made.copy()
        copy.concat[0].layer[0].encoding.x["scale"].domain.append(9)
        copy.title.text = "another"
    assert made.concat[0].layer[0].encoding.x["scale"].domain == [0, 5]
    assert made.title.text == "both"
    assert type(copy.concat[0].layer[0].encoding.x) is alt.X


def test_altair_copies_as_ever_behind_the_block():
    usual, checks = schemapi._deep_copy, schemapi.DEBUG_MODE
    try:
        with spared():
            assert schemapi._deep_copy is not usual and not schemapi.DEBUG_MODE
            raise KeyError
    except KeyError:
        pass
    assert schemapi._deep_copy is usual and schemapi.DEBUG_MODE is checks


def test_the_table_of_classes_is_made_once_inside_the_block(monkeypatch):
    made, usual = [], schemapi._FromDict.hash_schema
    counting = classmethod(lambda _, *given, **more: made.append(1) or usual(*given, **more))
    monkeypatch.setattr(schemapi._FromDict, "hash_schema", counting)
    copies._table_of.cache_clear()
    with spared():
        first = spec_of(chart())
        asked = len(made)
        assert spec_of(chart()) == first
    assert asked > 300
    assert len(made) - asked < 60  # what is looked up, no longer every class
    assert schemapi._FromDict.__name__ == "_FromDict"
