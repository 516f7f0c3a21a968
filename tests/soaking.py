"""Whether this is `make soak`, in which the long tests run and the others do more of the same."""

from __future__ import annotations

import os

import pytest

SOAK = bool(os.environ.get("ONCO_SOAK"))
#: For a test that takes too long for `make test`.
only_in_soak = pytest.mark.skipif(not SOAK, reason="make soak")
