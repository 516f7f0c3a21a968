"""The tables come from the hospital that is named, or from the synthetic one, made once."""

from pathlib import Path

import pytest

from onco_pipeline.omop.errors import SourceError
from onco_pipeline.tables import NOTE
from resources.home import Home
from resources.hospital import HospitalResource, synthetic_hospital

NOTES = "note_id,person_id,note_text\n1,P1,Scanner\n"


@pytest.fixture
def generated(monkeypatch):
    """Stand in for the generator, counting its calls: this test is about when it is called."""
    from onco_pipeline import synthesis

    calls = []

    def generate(out: Path, patients: int = 200, seed: int = 0, progress=None) -> None:
        calls.append((patients, seed))
        (out / "note.csv").write_text(NOTES, encoding="utf-8")

    monkeypatch.setattr(synthesis, "generate", generate, raising=False)
    return calls


def test_it_is_made_once_for_its_owner_only(tmp_path, generated):
    folder = synthetic_hospital(tmp_path / "synthetic", patients=3, seed=5)
    assert synthetic_hospital(folder, patients=3, seed=5) == folder
    assert generated == [(3, 5)]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "note.csv").stat().st_mode & 0o777 == 0o600
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["synthetic"]


def test_other_numbers_make_another_hospital(tmp_path, generated):
    synthetic_hospital(tmp_path / "synthetic", patients=3)
    synthetic_hospital(tmp_path / "synthetic", patients=4)
    assert generated == [(3, 0), (4, 0)]


def test_a_hospital_of_an_older_generator_is_made_anew(tmp_path, generated, monkeypatch):
    from onco_pipeline import synthesis

    synthetic_hospital(tmp_path / "synthetic", patients=3)
    monkeypatch.setattr(synthesis, "GENERATOR_VERSION", synthesis.GENERATOR_VERSION + 1)
    synthetic_hospital(tmp_path / "synthetic", patients=3)
    assert generated == [(3, 0), (3, 0)]


def test_a_generation_that_stops_halfway_is_begun_again(tmp_path, generated, monkeypatch):
    from onco_pipeline import synthesis

    whole = synthesis.generate

    def stops(out, **_):
        (out / "person.csv").write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(synthesis, "generate", stops)
    with pytest.raises(KeyboardInterrupt):
        synthetic_hospital(tmp_path / "synthetic")
    assert not (tmp_path / "synthetic").exists()
    monkeypatch.setattr(synthesis, "generate", whole)
    synthetic_hospital(tmp_path / "synthetic")
    assert not (tmp_path / "synthetic" / "person.csv").exists()


def test_files_of_others_are_left_alone(tmp_path, generated):
    (tmp_path / "person.csv").write_text("someone's")
    with pytest.raises(SourceError, match="holds files that are no synthetic hospital"):
        synthetic_hospital(tmp_path)
    assert (tmp_path / "person.csv").read_text() == "someone's"
    assert generated == []


def test_the_named_source_comes_before_the_remembered_one_and_that_before_none(tmp_path, generated):
    for name in ("named", "remembered"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "note.csv").write_text(NOTES, encoding="utf-8")
    home = Home(tmp_path / "home")
    home.root.mkdir()
    root = str(home.root)
    assert HospitalResource(home=root).open().path == home.synthetic
    home.remember(source=str(tmp_path / "remembered"))
    assert HospitalResource(home=root).open().path == tmp_path / "remembered"
    assert HospitalResource(home=root, source=str(tmp_path / "named")).open().path == tmp_path / "named"
    assert generated == [(200, 0)]


def test_the_inbox_adds_notes_to_any_source(tmp_path, generated):
    home = Home(tmp_path / "home")
    home.inbox.mkdir(parents=True)
    (home.inbox / "new.csv").write_text(NOTES, encoding="utf-8")
    parts = HospitalResource(home=str(home.root)).open().parts(NOTE)
    assert [(part.path.name, part.dropped) for part in parts] == [("note.csv", False), ("new.csv", True)]


def test_a_source_that_is_gone_says_so(tmp_path):
    with pytest.raises(SourceError, match="There is no source at"):
        HospitalResource(home=str(tmp_path), source=str(tmp_path / "nowhere")).open()
