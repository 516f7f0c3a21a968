"""What a page of the documentation has a reader ask of the warehouse, the warehouse answers."""

import re
from pathlib import Path

import duckdb
import pytest

pytestmark = pytest.mark.integration
PAGES = Path(__file__).parents[2] / "docs"
QUERIES = [
    pytest.param(query, id=f"{page.name}-{number}")
    for page in sorted(PAGES.glob("*.md"))
    for number, query in enumerate(
        query
        for block in re.findall(r"```sql\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
        for query in block.split(";")
        if query.strip()
    )
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_a_page_can_be_asked_of_the_copy_to_read(query, finished_home):
    home, _ = finished_home
    with duckdb.connect(str(home.published), read_only=True) as copy:
        assert copy.execute(query).description
