//! The running text around tables: its sentences with figures, and the headings that they stand below.

use super::Analysis;
use crate::source::{Block, BlockKind};
use crate::text::stem;
use std::ops::Range as Indices;

/// The running text of a part of a document.
pub(super) struct Running {
    /// The stems of all tokens.
    pub(super) stems: Vec<u64>,
    /// Its sentences with a figure, and the heading that each stands below.
    pub(super) sentences: Vec<(Indices<usize>, Option<usize>)>,
    /// The blocks that are headings, with their levels.
    pub(super) headings: Vec<(usize, u8)>,
}

impl Analysis<'_> {
    /// The running text of this part of the document.
    pub(super) fn running(&self) -> Running {
        let stems = self.tokens.iter().map(|t| stem(&self.lexicon.language, t)).collect();
        let mut running = Running { stems, sentences: Vec::new(), headings: Vec::new() };
        let Some(first) = self.tokens.first() else { return running };
        let blocks = &self.document.blocks;
        let mut at = blocks.partition_point(|block| block.span.end <= first.span.start);
        for sentence in &self.sentences {
            let words = sentence.tokens.clone();
            let Some(start) = self.tokens.get(words.start).map(|t| t.span.start) else { continue };
            while let Some(block) = blocks.get(at).filter(|block| block.span.end <= start) {
                running.pass(block, at);
                at += 1;
            }
            let text = blocks.get(at).is_some_and(|block| {
                matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::ItemPart { .. })
            });
            if text && self.mentions_in(&words).next().is_some() {
                running.sentences.push((words, running.headings.last().map(|(at, _)| *at)));
            }
        }
        while let Some(block) =
            blocks.get(at).filter(|block| self.tokens.last().is_some_and(|t| block.span.start <= t.span.start))
        {
            running.pass(block, at);
            at += 1;
        }
        running
    }
}

impl Running {
    /// Notes a block that is passed, where it is a heading.
    fn pass(&mut self, block: &Block, at: usize) {
        if let BlockKind::Heading { level } = block.kind {
            self.headings.push((at, level));
        }
    }

    /// The sentences of a table's section and of those around it.
    pub(super) fn beside(&self, blocks: &Indices<usize>) -> impl Iterator<Item = &Indices<usize>> {
        // The headings that the table stands below, from its own to the title; before the first one nothing stands above.
        let (mut open, mut path) = (u8::MAX, vec![None]);
        for (at, level) in self.headings.iter().rev().filter(|(at, _)| *at < blocks.start) {
            if *level < open {
                path.push(Some(*at));
                open = *level;
            }
        }
        self.sentences.iter().filter(move |(_, heading)| path.contains(heading)).map(|(sentence, _)| sentence)
    }
}
