"""What the pictures share: the lanes of the families, and drawing offline.

A chart becomes a picture without a browser or a network (vl-convert).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt
import pandas as pd

from onco_pipeline.events import Family
from onco_pipeline.families import added
from onco_pipeline.report.copies import spared

#: Lanes of a timeline, top to bottom: the order in which care usually goes.
LANES = {
    Family.IMAGING.value: "Imaging",
    Family.BIOPSY.value: "Biopsy",
    Family.PATHOLOGY.value: "Pathology",
    Family.METASTASIS.value: "Metastasis",
    Family.ORAL_THERAPY.value: "Oral therapy",
    **{name: family.title for name, family in added().items()},
}

_ONCE_A_TABLE = "once_a_table"


def spec_of(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart.

    Not checked against Vega-Lite's schema, which takes longer than the drawing: ``tests/report`` checks every picture.
    """
    tables: dict[int, tuple[Any, Any]] = {}

    def plain(table: Any) -> Any:
        # The layers of a picture draw the same table: it is made plain once, not once a layer.
        if id(table) not in tables:
            tables[id(table)] = table, alt.default_data_transformer(table)
        return tables[id(table)][1]

    alt.data_transformers.register(_ONCE_A_TABLE, plain)
    with alt.data_transformers.enable(_ONCE_A_TABLE):
        return chart.to_dict(validate=False)


def svg(chart: alt.TopLevelMixin) -> str:
    """Return the chart as an SVG picture, rendered without a browser or a network."""
    return svg_of(spec_of(chart))


def svg_of(spec: Mapping[str, Any]) -> str:
    """Return the picture of a specification that :func:`spec_of` gave."""
    import vl_convert

    return vl_convert.vegalite_to_svg(_with_room(spec))


#: The last picture of each kind that this process drew, with the rows it shows.
_DRAWN: dict[Callable[[pd.DataFrame], alt.TopLevelMixin], tuple[pd.DataFrame, str]] = {}


@spared()
def drawn(draw: Callable[[pd.DataFrame], alt.TopLevelMixin], rows: pd.DataFrame) -> str:
    """Return the SVG picture that ``draw`` makes of some rows; the UI and the report show the same, drawn once.

    Examples
    --------
    >>> points = pd.DataFrame({"x": [1], "y": [2]})
    >>> drawn(lambda rows: alt.Chart(rows).mark_point().encode(x="x:Q", y="y:Q"), points)[:4]
    '<svg'
    """
    known = _DRAWN.get(draw)
    if known is None or not known[0].equals(rows):
        known = _DRAWN[draw] = rows.copy(), svg(draw(rows))
    return known[1]


def png_of(picture: str, scale: float = 1.0) -> bytes:
    """Return an SVG picture as PNG bytes."""
    import vl_convert

    return vl_convert.svg_to_png(picture, scale=scale)


def png(chart: alt.TopLevelMixin, scale: float = 2.0) -> bytes:
    """Return the chart as PNG bytes, rendered without a browser or a network."""
    return png_of(svg(chart), scale)


def _with_room(spec: Mapping[str, Any]) -> dict[str, Any]:
    # Texts are measured with a narrower font than some readers have: leave them room.
    return {"padding": {"left": 8, "top": 5, "right": 40, "bottom": 5}} | dict(spec)
