"""What can be wrong with a source, as a user can mend it."""

from __future__ import annotations

from onco_pipeline.errors import UserError


class SourceError(UserError):
    """The source cannot be read as it stands; the message says what, where, and how to mend it."""
