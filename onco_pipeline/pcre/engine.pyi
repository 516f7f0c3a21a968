import re
from collections.abc import Callable
from typing import Any

AVAILABLE: bool

class Pattern:
    @property
    def groups(self) -> int: ...

def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]: ...
def of_tree(parsed: Callable[[], Any], key: str | None = None) -> re.Pattern[str]: ...
def matches_at(
    places: list[int], ways: list[Callable[..., re.Match[str] | None]], index: int, text: str, stop: int
) -> list[re.Match[str]]: ...
def spans_at(
    places: list[int], ways: list[Callable[..., re.Match[str] | None]], index: int, text: str, stop: int
) -> list[tuple[int, int]]: ...
