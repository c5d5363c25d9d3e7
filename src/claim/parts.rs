//! The claims of a document that is read part by part, put together.

use super::{About, Claim, Claims, Wording};

/// What the parts claim that were read so far.
#[derive(Debug)]
pub struct Gathered {
    all: Claims,
    /// How many sentences they have.
    sentences: u32,
    /// The bytes of the whole text.
    length: usize,
    /// The bytes that further claims may take.
    left: usize,
    /// How many claims were not kept, as there are too many.
    pub left_out: usize,
}

impl Gathered {
    /// Nothing yet, of a text of so many bytes, the claims of which may take so many bytes.
    #[must_use]
    pub fn new(length: usize, most: usize) -> Self {
        Self { all: Claims::default(), sentences: 0, length, left: most, left_out: 0 }
    }

    /// Adds the next part, which has so many sentences and ends at that byte.
    pub fn add(&mut self, mut part: Claims, sentences: usize, end: usize) {
        let found = part.len();
        let mut fits = |bytes: usize| {
            // Where one does not fit, no later one does.
            self.left = self.left.saturating_sub(bytes);
            self.left > 0
        };
        part.named.retain(|claim| fits(claim.bytes()));
        part.keep(|figure, about| fits(figure.bytes() + about.map_or(0, About::bytes)));
        part.matched.retain(|claim| fits(claim.bytes()));
        self.left_out += found - part.len();
        for claim in part.named.iter_mut().chain(&mut part.figures).chain(&mut part.matched) {
            claim.sentence += self.sentences;
        }
        let (figures, words) = (self.all.figures.len() as u32, self.all.wording.words.len() as u32);
        for passage in &mut part.passages {
            passage.figures = passage.figures.start + figures..passage.figures.end + figures;
            passage.words = passage.words.start + words..passage.words.end + words;
        }
        let first = self.sentences == 0;
        if !first || end < self.length {
            // Rows of a long table, beyond what is kept of it.
            part.passages.retain(|passage| !passage.figures.is_empty() || !passage.features.is_empty());
        }
        // Nobody looks at the words of rows that are not kept.
        let idle = !first && part.passages.is_empty() && part.figures.is_empty() && part.wording.quotes.is_empty();
        let wording = if idle { Wording::default() } else { part.wording };
        let Wording { words: own, mut turns, mut cues, mut quotes, beside } = wording;
        for turn in &mut turns {
            turn.word += words;
        }
        for cue in &mut cues {
            cue.word += words;
        }
        for quote in &mut quotes {
            quote.words = quote.words.start + words..quote.words.end + words;
        }
        let all = &mut self.all;
        append(&mut all.named, part.named);
        append(&mut all.figures, part.figures);
        append(&mut all.abouts, part.abouts);
        append(&mut all.posts, part.posts);
        all.posts.sort_unstable();
        all.posts.dedup();
        append(&mut all.voices, part.voices);
        append(&mut all.matched, part.matched);
        append(&mut all.passages, part.passages);
        append(&mut all.wording.words, own);
        append(&mut all.wording.turns, turns);
        append(&mut all.wording.cues, cues);
        append(&mut all.wording.quotes, quotes);
        append(&mut all.wording.beside, beside);
        self.sentences += sentences as u32;
        if first && end > 0 && end < self.length {
            // What grows by doubling is copied at its largest, and stands there twice then.
            let times = self.length / end;
            expect(&mut all.figures, times);
            expect(&mut all.abouts, times);
            expect(&mut all.passages, times);
            expect(&mut all.wording.words, times);
        }
    }

    /// All claims: those about something that is named, figures, those that patterns made; and where the figures begin.
    #[must_use]
    pub fn finish(self) -> (Vec<Claim>, u32, Claims) {
        let Claims { mut named, mut figures, mut matched, mut passages, wording, abouts, posts, voices } = self.all;
        let first = named.len();
        for passage in &mut passages {
            passage.figures = passage.figures.start + first as u32..passage.figures.end + first as u32;
        }
        let claims = if figures.capacity() - figures.len() >= first + matched.len() {
            figures.splice(0..0, named);
            figures.append(&mut matched);
            figures
        } else {
            named.reserve_exact(figures.len() + matched.len());
            named.append(&mut figures);
            named.append(&mut matched);
            named
        };
        (claims, first as u32, Claims { abouts, passages, wording, posts, voices, ..Claims::default() })
    }
}

impl Claims {
    /// How many claims there are.
    fn len(&self) -> usize {
        self.named.len() + self.figures.len() + self.matched.len()
    }

    /// Leaves out all other figures than those that are wanted, by the figure and what it is about.
    pub fn keep(&mut self, mut wanted: impl FnMut(&mut Claim, Option<&About>) -> bool) {
        let abouts = self.abouts.iter().map(Option::as_deref).chain(std::iter::repeat(None));
        let kept: Vec<bool> = self.figures.iter_mut().zip(abouts).map(|(figure, about)| wanted(figure, about)).collect();
        if kept.iter().all(|kept| *kept) {
            return;
        }
        // How many are kept before each.
        let before: Vec<u32> = std::iter::once(0)
            .chain(kept.iter().scan(0, |all, kept| {
                *all += u32::from(*kept);
                Some(*all)
            }))
            .collect();
        let place = |figure: u32| before.get(figure as usize).copied().unwrap_or_default();
        for passage in &mut self.passages {
            passage.figures = place(passage.figures.start)..place(passage.figures.end);
        }
        let mut of = kept.iter();
        self.figures.retain(|_| of.next().is_some_and(|kept| *kept));
        let mut of = kept.iter();
        self.abouts.retain(|_| of.next().is_some_and(|kept| *kept));
    }
}

/// The bytes of memory that claims count for, with what those of them are about that are figures. A text keeps all of its claims where that is
/// less than what they may take.
#[must_use]
pub fn taken(claims: &[Claim], abouts: &[Option<Box<About>>]) -> usize {
    claims.iter().map(Claim::bytes).sum::<usize>() + abouts.iter().flatten().map(|about| about.bytes()).sum::<usize>()
}

impl Claim {
    /// The bytes of memory that it takes, more or less.
    fn bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.roles) + size_of_val(&*self.context)
    }
}

/// Adds the second to the first.
fn append<T>(all: &mut Vec<T>, mut more: Vec<T>) {
    if all.is_empty() {
        more.shrink_to_fit();
        *all = more;
    } else {
        all.append(&mut more);
    }
}

/// Makes room for so many times as much, and a little more: pages that nothing is written to take no memory.
fn expect<T>(all: &mut Vec<T>, times: usize) {
    all.reserve_exact(all.len() * times + all.len() / 4);
}
