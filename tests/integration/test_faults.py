"""What is wrong around a run gives one clear message and leaves the last good state; the next run makes it good.

A full disk and a read-only folder are real ones: a small tmpfs and a read-only mount in a namespace of the test.
"""

import shutil
import subprocess

import duckdb
import pytest
from soaking import only_in_soak
from warehouses import Forked, contents, differing, ended, onco

from onco_pipeline.errors import UserError
from onco_pipeline.running import choose_source, run_job
from resources.warehouse import Warehouse
from resources.warehouse_resource import WarehouseResource

pytestmark = [pytest.mark.integration, pytest.mark.soak]

#: Megabytes that the disk has left when the run begins.
MARGINS = ("0.2", "0.6", "1", "2", "3", "4", "6", "8", "12")


@pytest.fixture(scope="session")
def namespace():
    """Return what runs a shell script where it may mount; skipped, saying so, where the system does not let us."""
    command = ["unshare", "--mount", "--map-root-user", "sh", "-euc"]
    works = (
        shutil.which("unshare")
        and not subprocess.run([*command, "mount -t tmpfs none /mnt"], capture_output=True, check=False).returncode
    )
    if not works:
        pytest.skip("this system lets nobody mount in a namespace (unshare --mount)")

    def run(script, *arguments):
        return ended([*command, script, "sh", *map(str, arguments)])

    return run


def said(finished):
    """Return what a command told on the terminal, after checking that it is a message and no traceback."""
    assert finished.returncode == 2, finished.stdout + finished.stderr
    assert "Traceback" not in finished.stderr
    message = finished.stderr[finished.stderr.index("onco: ") :]
    assert len(message) < 1500
    return message


# -- the disk ---------------------------------------------------------------------------------------
FULL = """
home=$1 disk=$2 margin=$3; shift 3
mount -t tmpfs -o size=2g tmpfs "$disk"
cp -a "$home/." "$disk"
used=$(du -sk "$disk" | cut -f1)
mount -o remount,size=$(awk "BEGIN {print int($used + $margin * 1024)}")k "$disk"
status=0
"$@" || status=$?
mount -o remount,size=2g "$disk"
rm -rf "$home"; cp -a "$disk" "$home"
exit $status
"""


@only_in_soak
@pytest.mark.parametrize("margin", MARGINS)
def test_a_full_disk_is_told_and_the_next_run_makes_it_good(home, corrected, namespace, tmp_path, margin):
    before = contents(home.published)
    disk = tmp_path / "disk"
    disk.mkdir()
    command = onco("run", "--replace", "--source", corrected.source, "--home", disk)
    told = said(namespace(FULL, home.root, disk, margin, *command))
    assert "space" in told or "full" in told
    assert contents(home.published) == before
    again = ended(onco("run", "--replace", "--source", corrected.source, "--home", home.root))
    assert again.returncode == 0, again.stdout + again.stderr
    assert differing(home.warehouse, corrected.home.warehouse) == []


def test_a_read_only_home_is_told(home, namespace):
    script = 'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; shift; exec "$@"'
    for command in (onco("run", "--home", home.root), onco("forget", "1", "--yes", "--home", home.root)):
        assert "Read-only file system" in said(namespace(script, home.root, *command))


def test_a_file_in_the_place_of_a_home_is_told(tmp_path):
    (tmp_path / "home").touch()
    assert "choose another --home" in said(Forked("run", "--home", tmp_path / "home").ended())
    told = said(Forked("events", "--home", tmp_path / "home", "--out", tmp_path / "events.jsonl").ended())
    assert "There is no warehouse" in told


def test_an_output_that_cannot_be_written_is_told(home, tmp_path):
    told = said(Forked("events", "--home", home.root, "--out", tmp_path / "nowhere" / "events.jsonl").ended())
    assert f"There is no folder {tmp_path / 'nowhere'}: make it" in told


# -- the warehouse and the source -----------------------------------------------------------------
def test_a_warehouse_that_someone_holds_is_told(home):
    before = contents(home.warehouse)
    impatient = {"warehouse": WarehouseResource(path=str(home.warehouse), lock_timeout=0.3)}
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [*onco()[:1], "-c", code, str(home.warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(UserError, match=r"is in use by another process .* close the notebook"):
            run_job(home, resource_overrides=impatient)
        holder.stdin.close()
    assert contents(home.warehouse) == before


def test_a_newer_warehouse_is_told_by_a_run(home):
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("UPDATE onco.warehouse_version SET version = 99")
    with pytest.raises(UserError, match=r"newer version of the program .* install that version"):
        run_job(home)


def test_a_damaged_part_is_told_and_nothing_of_its_table_is_written(home, finished_home, tmp_path):
    before = contents(home.warehouse)
    source = tmp_path / "source"
    shutil.copytree(str(finished_home[0].settings()["source"]), source)
    part = source / "note.parquet"
    raw = part.read_bytes()
    part.write_bytes(raw[: len(raw) // 2] + raw[len(raw) // 2 + 999 :])
    choose_source(home, source, replace=True)
    with pytest.raises(UserError, match=r"note\.parquet .*damaged or incomplete. Export it again"):
        run_job(home)
    assert contents(home.warehouse) == before


@only_in_soak
def test_what_was_damaged_by_hand_is_made_anew_though_nothing_is_new(home, finished_home):
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("DELETE FROM marts.fct_care_event WHERE family = 'biopsy'")
    page = next((home.reports / "timelines").glob("*.html"))
    page.write_text("damaged", encoding="utf-8")
    run_job(home)
    assert differing(home.warehouse, finished_home[0].warehouse) == []
    assert page.read_bytes() == (finished_home[0].reports / "timelines" / page.name).read_bytes()


# -- the past ------------------------------------------------------------------------------------------
@only_in_soak
def test_an_older_warehouse_is_brought_up_to_date_by_a_run(home, finished_home):
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("UPDATE onco.warehouse_version SET version = 1, declaration = 'old'")
        connection.execute("ALTER TABLE onco.note_event DROP COLUMN date_kind")
        connection.execute("ALTER TABLE onco.validated_care_event ADD COLUMN score DOUBLE")
    with pytest.raises(UserError, match="`onco run` brings it up to date"):
        Warehouse(home.warehouse).count("care_event")
    summary = run_job(home)
    assert summary.notes_treated == summary.notes
    assert differing(home.warehouse, finished_home[0].warehouse) == []
