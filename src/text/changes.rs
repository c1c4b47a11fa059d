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
    pub effects: &'static [HeadlineChange],
}

/// A headline number before and after a release, as the page shows it in both languages.
#[derive(Clone, Copy, Debug)]
pub struct HeadlineChange {
    pub what: Both,
    pub before: Both,
    pub after: Both,
}

/// Every release, the newest first.
pub const RELEASES: &[Release] = &[
    Release {
        data: "cq-2026.2",
        model: 3,
        date: None,
        figures: &[
            [
                "Value added of finance and its share of GDP for every year from 2000 to 2023, where there were ten years: the \
                 share has been between 8.3 and 8.9% since 2014.",
                "金融业增加值及其占GDP比重补齐2000—2023年各年（原仅有十年）：2014年以来占比一直在8.3%至8.9%之间。",
            ],
            [
                "Deposits and loans in yuan at every year-end from 2003 to 2023, and of 2025: growth is measured on this one \
                 basis. Levels stand beside the targets in all currencies, and the step from one to the other is given.",
                "人民币存、贷款余额补齐2003—2023年各年末及2025年末，增速一律按此口径计算；水平值仍与目标同为本外币口径，两者之差已注明。",
            ],
            [
                "The figures for the end of 2025, 6.04 and 6.39 trillion, are in yuan: this was an inference and is now certain.",
                "2025年末的6.04万亿元和6.39万亿元为人民币口径，由推断改为确定。",
            ],
            [
                "Years in which what is measured changed (deposits 2015, loans 2023, value added 2019) are marked, and growth \
                 into them is left out.",
                "统计口径有变的年份（存款2015年、贷款2023年、增加值2019年）已标出，其增速不计入。",
            ],
            [
                "The target for listed companies is more than 160, so 161; it was taken as 160.",
                "上市公司目标为“超过160家”，即161家，此前按160家计。",
            ],
            [
                "Who published a figure comes first, then where it was read. 16 targets of comparable plans with their outcomes, \
                 as far as known.",
                "引用先列发布机构，再列转引处；新增其他地区可比方案的16项目标及已知结果。",
            ],
        ],
        method: &[
            [
                "Growth by default slows: nine tenths of the mean of the last three years, and a tenth less in each year after. \
                 Spreads are this rule's own errors in 27 provinces; until now those of deposits and loans rested on three and \
                 four figures of the city. The preset “As in 2021–25” keeps the old averages.",
                "默认增速逐年放缓：以最近三年平均增速的九成为起点，此后每年再减一成。波动幅度取该规则在27个省份的误差，此前存、贷款只依据本市三、四个数据。预设情景“按2021—2025年平均”保留原来的均值。",
            ],
            [
                "New inputs: the common part of the unknown trends, how far listings follow the common shock, and the error of a \
                 base value that is an estimate. The Why page and the report show the targets under four rules for growth.",
                "新增假设：趋势不确定性的共同部分、上市随共同冲击的程度、估计基期值的误差。“原因”页和报告并列四种增速规则下的结果。",
            ],
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
                "Probabilities and bands are integrated, no longer simulated 10,000 times: they come at once and without “±”. \
                 Under the plan as written all four targets come together in 6.70% of cases (6.73% before, with an error of \
                 0.14 points), that for listed companies alone in 41.6% (41.4% before, 0.3 points).",
                "概率和区间改由数值积分得出，不再作10,000次模拟：数字即时给出，不再带“±”。按方案目标路径，四项目标同时达成的概率为6.70%（此前为6.73%，误差0.14个百分点），其中上市公司一项为41.6%（此前为41.4%，误差0.3个百分点）。",
            ],
            [
                "A table gives the probability that each target stands reached at the end of every year, where the year of \
                 first reaching it was given. The seed draws only the single futures in the charts; the number of simulations \
                 in older links and files is read and has no effect.",
                "新增表格给出各年末达到各项目标的概率，取代“首次达到的年份”。随机种子只用于抽取图中的单条走势；旧链接和文件中的模拟次数仍可读取，但不起作用。",
            ],
            [
                "The Lab is one screen: for each target a panel with its value, its odds, what it needs and its chart stands \
                 beside the levers. A needed value is set by one click.",
                "推演页改为一屏：每项目标一个面板，数值、概率、所需值和图表与滑块并列；所需值可一键采用。",
            ],
            [
                "A shared scenario can be changed at once: the first touch makes it your own, what you had is kept among the \
                 saved scenarios, and one line leads back to the original.",
                "分享的情景可直接改动：一经改动即成为你自己的版本，原有内容保存在已存情景中，并可随时回看原情景。",
            ],
            [
                "Links, tables, reports and citations name the version of the model beside the data release; tables hold the \
                 link and every input. Shares that make a whole add up.",
                "链接、数据表、报告和引用在数据版本之外注明模型版本；数据表附链接和全部假设；构成整体的各部分之和为100%。",
            ],
        ],
        effects: &[
            HeadlineChange {
                what: ["Deposits: growth needed for 2027", "存款：2027年目标所需增速"],
                before: ["14.5% a year", "年均14.5%"],
                after: ["14.6% a year", "年均14.6%"],
            },
            HeadlineChange {
                what: ["Loans: growth needed for 2027", "贷款：2027年目标所需增速"],
                before: ["11.2% a year", "年均11.2%"],
                after: ["11.3% a year", "年均11.3%"],
            },
            HeadlineChange {
                what: ["Share of GDP: growth of value added needed for 2027", "占GDP比重：2027年目标所需增加值增速"],
                before: ["12.3% a year", "年均12.3%"],
                after: ["value added 10.9% a year", "增加值年均10.9%"],
            },
            HeadlineChange {
                what: ["Listed companies: needed for 2027", "上市公司：2027年目标所需"],
                before: ["31 a year, net", "年均净增31家"],
                after: ["32.6 new listings a year", "每年新增上市32.6家"],
            },
            HeadlineChange {
                what: ["Probability of the deposit target if the trend goes on", "趋势延续时存款目标的达成概率"],
                before: ["<1%", "<1%"],
                after: ["2%", "2%"],
            },
            HeadlineChange {
                what: ["Probability of the loan target if the trend goes on", "趋势延续时贷款目标的达成概率"],
                before: ["16%", "16%"],
                after: ["3%", "3%"],
            },
            HeadlineChange {
                what: ["Probability of the share target if the trend goes on", "趋势延续时占比目标的达成概率"],
                before: ["18%", "18%"],
                after: ["17%", "17%"],
            },
            HeadlineChange {
                what: [
                    "Probability of the target for listed companies if the trend goes on",
                    "趋势延续时上市公司目标的达成概率",
                ],
                before: ["<1%", "<1%"],
                after: ["<1%", "<1%"],
            },
            HeadlineChange {
                what: ["All four at once if the trend goes on", "趋势延续时四项同时达成的概率"],
                before: ["<1%", "<1%"],
                after: ["<1%", "<1%"],
            },
            HeadlineChange {
                what: ["All four at once under the plan as written", "按方案目标路径四项同时达成的概率"],
                before: ["13%", "13%"],
                after: ["7%", "7%"],
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
