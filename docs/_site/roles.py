"""For mkdocstrings: the roles of Sphinx in docstrings become plain code."""

import griffe

from resources.reference_docs import without_roles


class Roles(griffe.Extension):
    """Rewrite each docstring before it is parsed."""

    def on_object(self, *, obj: griffe.Object, **_: object) -> None:
        """Take the roles out of one object's docstring."""
        if obj.docstring is not None:
            obj.docstring.value = without_roles(obj.docstring.value)
