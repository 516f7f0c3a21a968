"""What the tests of the report share."""

import pytest

from onco_pipeline.report import charts, timeline


@pytest.fixture(autouse=True)
def every_picture_is_checked_against_the_schema(monkeypatch):
    """Let Altair check what is drawn, which a run does without: it takes longer than the drawing."""
    for module in (charts, timeline):
        monkeypatch.setattr(module, "spec_of", lambda chart: chart.to_dict(validate=True))
