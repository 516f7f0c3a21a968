"""A made-up note and what a careful reader would say of it, for the tests of the evaluation."""

TEXT = (
    "Biopsie du sein le 12/03/2019 : carcinome. Scanner prévu le 02/09/2019.\n"
    "Capécitabine débutée en juin 2019. IRM refusée par la patiente. Mère : biopsie du sein en 1990."
)

#: What a careful reader would say of TEXT, in the form of the guidelines.
EVENTS = [
    {
        "family": "biopsy", "subtype": "biopsy", "site": "sein", "status": "done", "date_start": "2019-03-12",
        "date_end": "2019-03-12", "precision": "day", "quote": "Biopsie", "date_quote": "12/03/2019",
    },
    {
        "family": "imaging", "subtype": "ct", "site": None, "status": "planned", "date_start": "2019-09-02",
        "date_end": "2019-09-02", "precision": "day", "quote": "Scanner", "date_quote": "02/09/2019",
    },
    {
        "family": "oral_therapy", "subtype": "start", "site": "capécitabine", "status": "done",
        "date_start": "2019-06-01", "date_end": "2019-06-30", "precision": "month", "quote": "Capécitabine",
        "date_quote": "juin 2019",
    },
]  # fmt: skip


def event(**changes) -> dict:
    """Return a record of the guidelines: a biopsy of 12/03/2019 unless told otherwise."""
    return {**EVENTS[0], **changes}


def entity(name: str, kind: str, words: str, text: str = TEXT) -> str:
    """Return the line of an entity at the first place of its words.

    >>> entity("T1", "biopsy", "Biopsie")
    'T1\\tbiopsy 0 7\\tBiopsie'
    """
    start = text.index(words)
    return f"{name}\t{kind} {start} {start + len(words)}\t{words}"
