"""A file takes the place of the one before when all of it is written, and its owner alone may read it."""

import errno
import os
import re
from pathlib import Path

import pytest

from onco_pipeline.errors import UserError
from onco_pipeline.private_files import replacing, whole, write_private
from onco_pipeline.synthesis.hospital import generate
from resources.files import replacing_database
from resources.home import Home
from resources.unchanged import Steps


def by_bytes(path, text):
    write_private(path, text.encode())


def by_lines(path, text):
    with whole(path) as lines:
        lines.write(text)


def by_path(path, text):
    with replacing(path) as new:
        new.write_text(text)


def as_database(path, text):
    with replacing_database(path) as new:
        new.write_text(text)


WAYS = [by_bytes, by_lines, by_path, as_database]


@pytest.fixture
def open_to_all():
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.parametrize("write", WAYS)
def test_its_owner_alone_may_read_it(tmp_path, open_to_all, write):
    path = tmp_path / "events.jsonl"
    path.write_text("older")
    path.chmod(0o644)
    write(path, "newer")
    assert path.read_text() == "newer"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["events.jsonl"]


@pytest.mark.parametrize("write", WAYS)
def test_what_fails_halfway_leaves_the_file_before(tmp_path, monkeypatch, write):
    path = tmp_path / "events.jsonl"
    path.write_text("older")

    def full(*_):
        raise OSError(28, "No space left on device")

    # The last step before the new file takes its place: by then all ways have written.
    monkeypatch.setattr(Path, "chmod", full)
    with pytest.raises((OSError, UserError), match="No space left"):
        write(path, "newer")
    assert path.read_text() == "older"
    assert [file.name for file in tmp_path.iterdir()] == ["events.jsonl"]


def test_readers_that_have_it_open_keep_what_they_have(tmp_path):
    path = write_private(tmp_path / "report.html", b"older")
    with path.open() as reader:
        write_private(path, b"newer")
        assert reader.read() == "older"
    assert path.read_bytes() == b"newer"


@pytest.mark.parametrize(
    "act",
    [lambda home: home.remember(linker="rules"), lambda home: Steps(home.root).keep("report", "a")],
    ids=["settings", "steps"],
)
def test_what_a_home_remembers_is_never_half_of_it(tmp_path, monkeypatch, act):
    """A run that is killed while it writes leaves what it remembered before, not an empty file: it would be lost."""
    home = Home(tmp_path)
    home.remember(source="/hospital")
    Steps(home.root).keep("notes", "b")
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    monkeypatch.setattr(Path, "replace", lambda *_: pytest.fail("killed"))
    with pytest.raises(pytest.fail.Exception):
        act(home)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


@pytest.mark.parametrize("way", [whole, replacing])
@pytest.mark.parametrize("refused", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG, errno.EROFS])
def test_a_disk_that_refuses_says_on_which_file(tmp_path, way, refused):
    with pytest.raises(OSError, match=re.escape(str(tmp_path / "events.jsonl"))), way(tmp_path / "events.jsonl"):
        raise OSError(refused, os.strerror(refused))  # as a write to an open file does: without a name
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("refused", "name"), [(errno.ENOSPC, "notes.parquet"), (errno.EPIPE, None), (errno.EACCES, "notes.parquet")]
)
def test_what_another_file_refuses_is_told_of_that_one(tmp_path, refused, name):
    with pytest.raises(OSError) as told, whole(tmp_path / "events.jsonl"):
        raise OSError(refused, os.strerror(refused), *([name] if name else []))
    assert told.value.filename == name


def test_a_hospital_for_which_there_is_no_room_says_where(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("onco_pipeline.synthesis.hospital._Writer.flush", full)
    with pytest.raises(OSError, match=re.escape(str(tmp_path / "hospital"))):
        generate(tmp_path / "hospital", patients=1)
