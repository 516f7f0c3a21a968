"""The examples in the docstrings of the room hold."""

import doctest
import importlib
import pkgutil

import pytest

from onco_pipeline import evaluation

MODULES = [f"{evaluation.__name__}.{module.name}" for module in pkgutil.iter_modules(evaluation.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    assert doctest.testmod(importlib.import_module(name), raise_on_error=False).failed == 0
