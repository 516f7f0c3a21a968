"""What BOLT makes of a library does what the library does; where it cannot, the library stays and that is told."""

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from onco_pipeline import compiling
from onco_pipeline.compiling import compiler, taken
from onco_pipeline.laying_out import KEPT, bolt, lay_out

SOURCE = """
static int rare(int n) { return n * 31 + 7; }
int folded(int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) sum = i % 97 == 96 ? rare(sum) : sum + i;
    return sum;
}
"""
RUN = "import ctypes, sys; print(ctypes.CDLL(sys.argv[1]).folded(100_000))"


def program(folder: Path, name: str, said: str, code: int = 0) -> Path:
    """Write a program that says something, and ends with a code."""
    folder.mkdir(exist_ok=True)
    made = folder / name
    made.write_text(f"#!/bin/sh\necho '{said}'\nexit {code}\n", encoding="utf-8")
    made.chmod(0o700)
    return made


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """Return a folder with one library in it that can be laid out anew."""
    if shutil.which(compiler()) is None or not taken(KEPT, tmp_path):
        pytest.skip("no C compiler, or a linker that leaves nothing to move code by")
    built = tmp_path / "built"
    (built / "deep").mkdir(parents=True)
    (tmp_path / "folded.c").write_text(SOURCE, encoding="utf-8")
    library = built / "deep" / "folded.so"
    command = [compiler(), "-O1", "-fPIC", "-shared", *KEPT, str(tmp_path / "folded.c"), "-o", str(library)]
    subprocess.run(command, check=True)
    return built


@pytest.mark.parametrize(
    ("programs", "taken_is"),
    [
        ({"llvm-bolt-19": "LLVM version 19.1.7", "llvm-bolt-22": "LLVM version 22.1.8"}, "llvm-bolt-22"),
        ({"llvm-bolt": "LLVM version 20.1.0"}, "llvm-bolt"),
        ({"llvm-bolt-heatmap-19": "LLVM version 19.1.7", "llvm-boltdiff-19": "LLVM version 19.1.7"}, None),
        ({"llvm-bolt-16": "LLVM version 16.0.6"}, None),  # it has no such order of functions
        ({"llvm-bolt-19": "what?"}, None),
        ({}, None),
    ],
)
def test_the_newest_that_is_new_enough_is_taken(tmp_path, programs, taken_is):
    for name, said in programs.items():
        program(tmp_path / "bin", name, said)
    assert bolt([str(tmp_path / "none"), str(tmp_path / "bin")]) == (taken_is and tmp_path / "bin" / taken_is)


def test_it_is_run_from_its_own_folder_and_not_from_a_link_s(tmp_path):
    real = program(tmp_path / "llvm", "llvm-bolt", "LLVM version 19.1.7")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "llvm-bolt-19").symlink_to(real)
    assert bolt([str(tmp_path / "bin")]) == real


@pytest.mark.skipif(bolt() is None, reason="BOLT 19 or newer is not here (Debian: bolt-19)")
def test_a_library_laid_out_anew_gives_the_same(tmp_path, build):
    given = ctypes.CDLL(str(build / "deep" / "folded.so")).folded

    def run(folder: Path) -> None:
        command = [sys.executable, "-c", RUN, str(folder / "deep" / "folded.so")]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert int(told) == given(100_000)

    (work := tmp_path / "work").mkdir()
    laid = lay_out(bolt(), build, [Path("deep/folded.so")], work, run)
    assert (laid / "deep" / "folded.so").read_bytes() != (build / "deep" / "folded.so").read_bytes()
    other = ctypes.CDLL(str(laid / "deep" / "folded.so")).folded
    assert [other(n) for n in (0, 1, 96, 97, 5_000, 123_456)] == [given(n) for n in (0, 1, 96, 97, 5_000, 123_456)]


def test_a_library_that_is_not_taken_is_named_with_the_reason(tmp_path, build):
    refusing = program(tmp_path / "bin", "llvm-bolt", "BOLT-ERROR: no relocations", code=1)
    (work := tmp_path / "work").mkdir()
    with pytest.raises(OSError, match=r"did not take folded\.so: BOLT-ERROR: no relocations"):
        lay_out(refusing, build, [Path("deep/folded.so")], work, lambda folder: None)


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ("as before", None),
        ("otherwise", "what it made reads notes otherwise"),
        (None, "what it made could not read notes"),
        (OSError("BOLT did not take it"), "BOLT did not take it"),
    ],
)
def test_a_build_is_laid_out_anew_only_if_it_then_reads_the_same(tmp_path, monkeypatch, capsys, read, told):
    built, laid = tmp_path / "built", tmp_path / "laid"

    def made(*_: object) -> Path:
        if isinstance(read, OSError):
            raise read
        return laid

    def printed(_: object) -> str:
        return read or sys.exit("The fictitious notes could not be read: no build is put in use.")

    monkeypatch.setattr(compiling, "bolt", lambda: Path("llvm-bolt"))
    monkeypatch.setattr(compiling, "lay_out", made)
    monkeypatch.setattr(compiling, "_reading", lambda python, folder: folder)
    monkeypatch.setattr(compiling, "_printed", printed)
    assert compiling._laid_out(built, tmp_path, "python", "as before") == (built if told else laid)
    said = capsys.readouterr().err
    assert said == (f"The code stays where the linker put it: {told}.\n" if told else "")
