//! Ladders of lists, on known and open items.

use super::*;
use crate::rule::testing::{achievement, all as all_items, inputs};
use crate::scale::Rating;

fn ladder() -> Ladder {
    let rating = |id: usize| Rating {
        id: id.to_string(),
        title: String::new(),
        meaning: String::new(),
        up_to: None,
        refined: Vec::new(),
    };
    let items = achievement();
    let scale = Scale { id: "level".to_owned(), ratings: (0..=5).map(rating).collect(), ..items.clone() };
    let levels = [vec!["1.1"], vec!["2.1", "2.2"], vec!["3.1", "3.2"], vec!["4.1", "4.2"], vec!["5.1", "5.2"]];
    let levels = levels.map(|codes| Level::Items(codes.into_iter().map(str::to_owned).collect())).to_vec();
    let items = Items { of: all_items(), scale: items, at: vec![2, 3], below: vec![3] };
    Ladder { scale, items: Some(items), levels }
}

fn level(ratings: &str) -> (Rank, Rank) {
    let codes = ["1.1", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1", "5.2"];
    let words: Vec<_> = codes.iter().zip(ratings.split(' ')).map(|(code, word)| format!("{code}:{word}")).collect();
    ladder().evaluate(&inputs(&words.join(" "))).outcome.ranks().unwrap()
}

/// `domain/iso20000.md` §4.3; the second row is the published table's known error, right by its own rule.
#[test]
fn the_rule_vectors_come_out() {
    let vectors = [
        ("F F F L L N N N N", 3),
        ("F L F F F N N N N", 2),
        ("F F F F F L F N N", 4),
        ("P N N N N N N N N", 0),
        ("L N N", 1),
        ("F L L", 2),
        ("P", 0),
        ("F L F N N", 2),
        ("F F F L P", 2),
    ];
    for (ratings, expected) in vectors {
        assert_eq!(level(ratings), (expected, expected), "{ratings}");
    }
}

#[test]
fn open_items_give_a_lowest_and_a_highest_level() {
    assert_eq!(level("F ? L"), (1, 2));
    assert_eq!(level("F F F ? F"), (2, 3));
    assert_eq!(level("P ? ?"), (0, 0));
}

#[test]
fn the_next_level_says_what_it_needs() {
    let needs = ladder().evaluate(&inputs("1.1:L 2.1:P 2.2:L")).needs;
    let words: Vec<_> = needs.iter().map(|need| (need.source.as_str(), need.accepted.join("/"))).collect();
    assert_eq!(words, [("1.1", "F".to_owned()), ("2.1", "L/F".to_owned())]);
}

#[test]
fn a_level_that_nothing_shows_is_not_reached() {
    assert_eq!(level("F - -"), (1, 1));
    let needs = ladder().evaluate(&inputs("1.1:F 2.1:- 2.2:-")).needs;
    assert_eq!(needs.len(), 2, "an item of level 2 has to count");
}

#[test]
fn what_does_not_count_is_not_needed_and_nothing_is_above_the_highest_level() {
    let needs = |words| ladder().evaluate(&inputs(words)).needs.into_iter().map(|need| need.source);
    assert_eq!(needs("1.1:F 2.1:P 2.2:-").collect::<Vec<_>>(), ["2.1"]);
    assert_eq!(needs("1.1:F 2.1:F 2.2:F 3.1:F 3.2:F 4.1:F 4.2:F 5.1:L 5.2:L").count(), 0);
}

#[test]
fn every_item_of_a_code_counts() {
    let level = |words| ladder().evaluate(&inputs(words)).outcome.ranks();
    assert_eq!(level("1.1:F 1.1:P"), Some((0, 0)));
    assert_eq!(level("1.1:P 1.1:F"), Some((0, 0)));
    assert_eq!(level("1.1:L 1.1:?"), Some((0, 1)));
}

#[test]
fn a_rating_in_the_middle_of_what_is_possible_may_reach_a_level() {
    let mut ladder = ladder();
    ladder.items = ladder.items.map(|of| Items { at: vec![1], below: vec![1], ..of });
    assert_eq!(ladder.evaluate(&inputs("1.1:?")).outcome.ranks(), Some((0, 1)));
}

/// Level 2 stands on 1.1 and 2.1; nothing above it is reached, so nothing there holds it.
#[test]
fn what_holds_a_level_alone_is_named() {
    let holds = |words| ladder().evaluate(&inputs(words)).holds;
    assert_eq!(holds("1.1:F 2.1:L 2.2:F 3.1:P 3.2:F"), ["1.1", "2.1", "2.2"]);
    assert_eq!(holds("1.1:P"), Vec::<String>::new());
}
