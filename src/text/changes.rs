//! What changed from one release to the next, for readers. `CHANGELOG.md` has the same releases for contributors; a test
//! holds the two together.

use crate::text::Lang;

/// A text in English and in Chinese.
pub type Both = [&'static str; 2];

/// A release of data and model.
#[derive(Clone, Copy, Debug)]
pub struct Release {
    /// Data release, as links and tables name it.
    pub data: &'static str,
    /// Version of the model.
    pub model: u16,
    /// Day it came out, as `2026-11-27`; none before that.
    pub date: Option<&'static str>,
    /// What changed in the figures and their sources.
    pub figures: &'static [Both],
    /// What changed in how numbers are made and said.
    pub method: &'static [Both],
    /// What that did to the headline numbers.
    pub effects: &'static [Effect],
}

/// A headline number of the unchanged scenario before and after a release, as the page shows it in both languages; none where
/// it has not been put down.
#[derive(Clone, Copy, Debug)]
pub struct Effect {
    pub what: Both,
    pub before: Option<Both>,
    pub after: Option<Both>,
}

/// Every release, the newest first.
pub const RELEASES: &[Release] = &[
    Release {
        data: "cq-2026.2",
        model: 2,
        date: None,
        figures: &[],
        method: &[
            [
                "What a target needs is now the value of its lever: growth of value added for the share, gross new listings \
                 for companies. It is rounded up at the lever's step, is the same on every page, and reaches the target when \
                 it is set.",
                "达标“所需”现在一律指相应假设的取值：占比看增加值增速，上市公司看每年新增上市家数。数值按步长向上取整，各页一致，照此设定即可达标。",
            ],
            [
                "Figures you enter are where everything goes on from, in the Lab and in the Monitor. The line of the plan as \
                 written no longer bends through them.",
                "你填入的数据成为推演页和监测页共同的起点；“方案目标路径”不再随之弯折。",
            ],
            [
                "The line of one value a year is called the central path. For listed companies it is an expected number, which \
                 used to be called a median and is none.",
                "逐年一个数值的线统称“中心路径”。上市公司数取期望值，过去误称中位数。",
            ],
            [
                "A target on the central path is reached or falls short by so much; “close” is gone. A target that has to be \
                 exceeded is not reached by a value that reads the same.",
                "按中心路径，目标只分“可达到”和“差多少”，不再有“接近”；须“超过”的目标，数值恰好相等不算达到。",
            ],
            [
                "All targets at once: every lever gets its own need times one common factor, instead of the same points for all.",
                "全部目标同时达成：各项假设取各自所需值的同一倍数，不再统一提高相同的百分点。",
            ],
            [
                "Renaming a measure of your own no longer draws its effect anew. Probabilities of scenarios with such measures \
                 differ slightly from before.",
                "为自拟举措改名不再重新抽取其效果；含此类举措的情景，其概率与此前略有出入。",
            ],
            [
                "Links, tables, reports and citations name the version of the model beside the data release; tables hold the \
                 link and every input. Shares that make a whole add up.",
                "链接、数据表、报告和引用在数据版本之外注明模型版本；数据表附链接和全部假设；构成整体的各部分之和为100%。",
            ],
        ],
        effects: &[
            Effect {
                what: ["Deposits: growth needed for 2027", "存款：2027年目标所需增速"],
                before: Some(["14.5% a year", "年均14.5%"]),
                after: None,
            },
            Effect {
                what: ["Loans: growth needed for 2027", "贷款：2027年目标所需增速"],
                before: Some(["11.2% a year", "年均11.2%"]),
                after: None,
            },
            Effect {
                what: ["Share of GDP: growth of value added needed for 2027", "占GDP比重：2027年目标所需增加值增速"],
                before: Some(["12.3% a year", "年均12.3%"]),
                after: None,
            },
            Effect {
                what: ["Listed companies: needed for 2027", "上市公司：2027年目标所需"],
                before: Some(["31 a year, net", "年均净增31家"]),
                after: None,
            },
            Effect {
                what: ["Probability of the deposit target if the trend goes on", "趋势延续时存款目标的达成概率"],
                before: Some(["<1%", "<1%"]),
                after: None,
            },
            Effect {
                what: ["Probability of the loan target if the trend goes on", "趋势延续时贷款目标的达成概率"],
                before: Some(["16%", "16%"]),
                after: None,
            },
            Effect {
                what: ["Probability of the share target if the trend goes on", "趋势延续时占比目标的达成概率"],
                before: Some(["18%", "18%"]),
                after: None,
            },
            Effect {
                what: [
                    "Probability of the target for listed companies if the trend goes on",
                    "趋势延续时上市公司目标的达成概率",
                ],
                before: Some(["<1%", "<1%"]),
                after: None,
            },
            Effect {
                what: ["All four at once if the trend goes on", "趋势延续时四项同时达成的概率"],
                before: Some(["<1%", "<1%"]),
                after: None,
            },
            Effect {
                what: ["All four at once under the plan as written", "按方案目标路径四项同时达成的概率"],
                before: Some(["13%", "13%"]),
                after: None,
            },
        ],
    },
    Release {
        data: "cq-2026.1",
        model: 1,
        date: Some("2026-11-27"),
        figures: &[],
        method: &[["The first release.", "首个版本。"]],
        effects: &[],
    },
];

/// A text in the language of the reader.
pub const fn said(both: Both, lang: Lang) -> &'static str {
    let [en, zh] = both;
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}
