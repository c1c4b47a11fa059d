//! What the tables hold that are given away, column by column, in English and Chinese.

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct TableColumn {
    /// Its name in the first line, which is its title in English as well.
    pub name: &'static str,
    /// Its title in Chinese.
    pub title: &'static str,
    /// What it holds.
    pub about: [&'static str; 2],
}

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// What it is called.
    pub title: [&'static str; 2],
    /// What it holds.
    pub about: [&'static str; 2],
    /// Its columns, in their order.
    pub columns: &'static [TableColumn],
}

const fn column(name: &'static str, title: &'static str, en: &'static str, zh: &'static str) -> TableColumn {
    TableColumn { name, title, about: [en, zh] }
}

const SERIES: TableColumn = column(
    "series",
    "序列",
    "gdp, va (value added of finance), share (of GDP), dep (deposits), loan (loans), ldr (loans to deposits), list (listed companies), dep+loan (their sum), all (all targets of a year), a lever, or a figure for reference",
    "gdp（地区生产总值）、va（金融业增加值）、share（占GDP比重）、dep（存款）、loan（贷款）、ldr（贷存比）、list（上市公司数）、dep+loan（存贷款合计）、all（当年全部目标）、某项假设，或参考数据",
);
const YEAR: TableColumn = column("year", "年份", "Calendar year", "年份");
const UNIT: TableColumn = column(
    "unit",
    "单位",
    "Unit of the value; 100m CNY is 100 million yuan at current prices",
    "数值的单位；100m CNY即亿元（现价）",
);

/// Results of a scenario or of a comparison.
pub const RESULTS: Table = Table {
    title: ["Two Rivers: results of scenarios", "两江推演：情景结果"],
    about: [
        "Figures and targets of the plan file, reference lines and the scenarios, one value a row. What follows from a scenario is no forecast.",
        "方案数据中的数字与目标、参照线和各情景的结果，每行一个数值。情景结果不是预测。",
    ],
    columns: &[
        column(
            "scenario",
            "情景",
            "data, trend, plan, or the name of a scenario",
            "data（数据）、trend（趋势延续）、plan（按方案），或情景名称",
        ),
        SERIES,
        YEAR,
        column(
            "statistic",
            "统计量",
            "actual, estimate, target; central: the central path, the median of growing series and the expected number of listed companies; p10 to p90: quantiles; prob_hit, prob_all: probability of one target, of all of a year; _bound: what its error of integration does not exceed, 0 for a closed form; _diff: less that of the first scenario; required_growth: the value its lever needs from here on, rounded up at its step; first_year_central: the year in which the central path first reaches the target; base_actual, base_estimate, base_entered: where the scenario starts, by kind; entered: a figure the reader entered; lever: the value in force of the assumption named under series; release, model, link: with what and from which link the table can be made again",
            "actual（实际）、estimate（估算）、target（目标）；central（中心路径：增长序列为中位数，上市公司数为期望值）；p10至p90（分位数）；prob_hit、prob_all（单项目标、当年全部目标达成的概率）；_bound（积分误差的上限，解析解为0）；_diff（与第一个情景之差）；required_growth（今后达标所需的假设值，按步长向上取整）；first_year_central（中心路径首次达标的年份）；base_actual、base_estimate、base_entered（起点数值，按类别）；entered（读者填入的数据）；lever（series列所列假设的取值）；release、model、link（数据版本、模型版本和可重现本表的链接）",
        ),
        column("value", "数值", "Value; none for release and link", "数值；release和link无数值"),
        UNIT,
        column(
            "source",
            "来源",
            "Id of the publication; or computed, entered (by the reader), default (of the plan file); for release and link their text",
            "来源编号；computed为计算得出，entered为读者填入，default为默认值；release和link为其文本",
        ),
    ],
};

/// The data themselves.
pub const DATA: Table = Table {
    title: ["Two Rivers: the data", "两江推演：数据"],
    about: [
        "Every figure and every target the scenarios rest on, with its source. Values stand as published; what was derived is marked as an estimate, with its derivation.",
        "情景所依据的每个数字和目标及其来源。公开数据如实列出；经推导得出的标为估算，并附推导过程。",
    ],
    columns: &[
        column("id", "编号", "Id of the record", "记录编号"),
        SERIES,
        YEAR,
        column(
            "as_of",
            "时点",
            "What the figure refers to where it is not the full year or its end",
            "不是全年或年末数时，数据对应的时点",
        ),
        column("value", "数值", "Value", "数值"),
        UNIT,
        column(
            "kind",
            "类别",
            "actual: published; estimate: derived; target; target_interpreted: a target that rests on a reading of the plan",
            "actual（公开数据）、estimate（推导估算）、target（目标）、target_interpreted（取决于对方案的理解）",
        ),
        column("basis", "口径", "What the figure measures", "口径"),
        column("vintage", "版本", "Edition of the statistics", "统计版本"),
        column("confidence", "可信度", "How far the figure can be relied on", "可信度"),
        column("source", "来源", "Id of the publication", "来源编号"),
        column(
            "publisher",
            "发布者",
            "Who published the figure, where the page it was read on is a copy",
            "转引时，数据的原发布者",
        ),
        column("source_title", "来源标题", "Title of that page", "来源标题"),
        column("source_url", "来源网址", "Its address", "来源网址"),
        column("published", "来源日期", "Its date as far as known", "来源日期（已知部分）"),
        column("note_en", "说明（英文）", "Caveat or derivation, in English", "说明或推导过程（英文）"),
        column("note_zh", "说明（中文）", "Caveat or derivation, in Chinese", "说明或推导过程（中文）"),
    ],
};

/// The terms under which figures and code can be used.
pub const RIGHTS: [&str; 2] = [
    "Figures belong to their publishers, who are named with each. The code that computes the results is under the MIT licence.",
    "数据归各发布者所有，来源逐条注明。计算结果的程序代码采用MIT许可证。",
];
