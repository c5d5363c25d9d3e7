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
CLAIMS_A_PART = 1_000_000
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
        if memory:
            self.db.execute(f"set memory_limit = '{memory}'")
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
        had: Dict[str, Tuple[str, str]] = {}
        for document, digest, own in self.db.execute("select document, hash, root from documents").fetchall():
            had[document] = (digest, own)
        seen: Set[str] = set()
        places: Dict[str, int] = {}
        with tempfile.NamedTemporaryFile("w", suffix=".hashes", delete=False) as known:
            known.writelines(digest + "\n" for digest, _ in had.values())
        part = Part(self, root)
        self.db.execute("begin")
        self.db.execute("delete from problems where root = ?", [root])
        self.db.execute("commit")
        try:
            skips = False
            for name, row in reading.tables(reading.rows(root, [*arguments, "--texts", "--known", known.name])):
                if name == "documents":
                    document = row["document"]
                    places[row["file"]] = places.get(row["file"], 0) + 1
                    skips = document in seen
                    if skips:
                        message = f"another document is called `{document}` already; this one is left out"
                        part.add("problems", {"file": row["file"], "line": None, "lost": True, "message": message})
                        built.problems += 1
                        continue
                    seen.add(document)
                    if row["known"] and had.get(document, ("", ""))[0] == row["hash"]:
                        built.unchanged += 1
                        continue
                    part.flush_if_full()
                    built.documents += 1
                    part.add("documents", {**row, "id": number(document), "place": places[row["file"]], "content": row.get("text")})
                elif name == "problems":
                    built.problems += 1
                    part.add(name, row)
                elif not skips:
                    built.claims += 1
                    part.add(name, row)
            part.flush()
        finally:
            os.unlink(known.name)
        gone = [document for document, (_, own) in had.items() if own == root and document not in seen]
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
        self._passed()
        parts = self._parts()
        numbered: Set[Tuple[int, ...]] = set()
        wide = 0
        for part in range(parts):
            members = f"""
                select {fold.NARROW}, case when {fold.NARROW} then ids else null end from (
                    select min(way) as way, list(distinct d.id order by d.id) as ids, len(ids) as documents
                    from ({fold.threads('duckdb', part, parts)}) t join passed using (k) join documents d using (document)
                    group by k)"""
            for narrow, ids in self.db.execute(members).fetchall():
                if narrow:
                    numbered.add(tuple(ids))
                else:
                    wide += 1
        # A name that is written in two ways, and the first texts that write it as usual: eight of each language, as the check looks at.
        spelled = """
            with variants as (select document, unnest(who) as name from claims where kind = 'spelling' and measure <> 0),
            usual as (
                select d.id, d.lang, v.name, row_number() over (partition by v.name, d.lang order by d.file, d.place) as nth
                from (select distinct name from variants) v
                join (select id, lang, file, place, unnest(names) as name from documents) d using (name)
            )
            select list(distinct id order by id) from (
                select name, id from usual where nth <= 8
                union select v.name, d.id from variants v join documents d using (document)
            ) group by name having count(distinct id) > 1"""
        numbered.update(tuple(row[0]) for row in self.db.execute(spelled).fetchall())
        named = dict(self.db.execute("select id, document from documents").fetchall())
        sets = [frozenset(named[at] for at in one) for one in numbered]
        if since:
            recent = {d for (d,) in self.db.execute("select document from documents where date >= ?", [since]).fetchall()}
            sets = [one for one in sets if one & recent]
        return sets, wide

    def _parts(self) -> int:
        row = self._one("select count(*) from claims where measure <> 0")
        return max(1, int((row or (0,))[0]) // CLAIMS_A_PART)

    def _passed(self) -> None:
        """The groups that pass the fold, as the table `passed`."""
        parts = self._parts()
        for part in range(parts):
            into = "create or replace temp table passed as" if part == 0 else "insert into passed"
            self.db.execute(f"{into} {fold.fold('duckdb', part, parts)}")

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
        self._near_ready()
        ordered = sorted(places)
        columns = list(zip(*ordered))
        at = pa.table({"nr": range(len(ordered)), "document": columns[0], "start": columns[1], "end": columns[2]})
        self.db.register("places", at)
        found = self.db.execute(
            f"""
            with touched as (
                select p.nr, c.document, c.nth from claims c
                join places p on c.document = p.document and c.start < p."end" and p.start < c."end"),
            hit as (select distinct nr, k from threads_all join touched using (document, nth)),
            wide as (select k, min(way) as way, approx_count_distinct(document) as documents from threads_all
                     join (select distinct k from hit) hits using (k) group by k)
            select h.nr, list(distinct t.document) from hit h join (select k from wide where {fold.NARROW}) narrow using (k)
            join threads_all t using (k) group by h.nr"""
        ).fetchall()
        self.db.unregister("places")
        return {ordered[nr]: set(documents) for nr, documents in found}

    def _near_ready(self) -> None:
        self.db.execute(f"create or replace temp view threads_all as {fold.threads('duckdb')}")

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
        """What the texts say of something, by day and publisher: the claims in whose words all words of the question stand, or begin a word."""
        words = question.split()
        if not words:
            raise FactlintError("ask about something: `factlint archive ask DB \"Acme employees\"`")
        where = " and ".join(["regexp_matches(about || ' ' || text, ?, 'i')"] * len(words))
        bounds = [r"(^|[^\pL\pN])" + re.escape(word) for word in words]
        read = self.db.execute(
            f"""select date, publisher, document, line, "column", kind, about, value, unit, text, scope from claims where {where}
            order by date nulls last, publisher nulls last, document, nth limit {int(most)}""",
            bounds,
        )
        names = [column[0] for column in read.description or []]
        return [dict(zip(names, row)) for row in read.fetchall()]


class Part:
    """Rows that are one transaction."""

    def __init__(self, archive: Archive, root: str) -> None:
        self.archive = archive
        self.root = root
        self.columns = Archive.tables()
        self.schemas = {name: arrow(columns) for name, columns in self.columns.items()}
        self.held: Dict[str, List[Mapping[str, Any]]] = {name: [] for name in self.columns}

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        """Adds a row. Claims follow their document, so that a part ends before a document only."""
        self.held[table].append({**row, "root": self.root})

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
            if self.held["documents"]:
                self.archive._remove([row["document"] for row in self.held["documents"]])
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
