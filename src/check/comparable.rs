//! What a peer is reduced to as it is read: figures that some check may hold against others.

use super::agreement::Compared;
use super::peers::Given;
use crate::claim::Claim;
use crate::clause::About;

/// The figures of one document, looked at in order.
#[derive(Debug, Default)]
pub struct Comparable {
    compared: Compared,
    given: Given,
}

impl Comparable {
    /// Whether the next figure is one of them. Takes its context away where nothing asks for it.
    pub fn has(&mut self, figure: &mut Claim, about: Option<&About>) -> bool {
        let (compared, given) = (self.compared.has(figure), self.given.has(figure));
        if !compared {
            figure.context = Box::default();
        }
        compared || given || about.is_some()
    }
}
