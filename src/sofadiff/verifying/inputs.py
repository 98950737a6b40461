"""Where the inputs that a manifest names are found. A name in a manifest is hostile: it is a name and never a path."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from sofadiff import corpus, shelf
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement
from sofadiff.runs import ATTACHED, Input, Run
from sofadiff.shelf.joining import with_library


class Look(Struct, frozen=True):
    """Looks for what an output was made from: in the folders given, beside the output, and where the user stands."""

    path: str
    """The output."""
    folders: tuple[str, ...]
    run: Run

    @property
    def places(self) -> tuple[str, ...]:
        """The folders, in the order in which they are looked at."""
        return (*self.folders, str(Path(self.path).parent), ".")

    def inputs(self, *roles: str) -> tuple[Input, ...]:
        """The inputs in these roles, in the order of the manifest."""
        return tuple(each for each in self.run.inputs if each.role in roles)

    def agreement(self, wanted: Input, *, pins: bool = True) -> Agreement:
        """The record or the user's file, with what was attached to it where anything was."""
        found = corpus.read(self.called(wanted), pins=self._pins(), with_pins=pins)
        return self._with_attached(found, wanted)

    def called(self, wanted: Input) -> str:
        """What `corpus.read` takes: the slug of a record that ships, else the path of a file of the user's."""
        if not wanted.shipped:
            return self.file(wanted)
        corpus.path_of(wanted.name)  # refuses what is no slug: a hostile manifest may call a path one
        return wanted.name

    def only(self, *roles: str) -> Input:
        """The one input in these roles; SofadiffError where the manifest has none."""
        found = self.inputs(*roles)
        if not found:
            raise SofadiffError(
                f"names no {roles[0]} that it was made from.", where=self.path, remedy="Make the output again."
            )
        return found[0]

    def file(self, wanted: Input) -> str:
        """The path of a file of the user's."""
        bare = Path(wanted.name.replace("\\", "/")).name
        for folder in self.places:
            if bare and (Path(folder) / bare).is_file():
                return str(Path(folder) / bare)
        raise SofadiffError(
            f"was made from the file {bare}, which is not beside it.",
            where=self.path,
            remedy="Name the folder where it stands with --input FOLDER.",
        )

    def _pins(self) -> str | None:
        return next((str(Path(each) / "pins") for each in self.places if (Path(each) / "pins").is_dir()), None)

    def _with_attached(self, agreement: Agreement, wanted: Input) -> Agreement:
        if not any((each.name, each.shipped) == (wanted.name, wanted.shipped) for each in self.inputs(ATTACHED)):
            return agreement
        candidates = [
            shelf.chosen(None),
            *(str(Path(each) / shelf.FOLDER) for each in self.places),
            *self.places,
        ]
        place = next((each for each in candidates if (Path(each) / (agreement.slug or "")).is_dir()), None)
        if place is None:
            raise SofadiffError(
                f"was made with a text that the user attached to {wanted.name}, and that library is not here.",
                where=self.path,
                remedy="Name its folder with --input FOLDER.",
            )
        return with_library(agreement, place)
