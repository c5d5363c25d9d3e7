//! Who says what a sentence says: the speaker of a quote, the subject of a verb of speech, or whose turn it is in a talk that is written down.
//!
//! ```text
//! voice = turn , ":" , { sentence } | quote , speaker | name , verb of speech , { word } | { word } , verb of speech , name
//!       | according to , name | pronoun , verb of speech , { word } | the post , verb of speech , { word } | { word } , verb of speech , the post
//! turn  = name , [ "(" , { word } , ")" | "," , { word } ]
//! ```
//!
//! A turn ends with its paragraph, or where the next one begins. A quote that names nobody, right behind one that does, is the same person's.

use super::{Analysis, Quote};
use crate::clause::{Key, name_word};
use crate::lexicon::Class;
use crate::text::{ClassSet, Span, Token};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A stretch of text that somebody is said to have said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The sentence.
    pub span: Span,
    /// The last word of the speaker's name; the post, where that is all that is said.
    pub name: Key,
    /// Where the name or the post stands.
    pub named: Span,
    /// How the speaker is called.
    pub called: Called,
}

/// How a speaker is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Called {
    /// By a name that the text has with another one before it, too: a person's.
    Full,
    /// By some name.
    Name,
    /// By a post: "the sheriff".
    Post,
}

/// The last word of a speaker's name, and where the name stands.
type Speaker = (Key, Span);

/// The name that opens a turn has so many words, and what is said of the person so many tokens.
const MOST_NAME: usize = 5;
const MOST_POST: usize = 14;
/// Capitals that name nobody.
const NOBODY: ClassSet = ClassSet::new(&[
    Class::Month,
    Class::Weekday,
    Class::Pronoun,
    Class::Article,
    Class::DefiniteArticle,
    Class::Preposition,
    Class::Cardinal,
]);

impl Analysis<'_> {
    /// Who says each sentence that somebody is said to say, in order.
    pub(super) fn voices(&self, quotes: &[Quote]) -> Vec<Voice> {
        let mut voices: Vec<Voice> = Vec::new();
        let mut block = usize::MAX;
        let (mut turn, mut last): (Option<Speaker>, Option<Speaker>) = (None, None);
        let mut at = 0;
        let surnames = self.surnames();
        for sentence in &self.sentences {
            let tokens = &sentence.tokens;
            let (Some(first), Some(end)) = (self.tokens.get(tokens.start), self.tokens.get(tokens.end.saturating_sub(1))) else {
                continue;
            };
            let span = first.span.to(end.span);
            let here = self.document.blocks.partition_point(|b| b.span.start <= span.start);
            if here != block {
                (block, turn, last) = (here, None, None);
            }
            turn = self.turn(tokens, &surnames).or(turn);
            while quotes.get(at).is_some_and(|quote| quote.span.end <= span.start) {
                at += 1;
            }
            let quoted: Vec<&Quote> = quotes[at..].iter().take_while(|quote| quote.span.start < span.end).collect();
            // What is asked is not said.
            let asks = end.is_punct('?');
            let post = self.post_speaking(tokens, &quoted);
            let said = match quoted_by(&quoted) {
                Quoted::By(speaker) => Some(speaker),
                Quoted::Several => None,
                Quoted::Nobody => self.said_by(tokens, &quoted, last).or(match (&post, quoted.is_empty()) {
                    (Some(_), _) => None,
                    (None, true) => turn,
                    (None, false) => turn.or(last),
                }),
            };
            let said = said.filter(|_| !asks);
            let full = |name: Key, named: Span| surnames.contains(&name) && self.is_unknown(named);
            let called = |(name, named)| (name, named, if full(name, named) { Called::Full } else { Called::Name });
            let by_post = post.filter(|_| !asks && quoted.iter().all(|quote| quote.speaker.is_none()));
            let voice = said.map(called).or(by_post.map(|(post, named)| (post, named, Called::Post)));
            voices.extend(voice.map(|(name, named, called)| Voice { span, name, named, called }));
            // Where another is named, a pronoun may be either.
            last = said.filter(|_| self.names_in(tokens).len() < 2);
        }
        voices
    }

    /// The name that opens a turn.
    fn turn(&self, sentence: &Range<usize>, surnames: &FxHashSet<Key>) -> Option<Speaker> {
        let start = sentence.clone().find(|i| self.tokens[*i].is_word())?;
        let named = |i: &usize| {
            let t = &self.tokens[*i];
            t.is_word() && (t.capital || t.is(Class::Title)) && !t.is_any(&NOBODY) || t.is_punct('-') && t.glued
        };
        let end = (start..sentence.end).take(MOST_NAME).take_while(named).last()? + 1;
        let colon = (end..sentence.end).take(MOST_POST).find(|i| self.tokens[*i].is_punct(':'))?;
        // "Ida Krog, the planner, showed a map: …" is no turn.
        let comma = |i: usize| self.tokens[i].is_punct(',');
        let told = colon == end || self.tokens[end].is_punct('(') || comma(end) && !(end + 1..colon).any(comma);
        let spoken = colon + 1 < sentence.end && !(end..colon).any(|i| self.tokens[i].is(Class::Speech));
        let last = end - 1;
        // "Applicant: …", "Press release: …", "NEW DELHI: …" are no names; "Falk: …" is, where the text has "Pia Falk", too.
        let again = || self.tokens.iter().filter(|t| t.capital && t.text == self.tokens[last].text).nth(1).is_some();
        let name = match (last > start, colon > end) {
            (true, true) => true,
            (true, false) => again() && self.entities_in(&(start..end)).next().is_none(),
            (false, _) => surnames.contains(&name_word(self.tokens[last].text)),
        };
        (told && spoken && name && self.tokens[last].capital).then(|| (name_word(self.tokens[last].text), self.span(start..end)))
    }

    /// The last words of names of two words or more.
    fn surnames(&self) -> FxHashSet<Key> {
        let named = |t: &Token| t.is_word() && t.capital && !t.is_any(&NOBODY);
        let pairs = self.tokens.windows(2).filter(|pair| named(&pair[0]) && named(&pair[1]) && !pair[1].starts_sentence);
        pairs.map(|pair| name_word(pair[1].text)).collect()
    }

    /// Whether the last word of a name means nothing by itself, as "Energy" and "Rovers" do.
    fn is_unknown(&self, name: Span) -> bool {
        let after = self.tokens.partition_point(|t| t.span.start < name.end);
        after.checked_sub(1).is_some_and(|last| self.tokens[last].senses.is_empty())
    }

    /// The one verb of speech of a sentence, or its "according to", outside of what it quotes.
    fn verb_of_speech(&self, sentence: &Range<usize>, quotes: &[&Quote]) -> Option<usize> {
        let outside = |i: &usize| {
            !quotes.iter().any(|q| q.span.start <= self.tokens[*i].span.start && self.tokens[*i].span.end <= q.span.end)
        };
        let speaks = |i: &usize| self.tokens[*i].is(Class::Speech) || self.tokens[*i].is(Class::AccordingTo);
        let mut verbs = sentence.clone().filter(|i| speaks(i) && outside(i));
        let verb = verbs.next()?;
        verbs.next().is_none().then_some(verb)
    }

    /// The post that speaks where nobody is named, right before or behind its verb: "…, the sheriff said", "…, säger ministern".
    fn post_speaking(&self, sentence: &Range<usize>, quotes: &[&Quote]) -> Option<Speaker> {
        let verb = self.verb_of_speech(sentence, quotes)?;
        let ends = |at: usize| !sentence.contains(&at) || !self.tokens[at].is_word();
        // A noun alone, which its ending or an article makes definite: the tokens of the phrase.
        let definite = |at: usize| {
            let (post, _) = self.post(sentence, at)?;
            let article = at.checked_sub(1).filter(|i| sentence.contains(i) && self.tokens[*i].is(Class::DefiniteArticle));
            let known = article.is_some() || self.lexicon.is_definite(self.tokens[at].text);
            known.then_some((post, article.unwrap_or(at)..at + 1))
        };
        let before = || {
            let (post, phrase) = definite(verb.checked_sub(1).filter(|i| sentence.contains(i))?)?;
            let opens = phrase.start == sentence.start || ends(phrase.start - 1);
            opens.then_some((post, phrase))
        };
        let behind = || {
            let closed = verb > sentence.start && ends(verb - 1) || self.tokens[verb].is(Class::AccordingTo);
            let (post, phrase) = [verb + 1, verb + 2].into_iter().filter(|at| sentence.contains(at)).find_map(definite)?;
            (closed && phrase.start == verb + 1 && ends(phrase.end)).then_some((post, phrase))
        };
        let (post, phrase) = before().or_else(behind)?;
        Some((Key::of(post), self.span(phrase)))
    }

    /// Who says a sentence by its own words, outside of what it quotes; a pronoun is who spoke `last`.
    fn said_by(&self, sentence: &Range<usize>, quotes: &[&Quote], last: Option<Speaker>) -> Option<Speaker> {
        let verb = self.verb_of_speech(sentence, quotes)?;
        let from = if self.tokens[verb].is(Class::AccordingTo) { verb + 1 } else { sentence.start };
        let full = |last: usize| {
            let first = (from..=last).rev().take_while(|i| self.names_speaker(*i)).last().unwrap_or(last);
            (name_word(self.tokens[last].text), self.span(first..last + 1))
        };
        if self.tokens[verb].is(Class::AccordingTo) {
            return self.name_behind(&(verb + 1..sentence.end)).map(full);
        }
        let before = sentence.start..verb;
        let pronoun = || {
            let subject = verb.checked_sub(1).filter(|i| before.contains(i))?;
            (before.len() < PRONOUN_WITHIN && self.tokens[subject].is(Class::Pronoun)).then_some(last?)
        };
        let behind = || {
            let says = self.tokens[verb].value(Class::Speech) != Some(super::speakers::TELLS);
            // "…, said Anna Holm"; not "the police said Anna Holm had left".
            let closed = verb > sentence.start && !self.tokens[verb - 1].is_word();
            self.name_behind(&(verb + 1..sentence.end)).filter(|_| says && closed)
        };
        let subject = self.name_of_subject(&before, verb).filter(|name| !self.tokens[*name].is_any(&NOBODY));
        subject.or_else(behind).map(full).or_else(pronoun)
    }
}

/// A pronoun and its verb open the sentence: within so many tokens.
const PRONOUN_WITHIN: usize = 3;

fn quoted_by(quotes: &[&Quote]) -> Quoted {
    let mut speakers = quotes.iter().filter_map(|quote| quote.speaker);
    let Some(first) = speakers.next() else { return Quoted::Nobody };
    if speakers.all(|(name, _)| name == first.0) { Quoted::By(first) } else { Quoted::Several }
}

/// Who the quotes of a sentence are by.
enum Quoted {
    By(Speaker),
    Several,
    Nobody,
}

#[cfg(test)]
mod tests {
    use crate::clause::tests::read;

    /// Who says each sentence of a text; quotes are read apart.
    fn voices(language: &str, text: &str) -> Vec<String> {
        read(language, text, |analysis, _| {
            let voices = analysis.voices(&[]);
            let said = |sentence: &crate::text::Sentence| {
                let start = analysis.tokens[sentence.tokens.start].span.start;
                let voice = voices.iter().find(|voice| voice.span.start == start);
                voice.map_or_else(|| "-".to_owned(), |voice| voice.named.of(text).to_owned())
            };
            analysis.sentences.iter().map(said).collect()
        })
    }

    #[test]
    fn each_sentence_is_by_who_says_it() {
        for (language, text, said) in [
            ("en", "The mill is old. Anna Holm said that it would close.", &["-", "Anna Holm"][..]),
            ("en", "The mill would close, warned engineer Anna Holm. She said that it was old.", &["Anna Holm", "Anna Holm"]),
            ("en", "According to Anna Holm, the mill is old.", &["Anna Holm"]),
            ("en", "Anna Holm said that Ivo Lind had told her so.", &["-"]),
            (
                "en",
                "Anna Holm (miller): It is old. We know. Ivo Lind (owner): It is not.",
                &["Anna Holm", "Anna Holm", "Ivo Lind"],
            ),
            ("en", "Applicant: the mill. Anna Holm showed the plans: two halls.", &["-", "-"]),
            ("sv", "Kvarnen är gammal, påpekade ingenjören Karin Ask.", &["Karin Ask"]),
            ("sv", "Enligt Karin Ask är kvarnen gammal.", &["Karin Ask"]),
            ("en", "The mill is old. It would close, the mayor said.", &["-", "the mayor"]),
            ("en", "It would close, said the mayor. A mayor said so.", &["the mayor", "-"]),
            ("en", "The mayor of Brenna said that it would close.", &["-"]),
            ("sv", "Kvarnen är gammal, säger borgmästaren.", &["borgmästaren"]),
            ("sv", "Kvarnen är gammal, säger borgmästaren Karin Ask.", &["Karin Ask"]),
        ] {
            assert_eq!(voices(language, text), said, "{text}");
        }
    }
}
