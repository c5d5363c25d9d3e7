"""What is found, as dataclasses. Fields that a newer program adds stay in `raw`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Optional, Tuple


@dataclass(frozen=True)
class Label:
    """A place. Offsets are bytes of the text as it was given, `line` and `column` count from 1."""

    document: str
    start: int
    end: int
    line: int
    column: int
    text: str
    note: str = ""
    primary: bool = False
    side: int = 0
    published: Optional[str] = None
    place: Optional[str] = None

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Label":
        return cls(**{name: raw[name] for name in cls.__dataclass_fields__ if name in raw})


@dataclass(frozen=True)
class Side:
    """What is said, by so many documents in so many places."""

    says: str
    documents: int
    places: int

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Side":
        return cls(raw["says"], raw["documents"], raw["places"])


@dataclass(frozen=True)
class Finding:
    """Claims that cannot all hold."""

    rule: str
    severity: str
    message: str
    labels: Tuple[Label, ...]
    sides: Tuple[Side, ...] = ()
    help: Optional[str] = None
    key: Optional[str] = None
    more: int = 0
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Finding":
        return cls(
            rule=raw["rule"],
            severity=raw["severity"],
            message=raw["message"],
            labels=tuple(map(Label.of, raw["labels"])),
            sides=tuple(map(Side.of, raw.get("sides", ()))),
            help=raw.get("help"),
            key=raw.get("key"),
            more=raw.get("more", 0),
            raw=raw,
        )


@dataclass(frozen=True)
class Evidence:
    """A place in a source, with the sentence around it."""

    document: str
    start: int
    end: int
    line: int
    column: int
    text: str
    sentence: str = ""
    published: Optional[str] = None
    place: Optional[str] = None

    @classmethod
    def of(cls, raw: Optional[Mapping[str, Any]]) -> "Optional[Evidence]":
        if raw is None:
            return None
        return cls(**{name: raw[name] for name in cls.__dataclass_fields__ if name in raw})


@dataclass(frozen=True)
class Standing:
    """A claim of a draft and how it stands: `standing` is `supported`, `contradicted` or `not_found`."""

    document: str
    start: int
    end: int
    line: int
    column: int
    text: str
    kind: str
    standing: str
    disputed: bool = False
    around: str = ""
    support: Optional[Evidence] = None
    conflict: Optional[Evidence] = None
    near: Optional[Evidence] = None
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Standing":
        evidence: Dict[str, Any] = {name: Evidence.of(raw.get(name)) for name in ("support", "conflict", "near")}
        plain = ("document", "start", "end", "line", "column", "text", "kind", "standing", "disputed", "around")
        return cls(**{name: raw[name] for name in plain if name in raw}, **evidence, raw=raw)


@dataclass(frozen=True)
class Summary:
    """What was done."""

    documents: int = 0
    claims: int = 0
    compared: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Summary":
        return cls(**{name: raw[name] for name in cls.__dataclass_fields__ if name in raw})


@dataclass(frozen=True)
class Report:
    """What was found in texts, and for drafts how each of their claims stands."""

    findings: Tuple[Finding, ...]
    support: Tuple[Standing, ...]
    summary: Summary
    raw: Dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, raw: Dict[str, Any]) -> "Report":
        return cls(
            findings=tuple(map(Finding.of, raw["findings"])),
            support=tuple(map(Standing.of, raw.get("support", ()))),
            summary=Summary.of(raw.get("summary", {})),
            raw=raw,
        )
