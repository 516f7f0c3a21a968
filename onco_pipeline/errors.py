"""Errors that a user can mend: shown as one message, without a traceback."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can put right; the message says what happened, where, and what to do."""
