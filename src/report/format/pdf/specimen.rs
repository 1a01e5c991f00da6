//! Single blocks for the tests.

use crate::report::document::*;

/// A document with one chapter of some blocks.
pub fn with(blocks: Vec<Block>) -> Document {
    Document {
        title: "Assessment report".into(),
        subtitle: "Made-up example".into(),
        author: "Gradus".into(),
        language: "en".into(),
        date: "2025-06-30".into(),
        fingerprint: "0123456789abcdef0123456789abcdef".into(),
        footer: "Confidential".into(),
        cover: Vec::new(),
        chapters: vec![Chapter { anchor: "one".into(), title: "Chapter one".into(), blocks }],
    }
}

/// A paragraph of plain words.
pub fn paragraph(words: &str) -> Block {
    Block::Paragraph(words.into())
}

/// A section heading.
pub fn heading(anchor: &str, title: &str) -> Block {
    Block::Heading { level: 2, anchor: anchor.into(), title: title.into() }
}

/// A table of a number of rows.
pub fn table(rows: usize) -> Block {
    let column = |title: &str, align, share| Column { title: title.into(), align, share };
    let columns = vec![
        column("Number", Align::End, 1),
        column("Requirement", Align::Start, 6),
        column("Rating", Align::Middle, 2),
        column("Evidence", Align::Start, 4),
    ];
    let tones = [Tone::Good, Tone::Fair, Tone::Weak, Tone::Bad, Tone::Open, Tone::Void, Tone::Plain];
    let words = "The service provider keeps records that show what was decided, by whom and on which grounds";
    let row = |index: usize| {
        let requirement: Vec<&str> = words.split(' ').cycle().skip(index * 5 % 17).take(9 + index * 7 % 21).collect();
        let tone = tones.iter().copied().cycle().nth(index).unwrap_or_default();
        Row {
            anchor: Some(format!("row-{index}")),
            strong: index.is_multiple_of(12),
            cells: vec![
                format!("{}", index + 1).into(),
                requirement.join(" ").into(),
                Cell { text: Text::plain("Rated"), tone },
                Text::plain("See ").link("one", "chapter one").then(Style::Mono, " answers.yaml:12").into(),
            ],
        }
    };
    Block::Table(Table { caption: "Requirements and ratings".into(), columns, rows: (0..rows).map(row).collect() })
}

/// A drawing like a radar chart with flat and hatched areas.
pub fn radar() -> Block {
    let axes = 9;
    let centre = (180.0, 150.0);
    let at = |index: usize, radius: f64| {
        let angle = std::f64::consts::TAU * index as f64 / axes as f64 - std::f64::consts::FRAC_PI_2;
        (centre.0 + radius * angle.cos(), centre.1 + radius * angle.sin())
    };
    let ring = |radius: &dyn Fn(usize) -> f64| (0..axes).map(|index| at(index, radius(index))).collect();
    let mut shapes = Vec::new();
    for level in 1..=5 {
        let stroke = Some(Stroke { ink: Ink::Grid, width: 0.6, dashed: level < 5 });
        let points = ring(&|_| f64::from(level) * 22.0);
        shapes.push(Shape::Path { points, closed: true, fill: None, stroke });
    }
    for (index, hatched) in [(0, false), (1, true)] {
        let points = ring(&|axis| 40.0 + ((axis * 31 + index * 17) % 60) as f64);
        let ink = if hatched { Ink::Tone(Tone::Open) } else { Ink::Soft(Tone::Accent) };
        let stroke = Some(Stroke { ink: Ink::Tone(Tone::Accent), width: 1.4, dashed: hatched });
        shapes.push(Shape::Path { points, closed: true, fill: Some(Fill { ink, hatched }), stroke });
    }
    for index in 0..axes {
        let fill = Some(Fill { ink: Ink::Tone(Tone::Accent), hatched: false });
        let centre = at(index, 40.0 + (index * 31 % 60) as f64);
        shapes.push(Shape::Circle { centre, radius: 2.4, fill, stroke: None });
        let (x, y) = at(index, 124.0);
        let align = match x {
            x if x > 190.0 => Align::Start,
            x if x < 170.0 => Align::End,
            _ => Align::Middle,
        };
        let text = ["Incident", "Problem", "Change", "Release", "Capacity", "Continuity", "Suppliers", "Level", "Risk"]
            .get(index)
            .copied()
            .unwrap_or("Other");
        shapes.push(Shape::Label {
            at: (x, y),
            text: text.into(),
            size: 8.0,
            align,
            strong: index == 0,
            ink: Ink::Text,
            link: Some(format!("row-{index}")),
        });
    }
    Block::Figure(Figure {
        anchor: "radar".into(),
        caption: "Capability by practice, with what is still open hatched".into(),
        description: "Nine practices between level 2 and level 4.".into(),
        drawing: Drawing { width: 360.0, height: 300.0, shapes },
    })
}

/// A derivation of some lines.
pub fn derivation() -> Block {
    let branch = |depth, text: Text, place: &str| Branch { depth, text, place: place.into() };
    Block::Derivation(Derivation {
        anchor: "why".into(),
        title: Text::plain("Incident management is at ").then(Style::Strong, "level 2"),
        lines: vec![
            branch(0, Text::plain("Level 2 is reached: ").badge(Tone::Good, "fully"), "models/levels.yaml:14"),
            branch(1, "All practices of level 1 are rated largely or fully".into(), "models/levels.yaml:22"),
            branch(2, Text::plain("Practice IM.1 is rated ").badge(Tone::Fair, "largely"), "answers/2025.yaml:103"),
            branch(2, Text::plain("Practice IM.2 is rated ").badge(Tone::Good, "fully"), "answers/2025.yaml:119"),
            branch(0, Text::plain("Level 3 is not reached: ").badge(Tone::Weak, "partly"), ""),
            branch(1, "The question about reviews is not answered yet".into(), "answers/2025.yaml:240"),
        ],
    })
}
