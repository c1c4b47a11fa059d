//! The Method page: how every number is made, and what it cannot say.

use crate::text::Lang;

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// How a path is computed.
    Path,
    /// The lines it is compared with.
    Lines,
    /// Verdicts.
    Verdict,
    /// Growth needed and achieved.
    Required,
    /// The values it starts from.
    Base,
    /// The readings of 8 trillion yuan.
    Eight,
    /// The effects of measures.
    Measures,
    /// Where default growth and spreads come from.
    Defaults,
    /// Probabilities and bands.
    Uncertainty,
    /// Attribution, distance, sensitivity and variance.
    Explain,
    /// Scenarios side by side.
    Compare,
    /// Pace and odds over time.
    Monitor,
    /// Links, files and what a browser keeps.
    Links,
    /// What the numbers cannot say.
    Limits,
}

impl Topic {
    /// Its name in the address, and the anchor of its section.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Lines => "lines",
            Self::Verdict => "verdict",
            Self::Required => "required",
            Self::Base => "base",
            Self::Eight => "eight",
            Self::Measures => "measures",
            Self::Defaults => "defaults",
            Self::Uncertainty => "uncertainty",
            Self::Explain => "explain",
            Self::Compare => "compare",
            Self::Monitor => "monitor",
            Self::Links => "links",
            Self::Limits => "limits",
        }
    }

    /// The topic of this name.
    pub fn from_key(key: &str) -> Option<Self> {
        method(Lang::En).iter().map(|s| s.topic).find(|t| t.key() == key)
    }

    /// The heading of its section.
    pub fn title(self, lang: Lang) -> &'static str {
        method(lang).iter().find(|s| s.topic == self).map_or("", |s| s.title)
    }
}

/// A section of the Method page.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// What it is about.
    pub topic: Topic,
    /// Heading.
    pub title: &'static str,
    /// Paragraphs, in order.
    pub text: &'static [&'static str],
    /// Formulas, one a line.
    pub formulas: &'static [&'static str],
}

/// The sections in a language; both languages have the same sections in the same order.
pub const fn method(lang: Lang) -> &'static [Section] {
    match lang {
        Lang::En => EN,
        Lang::Zh => ZH,
    }
}

const PATH: &[&str] = &[
    "gdp(t) = gdp(t−1) · (1 + real) · (1 + defl)",
    "va(t) = va(t−1) · (1 + g_va)",
    "dep(t) = dep(t−1) · (1 + g_dep)     loan(t) = loan(t−1) · (1 + g_loan)",
    "list(t) = list(t−1) · (1 − delist) + new",
    "share(t) = 100 · va(t) / gdp(t)     ldr(t) = 100 · loan(t) / dep(t)",
];
const REQUIRED: &[&str] = &[
    "g ≥ 100 · ((target / base)^(1 / h) − 1)   (dep, loan; va: target · gdp)",
    "new ≥ (target − base · (1 − delist)^h) / Σᵢ (1 − delist)^i,   i = 0 … h − 1",
];
const MEASURE: &[&str] = &["effect(t) = probability · central · part(t)"];
const SPREAD: &[&str] = &[
    "ln x(t) = ln x(t−1) + ln(1 + g(t)) + τ·P + σ·ε(t),   P = √κ·p + √(1−κ)·q,   p, q ~ N(0, 1)",
    "ε(t) = √λ·c(t) + √(1−λ)·e(t),   z(t) = φ·z(t−1) + √(1−φ²)·η(t)   (z: c, e)",
    "φ = 0:   ln x(h) ~ N(ln x(0) + Σ ln(1 + g),   s² + h·σ² + h²·τ²)   (s: error of the base)",
    "list(t) = list(t−1) − D + N,   D ~ Bin(list(t−1), delist)",
    "N ~ NB(m, k),   Var N = m + m²/k,   m = n(t)·exp(ω·w(t) − ω²/2),   w = √ρ·c + √(1−ρ)·own",
];
const DEFAULTS: &[&str] = &[
    "L(1) = 0.9 · (l(0) + l(−1) + l(−2)) / 3,   L(t) = 0.9 · L(t−1),   l = ln(x / x of the year before)",
    "mean square error h years ahead = h·σ² + h²·τ²,   h = 1, 2, 3",
];

const EXPLAIN: &[&str] = &[
    "φᵢ = Σ_S |S|!·(k−|S|−1)!/k! · (v(S∪i) − v(S))",
    "Sᵢ = (e^{vᵢ} − 1)/(e^v − 1),   Tᵢ = 1 − (e^{v−vᵢ} − 1)/(e^v − 1),   vᵢ = ln(E[fᵢ²]/E[fᵢ]²),   v = Σᵢ vᵢ",
];
const PACE: &[&str] = &["achieved / asked,   asked = 100 · ((target / launch)^(1 / years) − 1)"];

const EN: &[Section] = &[
    Section {
        topic: Topic::Path,
        title: "The path of a scenario",
        text: &[
            "A scenario starts from the figures of its base year and applies the rates you set, year by year. It is \
             plain arithmetic: a spreadsheet gives the same numbers, and the download holds every step.",
            "All rates are nominal except real GDP growth, which is turned into nominal growth by the GDP deflator. \
             Published “growth” is usually real; it is never applied to an amount at current prices here.",
            "Value added and GDP are set separately and their ratio follows, as does loans over deposits. New listings \
             are an expected number and may have decimals.",
            "One value a year makes the central path. For GDP, value added, deposits, loans and their ratios it is the \
             median; for listed companies it is their expected number, which lies somewhat above the \
             median, since good years for listings weigh more than bad ones. Measures count at their expected effect.",
            "No series loses more than 99% of itself in one year, whatever is assumed.",
        ],
        formulas: PATH,
    },
    Section {
        topic: Topic::Lines,
        title: "Three lines to compare",
        text: &[
            "Trend continuation: finance grows by the rule of the defaults, from the pace of the last three years and slowing \
             by a tenth a year; the origin of each rate is given at its lever. Your assumptions about the economy apply to \
             it as well.",
            "Plan as written: the even yearly growth that meets each target exactly in its year. Rates are rounded up at \
             the fourth decimal so that the target is met. After the last target, growth returns to the trend. Figures \
             you enter do not bend this line: it is the plan.",
            "My scenario: what you set. The difference to the trend is what you assumed, and nothing else.",
        ],
        formulas: &[],
    },
    Section {
        topic: Topic::Verdict,
        title: "When a target counts as met",
        text: &[
            "On the central path a target is reached where the value of its year is at or above it; for the 2027 share of \
             GDP and the number of listed companies, above it, as their texts say: more than 160 companies are at least 161. \
             Otherwise it is said how far the path falls short. What counts is the digits \
             shown: a distance below half of the last one (50 million yuan, 0.005 points, 0.05 companies) is none, and a \
             target that has to be exceeded is not reached by a value that reads the same. Once a year is over, its target \
             was met or missed, or is not known where no public full-year figure was found.",
            "Whether a path reaches a target and how likely the target is are two things: probabilities stand beside the \
             verdict, with one of five words: very unlikely below 10%, unlikely below a third, about even below two thirds, \
             likely up to 90%, very likely above.",
            "“First reached” is the first year, from the base year on, in which the central path reaches the target.",
        ],
        formulas: &[],
    },
    Section {
        topic: Topic::Required,
        title: "Growth needed and growth achieved",
        text: &[
            "What a target needs is the smallest constant value of its lever, on the step of the slider, with which the \
             central path reaches it, all else as you have set it: growth of deposits or loans, of value added for the \
             share, gross new listings for companies, with exits made up for. It counts from the base year, or from the \
             latest year you entered a figure for, and it is the same on every page: set, it reaches the target.",
            "Growth achieved is measured between two figures on one basis only: for deposits and loans in yuan alone, where \
             every year-end of 2003–2023 and that of 2025 are known, and for listed companies those listed at home. The \
             targets count all currencies, and so do the levels shown beside them. Since the launch means from the end of \
             2023 to the end of 2025.",
            "Where what is measured changed, growth into that year is no growth: it is left out of every count and average, \
             and the boundary is marked in the charts.",
            "How often growth was that high counts the years of the record; where only figures several years apart are \
             known, each year between them counts with their average.",
        ],
        formulas: REQUIRED,
    },
    Section {
        topic: Topic::Base,
        title: "The base values, and what is estimated",
        text: &[
            "Value added for 2025: no public full-year figure was found for 2024 or 2025. The base is an estimate: the \
             share of 2023 (8.46% on revised GDP) held and applied to GDP in 2025. It is a starting point for \
             projections only. Half-year figures for 2024 stood higher (9.4% of GDP), but half-year shares run above \
             full-year ones and are not annualised here.",
            "Deposits and loans: the targets are in all currencies, as the announcement says, while the year-end figures \
             of 2025 are yuan only: divided by their growth since 2020 they give the yuan balances of that year. The base takes the all-currency balance of November 2025 for deposits, \
             and for loans the published figure times 1.012, the ratio of all currencies to yuan in July 2024. The other \
             basis is always shown beside it.",
            "Listed companies: the target is read as home and abroad. The base adds the 78 listed at home to the 20 \
             listed only abroad in October 2022, the last count found by place. A report of December 2025 puts both \
             together at fewer than 100.",
            "Standing at the launch (base 2023) uses figures up to 2023, with GDP as first published. Some of these figures were published only later in 2024.",
        ],
        formulas: &[],
    },
    Section {
        topic: Topic::Eight,
        title: "What “8 trillion” means",
        text: &[
            "The announcement says that total deposits and loans reach 8 trillion yuan by 2027; the Chinese wording was \
             not found. In yuan alone they stood at 8.22 trillion together at the end of 2020, so the data rule a combined \
             reading out. The default reading is that each reaches 8 trillion. It rests on elimination, not on a \
             text, is marked as our reading wherever it is used, and can be switched.",
        ],
        formulas: &[],
    },
    Section {
        topic: Topic::Measures,
        title: "No hidden policy effect",
        text: &[
            "Reforms, policies, platforms and projects have no effect here unless you give them one. Published estimates \
             of such effects range from nothing to several hundred percent, depending on place, method and indicator, \
             and none carries over to another city. The effect of a measure is added to the growth of one series, from \
             its start and lag on, growing over its ramp; several measures add up. The central path uses the expected \
             effect: probability times central effect.",
        ],
        formulas: MEASURE,
    },
    Section {
        topic: Topic::Defaults,
        title: "Where the defaults come from",
        text: &[
            "Growth has been slowing in every province, so averages of the past run too high. The rule: log growth of the \
             first year is nine tenths of the mean of the last three yearly log growths known (at least two), and nine \
             tenths of the year before in each further year. GDP is split into real growth and the deflator by the same \
             rule. For listed companies: the ten-year mean of net new companies a year. Nothing in it is estimated.",
            "Spreads come from that rule's own errors one, two and three years ahead in 27 provinces, outcomes from 2015 on: \
             Tibet, Qinghai, Hainan and Ningxia are left out, since small economies swing more. Yearly shock and unknown \
             trend are the two numbers that fit those errors; they are not known apart, only their sum is. Years are \
             counted, not provinces: the provinces of one year fail together. Beyond three years nothing has been tried.",
            "The part that shocks and trends share is one number, 0.24 (0.16 to 0.35): the errors of one province's GDP, value \
             added, deposits and loans go together far less than their growth does, since the slowdown they share is what \
             the rule already forecasts. Listed companies do not go with them.",
            "The figures are those of today; at the time first releases were known and errors of GDP were 10 to 20% larger. The \
             window of three years and the nine tenths were chosen with this record in view. Value added ends in 2023, so \
             2027 is four years ahead and its base for 2025 an estimate, with an error of its own of 4.5%.",
            "Until data release cq-2026.1 the defaults were averages of 2021–25 with spreads from three to ten figures of \
             Chongqing alone; of bands made like that, 80% held 60 to 75% of the outcomes two and three years ahead in the \
             provinces. The preset “As in 2021–25” keeps those averages. With the change, the chance of 2027 went from under \
             1% to 2% for deposits, from 16% to 3% for loans and from 18% to 17% for the share: the bands are wider, the \
             middle lower.",
        ],
        formulas: DEFAULTS,
    },
    Section {
        topic: Topic::Uncertainty,
        title: "Uncertainty and probability",
        text: &[
            "Around the central path numbers scatter. Every year brings a shock to the growth of GDP, value added, deposits \
             and loans, part of it common to all; and the true trend lies somewhat off the one assumed, by the same amount in \
             every year and partly common to all. The two layers are kept apart: shocks of different years partly cancel, a \
             wrong trend adds up. A base value that is an estimate lies off by an error of its own, which does not move the \
             median; one that you enter has none.",
            "Listed companies are counted, not scaled: new listings in a year follow a negative binomial law whose mean \
             swings with good and bad years of their own, as far as you say with the common shock, and each listed company leaves with the delisting rate. Counts scatter more \
             than independent chance would make them, since listings come in good and bad years for all at once.",
            "Probabilities and bands are integrated, not simulated. The common shocks and the common part of the trends are \
             all that couples the series; given these, each has a closed form. Their average is taken on quadrature nodes: \
             Gauss–Hermite, or scrambled Sobol points where more than three shared dimensions count. Listed companies follow \
             year by year: those that stay are a binomial part of those before, to which a negative binomial number of new \
             ones comes. The error is bounded by two rules of different order and lies below half of the last digit shown, or \
             the number is marked “≈”; the download holds it as prob_hit_bound. No probability is shown as 0 or 100%.",
            "A measure is delivered or not, with the probability given to it; its effect follows the \
             triangle between low and high. The central path counts it at probability times central effect.",
            "Only the single futures in the charts are drawn at random. A draw depends on the seed, the number of the future, \
             the year and what it is for; another seed shows other futures and moves no other number. The number of \
             simulations in an older link (paths) is read and has no effect.",
            "The bands hold 50% and 80% of the probability under your assumptions. They know nothing of what the assumptions \
             leave out: a change of regime, of policy, of how a figure is measured. How such bands did in the past stands \
             under Backtest. A probability depends on the rule behind the central path as well; the Why page holds four rules \
             side by side.",
            "What it would take is found by bisection: the smallest value of a lever, on the step of its slider, with which the \
             central path reaches the target or the probability is the one asked for. For all targets at once every lever \
             gets what its own target needs, times one factor. The factor 1 reaches each target on the central path; for a \
             probability that all are met together the smallest factor is sought, in thousandths, as long as every lever \
             stays within its range.",
        ],
        formulas: SPREAD,
    },
    Section {
        topic: Topic::Explain,
        title: "What each change does, and what it depends on",
        text: &[
            "A scenario is compared with the plan's defaults. Each change counts with its effect averaged over all orders \
             in which the changes can be made (Shapley values), so the parts add up exactly and joint effects are shared. \
             Up to ten changes all orders count; with more, 64 are drawn and the error is given.",
            "What would have to be true is the smallest shift, the same in every year, that turns a verdict on the central \
             path. Shifts of different levers are measured in past spreads (one standard deviation) and combined as the \
             root of their sum of squares. Each spread and its origin stand in the data; some are judgements and say so.",
            "In the list of what a result depends on, each input alone goes to its low and its high, which are data with \
             their origin. Where a scenario stands outside of them, they are shifted with it, and it is said. For yearly shocks \
             and unknown trends they are the ends of an 80% interval. The map sets two levers to one value in all years; lines \
             show where the central path meets a target.",
            "The variance of a level is divided among yearly shocks, the unknown trend, the error of the base, listings and exits, \
             and measures (Sobol indices). Shown shares are rounded so that they add up to 100. First order is what a source makes alone; total also counts what it makes with others. \
             Levels and ratios are products of independent factors; the number of companies is a sum of those left from each \
             year's listings. So the shares follow from means and variances, with nothing simulated. Chance listings and exits \
             are measured in standard deviations from the number to be expected that year.",
        ],
        formulas: EXPLAIN,
    },
    Section {
        topic: Topic::Compare,
        title: "Scenarios side by side",
        text: &[
            "Each scenario is computed as if it stood alone, all on the same nodes. A difference of two probabilities is that \
             of the numbers shown: it holds no chance, and its error is at most the sum of their bounds. The seed is no \
             assumption and is not compared.",
        ],
        formulas: &[],
    },
    Section {
        topic: Topic::Monitor,
        title: "Where targets stand, and how their odds moved",
        text: &[
            "A target is on pace while average growth since the launch is at least 95% of what leads from the launch to \
             the target, behind from half of it on, far behind below. At least two years of figures are needed; assumed \
             base values do not count.",
            "Odds over time run the trend continuation from the figures and defaults of 2023, 2024 and 2025, and from years \
             you entered figures for; your levers and measures play no part. Some figures used for a year were published \
             or revised only later.",
            "A figure you enter for a year takes the place of the path there; paths and bands go on from it. The statuses \
             of reforms, policies, platforms and projects are your own record: they move no number.",
        ],
        formulas: PACE,
    },
    Section {
        topic: Topic::Links,
        title: "Links, files and what is kept",
        text: &[
            "A link holds only the values that differ from the plan's defaults, the data release, the version of the model, and a checksum: the \
             CRC-32 of every value of every series, its quantiles and all probabilities in fixed decimals. Whoever opens it recomputes everything; if the \
             checksum agrees, the numbers are those the sender saw. Numbers are computed with additions, \
             multiplications, divisions and one fixed library for roots, so every browser gives the same bits.",
            "A link holds at most 2,000 characters. Notes on measures travel with it as far as they fit, and the statuses of \
             the Monitor only where you ask for it; dates, notes and evidence of statuses stay behind, and it is said what \
             was left out. A file holds everything: all scenarios and the record of the Monitor, in a form that is \
             described by a schema (scenario-file.schema.json beside this page). Opening a file replaces nothing; a field \
             that cannot be used is named, and the rest is used.",
            "Your work is kept in this browser only. Nothing is sent anywhere, and there are no cookies. Every change is \
             kept as a version of its own, and the version before it stays until the next: where two tabs go different \
             ways both are kept, and what cannot be read is neither moved nor written over. Browsers write to disk some \
             ten seconds late: if the whole browser is killed or the power fails before that, the last seconds may be \
             lost. A private window forgets everything when it is closed, and so does a browser whose data is cleared; a \
             file keeps it.",
            "Results and data can be taken away as CSV: one value a row, with its unit and the id of its publication, or \
             “computed” where it follows from the model, “entered” where it is yours. The table of results also holds what \
             it is made of: data release, version of the model, link, base values by kind, and every assumption in force. \
             Beside each table stands what its columns mean, as CSV on the Web (CSVW) has it. A saved picture names its \
             scenario, its sources, data release and model, and its link.",
            "The version of the model goes up whenever numbers change though the data do not. A link made before says with \
             which release and model it was made; what changed stands under Changes.",
        ],
        formulas: &[],
    },
    Section {
        topic: Topic::Limits,
        title: "Known limits",
        text: &[
            "The way financial value added is measured changed in 2024: until 2023 quarterly figures followed the growth \
             of deposits and loans, since then they follow the profits of banks. Growth across that year is not \
             comparable, and before it value added and balances moved together partly by construction.",
            "Year-end balances are single days and are influenced by banks' year-end targets. Levels are revised; each \
             figure carries its edition.",
            "Financial value added counts margins for bearing risk as output; more of it is not by itself a gain. \
             Meeting a number is not the same as the improvement it stands for.",
        ],
        formulas: &[],
    },
];

const ZH: &[Section] = &[
    Section {
        topic: Topic::Path,
        title: "情景路径",
        text: &[
            "情景从基期数据出发，按你设定的增速逐年推算。全部是普通算术：用电子表格可以得到同样的数字，下载的结果包含每一步。",
            "除实际GDP增速外，所有增速均为名义增速；实际GDP增速通过GDP平减指数换算为名义增速。公布的“增长”通常是实际增速，这里从不把它直接用于现价总量。",
            "增加值与GDP分别设定，占比由二者得出；贷存比同理。新增上市公司数是期望值，可以有小数。",
            "逐年一个数值，构成中心路径。GDP、增加值、存款、贷款及其比率取中位数；上市公司数取期望值，因热年的影响大于冷年，略高于中位数。举措按期望效果计入。",
            "无论怎样假设，任何序列一年内的降幅不超过99%。",
        ],
        formulas: PATH,
    },
    Section {
        topic: Topic::Lines,
        title: "三条对照线",
        text: &[
            "趋势延续：金融指标按默认规则增长，即以最近三年的速度为起点、逐年放缓一成，每个增速的依据见相应的滑块。你对宏观环境的假设同样适用于这条线。",
            "方案目标路径：恰好在目标年实现各项目标的均匀年增速，在第四位小数上向上取整以确保达成。最后一个目标年之后回到趋势。你填入的数据不改变这条线：它就是方案本身。",
            "我的情景：由你设定。它与趋势之差就是你的假设，别无其他。",
        ],
        formulas: &[],
    },
    Section {
        topic: Topic::Verdict,
        title: "怎样算达成",
        text: &[
            "按中心路径，目标年的数值达到或超过目标即为“可达到”；2027年占GDP比重和上市公司数按原文须“超过”目标，即超过160家至少为161家。否则注明差多少。以显示的位数为准：差距不足末位的一半（0.5亿元、0.005个百分点、0.05家）视为持平；须“超过”的目标，数值显示相同不算达到。年份已过的目标为“达成”或“未达成”，未找到公开全年数据的为“无法判断”。",
            "中心路径能否达到目标，与达成的概率是两回事。概率与结论并列，并分五档：低于10%为可能性很小，低于三分之一为较小，三分之一至三分之二为约各一半，至90%为较大，更高为很大。",
            "“预计达到年份”指从基期起，中心路径第一次达到目标的年份。",
        ],
        formulas: &[],
    },
    Section {
        topic: Topic::Required,
        title: "所需增速与以往增速",
        text: &[
            "所需值指在其他假设不变时，使中心路径达到目标的最小固定值，按滑块步长向上取整：存款、贷款为其增速，占比为增加值增速，上市公司为每年新增上市家数（已计入退市）。从基期起算；如填入了数据，则从最近填有数据的年份起算。各页所示相同，照此设定即可达到目标。",
            "以往增速只在同一口径的两个数据之间计算：存贷款为人民币口径（2003—2023年各年末及2025年末均有数据），上市公司为境内上市数。目标为本外币口径，与之对照的水平数亦然。“方案公布以来”指2023年末至2025年末。",
            "统计口径改变的年份，其增速不计入任何计数和平均，图中标出分界。",
            "统计“达到这一增速的年数”时，只计有记录的年份；只有间隔数年的数据时，其间各年按平均增速计。",
        ],
        formulas: REQUIRED,
    },
    Section {
        topic: Topic::Base,
        title: "基期数值与估算",
        text: &[
            "2025年增加值：未找到2024年和2025年的公开全年数据。基期值为估算：以2023年占比（按修订后GDP为8.46%）乘以2025年GDP，仅作为推算起点。2024年上半年占比更高（9.4%），但半年占比通常高于全年，这里不作年化。",
            "存贷款：方案公布时说明目标为本外币口径，而2025年末公布数为人民币口径：除以2020年以来的增速，恰为当年人民币余额。存款基期取2025年11月本外币余额；贷款基期取公布数乘以1.012，即2024年7月本外币与人民币之比。另一口径始终并列显示。",
            "上市公司：目标理解为境内外合计。基期为境内78家加上2022年10月仅在境外上市的20家，这是能找到的最近一次分项统计；2025年12月报道称合计不足100家。",
            "站在方案公布时（基期2023年），使用截至2023年的数据，GDP为初次公布数；其中部分数据在2024年稍后才公布。",
        ],
        formulas: &[],
    },
    Section {
        topic: Topic::Eight,
        title: "“8万亿元”指什么",
        text: &[
            "公开报道称到2027年存贷款总额达到8万亿元，未找到中文原文。仅人民币存贷款2020年末合计已达8.22万亿元，数据排除了按合计理解。默认理解为存款、贷款各达8万亿元。这是排除法的结果，并无文本依据，凡使用之处均标为“本站理解”，并可切换。",
        ],
        formulas: &[],
    },
    Section {
        topic: Topic::Measures,
        title: "没有隐藏的政策效果",
        text: &[
            "改革、政策、平台和项目在这里没有任何效果，除非由你给出。已发表的此类估计从零到百分之几百不等，因地区、方法和指标而异，无法套用到另一座城市。举措的效果从启动并经过时滞后开始，按爬坡年数逐步加到某一序列的增速上；多项举措相加。中心路径使用期望效果：概率乘以中间值。",
        ],
        formulas: MEASURE,
    },
    Section {
        topic: Topic::Defaults,
        title: "默认值从何而来",
        text: &[
            "各省增速都在放缓，历史均值因而往往偏高。规则如下：首年对数增速取最近三年（至少已知两年）对数增速均值的九成，此后每年为上年的九成；GDP的实际增速与平减指数分别适用同一规则。上市公司数按净增家数的十年均值外推。规则中没有任何需要估计的参数。",
            "波动幅度来自同一规则在27个省份提前一、二、三年的误差，结果年份自2015年起；西藏、青海、海南、宁夏经济体量小、波动大，不计在内。年度冲击与趋势不确定性是最能拟合这些误差的两个数，二者难以分开估计，可靠的只是合计。样本按年份而非省份计数，因为同一年各省往往一起落空。三年以上未经检验。",
            "冲击与趋势的共同部分共用一个数值0.24（0.16至0.35）：同一省份GDP、增加值、存款、贷款的误差，远不如增速本身那样同步，因为共同的放缓已由规则预计在内。上市公司数与它们并不同步。",
            "所用数据为今日所见的修订数；当时只有初次公布数，GDP误差约大10%至20%。三年窗口与九成系数是看着这段记录选定的。增加值数据止于2023年，预测2027年实为四年之后，2025年基期为估计数，自带4.5%的误差。",
            "cq-2026.1版及以前，默认值取2021—2025年均值，波动仅依据重庆一地的三至十个数据；按这种方法作出的80%区间，在各省提前二、三年只覆盖了60%至75%的结果。预设情景“按2021—2025年平均”保留了原来的均值。改用新规则后，2027年达成概率存款由不足1%变为2%，贷款由16%变为3%，占比由18%变为17%：区间变宽，中位数降低。",
        ],
        formulas: DEFAULTS,
    },
    Section {
        topic: Topic::Uncertainty,
        title: "不确定性与概率",
        text: &[
            "实际结果会偏离中心路径。GDP、增加值、存款、贷款的增速每年都受到冲击，其中一部分为各序列共有；真实趋势又与假设的趋势有所偏离，偏离幅度各年相同，其中一部分为各序列共有。两层不确定性分开处理：不同年份的冲击会部分抵消，趋势的偏差则逐年累积。基期为估计数时另带误差，不影响中位数；自行输入的基期值不带误差。",
            "上市公司按家数计，而非按比例放大：每年新增上市服从负二项分布，均值随上市冷热起伏，并可按你的设定与共同冲击相关；每家公司按退市率退出。上市有“热年”“冷年”，对所有公司同时起作用，因此家数的波动大于各自独立时的偶然波动。",
            "概率和区间由数值积分得出，不靠模拟。各序列之间的关联只来自共同冲击和趋势的共同部分；给定这两者，每个序列都有解析解，再在积分节点上取平均：共同维度不超过三个时用高斯—埃尔米特节点，更多时用加扰的Sobol点。上市公司数逐年递推：留存家数按二项分布，再加上服从负二项分布的新增家数。误差上限由两套不同阶数的积分规则之差得出，小于所显示末位数的一半，否则标以“≈”；下载的结果中列为prob_hit_bound。任何概率都不显示为0或100%。",
            "每项举措按给定概率落实或不落实，其效果在低、高值之间服从三角分布；中心路径则按“概率×中值”计入。",
            "只有图中的单条可能走势是随机抽取的。每次抽取只取决于种子、走势的编号、年份和用途；换一个种子只会换一组走势，其他数字不变。旧链接中的模拟次数（paths）仍可读取，但不起作用。",
            "在你的假设下，结果落在两个区间内的概率分别为50%和80%。假设之外的事它一概不知：体制、政策或统计口径的变化都不在其中。这类区间过去的表现见“回测”。概率还取决于中心路径背后的规则，“原因”页把四种规则并列比较。",
            "“要达标需要多高的增速”用二分法求解：在滑块步长上，求使中心路径达到目标、或达到所要概率的最小值。求全部目标同时达成时，各项假设取其自身目标的所需值再乘以同一系数：系数为1时中心路径达到每一项目标；要求同时达成的概率时，以千分之一为步长求最小系数，且各项假设均不超出取值范围。",
        ],
        formulas: SPREAD,
    },
    Section {
        topic: Topic::Explain,
        title: "每处改动的作用，以及结果取决于什么",
        text: &[
            "情景与默认值相比较。每处改动的作用，是它在所有先后顺序下影响的平均值（沙普利值），因此各部分之和恰好等于总差异，交互作用由各方分担。十处以内计入全部顺序；超过十处则抽取64种顺序并给出误差。",
            "“怎样才能达标”是使中心路径上的结论反转的最小变动，各年幅度相同。不同滑块的变动以各自历史波动（一个标准差）为单位，按平方和的平方根合并。每个波动及其依据都在数据中，属于判断的已注明。",
            "“哪些假设影响最大”每次只把一项假设调到低值或高值，二者都是有依据的数据；情景取值在此范围之外时，范围随之平移并注明；年度冲击与趋势不确定性取80%区间的两端。双滑块图中两项各年取同一数值，线条为中心路径恰好达标之处。",
            "水平值的方差分解到年度冲击、趋势不确定、基期误差、上市与退出的偶然性和举措（索博尔指数），显示的份额按最大余数法取整，合计为100%。一阶为某来源单独的部分，总效应还计入它与其他来源的交互部分。总量和比率是相互独立的因子之积，上市公司数是各年上市、留存至该年的家数之和，份额因此可由各部分的均值和方差直接算出，不需要模拟。上市与退出的偶然性以偏离当年预期家数的标准差计。",
        ],
        formulas: EXPLAIN,
    },
    Section {
        topic: Topic::Compare,
        title: "情景比较",
        text: &[
            "各情景分别计算，与单独打开时相同，并采用同一组积分节点。概率之差就是所示两个概率之差，不含偶然成分，误差不超过两者误差上限之和。随机种子不是假设，不参与比较。",
        ],
        formulas: &[],
    },
    Section {
        topic: Topic::Monitor,
        title: "目标进度与概率的变化",
        text: &[
            "公布以来年均增速不低于所需增速（从公布时到目标）的95%为跟上进度，不低于一半为落后，更低为明显落后。至少需两年数据；仅为假设的基期数值不作依据。",
            "概率的变化：分别以2023、2024、2025年的数据和默认值，以及填有数据的年份，推演趋势延续；你的滑块和举措不参与。某些年份所用数据是后来才公布或修订的。",
            "为某一年填入的数据取代当年的推算值，路径和区间从该数据继续。改革、政策、平台和项目的状态是你自己的记录，不影响任何数字。",
        ],
        formulas: PACE,
    },
    Section {
        topic: Topic::Links,
        title: "链接、文件与保存",
        text: &[
            "链接只包含与方案默认值不同的数值、数据版本、模型版本和一个校验码：所有序列的数值、分位数与全部概率（固定小数位）的CRC-32。打开链接的人会重新计算一切；校验码一致，即与发送者看到的数字相同。计算只用加、乘、除和一个固定的开方库，因此各浏览器的结果逐位一致。",
            "链接最长2,000个字符。举措的说明在放得下时随链接分享；监测页的状态只在你要求时附上，其日期、备注和依据不随链接分享，未能放入的内容会逐一说明。文件则包含全部内容：所有情景和监测页的记录，其格式由与本页同处的scenario-file.schema.json说明。打开文件不会替换任何已有内容；无法使用的字段会被指出，其余照常使用。",
            "你的内容只保存在此浏览器中。不向外发送任何内容，也不使用Cookie。每次改动都另存为一个版本，上一版本保留到再下一次改动为止；两个标签页各自改动时，两份都会保留；无法读取的内容不会被移动或覆盖。浏览器约十秒后才把数据写入磁盘：若此前整个浏览器被强制终止或断电，最后几秒的改动可能丢失。关闭隐私窗口或清除浏览器数据，保存的内容也随之消失；文件可长期保留。",
            "结果和数据可存为CSV：每行一个数值，附单位和来源编号；由模型得出的，来源记为computed，读者填入的记为entered。结果表另列明数据版本、模型版本、链接、各类基期数值和全部假设的取值。每份表格旁都有符合CSVW标准的列说明。保存的图片注明情景、来源、数据与模型版本和链接。",
            "数据不变而数字改变时，模型版本随之递增。旧链接会注明其生成时的数据版本和模型版本；具体变化见“更新记录”。",
        ],
        formulas: &[],
    },
    Section {
        topic: Topic::Limits,
        title: "已知局限",
        text: &[
            "金融业增加值的核算方法在2024年改变：2023年以前季度数据随存贷款余额增速推算，此后改用银行利润类指标。跨越该年的增速不可比；此前增加值与存贷款同步变动，部分出于核算方法本身。",
            "年末余额只是一天的数字，并受银行年末考核影响。数据会修订，每个数字都注明版本。",
            "金融业增加值把承担风险的利差计为产出，增加值更高本身未必是好事。完成一个数字，也不等于实现它所代表的改善。",
        ],
        formulas: &[],
    },
];
