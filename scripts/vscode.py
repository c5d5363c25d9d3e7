#!/usr/bin/env python3
"""Packages the extension for VS Code, and looks at the package.

    python3 scripts/vscode.py

The types are checked, the extension is bundled, and `factlint.vsix` must hold it and nothing that is not wanted. It is made in a copy below `target`.
Where there is no npm, or it cannot get what it needs, that is said, and the status is 0; it is 1 where something is wrong.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FROM, WORK = ROOT / "editors" / "vscode", ROOT / "target" / "vscode"
WANTED = {"[Content_Types].xml", "extension.vsixmanifest", "extension/package.json", "extension/readme.md", "extension/out/extension.js"}


def run(*command):
    done = subprocess.run(command, cwd=WORK, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return done.returncode == 0, (done.stdout + done.stderr).strip()


def main():
    if shutil.which("npm") is None:
        print("the extension for VS Code: skipped, as there is no npm")
        return 0
    shutil.copytree(FROM, WORK, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", "out", "*.vsix"))
    right, said = run("npm", "install", "--no-audit", "--no-fund")
    if not right:
        print(f"the extension for VS Code: skipped, as npm cannot install what it needs ({said.splitlines()[-1] if said else 'no word'})")
        return 0
    right, said = run("npm", "run", "package")
    if not right:
        print(said[-3000:])
        return 1
    with zipfile.ZipFile(WORK / "factlint.vsix") as package:
        names = {name for name in package.namelist() if not name.endswith("/")}
        manifest = json.loads(package.read("extension/package.json"))
        code = package.read("extension/out/extension.js").decode()
    if names != WANTED or manifest["name"] != "factlint" or "factlint.settle" not in code:
        print(f"the package holds {sorted(names)}, and should hold {sorted(WANTED)}")
        return 1
    print(f"factlint.vsix: {len(names)} files, {(WORK / 'factlint.vsix').stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
