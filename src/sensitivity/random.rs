//! Numbers that look random and are not: the same seed gives the same ones anywhere. The generator is xoshiro256**,
//! started by splitmix64, both by Blackman and Vigna and free of any rights.

/// A generator.
pub(super) struct Random {
    state: [u64; 4],
}

impl Random {
    /// Started by a seed, and by a name so that two uses of one seed do not go the same way.
    pub fn new(seed: u64, name: &str) -> Random {
        // FNV-1a: the name only has to move the start.
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        let mut start = seed ^ hash;
        Random { state: [(); 4].map(|()| splitmix64(&mut start)) }
    }

    fn next(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let result = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        result
    }

    /// A whole number below a bound, each as likely as the others; 0 where the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let Some(bound) = u64::try_from(bound).ok().filter(|bound| *bound > 0) else { return 0 };
        // What lies beyond the last whole multiple of the bound would make the first numbers likelier.
        let last = u64::MAX - (u64::MAX % bound + 1) % bound;
        loop {
            let drawn = self.next();
            if drawn <= last {
                return usize::try_from(drawn % bound).unwrap_or_default();
            }
        }
    }
}

fn splitmix64(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs that the reference program of splitmix64 prints for the seed 1234567.
    #[test]
    fn splitmix64_is_that_of_its_authors() {
        let mut state = 1_234_567;
        let drawn = [(); 3].map(|()| splitmix64(&mut state));
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    /// The first outputs of the reference program of xoshiro256** started with 1, 2, 3, 4.
    #[test]
    fn xoshiro256_is_that_of_its_authors() {
        let mut random = Random { state: [1, 2, 3, 4] };
        let drawn = [(); 4].map(|()| random.next());
        assert_eq!(drawn, [11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240]);
    }

    #[test]
    fn every_number_below_the_bound_comes_up_about_as_often() {
        let mut random = Random::new(1, "dice");
        let mut counts = [0_i32; 6];
        for _ in 0..60_000 {
            counts[random.below(6)] += 1;
        }
        assert!(counts.iter().all(|count| (count - 10_000).abs() < 400), "{counts:?}");
        assert_eq!(random.below(0), 0);
        assert_eq!(random.below(1), 0);
    }
}
