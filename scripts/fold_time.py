#!/usr/bin/env python3
"""Makes an archive of so many claims out of a smaller one, and says what the fold takes: time, memory, and how much passes.

    python3 scripts/fold_time.py small.duckdb large.duckdb --claims 10000000
    python3 scripts/fold_time.py large.duckdb                                  # measured again

Each claim stands in the larger archive as often as that takes, of another document, with other names in its keys and, once in twenty times, another figure.
A name is that of ten copies, which are published some days after each other. So groups recur as they do in texts, and their number grows with the claims.
Needs DuckDB; nothing is read by the program.
"""

import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

from factlint import fold  # noqa: E402
from factlint.archive import Archive  # noqa: E402

# Keys that are names become others, the same in ten copies; nouns stay.
NAMED = "list_transform({column}, lambda x: case when list_contains(who, x) then (hash(x, r // 10) % 4294967296)::bigint else x end)"
# One figure in twenty is another one.
OTHER = "case when hash(document, nth, r) % 20 = 0 then 1 + (r % 7) else 0 end"


def enlarge(small, large, claims):
    """Writes the larger archive."""
    with Archive(large, memory="1GB") as archive:
        db = archive.db
        db.execute("set threads = 2")
        db.execute(f"attach '{small}' as small (read_only)")
        (there,) = db.execute("select count(*) from small.claims").fetchone()
        copies = -(-claims // there)
        changed = {
            "document": "document || '-' || r",
            "date": "(try_cast(date as date) + (r % 10)::integer)::varchar",
            "value": f"value || ' ' || {OTHER}",
            "fold_low": f"fold_low + {OTHER}",
            "fold_high": f"fold_high + {OTHER}",
            **{column: NAMED.format(column=column) for column in ("who", "words", "whose", "governs")},
        }
        names = [column for column, _ in Archive.tables()["claims"]]
        chosen = ", ".join(f'{changed.get(name, chr(34) + name + chr(34))} as "{name}"' for name in names)
        # Copy by copy, so that what is held is that of one.
        for copy in range(copies):
            source = f"(select c.*, {copy}::bigint as r from small.claims c limit {claims - copy * there})"
            db.execute(f"insert into claims select {chosen} from {source}")
        db.execute("insert into documents (document) select distinct document from claims")


def measure(path, memory):
    """What the fold of an archive takes, as an object."""
    began, used = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF)
    with Archive(path, memory, read_only=True) as archive:
        (claims,) = archive.db.execute("select count(*) from claims").fetchone()
        steps = {}

        def step(name):
            now = resource.getrusage(resource.RUSAGE_SELF)
            steps[name] = round(now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime, 1), round(time.monotonic() - began, 1)

        parts, passed, held, sets = archive._parts(), 0, 0, 0
        for part in range(parts):
            archive.db.execute(f"create or replace temp table passed as {fold.fold('duckdb', part, parts)}")
            passed += archive.db.execute("select count(*) from passed").fetchone()[0]
            step(f"fold {part}")
            archive.db.execute(f"create or replace temp table held as {fold.held('duckdb', part, parts)}")
            held += archive.db.execute("select count(*) from held").fetchone()[0]
            sets += archive.db.execute(f"select count(*) from ({fold.sets('duckdb')}) where {fold.NARROW}").fetchone()[0]
            step(f"pairs {part}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    size = os.path.getsize(path) // 1_000_000
    return {"claims": claims, "database MB": size, "groups passed": passed, "claims in them": held, "sets": sets, "peak MB": peak, "(processor s, clock s)": steps}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("archive")
    arguments.add_argument("larger", nargs="?", help="where the larger archive is written")
    arguments.add_argument("--claims", type=int, default=10_000_000)
    arguments.add_argument("--memory", help="as `factlint archive check --memory`")
    given = arguments.parse_args()
    if given.larger:
        enlarge(given.archive, given.larger, given.claims)
        # Measured by a process of its own, whose memory is that of the fold.
        again = [sys.executable, __file__, given.larger] + (["--memory", given.memory] if given.memory else [])
        return subprocess.run(again).returncode
    print(json.dumps(measure(given.archive, given.memory), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
