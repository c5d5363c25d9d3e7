#!/usr/bin/env python3
"""Makes articles of the texts in `examples/against`, with other names, figures and days, as JSON Lines: an archive in which names come again.

    python3 scripts/varied_articles.py --documents 1000000 >archive.jsonl

Each article has the title and two to four paragraphs of one text. Towns and people are taken from so many names that one stands in some ten articles
(`--names` says otherwise); days of publication are those of ten years. Nothing is planted: what contradicts itself does so by chance, as texts on one town
and one school do. The same seed gives the same bytes.
"""

import argparse
import datetime
import json
import pathlib
import random
import re
import sys

from made_articles import name

TEXTS = pathlib.Path(__file__).resolve().parent.parent / "examples" / "against"
# The names in these texts: what stands for another one in each article, and how that one ends.
TOWNS, SURNAMES, GIVEN = ("Stenvik", "Alnäs", "Hammarby", "Lindby"), ("Lundmark", "Strömbeck"), ("Petra", "Eva")
GIVEN_NAMES = "Ada Bo Cilla Dan Ebba Finn Greta Hugo Ines Jon Karin Lars Mona Nils Olga Per Rut Sten Tora Ulf Vera Ylva".split()
# Figures that may be others: neither years nor days of a month, nor what is worked out of others.
NOT_BEFORE = r"(?!\s*(?:%|procent|percent|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|maj|okt))"
FIGURE = re.compile(rf"(?<![\d.,-])\d{{1,3}}(?:[,  ]\d{{3}})+\b|(?<![\d.,-])\d{{2,3}}\b{NOT_BEFORE}", re.IGNORECASE)
# An article stands for one of so many by the same name: a school's town comes again after some.
ARTICLES_A_NAME = 10
FIRST_DAY, DAYS = datetime.date(2015, 1, 1), 3650


def texts():
    """Each text: its language, its title, its paragraphs."""
    for path in sorted([*TEXTS.glob("*/utkast.md"), *TEXTS.glob("*/sources/*.txt"), *TEXTS.glob("*/sources/*.md")]):
        parts = [part.strip() for part in re.sub(r"\A---.*?---\n", "", path.read_text(), flags=re.DOTALL).split("\n\n")]
        if re.fullmatch(r"[A-Z]\w+ \d+, \d{4}", parts[0]):
            parts = parts[1:]
        if len(parts) > 2:
            yield "sv" if path.name == "utkast.md" else "en", parts[0].lstrip("# "), parts[1:]


def varied(match, random_):
    """Another figure of as many digits, put alike."""
    figure = match.group()
    digits = [character for character in figure if character.isdigit()]
    new = str(random_.randrange(10 ** (len(digits) - 1), 10 ** len(digits)))
    given = iter(new)
    return "".join(next(given) if character.isdigit() else character for character in figure)


def made(documents, names, seed):
    """The articles."""
    random_ = random.Random(seed)
    of = list(texts())
    for number in range(documents):
        lang, title, paragraphs = random_.choice(of)
        kept = sorted(random_.sample(range(len(paragraphs)), min(len(paragraphs), random_.randint(2, 4))))
        text = f"{title}\n\n" + "\n\n".join(paragraphs[at] for at in kept) + "\n"
        text = FIGURE.sub(lambda match: varied(match, random_), text)
        for own, ending in ((TOWNS, ""), (SURNAMES, "son")):
            for old in own:
                text = text.replace(old, name(random_.randrange(names)) + ending)
        for old in GIVEN:
            text = text.replace(old, random_.choice(GIVEN_NAMES))
        date = FIRST_DAY + datetime.timedelta(days=random_.randrange(DAYS))
        yield {"id": f"article-{number:08}", "text": text, "date": date.isoformat(), "lang": lang}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--documents", type=int, default=10_000)
    arguments.add_argument("--names", type=int, help="from so many names; a tenth of the articles where nothing is said")
    arguments.add_argument("--seed", type=int, default=20)
    given = arguments.parse_args()
    for document in made(given.documents, given.names or max(1, given.documents // ARTICLES_A_NAME), given.seed):
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
