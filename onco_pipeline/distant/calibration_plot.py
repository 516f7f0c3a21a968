"""A picture of how far the probabilities of a linker can be believed."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import altair as alt
import pandas as pd
import vl_convert

__all__ = ["calibration_chart", "calibration_image"]


def calibration_chart(bins: Sequence[Sequence[float]], width: int = 260) -> alt.LayerChart:
    """Return share right against probability; on the diagonal a probability means what it says.

    Parameters
    ----------
    bins
        :func:`onco_pipeline.reconciliation.calibration.reliability`: mean probability, share right, number of events.
    """
    frame = pd.DataFrame(list(bins), columns=["probability", "right", "events"])
    scale = alt.Scale(domain=[0, 1])
    diagonal = (
        alt.Chart(pd.DataFrame({"probability": [0.0, 1.0], "right": [0.0, 1.0]}))
        .mark_line(strokeDash=[4, 4], color="#999999")
        .encode(alt.X("probability:Q", scale=scale), alt.Y("right:Q", scale=scale))
    )
    marks = (
        alt.Chart(frame)
        .mark_point(filled=True, color="#0072B2", opacity=1)
        .encode(
            alt.X("probability:Q", scale=scale, title="Probability by the model"),
            alt.Y("right:Q", scale=scale, title="Share right"),
            alt.Size("events:Q", title="Events"),
        )
    )
    return (diagonal + marks).properties(width=width, height=width)


def calibration_image(bins: Sequence[Sequence[float]]) -> str:
    """Return the chart as a picture inside Markdown, for the metadata of an asset."""
    picture = vl_convert.vegalite_to_png(calibration_chart(bins).to_json(), scale=1.5)
    return f"![calibration](data:image/png;base64,{base64.b64encode(picture).decode()})"
