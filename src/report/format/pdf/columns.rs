//! Widths of table columns.

/// Divides a width by shares, giving no column less than it needs for its widest word while there is room.
///
/// `needs` says what each column needs. A need above `cap` counts as `cap`: one endless word must not starve the rest.
pub fn widths(total: f64, shares: &[f64], needs: &[f64], cap: f64) -> Vec<f64> {
    let by_share = divide(total, shares);
    let needed = by_share.iter().zip(needs).map(|(share, need)| need.min(cap.max(*share)));
    let needed: Vec<f64> = needed.collect();
    if needed.iter().sum::<f64>() > total {
        return by_share;
    }
    let mut fixed: Vec<Option<f64>> = vec![None; shares.len()];
    loop {
        let taken: f64 = fixed.iter().flatten().sum();
        let open = fixed.iter().zip(shares).map(|(fix, share)| if fix.is_some() { 0.0 } else { *share });
        let made = divide(total - taken, &open.collect::<Vec<_>>());
        let mut changed = false;
        for ((fix, width), need) in fixed.iter_mut().zip(&made).zip(&needed) {
            if fix.is_none() && width < need {
                *fix = Some(*need);
                changed = true;
            }
        }
        if !changed {
            return fixed.iter().zip(made).map(|(fix, width)| fix.unwrap_or(width)).collect();
        }
    }
}

fn divide(total: f64, shares: &[f64]) -> Vec<f64> {
    let sum: f64 = shares.iter().sum();
    let even = 1.0 / shares.len().max(1) as f64;
    shares.iter().map(|share| total * if sum > 0.0 { share / sum } else { even }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_decide_when_words_fit() {
        assert_eq!(widths(100.0, &[1.0, 3.0], &[10.0, 10.0], 50.0), [25.0, 75.0]);
    }

    #[test]
    fn a_narrow_column_gets_room_for_its_widest_word() {
        let made = widths(100.0, &[1.0, 8.0, 1.0], &[20.0, 30.0, 5.0], 50.0);
        assert_eq!(made[0], 20.0);
        assert!((made.iter().sum::<f64>() - 100.0).abs() < 1e-9);
        assert!(made[2] > 5.0);
    }

    #[test]
    fn an_endless_word_does_not_starve_the_others() {
        let made = widths(100.0, &[1.0, 1.0], &[5000.0, 10.0], 40.0);
        assert_eq!(made, [50.0, 50.0]);
        let made = widths(100.0, &[1.0, 1.0, 1.0], &[80.0, 80.0, 80.0], 90.0);
        assert!(made.iter().all(|width| (width - 100.0 / 3.0).abs() < 1e-9));
    }

    #[test]
    fn no_shares_at_all_divide_evenly() {
        assert_eq!(widths(90.0, &[0.0, 0.0, 0.0], &[1.0, 1.0, 1.0], 50.0), [30.0; 3]);
        assert!(widths(90.0, &[], &[], 50.0).is_empty());
    }
}
