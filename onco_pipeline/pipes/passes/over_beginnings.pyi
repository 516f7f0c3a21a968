from array import array
from collections.abc import Callable

from onco_pipeline.pipes.alternatives import Matches, Places

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
