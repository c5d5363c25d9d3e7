#!/usr/bin/env python3
"""Holds the engines for many texts to `factlint check`: the Python package, DuckDB, and Spark.

    python3 scripts/archives.py target/release/factlint            # what CI runs
    python3 scripts/archives.py target/release/factlint --whole    # 5,000 articles on Spark too, 50 kills

1. The package: `check`, `support`, errors with places, a process that dies.
2. The tables: their columns are those of schemas/extract-row.json; JSON Lines, Parquet and Arrow have the same rows; what is broken is a row.
3. DuckDB: the findings of `check` (rule, places, words) on examples/csto, on all examples but `word`, and on 5,000 made articles with 200 planted contradictions.
   A file that is changed, one that goes; builds that are killed at random moments and finished have the contents of one that was not.
4. Spark on two executors (`local-cluster`), one of which is killed in the middle: the same findings. On texts that are much alike, those of DuckDB.

Libraries come from PyPI into an environment below `target`. Where one cannot be had, or there is no Java, its step says "skipped", and why. Status 1 where a
step fails.
"""

import argparse
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "archives"
PACKAGE = ROOT / "python"
LIBRARIES = {"duckdb": "duckdb>=1.1", "pyarrow": "pyarrow>=15", "pyspark": "pyspark>=3.5"}

failed = []


def say(what, verdict="ok", began=None):
    took = "" if began is None else f"{time.monotonic() - began:7.1f} s"
    print(f"{what:<66} {took:>9}  {verdict}", flush=True)
    if verdict.startswith("FAILED"):
        failed.append(what)


def hold(what, right, told="", began=None):
    say(what, "ok" if right else f"FAILED: {told}", began)


def environment():
    """An environment with the libraries that can be had, and why the others cannot."""
    place = WORK / "tools"
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        done = subprocess.run([sys.executable, "-m", "venv", place], capture_output=True, text=True)
        if done.returncode != 0:
            return None, dict.fromkeys(LIBRARIES, "no venv")
    missing = {}
    for name, wanted in LIBRARIES.items():
        if subprocess.run([python, "-c", f"import {name}"], capture_output=True).returncode == 0:
            continue
        done = subprocess.run([python, "-m", "pip", "install", "--quiet", wanted], capture_output=True, text=True)
        if done.returncode != 0:
            missing[name] = (done.stderr.strip().splitlines() or ["pip failed"])[-1]
    return python, missing


def normal(finding):
    """A finding as a text, whatever the order of its labels."""
    labels = sorted(json.dumps(label, sort_keys=True) for label in finding["labels"])
    return json.dumps({**finding, "labels": labels}, sort_keys=True)


def checked(program, *paths, folder=ROOT):
    """What `check` finds."""
    done = subprocess.run([program, "check", "--format", "json", *paths], cwd=folder, capture_output=True, text=True)
    return json.loads(done.stdout)["findings"]


def same(what, found, wanted, began, least=1):
    """Holds findings to those of `check`, of which there are so many at least."""
    one, other = set(map(normal, found)), set(map(normal, wanted))
    told = f"{len(other - one)} of {len(other)} are missing, {len(one - other)} are more: {sorted(one ^ other)[:1]}"
    if len(other) < least:
        told = f"`check` finds {len(other)} only, so that nothing is shown"
    hold(f"{what}: {len(other)} findings", one == other and len(other) >= least, told, began)


def articles(folder, documents, planted, name="articles.jsonl"):
    """Made articles, and the pairs that contradict each other."""
    made = [sys.executable, ROOT / "scripts" / "made_articles.py", "--documents", str(documents), "--planted", str(planted), "--key", folder / "pairs"]
    with open(folder / name, "w", encoding="utf-8") as out:
        subprocess.run(made, stdout=out, check=True)
    return {tuple(sorted(line.split())) for line in (folder / "pairs").read_text().splitlines()}


def package():
    import factlint

    began = time.monotonic()
    texts = ["The Brenna quay is 240 metres long.", {"id": "other", "text": "The Brenna quay is 220 metres long."}]
    report = factlint.check(texts)
    right = [finding.rule for finding in report.findings] == ["figure-conflict"] and report.findings[0].labels[1].document == "other"
    hold("factlint.check", right, report, began)
    verdict = factlint.support(texts[0], [factlint.Document("The Brenna quay is 220 metres long.", date="2025-03-17")])
    standings = [row.standing for row in verdict.support]
    hold("factlint.support", standings == ["contradicted"] and verdict.support[0].conflict.published == "2025-03-17", standings)
    try:
        factlint.check(["fine", {"id": "b", "text": "x", "date": "tomorrow"}])
        hold("an error has its place", False, "there is none")
    except factlint.DocumentError as error:
        hold("an error has its place", (error.document, error.index) == ("b", 1) and "tomorrow" in str(error), error)
    hold("and the next request is answered", len(factlint.check(texts).findings) == 1)
    with factlint.Checker() as checker:
        checker.check(texts)
        os.kill(checker._batch._process.pid, signal.SIGKILL)
        try:
            checker.check(texts)
        except factlint.ProgramError:
            pass
        hold("a process that dies is begun again", len(checker.check(texts).findings) == 1)
        threads, found = [], []
        for _ in range(4):
            threads.append(threading.Thread(target=lambda: found.append(len(checker.check(texts).findings))))
            threads[-1].start()
        for thread in threads:
            thread.join()
        hold("threads share a checker", found == [1] * 4, found)


def tables(program):
    from factlint import columns

    schema = json.loads((ROOT / "schemas" / "extract-row.json").read_text())
    defined = {name: set(of["properties"]) for name, of in schema["$defs"].items() if "properties" in of}
    wanted = {"documents": "DocumentRow", "claims": "ClaimRow", "problems": "ProblemRow"}
    beside = {"schema", "row", "known", "text", "words"}
    for table, name in wanted.items():
        theirs = defined[name] - (beside if table != "claims" else {"schema", "row"})
        ours = {column for column, _ in columns.TABLES[table]}
        hold(f"the columns of {table} are those of the schema", ours == theirs, ours ^ theirs)
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        (folder / "a.txt").write_text("The Brenna quay is 240 metres long.\n")
        (folder / "b.jsonl").write_text('{"id": "b1", "text": "The Brenna quay is 220 metres long."}\n{"id": \n')
        (folder / "c.pdf").write_bytes(b"no PDF")
        done = subprocess.run([program, "extract", "."], cwd=folder, capture_output=True, text=True)
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        kinds = {kind: sum(row["row"] == kind for row in rows) for kind in ("document", "claim", "problem")}
        problems = [(row["file"], row["line"], row["lost"]) for row in rows if row["row"] == "problem"]
        right = done.returncode == 2 and kinds["document"] == 2 and kinds["claim"] >= 2
        hold("what is broken is a row, and stops nothing", right and ("./b.jsonl", 2, True) in problems and len(problems) == 2, problems)
        told = [row["document"] for row in rows if row["row"] == "document"]
        hold("documents stand before their claims, in their order", told == ["a.txt", "b1"], told)
        stdin = subprocess.run([program, "extract", "-"], cwd=folder, input=(folder / "b.jsonl").read_text(), capture_output=True, text=True)
        keys = [json.loads(line)["key"] for line in stdin.stdout.splitlines() if '"row":"claim"' in line]
        hold("standard input has the same keys", keys == [row["key"] for row in rows if row.get("document") == "b1" and row["row"] == "claim"], keys)
    return schema


def formats(program):
    import pyarrow as pa
    import pyarrow.parquet as pq

    began = time.monotonic()
    lines = subprocess.run([program, "extract", "examples/csto"], cwd=ROOT, capture_output=True, text=True).stdout.splitlines()
    wanted = [row for row in map(json.loads, lines) if row["row"] == "claim"]
    with tempfile.TemporaryDirectory() as place:
        of = {**os.environ, "PYTHONPATH": str(PACKAGE), "FACTLINT_PYTHON": sys.executable}
        for form in ("parquet", "arrow"):
            command = [program, "extract", "examples/csto", "--format", form, "--output", place]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=of)
            path = pathlib.Path(place) / f"claims.{form}"
            read = []
            if path.exists():
                read = (pq.read_table(path) if form == "parquet" else pa.ipc.open_file(path).read_all()).to_pylist()
            right = done.returncode == 0 and [(r["key"], r["low"], r["who"]) for r in read] == [(r["key"], r["low"], r["who"]) for r in wanted]
            hold(f"extract --format {form}: {len(read)} claims", right and bool(read), done.stderr, began)
    bare = {**os.environ, "FACTLINT_PYTHON": "no-such-python"}
    done = subprocess.run([program, "archive", "build", "x", "y"], cwd=ROOT, capture_output=True, text=True, env=bare)
    hold("without the package, the program says how to get it", done.returncode == 2 and "pip install" in done.stderr, done.stderr)


def duckdb(program, kills, documents, planted):
    import pyarrow as pa
    import pyarrow.parquet as pq

    from factlint.archive import Archive

    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        # One draft in five formats is not held: which of its equal labels stand together depends on the order in which candidates are met.
        shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("word", "target"))
        for path, least in (("examples/csto", 4), ("examples", 20)):
            began = time.monotonic()
            os.chdir(folder)
            with Archive(str(folder / f"{path.replace('/', '-')}.db")) as archive:
                archive.build([path])
                same(f"DuckDB on {path}", archive.check().findings, checked(program, path, folder=folder), began, least)
        os.chdir(folder)
        pairs = articles(folder, documents, planted)
        wanted = checked(program, "articles.jsonl", folder=folder)
        found = {tuple(sorted({label["document"] for label in finding["labels"]})) for finding in wanted}
        share = len(pairs & found) / len(pairs)
        hold(f"check finds {len(pairs & found)} of {len(pairs)} planted contradictions", share > 0.8, share)
        began = time.monotonic()
        with Archive("whole.db") as archive:
            archive.build(["articles.jsonl"])
            same(f"DuckDB on {documents} made articles", archive.check().findings, wanted, began, len(pairs) // 2)
            began = time.monotonic()
            again = archive.build(["articles.jsonl"])
            hold("built again: nothing is read", (again.documents, again.unchanged) == (0, documents), again, began)
            digest = archive.digest()
            first = sorted(pairs & found)[0]
            archive.build(["articles.jsonl"])
            draft = folder / "draft.txt"
            texts = {json.loads(line)["id"]: json.loads(line) for line in (folder / "articles.jsonl").read_text().splitlines()}
            lone = next(id for id in texts if not any(id in pair for pair in pairs))
            draft.write_text(re.sub(r"\d{2,}", lambda figure: str(int(figure.group()) + 61), texts[lone]["text"], count=1))
            answer = archive.against("draft.txt")
            told = {label["document"] for finding in answer["findings"] for label in finding["labels"]}
            hold("archive check --against", lone in told, told)
            asked = archive.ask(texts[first[0]]["text"].split("\n")[0].split()[-2] if texts[first[0]]["lang"] == "en" else texts[first[0]]["text"].split()[1])
            hold("archive ask", {first[0], first[1]} <= {claim["document"] for claim in asked}, asked[:2])
        # In another format, the same findings.
        rows = list(texts.values())
        pq.write_table(pa.Table.from_pylist(rows), folder / "articles.parquet")
        began = time.monotonic()
        with Archive("parquet.db") as archive:
            archive.build(["articles.parquet"])
            same("DuckDB from Parquet", archive.check().findings, wanted, began)
        changes(folder, Archive)
        selective(folder, Archive)
        began = time.monotonic()
        killed, right, wrong = kill(folder, kills, digest)
        hold(f"killed {killed} times while it was built, finished {right} times: the same contents", killed == kills and right and not wrong, wrong, began)
        os.chdir(ROOT)


def changes(folder, Archive):
    """A file that is changed, one that goes, one that breaks."""
    news = folder / "news"
    news.mkdir()
    (news / "a.txt").write_text("The Brenna quay is 240 metres long.\n")
    (news / "b.txt").write_text("The Brenna quay is 220 metres long.\n")
    (news / "c.txt").write_text("The Velling mill has three wings.\n")
    with Archive("news.db") as archive:
        archive.build(["news"])
        before = [finding["rule"] for finding in archive.check().findings]
        (news / "b.txt").write_text("The Brenna quay is 240 metres long.\n")
        (news / "c.txt").unlink()
        (news / "d.pdf").write_bytes(b"no PDF")
        built = archive.build(["news"])
        after = archive.check().findings
        right = before == ["figure-conflict"] and after == [] and (built.documents, built.removed, built.problems) == (1, 1, 1)
        hold("changed, removed and broken files", right, (before, after, built))


def selective(folder, Archive):
    """What the fold passes: no two texts whose claims other names govern, or that were published long after each other."""
    quay = "{} has {} employees in Velling."
    pairs = {
        "of two names": ((quay.format("Brenna", 240), "2024-03-01"), (quay.format("Orra", 220), "2024-03-01"), 0),
        "long after": ((quay.format("Brenna", 240), "2024-03-01"), (quay.format("Brenna", 220), "2024-06-01"), 0),
        "of one": ((quay.format("Brenna", 240), "2024-03-01"), (quay.format("Brenna", 220), "2024-03-20"), 1),
        "of one, without a day": ((quay.format("Brenna", 240), "2024-03-01"), (quay.format("Brenna", 220), None), 1),
    }
    for nr, (name, (one, other, wanted)) in enumerate(pairs.items()):
        lines = [{"id": f"{id}", "text": text, "lang": "en", **({"date": date} if date else {})} for id, (text, date) in enumerate((one, other))]
        (folder / f"pair{nr}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        with Archive(f"pair{nr}.db") as archive:
            archive.build([f"pair{nr}.jsonl"])
            passed, found = len(archive.candidates()[0]), len(archive.check().findings)
            hold(f"the fold passes {wanted} of two texts {name}", (passed, found) == (wanted, wanted), (passed, found))
    with Archive("asked.db") as archive:
        (folder / "asked.jsonl").write_text(
            json.dumps({"id": "en", "text": "Acme has 60 employees.", "lang": "en", "date": "2024-03-02"}) + "\n"
            + json.dumps({"id": "sv", "text": "Acme har 58 anst\u00e4llda.", "lang": "sv", "date": "2024-03-01"}) + "\n"
        )
        archive.build(["asked.jsonl"])
        told = {question: [claim["document"] for claim in archive.ask(question)] for question in ("Acme employees", "Acme anst\u00e4llda")}
        hold("archive ask, in both languages and by day", all(documents == ["sv", "en"] for documents in told.values()), told)


def kill(folder, kills, digest):
    """Kills so many builds of `killed.db`, each at a random moment. Each begins where the one before was killed; one that is finished before is held to
    `digest`, and the next one begins with nothing. How many were killed, and how many were finished with these contents and with others."""
    from factlint.archive import Archive

    chance, killed, finished = random.Random(7), 0, {True: 0, False: 0}
    command = [sys.executable, "-m", "factlint", "archive", "build", "killed.db", "articles.jsonl"]
    for _ in range(4 * kills):
        if killed == kills:
            break
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(PACKAGE)}, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=0.3 + chance.random() * 3)
            with Archive("killed.db") as archive:
                finished[archive.digest() == digest] += 1
            (folder / "killed.db").unlink()
            (folder / "killed.db.wal").unlink(missing_ok=True)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
    with Archive("killed.db") as archive:
        archive.build(["articles.jsonl"])
        finished[archive.digest() == digest] += 1
    return killed, finished[True], finished[False]


def executors():
    """The executors that this process began, by their ids: only those are ended."""
    parents, commands = {}, {}
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit():
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                commands[int(entry.name)] = (entry / "cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            continue

    def ours(pid):
        while pid > 1:
            if pid == os.getpid():
                return True
            pid = parents.get(pid, 0)
        return False

    return sorted(pid for pid, command in commands.items() if b"CoarseGrainedExecutorBackend" in command and ours(pid))


def spark(program, documents, planted, alike=300):
    """`alike` are the texts of `varied_articles.py`: in them groups are wide, and most of what shares a key was published long before; 0 for none."""
    from pyspark.sql import SparkSession

    from factlint import spark as engine

    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        articles(folder, documents, planted)
        wanted = checked(program, "articles.jsonl", folder=folder)
        os.chdir(folder)
        builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("factlint")
        settings = {
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "2",
            "spark.executorEnv.PYTHONPATH": str(PACKAGE),
            "spark.executorEnv.FACTLINT": str(program),
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "OFF",
        }
        for key, value in settings.items():
            builder = builder.config(key, value)
        session = builder.getOrCreate()
        ended = []

        def end_one():
            tracker = session.sparkContext.statusTracker()
            for _ in range(600):
                busy = any((tracker.getStageInfo(stage) or None) and tracker.getStageInfo(stage).numActiveTasks for stage in tracker.getActiveStageIds())
                running = executors()
                if busy and len(running) == 2:
                    time.sleep(1.0)
                    os.kill(running[0], signal.SIGKILL)
                    ended.append(running[0])
                    return
                time.sleep(0.1)

        try:
            read = session.read.schema("id string, text string, date string, lang string").json("articles.jsonl").repartition(4)
            ender = threading.Thread(target=end_one)
            ender.start()
            tables = engine.extract(read)
            claims = tables.claims.count()
            ender.join()
            hold(f"Spark: one of two executors is killed at work; {claims} claims", len(ended) == 1 and claims > documents, ended, began)
            found = [json.loads(row.json) for row in engine.findings(tables).collect()]
            same(f"Spark on {documents} made articles", found, wanted, began)
            tables.unpersist()
            if alike:
                from factlint.archive import Archive

                began = time.monotonic()
                made = [sys.executable, ROOT / "scripts" / "varied_articles.py", "--documents", str(alike)]
                with open("alike.jsonl", "w", encoding="utf-8") as out:
                    subprocess.run(made, stdout=out, check=True)
                with Archive("alike.db") as archive:
                    archive.build(["alike.jsonl"])
                    wanted = archive.check().findings
                read = session.read.schema("id string, text string, date string, lang string").json("alike.jsonl").repartition(4)
                found = [json.loads(row.json) for row in engine.findings(engine.extract(read)).collect()]
                same(f"Spark on {alike} articles that are much alike, and DuckDB", found, wanted, began)
        finally:
            os.chdir(ROOT)
            session.stop()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program", type=pathlib.Path)
    arguments.add_argument("--whole", action="store_true", help="all articles on Spark too, and 50 kills")
    arguments.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    arguments.add_argument("--without", default="", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    program = given.program.resolve()
    if not given.inner:
        WORK.mkdir(parents=True, exist_ok=True)
        python, missing = environment()
        for name, why in missing.items():
            say(f"what needs {name}", f"skipped: {why}")
        of = {**os.environ, "PYTHONPATH": str(PACKAGE), "FACTLINT": str(program), "PYTHONDONTWRITEBYTECODE": "1", "PYSPARK_PYTHON": str(python or sys.executable)}
        command = [str(python or sys.executable), __file__, str(program), "--inner", "--without", ",".join(missing)]
        return subprocess.run(command + (["--whole"] if given.whole else []), env=of).returncode
    sys.path.insert(0, str(PACKAGE))
    missing = set(given.without.split(","))
    package()
    tables(program)
    if not {"duckdb", "pyarrow"} & missing:
        formats(program)
        duckdb(program, 50 if given.whole else 6, 5000, 200)
    if "pyspark" not in missing:
        if shutil.which("java") is None:
            say("Spark", "skipped: no Java")
        else:
            spark(program, *((5000, 200) if given.whole else (400, 40)), alike=0 if {"duckdb", "pyarrow"} & missing else 300)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
