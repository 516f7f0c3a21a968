"""An error that goes out names its class and place, or what the system refused, and quotes nothing."""

import json

import pytest

from onco_pipeline.errors import InternalError, UserError, private
from onco_pipeline.intervals import DateInterval

SECRET = "Mme Zanzibarine, née le 12/03/1950"


def fail(error):
    with private():
        raise error


@pytest.mark.parametrize("kind", [ValueError, KeyError, TypeError, RuntimeError, AssertionError])
def test_what_an_unexpected_error_says_is_not_told(kind):
    with pytest.raises(InternalError) as raised:
        fail(kind(SECRET))
    assert kind.__name__ in str(raised.value)
    assert "Zanzibarine" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_the_place_is_the_last_step_of_our_own():
    with pytest.raises(InternalError, match=r"at onco_pipeline/intervals\.py:\d+"), private():
        DateInterval.from_iso(SECRET)
    with pytest.raises(InternalError, match=r"JSONDecodeError at .*decoder\.py:\d+"), private():
        json.loads(SECRET)


def test_a_message_for_the_user_goes_through():
    error = UserError("there is no table called x")
    with pytest.raises(UserError) as raised:
        fail(error)
    assert raised.value is error


def test_what_the_system_refuses_is_told_with_its_file():
    with pytest.raises(UserError, match=r"^/data/x: No space left on device\. Check the free space"):
        fail(OSError(28, "No space left on device", "/data/x"))


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (IsADirectoryError(21, "Is a directory", "/data"), "/data: Is a directory. Give the name of a file"),
        (FileExistsError(17, "File exists", "/x.csv"), "/x.csv: File exists. A file stands where a folder is asked"),
        (NotADirectoryError(20, "Not a directory", "/x.csv/y"), "/x.csv/y: Not a directory. A file stands where"),
    ],
)
def test_a_path_of_another_kind_is_not_put_down_to_space_or_rights(kind, told):
    with pytest.raises(UserError) as raised:
        fail(kind)
    assert str(raised.value).startswith(told)
    assert "free space" not in str(raised.value)


def test_interrupts_go_through():
    for kind in (KeyboardInterrupt, SystemExit):
        with pytest.raises(kind):
            fail(kind())


def test_the_whole_is_shown_on_demand(monkeypatch):
    monkeypatch.setenv("ONCO_TRACEBACK", "1")
    with pytest.raises(ValueError, match="made up"):
        fail(ValueError("made up"))
