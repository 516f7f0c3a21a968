"""Write the reference pages of the docs site from what the code itself declares: tables, pipes, commands.

Nothing here is checked in: ``make docs`` makes the pages anew (``docs/_site/hooks.py``), so they cannot be stale.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import click

from onco_pipeline.extraction.pipeline import PIPES
from onco_pipeline.table import Table
from onco_pipeline.tables import TABLES
from resources.dbt_docs import column_lines, one_line, read_yaml

#: The sections that every component's docstring must have, beside its first paragraphs.
SECTIONS = ("Examples", "Extensions", "Parameters", "Performance", "Source")

_SCHEMAS = {
    "omop": "the hospital's tables, cleaned, and what was kept out of them",
    "onco": "what the pipeline found in notes and codes, and what it remembers from run to run",
}
_STAGING = Path("models", "staging", "_staging.yml")
_ROLE = re.compile(r":(?:class|func|data|mod|meth|attr|exc|obj):`~?(?:[^`<]*\.)?([^`.]+)`")
_SECTION = re.compile(r"^([A-Z][a-z]+)\n-{3,}$", re.MULTILINE)
_DIRECTIVE = re.compile(r" *# doctest: [+\w, ]+$", re.MULTILINE)
_TERM = re.compile(r"^(?=\S)", re.MULTILINE)


def without_roles(text: str) -> str:
    """Return a docstring with Sphinx's roles as plain code, for Markdown.

    Examples
    --------
    >>> without_roles("see :class:`~onco_pipeline.events.EventMention` and ``day``")
    'see `EventMention` and `day`'
    """
    return _ROLE.sub(r"`\1`", text).replace("``", "`")


def tables_page(project: Path) -> str:
    """Return the page of every table: those of :mod:`onco_pipeline.tables`, and dbt's staging models.

    Parameters
    ----------
    project
        Folder of the dbt project.
    """
    parts = [
        "# Tables of the warehouse",
        "Every table of `warehouse.duckdb`, from the declarations that the warehouse itself is made from. The tables "
        "for studies (schema `marts`) have a [page of their own](../marts.md).",
    ]
    for schema, meaning in _SCHEMAS.items():
        parts.append(f"## Schema `{schema}`: {meaning}")
        parts += [_table(table) for table in TABLES if table.schema == schema]
    parts.append("## Schema `staging`: what the marts are made from, as views")
    for model in read_yaml(project, _STAGING)["models"]:
        parts.append(f"### `{model['name']}`\n\n{one_line(model['description'])}")
        parts.append("\n".join(column_lines(model, {})))
    return "\n\n".join(parts) + "\n"


def _table(table: Table) -> str:
    lines = [
        f"### `{table.name}`\n",
        f"{table.description}. Key: {', '.join(f'`{name}`' for name in table.key)}.\n",
        "| column | type | what it says | unit | may be empty |",
        "|---|---|---|---|---|",
    ]
    for column in table.columns:
        unit, empty = column.unit or "", "yes" if column.nullable else ""
        lines.append(f"| `{column.name}` | {column.type} | {one_line(column.description)} | {unit} | {empty} |")
    return "\n".join(lines)


def components() -> dict[str, type]:
    """Return the EDS-NLP components of this project by name: those of the pipeline in its order, then the optional."""
    found = {
        point.name: point.load()
        for point in distribution("onco-pipeline").entry_points
        if point.group in ("spacy_factories", "edsnlp_factories")
    }
    return {name: found[name] for name in (*PIPES, *sorted(set(found) - set(PIPES)))}


def docstring_parts(component: type) -> dict[str, str]:
    """Return the docstring of a component by section; ``""`` holds the paragraphs before the first.

    A section that a class leaves to its base (``Extensions`` and ``Parameters`` of the five families) is the base's.
    """
    parts: dict[str, str] = {}
    for cls in component.__mro__:
        if not cls.__module__.startswith("onco_pipeline") or not cls.__doc__:
            continue
        head, *rest = _SECTION.split(inspect.cleandoc(cls.__doc__))
        own = {"": head, **dict(zip(rest[::2], rest[1::2], strict=True))}
        parts = {**{name: text.strip("\n") for name, text in own.items()}, **parts}
    return parts


def pipes_page() -> str:
    """Return the page of every ``onco.*`` component, from their docstrings."""
    parts = [
        "# EDS-NLP components",
        "Each stage of the reading is a component that any EDS-NLP pipeline can add by its name; "
        "`onco_pipeline.extraction.pipeline.build()` adds them in this order.",
    ]
    for name, component in components().items():
        told = docstring_parts(component)
        title, _, scope = without_roles(told[""]).partition("\n\n")
        parts += [f"## `{name}`", title]
        if scope:
            parts.append(scope.split("\n\nExtensions and parameters are those", 1)[0])
        parts.append(f"*Class* `{component.__module__}.{component.__qualname__}`")
        for section in (*SECTIONS, "Notes"):
            if section in told:
                # Below what the table of contents shows: the names of the components are what is looked for.
                parts += [f"#### {section}", _section(section, told[section])]
    return "\n\n".join(parts) + "\n"


def _section(section: str, text: str) -> str:
    if section == "Examples":
        shown = _DIRECTIVE.sub("", text)
        return f"```pycon\n{shown}\n```" if shown.startswith(">>>") else without_roles(shown)
    if section in ("Extensions", "Parameters"):
        return "\n".join(_definitions(without_roles(text)))
    return without_roles(text)


def _definitions(text: str) -> Iterator[str]:
    for item in _TERM.split(text):
        term, _, meaning = item.strip().partition("\n")
        if term:
            names = term if term.startswith("`") else ", ".join(f"`{name}`" for name in term.split(", "))
            yield f"- {names}: {' '.join(meaning.split())}"


def commands_page(command: click.Command) -> str:
    """Return the page of a command line: every command with its arguments, options and example.

    Parameters
    ----------
    command
        The group, as ``typer.main.get_command(app)`` gives it.
    """
    parts = [
        "# Commands",
        "`onco COMMAND --help` says the same in the terminal. A mistake in what is asked ends in one message and exit "
        "code 2; nothing that a command writes can be read by other users of the machine.",
    ]
    parts += _commands(command, "onco")
    return "\n\n".join(parts) + "\n"


def _commands(command: click.Command, path: str) -> Iterator[str]:
    commands = getattr(command, "commands", None)
    if commands is not None:
        for name, inner in sorted(commands.items()):
            yield from _commands(inner, f"{path} {name}")
        return
    yield f"## `{path}`\n\n{one_line(command.help or '')}"
    if command.epilog:
        yield f"```sh\n{command.epilog.removeprefix('Example: ')}\n```"
    rows = [f"| {_names(option)} | {one_line(_help(option))} | {_default(option)} |" for option in command.params]
    if rows:
        yield "\n".join(["| argument or option | what it is | default |", "|---|---|---|", *rows])


def _names(option: click.Parameter) -> str:
    if option.param_type_name == "argument":
        return f"`{(option.name or '').upper()}`"
    return ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))


def _help(option: click.Parameter) -> str:
    envvar = f" Environment: `{option.envvar}`." if option.envvar else ""
    return (getattr(option, "help", None) or "") + envvar


def _default(option: click.Parameter) -> str:
    if option.required:
        return "required"
    if isinstance(option.default, bool):
        return "on" if option.default else "off"
    return "" if option.default is None or callable(option.default) else f"`{option.default}`"
