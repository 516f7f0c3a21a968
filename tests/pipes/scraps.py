"""Texts that nobody would write, made of words of a family: enough of them tell an event for a test to look at."""

from __future__ import annotations

from family_markup import Find, mentions
from hypothesis import given, settings
from hypothesis import strategies as st

#: What stands beside, before and after: dates, negations, sides, signs that a fold makes longer or shorter, line ends.
_BESIDE = (
    *(
        " ",
        "  ",
        "\n",
        "\n- ",
        ", ",
        ". ",
        " : ",
        " (",
        ") ",
        "/",
        "+",
        "\u00a0",
        "\u202f",
        "œ",
        "É",
        "ﬁ",
        "🙂",
        "\r\n",
    ),
    *(" du 12/03/2019", " le 3", " en mars", "pas de ", " gauche", " sans ", " et ", " puis ", "métastase", " 30 mg"),
)
_LETTERS = st.text(alphabet="abeinorstuéçIT0123 .,-:%\n", max_size=5)


def offsets_hold(find: Find, *words: str) -> None:
    """Whatever stands around a family's words, nothing is raised and an event's offsets are those of its text."""
    telling = asked = 0

    @settings(max_examples=80, deadline=None)
    @given(st.lists(st.one_of(st.sampled_from(words), st.sampled_from(_BESIDE), _LETTERS), min_size=2, max_size=14))
    def whatever_stands_around(scraps: list[str]) -> None:
        nonlocal telling, asked
        text = "".join(scraps)
        events = mentions(find, text)
        for event in events:
            assert text[event.start : event.end] == event.text
        telling += bool(events)
        asked += 1

    whatever_stands_around()
    assert telling > asked / 4, f"{telling} of {asked} texts tell an event: they test nothing"
