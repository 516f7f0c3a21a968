"""Tell a compiler what a source leaves to Python: its constants, the members of enumerations, how a class is made.

The sources are written for readers. C is given the same with five things spelt out, each of which Python would look up
or work out anew whenever a note is read: constants are declared (:func:`with_constants`), the members of enumerations
are constants too (:func:`with_members`), patterns are compiled once (:func:`with_patterns`) and their methods looked up
once (:func:`with_methods`), and the classes of data have a constructor (:func:`with_constructors`), which ``dataclass``
would leave uncompiled. And patterns are compiled by the build's own engine (:func:`with_engine`). Nothing else changes,
as ``tests/test_compiled.py`` sees to.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "declared", "enumerations", "with_constants", "with_constructors", "with_engine", "with_members", "with_methods",
    "with_patterns",
]  # fmt: skip

_ENUMS = frozenset({"Enum", "IntEnum", "StrEnum"})
#: What a class of data may be told; of others (``kw_only``, ``init``) a constructor would have to know.
_TOLD = frozenset({"frozen", "slots", "eq", "order"})
#: What takes the place of ``re.compile``.
_ENGINE = "from onco_pipeline.pcre.engine import compiled as _compiled"
#: The functions of ``re`` that search by a pattern, and how many arguments they take without flags.
_OF_PATTERNS = {"search": 2, "match": 2, "fullmatch": 2, "split": 2, "finditer": 2, "findall": 2, "sub": 3}


def declared(source: str, members: Mapping[str, frozenset[str]]) -> str:
    """Return a module's source as the compiler is given it; ``members`` is what :func:`enumerations` returns."""
    return with_constants(with_members(with_engine(with_methods(with_patterns(with_constructors(source)))), members))


def enumerations(sources: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the members of the enumerations that some modules define, by the enumeration's name.

    Examples
    --------
    >>> enumerations(["class Side(StrEnum):\\n    LEFT = 'left'\\n\\nclass Place:\\n    X = 1"])
    {'Side': frozenset({'LEFT'})}
    """
    return {
        node.name: frozenset(
            target.id
            for line in node.body
            if isinstance(line, ast.Assign)
            for target in line.targets
            if isinstance(target, ast.Name) and target.id.isupper()
        )
        for source in sources
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id in _ENUMS for base in node.bases)
    }


def with_constants(source: str) -> str:
    """Return a module's source with its constants declared as such, so that C reads them without a look-up.

    A constant is a name in capitals that is given a value once, in a line of the module's own.

    Examples
    --------
    >>> print(with_constants("import re\\n_WORD = re.compile('a')\\nSIZE: int = 3\\nA, B = 1, 2\\nLAST = 1\\nLAST = 2"))
    from typing import Final
    import re
    _WORD: Final = re.compile('a')
    SIZE: Final[int] = 3
    A: Final = 1; B: Final = 2
    LAST = 1
    LAST = 2
    >>> print(with_constants("from typing import Final\\nKNOWN: Final = 1\\nSO: Final[int] = 1"))
    from typing import Final
    KNOWN: Final = 1
    SO: Final[int] = 1
    """
    tree = ast.parse(source)
    given = Counter(
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    lines = source.split("\n")
    for node in reversed(tree.body):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        (target, *more) = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        line = target.lineno - 1
        if more or not all(isinstance(name, ast.Name) and name.id.isupper() and given[name.id] == 1 for name in names):
            continue
        if isinstance(node, ast.AnnAssign):
            if node.annotation.end_lineno == target.lineno and not ast.unparse(node.annotation).startswith("Final"):
                begin, end = node.annotation.col_offset, node.annotation.end_col_offset
                lines[line] = f"{lines[line][:begin]}Final[{lines[line][begin:end]}]{lines[line][end:]}"
        elif isinstance(target, ast.Name):
            lines[line] = f"{target.id}: Final{lines[line][len(target.id) :]}"
        elif isinstance(node.value, ast.Tuple) and node.end_lineno == target.lineno:
            each = zip(names, node.value.elts, strict=True)
            lines[line] = "; ".join(f"{ast.unparse(name)}: Final = {ast.unparse(value)}" for name, value in each)
    return _with_final("\n".join(lines))


def with_members(source: str, members: Mapping[str, frozenset[str]]) -> str:
    """Return a module's source with the members of enumerations that its functions ask for as constants of its own.

    To ask an enumeration for a member takes Python 3.11 a quarter of a microsecond.

    Examples
    --------
    >>> source = "from onco_pipeline.sides import Side\\n\\ndef other(side):\\n    return side is Side.LEFT"
    >>> print(with_members(source, {"Side": frozenset({"LEFT"})}))
    from typing import Final
    from onco_pipeline.sides import Side
    _Side_LEFT: Final = Side.LEFT
    <BLANKLINE>
    def other(side):
        return side is _Side_LEFT
    """
    tree = ast.parse(source)
    known: dict[str, ast.ImportFrom | ast.ClassDef] = {
        alias.name: node
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("onco_pipeline")
        for alias in node.names
        if alias.name in members and alias.asname is None
    }
    known |= {node.name: node for node in tree.body if isinstance(node, ast.ClassDef) and node.name in members}
    asked = [
        (node, node.value.id)
        for node in _within_functions(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in known
        and node.attr in members[node.value.id]
        and node.lineno == node.end_lineno
    ]
    if not asked:
        return source
    lines = _with_names(source, [(node, f"_{name}_{node.attr}") for node, name in asked])
    imports = [node.end_lineno or 0 for node in tree.body if _imports(node) or isinstance(node, ast.ImportFrom)]
    below: dict[int, set[str]] = {}
    for node, name in asked:
        where = known[name]
        after = (where.end_lineno or 0) if isinstance(where, ast.ClassDef) else max(imports)
        below.setdefault(after, set()).add(f"_{name}_{node.attr}: Final = {name}.{node.attr}")
    for after, constants in sorted(below.items(), reverse=True):
        lines[after:after] = [line.encode() for line in sorted(constants)]
    return _with_final(b"\n".join(lines).decode())


def with_patterns(source: str) -> str:
    """Return a module's source with the patterns that its functions give to ``re`` compiled at its end, once.

    ``re`` remembers what it compiled, and takes half a microsecond to look it up.

    Examples
    --------
    >>> print(with_patterns("import re\\ndef told(words):\\n    return re.search(r'\\\\bdit', words) is not None"))
    import re
    def told(words):
        return _PATTERN_1.search(words) is not None
    <BLANKLINE>
    _PATTERN_1 = re.compile('\\\\bdit')
    """
    calls = [
        node
        for node in _within_functions(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "re"
        and node.func.attr in _OF_PATTERNS
        and len(node.args) == _OF_PATTERNS[node.func.attr]
        and all(told.arg == "maxsplit" for told in node.keywords)
        and _constant(node.args[0])
    ]
    lines = source.encode().split(b"\n")  # the tree counts bytes
    made: dict[str, str] = {}
    for node in sorted(calls, key=lambda node: (node.lineno, node.col_offset), reverse=True):
        pattern, behind = node.args[:2]
        between = _part(
            lines, (pattern.end_lineno or 0, pattern.end_col_offset or 0), (behind.lineno, behind.col_offset)
        )
        if between.strip() != b",":
            continue
        name = made.setdefault(ast.unparse(pattern), f"_PATTERN_{len(made) + 1}")
        first, last = node.lineno - 1, behind.lineno - 1
        call = f"{name}.{node.func.attr}(".encode() if isinstance(node.func, ast.Attribute) else b""
        lines[first : last + 1] = [lines[first][: node.col_offset] + call + lines[last][behind.col_offset :]]
    if not made:
        return source
    constants = "\n".join(f"{name} = re.compile({pattern})" for pattern, name in made.items())
    return "\n\n".join([b"\n".join(lines).decode(), constants])


def with_methods(source: str) -> str:
    """Return a module's source with the methods of its patterns that its functions call as constants of its own.

    To look a method up takes a fifth of a short search.

    Examples
    --------
    >>> print(with_methods("import re\\n_A = re.compile('a')\\n\\ndef told(words):\\n    return _A.search(words)"))
    from typing import Final
    import re
    _A = re.compile('a')
    _A_search: Final = _A.search
    <BLANKLINE>
    def told(words):
        return _A_search(words)
    """
    tree = ast.parse(source)
    made = {
        node.targets[0].id: node.end_lineno or 0
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) == "re.compile"
    }
    called = [
        (node.func, node.func.value.id)
        for node in _within_functions(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in made
        and node.func.lineno == node.func.end_lineno
    ]
    if not called:
        return source
    lines = _with_names(source, [(method, f"{name}_{method.attr}") for method, name in called])
    for name, line_number in sorted(made.items(), key=lambda one: -one[1]):
        methods = sorted({method.attr for method, pattern in called if pattern == name})
        lines[line_number:line_number] = [f"{name}_{each}: Final = {name}.{each}".encode() for each in methods]
    return _with_final(b"\n".join(lines).decode())


def with_engine(source: str) -> str:
    """Return a module's source with its patterns compiled by :mod:`onco_pipeline.pcre.engine`.

    Examples
    --------
    >>> print(with_engine("import re\\n\\nWORD = re.compile(r'\\\\w+', re.MULTILINE)"))
    from onco_pipeline.pcre.engine import compiled as _compiled
    import re
    <BLANKLINE>
    WORD = _compiled(r'\\w+', re.MULTILINE)
    """
    called = [
        node.func
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    ]
    lines = _with_names(source, [(function, "_compiled") for function in called])
    return _with_import(b"\n".join(lines).decode(), _ENGINE) if called else source


def _with_names(source: str, named: Iterable[tuple[ast.expr, str]]) -> list[bytes]:
    """Return the lines of a source with names in place of some expressions, each of which stands in one line."""
    lines = source.encode().split(b"\n")  # the tree counts bytes
    for node, name in sorted(named, key=lambda one: (one[0].lineno, one[0].col_offset), reverse=True):
        line = lines[node.lineno - 1]
        lines[node.lineno - 1] = line[: node.col_offset] + name.encode() + line[node.end_col_offset :]
    return lines


def _constant(pattern: ast.expr) -> bool:
    """Return whether a pattern is told by strings and constants alone."""
    parts = pattern.values if isinstance(pattern, ast.JoinedStr) else [pattern]
    inner = [part.value if isinstance(part, ast.FormattedValue) else part for part in parts]
    return all(isinstance(part, ast.Constant) or (isinstance(part, ast.Name) and part.id.isupper()) for part in inner)


def _part(lines: list[bytes], start: tuple[int, int], end: tuple[int, int]) -> bytes:
    """Return what stands between two places, each a line's number from 1 and a byte of it."""
    (first, begin), (last, stop) = start, end
    if first == last:
        return lines[first - 1][begin:stop]
    return b"\n".join([lines[first - 1][begin:], *lines[first : last - 1], lines[last - 1][:stop]])


def with_constructors(source: str) -> str:
    """Return a module's source with a constructor in each class of data, where ``dataclass`` would make it.

    It gives the fields their values one by one; the objects are copied, and sent to other processes, by it too. Such a
    class is no longer frozen, which only an error could tell.

    Examples
    --------
    >>> print(with_constructors("@dataclass(frozen=True)\\nclass Place:\\n    start: int\\n    name: str = ''\\n"))
    @dataclass(unsafe_hash=True)
    class Place:
        start: int
        name: str = ''
    <BLANKLINE>
        def __init__(self, start: int, name: str = '') -> None:
            self.start = start
            self.name = name
    <BLANKLINE>
        def __reduce__(self) -> tuple[object, ...]:
            return Place, (self.start, self.name,)
    <BLANKLINE>
    """
    lines = source.split("\n")
    for node in reversed(ast.parse(source).body):
        if not isinstance(node, ast.ClassDef) or node.bases or (decorator := _data(node)) is None:
            continue
        made = _constructor(node)
        if made is None:
            continue
        fields = [line for line in node.body if isinstance(line, ast.AnnAssign)]
        last = fields[-1].end_lineno or 0
        lines[last:last] = ["", *made]
        line = decorator.lineno - 1
        lines[line] = lines[line].replace("frozen=True", "unsafe_hash=True")
    return "\n".join(lines)


def _data(node: ast.ClassDef) -> ast.Call | None:
    """Return what makes a class one of data, when it is told nothing that a constructor must know."""
    if len(node.decorator_list) != 1:
        return None
    (decorator,) = node.decorator_list
    if not isinstance(decorator, ast.Call) or ast.unparse(decorator.func) != "dataclass":
        return None
    return decorator if all(told.arg in _TOLD for told in decorator.keywords) else None


def _constructor(node: ast.ClassDef) -> list[str] | None:
    """Return the lines of a constructor; None for a class that has one, or fields of a kind that this does not know."""
    taken, given = [], []
    methods = {line.name for line in node.body if isinstance(line, ast.FunctionDef)}
    for field in (line for line in node.body if isinstance(line, ast.AnnAssign)):
        name, kind = ast.unparse(field.target), ast.unparse(field.annotation)
        value = "" if field.value is None else ast.unparse(field.value)
        if value.startswith("field("):
            call = field.value
            factory = isinstance(call, ast.Call) and [told.arg for told in call.keywords] == ["default_factory"]
            if not factory or not isinstance(call, ast.Call) or "None" in kind:
                return None
            taken.append(f"{name}: {kind} | None = None")
            given.append(f"self.{name} = {ast.unparse(call.keywords[0].value)}() if {name} is None else {name}")
        else:
            taken.append(f"{name}: {kind} = {value}" if value else f"{name}: {kind}")
            given.append(f"self.{name} = {name}")
    if "__init__" in methods or not taken:
        return None
    if "__post_init__" in methods:
        given.append("self.__post_init__()")
    held = ", ".join(f"self.{one.partition(':')[0]}" for one in taken)
    return [
        f"    def __init__(self, {', '.join(taken)}) -> None:",
        *(f"        {line}" for line in given),
        "",
        "    def __reduce__(self) -> tuple[object, ...]:",
        f"        return {node.name}, ({held},)",
    ]


def _within_functions(node: ast.AST, *, within: bool = False) -> Iterator[ast.AST]:
    """Yield the nodes of what functions do: not their decorators, nor what cases name, where a name would be given."""
    for field, value in ast.iter_fields(node):
        known = within or (isinstance(node, ast.FunctionDef) and field == "body")
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.pattern):
                if known:
                    yield child
                yield from _within_functions(child, within=known)


def _with_final(source: str) -> str:
    return _with_import(source, "from typing import Final", asked="Final")


def _with_import(source: str, line: str, *, asked: str = "") -> str:
    """Return a module's source with one more import on top, unless that stands there."""
    body, lines = ast.parse(source).body, source.split("\n")
    if line in lines:
        return source
    first = next((node for node in body if _imports(node)), None)
    if first is None and asked in source:  # a module of constants alone
        first = next((node for node in body if not isinstance(node, ast.Expr | ast.ImportFrom)), None)
    if first is None:
        return source
    lines.insert(first.lineno - 1, line)
    return "\n".join(lines)


def _imports(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.module != "__future__")
