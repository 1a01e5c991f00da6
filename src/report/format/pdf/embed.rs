//! Fonts for the file, cut down to the glyphs used.

use std::collections::BTreeMap;

use printpdf::{FontMetrics, ParsedFont, PdfFont, PdfFontMetricsStub};
use subsetter::GlyphRemapper;

use super::PdfError;
use super::face::{Face, FaceId};
use super::setter::Setter;

/// A font as it goes into the file.
pub struct Embedded {
    /// Which font it is.
    pub face: FaceId,
    /// Its name in the file, with the mark of a cut-down font.
    pub name: String,
    /// The font for printpdf; its glyph numbers are codes.
    pub font: PdfFont,
    /// Which glyph of the cut-down font each code means, as in a CIDToGIDMap stream.
    pub glyphs_by_code: Vec<u8>,
}

/// Cuts down all fonts of which something was used.
pub fn embed(setter: Setter) -> Result<Vec<Embedded>, PdfError> {
    let used = setter.faces.each().filter(|(_, face)| !face.codes.list().is_empty());
    used.map(|(id, face)| cut_down(id, face)).collect()
}

fn cut_down(id: FaceId, face: &Face) -> Result<Embedded, PdfError> {
    let mut remapper = GlyphRemapper::new();
    let mut glyphs_by_code = vec![0, 0];
    let mut widths = BTreeMap::new();
    for (index, shown) in face.codes.list().iter().enumerate() {
        let glyph = remapper.remap(shown.glyph);
        glyphs_by_code.extend(glyph.to_be_bytes());
        if let Ok(code) = u16::try_from(index + 1) {
            widths.insert(code, shown.width);
        }
    }
    let bytes =
        subsetter::subset(face.bytes, 0, &remapper).map_err(|source| PdfError::Subset { name: face.name, source })?;
    let (tag, weight) = match id {
        FaceId::Regular => ("GRADUA", 400),
        FaceId::Bold => ("GRADUB", 700),
        FaceId::Mono => ("GRADUC", 400),
        FaceId::Japanese => ("GRADUD", 400),
    };
    let name = format!("{tag}+{}", face.name);
    let metrics = face.font.metrics();
    let units = face.font.units_per_em();
    let line = metrics.hhea_line.unwrap_or_default();
    let bounds = metrics.bounds;
    let [ascent, descent, x_min, y_min, x_max, y_max] =
        [line.ascender, line.descender, bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
            .map(|value| value.to_f64().round() as i16);
    let mut font = ParsedFont::with_glyph_data(
        bytes,
        0,
        Some(name.clone()),
        BTreeMap::new(),
        widths,
        units,
        FontMetrics { ascent, descent },
    );
    font.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: units,
        x_min,
        y_min,
        x_max,
        y_max,
        us_weight_class: weight,
        ..PdfFontMetricsStub::default()
    };
    Ok(Embedded { face: id, name, font: PdfFont::new(font), glyphs_by_code })
}
