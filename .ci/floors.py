#!/usr/bin/env python3
"""Runs the scoring scripts and fails when a figure falls below its floor.

Usage: floors.py FACTLINT SHARED

The floors are the last landed figures less a hair. They only ever go up (ceilings: down)."""
import json, pathlib, re, subprocess, sys

factlint, shared = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
floors = json.loads((pathlib.Path(__file__).parent / "floors.json").read_text())
failed = 0


def score(script, *args):
    run = subprocess.run([sys.executable, str(shared / "eval" / script), str(factlint), *args], capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{script} failed: {run.stderr.strip()[:600]}")
    return run.stdout


def hold(name, value, floor=None, ceiling=None):
    global failed
    good = value >= floor if floor is not None else value <= ceiling
    bound = f"floor {floor}" if floor is not None else f"ceiling {ceiling}"
    failed += not good
    print(f"{'ok  ' if good else 'FELL'} {name}: {value} ({bound})")


for row in re.finditer(r"^(\S+)\s+(en|sv)\s+\d+/\d+\s+([\d.]+)%", score("score_extraction.py"), re.M):
    hold(f"extraction {row[1]} {row[2]}", float(row[3]), floor=floors["extraction"].get(f"{row[1]} {row[2]}", 0))
for row in re.finditer(r"^(en|sv): .* = ([\d.]+) in 100", score("score_silence.py"), re.M):
    hold(f"silence {row[1]}", float(row[2]), ceiling=floors["silence"][row[1]])
pairs = re.search(r"= ([\d.]+)%, noise \d+ findings = ([\d.]+)", score("score_pairs.py"))
hold("pairs found", float(pairs[1]), floor=floors["pairs"]["found"])
hold("pairs noise", float(pairs[2]), ceiling=floors["pairs"]["noise"])
for data in ("summedits", "aggrefact"):
    out = score("score_consistency.py", "--data", str(shared / "eval" / f"{data}.jsonl"))
    row = re.search(r"^all\s+figure errors caught\s+\d+/\d+\s+([\d.]+)% \| all errors caught\s+\d+/\d+\s+([\d.]+)% \| false alarms on consistent\s+\d+/\d+\s+([\d.]+)%", out, re.M)
    hold(f"{data} figure errors", float(row[1]), floor=floors[data]["figures"])
    hold(f"{data} all errors", float(row[2]), floor=floors[data]["all"])
    hold(f"{data} false alarms", float(row[3]), ceiling=floors[data]["alarms"])

seeds = subprocess.run([str(factlint), "check", "--format", "json", str(shared / "seeds")], capture_output=True, text=True)
found = sorted(f["rule"] for f in json.loads(seeds.stdout)["findings"] if f["severity"] != "info")
print("seeds:", found)
failed += found != floors["seeds"]
sys.exit(f"{failed} figures fell" if failed else 0)
