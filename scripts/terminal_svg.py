#!/usr/bin/env python3
"""Draws what factlint prints about examples/csto as a terminal: docs/report.svg.

Usage: terminal_svg.py [--check] [FACTLINT]

FACTLINT is the binary (target/release/factlint unless named). With --check nothing is written; the exit status says
whether the picture is what it would be."""
import html, pathlib, re, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs/report.svg"
COMMAND = ["check", "--color", "always", "examples/csto"]
COLUMNS, CELL, LINE, PAD = 80, 8.4, 18, 16
COLORS = ["#484f58", "#ff7b72", "#7ee787", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#c9d1d9"]
PAPER, INK, FAINT = "#0d1117", "#c9d1d9", "#8b949e"


def color(codes):
    """The colour that the parameters of an SGR sequence choose, or None where they choose none."""
    if codes[0] in (38, 48) and codes[1:2] == [5]:
        n = codes[2]
        if n < 16:
            return COLORS[n % 8]
        if n >= 232:
            return "#" + f"{8 + 10 * (n - 232):02x}" * 3
        n -= 16
        return "#" + "".join(f"{0 if c == 0 else 55 + 40 * c:02x}" for c in (n // 36, n // 6 % 6, n % 6))
    if codes[0] == 38 and codes[1:2] == [2]:
        return "#%02x%02x%02x" % tuple(codes[2:5])
    if 30 <= codes[0] <= 37 or 90 <= codes[0] <= 97:
        return COLORS[codes[0] % 10]
    return None


def runs(line):
    """A line's stretches of one style: column, text, style."""
    style, at = {}, 0
    for part in re.split(r"(\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\)", line):
        if part.startswith("\x1b]"):
            continue
        if part.startswith("\x1b["):
            codes = [int(c or 0) for c in part[2:-1].split(";")]
            while codes:
                if codes[0] == 0:
                    style = {}
                elif codes[0] == 1:
                    style = style | {"font-weight": "bold"}
                elif codes[0] == 2:
                    style = style | {"fill": FAINT}
                elif codes[0] in (3, 4):
                    style = style | ({"font-style": "italic"} if codes[0] == 3 else {"text-decoration": "underline"})
                elif codes[0] == 39:
                    style = {k: v for k, v in style.items() if k != "fill"}
                elif color(codes):
                    style = style | {"fill": color(codes)}
                codes = codes[(3 if codes[1:2] == [5] else 5) if codes[0] in (38, 48) else 1:]
        elif part:
            yield at, part, style
            at += len(part)


def draw(text):
    lines = ["\x1b[2m$\x1b[0m factlint check examples/csto", "", *text.rstrip("\n").split("\n")]
    width, height = COLUMNS * CELL + 2 * PAD, len(lines) * LINE + 2 * PAD
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img">',
        "<title>Report of factlint on five short articles</title>",
        f'<rect width="100%" height="100%" rx="8" fill="{PAPER}"/>',
        f'<g fill="{INK}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" '
        'font-size="14" xml:space="preserve">',
    ]
    for number, line in enumerate(lines):
        y = PAD + number * LINE + 13
        for at, part, style in runs(line):
            if not part.strip():
                continue
            start = at + len(part) - len(part.lstrip())
            part = part.strip()
            look = "".join(f' {key}="{value}"' for key, value in sorted(style.items()))
            out.append(f'<text x="{PAD + start * CELL:.1f}" y="{y}" textLength="{len(part) * CELL:.1f}"{look}>{html.escape(part)}</text>')
    return "\n".join([*out, "</g>", "</svg>", ""])


def main():
    args = [a for a in sys.argv[1:] if a != "--check"]
    binary = pathlib.Path(args[0]).resolve() if args else ROOT / "target/release/factlint"
    run = subprocess.run([binary, *COMMAND], cwd=ROOT, capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(run.stderr)
    picture = draw(run.stdout)
    if "--check" not in sys.argv:
        PICTURE.write_text(picture)
    elif not PICTURE.exists() or PICTURE.read_text() != picture:
        sys.exit("docs/report.svg is not up to date: python3 scripts/terminal_svg.py")


main()
