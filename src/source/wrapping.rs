//! Plain text that was broken into lines so that they fit a width, and how to join them again.
//!
//! A program that wraps a paragraph breaks a line where the next word would have passed the right margin. So each line that another
//! follows says where the margin can be: not left of its own end, and not so far right that the next word would have fitted. Where one
//! paragraph stands on a line, these ranges have nothing in common; where a text is wrapped, most of them share a point. That alone would
//! take a ballad for prose, so some lines must also break off in the middle of a sentence, as only prose does.

use super::plain::Line;

/// The most characters of a line in a hard-wrapped text.
pub(super) const WIDEST: usize = 200;
/// The fewest characters of a line that breaks because it is full.
const NARROWEST: u32 = 40;
/// How many characters a line may stay short of the margin beyond what the next word explains: not all programs, and few people, fill
/// their lines.
const RAGGED: u32 = 10;
/// More characters than a line of verse has.
const VERSE: u32 = 64;

impl Line<'_> {
    /// The characters of its first word.
    fn first_word(&self) -> u32 {
        self.text.split_whitespace().next().map_or(0, |w| w.chars().take(WIDEST).count() as u32)
    }

    /// Whether the line breaks off in the middle of a sentence that `next` goes on with.
    fn breaks_off(&self, next: &Self) -> bool {
        match self.last() {
            Some('.' | '!' | '?' | ':' | ';' | '…' | '。') => false,
            // Names follow a comma in capitals; but so do lines of verse, and a letter its salutation.
            Some(',') => next.begins_low() || self.width > VERSE && next.width <= self.width + RAGGED,
            _ => next.begins_low(),
        }
    }

    /// Whether `next` could go on with this line in a wrapped text.
    fn meets(&self, next: &Self) -> bool {
        !next.gap && next.marker == 0 && !self.row && !next.row
    }
}

/// The right margin of a text in characters, if it is hard-wrapped: a point that at least half of the lines that another follows agree
/// on, a third of these lines breaking off in the middle of a sentence.
pub(super) fn margin(lines: &[Line]) -> Option<u32> {
    let pairs = || lines.iter().zip(lines.iter().skip(1)).filter(|(line, next)| line.meets(next));
    let full = || pairs().filter(|(line, _)| (NARROWEST..=WIDEST as u32).contains(&line.width));
    // How many ranges begin and end at each point.
    let mut changes = vec![0_i64; 2 * WIDEST + RAGGED as usize + 2];
    let mut change = |at: u32, by: i64| {
        if let Some(change) = changes.get_mut(at as usize) {
            *change += by;
        }
    };
    for (line, next) in full() {
        change(line.width, 1);
        change(line.width + next.first_word() + RAGGED + 1, -1);
    }
    let mut agreed = 0;
    let mut best = (0, 0);
    for (at, change) in (0..).zip(changes) {
        agreed += change;
        if agreed > best.0 {
            best = (agreed, at);
        }
    }
    let (agreed, margin) = best;
    let at_margin = |line: &Line, next: &Line| (line.width..=line.width + next.first_word() + RAGGED).contains(&margin);
    let broken = full().filter(|(line, next)| at_margin(line, next) && line.breaks_off(next)).count() as i64;
    let inner = pairs().count() as i64;
    (agreed > 0 && agreed * 2 >= inner && broken * 3 >= agreed).then_some(margin)
}

/// How many lines after `line` go on with it in a text that is wrapped at `margin`.
pub(super) fn continued(line: &Line, rest: &[Line], margin: u32) -> usize {
    let mut last = line;
    for (count, next) in rest.iter().enumerate() {
        let fits = last.width.saturating_add(1 + next.first_word()) <= margin.saturating_sub(RAGGED);
        let goes_on = !fits || last.width >= NARROWEST && last.breaks_off(next);
        if !last.meets(next) || !goes_on || last.width > margin + RAGGED {
            return count;
        }
        last = next;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use crate::source::plain::blocks;
    use textwrap::{Options, WrapAlgorithm};

    /// Paragraphs on several subjects, with lists of names, figures, quotations, and a short last line here and there.
    const PARAGRAPHS: [&str; 6] = [
        "The river league has seven clubs: Alnaberg, Birkholm, Cedervik, Dalarö, Ekensund, Fagernes and Grimstad. They meet twice a \
         year, in spring and autumn, and the winner of the autumn meeting keeps the cup until the ice breaks up again.",
        "Ullared's old mill was bought by the parish in 1874 for 1,250 kronor. It had three pairs of stones, two of them French, and \
         could grind forty sacks of rye in a day.",
        "\"Nobody asked us,\" said Marta Lind, 61, who has kept the lighthouse since 1998. \"The lamp was changed on a Tuesday, and on \
         Wednesday the letter came.\" The agency says that it wrote to all keepers in March, but it could not say how many of them \
         had answered by the time the work began.",
        "Det nya biblioteket i Västervik öppnade den 4 maj. Huset har fem våningar, en läsesal med 120 platser och ett kafé, och \
         kommunen räknar med 300 000 besök om året. Arkitekten, som också har ritat simhallen i Oskarshamn, var inte på plats.",
        "A beekeeper needs little: a hive, a smoker, a veil.",
        "Of the 48 hives that were set out along the railway in April, 41 came through the summer. The other seven were lost to \
         hornets, damp and, in one case, to a bear.",
    ];

    fn split(text: &str) -> Vec<String> {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        blocks(text, 0).iter().map(|b| words(b.span.of(text))).collect()
    }

    #[test]
    fn wrapped_paragraphs_are_joined() {
        for width in [50, 72, 80, 100, 120, 140, 180] {
            for algorithm in [WrapAlgorithm::FirstFit, WrapAlgorithm::new_optimal_fit()] {
                for gap in ["\n\n", "\r\n\r\n"] {
                    let options = Options::new(width).wrap_algorithm(algorithm).break_words(false);
                    let wrapped =
                        PARAGRAPHS.map(|p| textwrap::wrap(p, &options).join(gap.get(gap.len() / 2..).unwrap())).join(gap);
                    assert_eq!(split(&wrapped), PARAGRAPHS, "at {width}:\n{wrapped}");
                }
            }
        }
    }

    #[test]
    fn one_paragraph_that_is_broken_once_is_joined() {
        for text in [
            "The river league, which was founded after the war and has met each autumn since, has five clubs: Alnaberg, Birkholm,\n\
             Cedervik, Dalarö and Ekensund.",
            "Of the forty-eight hives that the farmers set out along the old railway in April, forty-one came through the wet and\n\
             windy summer.",
            "The mill opens at nine, and the queue that stands before its doors\nreaches far beyond the bridge. On feast days it reaches \
             the church, and some of those who stand in it have brought a chair.",
        ] {
            assert_eq!(split(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn other_lines_stay_apart() {
        let table = "Mill                Built     Wheels    Sacks of rye a day\n\
                     Upper mill          1790           2                    40\n\
                     Lower mill          1802           1                    22\n\
                     Mill of the parish  1874           3                    60";
        let verse = "The miller sits beside his wheel and counts the days,\n\
                     The water runs and will not hear a word he says,\n\
                     It ran before the mill was built, before the town,\n\
                     And it will run when all the walls are fallen down,\n\
                     So sit and count, and let the river have its ways.";
        let free = "morning, and the wheel\nis still\nthe river has gone down to where the stones are dry\nand nobody\ncame";
        let items = "a smoker with leather bellows\na veil of black tulle\ngloves that reach above the elbow, and a hive tool\na brush\n\
                     sugar for the autumn, at least ten kilos for each of the hives";
        let titled = "Parish buys the old mill for more than the council had been told in the spring\n\
                      The parish has bought the mill for 1,250 kronor, which is 200 more than the sum that was named in the spring, and \
                      it will have to borrow most of it.\nThe miller stays.";
        let letter = "Dear members of the board of the river league and of its seven clubs,\n\
                      The autumn meeting is moved to Dalarö, since the ice at Ekensund has not been safe for skating since the end of \
                      January, and nobody knows when it will be.";
        for text in [table, verse, free, items, titled, letter, &PARAGRAPHS.join("\n"), &PARAGRAPHS.join("\n\n")] {
            assert_eq!(split(text).len(), text.lines().filter(|l| !l.is_empty()).count(), "{text}\n{:#?}", split(text));
        }
    }

    #[test]
    fn lists_in_wrapped_text_stay_lists() {
        let options = Options::new(72);
        let wrapped = PARAGRAPHS.map(|p| textwrap::wrap(p, &options).join("\n"));
        let text = format!("{}\n\nThe colours are:\nred\nblue\ngreen\n\n- one\n- two\n\n{}", wrapped[0], wrapped[1]);
        let expected = [PARAGRAPHS[0], "The colours are:", "red", "blue", "green", "one", "two", PARAGRAPHS[1]];
        assert_eq!(split(&text), expected);
    }
}
