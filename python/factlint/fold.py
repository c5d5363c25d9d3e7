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

#: One row for each pair of keys of a claim: `k` is the group, a hash of both and of the measure. Where two groups have one hash, both are read back.
#: A claim that bounds do not tell all of is folded as if it met nothing; {part} is a share of the groups, so that memory is bounded.
THREADS = """
select document, nth, way, {hash}(half, w) as k, low, high, said
from (
    select document, nth, case when {size}(whose) = 0 then 0 else 1 end as way, {hash}(measure, 1, n) as half, what as ws,
           case when loose then 1e308 else fold_low end as low, case when loose then -1e308 else fold_high end as high, {hash}(value) as said
    from claims{who} where measure <> 0{part}
    union all
    select document, nth, 2 as way, {hash}(measure, 2, n) as half, words as ws,
           case when loose then 1e308 else fold_low end as low, case when loose then -1e308 else fold_high end as high, {hash}(value) as said
    from claims{whose} where measure <> 0{part}
) halves{ws}
"""

FOLD = """
select k
from ({threads}) threads
group by k
having min({hash}(document)) <> max({hash}(document)) and min(said) <> max(said) and max(low) > min(high)
"""

DUCKDB = {
    "size": "len",
    "hash": "hash",
    "who": ", unnest(who) as a(n)",
    "whose": ", unnest(whose) as a(n)",
    "ws": ", unnest(ws) as b(w)",
}
SPARK = {
    "size": "size",
    "hash": "xxhash64",
    "who": " lateral view explode(who) a as n",
    "whose": " lateral view explode(whose) a as n",
    "ws": " lateral view explode(ws) b as w",
}


def threads(dialect: str, part: int = 0, parts: int = 1) -> str:
    """One row for each pair of keys of a claim, in `duckdb` or `spark`; a share of them where there are several parts."""
    share = f" and n % {parts} = {part}" if parts > 1 else ""
    return THREADS.format(part=share, **(DUCKDB if dialect == "duckdb" else SPARK))


def fold(dialect: str, part: int = 0, parts: int = 1) -> str:
    """The groups that pass, by their keys."""
    return FOLD.format(threads=threads(dialect, part, parts), **(DUCKDB if dialect == "duckdb" else SPARK))
