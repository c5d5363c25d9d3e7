//! The tools for assistants, over the pipe: what each gives, and that what is malformed, outside the root or too long gets an error.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops at what it cannot read")]

mod common;

use common::{command, factlint, texts};
use serde_json::{Value, json};
use std::{
    fs,
    io::{self, BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Stdio},
};

/// A server, and the pipe to it.
struct Server {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    id: u64,
}

impl Server {
    fn start(folder: &Path, args: &[&str]) -> io::Result<Self> {
        let args: Vec<&str> = ["mcp"].into_iter().chain(args.iter().copied()).collect();
        let mut child = command(folder, &args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn()?;
        let (input, output) = (child.stdin.take(), child.stdout.take().unwrap());
        Ok(Self { child, input, output: BufReader::new(output), id: 0 })
    }

    fn send(&mut self, line: &[u8]) -> io::Result<()> {
        let input = self.input.as_mut().unwrap();
        input.write_all(line)?;
        input.write_all(b"\n")?;
        input.flush()
    }

    fn receive(&mut self) -> io::Result<Value> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        Ok(serde_json::from_str(&line)?)
    }

    /// The whole answer to a request.
    fn ask(&mut self, method: &str, params: &Value) -> io::Result<Value> {
        self.id += 1;
        self.send(json!({"jsonrpc": "2.0", "id": self.id, "method": method, "params": params}).to_string().as_bytes())?;
        let answer = self.receive()?;
        assert_eq!(answer["id"], self.id, "{answer}");
        Ok(answer)
    }

    /// What a tool gives.
    fn call(&mut self, tool: &str, arguments: &Value) -> io::Result<Value> {
        Ok(self.ask("tools/call", &json!({"name": tool, "arguments": arguments}))?["result"].take())
    }

    /// What a tool says that refuses a call.
    fn refused(&mut self, tool: &str, arguments: &Value) -> io::Result<String> {
        let result = self.call(tool, arguments)?;
        assert_eq!((&result["isError"], result.get("structuredContent")), (&json!(true), None), "{result}");
        Ok(result["content"][0]["text"].as_str().unwrap().to_owned())
    }

    fn end(mut self) -> io::Result<Option<i32>> {
        drop(self.input.take());
        Ok(self.child.wait()?.code())
    }
}

const DRAFT: &str = "The Brenna quay is 240 metres long and was opened in 1974. It cost 9,214 crowns.\n";
const SOURCE: &str = "The Brenna quay, which is 220 metres long, was opened in 1974.\n";

/// Whether a value is as its schema says.
fn fits(schema: &Value, value: &Value) -> bool {
    let (mut compiler, mut schemas) = (boon::Compiler::new(), boon::Schemas::new());
    compiler.add_resource("schema.json", schema.clone()).unwrap();
    let schema = compiler.compile("schema.json", &mut schemas).unwrap();
    schemas.validate(value, schema).is_ok()
}

#[test]
fn a_client_is_greeted_and_told_of_the_tools() -> io::Result<()> {
    let folder = texts(&[])?;
    let mut server = Server::start(folder.path(), &[])?;
    for (asked, spoken) in [("2025-06-18", "2025-06-18"), ("2024-11-05", "2024-11-05"), ("1999-01-01", "2025-11-25")] {
        let hello = server.ask("initialize", &json!({"protocolVersion": asked, "capabilities": {}}))?;
        assert_eq!(hello["result"]["protocolVersion"], spoken);
        assert_eq!(hello["result"]["serverInfo"]["version"], env!("CARGO_PKG_VERSION"));
    }
    server.send(br#"{"jsonrpc": "2.0", "method": "notifications/initialized"}"#)?;
    assert_eq!(server.ask("ping", &json!({}))?["result"], json!({}));
    let tools = server.ask("tools/list", &json!({}))?["result"]["tools"].take();
    let names: Vec<&str> = tools.as_array().unwrap().iter().filter_map(|tool| tool["name"].as_str()).collect();
    assert_eq!(names, ["check_draft", "check_texts", "support_table", "explain_rule", "list_rules"]);
    for tool in tools.as_array().unwrap() {
        assert_eq!((&tool["inputSchema"]["type"], &tool["outputSchema"]["type"]), (&json!("object"), &json!("object")), "{tool}");
        assert!(!fits(&tool["inputSchema"], &json!({"nonsense": 1})) && !fits(&tool["outputSchema"], &json!({})), "{tool}");
        assert_eq!(tool["annotations"]["readOnlyHint"], true);
    }
    assert_eq!(tools[0]["outputSchema"], serde_json::from_str::<Value>(&fs::read_to_string("schemas/check-output.json")?)?);
    assert_eq!(server.end()?, Some(0));
    Ok(())
}

#[test]
fn tools_give_what_the_command_line_does() -> io::Result<()> {
    let folder =
        texts(&[("draft.md", DRAFT), ("sources/a.txt", SOURCE), ("sources/sources.yaml", "a.txt: {date: 2024-03-01}\n")])?;
    let mut server = Server::start(folder.path(), &["--root", "."])?;
    let schemas = server.ask("tools/list", &json!({}))?["result"]["tools"].take();
    let draft = json!({"text": DRAFT, "name": "draft.md", "sources": [{"path": "sources"}]});
    let result = server.call("check_draft", &draft)?;
    let printed: Value =
        serde_json::from_str(&factlint(folder.path(), &["check", "draft.md", "--against", "sources", "--format", "json"])?.out)?;
    assert_eq!(result["structuredContent"], printed, "the same as the command line");
    assert_eq!(printed["findings"][0]["rule"], "figure-conflict");
    assert!(fits(&schemas[0]["outputSchema"], &result["structuredContent"]));
    let text = result["content"][0]["text"].as_str().unwrap();
    assert!(text.contains("1 error") && text.contains("error figure-conflict draft.md:1:20: "), "{text}");

    let result = server.call("support_table", &draft)?;
    let printed: Value =
        serde_json::from_str(&factlint(folder.path(), &["claims", "draft.md", "--against", "sources", "--format", "json"])?.out)?;
    assert_eq!(result["structuredContent"], printed);
    assert!(fits(&schemas[2]["outputSchema"], &result["structuredContent"]));
    let text = result["content"][0]["text"].as_str().unwrap();
    assert!(
        text.starts_with("3 claims: 1 supported, 1 contradicted, 1 not found\ncontradicted draft.md:1:20: “240 metres” ("),
        "{text}"
    );

    // The same file by its own path, and as text.
    for sources in [json!([{"path": "sources/a.txt"}]), json!([{"text": SOURCE, "name": "sources/a.txt"}])] {
        let result = server.call("check_draft", &json!({"text": DRAFT, "sources": sources}))?;
        assert_eq!(result["structuredContent"]["summary"]["contradicted"], 1, "{result}");
    }
    let strict = server.call("check_draft", &json!({"text": DRAFT, "sources": [{"text": SOURCE}], "require_sources": true}))?;
    assert_eq!(strict["structuredContent"]["summary"]["warnings"], 1, "{strict}");

    let result = server.call("check_texts", &json!({"texts": [{"text": DRAFT}, {"path": "sources/a.txt"}]}))?;
    assert_eq!(result["structuredContent"]["findings"][0]["rule"], "figure-conflict", "{result}");
    assert!(fits(&schemas[1]["outputSchema"], &result["structuredContent"]));
    let alone = server.call("check_draft", &json!({"text": "It met on Monday 5 March 2024."}))?;
    assert_eq!(alone["structuredContent"]["findings"][0]["rule"], "weekday-mismatch");

    for (tool, arguments, printed) in [
        (
            "explain_rule",
            json!({"rule": "weekday-mismatch"}),
            factlint(folder.path(), &["explain", "weekday-mismatch", "--format", "json"])?,
        ),
        ("list_rules", json!({}), factlint(folder.path(), &["explain", "--format", "json"])?),
    ] {
        let result = server.call(tool, &arguments)?;
        assert!(fits(&schemas[if tool == "list_rules" { 4 } else { 3 }]["outputSchema"], &result["structuredContent"]));
        let printed: Value = serde_json::from_str(&printed.out)?;
        if tool == "explain_rule" {
            assert_eq!(result["structuredContent"], printed);
            assert!(printed["reported"].as_array().is_some_and(|examples| !examples.is_empty()));
        } else {
            // The command line lists the rules that are off by themselves, too.
            let of = |list: &Value| list["rules"].as_array().unwrap().clone();
            assert!(of(&result["structuredContent"]).iter().all(|rule| of(&printed).contains(rule)));
        }
    }
    assert_eq!(server.end()?, Some(0));
    Ok(())
}

#[test]
fn rules_are_resources() -> io::Result<()> {
    let folder = texts(&[])?;
    let mut server = Server::start(folder.path(), &[])?;
    let listed = server.ask("resources/list", &json!({}))?["result"]["resources"].take();
    assert!(listed.as_array().unwrap().iter().any(|one| one["uri"] == "factlint://rules/count-conflict"), "{listed}");
    let one = server.ask("resources/read", &json!({"uri": "factlint://rules/count-conflict"}))?;
    let text = one["result"]["contents"][0]["text"].as_str().unwrap().to_owned();
    assert!(text.starts_with("count-conflict (error)\n") && text.contains("\nReported\n"), "{text}");
    let all = server.ask("resources/read", &json!({"uri": "factlint://rules"}))?;
    assert!(all["result"]["contents"][0]["text"].as_str().unwrap().contains("weekday-mismatch"));
    assert_eq!(server.ask("resources/templates/list", &json!({}))?["result"]["resourceTemplates"][0]["name"], "rule");
    for uri in ["factlint://rules/none", "file:///etc/passwd", "factlint://rules/../x"] {
        assert_eq!(server.ask("resources/read", &json!({"uri": uri}))?["error"]["code"], -32002, "{uri}");
    }
    Ok(())
}

#[test]
fn malformed_messages_get_errors_and_the_next_one_an_answer() -> io::Result<()> {
    let folder = texts(&[])?;
    let mut server = Server::start(folder.path(), &[])?;
    let before = server.call("check_texts", &json!({"texts": [{"text": DRAFT}, {"text": SOURCE}]}))?;
    for (line, code, id) in [
        (&b"{"[..], -32700, json!(null)),
        (b"\xff\xfe", -32700, json!(null)),
        (b"[]", -32600, json!(null)),
        (b"17", -32600, json!(null)),
        (br#"{"id": 1, "method": "ping"}"#, -32600, json!(1)),
        (br#"{"jsonrpc": "2.0", "id": 1}"#, -32600, json!(1)),
        (br#"{"jsonrpc": "2.0", "id": 1, "method": 7}"#, -32600, json!(1)),
        (br#"{"jsonrpc": "2.0", "id": {}, "method": "ping"}"#, -32600, json!(null)),
        (br#"{"jsonrpc": "2.0", "id": "a", "method": "ping", "params": []}"#, -32602, json!("a")),
        (br#"{"jsonrpc": "2.0", "id": "a", "method": "tools/cull"}"#, -32601, json!("a")),
        (br#"{"jsonrpc": "2.0", "id": "a", "method": "tools/call", "params": {}}"#, -32602, json!("a")),
        (br#"{"jsonrpc": "2.0", "id": "a", "method": "tools/call", "params": {"name": "rm"}}"#, -32602, json!("a")),
        (br#"{"jsonrpc": "2.0", "id": "a", "method": "resources/read", "params": {"uri": 1}}"#, -32602, json!("a")),
    ] {
        server.send(line)?;
        let answer = server.receive()?;
        assert_eq!((&answer["error"]["code"], &answer["id"]), (&json!(code), &id), "{answer}");
        assert!(answer.get("result").is_none());
    }
    for (tool, arguments, said) in [
        ("check_draft", json!({}), "missing field `text`"),
        ("check_draft", json!({"text": 1}), "invalid type"),
        ("check_draft", json!({"text": "", "txet": ""}), "unknown field `txet`"),
        ("check_draft", json!([]), "invalid"),
        ("check_draft", json!({"text": "", "format": "pdf"}), "unknown variant `pdf`"),
        ("check_draft", json!({"text": "", "date": "2024-02-30"}), "no day of the calendar"),
        ("check_draft", json!({"text": "", "sources": [{}]}), "source 1 has a `text` or a `path`"),
        ("check_draft", json!({"text": "", "sources": [{"text": "a", "path": "a"}]}), "source 1 has a `text` or a `path`"),
        ("check_draft", json!({"text": "", "sources": [{"path": "a", "name": "b"}]}), "`a` is a path"),
        ("check_draft", json!({"text": "", "sources": [{"text": "a", "name": "draft"}]}), "called `draft` already"),
        ("check_draft", json!({"text": "", "sources": [{"path": "a.txt"}]}), "without `--root`"),
        ("support_table", json!({"text": ""}), "`sources` names none"),
        ("check_texts", json!({"texts": []}), "`texts` names none"),
        ("explain_rule", json!({"rule": "wekday-mismatch"}), "did you mean `weekday-mismatch`?"),
        ("list_rules", json!({"all": true}), "unknown field `all`"),
    ] {
        let refused = server.refused(tool, &arguments)?;
        assert!(refused.contains(said), "{tool} {arguments}: {refused}");
    }
    assert_eq!(
        before,
        server.call("check_texts", &json!({"texts": [{"text": DRAFT}, {"text": SOURCE}]}))?,
        "nothing has changed"
    );
    assert_eq!(server.end()?, Some(0));
    Ok(())
}

#[test]
fn what_is_too_long_is_refused() -> io::Result<()> {
    let folder = texts(&[("root/a.txt", SOURCE)])?;
    let mut server = Server::start(folder.path(), &["--root", "root"])?;
    let long = "x".repeat(9 << 20);
    assert!(server.refused("check_draft", &json!({"text": long}))?.contains("a call may have"));
    let (half, other) = long.split_at(5 << 20);
    assert!(server.refused("check_texts", &json!({"texts": [{"text": half}, {"text": other}]}))?.contains("a call may have"));
    // A message that is longer than any may be is passed over, and the next one read.
    server.send(
        json!({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": {"x": "y".repeat(40 << 20)}}).to_string().as_bytes(),
    )?;
    let answer = server.receive()?;
    assert_eq!((&answer["error"]["code"], &answer["id"]), (&json!(-32600), &json!(null)));
    assert_eq!(server.ask("ping", &json!({}))?["result"], json!({}));
    // Files that together are too long, or too many.
    fs::File::create(folder.path().join("root/long.txt"))?.set_len(65 << 20)?;
    for path in [".", "long.txt"] {
        let refused = server.refused("check_texts", &json!({"texts": [{"path": path}]}))?;
        assert!(refused.contains("more than 1000 files or"), "{path}: {refused}");
    }
    fs::remove_file(folder.path().join("root/long.txt"))?;
    for nth in 0..1001 {
        fs::write(folder.path().join(format!("root/{nth}.txt")), "x")?;
    }
    assert!(server.refused("check_texts", &json!({"texts": [{"path": "."}]}))?.contains("more than 1000 files or"));
    Ok(())
}

/// Nothing outside the root is read, and none of it told.
#[cfg(unix)]
#[test]
fn nothing_outside_the_root_is_read() -> io::Result<()> {
    use std::os::unix::fs::symlink;
    let secret = "The Brenna quay, which is 777 metres long, was opened in 1974.\n";
    let folder = texts(&[
        ("secret.txt", secret),
        ("outside/secret.txt", secret),
        ("outside/sources.yaml", "a.txt: {date: 1966-06-06}\n"),
        ("outside/ignore", "b.txt\n"),
        ("root/a.txt", SOURCE),
        ("root/.env", "TOKEN=777\n"),
        ("root/linked/a.txt", SOURCE),
        ("root/ignoring/b.txt", SOURCE),
        ("root/within/c.txt", SOURCE),
    ])?;
    let (root, outside) = (folder.path().join("root"), folder.path().join("outside"));
    symlink(outside.join("secret.txt"), root.join("link.txt"))?;
    symlink(&outside, root.join("folder"))?;
    symlink(outside.join("none.txt"), root.join("dangling.txt"))?;
    symlink(outside.join("sources.yaml"), root.join("linked/sources.yaml"))?;
    symlink(outside.join("ignore"), root.join("ignoring/.gitignore"))?;
    symlink(root.join("a.txt"), root.join("within/link.txt"))?;
    std::process::Command::new("mkfifo").arg(root.join("pipe.txt")).status()?;
    let mut server = Server::start(folder.path(), &["--root", "root"])?;
    let absolute = folder.path().join("secret.txt").display().to_string();
    for path in [
        "../secret.txt",
        "link.txt",
        "folder",
        "folder/secret.txt",
        "a.txt/../../secret.txt",
        &absolute,
        "/etc/passwd",
        "/etc/none",
        "..",
    ] {
        let refused = server.refused("check_draft", &json!({"text": DRAFT, "sources": [{"path": path}]}))?;
        assert!(refused.contains("lies outside the folder that may be read") && !refused.contains("777"), "{path}: {refused}");
    }
    for (path, said) in [
        ("none.txt", "no such file"),
        ("dangling.txt", "no such file"),
        (".env", "no format that is read"),
        ("pipe.txt", "no regular file"),
    ] {
        let refused = server.refused("check_draft", &json!({"text": DRAFT, "sources": [{"path": path}]}))?;
        assert!(refused.contains(said) && !refused.contains(&*folder.path().to_string_lossy()), "{path}: {refused}");
    }
    // What links lead to outside counts nowhere: no text of it, no metadata, no list of what is left out.
    let whole = server.call("check_draft", &json!({"text": DRAFT, "sources": [{"path": "."}]}))?;
    assert!(!whole.to_string().contains("777"), "{whole}");
    let own = server.call("check_draft", &json!({"text": DRAFT, "sources": [{"path": "linked"}]}))?;
    assert!(own["structuredContent"]["summary"]["contradicted"] == 1 && !own.to_string().contains("1966"), "{own}");
    let ignoring = server.call("check_draft", &json!({"text": DRAFT, "sources": [{"path": "ignoring/b.txt"}]}))?;
    assert_eq!(ignoring["structuredContent"]["summary"]["contradicted"], 1);
    // A link within the root is as good as what it leads to, and absolute paths may lead into it.
    for path in ["within/link.txt".to_owned(), root.join("a.txt").display().to_string()] {
        let found = server.call("check_draft", &json!({"text": DRAFT, "sources": [{"path": path}]}))?;
        assert_eq!(found["structuredContent"]["summary"]["contradicted"], 1, "{path}: {found}");
    }
    assert_eq!(server.end()?, Some(0));
    Ok(())
}

#[test]
fn a_root_that_is_none_is_an_error() -> io::Result<()> {
    let folder = texts(&[])?;
    let run = factlint(folder.path(), &["mcp", "--root", "none"])?;
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("no such folder: none"), "{}", run.err);
    Ok(())
}
