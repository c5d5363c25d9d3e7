//! PDFs that no program would write.

use std::io::{self, Write as _};

/// An object with a stream.
pub(crate) fn stream(dict: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{dict}/Length {}>>stream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// A file of these objects, numbered from 1, without a table of them: readers find them. The first is the catalogue.
pub(crate) fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n".to_vec();
    for (number, object) in (1..).zip(objects) {
        file.extend(format!("{number} 0 obj").as_bytes());
        file.extend(object);
        file.extend(b"endobj\n");
    }
    file.extend(b"trailer<</Root 1 0 R>>\n");
    file
}

/// A file of one page: its content is object 4, its font `F` object 5, its form `X` object 6.
pub(crate) fn page(content: Vec<u8>, more: &[Vec<u8>]) -> Vec<u8> {
    let font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
    page_in(font, content, more)
}

/// The same, with another font.
pub(crate) fn page_in(font: &[u8], content: Vec<u8>, more: &[Vec<u8>]) -> Vec<u8> {
    let page =
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>";
    let first = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.to_vec(),
        content,
        font.to_vec(),
    ];
    file(&[&first, more].concat())
}

/// What a packed stream of these bytes holds: a head (RFC 1950), and what an archive has of them.
pub(crate) fn deflated(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    archive.start_file("a", zip::write::SimpleFileOptions::default())?;
    archive.write_all(content)?;
    let archive = archive.finish()?.into_inner();
    let mut read = zip::ZipArchive::new(io::Cursor::new(archive.as_slice()))?;
    let part = read.by_index_raw(0)?;
    let start = part.data_start().unwrap_or_default() as usize;
    let end = start + part.compressed_size() as usize;
    Ok([&[0x78, 0x9c], archive.get(start..end).unwrap_or_default()].concat())
}

/// A page of gigabytes in some hundred bytes: a stream that is packed twice, many times one after the other.
pub(crate) fn bomb() -> io::Result<Vec<u8>> {
    let inner = deflated(&deflated(&vec![b' '; 100_000_000])?)?;
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents[{}]/Resources<<>>>>", "4 0 R ".repeat(100));
    Ok(file(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.into_bytes(),
        stream("/Filter[/FlateDecode/FlateDecode]", &inner),
    ]))
}
