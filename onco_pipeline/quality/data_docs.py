"""Great Expectations' Data Docs: what each suite asks of its table, and how the last run met it, as local pages.

The pages hold counts, never values: Great Expectations is told to keep none of the rows at fault. They are
made to be read offline: what they would fetch from the network is taken out and replaced by a style sheet.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from onco_pipeline.quality.settings import DEFAULTS, QualitySettings
from onco_pipeline.quality.validation import Lookup, expectation, label, prepare, suite

_SITE = "data_docs"
#: Scripts, and style sheets and images of other machines.
_FETCHED = re.compile(
    r"<script\b.*?</script\s*>|<link\b[^>]*\bhref=[\"'](?:https?:)?//[^>]*>|<img\b[^>]*\bsrc=[\"'](?:https?:)?//[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'self' 'unsafe-inline' data:; script-src 'none'\">"
)


def build_data_docs(
    frames: Mapping[str, pd.DataFrame], lookup: Lookup, folder: Path, settings: QualitySettings = DEFAULTS
) -> Path:
    """Validate tables against their suites and write the pages; return the index.

    Parameters
    ----------
    frames
        Rows by table, without the columns that hold words of notes.
    folder
        Where the pages go; replaced as a whole.
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
        source = context.data_sources.add_pandas("warehouse")
        met = {table: _validate(context, source, table, frame, lookup, settings) for table, frame in frames.items()}
        context.build_data_docs(site_names=[_SITE])
        for page in scratch.rglob("*.html"):
            page.write_text(offline(page.read_text(encoding="utf-8")), encoding="utf-8")
        (scratch / "index.html").write_text(_index(scratch, met), encoding="utf-8")
        _restrict(scratch)
        shutil.rmtree(folder, ignore_errors=True)
        scratch.replace(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return folder / "index.html"


def _validate(
    context: Any, source: Any, table: str, frame: pd.DataFrame, lookup: Lookup, settings: QualitySettings
) -> tuple[int, int] | None:
    """Validate a table; return how many of how many expectations it meets, None when it is empty."""
    import great_expectations as gx

    rules = suite(table)
    made = [expectation(rule, settings.of(table, label(rule))) for rule in rules["expectations"]]
    definition = gx.ValidationDefinition(
        name=table,
        data=source.add_dataframe_asset(table).add_batch_definition_whole_dataframe("all"),
        suite=context.suites.add(gx.ExpectationSuite(name=table, expectations=made)),
    )
    if frame.empty:
        return None  # the suite has its page; there is nothing to validate
    found = context.validation_definitions.add(definition).run(
        batch_parameters={"dataframe": prepare(frame, rules, lookup)},
        result_format={"result_format": "SUMMARY", "partial_unexpected_count": 0},
    )
    return sum(bool(each.success) for each in found.results), len(found.results)


def _index(folder: Path, met: Mapping[str, tuple[int, int] | None]) -> str:
    """Return the index: Great Expectations' own is filled by a script."""
    rows = []
    for table, counts in met.items():
        suite_page = f'<a href="expectations/{table}.html">{table}</a>'
        results = sorted((folder / "validations" / table).rglob("*.html"))
        said = "empty table" if counts is None else f"{counts[0]} of {counts[1]} expectations met"
        link = f'<a href="{results[-1].relative_to(folder).as_posix()}">{said}</a>' if results else said
        rows.append(f"<tr><td>{suite_page}</td><td>{link}</td></tr>")
    return offline(
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Data Docs</title></head><body>'
        "<h1>Data Docs</h1><p>What each suite asks of its table, and how the last run met it. Counts, never values.</p>"
        f"<table><thead><tr><th>suite</th><th>last run</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
        "</body></html>"
    )


def offline(page: str) -> str:
    """Return a page that fetches nothing: no script, no style sheet or image of another machine.

    Examples
    --------
    >>> offline('<head></head><script src="https://x/y.js"></script><p>kept</p>').endswith("<p>kept</p>")
    True
    """
    style = files("onco_pipeline.quality").joinpath("data_docs.css").read_text(encoding="utf-8")
    page = _FETCHED.sub("", page)
    return page.replace("</head>", f"{_POLICY}<style>{style}</style></head>", 1)


def _restrict(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
