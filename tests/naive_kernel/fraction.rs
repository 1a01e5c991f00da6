//! A small exact fraction: two whole numbers, nothing else.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Fraction {
    over: i128,
    under: i128,
}

/// What a number half-way between two becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    HalfUp,
    HalfDown,
    HalfEven,
    Truncate,
}

impl Mode {
    pub const ALL: [Mode; 4] = [Mode::HalfUp, Mode::HalfDown, Mode::HalfEven, Mode::Truncate];

    pub fn name(self) -> &'static str {
        match self {
            Mode::HalfUp => "half-up",
            Mode::HalfDown => "half-down",
            Mode::HalfEven => "half-even",
            Mode::Truncate => "truncate",
        }
    }
}

impl Fraction {
    pub const ZERO: Fraction = Fraction { over: 0, under: 1 };
    pub const ONE: Fraction = Fraction { over: 1, under: 1 };

    pub fn new(over: i128, under: i128) -> Fraction {
        assert!(under != 0, "{over} / 0");
        let (mut left, mut right) = (over.abs(), under.abs());
        while right != 0 {
            (left, right) = (right, left % right);
        }
        let sign = if under < 0 { -1 } else { 1 };
        let common = left.max(1) * sign;
        Fraction { over: over / common, under: under / common }
    }

    pub fn whole(number: usize) -> Fraction {
        Fraction::new(number as i128, 1)
    }

    pub fn is_zero(self) -> bool {
        self.over == 0
    }

    pub fn is_negative(self) -> bool {
        self.over < 0
    }

    /// As the rank of a rating.
    pub fn rank(self) -> usize {
        assert!(self.under == 1 && self.over >= 0, "{self} is no rank");
        self.over as usize
    }

    /// The nearest number with so many decimals.
    pub fn rounded(self, decimals: u32, mode: Mode) -> Fraction {
        let unit = 10_i128.pow(decimals);
        // Without its sign: half-up is away from zero, half-down and truncate are towards it.
        let (units, rest) = ((self.over.abs() * unit) / self.under, (self.over.abs() * unit) % self.under);
        let up = match ((2 * rest).cmp(&self.under), mode) {
            (_, Mode::Truncate) | (Ordering::Less, _) | (Ordering::Equal, Mode::HalfDown) => false,
            (Ordering::Greater, _) | (Ordering::Equal, Mode::HalfUp) => true,
            (Ordering::Equal, Mode::HalfEven) => units % 2 == 1,
        };
        Fraction::new((units + i128::from(up)) * self.over.signum(), unit)
    }

    /// With so many decimals, if it has no more than these.
    pub fn decimal(self, decimals: u32) -> Option<String> {
        let unit = 10_i128.pow(decimals);
        if (self.over * unit) % self.under != 0 {
            return None;
        }
        let units = (self.over * unit) / self.under;
        let sign = if units < 0 { "-" } else { "" };
        let (before, behind) = (units.abs() / unit, units.abs() % unit);
        let width = decimals as usize;
        Some(if decimals == 0 { format!("{sign}{before}") } else { format!("{sign}{before}.{behind:0width$}") })
    }

    /// A literal as it may stand in a framework: `3`, `-0.25`, `1/3`, `62.5 %`.
    pub fn parse(text: &str) -> Option<Fraction> {
        let text = text.trim();
        if let Some(share) = text.strip_suffix('%') {
            return Some(Fraction::parse(share)? / Fraction::whole(100));
        }
        if let Some((over, under)) = text.split_once('/') {
            let under: i128 = under.trim().parse().ok()?;
            return (under != 0).then_some(Fraction::new(over.trim().parse().ok()?, under));
        }
        let Some((before, behind)) = text.split_once('.') else {
            return Some(Fraction::new(text.parse().ok()?, 1));
        };
        if behind.is_empty() || !behind.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits: i128 = format!("{before}{behind}").parse().ok()?;
        Some(Fraction::new(digits, 10_i128.pow(behind.len() as u32)))
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (0..4).find_map(|decimals| self.decimal(decimals)) {
            Some(text) => to.write_str(&text),
            None => write!(to, "{}/{}", self.over, self.under),
        }
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Fraction) -> Ordering {
        (self.over * other.under).cmp(&(other.over * self.under))
    }
}

impl Add for Fraction {
    type Output = Fraction;
    fn add(self, other: Fraction) -> Fraction {
        Fraction::new(self.over * other.under + other.over * self.under, self.under * other.under)
    }
}

impl Neg for Fraction {
    type Output = Fraction;
    fn neg(self) -> Fraction {
        Fraction { over: -self.over, under: self.under }
    }
}

impl Sub for Fraction {
    type Output = Fraction;
    fn sub(self, other: Fraction) -> Fraction {
        self + -other
    }
}

impl Mul for Fraction {
    type Output = Fraction;
    fn mul(self, other: Fraction) -> Fraction {
        Fraction::new(self.over * other.over, self.under * other.under)
    }
}

impl Div for Fraction {
    type Output = Fraction;
    fn div(self, other: Fraction) -> Fraction {
        Fraction::new(self.over * other.under, self.under * other.over)
    }
}
