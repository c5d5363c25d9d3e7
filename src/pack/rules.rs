//! Rules, compiled from their files: what the checks run and what the report takes its words from.

use super::Severity;
use super::equation::{self, EquationError};
use super::error::{ExampleError, PackError, PackProblem, nearest};
use super::files::{PackFile, SHOWN};
use super::load::{Options, Packs};
use super::manifest::{Manifest, is_id};
use super::pattern::ClaimFile;
use super::rule::{Agree, Example, On, Reply, Report, RuleFile};
use crate::claim::ClaimKind;
use crate::lexicon::id_hash;
use crate::value::{Condition, Expr};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

/// What a rule checks.
#[derive(Debug)]
pub enum Check {
    /// Claims about the same thing must meet.
    Agree(Agree),
    /// A condition over the roles of a claim must be satisfiable.
    Require(Condition),
    /// It only holds drafts against their sources.
    Against,
}

/// A rule, ready to run.
#[derive(Debug)]
pub struct Rule {
    /// Its id: the name of its file.
    pub id: String,
    /// The name of its pack.
    pub pack: String,
    /// Its file's path.
    pub path: PathBuf,
    /// Whether it runs.
    pub enabled: bool,
    /// The kind of claims that it looks at.
    pub claims: ClaimKind,
    /// What it checks.
    pub check: Check,
    /// What `{answer}` stands for: the first of these that can be calculated.
    pub answers: Vec<Worked>,
    /// How much all its findings weigh, where the user says so: that wins over anything that the file or the case says.
    pub chosen: Option<Severity>,
    /// Its file. The examples of a built-in rule are in it where [`Options::all`] asks for them.
    pub file: RuleFile,
}

impl Rule {
    /// How much a finding weighs that by itself weighs `usual`.
    #[must_use]
    pub fn weigh(&self, usual: Severity) -> Severity {
        self.chosen.unwrap_or(usual)
    }

    /// Whether the rule holds a draft's figures of this kind against the sources.
    #[must_use]
    pub fn looks_at(&self, kind: ClaimKind) -> bool {
        self.looked_at().any(|looked_at| looked_at == kind)
    }

    /// The kinds of a draft's claims that the rule holds against the sources.
    pub fn looked_at(&self) -> impl Iterator<Item = ClaimKind> {
        self.held(Report::Contradiction)
    }

    /// Whether the rule reports a draft's claims of this kind that no source has.
    #[must_use]
    pub fn misses(&self, kind: ClaimKind) -> bool {
        self.held(Report::Absence).any(|missed| missed == kind)
    }

    /// Whether the rule reports a draft's claims of this kind on which its sources disagree.
    #[must_use]
    pub fn disputes(&self, kind: ClaimKind) -> bool {
        self.held(Report::Disagreement).any(|disputed| disputed == kind)
    }

    /// Whether the rule reports claims that no source has.
    #[must_use]
    pub fn reports_absence(&self) -> bool {
        self.file.against.as_ref().is_some_and(|a| a.report == Report::Absence)
    }

    fn held(&self, report: Report) -> impl Iterator<Item = ClaimKind> {
        let against = self.file.against.iter().filter(move |a| a.report == report);
        against.flat_map(|a| a.claims.iter().map(|kind| ClaimKind(id_hash(kind))))
    }
}

/// The rules of a run, in order of their ids.
#[derive(Debug, Default)]
pub struct Rules {
    rules: Vec<Rule>,
}

impl Rules {
    /// These rules.
    #[must_use]
    pub fn new(mut rules: Vec<Rule>) -> Self {
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        Self { rules }
    }

    /// The built-in rules.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(|| Packs::load(&Options::default()).rules)
    }

    /// The rules that run.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|r| r.enabled)
    }

    /// All rules, those too that are switched off.
    #[must_use]
    pub fn all(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.binary_search_by(|r| r.id.as_str().cmp(id)).ok().map(|at| &self.rules[at])
    }
}

/// The kinds of claims that rules may name, and the roles of each.
#[derive(Debug)]
pub(super) struct Kinds {
    roles: BTreeMap<String, Vec<String>>,
    /// Those whose values are words.
    of_words: BTreeSet<String>,
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|n| (*n).to_owned()).collect()
}

impl Default for Kinds {
    fn default() -> Self {
        let roles = ClaimKind::NAMED.iter().map(|(kind, roles)| ((*kind).to_owned(), owned(roles))).collect();
        Self { roles, of_words: BTreeSet::new() }
    }
}

impl Kinds {
    /// The kinds that a file of patterns makes.
    pub(super) fn add(&mut self, kind: &str, made: &ClaimFile) {
        let known = self.roles.entry(kind.to_owned()).or_default();
        known.extend(made.role_names());
        known.sort();
        known.dedup();
        if made.has_words_for_value() {
            self.of_words.insert(kind.to_owned());
        }
    }

    /// The roles of this kind, which the file names at `path`.
    fn roles(&self, file: &PackFile, kind: &str, path: &[&str]) -> Result<&[String], Box<PackProblem>> {
        self.roles.get(kind).map(Vec::as_slice).ok_or_else(|| {
            let known: Vec<String> = self.roles.keys().cloned().collect();
            Box::new(file.problem_at(path, unknown("kind of claims", kind, &known)))
        })
    }
}

/// The rule of a file, or all that is wrong with it; with its examples if they were read.
pub(super) fn compile(
    file: &PackFile,
    content: RuleFile,
    pack: &Manifest,
    kinds: &Kinds,
    with_examples: bool,
) -> Result<Rule, Vec<PackProblem>> {
    let mut problems = Vec::new();
    let id = file.stem().into_owned();
    if !is_id(&id) {
        problems.push(file.problem(None, PackError::BadId(id.clone())));
    }
    let found = relation(file, &content, kinds).map_err(|problem| problems.push(*problem)).ok();
    let roles = found.as_ref().map_or(&[][..], |(_, _, roles)| roles);
    let answers = answers(file, &content, roles).map_err(|problem| problems.push(*problem)).unwrap_or_default();
    texts(file, &content, found.as_ref().map_or(&[], |(_, _, roles)| roles), &mut problems);
    if with_examples {
        examples(file, &content, &pack.languages, &mut problems);
    }
    match found {
        Some((claims, check, _)) if problems.is_empty() => {
            let (pack, path) = (pack.name.clone(), file.path.clone());
            Ok(Rule { id, pack, path, enabled: true, claims, check, answers, chosen: None, file: content })
        }
        _ => Err(problems),
    }
}

/// What a rule compares, how, and the placeholders that it can fill besides those of every finding.
type Relation = (ClaimKind, Check, Vec<String>);

fn relation(file: &PackFile, content: &RuleFile, kinds: &Kinds) -> Result<Relation, Box<PackProblem>> {
    for (nth, claims) in content.against.iter().flat_map(|a| &a.claims).enumerate() {
        kinds.roles(file, claims, &["against", "claims", &nth.to_string()])?;
    }
    for (nth, claims) in content.peers.iter().flat_map(|p| &p.claims).enumerate() {
        kinds.roles(file, claims, &["peers", "claims", &nth.to_string()])?;
    }
    match (&content.agree, &content.require) {
        (Some(agree), None) => {
            let roles = kinds.roles(file, &agree.claims, &["agree", "claims"])?;
            let filled: &[&str] = match agree.on {
                On::Member => &["member", "subject"],
                On::Spelling => &["name", "written"],
                On::Value if roles.iter().any(|role| role == "attribute") => &["subject", "attribute"],
                On::Value | On::Size | On::Listed | On::Place | On::Person => &["subject"],
                On::Holder => &["subject", "office"],
            };
            let more: &[&str] = if content.against.is_some() { &["draft", "source"] } else { &[] };
            let filled = filled.iter().chain(more).map(|f| (*f).to_owned()).collect();
            let agree = Agree { of_words: kinds.of_words.contains(&agree.claims), ..agree.clone() };
            Ok((ClaimKind(id_hash(&agree.claims)), Check::Agree(agree), filled))
        }
        (None, Some(require)) => {
            let roles = kinds.roles(file, &require.claims, &["require", "claims"])?;
            let path = ["require", "that"];
            let condition = calculated(file, &path, &require.that, roles, equation::parse)?;
            let mut filled = roles.to_vec();
            filled.extend(["text", "expected", "unit"].map(str::to_owned));
            filled.extend(content.answer.as_ref().map(|_| "answer".to_owned()));
            if let Some(role) = &require.elsewhere {
                if !roles.contains(role) {
                    return Err(Box::new(file.problem_at(&["require", "elsewhere"], unknown("role", role, roles))));
                }
                filled.push(ELSEWHERE.to_owned());
            }
            Ok((ClaimKind(id_hash(&require.claims)), Check::Require(condition), filled))
        }
        (None, None) if content.against.is_some() || content.peers.is_some() => {
            Ok((ClaimKind(0), Check::Against, vec!["draft".into(), "source".into()]))
        }
        (None, None) => Err(Box::new(file.problem_at(&[], PackError::NoRelation))),
        (Some(_), Some(_)) => Err(Box::new(file.problem_at_key(&["require"], PackError::TwoRelations))),
    }
}

/// A way to work an answer out.
#[derive(Debug, Clone)]
pub struct Worked {
    /// What is worked out.
    pub answer: Expr,
    /// The claims that it is for; all where there is none.
    pub when: Option<Condition>,
    /// How it is said, where not as the number alone.
    pub say: Option<String>,
}

/// The mark of what another document says.
pub const ELSEWHERE: &str = "elsewhere";

/// The expressions of a rule's answer.
fn answers(file: &PackFile, content: &RuleFile, roles: &[String]) -> Result<Vec<Worked>, Box<PackProblem>> {
    let written = content.answer.iter().flat_map(|a| &a.is).enumerate();
    let read = |(nth, reply): (usize, &Reply)| {
        let nth = nth.to_string();
        let of = |key| ["answer", "is", nth.as_str(), key];
        let said = match reply {
            Reply::Number(text) => {
                let answer = calculated(file, &["answer", "is", &nth], text, roles, equation::expression)?;
                return Ok(Worked { answer, when: None, say: None });
            }
            Reply::Said(said) => said,
        };
        let when = said.when.as_ref().map(|when| calculated(file, &of("when"), when, roles, equation::parse)).transpose()?;
        let answer = calculated(file, &of("answer"), &said.answer, roles, equation::expression)?;
        Ok(Worked { answer, when, say: Some(said.say.clone()) })
    };
    written.map(read).collect()
}

/// An equation or an expression over these roles; what is wrong with it points into the file.
fn calculated<T>(
    file: &PackFile,
    path: &[&str],
    text: &str,
    roles: &[String],
    parse: impl Fn(&str) -> Result<T, EquationError>,
) -> Result<T, Box<PackProblem>> {
    let read = parse(text).map_err(|error| {
        let rest = text.get(error.offset..).unwrap_or_default();
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let (length, error) = match error.expected {
            equation::Expected::Function => (name.len(), unknown("function", &name, &owned(&equation::FUNCTIONS))),
            _ => (rest.chars().next().map_or(0, char::len_utf8), PackError::Equation(error)),
        };
        let start = text.len() - rest.len();
        Box::new(file.problem_inside(path, start..start + length, error))
    })?;
    match equation::roles(text).find(|(_, role)| !roles.iter().any(|r| r == role)) {
        Some((at, role)) => Err(Box::new(file.problem_inside(path, at..at + role.len(), unknown("role", role, roles)))),
        None => Ok(read),
    }
}

fn unknown(what: &'static str, name: &str, known: &[String]) -> PackError {
    let nearest = nearest(name, known.iter().map(String::as_str));
    PackError::Unknown { what, name: name.to_owned(), nearest, known: known.to_vec() }
}

/// The texts that readers see must say something, with placeholders that can be filled.
fn texts(file: &PackFile, content: &RuleFile, filled: &[String], problems: &mut Vec<PackProblem>) {
    for (key, text) in
        [("summary", &content.summary), ("message", &content.message), ("why", &content.why), ("fix", &content.fix)]
    {
        if text.trim().is_empty() {
            problems.push(file.problem_at(&[key], PackError::Empty(key)));
        }
    }
    if filled.is_empty() {
        return;
    }
    let mut known = filled.to_vec();
    known.extend(["values", "said", "where", "value", "apart", "agreed"].map(str::to_owned));
    let notes = content.notes.iter().map(|(id, note)| (vec!["notes", id.as_str()], note));
    let marks = content.marks.iter().map(|(role, mark)| (vec!["marks", role.as_str()], mark));
    for (role, _) in content.marks.iter().filter(|(role, _)| !filled.contains(role)) {
        problems.push(file.problem_at_key(&["marks", role], unknown("role", role, filled)));
    }
    let own = [("message", Some(&content.message)), ("label", content.label.as_ref()), ("fix", Some(&content.fix))];
    let own = own.into_iter().filter_map(|(key, text)| Some((vec![key], text?)));
    for (path, text) in own.chain(notes).chain(marks) {
        for (at, name) in placeholders(text) {
            if problems.len() < SHOWN && !known.iter().any(|k| k == name) {
                let nearest = nearest(name, known.iter().map(String::as_str));
                let error = PackError::Placeholder { name: name.to_owned(), nearest, known: known.clone() };
                problems.push(file.problem_inside(&path, at..at + name.len() + 2, error));
            }
        }
    }
}

/// The placeholders of a text and the bytes that they start at.
fn placeholders(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('{').filter_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_.-".contains(b)).count();
        let (name, after) = rest.split_at(length);
        (after.starts_with('}') && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some((at, name))
    })
}

/// A rule shows what it reports and what it does not.
fn examples(file: &PackFile, content: &RuleFile, languages: &[String], problems: &mut Vec<PackProblem>) {
    for (key, examples) in [("valid", &content.valid), ("invalid", &content.invalid)] {
        if examples.is_empty() {
            problems.push(file.problem_at_key(&[key], PackError::NoExamples(key)));
        }
        for (nth, example) in examples.iter().enumerate() {
            if problems.len() >= SHOWN {
                return;
            }
            if let Some((path, error)) = misshapen(example, languages) {
                let nth = nth.to_string();
                let path: Vec<&str> = [key, &nth].into_iter().chain(path.iter().map(String::as_str)).collect();
                problems.push(file.problem_at(&path, PackError::Example(error)));
            }
        }
    }
}

/// What is wrong with an example, and where in it.
fn misshapen(example: &Example, languages: &[String]) -> Option<(Vec<String>, ExampleError)> {
    match (&example.text, example.documents.len()) {
        (None, 0) => return Some((vec![], ExampleError::Nothing)),
        (Some(_), 1..) => return Some((vec!["documents".into()], ExampleError::Both)),
        (Some(_), 0) if example.sources > 0 => return Some((vec!["sources".into()], ExampleError::OnlySources)),
        (None, n) if example.sources >= n => return Some((vec!["sources".into()], ExampleError::OnlySources)),
        _ => {}
    }
    let path = |of: Option<usize>, key: &str| {
        of.map_or_else(|| vec![key.to_owned()], |n| vec!["documents".into(), n.to_string(), key.into()])
    };
    let documents = example.documents.iter().enumerate().map(|(n, d)| (Some(n), &d.lang, &d.date));
    for (nth, lang, date) in documents.chain([(None, &example.lang, &example.date)]) {
        if date.as_ref().is_some_and(|d| d.parse::<jiff::civil::Date>().is_err()) {
            return Some((path(nth, "date"), ExampleError::Date));
        }
        if lang.as_ref().is_some_and(|l| !languages.contains(l)) {
            return Some((path(nth, "lang"), ExampleError::Lang));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_rule_loads() {
        let loaded = Packs::load(&Options { all: true, ..Options::default() });
        assert_eq!(loaded.problems, []);
        assert!(Rules::built_in().iter().count() >= 8);
    }

    #[test]
    fn examples_of_built_in_rules_are_read_only_when_asked_for() {
        let examples = |rule: &Rule| (rule.file.valid.len(), rule.file.invalid.len());
        assert!(Rules::built_in().all().iter().all(|rule| examples(rule) == (0, 0)));
        let loaded = Packs::load(&Options { all: true, ..Options::default() });
        assert!(loaded.rules.all().iter().all(|rule| !rule.file.valid.is_empty() && !rule.file.invalid.is_empty()));
    }

    #[test]
    fn placeholders_are_names_in_braces() {
        let found: Vec<_> = placeholders("{a} and {b_c}, { d }, {}, {2}").collect();
        assert_eq!(found, [(0, "a"), (8, "b_c")]);
    }
}
