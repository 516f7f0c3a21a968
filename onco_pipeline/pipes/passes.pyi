from array import array
from collections.abc import Callable

from onco_pipeline.pipes.alternatives import Matches, Places

def clause_marks(text: str) -> list[int]: ...
def words_told(text: str, numbers: bytes, figures: int, hyphen: int, lengths: array[int]) -> list[str]: ...

class Literals:
    def __init__(
        self,
        numbers: bytes,
        grams: bytes,
        pairs: array[int],
        width: int,
        nodes: array[int],
        ended: array[int],
        ends: array[int],
        sets: array[int],
        befores: array[int],
        count: int,
    ) -> None: ...
    def read(self, text: str) -> bytes: ...
    def told(self, text: str, start: int, stop: int) -> bytes: ...
    def along(self, text: str, found: list[list[int]]) -> None: ...

class Beginning:
    def __init__(
        self, numbers: bytes, table: array[int], width: int, unknown: int, reach: int, known: list[Matches | None]
    ) -> None: ...
    def at(self, text: str, place: int) -> Matches | None: ...
    def along(
        self,
        text: str,
        kinds: bytes,
        far: int,
        step: Callable[[int, str], int],
        work_out: Callable[[int], Matches],
        found: list[Places],
    ) -> None: ...
