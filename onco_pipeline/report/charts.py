"""What the pictures share: the lanes of the families, and drawing offline.

A chart becomes a picture without a browser or a network (vl-convert).
"""

from __future__ import annotations

from typing import Any

import altair as alt

from onco_pipeline.events import Family
from onco_pipeline.families import added

#: Lanes of a timeline, top to bottom: the order in which care usually goes.
LANES = {
    Family.IMAGING.value: "Imaging",
    Family.BIOPSY.value: "Biopsy",
    Family.PATHOLOGY.value: "Pathology",
    Family.METASTASIS.value: "Metastasis",
    Family.ORAL_THERAPY.value: "Oral therapy",
    **{name: family.title for name, family in added().items()},
}


def spec_of(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart.

    Not checked against Vega-Lite's schema, which takes longer than the drawing: ``tests/report`` checks every picture.
    """
    return chart.to_dict(validate=False)


def _spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    spec = spec_of(chart)
    # Texts are measured with a narrower font than some readers have: leave them room.
    spec.setdefault("padding", {"left": 8, "top": 5, "right": 40, "bottom": 5})
    return spec


def svg(chart: alt.TopLevelMixin) -> str:
    """Return the chart as an SVG picture, rendered without a browser or a network."""
    import vl_convert

    return vl_convert.vegalite_to_svg(_spec(chart))


def png(chart: alt.TopLevelMixin, scale: float = 2.0) -> bytes:
    """Return the chart as PNG bytes, rendered without a browser or a network."""
    import vl_convert

    return vl_convert.vegalite_to_png(_spec(chart), scale=scale)
