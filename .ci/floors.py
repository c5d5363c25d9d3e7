#!/usr/bin/env python3
"""Runs the scoring scripts and fails where a figure is worse than its bound in floors.json.

Usage: floors.py FACTLINT SHARED [--write [--down]]

Each figure is a count as a script prints it. More is better (a floor), but for alarms, false findings and noise (a ceiling). `--write`
prints what was measured as a new floors.json, to be read and put in its place: the better of old and new, or with `--down` the new."""
import argparse, json, pathlib, re, subprocess, sys

CASES = r"half (?P<row>[AB]) +errors found +(?P<found>\d+)/\d+ +true texts silent +(?P<silent>\d+)/"
CLUSTERS = r"^(?P<row>[AB]) +found (?P<found>\d+)/.* without a false finding (?P<clean_clusters>\d+)/"
CONSISTENCY = r"half (?P<row>[AB]) +figure errors caught +(?P<figure_errors>\d+)/.* all errors caught +(?P<all_errors>\d+)/.* consistent +(?P<false_alarms>\d+)/"
TRUE_PEERS = r"^(?P<row>\w+ +[AB]) .* false findings +(?P<false_findings>\d+) +agreements +(?P<agreements>\d+)"
EXTRACTION = r"^(?P<row>\S+ +(?:en|sv)) +(?P<right>\d+)/"
SILENCE = r"^(?P<row>en|sv): (?P<false_findings>\d+) findings"
PAIRS = r"^half (?P<row>[AB]) (?P<found>\d+)/|^(?P<whole>all): .* noise (?P<noise>\d+)"

# The set; the script and its arguments; what of its output is held.
SETS = [
    ("extraction", ["score_extraction.py"], EXTRACTION),
    ("silence", ["score_silence.py", "--jobs", "2"], SILENCE),
    ("pairs", ["score_pairs.py", "--jobs", "2"], PAIRS),
    ("true_peers", ["score_true_peers.py", "--jobs", "2"], TRUE_PEERS),
    ("clusters", ["score_clusters.py"], CLUSTERS),
    *((data, ["score_cases.py", f"{data}.jsonl"], CASES) for data in ("corrections", "phrasing", "field", "wild")),
    *((data, ["score_consistency.py", "--jobs", "2", "--data", f"{data}.jsonl"], CONSISTENCY)
      for data in ("summedits", "aggrefact", "bump", "ragtruth", "wice", "ntrex_sv", "ntrex_en", "chatprotect", "chatprotect_pairs", "begin", "dialfact")),
]
CEILINGS = {"false_alarms", "false_findings", "noise"}
# Where errors are not in figures, what is flagged is mostly flagged for something else: only these two are held.
ALL_ERRORS = {"summedits", "aggrefact"}


def measure(name, script, pattern):
    """What a script prints, as {row: {figure: count}}."""
    path = lambda word: str(shared / "eval" / word) if word.endswith((".py", ".jsonl")) else word
    run = subprocess.run([sys.executable, path(script[0]), str(factlint), *map(path, script[1:])], capture_output=True, text=True)
    rows = {}
    for found in re.finditer(pattern, run.stdout, re.M):
        figures = {figure: text for figure, text in found.groupdict().items() if text is not None}
        row = " ".join((figures.pop("row", None) or figures.pop("whole")).split())
        rows[row] = {figure: int(text) for figure, text in figures.items() if figure != "all_errors" or name in ALL_ERRORS}
    if run.returncode or not rows:
        sys.exit(f"{' '.join(script)} failed: {run.stderr.strip()[:600]}")
    return rows


def better(figure, one, other):
    return one if other is None else other if one is None else (min if figure in CEILINGS else max)(one, other)


def as_text(bounds):
    """JSON with one row a line."""
    sets = []
    for name, rows in bounds.items():
        lines = [f"    {json.dumps(row)}: {json.dumps(figures)}" for row, figures in rows.items()] if isinstance(rows, dict) else None
        sets.append(f"  {json.dumps(name)}: " + ("{\n" + ",\n".join(lines) + "\n  }" if lines else json.dumps(rows)))
    return "{\n" + ",\n".join(sets) + "\n}"


ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("factlint", type=pathlib.Path)
ap.add_argument("shared", type=pathlib.Path)
ap.add_argument("--write", action="store_true", help="print the measured figures as a new floors.json")
ap.add_argument("--down", action="store_true", help="with --write: also where they are worse than the old")
args = ap.parse_args()
factlint, shared = args.factlint.resolve(), args.shared.resolve()
held = json.loads((pathlib.Path(__file__).parent / "floors.json").read_text())

new, fell = {}, 0
for name, script, pattern in SETS:
    measured, bounds = measure(name, script, pattern), held.get(name, {})
    new[name] = {}
    for row in dict.fromkeys([*bounds, *measured]):
        was, now = bounds.get(row, {}), measured.get(row, {})
        new[name][row] = {f: now.get(f) if args.down else better(f, was.get(f), now.get(f)) for f in dict.fromkeys([*was, *now])}
        for figure in new[name][row]:
            value, bound = now.get(figure), was.get(figure)
            # A figure without a bound, and a bound without a figure, is held by nothing.
            good = None not in (value, bound) and better(figure, value, bound) == value
            fell += not good
            print("ok  " if good else "FELL", name, row, f"{figure}: {value} ({'ceiling' if figure in CEILINGS else 'floor'} {bound})", file=sys.stderr)

seeds = subprocess.run([factlint, "check", "--format", "json", shared / "seeds"], capture_output=True, text=True)
new["seeds"] = sorted(f["rule"] for f in json.loads(seeds.stdout)["findings"] if f["severity"] != "info")
fell += new["seeds"] != held.get("seeds")
print("seeds:", new["seeds"], file=sys.stderr)

if args.write:
    print(as_text(new))
elif fell:
    sys.exit(f"{fell} figures fell")
