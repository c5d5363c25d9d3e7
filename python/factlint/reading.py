"""Reads texts into rows, whatever they are in: files, folders and JSON Lines by the program, Parquet through pyarrow."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Sequence, Tuple

from .errors import FactlintError, need
from .program import Rows, find

#: The columns of a Parquet file, or of a table, that are read; `text` must be there.
COLUMNS = ("id", "text", "date", "lang", "source", "url")

Row = Dict[str, Any]


def is_parquet(path: str) -> bool:
    """Whether a path is a Parquet file, or a folder of them."""
    if path.endswith(".parquet"):
        return True
    return os.path.isdir(path) and next(Path(path).glob("*.parquet"), None) is not None


def rows(path: str, arguments: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of what is below a path; `-` is JSON Lines on standard input."""
    if not is_parquet(path):
        yield from Rows([find(), "extract", *arguments, "--", path], sys.stdin.buffer if path == "-" else None)
        return
    yield from piped(parquet(path), arguments)


def parquet(path: str) -> Iterator[Mapping[str, Any]]:
    """The documents of a Parquet file, or of a folder of them, with the columns that there are of `id`, `text`, `date`, `lang`, `source`, `url`."""
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise need("pyarrow", "archive", error) from error
    files = sorted(Path(path).glob("*.parquet")) if os.path.isdir(path) else [Path(path)]
    for file in files:
        try:
            opened = pq.ParquetFile(file)
        except (OSError, ValueError) as error:
            raise FactlintError(f"{file}: {error}") from error
        there = [column for column in COLUMNS if column in opened.schema_arrow.names]
        if "text" not in there:
            raise FactlintError(f"{file} has no column `text`; it has {', '.join(opened.schema_arrow.names)}")
        number = 0
        for batch in opened.iter_batches(batch_size=512, columns=there):
            for document in batch.to_pylist():
                number += 1
                fields = {key: value if key == "id" else str(value) for key, value in document.items() if value is not None}
                yield {"id": f"{file}:{number}", **fields}


def piped(documents: Iterable[Mapping[str, Any]], arguments: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of documents, which are piped through one process while they are read. A document without a text is a problem of its own."""
    out, into = os.pipe()
    failed: List[BaseException] = []

    def feed() -> None:
        try:
            with os.fdopen(into, "wb", buffering=1 << 16) as stream:
                for document in documents:
                    stream.write(json.dumps(document, default=str).encode() + b"\n")
        except BrokenPipeError:
            pass
        except BaseException as error:  # told by the one who reads
            failed.append(error)

    with os.fdopen(out, "rb") as given:
        process = Rows([find(), "extract", *arguments, "--", "-"], given)
    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    try:
        yield from process
    finally:
        process.close()
        feeder.join()
    if failed:
        raise failed[0]


def tables(rows: Iterable[Row]) -> Iterator[Tuple[str, Row]]:
    """Each row with the table that it belongs to."""
    names = {"document": "documents", "claim": "claims", "problem": "problems"}
    for row in rows:
        name = names.get(row["row"])
        if name is not None:
            yield name, row


def write(paths: Sequence[str], folder: str, form: str, arguments: Sequence[str] = ()) -> Dict[str, int]:
    """Writes the tables of what is below paths as Parquet or Arrow files, and says how many rows each has. Some thousand rows are held at a time."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise need("pyarrow", "archive", error) from error
    from .columns import TABLES, arrow

    os.makedirs(folder, exist_ok=True)
    schemas = {name: arrow(columns) for name, columns in TABLES.items()}
    held: Dict[str, List[Row]] = {name: [] for name in TABLES}
    counts = dict.fromkeys(TABLES, 0)
    writers: Dict[str, Any] = {}
    files: Dict[str, Tuple[str, str]] = {}
    for name, schema in schemas.items():
        final = os.path.join(folder, f"{name}.{form}")
        files[name] = (final + ".part", final)
        writers[name] = pq.ParquetWriter(files[name][0], schema) if form == "parquet" else pa.ipc.new_file(files[name][0], schema)

    def flush(name: str) -> None:
        if held[name]:
            writers[name].write_table(pa.Table.from_pylist(held[name], schema=schemas[name]))
            counts[name] += len(held[name])
            held[name] = []

    try:
        for path in paths:
            for name, row in tables(rows(path, arguments)):
                held[name].append(row)
                if len(held[name]) >= 10_000:
                    flush(name)
        for name in TABLES:
            flush(name)
    finally:
        for writer in writers.values():
            writer.close()
    for part, final in files.values():
        os.replace(part, final)
    return counts
