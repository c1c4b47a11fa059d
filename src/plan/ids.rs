//! Identifiers shared by plan file, scenario, link and export: closed sets, each spelled once.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Declares an enum with one fixed spelling for each variant, used in the plan file, in links and in exports.
macro_rules! ids {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The fixed spelling.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// The variant of this spelling.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$variant),)+ _ => None }
            }

            /// Position in [`Self::ALL`].
            pub const fn index(self) -> usize {
                self as usize
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.key())
            }
        }

        // Read as a string, so that errors inside a map name its key.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let key = String::deserialize(deserializer)?;
                Self::from_key(&key).ok_or_else(|| D::Error::custom(format!("unknown name `{key}`")))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.key())
            }
        }
    };
}

ids! {
    /// What the model computes, one value a year.
    Series {
        /// Gross domestic product, 亿元 (100 million yuan), current prices.
        Gdp = "gdp",
        /// Value added of the financial sector, 亿元, current prices.
        Va = "va",
        /// Financial value added as a share of GDP, %.
        Share = "share",
        /// Deposits outstanding at year-end, 亿元.
        Dep = "dep",
        /// Loans outstanding at year-end, 亿元.
        Loan = "loan",
        /// Loans over deposits, %.
        Ldr = "ldr",
        /// Listed companies at home and abroad, a count.
        List = "list",
    }
}

impl Series {
    /// The series that levers move; the others follow by identity.
    pub const DRIVEN: [Self; 5] = [Self::Gdp, Self::Va, Self::Dep, Self::Loan, Self::List];

    /// The lever that moves it most directly; for the loan–deposit ratio, that of deposits.
    pub const fn lever(self) -> Lever {
        match self {
            Self::Gdp => Lever::Real,
            Self::Va | Self::Share => Lever::Va,
            Self::Dep | Self::Ldr => Lever::Dep,
            Self::Loan => Lever::Loan,
            Self::List => Lever::List,
        }
    }

    /// The lever of its yearly shock; `None` for series that do not grow by a rate.
    pub const fn shock_lever(self) -> Option<Lever> {
        match self {
            Self::Gdp => Some(Lever::SdGdp),
            Self::Va => Some(Lever::SdVa),
            Self::Dep => Some(Lever::SdDep),
            Self::Loan => Some(Lever::SdLoan),
            Self::Share | Self::Ldr | Self::List => None,
        }
    }

    /// The lever of the uncertainty of its trend; `None` for series that do not grow by a rate.
    pub const fn trend_lever(self) -> Option<Lever> {
        match self {
            Self::Gdp => Some(Lever::TauGdp),
            Self::Va => Some(Lever::TauVa),
            Self::Dep => Some(Lever::TauDep),
            Self::Loan => Some(Lever::TauLoan),
            Self::Share | Self::Ldr | Self::List => None,
        }
    }

    /// The lever of the error of its base value; `None` for series that do not grow by a rate.
    pub const fn base_error_lever(self) -> Option<Lever> {
        match self {
            Self::Gdp => Some(Lever::BaseSdGdp),
            Self::Va => Some(Lever::BaseSdVa),
            Self::Dep => Some(Lever::BaseSdDep),
            Self::Loan => Some(Lever::BaseSdLoan),
            Self::Share | Self::Ldr | Self::List => None,
        }
    }

    /// The driven series it is computed from: itself, or numerator and denominator of a ratio.
    pub const fn parts(self) -> &'static [Self] {
        match self {
            Self::Gdp => &[Self::Gdp],
            Self::Va => &[Self::Va],
            Self::Share => &[Self::Va, Self::Gdp],
            Self::Dep => &[Self::Dep],
            Self::Loan => &[Self::Loan],
            Self::Ldr => &[Self::Loan, Self::Dep],
            Self::List => &[Self::List],
        }
    }
}

ids! {
    /// One assumption a reader can change.
    Lever {
        /// Real GDP growth, % a year.
        Real = "real",
        /// GDP deflator, % a year.
        Defl = "defl",
        /// Nominal growth of financial value added, % a year.
        Va = "va",
        /// Growth of deposits, % a year.
        Dep = "dep",
        /// Growth of loans, % a year.
        Loan = "loan",
        /// Gross new listings a year.
        List = "list",
        /// Share of listed companies that leave, % a year.
        Delist = "delist",
        /// Yearly shock to GDP: standard deviation of log growth, %.
        SdGdp = "sd.gdp",
        /// Yearly shock to financial value added, %.
        SdVa = "sd.va",
        /// Yearly shock to deposits, %.
        SdDep = "sd.dep",
        /// Yearly shock to loans, %.
        SdLoan = "sd.loan",
        /// Uncertainty of the GDP trend, %.
        TauGdp = "tau.gdp",
        /// Uncertainty of the value-added trend, %.
        TauVa = "tau.va",
        /// Uncertainty of the deposit trend, %.
        TauDep = "tau.dep",
        /// Uncertainty of the loan trend, %.
        TauLoan = "tau.loan",
        /// Share of each yearly shock that is common to all series, 0 to 1.
        Corr = "corr",
        /// Share of each unknown trend that is common to all series, 0 to 1.
        TrendCorr = "tcorr",
        /// Persistence of shocks from year to year, 0 to 1.
        Ar = "ar",
        /// Strength of good and bad years for listings (ω).
        Regime = "regime",
        /// How far good and bad years for listings follow the common shock, 0 to 1.
        ListCorr = "list.corr",
        /// Size of the negative binomial for new listings (k).
        Disp = "disp",
        /// Standard error of the base value of GDP where that is an estimate, %.
        BaseSdGdp = "base.sd.gdp",
        /// The same for financial value added, %.
        BaseSdVa = "base.sd.va",
        /// The same for deposits, %.
        BaseSdDep = "base.sd.dep",
        /// The same for loans, %.
        BaseSdLoan = "base.sd.loan",
        /// Exchange rate, yuan per US dollar.
        Fx = "fx",
    }
}

ids! {
    /// A rule that forecasts growth from past growth.
    Rule {
        /// That of the defaults, see [`crate::plan::Calibration`].
        Calibrated = "rule",
        /// The mean of the last ten yearly growths goes on.
        TenYears = "drift10",
        /// The last growth goes on.
        Last = "last",
        /// The mean of all provinces in the last year goes on.
        Provinces = "mean",
    }
}

ids! {
    /// How the 2027 figure of "8 trillion" is read.
    Reading {
        /// Deposits and loans each reach 8 trillion.
        Each = "each",
        /// Deposits and loans together reach 8 trillion.
        Sum = "sum",
        /// Deposits alone reach 8 trillion.
        Dep = "dep",
        /// Loans alone reach 8 trillion.
        Loan = "loan",
    }
}
