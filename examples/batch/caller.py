"""Asks one factlint process again and again: python3 caller.py request.jsonl ..."""

import json
import subprocess
import sys


class Factlint:
    """A process that answers requests; it reads its rules once."""

    def __init__(self, program="factlint"):
        self.process = subprocess.Popen([program, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def check(self, documents):
        """The answer to documents: dicts with `role`, `id`, and `text` or `html`."""
        lines = [json.dumps(document, ensure_ascii=False) for document in documents]
        self.process.stdin.write("\n".join(lines) + "\n\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        return self.process.wait()


if __name__ == "__main__":
    factlint = Factlint()
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            answer = factlint.check([json.loads(line) for line in file if line.strip()])
        for error in answer.get("errors", []):
            print(f"{path}: {error['message']}")
        for finding in answer.get("findings", []):
            places = ", ".join(f"{label['document']}: {label['text']}" for label in finding["labels"])
            print(f"{path}: {finding['message']} ({places})")
    sys.exit(factlint.close())
