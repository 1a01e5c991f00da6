//! Where things stand on the page: sizes in points, origin top left, y downwards.

/// Width of an A4 page.
pub const PAGE_WIDTH: f64 = 595.28;
/// Height of an A4 page.
pub const PAGE_HEIGHT: f64 = 841.89;
/// Where the text begins on the left.
pub const LEFT: f64 = 56.0;
/// Width of the text.
pub const WIDTH: f64 = PAGE_WIDTH - 2.0 * LEFT;
/// Where the text begins below the running header.
pub const TOP: f64 = 74.0;
/// Where the text ends above the footer.
pub const BOTTOM: f64 = PAGE_HEIGHT - 66.0;
/// Height of the text.
pub const HEIGHT: f64 = BOTTOM - TOP;
/// Baseline of the running header.
pub const HEADER_BASELINE: f64 = 42.0;
/// Baseline of the footer.
pub const FOOTER_BASELINE: f64 = PAGE_HEIGHT - 34.0;

/// Size of running text.
pub const BODY: f64 = 9.5;
/// Size of text in tables.
pub const SMALL: f64 = 8.2;
/// Size of captions, notes and file places.
pub const TINY: f64 = 7.4;
/// Line height as a multiple of the size.
pub const LEADING: f64 = 1.42;
/// Where the baseline stands in its line, as a share of the line height.
pub const BASELINE: f64 = 0.73;

/// Coordinates beyond this are meaningless on a page and only break readers.
pub const FARTHEST: f64 = 14_000.0;
