"""The trained linkers of a home, for the assets that use, train and promote them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg

from resources.home import Home

if TYPE_CHECKING:
    from onco_pipeline.distant.store import ModelStore


class LinkerResource(dg.ConfigurableResource):
    """What the home says of its linker.

    Attributes
    ----------
    home
        Folder of the warehouse; its ``settings.yaml`` says ``linker: learned`` (when absent) or ``linker: rules``.
    """

    home: str

    def in_use(self) -> Path | None:
        """Return the folder of the linker that the extraction uses, None for the rules alone."""
        return Home(Path(self.home)).linker

    def store(self) -> ModelStore:
        """Return every trained version."""
        from onco_pipeline.distant.store import ModelStore  # torch, only for who trains or uses a model

        return ModelStore(Home(Path(self.home)).models)
