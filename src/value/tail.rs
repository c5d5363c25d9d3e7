//! Probabilities in the tails of distributions: what a test statistic and its degrees of freedom make of a p-value.
//!
//! The distributions are those of the crate statrs, in floats, as nothing exact is to be had. What comes of them is widened by more than
//! their error, so that a figure is never refuted by it.

use super::{Number, Range};
use statrs::function::{beta::checked_beta_reg, erf::erfc, gamma::checked_gamma_ur};

/// How far a probability may be from what the floats say; their error is below a hundredth of it.
const ERROR: f64 = 1e-10;
/// Probabilities are kept as whole numbers of this part of one.
const GRAIN: f64 = 1e12;

/// A distribution, and which of its tails counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    /// Student's t, both tails: `p_t(t, df)`.
    T,
    /// F, the upper tail: `p_f(f, df, df of the error)`.
    F,
    /// Chi-square, the upper tail: `p_chi2(x, df)`.
    ChiSquare,
    /// The standard normal distribution, both tails: `p_z(z)`.
    Z,
    /// A correlation of Pearson's, both tails: `p_r(r, df)`; `df` is two less than the number of pairs.
    R,
}

impl Tail {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::T, Self::F, Self::ChiSquare, Self::Z, Self::R];

    /// The function of a rule that gives it, and how many values it takes.
    #[must_use]
    pub fn signature(self) -> (&'static str, usize) {
        match self {
            Self::T => ("p_t", 2),
            Self::F => ("p_f", 3),
            Self::ChiSquare => ("p_chi2", 2),
            Self::Z => ("p_z", 1),
            Self::R => ("p_r", 2),
        }
    }

    /// The probability of a statistic at least so far out, given its degrees of freedom; `None` where there is none: no degrees of freedom, an
    /// F below 0, a correlation beyond 1.
    #[must_use]
    pub fn probability(self, statistic: f64, degrees: &[f64]) -> Option<f64> {
        let free = |nth: usize| degrees.get(nth).copied().filter(|df| *df > 0.0 && df.is_finite());
        let upper = || Some(statistic).filter(|x| *x >= 0.0);
        match self {
            Self::T => {
                let df = free(0)?;
                checked_beta_reg(df / 2.0, 0.5, df / (df + statistic * statistic)).ok()
            }
            Self::F => {
                let (between, within, f) = (free(0)?, free(1)?, upper()?);
                checked_beta_reg(within / 2.0, between / 2.0, within / (within + between * f)).ok()
            }
            Self::ChiSquare => match upper()? {
                // The crate refuses the end of the range.
                0.0 => free(0).map(|_| 1.0),
                x => checked_gamma_ur(free(0)? / 2.0, x / 2.0).ok(),
            },
            Self::Z => Some(erfc(statistic.abs() / std::f64::consts::SQRT_2)),
            Self::R => {
                let (df, r) = (free(0)?, Some(statistic).filter(|r| r.abs() <= 1.0)?);
                checked_beta_reg(df / 2.0, 0.5, 1.0 - r * r).ok()
            }
        }
    }

    /// All probabilities that these values allow; `None` where one of them has no end.
    ///
    /// Each tail grows where the statistic comes nearer to nought, and grows or shrinks with the degrees of freedom: so its ends are at the ends
    /// of what it is given. (In the first degrees of freedom of F it may turn once; what rounding leaves open there is too narrow for it.)
    #[must_use]
    pub fn range(self, values: &[Range]) -> Option<Range> {
        let (statistic, degrees) = values.split_first()?;
        let statistic = if matches!(self, Self::F | Self::ChiSquare) { *statistic } else { statistic.abs() };
        let ends = |range: &Range| Some([range.min?.to_f64_lossy(), range.max?.to_f64_lossy()]);
        // Where rounding reaches beyond what there is ("F = 0.00", "r = 1.00"), the end of that counts.
        let within = |end: f64| match self {
            Self::R => end.clamp(0.0, 1.0),
            _ => end.max(0.0),
        };
        let mut corners: Vec<Vec<f64>> = vec![Vec::new()];
        for range in degrees {
            let ends = ends(range)?;
            corners = corners.iter().flat_map(|corner| ends.map(|end| [corner.as_slice(), &[end]].concat())).collect();
        }
        let mut all = Vec::new();
        for end in ends(&statistic)? {
            for corner in &corners {
                all.push(self.probability(within(end), corner)?);
            }
        }
        let least = all.iter().copied().fold(1.0, f64::min) - ERROR;
        let most = all.iter().copied().fold(0.0, f64::max) + ERROR;
        Some(Range::between(grains((least.max(0.0) * GRAIN).floor())?, grains((most.min(1.0) * GRAIN).ceil())?))
    }
}

/// So many grains as a number.
fn grains(count: f64) -> Option<Number> {
    Number::new(count as i128, GRAIN as i128)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
