"""A picture that the UI and the report both show is drawn once."""

import altair as alt
import pandas as pd

from onco_pipeline.report.charts import drawn, png, png_of, svg

ROWS = pd.DataFrame({"month": ["01", "02"], "n": [3.0, None]})


def test_the_same_rows_are_drawn_once_and_others_again():
    times = []

    def bars(rows):
        times.append(len(rows))
        return alt.Chart(rows).mark_bar().encode(x="month:N", y="n:Q")

    first = drawn(bars, ROWS)
    assert drawn(bars, ROWS.copy()) == first == svg(bars(ROWS))
    assert times == [2, 2]
    changed = ROWS.assign(n=[3.0, 4.0])
    assert drawn(bars, changed) != first
    changed.loc[0, "n"] = 9.0  # what was drawn is not what the caller goes on with
    assert drawn(bars, changed) != drawn(bars, ROWS.assign(n=[3.0, 4.0]))


def test_the_ui_shows_the_picture_of_the_report():
    chart = alt.Chart(ROWS).mark_bar().encode(x="month:N", y="n:Q")
    assert png_of(svg(chart), 2.0) == png(chart)
    assert png_of(svg(chart)).startswith(b"\x89PNG")
