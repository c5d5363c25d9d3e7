#!/usr/bin/env python3
"""Makes articles about made-up things, as JSON Lines: for measuring, and to hold engines to each other.

    python3 scripts/made_articles.py --documents 5000 --planted 200 >articles.jsonl

Each article is about a thing of its own, in English or Swedish, with a few figures of it. `--planted` of them tell of the thing of another article, and
give one figure otherwise; as many tell of one and agree. The same seed gives the same bytes. Which articles contradict each other is written to
`--key FILE`, a pair of ids a line.
"""

import argparse
import json
import random
import sys

FIRST = "Al Bran Brenn Dal Elm Fors Grim Hall Ilm Jor Kvarn Lind Mor Nor Orr Pil Ran Sten Tor Ulv Vel Vind Ask Berg Drak Ek Fal Gran Hög Is".split()
MIDDLE = "a e i o u an en in or el ar und".split()
LAST = "vik sund holm näs stad berga torp ling mark fjord dal ryd hamra lösa bro".split()

# A prime: so many names are different.
MANY = 15_485_863

# What a thing is called, and sentences on it with the figures that they take: {n} its name, {p} somebody's, {t} a town's, {a} and {b} figures, {y} a year.
KINDS = {
    "en": [
        ("the {n} quay", ["The {n} quay in {t} is {a} metres long.", "The {n} quay was opened by {p} in {y}.", "Repairs of the {n} quay cost {b} million dollars, {p} says."]),
        ("the {n} Museum", ["The {n} Museum in {t} has {a} paintings.", "The {n} Museum was founded by {p} in {y}.", "The {n} Museum employs {b} people in {t}."]),
        ("the {n} Bridge", ["The {n} Bridge in {t} is {a} metres long.", "The {n} Bridge, drawn by {p}, was opened in {y}.", "The {n} Bridge cost {b} million euros, says {p}."]),
        ("the {n} shipyard", ["The {n} shipyard in {t} has {b} cranes.", "The {n} shipyard was founded by {p} in {y}.", "The {n} shipyard, led by {p}, employs {a} people."]),
        ("the {n} league", ["The {n} league has {b} clubs around {t}.", "The {n} league was founded by {p} in {y}.", "{a} matches were played in the {n} league, says {p}."]),
    ],
    "sv": [
        ("kajen {n}", ["Kajen {n} i {t} är {a} meter lång.", "Kajen {n} invigdes av {p} {y}.", "Reparationen av kajen {n} kostade {b} miljoner kronor, säger {p}."]),
        ("museet {n}", ["Museet {n} i {t} har {a} målningar.", "Museet {n} grundades av {p} {y}.", "Museet {n} har {b} anställda i {t}."]),
        ("bron {n}", ["Bron {n} i {t} är {a} meter lång.", "Bron {n}, som {p} ritade, invigdes {y}.", "Bron {n} kostade {b} miljoner kronor, säger {p}."]),
        ("rederiet {n}", ["Rederiet {n} i {t} har {b} fartyg.", "Rederiet {n} grundades av {p} {y}.", "Rederiet {n}, som leds av {p}, har {a} anställda."]),
    ],
}
AROUND = {
    "en": ["The council met on the matter.", "Nobody was available for comment.", "Neighbours were pleased with the news.", "More details are expected later."],
    "sv": ["Frågan togs upp i nämnden.", "Ingen ville kommentera saken.", "Grannarna är glada över beskedet.", "Mer besked väntas senare."],
}


def name(at):
    """A name of its own for each number."""
    first, rest = at % len(FIRST), at // len(FIRST)
    middle, rest = rest % len(MIDDLE), rest // len(MIDDLE)
    last, rest = rest % len(LAST), rest // len(LAST)
    more = ""
    while rest:
        more += MIDDLE[rest % len(MIDDLE)] + "r"
        rest //= len(MIDDLE)
    return FIRST[first] + MIDDLE[middle] + more + LAST[last]


def figures(random_, at):
    """What is told of a thing. Names of a person and a town are its own too, taken from elsewhere in the order of names."""
    return {
        "a": 100 + random_.randrange(800),
        "b": 11 + random_.randrange(80),
        "y": 1850 + random_.randrange(150),
        "n": name(at),
        "t": name(at * 7919 % MANY) + "by",
        "p": name(at * 104729 % MANY) + "son",
    }


def article(random_, kind, lang, values, sentences):
    thing, told = KINDS[lang][kind]
    lines = [told[at].format(**values) for at in sentences] + random_.sample(AROUND[lang], 2)
    title = thing.format(n=values["n"])
    return f"{title[0].upper()}{title[1:]}\n\n{' '.join(lines)}\n"


def made(documents, planted, seed):
    """The articles, and the pairs of ids that contradict each other."""
    random_ = random.Random(seed)
    things = documents - 2 * planted
    others = {}
    for nth, at in enumerate(random_.sample(range(things), min(2 * planted, things))):
        others[at] = nth % 2 == 0
    number = 0
    for at in range(things):
        lang = "en" if random_.random() < 0.5 else "sv"
        kind = random_.randrange(len(KINDS[lang]))
        values = figures(random_, at)
        date = f"2024-{1 + at % 12:02}-{1 + at % 20:02}"
        first = {"id": f"article-{number:07}", "text": article(random_, kind, lang, values, [0, 1, 2]), "date": date, "lang": lang}
        number += 1
        yield first, None
        if at in others:
            said = dict(values)
            if others[at]:
                which = random_.choice(["a", "b", "y"])
                said[which] += 7 + random_.randrange(30)
            day = int(date[-2:]) + 1
            second = {**first, "id": f"article-{number:07}", "text": article(random_, kind, lang, said, [1, 0, 2]), "date": f"{date[:-2]}{day:02}"}
            number += 1
            yield second, (first["id"], second["id"]) if others[at] else None


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--documents", type=int, default=5000)
    arguments.add_argument("--planted", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=20)
    arguments.add_argument("--key", help="a file for the pairs that contradict each other")
    given = arguments.parse_args()
    pairs = []
    for document, pair in made(given.documents, given.planted, given.seed):
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        if pair:
            pairs.append(pair)
    if given.key:
        with open(given.key, "w", encoding="utf-8") as key:
            key.writelines(f"{one}\t{other}\n" for one, other in pairs)


if __name__ == "__main__":
    main()
