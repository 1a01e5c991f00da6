//! Scoring many assessments of the largest frameworks from columns of answers, beside merely reading the answers, the
//! same rules in NumPy and in Polars, and the explained evaluation. `cargo bench --bench plan`.
//!
//! Every line is the best of some runs in this one process (the peers': in one process of theirs, on the same bytes).
//! Results of the peers are compared with ours, all of them, before a time is printed. Without Python or without a
//! package index the peers are left out, and that is said. `GRADUS_BENCH_ROWS` sets the largest count of assessments.

#[path = "../../tests/common/mod.rs"]
mod common;
#[path = "peers.rs"]
mod peers;
#[allow(dead_code, reason = "only single rows are needed here")]
#[path = "../../tests/plan/random.rs"]
mod random;

use std::hint::black_box;
use std::time::{Duration, Instant};

use gradus::model::Framework;
use gradus::plan::{Column, Columns, DONT_KNOW, NOT_APPLICABLE, NOT_RATED, Plan, Results, Scratch, UNANSWERED};
use random::{Random, Scene};

/// Rows that are scored before their results are used: they fit the processor's cache beside the answers.
const AT_ONCE: usize = 512;
const RUNS: usize = 3;

/// Elements that are rated, and one column of codes for each.
pub struct Answers {
    pub elements: Vec<String>,
    pub rows: usize,
    pub codes: Vec<Vec<u8>>,
}

impl Answers {
    /// Of 100 answers five are missing, four are "don't know", five do not apply, and one could not be rated.
    fn new(framework: &Framework, kind: &str, rows: usize) -> Answers {
        let scale = framework.kinds[kind].rated_on.as_ref().expect("it is rated");
        let top = framework.scales[scale].highest() as u8;
        let elements = framework.elements.values().filter(|element| element.kind == kind);
        let elements: Vec<String> = elements.map(|element| element.id.clone()).collect();
        let column = |index: usize| {
            let mut state = (index as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let one = |_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let draw = (state >> 32) as u32;
                match draw % 100 {
                    0..5 => UNANSWERED,
                    5..9 => DONT_KNOW,
                    9..14 => NOT_APPLICABLE,
                    14 => NOT_RATED,
                    // Good answers are more frequent than bad ones.
                    _ => top - ((draw >> 8) % 8).min((draw >> 16) % (u32::from(top) + 1)) as u8,
                }
            };
            (0..rows).map(one).collect()
        };
        let codes = (0..elements.len()).map(column).collect();
        Answers { elements, rows, codes }
    }

    fn columns(&self, framework: &Framework) -> Columns<'_> {
        let mut columns = Columns::new(framework, self.rows);
        for (element, codes) in self.elements.iter().zip(&self.codes) {
            columns.set(framework, element, Column::Ratings(codes)).expect("codes are answers");
        }
        columns
    }

    /// Every byte is read once, and no more is done with it than the processor does for nothing.
    fn read(&self) -> u64 {
        let mut sum = 0_u64;
        for codes in &self.codes {
            for eight in codes.as_chunks::<8>().0 {
                sum ^= u64::from_le_bytes(*eight);
            }
        }
        sum
    }
}

fn best<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    let one = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..runs).map(one).min().unwrap_or_default()
}

fn line(what: &str, time: Duration, rows: usize) {
    let each = time.as_nanos() as f64 / rows as f64;
    println!("  {what:<58} {:>12.3} ms   {each:>10.1} ns each", time.as_secs_f64() * 1e3);
}

fn score_all(plan: &Plan<'_>, columns: &Columns<'_>, rows: std::ops::Range<usize>) -> u64 {
    let (mut scratch, mut results, mut sum) = (Scratch::default(), Results::default(), 0);
    let mut row = rows.start;
    while row < rows.end {
        let end = rows.end.min(row + AT_ONCE);
        plan.score(columns, row..end, &mut scratch, &mut results);
        sum += results.ratings(0).map_or(0, |first| u64::from(first.low[0]) + 1);
        row = end;
    }
    sum
}

/// One framework: answers of one kind of element, and results of the others.
fn framework(id: &str, kind: &str, counts: &[usize]) {
    let framework = common::framework(id);
    let scene = Scene::new(&framework, 64, &mut Random(1));
    let used = gradus::model::Use {
        framework: id.to_owned(),
        methods: Default::default(),
        target: Default::default(),
        out_of_scope: Default::default(),
        earlier: Vec::new(),
    };
    let compile = || Plan::of_all(&framework, &used, scene.circumstances()).expect("it is sound");
    let all = compile();
    let wanted = all.wanted();
    let above: Vec<(&str, &str)> =
        wanted.iter().copied().filter(|(element, _)| framework.elements[*element].kind != kind).collect();
    let plan = Plan::of(&framework, &used, scene.circumstances(), &above).expect("it is sound");
    println!(
        "\n{id}: {} elements, {} measures ({} without lanes), answers to each {kind}, {} results above them",
        framework.elements.len(),
        all.size(),
        all.without_lanes(),
        above.len()
    );
    line("compile the plan, all measures", best(RUNS, compile), 1);
    let loaded = scene.loaded(&framework, 0);
    let explain = || gradus::assess::assess(&loaded, scene.as_of).expect("nothing is decided");
    line("one assessment, explained", best(RUNS, explain), 1);
    let few = Answers::new(&framework, kind, 64);
    let columns = few.columns(&framework);
    let (mut scratch, mut results) = (Scratch::default(), Results::default());
    all.score(&columns, 0..1, &mut scratch, &mut results);
    let one = best(100, || all.score(&columns, 0..1, &mut scratch, &mut results));
    line("one assessment, by plan, whole result set", one, 1);
    for rows in counts {
        many(&framework, kind, *rows, &plan, &above);
    }
}

fn many(framework: &Framework, kind: &str, rows: usize, plan: &Plan<'_>, above: &[(&str, &str)]) {
    let answers = Answers::new(framework, kind, rows);
    let bytes = answers.codes.len() * rows;
    println!(" {rows} assessments, {} columns, {:.0} MB of answers", answers.codes.len(), bytes as f64 / 1e6);
    line("read the answers", best(RUNS, || answers.read()), rows);
    let columns = answers.columns(framework);
    line("check the codes of all columns", best(1, || answers.columns(framework)), rows);
    line("plan, all results above, one thread", best(RUNS, || score_all(plan, &columns, 0..rows)), rows);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let in_threads = || {
        let part = rows.div_ceil(threads).next_multiple_of(64);
        std::thread::scope(|scope| {
            for start in (0..rows).step_by(part) {
                let columns = &columns;
                scope.spawn(move || black_box(score_all(plan, columns, start..rows.min(start + part))));
            }
        });
    };
    line(&format!("plan, all results above, {threads} threads"), best(RUNS, in_threads), rows);
    peers::compare(framework, &answers, plan, &columns, above);
}

fn main() {
    let most: usize = std::env::var("GRADUS_BENCH_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{} processors, {} {}", threads, std::env::consts::ARCH, std::env::consts::OS);
    let counts: Vec<usize> = [100_000, 1_000_000].into_iter().map(|rows| rows.min(most)).collect();
    let counts = if counts[0] == counts[1] { &counts[..1] } else { &counts[..] };
    framework("service-process-capability-2019", "outcome", counts);
    framework("iso-20000-1-2018", "requirement", counts);
}
