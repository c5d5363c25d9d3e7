"""Texts where they already lie: on Apache Spark. A DataFrame of documents in, DataFrames of claims and of findings out.

    from factlint import spark as factlint
    tables = factlint.extract(documents)        # columns id, text; date, lang, source, url where they are known
    tables.claims.groupBy("kind").count().show()
    factlint.findings(tables).show(truncate=False)

Each partition is piped through one `factlint extract` process, so this package must be installed where the executors run. The fold is Spark SQL, the
same as in `factlint.archive`; the sets of documents that it passes are judged by `factlint batch` processes on the executors.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, FrozenSet, Iterable, Iterator, List, Sequence, Set, Tuple

from . import fold, reading
from .columns import TABLES, spark as schema
from .errors import FactlintError, need
from .program import Batch
from .sets import Judge, Place

try:
    from pyspark.sql import DataFrame, SparkSession, functions as F
except ImportError as error:
    raise need("pyspark", "spark", error) from error

#: The columns of a DataFrame of findings; `json` is the finding as `check --format json` prints it.
FINDINGS = "rule string, severity string, message string, documents array<string>, json string"


@dataclass
class Tables:
    """What was extracted. Call `unpersist` when it is no longer needed."""

    given: DataFrame
    documents: DataFrame
    claims: DataFrame
    problems: DataFrame
    rows: DataFrame

    def unpersist(self) -> None:
        """Lets go of what is kept of them."""
        self.claims.unpersist()
        self.rows.unpersist()


def extract(documents: DataFrame, arguments: Sequence[str] = ()) -> Tables:
    """The tables of documents: a DataFrame with `id` and `text`, and with `date` (YYYY-MM-DD), `lang`, `source`, `url` where they are known.

    `arguments` go to `factlint extract`. What cannot be read is a row of `problems`.
    """
    missing = {"id", "text"} - set(documents.columns)
    if missing:
        raise FactlintError(f"the documents have no column {', '.join(sorted(missing))}; they have {', '.join(documents.columns)}")
    given = documents.select([F.col(name).cast("string").alias(name) for name in reading.COLUMNS if name in documents.columns])
    words = list(arguments)

    def piped(part: Iterable[Any]) -> Iterator[Tuple[str, str]]:
        read = ({k: v for k, v in row.asDict().items() if v is not None} for row in part)
        for table, row in reading.tables(reading.piped(read, words)):
            yield table, json.dumps(row)

    rows = given.sparkSession.createDataFrame(given.rdd.mapPartitions(piped), "table string, row string").persist()

    def table(name: str) -> DataFrame:
        read = rows.where(F.col("table") == name).select(F.from_json("row", schema(TABLES[name])).alias("row"))
        return read.select("row.*")

    # Claims are looked at several times; as columns they take a fourth of what they take as JSON.
    return Tables(given, table("documents"), table("claims").persist(), table("problems"), rows)


def findings(tables: Tables) -> DataFrame:
    """Contradictions between the documents, and within each, as `check` finds them."""
    session = tables.given.sparkSession
    sets = candidates(tables)
    alone = tables.documents.where("findings > 0").select("document").collect()
    judge = Executors(session, tables)
    found = judge.run(sets + [frozenset([row.document]) for row in alone])
    rows = [
        (f["rule"], f["severity"], f["message"], sorted({label["document"] for label in f["labels"]}), json.dumps(f, ensure_ascii=False))
        for f in found
    ]
    return session.createDataFrame(rows, FINDINGS)


def candidates(tables: Tables) -> List[FrozenSet[str]]:
    """The sets of documents of each group that passes the fold."""
    session = tables.given.sparkSession
    tables.claims.createOrReplaceTempView("claims")
    tables.documents.createOrReplaceTempView("documents")
    session.sql(fold.threads("spark")).createOrReplaceTempView("threads_all")
    session.sql(fold.fold("spark")).createOrReplaceTempView("passed")
    held = session.sql(fold.held("spark")).persist()
    held.createOrReplaceTempView("held")
    groups = session.sql(f"select distinct named as documents from ({fold.sets('spark')}) where {fold.NARROW}")
    # A name that is written in two ways, and the first texts that write it as usual: eight of each language, as the check looks at.
    spelled = session.sql(
        """
        with variants as (select document, explode(who) as name from claims where kind = 'spelling' and measure <> 0),
        named as (select document, lang, explode(names) as name from documents),
        usual as (
            select d.document, v.name, row_number() over (partition by v.name, d.lang order by d.document) as nth
            from (select distinct name from variants) v join named d on v.name = d.name)
        select sort_array(collect_set(document)) as documents from (
            select name, document from usual where nth <= 8 union select name, document from variants
        ) group by name having count(distinct document) > 1"""
    )
    found = [frozenset(row.documents) for frame in (groups, spelled) for row in frame.collect()]
    held.unpersist()
    return found


class Executors(Judge):
    """Judges sets on the executors, each partition by one process."""

    def __init__(self, session: SparkSession, tables: Tables) -> None:
        super().__init__(self.given, self.close_to)
        self.session = session
        self.tables = tables
        self.texts: Dict[str, Dict[str, Any]] = {}
        self.order: Dict[str, int] = {}

    def given(self, documents: Set[str]) -> List[Dict[str, Any]]:
        """Documents as the program takes them; their texts must have been fetched."""
        return [self.texts[document] for document in sorted(documents) if document in self.texts]

    def _fetch(self, documents: Set[str]) -> None:
        wanted = sorted(documents - self.texts.keys())
        if wanted:
            frame = self.session.createDataFrame([(document,) for document in wanted], "id string")
            for row in self.tables.given.join(frame, "id").collect():
                self.texts[row.id] = {k: v for k, v in row.asDict().items() if v is not None}

    def _judge(self, sets: Sequence[FrozenSet[str]]) -> None:
        if not sets:
            return
        self._fetch(set().union(*sets))
        asked = [(sorted(one), json.dumps(self.given(set(one)))) for one in sets]
        context = self.session.sparkContext

        def judge(part: Iterable[Tuple[List[str], str]]) -> Iterator[Tuple[List[str], str]]:
            with Batch() as batch:
                for one, documents in part:
                    answer = batch.ask([{**document, "role": "peer"} for document in json.loads(documents)])
                    yield one, json.dumps(answer["findings"])

        slices = min(len(asked), max(2, context.defaultParallelism))
        for one, found in context.parallelize(asked, slices).mapPartitions(judge).collect():
            self._judged[frozenset(one)] = json.loads(found)

    def close_to(self, places: Set[Place]) -> Dict[Place, Set[str]]:
        """By place, the documents that have a key in common with a claim there."""
        if not places:
            return {}
        ordered = sorted(places)
        self.session.createDataFrame(
            [(nr, *place) for nr, place in enumerate(ordered)], "nr int, document string, start bigint, end bigint"
        ).createOrReplaceTempView("places")
        found = self.session.sql(
            f"""
            with touched as (
                select p.nr, c.*, case when c.kind in ('count', 'figure') then {fold.SPARK["day"]} end as day from claims c
                join places p on c.document = p.document and c.start < p.`end` and p.start < c.`end`),
            hit as (select distinct r.nr, t.k, t.way, t.role, r.day from ({fold.threads("spark", source="touched")}) t
                    join touched r on xxhash64(r.document, r.nth) = t.id),
            beside as (select distinct t.k, t.d, t.role, c.document, {fold.SPARK["day"]} as day from threads_all t
                       join (select distinct k from hit) hits on t.k = hits.k join claims c on {fold.SPARK["of_claim"]} = t.id),
            near as (
                select h.nr, h.way, h.k, b.document, h.day is null or b.day is null or abs(h.day - b.day) <= {fold.APART} as timely, h.role * b.role = 1 as governed
                from hit h join (select k from beside group by k having count(*) <= {fold.MOST_CLAIMS}) few on h.k = few.k join beside b on b.k = h.k
                where h.role = 2 or b.role = 2 or h.role = 1 and b.role = 1),
            sized as (
                select nr, k, collect_set(case when timely then document end) as named,
                       count(distinct case when timely or not governed then document end) as documents, min(way) as way
                from near group by nr, k)
            select nr, array_distinct(flatten(collect_list(named))) as documents from sized where {fold.NARROW} group by nr"""
        )
        return {ordered[row.nr]: set(row.documents) for row in found.collect()}


__all__ = ["FINDINGS", "Tables", "candidates", "extract", "findings"]
