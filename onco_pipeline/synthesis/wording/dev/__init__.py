"""The dev family of wording."""
