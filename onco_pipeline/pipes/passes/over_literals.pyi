from array import array

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
    def read(self, text: str, shift: int) -> tuple[bytes, bytes]: ...
    def places(self, number: int) -> list[int]: ...
    def begin(self, number: int, start: int, stop: int) -> int: ...
    def told(self, text: str, start: int, stop: int) -> bytes: ...
