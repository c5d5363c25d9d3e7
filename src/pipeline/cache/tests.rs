#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::{
    check::Role,
    pipeline::{Engine, Readings},
    source::{Document, Metadata, Origin, blocks},
};
use std::fs;

fn text(number: usize, bytes: usize) -> Text {
    Text { number, key: hash([&number.to_le_bytes()[..]].into_iter()), bytes, most: 1_000_000 }
}

fn names(texts: &[Text]) -> Vec<Key> {
    groups(texts).iter().map(|group| group.name).collect()
}

#[test]
fn a_text_changes_the_file_that_it_stands_in_and_no_other() {
    let texts: Vec<Text> = (0..2_000).map(|number| text(number, 2_000)).collect();
    let all = names(&texts);
    let about = 2_000 * 2_000 / TEXT_A_FILE as usize;
    assert!((about / 2..about * 2).contains(&all.len()), "{} files", all.len());
    for changed in [0, 700, 1_999] {
        let mut texts = texts.clone();
        texts[changed] = text(5_000, 1);
        let new = names(&texts).into_iter().filter(|name| !all.contains(name)).count();
        assert!(new <= 2, "{new} new files");
        texts.remove(changed);
        assert!(names(&texts).into_iter().filter(|name| !all.contains(name)).count() <= 1);
    }
    // One that is as long as a file has one of its own.
    let long = TEXT_A_FILE as usize;
    assert_eq!(groups(&[text(1, long), text(2, long), text(3, 0)]).len(), 3);
}

#[test]
fn only_files_of_a_cache_are_taken_away() {
    let name = "0f".repeat(HASH);
    for ours in [format!("{name}{ENDING}"), format!(".{name}{ENDING}.aBc123")] {
        assert!(is_ours(&ours), "{ours}");
    }
    for other in [".gitignore", "draft.claims", "x.txt", &format!("{name}.txt"), &format!("{}{ENDING}", "zz".repeat(HASH))] {
        assert!(!is_ours(other), "{other}");
    }
}

fn document(name: &str, text: &str) -> Document {
    let (text, meta): (Arc<str>, _) = (text.into(), Metadata { lang: Some("en".into()), ..Metadata::default() });
    let blocks = blocks(&text, 0);
    let origin = Origin::Identity { skipped: 0 };
    Document { name: name.into(), meta, blocks, lost: Vec::new(), origin, raw: text.clone(), text }
}

/// What is read of sources, with a cache, in words.
fn read(sources: &[Document], folder: Option<&Path>) -> String {
    let mut readings = folder.map_or_else(Readings::default, |folder| Readings::in_folder(folder.to_owned()));
    let held = Engine::built_in().hold_again(sources, &vec![Role::Source; sources.len()], &mut readings);
    assert!(readings.problem().is_none());
    format!("{:?}", held.read)
}

#[test]
fn what_is_found_is_what_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut sources = vec![
        document(
            "a/one",
            "On 3 May 2021 the ferry took about 350 people to Alnaberg, says mayor Ida Krog. “We were 12 more than in March,” she said.",
        ),
        document(
            "a/two",
            "The CSTO has 6 members. The members of the CSTO are Armenia, Belarus and Russia. Sales rose 4.2 per cent to $1.3 billion in 2019.",
        ),
        document("b/two", "Version 1.2 is the latest. The default of `size` is 12. By default, `size` is 12."),
    ];
    for _ in 0..3 {
        assert_eq!(read(&sources, Some(folder.path())), read(&sources, None));
    }
    // As many texts as leave each another share of the memory.
    sources.extend((0..20).map(|n| document("c", &format!("The quay is {n} metres long, and {n} metres deep."))));
    for _ in 0..2 {
        assert_eq!(read(&sources, Some(folder.path())), read(&sources, None));
    }
}

#[test]
fn what_was_kept_is_found_and_what_was_not_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let long = "The harbour of Velling has 14 cranes and 320 berths. ".repeat(TEXT_A_FILE as usize / 40);
    let sources = [document("one", &long), document("two", &format!("{long} It has 15 tugs."))];
    let expected = read(&sources, Some(folder.path()));
    let files = || {
        let all = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut all: Vec<PathBuf> = all.filter(|path| path.extension().is_some()).collect();
        all.sort();
        all
    };
    let [one, two] = &files()[..] else { panic!("{:?}", files()) };
    let contents = [one, two].map(|path| fs::read(path).unwrap());
    let old = std::time::SystemTime::now() - 2 * UNUSED;
    for (damage, nth) in
        [(&b""[..], 0), (b"x", 1), (&contents[0], 1), (&contents[1][1..], 1), (&contents[0][..contents[0].len() - 1], 0)]
    {
        fs::write([one, two][nth], damage).unwrap();
        // What nobody looked for is gone once something is written.
        let unused = folder.path().join("ab".repeat(HASH) + ENDING);
        fs::write(&unused, "").unwrap();
        fs::File::options().append(true).open(&unused).unwrap().set_modified(old).unwrap();
        assert_eq!(read(&sources, Some(folder.path())), expected);
        assert_eq!([one, two].map(|path| fs::read(path).unwrap()), contents);
        assert!(!unused.exists());
    }
    let mut flipped = contents[1].clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    fs::write(two, &flipped).unwrap();
    assert_eq!(read(&sources, Some(folder.path())), expected);
    // Where all is there nothing is written, and a day on it is marked as used.
    let then = std::time::SystemTime::now() - 2 * MARKED;
    fs::File::options().append(true).open(one).unwrap().set_modified(then).unwrap();
    let before = fs::metadata(two).unwrap().modified().unwrap();
    assert_eq!(read(&sources, Some(folder.path())), expected);
    assert_eq!(fs::metadata(two).unwrap().modified().unwrap(), before);
    assert!(fs::metadata(one).unwrap().modified().unwrap() > then + MARKED);
}

#[test]
fn what_was_left_out_is_read_anew_with_another_share() {
    let mut read = (*Engine::built_in().alone(&document("one", "The ferry took 350 people to Alnaberg.")).unwrap().0).clone();
    let takes = taken(&read.claims, &read.abouts);
    assert!(is_for(&read, 1, 1) && is_for(&read, 1, takes + 1) && !is_for(&read, 1, takes));
    read.left_out = 1;
    assert!(is_for(&read, 1, 1) && !is_for(&read, 1, takes + 1));
}
