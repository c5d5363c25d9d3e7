"""The columns of the tables, in one place: documents, claims, problems (docs/archives.md explains each)."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

#: The version of the rows' schema that this package reads.
SCHEMA = 1

#: By table: columns with their types, as `factlint extract` prints them (schemas/extract-row.json).
TABLES: Dict[str, List[Tuple[str, str]]] = {
    "documents": [
        ("document", "text"),
        ("file", "text"),
        ("hash", "text"),
        ("date", "text"),
        ("lang", "text"),
        ("publisher", "text"),
        ("url", "text"),
        ("claims", "int"),
        ("findings", "int"),
        ("names", "keys"),
        ("packs", "text"),
    ],
    "claims": [
        ("document", "text"),
        ("nth", "int"),
        ("date", "text"),
        ("publisher", "text"),
        ("lang", "text"),
        ("start", "int"),
        ("end", "int"),
        ("line", "int"),
        ("column", "int"),
        ("place", "text"),
        ("text", "text"),
        ("kind", "text"),
        ("rules", "texts"),
        ("key", "text"),
        ("about", "text"),
        ("subject", "text"),
        ("head", "text"),
        ("attribute", "text"),
        ("unit", "text"),
        ("period", "text"),
        ("scope", "text"),
        ("form", "text"),
        ("value", "text"),
        ("low", "text"),
        ("low_open", "bool"),
        ("high", "text"),
        ("high_open", "bool"),
        ("low_double", "double"),
        ("high_double", "double"),
        ("first_day", "text"),
        ("last_day", "text"),
        ("members", "texts"),
        ("excluded", "texts"),
        ("complete", "bool"),
        ("measure", "int"),
        ("what", "keys"),
        ("who", "keys"),
        ("words", "keys"),
        ("whose", "keys"),
        ("governs", "keys"),
        ("governs_bits", "int"),
        ("counted_bits", "int"),
        ("narrows_bits", "int"),
        ("timed", "text"),
        ("time_low", "double"),
        ("time_high", "double"),
        ("fold_low", "double"),
        ("fold_high", "double"),
        ("loose", "bool"),
        ("packs", "text"),
    ],
    "problems": [("file", "text"), ("line", "int"), ("lost", "bool"), ("message", "text")],
}

#: What the documents of an archive have beside these: a short number, the path that was asked for, the place in the file, and the text of a line.
ARCHIVED = [("id", "int"), ("root", "text"), ("place", "int"), ("content", "text")]

SQL = {"text": "varchar", "int": "bigint", "double": "double", "bool": "boolean", "texts": "varchar[]", "keys": "bigint[]"}
SPARK = {"text": "string", "int": "bigint", "double": "double", "bool": "boolean", "texts": "array<string>", "keys": "array<bigint>"}


def arrow(columns: List[Tuple[str, str]]) -> Any:
    """The columns as an Arrow schema."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "int": pa.int64(),
        "double": pa.float64(),
        "bool": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "keys": pa.list_(pa.int64()),
    }
    return pa.schema([(name, types[of]) for name, of in columns], metadata={"factlint": str(SCHEMA)})


def sql(columns: List[Tuple[str, str]]) -> str:
    """The columns as those of a DuckDB table."""
    return ", ".join(f'"{name}" {SQL[of]}' for name, of in columns)


def spark(columns: List[Tuple[str, str]]) -> str:
    """The columns as a Spark schema."""
    return ", ".join(f"`{name}` {SPARK[of]}" for name, of in columns)
