"""Texts by the million in a DuckDB database: their claims as a table, contradictions as groups whose fold is empty.

    archive = Archive("news.duckdb")
    archive.build(["articles/"])           # again: only what is new or changed
    for finding in archive.check(): ...    # in the words of `factlint check`
    for claim in archive.ask("Acme employees"): ...

Every change is a transaction: a process that is killed leaves a database that the next `build` finishes.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any, Dict, FrozenSet, Iterable, List, Mapping, Optional, Sequence, Set, Tuple

from . import fold, reading
from .columns import ARCHIVED, SCHEMA, TABLES, arrow, sql
from .errors import FactlintError, need
from .sets import Judge, Place, Raw

#: So many documents are one transaction: few enough to be done again after a kill.
DOCUMENTS = 256
#: … or so many claims.
CLAIMS = 20_000
#: The groups are folded in as many parts as keep so many claims in one, so that memory is bounded.
CLAIMS_A_PART = 2_500_000
#: What DuckDB takes at most, where nothing else is said: with what the process itself takes that is some 2 GB.
MEMORY = "1500MB"
#: So many of a word are asked for: any number that says that it is counted.
COUNTED = 7
#: Documents of an archive that a draft is held against: those that have most in common with it.
MOST_SOURCES = 400


@dataclass
class Built:
    """What a build did."""

    documents: int = 0
    unchanged: int = 0
    removed: int = 0
    claims: int = 0
    problems: int = 0


@dataclass
class Checked:
    """What a check found: `findings` as in `check --format json`; `candidates` are the sets of documents that were read back, `wide` the groups that
    are about something too general to be one thing, and were not."""

    findings: List[Raw]
    candidates: int
    wide: int


def number(document: str) -> int:
    """A short number for a document: the same on every machine."""
    return int.from_bytes(hashlib.sha256(document.encode()).digest()[:7], "big")


class Archive:
    """A database at a path, which is made where it is not there. `memory` is a limit such as `2GB`, `threads` how many are used."""

    def __init__(self, path: str, memory: Optional[str] = None, threads: Optional[int] = None, read_only: bool = False) -> None:
        try:
            import duckdb
        except ImportError as error:
            raise need("duckdb", "archive", error) from error
        if read_only and not os.path.exists(path):
            raise FactlintError(f"there is no archive {path}: `factlint archive build {path} PATH…` makes one")
        try:
            self.db = duckdb.connect(path, read_only=read_only)
        except duckdb.Error as error:
            raise FactlintError(f"cannot open the archive {path}: {error}") from error
        # What is more is written beside the database for as long as it is needed.
        self.db.execute(f"set memory_limit = '{memory or MEMORY}'")
        self.db.execute("set enable_progress_bar = false")
        if threads:
            self.db.execute(f"set threads = {int(threads)}")
        # Nothing is read in the order in which it was written, and keeping that order would hold all of it.
        self.db.execute("set preserve_insertion_order = false")
        if not read_only:
            self.db.execute("begin")
            self.db.execute("create table if not exists meta (schema integer, folder varchar)")
            for name, columns in self.tables().items():
                self.db.execute(f"create table if not exists {name} ({sql(columns)})")
            if self._one("select count(*) from meta") == (0,):
                self.db.execute("insert into meta values (?, ?)", [SCHEMA, os.getcwd()])
            self.db.execute("commit")
        self._known()

    @staticmethod
    def tables() -> Dict[str, List[Tuple[str, str]]]:
        """The columns of the database's tables."""
        return {**TABLES, "documents": TABLES["documents"] + ARCHIVED, "problems": TABLES["problems"] + [("root", "text")]}

    def _one(self, query: str) -> Optional[Tuple[Any, ...]]:
        """The first row of what a query gives; all of it is fetched, as a connection takes no other query before."""
        rows = self.db.execute(query).fetchall()
        return rows[0] if rows else None

    def _known(self) -> None:
        try:
            row = self._one("select schema, folder from meta")
        except Exception as error:
            raise FactlintError(f"this database is no archive of factlint: {error}") from error
        if row is None or row[0] != SCHEMA:
            raise FactlintError(f"the archive has schema {row and row[0]}, and this version reads {SCHEMA}: build it anew")
        #: The folder that relative paths start from.
        self.folder = row[1]

    def close(self) -> None:
        """Closes the database."""
        self.db.close()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What is in it.

    def build(self, paths: Sequence[str], arguments: Sequence[str] = ()) -> Built:
        """Reads what is new or changed below paths; what is no longer there is taken out. `arguments` go to `factlint extract`."""
        if os.path.realpath(self.folder) != os.path.realpath(os.getcwd()):
            raise FactlintError(f"this archive was built from {self.folder}: run it from there, so that its paths mean the same")
        built = Built()
        for path in paths:
            self._build(path, arguments, built)
        return built

    def _build(self, root: str, arguments: Sequence[str], built: Built) -> None:
        # A hash is of a document's name too, so that what is known is this document. Names are kept as their numbers: 10⁶ take 70 MB.
        seen: Set[int] = set()
        had = array("q")
        cursor = self.db.execute("select id from documents order by id")
        while rows := cursor.fetchmany(10_000):
            had.extend(own for (own,) in rows)
        file, place = None, 0
        with tempfile.NamedTemporaryFile("w", suffix=".hashes", delete=False) as known:
            cursor = self.db.execute("select hash from documents")
            while hashes := cursor.fetchmany(10_000):
                known.writelines(digest + "\n" for (digest,) in hashes)
        part = Part(self, root, had)
        self.db.execute("begin")
        self.db.execute("delete from problems where root = ?", [root])
        self.db.execute("commit")
        try:
            skips = False
            for name, row in reading.tables(reading.rows(root, [*arguments, "--texts", "--known", known.name])):
                if name == "documents":
                    document = row["document"]
                    file, place = row["file"], place + 1 if row["file"] == file else 1
                    own = number(document)
                    skips = own in seen
                    if skips:
                        message = f"another document is called `{document}` already; this one is left out"
                        part.add("problems", {"file": row["file"], "line": None, "lost": True, "message": message})
                        built.problems += 1
                        continue
                    seen.add(own)
                    if row["known"]:
                        built.unchanged += 1
                        continue
                    part.flush_if_full()
                    built.documents += 1
                    part.add("documents", {**row, "id": own, "place": place, "content": row.get("text")})
                elif name == "problems":
                    built.problems += 1
                    part.add(name, row)
                elif not skips:
                    built.claims += 1
                    part.add(name, row)
            part.flush()
        finally:
            os.unlink(known.name)
        gone = []
        cursor = self.db.execute("select id, document from documents where root = ?", [root])
        while rows := cursor.fetchmany(10_000):
            gone += [document for own, document in rows if own not in seen]
        if gone:
            self.db.execute("begin")
            self._remove(gone)
            self.db.execute("commit")
        built.removed += len(gone)

    def _remove(self, documents: Sequence[str]) -> None:
        import pyarrow as pa

        leaving = pa.table({"document": pa.array(documents, pa.string())})
        self.db.register("leaving", leaving)
        for table in ("claims", "documents"):
            self.db.execute(f"delete from {table} where document in (select document from leaving)")
        self.db.unregister("leaving")

    def digest(self) -> str:
        """A hash of all that is in the database, in an order of its own: equal for equal contents."""
        whole = hashlib.sha256()
        for name, columns in self.tables().items():
            names = ", ".join(f'"{column}"' for column, _ in columns)
            order = {"documents": "document", "claims": "document, nth", "problems": "root, file, line, message"}[name]
            cursor = self.db.execute(f"select {names} from {name} order by {order}")
            while True:
                rows = cursor.fetchmany(10_000)
                if not rows:
                    break
                for row in rows:
                    whole.update(repr(row).encode())
        return whole.hexdigest()

    # What is found.

    def check(self, since: Optional[str] = None) -> Checked:
        """Contradictions between the texts, and within each; with `since` (YYYY-MM-DD) those of them that a text of that day or later has part in."""
        sets, wide = self.candidates(since)
        alone = "select document from documents where findings > 0" + (" and date >= ?" if since else "")
        sets += [frozenset([document]) for (document,) in self.db.execute(alone, [since] if since else []).fetchall()]
        findings = Judge(self.given, self.near, self.folder).run(sets)
        if since:
            recent = {d for (d,) in self.db.execute("select document from documents where date >= ?", [since]).fetchall()}
            findings = [f for f in findings if any(label["document"] in recent for label in f["labels"])]
        return Checked(findings, len(sets), wide)

    def candidates(self, since: Optional[str] = None) -> Tuple[List[FrozenSet[str]], int]:
        """The sets of documents of each group that passes the fold, each once; and how many groups are too wide to be one thing."""
        parts = self._parts()
        found: Set[Tuple[str, ...]] = set()
        wide = 0
        for part in range(parts):
            self.db.execute(f"create or replace temp table passed as {fold.fold('duckdb', part, parts)}")
            wide += int((self._one(f"select count(*) from passed where claims > {fold.MOST_CLAIMS}") or (0,))[0])
            self.db.execute(f"create or replace temp table held as {fold.held('duckdb', part, parts)}")
            gathered = f"select {fold.NARROW}, case when {fold.NARROW} then named end from ({fold.sets('duckdb')})"
            for narrow, documents in self.db.execute(gathered).fetchall():
                if narrow:
                    found.add(tuple(documents))
                else:
                    wide += 1
        self.db.execute("drop table if exists held")
        # A name that is written in two ways, and the first texts that write it as usual: eight of each language, as the check looks at.
        spelled = """
            with variants as (select document, unnest(who) as name from claims where kind = 'spelling' and measure <> 0),
            usual as (
                select d.document, d.lang, v.name, row_number() over (partition by v.name, d.lang order by d.file, d.place) as nth
                from (select distinct name from variants) v
                join (select document, lang, file, place, unnest(names) as name from documents) d using (name)
            )
            select list_sort(list(distinct document)) from (
                select name, document from usual where nth <= 8
                union select name, document from variants
            ) group by name having count(distinct document) > 1"""
        found.update(tuple(row[0]) for row in self.db.execute(spelled).fetchall())
        sets = [frozenset(one) for one in found]
        if since:
            recent = {d for (d,) in self.db.execute("select document from documents where date >= ?", [since]).fetchall()}
            sets = [one for one in sets if one & recent]
        return sets, wide

    def _parts(self) -> int:
        row = self._one("select count(*) from claims where measure <> 0")
        return max(1, int((row or (0,))[0]) // CLAIMS_A_PART)

    def given(self, documents: Iterable[str]) -> List[Dict[str, Any]]:
        """Documents as the program takes them, in the order in which `check` reads them."""
        import pyarrow as pa

        cursor = self.db.cursor()
        cursor.register("wanted", pa.table({"document": pa.array(sorted(documents), pa.string())}))
        read = cursor.execute("select document, file, place, date, lang, publisher, url, content from documents join wanted using (document)")
        rows = sorted(read.fetchall(), key=lambda row: (row[1].split("/"), row[2]))
        cursor.close()
        given = []
        for document, file, _, date, _, publisher, url, content in rows:
            text = {"path": file} if content is None else {"text": content}
            given.append({"id": document, "date": date, "source": publisher, "url": url, **text})
        return given

    def near(self, places: Set[Place]) -> Dict[Place, Set[str]]:
        """By place, the documents that have a key in common with a claim there."""
        import pyarrow as pa

        if not places:
            return {}
        ordered = sorted(places)
        columns = list(zip(*ordered))
        at = pa.table({"nr": range(len(ordered)), "document": columns[0], "start": columns[1], "end": columns[2]})
        self.db.register("places", at)
        day = fold.DUCKDB["day"]
        touched = f"""
            select p.nr, c.*, {day} as day from claims c
            join places p on c.document = p.document and p."end" > c.start and c."end" > p.start"""
        self.db.execute(f"create or replace temp table touched as {touched}")
        self.db.unregister("places")
        own = fold.threads("duckdb", source="touched")
        self.db.execute(
            f"""create or replace temp table hit as
            select distinct r.nr, t.k, t.way, t.d, t.role, case when r.kind in ('count', 'figure') then r.day end as day
            from ({own}) t join touched r on r.rowid = t.id"""
        )
        # Of all claims those that have a key of these.
        also = " and measure in (select measure from touched)"
        self.db.execute(
            f"""create or replace temp table beside as
            select distinct t.k, t.d, t.role, {day} as day
            from ({fold.threads('duckdb', also=also)}) t semi join hit using (k) join claims c on c.rowid = t.id"""
        )
        found = self.db.execute(
            f"""
            with near as (
                select h.nr, h.way, h.k, b.d, h.day is null or b.day is null or abs(h.day - b.day) <= {fold.APART} as timely, h.role * b.role = 1 as governed
                from hit h join (select k from beside group by k having count(*) <= {fold.MOST_CLAIMS}) few using (k) join beside b using (k)
                where h.role = 2 or b.role = 2 or h.role = 1 and b.role = 1),
            narrow as (
                select nr, k, list(distinct d) filter (timely) as ds, count(distinct d) filter (timely or not governed) as documents, min(way) as way
                from near group by nr, k),
            found as (select distinct nr, unnest(ds) as d from narrow where {fold.NARROW})
            select nr, list(document) from found join (select hash(document) as d, document from documents) named using (d) group by nr"""
        ).fetchall()
        self.db.execute("drop table beside")
        return {ordered[nr]: set(documents) for nr, documents in found}

    def against(self, draft: str, since: Optional[str] = None, arguments: Sequence[str] = ()) -> Raw:
        """A draft held against the texts of the archive that have most in common with it: what `check DRAFT --against …` prints."""
        import pyarrow as pa

        from .program import Batch

        if os.path.realpath(self.folder) != os.path.realpath(os.getcwd()):
            draft = os.path.abspath(draft)
        rows = list(reading.tables(reading.rows(draft, arguments)))
        claims = [row for name, row in rows if name == "claims"]
        drafts = [row for name, row in rows if name == "documents"]
        if not drafts:
            raise FactlintError(f"{draft}: " + "; ".join(row["message"] for name, row in rows if name == "problems"))
        keys = sorted({key for row in claims for column in ("what", "who", "words", "whose") for key in row[column]})
        self.db.register("wanted", pa.table({"key": pa.array(keys, pa.int64())}))
        clause = "where d.date >= ?" if since else ""
        near = self.db.execute(
            f"""
            with theirs as (
                select document, unnest(what || who || words || whose) as key from claims where measure <> 0),
            shared as (select distinct document, key from theirs semi join wanted using (key)),
            rare as (select key, 1.0 / count(*) as weight from shared group by key)
            select d.document from shared join rare using (key) join documents d using (document) {clause}
            group by d.document order by sum(weight) desc, d.document limit {MOST_SOURCES}""",
            [since] if since else [],
        ).fetchall()
        self.db.unregister("wanted")
        own = {row["document"] for row in drafts}
        sources = [{**document, "role": "source"} for document in self.given(d for (d,) in near if d not in own)]
        given = [{"id": row["document"], "path": row["file"], "date": row["date"], "role": "draft"} for row in drafts]
        with Batch(["--files"], self.folder) as batch:
            return batch.ask(given + sources)

    def ask(self, question: str, most: int = 200) -> List[Dict[str, Any]]:
        """What the texts say of something, by day and publisher: the claims that are about all words of the question, in whatever form or language of the
        archive, or in whose words these stand or begin a word."""
        words = question.split()
        if not words:
            raise FactlintError("ask about something: `factlint archive ask DB \"Acme employees\"`")
        keys = self._keys(words)
        # Of the names of its text a claim is about those that govern it, or any where none does.
        means = """list_has_any(words || whose || governs || what || case when len(governs) = 0 then who else []::bigint[] end, ?::bigint[])"""
        where = " and ".join([f"(regexp_matches(about || ' ' || text, ?, 'i') or {means})"] * len(words))
        bounds = [bound for nr, word in enumerate(words) for bound in (r"(^|[^\pL\pN])" + re.escape(word), sorted(keys.get(nr, ())))]
        read = self.db.execute(
            f"""select date, publisher, document, line, "column", kind, about, value, unit, text, scope from claims where {where}
            order by date nulls last, publisher nulls last, document, nth limit {int(most)}""",
            bounds,
        )
        names = [column[0] for column in read.description or []]
        return [dict(zip(names, row)) for row in read.fetchall()]

    def _keys(self, words: Sequence[str]) -> Dict[int, Set[int]]:
        """The keys of words in every language of the archive: those of each as what is counted, as words are read where a figure stands with them."""
        langs = [lang for (lang,) in self.db.execute("select distinct lang from documents where lang is not null").fetchall()]
        given = [{"id": f"{nr} {lang}", "text": f"{COUNTED} {word}", "lang": lang} for nr, word in enumerate(words) for lang in sorted(langs)]
        keys: Dict[int, Set[int]] = {}
        for name, row in reading.tables(reading.piped(given, ["--words"])):
            if name != "problems":
                # The first word is the figure.
                own = (row.get("words") or ())[1:] if name == "documents" else row["what"]
                keys.setdefault(int(row["document"].split()[0]), set()).update(own)
        return keys


class Part:
    """Rows that are one transaction."""

    def __init__(self, archive: Archive, root: str, had: "array[int]") -> None:
        self.archive = archive
        #: The numbers of the documents that there were, in order: to ask the database each time would look through all of it.
        self.had = had
        self.root = root
        self.columns = Archive.tables()
        self.schemas = {name: arrow(columns) for name, columns in self.columns.items()}
        self.held: Dict[str, List[Mapping[str, Any]]] = {name: [] for name in self.columns}

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        """Adds a row. Claims follow their document, so that a part ends before a document only."""
        self.held[table].append({**row, "root": self.root})

    def _there(self, own: int) -> bool:
        at = bisect_left(self.had, own)
        return at < len(self.had) and self.had[at] == own

    def flush_if_full(self) -> None:
        """Writes what is held where it is enough."""
        if len(self.held["documents"]) >= DOCUMENTS or len(self.held["claims"]) >= CLAIMS:
            self.flush()

    def flush(self) -> None:
        """Writes what is held, in place of what the database has of these documents."""
        import pyarrow as pa

        db = self.archive.db
        db.execute("begin")
        try:
            replaced = [row["document"] for row in self.held["documents"] if self._there(row["id"])]
            if replaced:
                self.archive._remove(replaced)
            for name, rows in self.held.items():
                if rows:
                    db.register("rows", pa.Table.from_pylist(rows, schema=self.schemas[name]))
                    columns = ", ".join(f'"{column}"' for column, _ in self.columns[name])
                    db.execute(f"insert into {name} ({columns}) select {columns} from rows")
                    db.unregister("rows")
            db.execute("commit")
        except BaseException:
            db.execute("rollback")
            raise
        self.held = {name: [] for name in self.columns}
