//! An archive written anew: some of its parts changed, all others copied as they are packed.

use super::{Failure, Package, ZippedError};
use std::io::{Cursor, Write as _};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

impl Package<'_> {
    /// The archive with these parts instead of those of the same names, each in its place and new ones last; without those that have no
    /// content. The same bytes for the same arguments.
    pub(crate) fn rewritten(&mut self, changes: &[(String, Option<String>)]) -> Result<Vec<u8>, Failure> {
        let failed = |part: &str| {
            let part = part.to_owned();
            move |error: ZipError| Failure::from(ZippedError::Unpack { part, cause: error.to_string() })
        };
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        let options =
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
        let write = |out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, content: &str| {
            out.start_file(name, options)?;
            out.write_all(content.as_bytes()).map_err(ZipError::from)
        };
        let mut written = vec![false; changes.len()];
        for nth in 0..self.archive.len() {
            let part = self.archive.by_index_raw(nth).map_err(failed("an entry"))?;
            let name = part.name().map_err(failed("an entry"))?.into_owned();
            match changes.iter().position(|(changed, _)| *changed == name) {
                None => out.raw_copy_file(part).map_err(failed(&name))?,
                Some(at) => {
                    if let (Some(content), false) = (&changes[at].1, written[at]) {
                        drop(part);
                        write(&mut out, &name, content).map_err(failed(&name))?;
                    }
                    written[at] = true;
                }
            }
        }
        for ((name, content), _) in changes.iter().zip(&written).filter(|(_, written)| !**written) {
            if let Some(content) = content {
                write(&mut out, name, content).map_err(failed(name))?;
            }
        }
        Ok(out.finish().map_err(failed("the archive"))?.into_inner())
    }
}
