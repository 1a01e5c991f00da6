//! HTML: a report as one self-contained page that needs no network, no font file and no script.
//!
//! The page is made in two steps: [`view`] turns a [`Document`] into plain values, the templates below `reports/html`
//! turn these into markup. No Rust code writes markup, and every word passes through [`escape::write`] on its way into
//! the page, so there is one place to trust.

mod anchors;
mod escape;
mod palette;
mod policy;
mod svg;
mod table;
mod view;

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Serialize;

use crate::report::document::Document;

/// The templates by the names that they call each other.
const TEMPLATES: [(&str, &str); 4] = [
    ("page.html.j2", include_str!("../../../reports/html/page.html.j2")),
    ("blocks.html.j2", include_str!("../../../reports/html/blocks.html.j2")),
    ("text.html.j2", include_str!("../../../reports/html/text.html.j2")),
    ("drawing.html.j2", include_str!("../../../reports/html/drawing.html.j2")),
];
const STYLE: &str = include_str!("../../../reports/html/style.css");
const SCRIPT: &str = include_str!("../../../reports/html/script.js");

/// Why a document could not be written as HTML.
#[derive(Debug, thiserror::Error)]
pub enum HtmlError {
    /// A template does not compile or asks for what the view does not offer.
    #[error("the HTML templates failed")]
    Template(#[from] minijinja::Error),
}

/// Everything the outermost template is given.
#[derive(Serialize)]
struct Context {
    page: view::Page,
    palette: Vec<palette::Colour>,
    policy: String,
    /// The notice as a CSS string, for the foot of every printed page.
    running_words: Value,
    style: Value,
    script: Value,
}

/// Writes a document as one self-contained HTML page; the same document always gives the same bytes.
///
/// # Errors
///
/// Only if the built-in templates and the view disagree; no document makes it fail.
pub fn render(document: &Document) -> Result<String, HtmlError> {
    let context = Context {
        page: view::page(document),
        palette: palette::colours(),
        policy: policy::of(SCRIPT),
        running_words: Value::from_safe_string(escape::css_string(&document.footer)),
        style: Value::from_safe_string(STYLE.to_owned()),
        script: Value::from_safe_string(SCRIPT.to_owned()),
    };
    let environment = environment()?;
    let template = environment.get_template("page.html.j2")?;
    let mut page = template.render(Value::from(Serde(context)))?;
    page.push('\n');
    Ok(page)
}

/// The template engine: unknown names are errors, and every word is cleaned and escaped.
fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = environment.syntax().to_builder();
    environment.set_syntax(syntax.trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(words) if !value.is_safe() => Ok(escape::write(out, words)?),
        _ => minijinja::escape_formatter(out, state, value),
    });
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}

#[cfg(test)]
mod tests;
