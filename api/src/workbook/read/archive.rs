//! The archive that a workbook is: what it says that it is, and its parts, unpacked only as far as there is room.

use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipResult};

use super::{MOST_BYTES, MOST_UNPACKED, broken, no_workbook, refused, too_much};
use crate::problem::{Code, Problem};

/// The most parts of an archive. Each takes memory before anything of it is read.
const MOST_PARTS: usize = 1_000;
const MIB: usize = 1024 * 1024;

/// An archive of which parts can be unpacked.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    room: usize,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        if bytes.len() > MOST_BYTES {
            let most = MOST_BYTES / MIB;
            return Err(too_much(
                format!("een bestand is hoogstens {most} MiB"),
                format!("a file has at most {most} MiB"),
            ));
        }
        if !bytes.starts_with(b"PK\x03\x04") {
            return Err(something_else(bytes));
        }
        let parts = bytes.windows(4).filter(|window| window == b"PK\x01\x02").count();
        if parts > MOST_PARTS {
            return Err(too_much(
                format!("zij telt {parts} onderdelen, en hoogstens {MOST_PARTS} zijn mogelijk"),
                format!("it has {parts} parts, of at most {MOST_PARTS}"),
            ));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        // What is larger than this says so itself; what says less than it is, is found out while it is unpacked.
        if zip.decompressed_size().is_some_and(|size| size > (MOST_UNPACKED + MOST_BYTES) as u128) {
            return Err(unpacked_too_large());
        }
        let names: Vec<String> =
            zip.file_names().map(|name| Ok(name?.into_owned())).collect::<ZipResult<_>>().map_err(|_| broken())?;
        is_workbook(&names)?;
        Ok(Self { zip, names, room: MOST_UNPACKED })
    }

    /// A part as text; none where there is none. Not every program keeps to one case of letters and one kind of slash.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<String>, Problem> {
        let is_it = |name: &&String| name.replace('\\', "/").eq_ignore_ascii_case(path);
        let Some(name) = self.names.iter().find(is_it) else { return Ok(None) };
        let part = self.zip.by_name(name).map_err(|_| broken())?;
        let said = usize::try_from(part.size()).unwrap_or(usize::MAX).min(self.room);
        let mut bytes = Vec::with_capacity(said + 1);
        part.take(self.room as u64 + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
        self.room = self.room.checked_sub(bytes.len()).ok_or_else(unpacked_too_large)?;
        let text = String::from_utf8(bytes).map_err(|_| broken())?;
        Ok(Some(text))
    }
}

fn unpacked_too_large() -> Problem {
    let most = MOST_UNPACKED / MIB;
    too_much(format!("uitgepakt is zij hoogstens {most} MiB"), format!("unpacked it has at most {most} MiB"))
}

/// What a file without an archive is.
fn something_else(bytes: &[u8]) -> Problem {
    let has = |word: &str| {
        let word: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(word.len()).any(|window| window == word)
    };
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    if bytes.starts_with(old) && has("EncryptedPackage") {
        return refused(
            Code::OutOfRange,
            "Deze werkmap is met een wachtwoord versleuteld. Sla haar zonder wachtwoord op.",
            "This workbook is encrypted with a password. Save it without a password.",
        );
    }
    let (nl, en) = if bytes.starts_with(old) {
        ("Dit is een bestand in een oude indeling (.xls of .doc).", "This is a file in an old format (.xls or .doc).")
    } else if bytes.starts_with(b"%PDF") {
        ("Dit is een pdf.", "This is a PDF.")
    } else if bytes.starts_with(b"\xff\xd8\xff") || bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"GIF8") {
        ("Dit is een afbeelding.", "This is a picture.")
    } else if bytes.is_empty() {
        ("Dit bestand is leeg.", "This file is empty.")
    } else {
        ("Dit is geen werkmap.", "This is no workbook.")
    };
    no_workbook(nl, en)
}

/// Whether the archive is a workbook without macros.
fn is_workbook(names: &[String]) -> Result<(), Problem> {
    let has = |word: &str| names.iter().any(|name| name.to_ascii_lowercase().contains(word));
    if has("vbaproject.bin") {
        return Err(no_workbook(
            "Deze werkmap bevat macro's; die worden niet aangenomen.",
            "This workbook holds macros, which are not accepted.",
        ));
    }
    let (nl, en) = if has("workbook.bin") {
        ("Dit is een binaire werkmap (.xlsb).", "This is a binary workbook (.xlsb).")
    } else if has("word/document.xml") {
        ("Dit is een Word-document.", "This is a Word document.")
    } else if has("content.xml") && has("mimetype") {
        ("Dit is een OpenDocument-bestand (.ods).", "This is an OpenDocument file (.ods).")
    } else if has("[content_types].xml") {
        return Ok(());
    } else {
        ("Dit is een archief, en geen werkmap.", "This is an archive, and no workbook.")
    };
    Err(no_workbook(nl, en))
}
