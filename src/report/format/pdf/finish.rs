//! Finishing: what printpdf leaves out or makes by chance is set here, and the file is written.

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, text_string};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions};

use crate::report::document::Document;

use super::PdfError;
use super::embed::Embedded;
use super::outline;
use super::pages::Pages;
use super::paint::resource;

/// Puts the parts together and writes the file.
pub fn finish(
    document: &Document,
    pages: &Pages,
    painted: Vec<PdfPage>,
    fonts: Vec<Embedded>,
) -> Result<Vec<u8>, PdfError> {
    let mut parts = PdfDocument::new(&document.title);
    parts.pages = painted;
    let mut maps = Vec::new();
    for font in fonts {
        parts.resources.fonts.map.insert(resource(font.face), font.font);
        maps.push((font.name, font.glyphs_by_code));
    }
    let mut file = parts.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    file.version = "1.7".to_owned();
    map_codes(&mut file, maps);
    let page_ids: Vec<ObjectId> = file.get_pages().into_values().collect();
    let outlines = outline::add(&mut file, pages, &page_ids);
    catalogue(&mut file, document, outlines)?;
    let info = file.add_object(info(document));
    if let Ok(old) = file.trailer.get(b"Info").and_then(Object::as_reference) {
        file.delete_object(old);
    }
    file.trailer.set("Info", info);
    let id = Object::String(identifier(&document.fingerprint), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
    file.compress();
    let mut bytes = Vec::new();
    file.save_modern(&mut bytes)?;
    Ok(bytes)
}

/// Tells readers which glyph each code means; printpdf takes codes for glyphs.
fn map_codes(file: &mut lopdf::Document, maps: Vec<(String, Vec<u8>)>) {
    for (name, map) in maps {
        let stream = file.add_object(Stream::new(Dictionary::new(), map));
        for object in file.objects.values_mut() {
            let Ok(font) = object.as_dict_mut() else { continue };
            let Ok(Object::Array(descendants)) = font.get_mut(b"DescendantFonts") else {
                continue;
            };
            for descendant in descendants {
                let Ok(descendant) = descendant.as_dict_mut() else {
                    continue;
                };
                let base = descendant.get(b"BaseFont").and_then(Object::as_name);
                if base.is_ok_and(|base| base == name.as_bytes()) {
                    descendant.set("CIDToGIDMap", stream);
                }
            }
        }
    }
}

fn catalogue(file: &mut lopdf::Document, document: &Document, outlines: Option<ObjectId>) -> Result<(), PdfError> {
    let catalogue = file.catalog_mut()?;
    if !document.language.is_empty() {
        catalogue.set("Lang", text_string(&document.language));
    }
    let mut preferences = Dictionary::new();
    preferences.set("DisplayDocTitle", true);
    catalogue.set("ViewerPreferences", preferences);
    if let Some(outlines) = outlines {
        catalogue.set("Outlines", outlines);
        catalogue.set("PageMode", "UseOutlines");
    }
    Ok(())
}

fn info(document: &Document) -> Dictionary {
    let mut info = Dictionary::new();
    let entries = [
        ("Title", &document.title),
        ("Author", &document.author),
        ("Subject", &document.subtitle),
        ("Keywords", &document.fingerprint),
    ];
    for (key, value) in entries.into_iter().filter(|(_, value)| !value.is_empty()) {
        info.set(key, text_string(value));
    }
    info.set("Creator", text_string("Gradus"));
    if let Some(date) = date(&document.date) {
        info.set("CreationDate", Object::string_literal(date.clone()));
        info.set("ModDate", Object::string_literal(date));
    }
    info
}

/// A date `YYYY-MM-DD` as PDF writes it; none if it is not such a date.
fn date(date: &str) -> Option<String> {
    let digits: String = date.split('-').collect();
    let lengths: Vec<usize> = date.split('-').map(str::len).collect();
    let is_date = lengths == [4, 2, 2] && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_date.then(|| format!("D:{digits}000000Z"))
}

/// Sixteen bytes that identify the file: the beginning of the fingerprint.
fn identifier(fingerprint: &str) -> Vec<u8> {
    let pairs = fingerprint.as_bytes().chunks(2).map(|pair| {
        let digits = pair.iter().filter_map(|digit| char::from(*digit).to_digit(16));
        digits.fold(0, |sum: u8, digit| sum.wrapping_mul(16).wrapping_add(digit as u8))
    });
    let mut bytes: Vec<u8> = pairs.take(16).collect();
    bytes.resize(16, 0);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_pdf_wants_them() {
        assert_eq!(date("2025-06-30").as_deref(), Some("D:20250630000000Z"));
        assert_eq!(date("soon"), None);
        assert_eq!(date("2025-6-30"), None);
        assert_eq!(date(""), None);
    }

    #[test]
    fn the_identifier_is_the_beginning_of_the_fingerprint() {
        assert_eq!(identifier("00ff1a")[..4], [0, 255, 26, 0]);
        assert_eq!(identifier("").len(), 16);
        assert_eq!(identifier(&"ab".repeat(40)), [0xab; 16]);
        assert_eq!(identifier("Grüße").len(), 16);
    }
}
