#!/usr/bin/env python3
"""Installs factlint as users do, and says how long it takes.

    python3 scripts/installed.py            # builds the wheel, installs it, runs the pre-commit hook, looks at the action
    python3 scripts/installed.py --wheel X  # the same with a wheel that is there

1. maturin builds the wheel of this checkout. It builds into `target`, so that what was compiled for `cargo build --release` is used again.
2. The wheel is installed in a clean environment, and `factlint check examples/csto` must end with status 1; both together in under 20 s.
3. The hook `factlint` of `.pre-commit-hooks.yaml` runs in a repository of its own, from that wheel: a commit with an error is refused, one without
   passes, each in under a second once the hook is installed.
4. A report in checkstyle is read by diff-cover: each place and message of the JSON.
5. `action.yml` and `.pre-commit-hooks.yaml` are held to their published schemas, and the action's shell steps to a shell.

Tools come from PyPI into an environment below `target`. Where one cannot be had, its step says "skipped", and why. Needs Python 3.9 with venv, git,
and cargo for the wheel. Status 1 where a step fails.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "installed"
INSTALL_AND_CHECK = 20.0
COMMIT = 1.0

failed = []


def say(what, took=None, verdict="ok"):
    times = "" if took is None else f"{took[0]:7.2f} s {took[1]:7.2f} s"
    print(f"{what:<52} {times:>19}  {verdict}", flush=True)
    if verdict.startswith("FAILED"):
        failed.append(what)


def timed(command, **options):
    """What a command did, and how long it took: by the clock, and of a processor."""
    start, before = time.monotonic(), os.times()
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, text=True, **options)
    took, after = time.monotonic() - start, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return done, (took, used)


def within(took, bound):
    """Whether a bound is kept. Where others keep the machine busy, the clock tells of them, and the time of a processor of us."""
    return min(took) < bound


def last_line(done):
    lines = (done.stderr + done.stdout).strip().splitlines()
    return lines[-1] if lines else f"status {done.returncode}"


def programs(environment):
    return environment / ("Scripts" if os.name == "nt" else "bin")


def environment(name):
    """A clean environment with pip; None where there is no such thing."""
    place = WORK / name
    shutil.rmtree(place, ignore_errors=True)
    done, _ = timed([sys.executable, "-m", "venv", place])
    return place if done.returncode == 0 else None


def tools(*wanted):
    """An environment with these tools, and those of them that cannot be had with the reason."""
    place = WORK / "tools"
    if not (programs(place) / "python").exists() and environment("tools") is None:
        return None, {tool: "no venv" for tool in wanted}
    missing = {}
    for tool in wanted:
        if not (programs(place) / tool).exists():
            done, _ = timed([programs(place) / "python", "-m", "pip", "install", "--quiet", tool])
            if done.returncode != 0:
                missing[tool] = last_line(done)
    return place, missing


def wheel():
    place, missing = tools("maturin")
    if "maturin" in missing:
        say("maturin build --release --locked", verdict=f"skipped: no maturin ({missing['maturin']})")
        return None
    out = WORK / "wheels"
    shutil.rmtree(out, ignore_errors=True)
    done, took = timed([programs(place) / "maturin", "build", "--release", "--locked", "--out", out], cwd=ROOT)
    made = sorted(out.glob("*.whl"))
    if done.returncode != 0 or len(made) != 1:
        print(done.stderr[-2000:])
        say("maturin build --release --locked", took, "FAILED")
        return None
    size = made[0].stat().st_size / 1e6
    say(f"maturin build --release --locked ({size:.1f} MB)", took)
    return made[0]


def install(made):
    """Installs the wheel where nothing else is, and checks the examples."""
    clean = environment("clean")
    if clean is None:
        say("pip install of the wheel", verdict="skipped: no venv")
        return
    pip, of_pip = timed([programs(clean) / "python", "-m", "pip", "install", "--quiet", "--no-index", made])
    if pip.returncode != 0:
        say("pip install of the wheel", of_pip, f"FAILED: {last_line(pip)}")
        return
    say("pip install of the wheel", of_pip)
    check, of_check = timed([programs(clean) / "factlint", "check", "examples/csto"], cwd=ROOT)
    say("factlint check examples/csto", of_check, "ok" if check.returncode == 1 else f"FAILED: status {check.returncode}, not 1")
    asked = "import factlint; print(*(f.rule for f in factlint.check(['The quay is 9 metres long.', 'The quay is 8 metres long.']).findings))"
    module, of_module = timed([programs(clean) / "python", "-c", asked], cwd=WORK)
    say("factlint.check, from Python", of_module, "ok" if module.returncode == 0 else f"FAILED: {last_line(module)}")
    both = (of_pip[0] + of_check[0], of_pip[1] + of_check[1])
    say("both together", both, "ok" if within(both, INSTALL_AND_CHECK) else f"FAILED: not under {INSTALL_AND_CHECK:.0f} s")


def hook(made):
    """The hook as pre-commit runs it, in a repository with a draft and its source."""
    place, missing = tools("pre-commit")
    if "pre-commit" in missing:
        say("pre-commit", verdict=f"skipped: no pre-commit ({missing['pre-commit']})")
        return
    # Its own YAML library, as the standard one has none.
    turn = (
        "import sys, yaml\n"
        "hook = next(h for h in yaml.safe_load(open(sys.argv[1])) if h['id'] == 'factlint')\n"
        "hook['additional_dependencies'] = [sys.argv[2]]\n"
        "print(yaml.safe_dump({'repos': [{'repo': 'local', 'hooks': [hook]}]}))\n"
    )
    done, _ = timed([programs(place) / "python", "-c", turn, ROOT / ".pre-commit-hooks.yaml", made])
    if done.returncode != 0:
        say("the hook of .pre-commit-hooks.yaml", verdict=f"FAILED: {last_line(done)}")
        return
    # An environment that was made from another wheel of this name would be taken for that of this one.
    shutil.rmtree(WORK / "hooks", ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        repository = pathlib.Path(folder) / "news"
        files = {
            ".pre-commit-config.yaml": done.stdout,
            "factlint.yaml": "against:\n  - drafts: drafts/*\n    sources: sources/*\n",
            "sources/council.txt": "The Brenna quay is 220 metres long and was opened in 1974.\n",
            "drafts/quay.md": "# The quay\n\nThe Brenna quay was opened in 1974.\n",
        }
        for name, content in files.items():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            (repository / name).write_text(content, encoding="utf-8")
        nobody = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org",
            "PRE_COMMIT_HOME": str(WORK / "hooks"),
        }
        of = {"cwd": repository, "env": {**os.environ, **nobody}}
        timed(["git", "init", "--quiet"], **of)
        timed(["git", "add", "."], **of)
        timed(["git", "commit", "--quiet", "--no-verify", "--message", "begin"], **of)
        install, took = timed([programs(place) / "pre-commit", "install", "--install-hooks"], **of)
        if install.returncode != 0:
            # It builds an empty package of its own, for which it asks PyPI.
            say("pre-commit install --install-hooks", took, f"skipped: {last_line(install)}")
            return
        say("pre-commit install --install-hooks (once)", took)
        commits = (
            ("a commit with an error", "The Brenna quay, opened in 1974, is 240 metres long.\n", False),
            ("a commit without one", "The Brenna quay, opened in 1974, is 220 metres long.\n", True),
        )
        for what, text, passes in commits:
            (repository / "drafts" / "quay.md").write_text(f"# The quay\n\n{text}", encoding="utf-8")
            timed(["git", "add", "."], **of)
            commit, took = timed(["git", "commit", "--quiet", "--message", what], **of)
            if passes:
                right = commit.returncode == 0
            else:
                right = commit.returncode != 0 and "figure-conflict" in commit.stdout + commit.stderr
            verdict = "ok" if right else f"FAILED: status {commit.returncode}: {last_line(commit)}"
            if right and not within(took, COMMIT):
                verdict = f"FAILED: not under {COMMIT:.0f} s"
            say(what + (" passes" if passes else " is refused"), took, verdict)


def readers():
    """A report in the hands of a program that is not ours: diff-cover's reader of checkstyle finds each place and message of the JSON."""
    place, missing = tools("diff-cover")
    program = programs(WORK / "clean") / "factlint"
    what = "checkstyle, read by diff-cover"
    if "diff-cover" in missing or not program.exists():
        say(what, verdict=f"skipped: {missing.get('diff-cover', 'nothing is installed')}")
        return
    report, wanted = WORK / "checkstyle.xml", WORK / "findings.json"
    timed([program, "check", "examples/csto", "--format", f"checkstyle={report}", "--format", f"json={wanted}"], cwd=ROOT)
    read = """
import json, sys
from diff_cover.violationsreporters.java_violations_reporter import CheckstyleXmlDriver
found = CheckstyleXmlDriver().parse_reports([open(sys.argv[1], encoding="utf-8").read()])
found = {(path, v.line, v.message.split(": ", 1)[1].split(" (")[0]) for path, all in found.items() for v in all}
wanted = set()
for finding in json.load(open(sys.argv[2], encoding="utf-8"))["findings"]:
    first = next((l for l in finding["labels"] if l["primary"]), finding["labels"][0])
    wanted.add((first["document"], first["line"], finding["message"].split(" (")[0]))
sys.exit(0 if found == wanted and found else f"{sorted(found ^ wanted)}")
"""
    done, took = timed([programs(place) / "python", "-c", read, report, wanted])
    say(what, took, "ok" if done.returncode == 0 else f"FAILED: {last_line(done)}")


def described():
    """What hosts read: by their schemas, and the steps of the action by a shell."""
    place, missing = tools("pre-commit", "check-jsonschema")
    if "pre-commit" not in missing:
        done, _ = timed([programs(place) / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"])
        say("pre-commit validate-manifest", verdict="ok" if done.returncode == 0 else f"FAILED: {last_line(done)}")
    if "check-jsonschema" in missing:
        say("action.yml by its schema", verdict=f"skipped: no check-jsonschema ({missing['check-jsonschema']})")
    else:
        by = [programs(place) / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml"]
        done, _ = timed(by)
        say("action.yml by its schema", verdict="ok" if done.returncode == 0 else f"FAILED: {last_line(done)}")
    if "pre-commit" in missing or shutil.which("bash") is None:
        say("the action's steps by a shell", verdict="skipped: no YAML library, or no bash")
        return
    steps = "import sys, yaml\nfor s in yaml.safe_load(open(sys.argv[1]))['runs']['steps']:\n    print(s.get('run', ':'))\n"
    done, _ = timed([programs(place) / "python", "-c", steps, ROOT / "action.yml"])
    read = subprocess.run(["bash", "-n"], input=done.stdout, capture_output=True, text=True)
    right = done.returncode == 0 and read.returncode == 0 and "factlint check" in done.stdout
    say("the action's steps by a shell", verdict="ok" if right else f"FAILED: {read.stderr.strip() or last_line(done)}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--wheel", type=pathlib.Path, help="a wheel that is there; without it, one is built")
    given = arguments.parse_args().wheel
    WORK.mkdir(parents=True, exist_ok=True)
    print(f"{'':<52} {'clock':>9} {'processor':>9}")
    made = given.resolve() if given else wheel()
    if made is not None:
        install(made)
        hook(made)
        readers()
    described()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
