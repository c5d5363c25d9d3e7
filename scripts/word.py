#!/usr/bin/env python3
"""Writes comments into documents of three writers, and reads them back with the programs of others.

    python3 scripts/word.py target/release/factlint

`factlint annotate` is run on the documents in `examples/word`. python-docx (from PyPI, in an environment of its own below `target`) must find the comments
at their words. LibreOffice must open and convert what was written, and keep the comments; what it wrote is annotated again, and must have as
many. Where one of the two cannot be had, that is said, and the other is used; the status is 1 where something is not as it should be.

    python3 scripts/word.py --make

makes the documents anew from `examples/word/from`, with python-docx, pandoc and LibreOffice.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "word-client"
EXAMPLES = ROOT / "examples" / "word"
# What a source says otherwise, in each of the documents.
WANTED = {"240 metres", "12.5 million euros"}
# LibreOffice needs some seconds for its first document; it hangs where it cannot start.
PATIENCE = 100


def environment():
    """A Python with python-docx; None where it cannot be had, and why."""
    python = WORK / "bin" / "python"
    ready = [str(python), "-c", "import docx; docx.document.Document.comments"]
    if python.exists() and subprocess.run(ready, capture_output=True).returncode == 0:
        return python, ""
    shutil.rmtree(WORK, ignore_errors=True)
    for command in ([sys.executable, "-m", "venv", WORK], [python, "-m", "pip", "install", "--quiet", "python-docx>=1.2"]):
        done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode != 0:
            lines = (done.stderr + done.stdout).strip().splitlines()
            return None, lines[-1] if lines else f"status {done.returncode}"
    return python, ""


def converted(office, file, kind, folder):
    """What LibreOffice makes of a file; a profile of its own keeps it from others."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(file)]
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False)
    made = folder / f"{file.stem}.{kind}"
    if not made.exists():
        sys.exit(f"LibreOffice makes no {kind} of {file.name}")
    return made


def annotated(program, draft, out):
    command = [program, "annotate", draft, "--against", EXAMPLES / "sources", "-o", out]
    done = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"factlint annotate {draft}: status {done.returncode}\n{done.stderr}")
    return out


def read(files):
    """Prints the comments of each file and the words that they stand at; only run where python-docx is installed."""
    import docx
    from docx.oxml.ns import qn

    for file in files:
        document = docx.Document(file)
        words, open_ids = {}, set()
        for element in document.element.body.iter():
            if element.tag == qn("w:commentRangeStart"):
                open_ids.add(element.get(qn("w:id")))
            elif element.tag == qn("w:commentRangeEnd"):
                open_ids.discard(element.get(qn("w:id")))
            elif element.tag == qn("w:t"):
                for comment in open_ids:
                    words[comment] = words.get(comment, "") + (element.text or "")
        for comment in document.comments:
            print("\t".join([file, comment.author, words.get(str(comment.comment_id), ""), " / ".join(comment.text.splitlines())]))


def comments(python, files):
    done = subprocess.run([str(python), __file__, "--read", *map(str, files)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"python-docx cannot read what was written:\n{done.stderr[-2000:]}")
    found = {str(file): [] for file in files}
    for line in done.stdout.splitlines():
        file, author, words, text = line.split("\t", 3)
        found[file].append((author, words, text))
    return found


def check(name, found):
    ours = [(words, text) for author, words, text in found if author == "factlint"]
    missing = WANTED - {words for words, _ in ours}
    if missing or not all("factlint · " in text for _, text in ours):
        sys.exit(f"{name}: no comment at {missing or 'words of ours that is signed'}: {found}")
    return len(ours), len(found) - len(ours)


def make():
    """Makes the documents anew."""
    python, why = environment()
    office, pandoc = shutil.which("soffice"), shutil.which("pandoc")
    if python is None or office is None or pandoc is None:
        sys.exit(f"python-docx, pandoc and LibreOffice are needed {why}")
    subprocess.run([str(python), str(EXAMPLES / "from" / "python-docx.py"), str(EXAMPLES / "python-docx.docx")], check=True)
    for kind in ("docx", "odt"):
        subprocess.run([pandoc, EXAMPLES / "from" / "pandoc.md", "-o", EXAMPLES / f"pandoc.{kind}"], check=True)
        with tempfile.TemporaryDirectory() as folder:
            made = converted(office, EXAMPLES / "from" / "libreoffice.fodt", kind, pathlib.Path(folder) / "made")
            shutil.copy(made, EXAMPLES / made.name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path, nargs="?", default=ROOT / "target" / "release" / "factlint")
    parser.add_argument("--make", action="store_true")
    parser.add_argument("--read", nargs="+", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.read:
        return read(args.read)
    if args.make:
        return make()
    python, why = environment()
    if python is None:
        print(f"python-docx cannot be installed here ({why}): comments are not read back with it")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("no LibreOffice here: it does not open what is written")
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        for draft in sorted([*EXAMPLES.glob("*.docx"), *EXAMPLES.glob("*.odt")]):
            out = annotated(args.program.resolve(), draft, folder / draft.name)
            if python and out.suffix == ".docx":
                ours, others = check(draft.name, comments(python, [out])[str(out)])
                print(f"{draft.name}: python-docx finds {ours} comments of ours at their words, and {others} of others")
            if not office:
                continue
            # Through LibreOffice, whatever it came from, and again.
            through = converted(office, out, "docx", folder / draft.suffix.strip("."))
            if not python:
                print(f"{draft.name}: LibreOffice converts it")
                continue
            again = annotated(args.program.resolve(), through, folder / f"again-{draft.stem}-{draft.suffix[1:]}.docx")
            found = comments(python, [through, again])
            (once, others), (twice, as_many) = check(through.name, found[str(through)]), check(again.name, found[str(again)])
            if (once, others) != (twice, as_many):
                sys.exit(f"{draft.name}: {once} and {others} comments through LibreOffice, and {twice} and {as_many} in a second run")
            print(f"{draft.name}: through LibreOffice {once} of ours and {others} of others; as many in a second run")
    return None


if __name__ == "__main__":
    sys.exit(main())
