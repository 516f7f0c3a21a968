"""Have Linux keep in large pages what a process holds, once it has built its tables.

A note is read by some thousand patterns, tables and words that lie scattered over eighty megabytes. With pages of four
kilobytes the processor looks up again and again where they are, and on a virtual machine each look-up is two. Pages of
two megabytes need five hundred times fewer. Nothing else changes; where the system cannot do it or must not, nothing
happens.
"""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["dense", "use_large_pages"]

_SETTINGS = Path("/sys/kernel/mm/transparent_hugepage")
_MAPPINGS = Path("/proc/self/smaps")
#: What ``madvise`` is told, since Linux 6.1: move what stands here to large pages now.
_MADV_COLLAPSE = 25
#: The share of a mapping that must be in use: what is mostly empty would only take more memory.
_IN_USE = 0.75
_MAPPING = re.compile(r"(?P<start>[0-9a-f]+)-(?P<end>[0-9a-f]+) rw[x-]p [0-9a-f]+ [0-9a-f:]+ 0\b")
_HELD = re.compile(r"Rss: +(?P<kilobytes>[0-9]+) kB")


def use_large_pages() -> int:
    """Move the memory that this process has in use to large pages; return how many bytes.

    0 on other systems than Linux, on a kernel older than 6.1, and where the administrator allows no large pages.

    Source
    ------
    ``madvise(2)``, MADV_COLLAPSE; Linux's ``admin-guide/mm/transhuge.rst``.

    Examples
    --------
    >>> use_large_pages() >= 0
    True
    """
    try:
        if sys.platform != "linux" or "[never]" in (_SETTINGS / "enabled").read_text(encoding="ascii"):
            return 0
        size = int((_SETTINGS / "hpage_pmd_size").read_text(encoding="ascii"))
        lines = _MAPPINGS.read_text(encoding="utf-8", errors="replace").splitlines()
        advise = ctypes.CDLL(None).madvise
    except (OSError, ValueError, AttributeError):
        return 0
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    return sum(end - start for start, end in dense(lines, size) if advise(start, end - start, _MADV_COLLAPSE) == 0)


def dense(lines: list[str], size: int) -> Iterator[tuple[int, int]]:
    """Yield the whole large pages within the process's own memory that is in use.

    Parameters
    ----------
    lines
        ``/proc/self/smaps``.
    size
        Bytes of a large page.

    Examples
    --------
    >>> told = ["00300000-00900000 rw-p 00000000 00:00 0 ", "Size: 6144 kB", "Rss: 6000 kB"]
    >>> [(hex(start), hex(end)) for start, end in dense(told, 0x200000)]
    [('0x400000', '0x800000')]
    """
    start = end = 0
    for line in lines:
        if (mapping := _MAPPING.match(line)) is not None:
            start, end = int(mapping["start"], 16), int(mapping["end"], 16)
        elif end and (held := _HELD.match(line)) is not None:
            first, last = -(-start // size) * size, end // size * size
            if last > first and int(held["kilobytes"]) * 1024 >= _IN_USE * (end - start):
                yield first, last
            start = end = 0
        elif "-" in line.partition(" ")[0]:
            start = end = 0  # of a file, or not to be written to
