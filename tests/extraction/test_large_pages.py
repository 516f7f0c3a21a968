"""What a process holds is moved to large pages once, where the system can do it, and nothing else changes."""

import sys

import pytest

from onco_pipeline.extraction import engines, large_pages
from onco_pipeline.extraction.large_pages import dense, use_large_pages

PAGE = 2 << 20
HEADS = {
    "in use": ("00400000-00a00000 rw-p 00000000 00:00 0 ", 6000, [(0x400000, 0xA00000)]),
    "the heap": ("00400000-00a00000 rw-p 00000000 00:00 0          [heap]", 6144, [(0x400000, 0xA00000)]),
    "machine code that PCRE2 made": ("00400000-00a00000 rwxp 00000000 00:00 0 ", 6144, [(0x400000, 0xA00000)]),
    "mostly empty": ("00400000-00a00000 rw-p 00000000 00:00 0 ", 3000, []),
    "of a file": ("00400000-00a00000 rw-p 00000000 fe:00 1234   /usr/lib/libc.so.6", 6144, []),
    "code": ("00400000-00a00000 r-xp 00000000 fe:00 1234   /usr/bin/python", 6144, []),
    "smaller than a page": ("00400000-00500000 rw-p 00000000 00:00 0 ", 1024, []),
    "no whole page": ("00500000-007ff000 rw-p 00000000 00:00 0 ", 3068, []),
    "its ends left out": ("00500000-00900000 rw-p 00000000 00:00 0 ", 4096, [(0x600000, 0x800000)]),
}


@pytest.mark.parametrize("what", HEADS)
def test_what_is_moved(what):
    head, held, expected = HEADS[what]
    other = "7f0000000000-7f0000600000 r--p 00000000 fe:00 9    /usr/share/a", "Rss:                6144 kB"
    lines = [*other, head, "Size:               6144 kB", f"Rss:              {held:>6} kB", *other]
    assert list(dense(lines, PAGE)) == expected


@pytest.mark.parametrize("setting", ["always madvise [never]", None])
def test_nothing_is_moved_where_it_must_not_or_cannot_be(setting, tmp_path, monkeypatch):
    if setting is not None:
        (tmp_path / "enabled").write_text(setting)
        (tmp_path / "hpage_pmd_size").write_text(str(PAGE))
    monkeypatch.setattr(large_pages, "_SETTINGS", tmp_path)
    assert use_large_pages() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_what_is_held_is_moved_and_stays_what_it_was():
    held = bytearray(b"note" * (8 << 20))
    if not use_large_pages():
        pytest.skip("this Linux moves nothing: it is older than 6.1, or its administrator allows no large pages")
    assert held == b"note" * (8 << 20)
    assert use_large_pages() >= len(held) - 2 * PAGE


def test_a_process_does_it_once_when_most_is_there(monkeypatch):
    asked = []
    monkeypatch.setattr(engines, "use_large_pages", lambda: asked.append(engines._read))
    monkeypatch.setattr(engines, "SETTLED", 5)
    monkeypatch.setattr(engines, "_read", 0)
    notes = [{"note_id": str(number), "note_text": "Scanner le 12/03/2019."} for number in range(3)]
    for _ in range(4):
        results = engines.extract_batch(notes)
    assert len(results) == 3
    assert asked == [3]
