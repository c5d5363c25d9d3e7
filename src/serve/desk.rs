//! What is done with a form: its texts are read, held against each other, and told as what is asked for.

use super::{Server, bounds, form::Part, frame, http::Answer, refusal::Refusal};
use crate::{
    annotate,
    job::{Answered, Request},
    pipeline::Role,
    report::{
        Report, csv,
        html::{self, Around, Skipped, Strings},
        support,
    },
    source::{self, Choice, Defaults, Format, Loaded, Metadata},
};
use jiff::civil::Date;
use std::{collections::BTreeSet, io, path::Path};

/// What the findings are told as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// The page, to be looked at here,
    Report,
    /// or to be kept.
    Page,
    /// A table for a spreadsheet.
    Table,
    /// The draft itself, with comments.
    Comments,
    /// The draft's own text, and nothing else.
    Text,
}

impl Told {
    /// What stands behind the token in an address.
    pub(super) fn of(path: &str) -> Option<Self> {
        match path {
            "/report" => Some(Self::Report),
            "/page" => Some(Self::Page),
            "/table" => Some(Self::Table),
            "/comments" => Some(Self::Comments),
            "/text" => Some(Self::Text),
            _ => None,
        }
    }
}

/// A text or a file as it came.
#[derive(Debug, Clone)]
struct Given {
    name: String,
    format: Format,
    content: Vec<u8>,
}

/// What a form asks for.
#[derive(Debug)]
pub(super) struct Asked {
    draft: Given,
    sources: Vec<Given>,
    date: Option<Date>,
    require_sources: bool,
}

impl Asked {
    /// What the parts of a form ask for.
    pub(super) fn new(parts: &[Part], strings: &Strings) -> Result<Self, Refusal> {
        let mut names = Names::default();
        let field = |name: &str| parts.iter().find(|part| part.name == name).map(Part::text).unwrap_or_default();
        let file = |part: &&Part| part.file.as_ref().is_some_and(|file| !file.is_empty());
        let text = field("draft_text");
        let draft = match parts.iter().filter(file).find(|part| part.name == "draft_file") {
            Some(part) => Given::file(part, &mut names),
            None if text.trim().is_empty() => return Err(Refusal::NoDraft),
            None => Given::text(&field("draft_name"), strings.get("name.draft"), text, &mut names),
        };
        let mut sources: Vec<Given> = Vec::new();
        let mut name = String::new();
        for part in parts {
            match part.name.as_str() {
                "source_name" => name = part.text(),
                "source_text" => {
                    let (text, named) = (part.text(), std::mem::take(&mut name));
                    if !text.trim().is_empty() {
                        let else_named = format!("{} {}", strings.get("name.source"), sources.len() + 1);
                        sources.push(Given::text(&named, &else_named, text, &mut names));
                    }
                }
                "source_file" if file(&part) => sources.push(Given::file(part, &mut names)),
                _ => {}
            }
        }
        let day = field("draft_date");
        let date = if day.is_empty() { None } else { Some(source::parse_date(&day).map_err(|_| Refusal::Date)?) };
        Ok(Self { draft, sources, date, require_sources: !field("require").is_empty() })
    }
}

impl Given {
    fn file(part: &Part, names: &mut Names) -> Self {
        let name = part.file.as_deref().unwrap_or_default();
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let format = Format::of(Path::new(name)).unwrap_or(Format::Text);
        Self { name: names.own(name), format, content: part.bytes.to_vec() }
    }

    /// A text that was typed or pasted; a name may say that it is Markdown or a page.
    fn text(name: &str, else_named: &str, text: String, names: &mut Names) -> Self {
        let name = Some(name.trim()).filter(|name| !name.is_empty()).unwrap_or(else_named);
        let format = Format::of(Path::new(name)).filter(|format| matches!(format, Format::Markdown | Format::Html));
        Self { name: names.own(name), format: format.unwrap_or(Format::Text), content: text.into_bytes() }
    }
}

/// The names that texts have, each another.
#[derive(Debug, Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn own(&mut self, name: &str) -> String {
        let (stem, extension) = name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
        let numbered = (2..).map(|n| format!("{stem} ({n}){extension}"));
        let free = std::iter::once(name.to_owned()).chain(numbered).find(|name| !self.0.contains(name));
        let free = free.unwrap_or_default();
        self.0.insert(free.clone());
        free
    }
}

/// Texts that were read, ready to be checked.
pub(super) struct Read {
    /// The draft as it came, where it is to have comments.
    draft: Option<Given>,
    request: Request,
    skipped: Vec<Skipped>,
    require_sources: bool,
    has_sources: bool,
}

impl Server<'_> {
    /// The text of the draft alone.
    pub(super) fn text(&self, asked: Asked) -> Result<Answer, Refusal> {
        let draft = self.draft(asked.draft, asked.date)?;
        let texts: Vec<&str> = draft.documents.iter().map(|document| document.text.as_ref()).collect();
        Ok(Answer::new("text/plain; charset=utf-8", texts.join("\n\n").into_bytes()))
    }

    /// Reads what is asked for.
    pub(super) fn read(&self, asked: Asked, told: Told) -> Result<Read, Refusal> {
        let mut request = Request::default();
        let kept = Some(&asked.draft).filter(|_| told == Told::Comments).cloned();
        let draft = self.draft(asked.draft, asked.date)?;
        let mut length = length(&draft);
        let mut skipped: Vec<Skipped> = html::skipped(&draft).collect();
        let has_sources = !asked.sources.is_empty();
        let role = if has_sources { Role::Draft } else { Role::Peer };
        request.add_loaded(draft, role).map_err(|said| Refusal::Draft(vec![said]))?;
        let mut of_sources = 0;
        for given in asked.sources {
            let source = self.load(given, None);
            length += self::length(&source);
            if length > bounds::MOST_TEXT {
                return Err(Refusal::LongTexts);
            }
            of_sources += source.documents.len();
            skipped.extend(html::skipped(&source));
            request.add_loaded(source, Role::Source).map_err(|said| Refusal::Sources(vec![said]))?;
        }
        if has_sources && of_sources == 0 {
            return Err(Refusal::Sources(said(&skipped)));
        }
        Ok(Read { draft: kept, request, skipped, require_sources: asked.require_sources, has_sources })
    }

    fn draft(&self, given: Given, date: Option<Date>) -> Result<Loaded, Refusal> {
        let draft = self.load(given, date);
        if draft.documents.is_empty() {
            return Err(Refusal::Draft(said(&html::skipped(&draft).collect::<Vec<_>>())));
        }
        if length(&draft) > bounds::MOST_DRAFT { Err(Refusal::LongDraft) } else { Ok(draft) }
    }

    /// Reads one file.
    fn load(&self, given: Given, date: Option<Date>) -> Loaded {
        let longest = self.config.longest().min(bounds::MOST_BODY as u64);
        let defaults = Defaults {
            meta: Metadata { date: date.or(self.config.date), lang: self.config.lang.clone(), ..Metadata::default() },
            dateline_word: &|word: &str| self.engine.dateline_word(word),
            names_thing: &|key: &str| self.engine.names_thing(key),
            choice: Choice { longest, unpacks: Some(bounds::MOST_UNPACKED), ..Choice::default() },
        };
        let mut loaded = source::given(given.name, given.format, given.content.into(), &defaults);
        // What no pack reads is told, and left out.
        let unserved = self.engine.unserved(&loaded.documents);
        for (number, language) in unserved.into_iter().rev() {
            loaded.unserved.push((loaded.documents.remove(number).name, language));
            loaded.files.remove(number);
        }
        loaded
    }

    /// Checks what was read, and tells it.
    pub(super) fn check(&self, read: Read, told: Told, lang: Option<&str>) -> io::Result<Result<Answer, Refusal>> {
        let Read { draft, request, skipped, require_sources, has_sources } = read;
        let answered = request.check(self.engine, self.settled, require_sources);
        let report = answered.report(self.engine);
        let languages: Vec<Option<String>> =
            report.documents.iter().map(|document| self.engine.language(document).map(str::to_owned)).collect();
        let page = Around { languages: &languages, skipped: &skipped, lang, no_commands: true, ..Around::default() };
        let report = Report { page, ..report };
        if let Some(draft) = draft {
            return Ok(comments(&report, &draft));
        }
        let mut body = Vec::new();
        if told == Told::Table {
            self.table(&answered, &report, has_sources, &mut body)?;
            let mut answer = Answer::new("text/csv; charset=utf-8", body);
            answer.keep("factlint.csv");
            return Ok(Ok(answer));
        }
        html::write(&report, &mut body)?;
        let mut answer = Answer::new(frame::HTML, body);
        if told == Told::Page {
            answer.keep("factlint.html");
        }
        // Whatever gets into a page by a mistake, it has no origin and can ask nothing of this server.
        let policy = format!("{}; frame-ancestors 'self'; sandbox allow-scripts", html::policy());
        answer.fields.push(("Content-Security-Policy", policy));
        Ok(Ok(answer))
    }

    /// A row a claim where there are sources, else a row a finding.
    fn table(&self, answered: &Answered, report: &Report, has_sources: bool, out: &mut Vec<u8>) -> io::Result<()> {
        if !has_sources {
            return csv::write(report, out);
        }
        let kind = |kind| self.engine.kind(kind);
        support::csv(&answered.table(&kind), out)
    }
}

/// The draft as it came, with what is found as comments in it.
fn comments(report: &Report, draft: &Given) -> Result<Answer, Refusal> {
    let (path, format) = (Path::new(&draft.name), draft.format);
    let document = report.documents.first().ok_or(Refusal::Failed)?;
    let file = annotate::Draft { path, format, bytes: &draft.content, text: &document.text };
    let written = annotate::annotate(&file, &html::comments(report, 0, false), None);
    let written = written.map_err(|error| Refusal::Draft(vec![error.to_string()]))?;
    let mut answer = Answer::new("application/octet-stream", written);
    answer.keep(&format!("factlint.{}", format.name()));
    Ok(answer)
}

fn length(loaded: &Loaded) -> usize {
    loaded.documents.iter().map(|document| document.text.len()).sum()
}

fn said(skipped: &[Skipped]) -> Vec<String> {
    skipped.iter().map(|one| one.why.clone().map_or_else(|| one.name.clone(), |why| format!("{}: {why}", one.name))).collect()
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn no_two_texts_have_one_name() {
        let mut names = Names::default();
        let all = ["a.txt", "a.txt", "a (2).txt", "draft", "draft"].map(|name| names.own(name));
        assert_eq!(all, ["a.txt", "a (2).txt", "a (2) (2).txt", "draft", "draft (2)"]);
    }
}
