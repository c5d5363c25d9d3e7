#!/usr/bin/env python3
"""How long an editor waits for `factlint lsp` after a key: a draft of 5 KB against 2 MB of sources.

    python3 scripts/latency.py target/release/factlint [--keys 100]

Texts are made up, the same in each run. A key is a change of one letter, and it ends when the diagnostics of that version are told. Prints the time of the
first reading, and the median, the 95th of 100 and the longest of the keys, in milliseconds by the clock.
"""

import argparse
import json
import pathlib
import random
import statistics
import subprocess
import tempfile
import time

TOWNS = "Askvik Vipan Torsholm Brenna Norrvik Selby Orrin Ardal Lunda Skarv".split()
THINGS = "harbour library bridge school ferry museum mill hall choir dam".split()
SOURCES = 2_000_000
DRAFT = 5_000


def sentence():
    town, thing = random.choice(TOWNS), random.choice(THINGS)
    return random.choice([
        f"The {thing} in {town} has {random.randint(12, 9000)} visitors a year.",
        f"In {random.randint(1900, 2020)} the {thing} of {town} was opened by the mayor.",
        f"{town} spent {random.randint(2, 90)} million kronor on its {thing}, the council said on {random.randint(1, 28)} May {random.randint(2000, 2024)}.",
        f"The new {thing} will stand by the river, where the old one burned down after a storm.",
    ])


def paragraphs(count, sentences):
    return "\n\n".join(" ".join(sentence() for _ in range(sentences)) for _ in range(count))


class Server:
    """A language server, and what it says."""

    def __init__(self, program, folder):
        command = [str(pathlib.Path(program).resolve()), "lsp"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)

    def tell(self, method, params, **more):
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self.write(body)

    def write(self, body):
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def read(self):
        length = None
        while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
            if line.lower().startswith(b"content-length"):
                length = int(line.split(b":")[1])
        if length is None:
            raise SystemExit("the server has ended")
        return json.loads(self.process.stdout.read(length))

    def diagnostics(self, version):
        """Waits for those of a version of the draft; answers what the server asks meanwhile."""
        while True:
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"].get("version") == version:
                return message["params"]["diagnostics"]
            if "id" in message and "method" in message:
                self.write(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": None}).encode())


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("factlint")
    arguments.add_argument("--keys", type=int, default=100)
    given = arguments.parse_args()
    random.seed(1)
    with tempfile.TemporaryDirectory() as place:
        root = pathlib.Path(place)
        (root / "sources").mkdir()
        size = number = 0
        while size < SOURCES:
            text = paragraphs(40, 6)
            (root / "sources" / f"{number}.txt").write_text(text, encoding="utf-8")
            size, number = size + len(text), number + 1
        draft = paragraphs(20, 5)[:DRAFT]
        (root / "draft.txt").write_text(draft, encoding="utf-8")
        (root / "factlint.yaml").write_text('against:\n  - {drafts: draft.txt, sources: ["sources/**"]}\n', encoding="utf-8")
        uri = (root / "draft.txt").as_uri()
        server = Server(given.factlint, root)
        folders = [{"uri": root.as_uri(), "name": "desk"}]
        server.tell("initialize", {"processId": None, "rootUri": root.as_uri(), "workspaceFolders": folders, "capabilities": {}}, id=1)
        while server.read().get("id") != 1:
            pass
        server.tell("initialized", {})
        began = time.monotonic()
        server.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "plaintext", "version": 1, "text": draft}})
        found = len(server.diagnostics(1))
        print(f"first reading {1000 * (time.monotonic() - began):.0f} ms: {found} diagnostics; draft {len(draft)} bytes, sources {size} bytes")
        took = []
        for version in range(2, given.keys + 2):
            at = random.randrange(len(draft))
            draft = draft[:at] + random.choice("0123456789ae ") + draft[at + 1 :]
            began = time.monotonic()
            server.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": draft}]})
            server.diagnostics(version)
            took.append(1000 * (time.monotonic() - began))
        server.process.kill()
    took.sort()
    print(f"a key: median {statistics.median(took):.0f} ms, 95 of 100 within {took[int(0.95 * len(took)) - 1]:.0f} ms, longest {took[-1]:.0f} ms")


if __name__ == "__main__":
    main()
