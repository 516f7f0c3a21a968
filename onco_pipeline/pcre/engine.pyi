import re
from collections.abc import Callable
from typing import Any

AVAILABLE: bool

def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]: ...
def of_tree(parsed: Callable[[], Any]) -> re.Pattern[str]: ...
def matches_at(
    places: list[int], ways: list[Callable[..., re.Match[str] | None]], index: int, text: str, stop: int
) -> list[re.Match[str]]: ...
def spans_at(
    places: list[int], ways: list[Callable[..., re.Match[str] | None]], index: int, text: str, stop: int
) -> list[tuple[int, int]]: ...
