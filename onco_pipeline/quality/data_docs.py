"""Great Expectations' Data Docs: what each suite asks of its table, and how the last run met it, as local pages.

The pages hold counts, never values: of a validation nothing else is kept. They are made to be read offline: what
they would fetch from the network is taken out and replaced by a style sheet.
"""

from __future__ import annotations

import copy
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.resources import files
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from onco_pipeline.quality.settings import DEFAULTS, QualitySettings
from onco_pipeline.quality.validation import expectations

_SITE = "data_docs"
#: Scripts, and style sheets and images of other machines.
_FETCHED = re.compile(
    r"<script\b.*?</script\s*>|<link\b[^>]*\bhref=[\"'](?:https?:)?//[^>]*>|<img\b[^>]*\bsrc=[\"'](?:https?:)?//[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
#: What is no part of the results: an invitation to a newsletter, and the name of a run where runs have none.
_BESIDE = re.compile(r"<footer>.*?</footer>| / __none__", re.DOTALL)
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'self' 'unsafe-inline' data:; script-src 'none'\">"
)


def build_data_docs(
    found: Mapping[str, dict[str, Any] | None],
    folder: Path,
    settings: QualitySettings = DEFAULTS,
    stand: Collection[str] = (),
) -> Path:
    """Write the pages of what tables' validations gave; return the index.

    Parameters
    ----------
    found
        By table, :attr:`~onco_pipeline.quality.validation.Validated.counted`.
    folder
        Where the pages go; replaced as a whole.
    settings
        Bounds that take the place of the suites' own.
    stand
        The tables whose pages are there already as they would be written, but for the time of the validation.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False}
        store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(scratch)}
        site = {
            "class_name": "SiteBuilder",
            "store_backend": store,
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        }
        context.add_data_docs_site(site_name=_SITE, site_config=site)
        for table, result in found.items():
            if table in stand:
                continue
            context.suites.add(gx.ExpectationSuite(name=table, expectations=expectations(table, settings)))
            if result is not None:
                _store(context, table, result)
        with _compiled_once():
            context.build_data_docs(site_names=[_SITE])
        for page in scratch.rglob("*.html"):
            page.write_text(offline(page.read_text(encoding="utf-8")), encoding="utf-8")
        for page in (page for table in stand for page in pages_of(folder, table)):
            kept = scratch / page.relative_to(folder)
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(page, kept)
        (scratch / "index.html").write_text(_index(scratch, found), encoding="utf-8")
        _restrict(scratch)
        shutil.rmtree(folder, ignore_errors=True)
        scratch.replace(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return folder / "index.html"


def pages_of(folder: Path, table: str) -> list[Path]:
    """Return the pages of a table: what its suite asks, and how that was met."""
    asked = folder / "expectations" / f"{table}.html"
    return [*([asked] if asked.is_file() else []), *sorted((folder / "validations" / table).rglob("*.html"))]


class _Compiled(BytecodeCache):
    """Templates that were compiled, by their source."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what was compiled of the same."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._known[bucket.key, bucket.checksum] = bucket.code


#: What this process has compiled of them.
_TEMPLATES = _Compiled()


@contextmanager
def _compiled_once() -> Iterator[None]:
    """Let Great Expectations compile each of its templates once, not once for each kind of page."""
    from great_expectations.render.view import view

    usual = view.Environment
    view.Environment = partial(usual, bytecode_cache=_TEMPLATES)
    try:
        yield
    finally:
        view.Environment = usual


def _store(context: Any, table: str, result: dict[str, Any]) -> None:
    """Give a context what a validation gave, as if it had just been run."""
    from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResultSchema
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    key = ValidationResultIdentifier(
        expectation_suite_identifier=ExpectationSuiteIdentifier(name=table),
        run_id=RunIdentifier(run_name="last_run"),
        batch_identifier=f"warehouse-{table}",
    )
    context.validation_results_store.set(key, ExpectationSuiteValidationResultSchema().load(copy.deepcopy(result)))


def _index(folder: Path, found: Mapping[str, dict[str, Any] | None]) -> str:
    """Return the index: Great Expectations' own is filled by a script."""
    rows = []
    for table, result in found.items():
        suite_page = f'<a href="expectations/{table}.html">{table}</a>'
        results = sorted((folder / "validations" / table).rglob("*.html"))
        said = "empty table" if result is None else _met(result["statistics"])
        link = f'<a href="{results[-1].relative_to(folder).as_posix()}">{said}</a>' if results else said
        rows.append(f"<tr><td>{suite_page}</td><td>{link}</td></tr>")
    return offline(
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Data Docs</title></head><body>'
        "<h1>Data Docs</h1><p>What each suite asks of its table, and how the last run met it. Counts, never values.</p>"
        f"<table><thead><tr><th>suite</th><th>last run</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
        "</body></html>"
    )


def _met(counts: Mapping[str, int]) -> str:
    return f"{counts['successful_expectations']} of {counts['evaluated_expectations']} expectations met"


def offline(page: str) -> str:
    """Return a page that fetches nothing: no script, no style sheet or image of another machine.

    Examples
    --------
    >>> offline('<head></head><script src="https://x/y.js"></script><p>kept</p>').endswith("<p>kept</p>")
    True
    """
    style = files("onco_pipeline.quality").joinpath("data_docs.css").read_text(encoding="utf-8")
    page = _BESIDE.sub("", _FETCHED.sub("", page))
    return page.replace("</head>", f"{_POLICY}<style>{style}</style></head>", 1)


def _restrict(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
