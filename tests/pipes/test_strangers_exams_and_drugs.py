"""Exams and drugs as hospitals that nobody here has read word them: each kind of a mended bug in several wordings."""

import pytest
from test_probed_exams_and_drugs import told
