"""The fold, as SQL: groups of claims that have a key in common and of which no two may hold. It is a prefilter: what it passes is read back and judged.

A claim stands in a group for each pair of keys (`what` with `who`, `words` with `whose`; docs/archives.md says how they are made). Two steps:

1. *The fold*: a group passes if it is of several documents and the greatest lower bound lies above the least upper one. Claims that bounds do not tell
   all of are folded as if they met nothing. Of two claims that names govern, only a name that governs both brings them together: `role` says whether the
   group's name governs a claim (1), another one does (0), or none (2).
2. *The pairs* in groups that passed: two documents whose claims do not meet, and which no slot, and no time between them, keeps apart for certain.

Neither passes over two values that `check` holds against each other and that do not meet; they may pass values that do.
"""

from __future__ import annotations

#: Documents that were published further apart than this, in days, are held against each other for dates only (`check::peers`: 21).
APART = 21
#: Groups of claims about something that is named (an organisation's members, an office) are read back up to so many documents, as the checks look at so
#: many claims of one thing; those of figures up to so many, as more of them share words that are too general to be one thing.
NAMED, FIGURES = 400, 48
#: A condition on a group whose `documents` are so many: it is narrow enough.
NARROW = f"documents <= case when way = 0 then {NAMED} else {FIGURES} end"
#: A group of more claims than this is not paired: without days each is held against each, and ten thousand would take a hundred million comparisons.
MOST_CLAIMS = 2_000

#: One row for each pair of keys of a claim: `k` is the group, a hash of both and of the measure. Where two groups have one hash, both are read back.
#: {part} is a share of the groups, so that memory is bounded.
THREADS = """
select id, d, way, {hash}(half, w) as k, low, high, role
from (
    select id, d, way, {hash}(measure, case when way = 2 then 2 else 1 end, n) as half, {each}(ws) as w, low, high,
           case when {size}(governs) = 0 then 2 when {has}(governs, n) then 1 else 0 end as role
    from (
        select id, d, case when {size}(whose) = 0 then 0 else 1 end as way, measure, {each}(who) as n, what as ws, low, high, governs from bounds
        union all
        select id, d, 2 as way, measure, {each}({whose}) as n, words as ws, low, high, governs from bounds
    ) halves{part}
) threads
"""

#: The claims that are folded. One that bounds do not tell all of is folded as if it met nothing.
BOUNDS = """
    select {id} as id, {hash}(document) as d, measure, who, what, words, whose, governs,
           case when loose then 1e308 else fold_low end as low, case when loose then -1e308 else fold_high end as high
    from {source} where measure <> 0{also}
"""

FOLD = """
select k, count(*) as claims
from ({threads}) threads
group by k
having min(d) <> max(d) and (
    max(case when role > 0 then low end) > min(case when role > 0 then high end)
    or max(case when role = 2 then low end) > min(high) or max(low) > min(case when role = 2 then high end))
"""

#: The claims of the groups that passed, with what may keep two of them apart. `day` is that of the document, where the time between two of them counts;
#: documents of neighbouring `slot`s may be that near.
HELD = """
select t.k, t.way, t.d, t.low, t.high, t.said, t.governs_bits, t.counted_bits, t.narrows_bits, t.timed, t.time_low, t.time_high, t.hedged, t.day,
       case when t.day is null then 0 else cast(floor(t.day / {apart}.0) as bigint) end as slot
from (
    select t.k, t.way, t.d, t.low, t.high, {hash}(c.value) as said, c.governs_bits, c.counted_bits, c.narrows_bits, c.timed, c.time_low, c.time_high,
           c.kind in ('count', 'figure') and c.form = 'hedged' as hedged, case when c.kind in ('count', 'figure') then {day} end as day
    from ({threads}) t
    join (select k from passed where claims <= {most}) narrow on t.k = narrow.k
    join claims c on {of_claim} = t.id
) t
"""

#: Two claims of one group that may contradict each other. Each two are met once: dated ones from the side of one, in the slots beside it, and those
#: without a day from theirs.
PAIRS = """
select k, way, one, other from (
    select a.k, a.way, a.d as one, b.d as other
    from held a join (select h.*, s.beside from held h{beside}) b on a.k = b.k and a.slot = b.slot + b.beside
    where a.day is not null and b.day is not null and a.d < b.d and abs(a.day - b.day) <= {apart} and {meet}
    union all
    select a.k, a.way, a.d as one, b.d as other
    from held a join held b on a.k = b.k
    where a.day is null and (a.d < b.d or b.day is not null and a.d <> b.d) and {meet}
) pairs
"""

#: What no two claims that `check` would report lack.
MAY_CLASH = """a.said <> b.said and (a.low > b.high or b.low > a.high) and not (a.hedged and b.hedged)
    and (a.governs_bits = 0 or b.governs_bits = 0 or (a.governs_bits & b.governs_bits) <> 0)
    and (a.counted_bits = 0 or b.counted_bits = 0 or (a.counted_bits & b.counted_bits) <> 0)
    and (a.narrows_bits = 0) = (b.narrows_bits = 0) and (a.narrows_bits = 0 or (a.narrows_bits & b.narrows_bits) <> 0)
    and case when a.timed is null or b.timed is null then coalesce(a.timed, b.timed, 'deictic') = 'deictic'
        else coalesce(a.time_low <= b.time_high, true) and coalesce(b.time_low <= a.time_high, true) end"""

DUCKDB = {
    "size": "len",
    "hash": "hash",
    "has": "list_contains",
    "id": "{source}.rowid",
    "of_claim": "c.rowid",
    "day": "date_diff('day', date '1970-01-01', try_cast(c.date as date))",
    "each": "unnest",
    "whose": "case when len(governs) = 0 then whose else list_distinct(list_concat(whose, governs)) end",
    "beside": ", (values (-1), (0), (1)) s(beside)",
}
SPARK = {
    "size": "size",
    "hash": "xxhash64",
    "has": "array_contains",
    "id": "xxhash64({source}.document, {source}.nth)",
    "of_claim": "xxhash64(c.document, c.nth)",
    "day": "datediff(to_date(c.date), date '1970-01-01')",
    "each": "explode",
    "whose": "array_union(whose, governs)",
    "beside": " cross join (select explode(array(-1, 0, 1)) as beside) s",
}


def threads(dialect: str, part: int = 0, parts: int = 1, source: str = "claims", also: str = "") -> str:
    """One row for each pair of keys of a claim of `source`, in `duckdb` or `spark`; a share of them where there are several parts; `also` is a further
    condition on claims."""
    words = DUCKDB if dialect == "duckdb" else SPARK
    share = f" where n % {parts} = {part}" if parts > 1 else ""
    bounds = BOUNDS.format(source=source, also=also, hash=words["hash"], id=words["id"].format(source=source))
    return THREADS.replace("from bounds", f"from ({bounds}) bounds").format(part=share, **words)


def fold(dialect: str, part: int = 0, parts: int = 1) -> str:
    """The groups that pass, by their keys, with the number of their claims."""
    return FOLD.format(threads=threads(dialect, part, parts))


def held(dialect: str, part: int = 0, parts: int = 1) -> str:
    """The claims of the groups of the table `passed` that are not too many to be paired."""
    words = DUCKDB if dialect == "duckdb" else SPARK
    return HELD.format(threads=threads(dialect, part, parts), most=MOST_CLAIMS, apart=APART + 1, **words)


def pairs(dialect: str) -> str:
    """The pairs of documents, by group, whose claims in the table `held` may contradict each other."""
    words = DUCKDB if dialect == "duckdb" else SPARK
    return PAIRS.format(apart=APART, beside=words["beside"], meet=MAY_CLASH)


def sets(dialect: str) -> str:
    """By group, the documents that stand in such a pair, and how many they are."""
    words = DUCKDB if dialect == "duckdb" else SPARK
    both, gathered = ("list_value", "list_sort(list(document))") if dialect == "duckdb" else ("array", "sort_array(collect_list(document))")
    return f"""
        select ends.way, {gathered} as named, count(*) as documents
        from (select distinct k, way, {words["each"]}({both}(one, other)) as d from ({pairs(dialect)}) pairs) ends
        join (select {words["hash"]}(document) as d, document from documents) named on ends.d = named.d group by ends.k, ends.way"""
