import re
from collections.abc import Callable
from typing import Any

AVAILABLE: bool

def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]: ...
def of_tree(parsed: Callable[[], Any]) -> re.Pattern[str]: ...
