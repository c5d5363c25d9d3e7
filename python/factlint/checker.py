"""Checks texts: `check` holds them against each other, `support` holds a draft against its sources."""

from __future__ import annotations

import atexit
import threading
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Union

from .program import Batch
from .results import Report


@dataclass(frozen=True)
class Document:
    """A text, or a page (`html`), with what is known of it. `date` is YYYY-MM-DD, `lang` a tag such as `en`, `source` its publisher."""

    text: Optional[str] = None
    id: Optional[str] = None
    html: Optional[str] = None
    date: Optional[str] = None
    lang: Optional[str] = None
    source: Optional[str] = None
    url: Optional[str] = None


#: A text by itself, a document, or a mapping with the fields of one.
Given = Union[str, Document, Mapping[str, Any]]
FIELDS = tuple(Document.__dataclass_fields__)


def given(document: Given, name: str, role: str) -> Dict[str, Any]:
    """A document as the program takes it; one without an id goes by `name`."""
    if isinstance(document, str):
        fields: Dict[str, Any] = {"text": document}
    elif isinstance(document, Document):
        fields = {field: getattr(document, field) for field in FIELDS}
    else:
        fields = dict(document)
    fields["id"] = fields.get("id") or name
    return {**fields, "role": role}


class Checker:
    """A checker with a process of its own; `folder` is the one whose configuration counts, `packs` are folders of rules.

    May be shared between threads, which take turns. Close it, or use it in a `with` statement.
    """

    def __init__(self, folder: Optional[str] = None, packs: Sequence[str] = ()) -> None:
        self._batch = Batch([word for pack in packs for word in ("--pack", pack)], folder)

    def check(self, texts: Iterable[Given]) -> Report:
        """Checks each text by itself and all against each other."""
        return Report.of(self._batch.ask([given(text, f"text {n}", "peer") for n, text in enumerate(texts, 1)]))

    def support(self, draft: Given, sources: Iterable[Given]) -> Report:
        """Checks a draft by itself and against sources; `Report.support` says how each of its claims stands."""
        documents: List[Dict[str, Any]] = [given(draft, "draft", "draft")]
        documents += [given(source, f"source {n}", "source") for n, source in enumerate(sources, 1)]
        return Report.of(self._batch.ask(documents))

    def close(self) -> None:
        """Ends the process."""
        self._batch.close()

    def __enter__(self) -> "Checker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_shared: Optional[Checker] = None
_lock = threading.Lock()


def _checker() -> Checker:
    global _shared
    with _lock:
        if _shared is None:
            _shared = Checker()
            atexit.register(_shared.close)
        return _shared


def check(texts: Iterable[Given]) -> Report:
    """Checks each text by itself and all against each other, with the built-in rules and the configuration of the current folder.

    Raises `DocumentError` where a text cannot be read, with its place in `texts`.
    """
    return _checker().check(texts)


def support(draft: Given, sources: Iterable[Given]) -> Report:
    """Checks a draft by itself and against sources. Raises as `check` does."""
    return _checker().support(draft, sources)
