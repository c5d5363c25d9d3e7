"""What can go wrong, as exceptions."""

from __future__ import annotations

from typing import Optional, Sequence


class FactlintError(Exception):
    """Whatever goes wrong."""


class ProgramError(FactlintError):
    """The program cannot be found, or ended when it should not."""


class MissingLibrary(FactlintError):
    """A part of this package needs a library that is not installed; the message says how to install it."""


class DocumentError(FactlintError):
    """Documents of a request cannot be read.

    `document` and `index` say which one is the first of them (its place in the request, from 0), `message` what is wrong with it, and `all`
    has the same three of each of them.
    """

    def __init__(self, wrong: Sequence["tuple[str, int, str]"]) -> None:
        self.all = tuple(wrong)
        self.document, self.index, self.message = self.all[0]
        more = f" (and {len(self.all) - 1} more)" if len(self.all) > 1 else ""
        super().__init__(f"{self.document}: {self.message}{more}")

    def __reduce__(self) -> "tuple[type, tuple[object, ...]]":
        return type(self), (self.all,)


def need(name: str, extra: str, error: Optional[BaseException] = None) -> MissingLibrary:
    """The exception for a library that is not there."""
    return MissingLibrary(f"this needs {name}: pip install 'factlint[{extra}]'" + (f" ({error})" if error else ""))
