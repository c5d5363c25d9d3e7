//! What requests share: room for bytes that are held for them, and turns to be checked.

use std::{
    sync::{
        Condvar, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

/// Room for so many bytes, or so many of anything.
#[derive(Debug)]
pub(super) struct Room {
    left: AtomicUsize,
}

/// What is taken of a room, until it is dropped.
#[derive(Debug)]
pub(super) struct Taken<'a> {
    room: &'a Room,
    taken: usize,
}

impl Room {
    /// Room for so many.
    pub(super) fn of(most: usize) -> Self {
        Self { left: AtomicUsize::new(most) }
    }

    /// Nothing of it, so far.
    pub(super) fn none(&self) -> Taken<'_> {
        Taken { room: self, taken: 0 }
    }

    /// So many of it; none where they are not left.
    pub(super) fn take(&self, many: usize) -> Option<Taken<'_>> {
        let mut taken = self.none();
        taken.more(many).map(|()| taken)
    }
}

impl Taken<'_> {
    /// Takes so many more; none where they are not left.
    pub(super) fn more(&mut self, many: usize) -> Option<()> {
        let fits = |left: usize| left.checked_sub(many);
        self.room.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits).ok()?;
        self.taken += many;
        Some(())
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.room.left.fetch_add(self.taken, Ordering::Relaxed);
    }
}

/// A thing that one at a time may do.
#[derive(Debug, Default)]
pub(super) struct Turns {
    taken: Mutex<bool>,
    free: Condvar,
}

/// A turn, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn<'a>(&'a Turns);

impl Turns {
    /// Waits for a turn; none where it does not come in time.
    pub(super) fn wait(&self, longest: Duration) -> Option<Turn<'_>> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.free.wait_timeout_while(taken, longest, |taken| *taken);
        let (mut taken, late) = waited.unwrap_or_else(PoisonError::into_inner);
        if late.timed_out() {
            return None;
        }
        *taken = true;
        Some(Turn(self))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.free.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::{Room, Turns};
    use std::time::Duration;

    #[test]
    fn what_is_dropped_is_free_again() {
        let room = Room::of(10);
        let mut one = room.take(6).unwrap();
        assert!(one.more(5).is_none() && room.take(5).is_none());
        let other = room.take(4).unwrap();
        drop((one, other));
        assert!(room.take(10).is_some());
        let turns = Turns::default();
        let turn = turns.wait(Duration::ZERO).unwrap();
        assert!(turns.wait(Duration::from_millis(1)).is_none());
        drop(turn);
        assert!(turns.wait(Duration::ZERO).is_some());
    }
}
