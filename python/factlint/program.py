"""Finds the program, and keeps processes of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
from pathlib import Path
from typing import Any, Dict, IO, List, Mapping, Optional, Sequence

from .errors import DocumentError, ProgramError

#: Names the program where it is not beside the interpreter.
VARIABLE = "FACTLINT"


def find() -> str:
    """The program: `FACTLINT`, else the one that this package was installed with, else the first on the path."""
    named = os.environ.get(VARIABLE)
    if named:
        return named
    name = "factlint.exe" if os.name == "nt" else "factlint"
    places = [Path(sysconfig.get_path("scripts")), Path(sys.executable).parent]
    # `pip install --target`, and packages that a cluster unpacks.
    places.append(Path(__file__).resolve().parent.parent / "bin")
    for place in places:
        if (place / name).is_file():
            return str(place / name)
    found = shutil.which("factlint")
    if found is None:
        raise ProgramError(f"the program `factlint` is not beside {sys.executable}, nor on the path; {VARIABLE} can name it")
    return found


class Batch:
    """A long-lived `factlint batch`: one request at a time, from any thread.

    `arguments` follow the command, `folder` is where it runs: the configuration there counts.
    """

    def __init__(self, arguments: Sequence[str] = (), folder: Optional[str] = None) -> None:
        self._arguments = list(arguments)
        self._folder = folder
        self._lock = threading.Lock()
        self._process: Optional["subprocess.Popen[bytes]"] = None
        self._complaints: Optional[IO[bytes]] = None
        self._lines = 0

    def ask(self, documents: Sequence[Mapping[str, Any]]) -> Dict[str, Any]:
        """The answer to a request. Raises `DocumentError` where documents cannot be read, and `ProgramError` where the program ends."""
        if not documents:
            return {"schema": 1, "findings": [], "summary": {}, "support": []}
        lines = [json.dumps({k: v for k, v in document.items() if v is not None}) for document in documents]
        with self._lock:
            process = self._started()
            before = self._lines
            try:
                assert process.stdin is not None and process.stdout is not None
                # The program reads a request whole before it answers, so neither waits for the other.
                process.stdin.write(("\n".join(lines) + "\n\n").encode())
                process.stdin.flush()
                answer = process.stdout.readline()
            except (BrokenPipeError, OSError, ValueError) as error:
                raise self._ended(error) from error
            if not answer.endswith(b"\n"):
                raise self._ended(None)
            self._lines += len(lines) + 1
        told = json.loads(answer)
        if told.get("errors"):
            wrong = []
            for mistake in told["errors"]:
                index = min(max(mistake["line"] - before - 1, 0), len(documents) - 1)
                wrong.append((str(documents[index].get("id", index)), index, mistake["message"]))
            raise DocumentError(wrong)
        return dict(told)

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._complaints = tempfile.TemporaryFile()
        command = [find(), "batch", "--fail-on", "never", *self._arguments]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints, cwd=self._folder
            )
        except OSError as error:
            raise ProgramError(f"cannot run {command[0]}: {error}") from error
        self._lines = 0
        return self._process

    def _ended(self, error: Optional[BaseException]) -> ProgramError:
        process, said = self._process, b""
        status: Any = None
        if process is not None:
            process.kill()
            status = process.wait()
        if self._complaints is not None:
            self._complaints.seek(0)
            said = self._complaints.read()[-2000:]
        self.close()
        why = said.decode(errors="replace").strip() or str(error or "no answer")
        return ProgramError(f"`factlint batch` ended with status {status}: {why}")

    def close(self) -> None:
        """Ends the process; the next request begins another."""
        process, self._process = self._process, None
        if process is not None:
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:
                        pass
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self._complaints is not None:
            self._complaints.close()
            self._complaints = None

    def __enter__(self) -> "Batch":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def rows(arguments: Sequence[str], given: Optional[IO[bytes]] = None) -> "Rows":
    """The rows of `factlint extract` with these arguments, one after another; `given` is what it reads."""
    return Rows([find(), "extract", *arguments], given)


class Rows:
    """An iterator over the rows that a process prints; `status` is its exit status at the end."""

    def __init__(self, command: List[str], given: Optional[IO[bytes]]) -> None:
        self.status: Optional[int] = None
        self._process = subprocess.Popen(command, stdin=given or subprocess.DEVNULL, stdout=subprocess.PIPE)

    def __iter__(self) -> "Rows":
        return self

    def __next__(self) -> Dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.close()
            # 2 says that something could not be read, which rows tell; a signal is something else.
            if self.status not in (0, 1, 2):
                raise ProgramError(f"`factlint extract` ended with status {self.status}")
            raise StopIteration
        return dict(json.loads(line))

    def close(self) -> None:
        """Ends the process, if it has not ended."""
        if self.status is None:
            assert self._process.stdout is not None
            self._process.stdout.close()
            self.status = self._process.wait()
