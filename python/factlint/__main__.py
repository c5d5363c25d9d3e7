"""The commands that the program leaves to this package: `factlint archive …`, and `factlint extract --format parquet|arrow`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import List, Optional

from .errors import FactlintError


def parser() -> argparse.ArgumentParser:
    """The arguments."""
    whole = argparse.ArgumentParser(prog="factlint", description="Texts by the million")
    commands = whole.add_subparsers(dest="command", required=True)
    extract = commands.add_parser("extract", help="write claims as Parquet or Arrow files")
    extract.add_argument("paths", nargs="*", default=["."], metavar="PATH")
    extract.add_argument("--format", choices=["parquet", "arrow"], default="parquet")
    extract.add_argument("--output", "-o", default="claims", metavar="FOLDER")
    archive = commands.add_parser("archive", help="keep claims in a database, and find those that contradict each other")
    actions = archive.add_subparsers(dest="action", required=True)
    build = actions.add_parser("build", help="read what is new or changed")
    build.add_argument("db", metavar="DB")
    build.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, JSON Lines, Parquet")
    check = actions.add_parser("check", help="find contradictions between the texts; with --against, hold a draft against them")
    check.add_argument("db", metavar="DB")
    check.add_argument("--against", metavar="DRAFT")
    check.add_argument("--since", metavar="DATE", help="YYYY-MM-DD: only with texts of that day or later")
    check.add_argument("--format", choices=["human", "json"], default="human")
    ask = actions.add_parser("ask", help="what the texts say of something, by day and publisher")
    ask.add_argument("db", metavar="DB")
    ask.add_argument("question", nargs="+", metavar="WORD")
    ask.add_argument("--format", choices=["human", "json"], default="human")
    for action in (build, check, ask):
        action.add_argument("--memory", default=None, metavar="SIZE", help="the most memory of the database [default: 1500MB]")
    return whole


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs a command; the exit status is 0, 1 where something was found, 2 where not all could be done."""
    whole = parser()
    given, rest = whole.parse_known_args(arguments)
    try:
        if given.command == "extract":
            from . import reading

            # What it does not know is an option of the program: --lang, --date, --pack.
            counts = reading.write(given.paths, given.output, given.format, rest)
            print(", ".join(f"{count} {name}" for name, count in counts.items()), file=sys.stderr)
            return 2 if counts["problems"] else 0
        if rest and given.action != "build":
            whole.error("unrecognized arguments: " + " ".join(rest))
        return {"build": build, "check": check, "ask": ask}[given.action](given, rest)
    except FactlintError as error:
        print(f"factlint: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def build(given: argparse.Namespace, rest: List[str]) -> int:
    """`archive build`."""
    from .archive import Archive

    with Archive(given.db, given.memory) as archive:
        built = archive.build(given.paths, rest)
    said = f"{built.documents} documents read, {built.unchanged} unchanged, {built.removed} removed; {built.claims} claims"
    print(f"{said}; {built.problems} problems" if built.problems else said, file=sys.stderr)
    return 2 if built.problems else 0


def check(given: argparse.Namespace, _: List[str]) -> int:
    """`archive check`."""
    from .archive import Archive

    with Archive(given.db, given.memory, read_only=True) as archive:
        if given.against:
            answer = archive.against(given.against, given.since)
            findings = answer["findings"]
        else:
            checked = archive.check(given.since)
            findings = checked.findings
            answer = {"schema": 1, "findings": findings, "candidates": checked.candidates, "wide": checked.wide}
            if checked.wide:
                print(f"factlint: {checked.wide} groups are about something too general to be one thing, and were not read", file=sys.stderr)
    if given.format == "json":
        print(json.dumps(answer, ensure_ascii=False))
    else:
        for finding in findings:
            tell(finding)
    serious = [finding for finding in findings if finding["severity"] != "info"]
    print(f"{len(findings)} findings", file=sys.stderr)
    return 1 if serious else 0


def tell(finding: "dict[str, object]") -> None:
    """Prints a finding with its places."""
    print(f"{finding['severity']}[{finding['rule']}]: {finding['message']}")
    for label in finding["labels"]:  # type: ignore[attr-defined]
        place = label.get("place") or f"{label['line']}:{label['column']}"
        day = f" ({label['published']})" if label.get("published") else ""
        print(f"  {label['document']}:{place}{day}: {' '.join(label['text'].split())}")


def ask(given: argparse.Namespace, _: List[str]) -> int:
    """`archive ask`."""
    from .archive import Archive

    with Archive(given.db, given.memory, read_only=True) as archive:
        claims = archive.ask(" ".join(given.question))
    if given.format == "json":
        for claim in claims:
            print(json.dumps(claim, ensure_ascii=False))
        return 0
    for claim in claims:
        who = claim["publisher"] or claim["document"]
        unit = f" {claim['unit']}" if claim["unit"] else ""
        scope = "" if claim["scope"] == "asserted" else f" [{claim['scope']}]"
        words = " ".join(claim["text"].split())
        print(f"{claim['date'] or '????-??-??'}  {who}: {claim['value']}{unit}{scope}  {claim['about']}  “{words}”")
        print(f"            {claim['document']}:{claim['line']}:{claim['column']}")
    print(f"{len(claims)} claims", file=sys.stderr)
    return 0


if __name__ == "__main__":
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)
