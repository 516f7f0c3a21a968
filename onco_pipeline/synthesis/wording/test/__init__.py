"""The test family of wording."""
