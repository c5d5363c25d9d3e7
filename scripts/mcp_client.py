#!/usr/bin/env python3
"""Calls every tool of `factlint mcp` with the official Python client of the protocol.

    python3 scripts/mcp_client.py target/release/factlint

The client (`mcp` on PyPI) goes into an environment of its own below `target`. Where it cannot be installed, that is said, and the status is 0; it is
1 where something is not as it should be. Needs Python 3.10 with venv.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "mcp-client"

DRAFT = "The Brenna quay is 240 metres long and was opened in 1974.\n"
SOURCE = "The Brenna quay, which is 220 metres long, was opened in 1974.\n"


def environment():
    """A Python with the client; None where it cannot be had, and why."""
    python = WORK / "bin" / "python"
    shutil.rmtree(WORK, ignore_errors=True)
    for command in ([sys.executable, "-m", "venv", WORK], [python, "-m", "pip", "install", "--quiet", "mcp"]):
        done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode != 0:
            lines = (done.stderr + done.stdout).strip().splitlines()
            return None, lines[-1] if lines else f"status {done.returncode}"
    return python, ""


async def session(program):
    """What the client does; only run where it is installed."""
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "root"
        root.mkdir()
        (root / "council.txt").write_text(SOURCE, encoding="utf-8")
        (pathlib.Path(folder) / "secret.txt").write_text(SOURCE.replace("220", "777"), encoding="utf-8")
        (root / "link.txt").symlink_to("../secret.txt")
        server = StdioServerParameters(command=str(program), args=["mcp", "--root", str(root)], cwd=folder)
        async with stdio_client(server) as (read, write), ClientSession(read, write) as client:
            hello = await client.initialize()
            print(f"{field(hello, 'serverInfo').name} {field(hello, 'serverInfo').version}, protocol {field(hello, 'protocolVersion')}")
            tools = (await client.list_tools()).tools
            print("tools:", ", ".join(tool.name for tool in tools))
            source = {"path": "council.txt"}
            calls = {
                "check_draft": {"text": DRAFT, "sources": [source]},
                "check_texts": {"texts": [{"text": DRAFT}, source]},
                "support_table": {"text": DRAFT, "sources": [{"text": SOURCE}]},
                "explain_rule": {"rule": "figure-conflict"},
                "list_rules": {},
            }
            expect(sorted(calls) == sorted(tool.name for tool in tools), "every tool is called")
            for name, arguments in calls.items():
                # The client itself holds the structured content to the schema of the tool.
                result = await client.call_tool(name, arguments)
                content = field(result, "structuredContent")
                expect(not field(result, "isError") and content["schema"] == 1, name)
                print(f"{name}: {len(json.dumps(content))} bytes; {result.content[0].text.splitlines()[0]}")
                if name.startswith("check"):
                    expect(content["findings"][0]["rule"] == "figure-conflict", f"{name} finds what contradicts")
            for path in ("../secret.txt", "link.txt", "/etc/hostname"):
                result = await client.call_tool("check_draft", {"text": DRAFT, "sources": [{"path": path}]})
                expect(field(result, "isError") and "outside" in result.content[0].text and "777" not in result.content[0].text, path)
            result = await client.call_tool("check_draft", {"text": "x" * (9 << 20)})
            expect(field(result, "isError") and "bytes" in result.content[0].text, "a text that is too long")
            result = await client.call_tool("check_draft", {"txet": "x"})
            expect(field(result, "isError"), "a call that is malformed")
            resources = (await client.list_resources()).resources
            one = await client.read_resource(resources[1].uri)
            expect(one.contents[0].text.startswith(resources[1].name), "a rule is a resource")
            again = await client.call_tool("check_draft", calls["check_draft"])
            expect(field(again, "structuredContent")["summary"]["contradicted"] == 1, "nothing has changed")
            print(f"{len(resources)} resources; {len(DRAFT)} bytes of draft checked again: {again.content[0].text.splitlines()[0]}")


def field(of, name):
    """A field by the protocol's name: versions of the client write it as the protocol does, or as Python does."""
    if hasattr(of, name):
        return getattr(of, name)
    return getattr(of, "".join("_" + c.lower() if c.isupper() else c for c in name))


def expect(right, what):
    if not right:
        raise SystemExit(f"FAILED: {what}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program", type=pathlib.Path)
    arguments.add_argument("--within", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.within:
        import asyncio

        asyncio.run(session(given.program.resolve()))
        return 0
    python, why = environment()
    if python is None:
        print(f"the official client cannot be installed here: skipped ({why})")
        return 0
    return subprocess.run([str(python), __file__, "--within", str(given.program.resolve())]).returncode


if __name__ == "__main__":
    sys.exit(main())
