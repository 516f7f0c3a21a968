"""What mkdocs calls while it builds the site: the reference pages, and links that lead out of the docs."""

import re

import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from onco_pipeline.cli import app
from resources.dbt_runner import project_dir
from resources.reference_docs import commands_page, pipes_page, tables_page

#: A link from a page to a file of the checkout: readable on a code host, nowhere on the site.
_OUTWARD = re.compile(r"\[([^\]]+)\]\((?:\.\./)+([^)#]+?)\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made from the code."""
    pages = {
        "commands": commands_page(typer.main.get_command(app)),
        "pipes": pipes_page(),
        "tables": tables_page(project_dir()),
    }
    for name, text in pages.items():
        files.append(File.generated(config, f"reference/{name}.md", content=text))
    return files


def on_page_markdown(markdown: str, page: object, **_: object) -> str:
    """Show a link to a file of the checkout as the file's name."""
    if page.file.src_uri.startswith("reference/"):  # type: ignore[attr-defined]
        return markdown
    return _OUTWARD.sub(r"`\2`", markdown)
