//! What is said of an element, with an eye on what does not count.
//!
//! Where part of what was assessed does not apply, the mean over what counts says nothing of shares of the whole: what two
//! elements have in common may be just the part that does not count. Two things are still sure. Where all that counts
//! is done, or nothing of it, the same holds of every part; and with what does not count left open, shares of the whole
//! are right whichever way it is taken. So both are kept: the one for what is said of an element itself, the other for
//! sums.

use super::degree::Degree;
use crate::number::Number;

/// What is said of one element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    /// Of what counts.
    pub degree: Degree,
    /// Of all that it asks, with what does not count left open.
    pub of_all: Degree,
}

impl Claim {
    /// The same of what counts and of all.
    pub fn plain(degree: Degree) -> Claim {
        Claim { of_all: degree.clone(), degree }
    }

    /// What can be used where parts that do not count may weigh: that of what counts only where it is all or nothing.
    fn sure(degree: Degree, of_all: Degree) -> Claim {
        if degree.is_full() || degree.is_none() { Claim { degree, of_all } } else { Claim::plain(of_all) }
    }

    /// From the mean over what counts, and the mean over all with what does not count left open.
    pub fn assessed(counting: Degree, of_all: Degree) -> Claim {
        Claim::sure(counting, of_all)
    }

    /// What a relation lets one say of the other element; see [`Degree::through`].
    #[must_use]
    pub fn through(&self, covers: Option<&Number>, covered: Option<&Number>) -> Claim {
        // All or nothing comes out only of an element that is covered whole: what counts of another may lie in the rest.
        Claim::sure(self.degree.through(covers, covered), self.of_all.through(covers, covered))
    }

    /// The degree that a relation with such a strength starts from.
    pub fn used(&self, covers: Option<&Number>) -> &Degree {
        if covers == Some(&Number::one()) { &self.degree } else { &self.of_all }
    }

    /// What a whole says of each of its parts: something only where all of it is done, or nothing.
    pub fn of_parts(&self) -> Option<Claim> {
        let only = |degree: &Degree| if degree.is_full() || degree.is_none() { degree.clone() } else { Degree::open() };
        let degree = only(&self.degree);
        (!degree.is_open()).then(|| Claim { degree, of_all: only(&self.of_all) })
    }

    /// What parts say of the whole; `None` where nothing has weight.
    pub fn mean<'c>(parts: &[(Number, &'c Claim)]) -> Option<Claim> {
        let mean = |of: fn(&'c Claim) -> &'c Degree| {
            Degree::mean(parts.iter().map(|(weight, claim)| (weight.clone(), of(claim))))
        };
        Some(Claim::sure(mean(|claim| &claim.degree)?, mean(|claim| &claim.of_all)?))
    }

    /// All that is said of one element, and whether it cannot all hold; what is kept then holds all that was said.
    pub fn together(said: &[Claim]) -> (Claim, bool) {
        let all = |of: fn(&Claim) -> &Degree| said.iter().try_fold(Degree::open(), |all, one| all.and(of(one)));
        if let (Some(degree), Some(of_all)) = (all(|claim| &claim.degree), all(|claim| &claim.of_all)) {
            return (Claim { degree, of_all }, false);
        }
        let degrees = said.iter().flat_map(|claim| [&claim.degree, &claim.of_all]);
        let either = degrees.cloned().reduce(|all, one| all.or(&one));
        (Claim::plain(either.unwrap_or_else(Degree::open)), true)
    }
}
