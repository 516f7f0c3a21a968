"""Bars are shown while libraries are kept quiet."""

import io
import sys
from contextlib import redirect_stderr

from onco_pipeline.progress import Quiet, progress


def test_a_bar_is_shown_and_noise_is_not():
    terminal = io.StringIO()
    with redirect_stderr(Quiet(terminal)):
        print("Traceback of a library", file=sys.stderr)
        with progress("reading", 3, "rows") as advance:
            advance(3)
    assert "reading" in terminal.getvalue()
    assert "3/3" in terminal.getvalue()
    assert "Traceback" not in terminal.getvalue()


def test_without_quiet_a_bar_is_shown_as_well(capsys):
    with progress("reading", 3, "rows") as advance:
        advance(3)
    assert "3/3" in capsys.readouterr().err
