"""What a note has told of spread so far, and where."""

from __future__ import annotations

from dataclasses import dataclass, field

from onco_pipeline.pipes.sites import Place, site_of

__all__ = ["Told", "key_of"]


@dataclass(slots=True)
class Told:
    """What the note has told so far: whether there is spread at all, and where.

    ``sites`` maps a site to whether it was told in so many words; bare lesions may be confirmed later.
    """

    primaries: frozenset[str]
    sites: dict[str, bool] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)  # spoken of as there before, on no told day
    labels: dict[str, int] = field(default_factory=dict)  # told by the patient's label alone, and where that stands

    @property
    def any(self) -> bool:
        return bool(self.sites)

    def fresh(self, keys: set[str], explicit: bool) -> set[str]:
        return {key for key in keys if key not in self.sites or (explicit and not self.sites[key])}

    def take_from_label(self, keys: set[str]) -> None:
        """Forget that a label told of places, now that the story tells of them with a day."""
        for key in keys:
            if self.labels.pop(key, None) is not None:
                self.sites.pop(key, None)

    def add(self, keys: set[str], explicit: bool) -> None:
        for key in keys or {""}:
            self.sites[key] = self.sites.get(key, False) or explicit


def key_of(place: Place) -> str:
    """Return what tells a place from others: nodes by their station."""
    site = site_of([place])
    return place.name if site == "ganglion" else site or ""
