from array import array
from collections.abc import Callable

from onco_pipeline.pipes.alternatives import Matches, Places

def stems_along(
    text: str,
    numbers: bytes,
    table: array[int],
    width: int,
    first: int,
    laid_out: tuple[array[int], array[int], array[int]] | None,
    found: list[list[int]],
) -> None: ...
def clause_marks(text: str) -> list[int]: ...
def words_told(text: str, numbers: bytes, figures: int, hyphen: int, lengths: array[int]) -> list[str]: ...

class Literals:
    def __init__(
        self,
        numbers: bytes,
        table: array[int],
        width: int,
        first: int,
        ends: array[int],
        sets: array[int],
        befores: array[int],
        count: int,
    ) -> None: ...
    def told(self, text: str, start: int, stop: int) -> bytes: ...

def beginnings_along(
    text: str,
    kinds: bytes,
    numbers: bytes,
    table: array[int],
    width: int,
    unknown: int,
    far: int,
    known: list[Matches | None],
    step: Callable[[int, str], int],
    work_out: Callable[[int], Matches],
    found: list[Places],
) -> None: ...

class Beginning:
    def __init__(
        self, numbers: bytes, table: array[int], width: int, unknown: int, reach: int, known: list[Matches | None]
    ) -> None: ...
    def at(self, text: str, place: int) -> Matches | None: ...
