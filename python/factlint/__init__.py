"""factlint from Python: claims that cannot all be true, within a text and across sources.

A thin layer over the program that comes with this package: one long-lived `factlint batch` process answers all calls, and nothing is judged here.

    >>> import factlint
    >>> report = factlint.check(["The quay is 240 metres long.", "The quay is 220 metres long."])
    >>> verdict = factlint.support("The quay is 240 metres long.", ["The quay is 220 metres long."])

Further parts need libraries: `factlint.archive` (DuckDB, `pip install 'factlint[archive]'`) and `factlint.spark` (`pip install 'factlint[spark]'`).
"""

from __future__ import annotations

from .checker import Checker, Document, check, support
from .errors import DocumentError, FactlintError, MissingLibrary, ProgramError
from .results import Evidence, Finding, Label, Report, Side, Standing, Summary

__all__ = [
    "Checker",
    "Document",
    "DocumentError",
    "Evidence",
    "FactlintError",
    "Finding",
    "Label",
    "MissingLibrary",
    "ProgramError",
    "Report",
    "Side",
    "Standing",
    "Summary",
    "check",
    "support",
]
