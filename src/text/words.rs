//! Every fixed text of the page, both languages side by side: a text that lacks one does not compile.

use super::Lang;

/// Declares [`Words`] and its two values from one table.
macro_rules! words {
    ($($name:ident: $en:literal, $zh:literal;)+) => {
        /// The fixed texts of the page in one language.
        #[derive(Debug)]
        #[allow(missing_docs, reason = "each field is named after what it says")]
        pub struct Words { $(pub $name: &'static str),+ }

        static EN: Words = Words { $($name: $en),+ };
        static ZH: Words = Words { $($name: $zh),+ };

        impl Words {
            /// Name, English and Chinese text of every entry, in the order of the table.
            pub fn table() -> Vec<(&'static str, &'static str, &'static str)> {
                vec![$((stringify!($name), EN.$name, ZH.$name)),+]
            }
        }
    };
}

impl Lang {
    /// The fixed texts in this language.
    pub const fn words(self) -> &'static Words {
        match self {
            Self::En => &EN,
            Self::Zh => &ZH,
        }
    }
}

words! {
    // Frame
    app_name: "Two Rivers", "两江推演";
    skip: "Skip to content", "跳到正文";
    nav: "Pages", "页面";
    page_overview: "Overview", "概览";
    page_lab: "Lab", "推演";
    page_plan: "The plan", "方案";
    page_sources: "Sources", "数据来源";
    page_method: "Method", "方法";
    other_language: "中文", "English";
    currency_usd: "Show in US dollars", "以美元显示";
    footer_scenarios: "Scenarios, not forecasts: every number follows from figures with a source and from assumptions you can change.", "这里给出的是情景，不是预测：所有数字都来自有出处的数据和可以修改的假设。";
    footer_local: "Everything is computed in your browser; nothing is sent anywhere.", "所有计算都在你的浏览器中完成，不会向外发送任何内容。";
    release: "Data release", "数据版本";
    close: "Close", "关闭";
    estimate: "est.", "估算";
    source: "Source", "来源";
    note: "Note", "说明";
    year: "Year", "年份";
    value: "Value", "数值";
    unit: "Unit", "单位";
    basis: "Basis", "口径";

    // Verdicts
    met: "met", "达成";
    close_to: "close", "接近";
    missed: "missed", "未达成";
    unknown: "not known", "无法判断";
    no_public_figure: "no public figure found", "未找到公开数据";

    // Overview
    overview_title: "Where does the plan stand?", "方案进展如何？";
    overview_2025: "The targets for 2025", "2025年目标";
    overview_2025_note: "Compared on the targets' own basis; deposits and loans in all currencies.", "按目标本身的口径比较；存贷款为本外币口径。";
    overview_2027: "The targets for 2027: what it would take", "2027年目标：需要怎样的增长";
    overview_audit: "Do the plan's own numbers fit together?", "方案自身的数字是否吻合？";
    target: "Target", "目标";
    latest: "Latest", "最新";
    no_target_2027: "no 2027 target found", "未找到2027年目标";
    try_in_lab: "Try it in the Lab", "到推演页试一试";
    verdict: "Verdict", "结论";
    outcome: "Outcome", "结果";
    reading_label: "How is “8 trillion” read?", "“8万亿元”怎么理解？";
    interpretation: "interpretation", "解读";

    // Lab
    lab_title: "Lab", "推演";
    levers_finance: "Finance", "金融";
    levers_world: "The economy around it", "外部环境";
    levers_world_note: "Assumptions about the economy. They move the trend line as well.", "对宏观环境的假设，趋势线也随之变动。";
    starting_point: "Starting point", "起点";
    base_year: "Base year", "基期";
    last_year: "Last year", "末年";
    base_values: "Base values", "基期数值";
    base_values_note: "Replace a base value with your own figure, in 100 million yuan or in companies.", "可用你自己的数字代替基期数值，单位为亿元或家。";
    yours: "yours", "自填";
    board: "Targets under this scenario", "此情景下的目标";
    in_target_year: "In the target year", "目标年数值";
    gap: "Gap", "差距";
    first_met: "First met", "首次达成";
    not_by: "not by", "未达成，截至";
    growth_needed: "Growth needed", "所需增速";
    growth_past: "achieved", "以往";
    line_actual: "Actual", "实际";
    line_trend: "Trend", "趋势";
    line_planned: "Plan as written", "按方案";
    line_mine: "My scenario", "我的情景";
    line_shared: "Shared scenario", "分享的情景";
    line_rmb: "RMB only", "仅人民币";
    line_home: "Listed at home", "境内上市";
    undo: "Undo", "撤销";
    redo: "Redo", "重做";
    reset_all: "Reset all", "全部重置";
    reset: "Reset", "重置";
    no_changes: "No changes: this is the trend continuation.", "没有改动：即趋势延续。";
    default_word: "default", "默认";
    past_range: "past", "历史";
    by_year: "By year", "按年";
    one_value: "One value", "单一数值";
    by_year_mixed: "varies by year", "逐年不同";
    not_a_number: "Not a number. Type one such as 12.5.", "不是数字。请输入数字，例如12.5。";
    too_precise: "At most four decimal places.", "最多四位小数。";
    out_of_range: "Must be between {min} and {max}.", "须在{min}到{max}之间。";
    scenario_name: "Name of the scenario", "情景名称";
    unnamed: "Untitled scenario", "未命名情景";
    presets: "Start from", "预设情景";
    preset_trend: "Trend continuation", "趋势延续";
    preset_trend_note: "Every growth rate stays at its average of the years before the base year.", "各项增速保持基期之前数年的平均水平。";
    preset_planned: "Plan as written", "按方案实现";
    preset_planned_note: "Growth rates that meet every target exactly in its year; after 2027 the trend goes on.", "恰好在目标年实现全部目标的增速；2027年之后延续趋势。";
    saved_scenarios: "Saved scenarios", "已保存的情景";
    nothing_saved: "Nothing saved yet. Name your scenario and save it to keep it beside others.", "还没有保存的情景。为情景命名并保存，即可与其他情景并存。";
    save: "Save", "保存";
    save_as_new: "Save as new", "另存为";
    open: "Open", "打开";
    rename: "Rename", "重命名";
    duplicate: "Duplicate", "复制";
    delete: "Delete", "删除";
    copy_suffix: "copy", "副本";
    deleted: "Deleted:", "已删除：";
    saved_as: "Saved:", "已保存：";
    kept_here: "Kept in this browser only", "仅保存在此浏览器";
    kept_pending: "Not saved yet…", "尚未保存…";
    kept_blocked: "Not kept: this browser blocks storage. Use a link to keep your work.", "未保存：此浏览器禁止存储。请用链接保留你的工作。";
    kept_full: "Not kept: storage is full. Use a link to keep your work.", "未保存：存储空间已满。请用链接保留你的工作。";
    set_aside: "Something kept by this browser could not be read. It has been put aside, not deleted.", "浏览器中保存的部分内容无法读取，已另行保留，未删除。";
    download_aside: "Download it", "下载";
    share: "Share", "分享";
    share_title: "Share this scenario", "分享此情景";
    share_note: "The link holds every value that differs from the plan's defaults and a check number. Whoever opens it sees the same figures; nothing goes through a server.", "链接包含所有与默认值不同的数值和一个校验码。打开链接的人看到相同的数字，内容不经过任何服务器。";
    copy_link: "Copy link", "复制链接";
    copied: "Link copied", "链接已复制";
    copy_failed: "The browser did not allow copying. The link is selected: copy it with Ctrl+C or ⌘C.", "浏览器不允许自动复制。链接已选中，请按Ctrl+C或⌘C复制。";
    share_in_lang: "Open in this language", "以当前语言打开";
    open_link: "Open a link", "打开链接";
    open_link_note: "Paste a link someone sent you.", "粘贴别人发来的链接。";
    not_a_link: "This is not a scenario link.", "这不是情景链接。";
    download_csv: "Download results (CSV)", "下载结果（CSV）";
    preview: "You are looking at a shared scenario. Your own work is untouched.", "你正在查看别人分享的情景，你自己的内容不受影响。";
    preview_same: "Recomputed here: the same numbers as the sender saw.", "已在本机重新计算：与发送者看到的数字一致。";
    preview_differs: "Recomputed here: the numbers differ from those the sender saw; data or model have changed since. You see today's numbers.", "已在本机重新计算：与发送者看到的数字不同，数据或模型此后有变动。这里显示的是当前结果。";
    preview_no_digest: "The link carries no check number, so it cannot be said whether the sender saw the same numbers.", "链接不含校验码，无法判断发送者看到的数字是否相同。";
    preview_problems: "Parts of the link could not be used; the rest is shown:", "链接中有些部分无法使用，其余部分已显示：";
    save_copy: "Save a copy", "保存副本";
    back_to_mine: "Back to my work", "返回我的情景";
    table: "Table", "数据表";
    chart_keys: "read values with the arrow keys", "用方向键读取数值";
    axis_not_zero: "The axis does not start at zero.", "纵轴不从零开始。";
    measures: "Measures", "举措";
    measures_note: "Their effect is an assumption of whoever made this scenario; the plan states none.", "其效果是情景作者的假设，方案本身未给出。";
    help: "About", "说明";
    changes_one: "1 change", "1处改动";
    changes_many: "{n} changes", "{n}处改动";
    simulation: "simulation settings", "模拟设置";

    deposits_and_loans: "Deposits and loans together", "存贷款合计";
    percent_a_year: "% a year", "%/年";
    companies_a_year: "a year", "家/年";
    yuan_per_dollar: "yuan per dollar", "元/美元";

    // Plan page
    plan_title: "What the plan contains", "方案内容";
    document: "Document", "文号";
    unveiled: "Made public", "公布日期";
    period: "Period", "期限";
    status_in_plan: "in the plan", "方案已列明";
    status_hint: "theme described, official name not public", "仅有主题描述，正式名称未公开";
    status_candidate: "of the same theme, not confirmed to be listed", "主题相同，未证实列入";
    declared: "declared", "方案宣布";
    named: "named in public sources", "公开来源列明";
    not_public: "not public", "未公开";
    translation: "our translation", "本站译名";
    targets_table: "Targets", "目标";
    confidence: "Confidence", "可信度";
    high: "high", "高";
    medium: "medium", "中";
    low: "low", "低";

    // Sources
    sources_title: "Every number and where it comes from", "每个数字及其出处";
    sources_lead: "Published figures are shown as such; everything derived is marked as an estimate with its derivation.", "公开数据如实标注；凡经推导得出的，均注明“估算”并附推导过程。";
    on_target_basis: "On the basis of the targets", "目标口径";
    on_other_basis: "On another basis", "其他口径";
    other_dates: "Other dates and editions", "其他时点与版本";
    conflicts: "Where sources disagree", "来源之间的分歧";
    gaps: "Looked for and not found", "查找而未找到";
    as_of: "as of", "截至";
    actual: "published", "公开数据";
    defaults_title: "Defaults and where they come from", "默认值及其依据";
    derived: "derived from data", "由数据推算";
    assumption: "assumption", "假设";
    observations: "observations", "观测数";

    // Method
    method_title: "How the numbers are made", "数字如何得出";
}
