"""Judges sets of documents that the fold gave, by the same program as `check`, and makes one list of what it finds.

A set is judged by itself. What is found in it may be part of more: other documents that have a key in common with a claim of the finding are added, and
the set is judged again, until nothing comes to it. So a finding names the documents that `check` names.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Dict, FrozenSet, Iterable, Iterator, List, Mapping, Sequence, Set, Tuple

from .program import Batch

#: A finding: the object that `check --format json` prints.
Raw = Dict[str, Any]
Place = Tuple[str, int, int]

#: So often a set may grow. Each time it takes in what is about the same thing as what came last; copies of copies are found at once.
ROUNDS = 4


def places(finding: Mapping[str, Any]) -> FrozenSet[Place]:
    """The places that a finding names."""
    return frozenset((label["document"], label["start"], label["end"]) for label in finding["labels"])


def maximal(sets: Iterable[FrozenSet[str]]) -> List[FrozenSet[str]]:
    """The sets that are in no other one."""
    kept: List[FrozenSet[str]] = []
    of: Dict[str, List[int]] = {}
    for one in sorted(set(sets), key=lambda s: (-len(s), sorted(s))):
        rarest = min((of.get(document, []) for document in one), key=len)
        if not any(one <= kept[at] for at in rarest):
            for document in one:
                of.setdefault(document, []).append(len(kept))
            kept.append(one)
    return kept


class Judge:
    """Judges sets of documents. `documents` gives the program's form of documents in their order, `near` by places the documents that have a key in
    common with a claim there; both take all that is asked for at once."""

    def __init__(
        self,
        documents: Callable[[Set[str]], List[Dict[str, Any]]],
        near: Callable[[Set[Place]], Dict[Place, Set[str]]],
        folder: str = ".",
    ) -> None:
        self._documents = documents
        self._near = near
        self._folder = folder
        self._judged: Dict[FrozenSet[str], List[Raw]] = {}

    def run(self, sets: Sequence[FrozenSet[str]]) -> List[Raw]:
        """What is found in these sets and in what they grow to."""
        todo = maximal(sets)
        final: Dict[FrozenSet[str], List[Raw]] = {}
        for turn in range(ROUNDS):
            self._judge([one for one in todo if one not in self._judged])
            found = [(one, finding) for one in todo for finding in self._judged[one]]
            near = self._near({place for _, finding in found for place in places(finding)}) if turn + 1 < ROUNDS else {}
            grown: Set[FrozenSet[str]] = set()
            for one, finding in found:
                more = set().union(*(near.get(place, set()) for place in places(finding)))
                # A finding grows by itself, and not its whole set, else all would become one.
                own = frozenset({place[0] for place in places(finding)} | more)
                if own <= one:
                    final.setdefault(one, []).append(finding)
                else:
                    grown.add(own | one if len(own | one) <= MOST else own)
            if not grown:
                break
            todo = list(grown)
        return merged(finding for findings in final.values() for finding in findings)

    def _judge(self, sets: Sequence[FrozenSet[str]]) -> None:
        workers = max(1, min(os.cpu_count() or 1, len(sets)))
        batches = [Batch(["--files"], self._folder) for _ in range(workers)]

        def share(worker: int, part: Sequence[FrozenSet[str]], texts: List[Dict[str, Any]]) -> None:
            place = {document["id"]: at for at, document in enumerate(texts)}
            for one in part[worker::workers]:
                own = [texts[at] for at in sorted(place[document] for document in one if document in place)]
                self._judged[one] = batches[worker].ask([{**document, "role": "peer"} for document in own])["findings"]

        try:
            with ThreadPoolExecutor(workers) as pool:
                for part in portions(sets):
                    texts = self._documents(set().union(*part))
                    list(pool.map(lambda worker: share(worker, part, texts), range(workers)))
        finally:
            for batch in batches:
                batch.close()


def portions(sets: Iterable[FrozenSet[str]]) -> Iterator[List[FrozenSet[str]]]:
    """The sets in their order, as many at a time as have `FETCHED` documents."""
    part: List[FrozenSet[str]] = []
    held = 0
    for one in sets:
        if part and held + len(one) > FETCHED:
            yield part
            part, held = [], 0
        part.append(one)
        held += len(one)
    if part:
        yield part


#: So many texts are fetched at once: to fetch each set's by itself would look through all documents each time.
FETCHED = 8192
#: A set that grows beyond so many documents keeps those of its finding only.
MOST = 1000


def merged(findings: Iterable[Raw]) -> List[Raw]:
    """Each finding once; of two of one rule that have a place in common and of which one names all places of the other, the larger one."""
    all_of = sorted(findings, key=lambda f: (-len(f["labels"]), f["rule"], sorted(places(f)), f["message"]))
    kept: List[Raw] = []
    by_place: Dict[Tuple[str, Place], List[Raw]] = {}
    for finding in all_of:
        own = places(finding)
        near = [other for place in own for other in by_place.get((finding["rule"], place), [])]
        if any(own <= places(other) and finding.get("more", 0) <= other.get("more", 0) for other in near):
            continue
        kept.append(finding)
        for place in own:
            by_place.setdefault((finding["rule"], place), []).append(finding)
    return sorted(kept, key=lambda f: (min(places(f), default=("", 0, 0)), f["rule"], f["message"]))
