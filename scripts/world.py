#!/usr/bin/env python3
"""Writes rules/world/states.yaml and rules/world/places.yaml.

    mkdir cldr && cd cldr && npm init -y && npm install cldr-localenames-full@48 cldr-core@48
    python3 scripts/world.py cldr/node_modules

Names of states and territories come from Unicode CLDR; what CLDR lacks (short forms, older names, adjectives, cities) stands in
scripts/world/*.txt, written by hand. The result is checked in. `--check` only says whether it is up to date.
"""
import json, re, sys, unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "rules" / "world"
HEAD = """# {what}
# Made by scripts/world.py from {source}: change those, not this file.
#
# id, kind, in (what it lies in), names (the first of each language is shown; `any` is every language), acronyms (case counts), adjectives (with demonyms),
# homonyms (names that a person or another place bears too: not taken where an unknown name stands beside them).
"""
NOTICE = """#
# Names of territories: Unicode CLDR, copyright 1991-2025 Unicode, Inc., under the Unicode License v3,
# https://www.unicode.org/license.txt (see NOTICE).
"""


class Entity:
    def __init__(self, id, kind, place=None):
        self.id, self.kind, self.place = id, kind, place
        self.names, self.acronyms, self.adjectives = ({"en": [], "sv": []} for _ in range(3))
        self.homonyms = []

    def add(self, lang, name):
        """Adds a written name; its sign says which list it goes to."""
        name, sign = (name[1:], name[0]) if name[0] in "=!~" else (name, "")
        if sign == "=":
            self.names[lang].clear()
        if sign == "~" and name not in self.homonyms:
            self.homonyms.append(name)
        into = self.acronyms if sign == "!" else self.names
        for form in spellings(name, lang):
            if form not in into[lang]:
                into[lang].append(form)

    def adjective(self, lang, form):
        if form[0] == "~":
            form = form[1:]
            self.homonyms.append(form)
        if form not in self.adjectives[lang]:
            self.adjectives[lang].append(form)

    def line(self):
        parts = [f"id: {self.id}", f"kind: {self.kind}"]
        if self.place:
            parts.append(f"in: {self.place}")
        for key in ("names", "acronyms", "adjectives"):
            lists = getattr(self, key)
            if lists["en"] == lists["sv"]:
                lists = {"any": lists["en"]}
            if any(lists.values()):
                parts.append(f"{key}: {{" + ", ".join(f"{k}: [{', '.join(map(quote, v))}]" for k, v in lists.items() if v) + "}")
        if self.homonyms:
            parts.append(f"homonyms: [{', '.join(map(quote, self.homonyms))}]")
        return "  - {" + ", ".join(parts) + "}\n"


def quote(name):
    plain = re.fullmatch(r"[\w][\w .’'-]*[\w.]", name) and ": " not in name and name.lower() not in ("no", "yes", "on", "off", "null", "true", "false")
    return name if plain else json.dumps(name, ensure_ascii=False)


def spellings(name, lang):
    """The name, and the ways in which it is written without its accents or with another apostrophe."""
    keep = "åäöÅÄÖ" if lang == "sv" else ""
    bare = "".join(c if c in keep else unicodedata.normalize("NFD", c)[0] for c in name)
    forms = [name, bare]
    if "&" in name:
        forms = [f.replace("&", "and" if lang == "en" else "och") for f in forms]
    forms += [f.replace("’", "'") for f in forms if "’" in f]
    return list(dict.fromkeys(forms))


def inflect(stem):
    """The forms of a Swedish adjective in -sk; "den norske tränaren" is a man."""
    return [stem, stem + "a", stem + "t", stem + "e"]


def demonym(pair):
    """Singular and plural, and both definite ones, of a Swedish demonym ("ryss:ryssar")."""
    one, many = pair.split(":")
    if one.endswith("are"):
        return [one, one + "n", one[:-1] + "na"]
    if one.endswith("man"):
        return [one, many, one + "nen", many + "nen"]
    return [one, many, one + ("n" if one.endswith(("e", "o", "ier", "uer", "yer")) else "en"), many + "na"] if one != many else [one, one + "n", one + "na"]


def rows(path):
    return [line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]


def split(cell):
    return [x.strip() for x in re.split(r",\s(?!D\.C\.)", cell.strip()) if x.strip()]


def territories(modules):
    def load(path, *keys):
        value = json.loads((modules / path).read_text("utf-8"))
        for key in keys:
            value = value[key]
        return value

    names = {l: load(f"cldr-localenames-full/main/{l}/territories.json", "main", l, "localeDisplayNames", "territories") for l in ("en", "sv")}
    contains = load("cldr-core/supplemental/territoryContainment.json", "supplemental", "territoryContainment")
    sovereign = set(contains["UN"]["_contains"]) | {"VA", "PS", "TW", "XK"}
    skip = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "UM", "EA", "CQ", "TA"}
    found = {}
    for code in sorted(k for k in names["en"] if re.fullmatch("[A-Z]{2}", k) and k not in skip):
        entity = found[code] = Entity(f"state/{code}", "state" if code in sovereign else "territory")
        for lang, table in names.items():
            entity.add(lang, table[code])
            for alt in ("short", "variant"):
                other = table.get(f"{code}-alt-{alt}", "")
                if other and "(" not in other:
                    entity.add(lang, ("!" if other.isupper() else "") + other)
            if "(" in entity.names[lang][0]:
                entity.names[lang] = [n for n in entity.names[lang] if "(" not in n]
    return found


def states(modules):
    found = territories(modules)
    for row in rows(HERE / "world" / "states.txt"):
        cells = [c.strip() for c in row.split("|")] + [""] * 5
        code = cells[0]
        entity = found.setdefault(code, Entity(f"state/{code}", "former-state"))
        for lang, cell in (("en", cells[1]), ("sv", cells[2])):
            for name in split(cell):
                entity.add(lang, name)
        for form in split(cells[3]):
            entity.adjective("en", form)
        for form in [f for stem in split(cells[4]) for f in inflect(stem)] + [f for pair in split(cells[5]) for f in demonym(pair)]:
            entity.adjective("sv", form)
    return list(found.values())


def places():
    kind, found, seen = "", [], set()
    for row in rows(HERE / "world" / "places.txt"):
        if row.startswith("["):
            kind = row.strip("[] ")
            continue
        for item in filter(None, (i.strip() for i in row.split(";"))):
            cells = [c.strip() for c in item.split("|")]
            english = split(cells[1])
            swedish = split(cells[2]) if len(cells) > 2 else english
            main = english[0].lstrip("=!~")
            slug = re.sub(r"[^a-z0-9]+", "-", "".join(unicodedata.normalize("NFD", c)[0] for c in main.lower())).strip("-")
            if slug in seen:
                sys.exit(f"places.txt: {main} stands twice")
            seen.add(slug)
            entity = Entity(f"{kind}/{slug}", kind, None if cells[0] == "-" else f"state/{cells[0]}")
            for lang, names in (("en", english), ("sv", swedish)):
                for name in names:
                    entity.add(lang, name)
            found.append(entity)
    return found


def main():
    arguments = [a for a in sys.argv[1:] if a != "--check"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    files = {
        "states.yaml": HEAD.format(what="States and territories, with some that are no more.", source="Unicode CLDR and scripts/world/states.txt") + NOTICE
        + "entities:\n" + "".join(e.line() for e in states(Path(arguments[0]))),
        "places.yaml": HEAD.format(what="Capitals, cities and regions.", source="scripts/world/places.txt") + "entities:\n" + "".join(e.line() for e in places()),
    }
    stale = [name for name, text in files.items() if not (OUT / name).exists() or (OUT / name).read_text("utf-8") != text]
    if "--check" in sys.argv:
        sys.exit(f"not up to date: {', '.join(stale)}" if stale else 0)
    for name in stale:
        (OUT / name).write_text(files[name], "utf-8")
    print(f"wrote {', '.join(stale) or 'nothing: all up to date'}")


if __name__ == "__main__":
    main()
