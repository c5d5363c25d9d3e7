"""The fold, as SQL: groups of claims that have a key in common and of which no two may hold. It is a prefilter: what it passes is read back and judged.

A claim stands in a group for each pair of keys (`what` with `who`, `words` with `whose`; docs/archives.md says how they are made). A group passes
if it is of several documents and the greatest lower bound lies above the least upper one, or if bounds do not tell all of some claim and not all say the
same. So the fold never passes over two values that do not meet; it may pass values that do.
"""

from __future__ import annotations

#: Groups of claims about something that is named (an organisation's members, an office) are read back up to so many documents, as the checks look at so
#: many claims of one thing; those of figures up to so many, as more of them share words that are too general to be one thing.
NAMED, FIGURES = 400, 48
#: A condition on a group whose `documents` are so many: it is narrow enough.
NARROW = f"documents <= case when way = 0 then {NAMED} else {FIGURES} end"

#: {part} of {parts}: a share of the groups, so that memory is bounded.
THREADS = """
select document, nth, measure, case when {size}(whose) = 0 then 0 else 1 end as way, w, n, fold_low, fold_high, loose, {hash}(value) as said
from claims {what} {who} where measure <> 0{part}
union all
select document, nth, measure, 2 as way, w, n, fold_low, fold_high, loose, {hash}(value) as said
from claims {words} {whose} where measure <> 0{part}
"""

FOLD = """
select measure, way, w, n
from ({threads}) threads
group by measure, way, w, n
having min({hash}(document)) <> max({hash}(document))
   and (max(fold_low) > min(fold_high) or (bool_or(loose) and min(said) <> max(said)))
"""

DUCKDB = {
    "size": "len",
    "hash": "hash",
    "what": ", unnest(what) as a(w)",
    "who": ", unnest(who) as b(n)",
    "words": ", unnest(words) as a(w)",
    "whose": ", unnest(whose) as b(n)",
}
SPARK = {
    "size": "size",
    "hash": "xxhash64",
    "what": "lateral view explode(what) as w",
    "who": "lateral view explode(who) as n",
    "words": "lateral view explode(words) as w",
    "whose": "lateral view explode(whose) as n",
}


def threads(dialect: str, part: int = 0, parts: int = 1) -> str:
    """One row for each pair of keys of a claim, in `duckdb` or `spark`; a share of them where there are several parts."""
    share = f" and (w + n) % {parts} = {part}" if parts > 1 else ""
    return THREADS.format(part=share, **(DUCKDB if dialect == "duckdb" else SPARK))


def fold(dialect: str, part: int = 0, parts: int = 1) -> str:
    """The groups that pass, by their keys."""
    return FOLD.format(threads=threads(dialect, part, parts), **(DUCKDB if dialect == "duckdb" else SPARK))
