"""What notes and tables say stays in the warehouse and the pages made from it, whatever goes wrong on the way."""

import os
import shutil
import stat
import subprocess

import pandas as pd
import pytest
from guarding import guard, no_network_at_all
from soaking import only_in_soak
from warehouses import Forked, onco, plain_environment

import assets.events
import assets.mentions
import assets.quality
from onco_pipeline.errors import UserError
from onco_pipeline.running import choose_source, run_job
from resources.home import Home
from resources.warehouse import Warehouse

pytestmark = [pytest.mark.integration, pytest.mark.soak]


#: Words that no French text holds: of a note, of a name, of a code, of a title.
CANARIES = ("Zanzibarine", "Quetzalcoatlus", "Xylophonix", "Wolframesque")


def hospital(folder):
    """Write tables whose secrets stand where they belong, and where they do not."""
    word, name, code, title = CANARIES
    text = (
        f"{title}\nMme {name} Anne, {word} : biopsie du sein le 12/03/2019, carcinome infiltrant {word}, RE 90 %.\n"
        f"Scanner le 03/04/2019 au CH de {word}. Létrozole débuté le 05/05/2019 par le Dr {name}."
    )
    note = {"note_id": "1", "person_id": "1", "note_datetime": "2019-06-01", "note_text": text, "note_title": title}
    notes = [
        note,
        note,  # the key stands twice
        {**note, "note_id": "3", "note_datetime": f"{word} 2019"},
        {**note, "note_id": f"4 {name}", "person_id": text},
        {**note, "note_id": "5", "note_class_source_value": text},
        {**note, "note_id": "6", "person_id": "2"},
    ]
    folder.mkdir()
    pd.DataFrame(notes).to_csv(folder / "note.csv", index=False)
    (folder / "note.csv").open("a").write(f'7,1,2019-01-01,"{word} and a quote that is never closed\n')
    act = {"procedure_occurrence_id": "1", "person_id": "1", "procedure_datetime": "2019-03-12"}
    acts = [{**act, "procedure_source_value": f"{code}{n}", "procedure_occurrence_id": str(n)} for n in range(6)]
    acts.append({**act, "procedure_source_value": "QEHB001", "procedure_occurrence_id": "9"})
    pd.DataFrame(acts).to_parquet(folder / "procedure_occurrence.parquet")
    person = {"gender_source_value": name, "birth_datetime": "1960-05-01", "nom": name, "prenom": word}
    pd.DataFrame([{**person, "person_id": "1"}, {**person, "person_id": "2", "birth_datetime": name}]).to_parquet(
        folder / "person.parquet"
    )
    return folder


def leaks(*folders, allowed=()):
    """Return the files below ``folders`` in which a canary stands."""
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and path not in allowed:
                content = path.read_bytes()
                found += [(str(path), word) for word in CANARIES if word.encode() in content]
    return found


def may_quote(home):
    """Return the files that quote notes by design: warehouse, its copy, and the pages for whoever may read notes."""
    pages = (path for path in home.reports.rglob("*") if path.name in QUOTING or path.parent.name == "timelines")
    return {home.warehouse, home.published, *pages}


#: Pages of reports/ that quote notes, beside those of timelines/; the cohort report, Data Docs and all else must not.
QUOTING = {"sample.html"}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return what a verbose run left and said: its home, its temporary folder, its working folder, its output.

    It runs where no network is to be had, and what it tries to reach is logged.
    """
    folder = tmp_path_factory.mktemp("privacy")
    source = hospital(folder / "source")
    for name in ("tmp", "user", "work"):
        (folder / name).mkdir()
    places = {"TMPDIR": str(folder / "tmp"), "HOME": str(folder / "user"), "XDG_CACHE_HOME": str(folder / "user")}
    (folder / "network.log").touch()
    previous = os.umask(0o022)
    try:
        finished = subprocess.run(
            [*no_network_at_all(), *onco("run", "--verbose", "--source", source, "--home", folder / "home")],
            env=plain_environment(**guard(folder / "network.log"), **places), cwd=folder / "work", capture_output=True, text=True, timeout=1800, check=False,
        )  # fmt: skip
    finally:
        os.umask(previous)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return Home(folder / "home"), folder, finished.stdout + finished.stderr


def test_a_run_leaves_no_word_outside_the_warehouse_and_its_pages(told):
    home, folder, _ = told
    assert leaks(home.root, folder / "tmp", folder / "user", folder / "work", allowed=may_quote(home)) == []
    assert leaks(home.root), "the words were there to be found"


def test_a_run_leaves_nothing_where_it_is_started(told):
    _, folder, _ = told
    assert list((folder / "work").iterdir()) == []


def test_the_whole_job_reaches_nobody(told):
    _, folder, _ = told
    assert (folder / "network.log").read_text() == ""


def test_a_verbose_run_says_no_word(told):
    _, _, output = told
    assert "procedure_occurrence" in output
    assert not [word for word in CANARIES if word in output]


def test_quarantine_and_ledgers_hold_no_word(told):
    warehouse = Warehouse(told[0].warehouse)
    assert warehouse.count("quarantine") >= 5
    for table in ("quarantine", "source_load", "note_extraction", "person_reconciliation"):
        content = warehouse.read(table).to_csv()
        assert not [word for word in CANARIES if word in content], table


def test_marts_hold_no_word_but_the_hospital_s_own_codes(told):
    warehouse = Warehouse(told[0].warehouse)
    names = warehouse.query("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'marts'")[
        "name"
    ]
    assert len(names) >= 4
    for name in names:
        content = warehouse.query(f"FROM marts.{name}").to_csv()
        assert not [word for word in CANARIES if word in content], name


def test_what_a_run_leaves_is_for_its_owner_only(told):
    home, _, _ = told
    assert stat.S_IMODE(home.root.stat().st_mode) == 0o700
    open_to_others = [path for path in home.root.rglob("*") if path.stat().st_mode & 0o077]
    assert open_to_others == []


@pytest.mark.parametrize("command", ["events", "extract", pytest.param("timeline", marks=only_in_soak)])
def test_what_a_command_writes_is_for_its_owner_only(told, tmp_path, command):
    home, _, _ = told
    notes = tmp_path / "notes.jsonl"
    notes.write_text('{"note_id": "1", "note_text": "Scanner le 12/03/2019."}\n')
    out = tmp_path / ("out.html" if command == "timeline" else "out.jsonl")
    arguments = {"events": ["--home", home.root], "timeline": ["1", "--home", home.root], "extract": [notes]}[command]
    finished = Forked(command, *arguments, "--out", out).ended()
    assert finished.returncode == 0, finished.stderr
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert not [word for word in CANARIES if word in finished.stdout + finished.stderr]


# -- when something breaks ---------------------------------------------------------------------------
@pytest.fixture
def home(tmp_path, clean_environment):
    made = Home(tmp_path / "home").prepare()
    choose_source(made, hospital(tmp_path / "source"))
    return made


def broken(*_, **__):
    raise ValueError(f"cannot convert {' '.join(CANARIES)} to a date")


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (assets.mentions, "extract_pending"),
        (assets.events, "reconcile"),
        pytest.param(assets.quality, "validate", marks=only_in_soak),
    ],
)
def test_a_mistake_of_the_program_quotes_nothing(home, monkeypatch, module, name, capfd):
    monkeypatch.setattr(module, name, broken)
    with pytest.raises(UserError, match="ValueError at ") as raised:
        run_job(home, verbose=True)
    captured = capfd.readouterr()
    assert not [word for word in CANARIES if word in str(raised.value) + captured.out + captured.err]
    assert leaks(home.root, allowed=may_quote(home)) == []


def test_a_note_that_breaks_a_pipe_is_set_aside_by_its_class(told, tmp_path, monkeypatch):
    import onco_pipeline.extraction.engines as engines

    copy = shutil.copy(told[0].warehouse, tmp_path / "warehouse.duckdb")
    warehouse = Warehouse(copy)
    with warehouse.connect() as connection:
        connection.execute("DELETE FROM onco.note_extraction")
    monkeypatch.setattr(engines, "rows_of", broken)
    done = assets.mentions.extract_pending(warehouse, assets.mentions.ExtractionConfig())
    assert done.failed == warehouse.count("note") > 0
    ledger = warehouse.read("note_extraction")
    assert set(ledger["outcome"]) == {"quarantined"}
    assert set(ledger["error"]) == {"ValueError"}
