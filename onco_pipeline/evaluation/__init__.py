"""Scoring against gold: reading its forms, strict and month scores, statuses, and what caused each error."""
