//! Every fixed text of the page, both languages side by side: a text that lacks one does not compile.

use crate::text::Lang;

/// Declares [`Words`] and its two values from one table.
macro_rules! words {
    ($($name:ident: $en:literal, $zh:literal;)+) => {
        /// The fixed texts of the page in one language.
        #[derive(Debug)]
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

impl Words {
    /// How many changes there are.
    pub fn changes(&self, n: usize) -> String {
        if n == 1 { self.changes_one.to_owned() } else { self.changes_many.replace("{n}", &n.to_string()) }
    }
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
    page_measures: "Measures", "举措";
    page_explain: "Why", "原因";
    page_compare: "Compare", "比较";
    page_monitor: "Monitor", "监测";
    page_plan: "The plan", "方案";
    page_sources: "Sources", "数据来源";
    page_method: "Method", "方法";
    page_changes: "Changes", "更新记录";
    changes_title: "What changed, by release", "各版本的变化";
    changes_lead: "A link, a table or a report names the data release and the version of the model it was made with. Where these are not today's, its numbers may differ from what is shown here; this page says why.", "链接、数据表和报告都注明所用的数据版本和模型版本。若与当前版本不同，其数字可能与这里显示的不一致，原因见下。";
    changes_next: "not released yet", "尚未发布";
    changes_figures: "Figures", "数据";
    changes_method: "How numbers are made and said", "计算与表述";
    changes_effect: "Effect on the headline numbers", "对主要数字的影响";
    changes_number: "Number", "数字";
    changes_before: "Before", "此前";
    changes_after: "After", "此后";
    page_report: "Report", "报告";
    other_language: "中文", "English";
    how_made: "How it is computed:", "计算方法：";
    contents: "Contents", "目录";
    currency_usd: "Show in US dollars", "以美元显示";
    footer_scenarios: "Scenarios, not forecasts: every number follows from figures with a source and from assumptions you can change.", "这里给出的是情景，不是预测：所有数字都来自有出处的数据和可以修改的假设。";
    footer_local: "Everything is computed in your browser; nothing is sent anywhere.", "所有计算都在你的浏览器中完成，不会向外发送任何内容。";
    release: "Data release", "数据版本";
    model: "model", "模型";
    close: "Close", "关闭";
    estimate: "est.", "估算";
    other_date: "other date", "其他时点";
    half_year: "half-year", "半年";
    series_break: "Break", "口径变化";
    fan_record: "From 2003", "自2003年起";
    source: "Source", "来源";
    weak: "weak", "依据薄弱";
    weak_note: "Weak: an estimate of low confidence that projections start from.", "依据薄弱：作为推算起点、可信度低的估算值。";
    unit_rate: "yuan per dollar", "元/美元";
    note: "Note", "说明";
    year: "Year", "年份";
    value: "Value", "数值";
    unit: "Unit", "单位";
    basis: "Basis", "口径";

    // Verdicts
    met: "met", "达成";
    reached_by_path: "reached", "可达到";
    on_target: "on the target", "与目标持平";
    only_just_on: "just on the target, not above it", "恰与目标持平，未超过";
    missed: "missed", "未达成";
    unknown: "not known", "无法判断";
    no_public_figure: "no public figure found", "未找到公开数据";

    // Overview
    overview_title: "Chongqing's Western Financial Center: where the targets for 2027 stand", "重庆建设西部金融中心：2027年目标进展如何";
    overview_2025: "The targets for 2025", "2025年目标";
    overview_comparable: "Comparable plans", "可比方案";
    comparable_plan: "Plan", "方案";
    comparable_latest: "Latest figure found", "能找到的最新数据";
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
    interpretation: "our reading", "本站理解";

    // Lab
    lab_title: "Lab", "推演";
    levers_finance: "Finance", "金融";
    levers_world: "The economy around it", "外部环境";
    levers_world_note: "Assumptions about the economy. They move the trend line as well.", "对宏观环境的假设，趋势线也随之变动。";
    starting_point: "Starting point", "起点";
    base_year: "Base year", "基期";
    last_year: "Last year", "推算截止年";
    base_values: "Base values", "基期数值";
    base_values_note: "Replace a base value with your own figure, in 100 million yuan or in companies.", "可用你自己的数字代替基期数值，单位为亿元或家。";
    yours: "yours", "自填";
    board: "Targets under this scenario", "此情景下的目标";
    in_target_year: "In the target year", "目标年数值";
    gap: "Gap", "差距";
    first_met: "First reached", "预计达到年份";
    not_by: "not by {year}", "{year}年前达不到";
    growth_needed: "Needed", "所需";
    needs: "needs", "需";
    set_it: "set", "采用";
    scenarios: "Ready-made and saved scenarios", "现成与已保存的情景";
    more: "More", "更多";
    menu: "Menu", "菜单";
    lever_more: "By year, default, source", "分年、默认值与依据";
    needs_nothing: "any value reaches it", "任何取值均可达到";
    growth_past: "so far", "历史";
    line_actual: "Actual", "实际";
    line_trend: "Trend", "趋势延续";
    line_planned: "Plan as written", "方案目标路径";
    line_mine: "My scenario", "我的情景";
    line_shared: "Shared scenario", "分享的情景";
    legend_paths: "lines ahead: central path", "推算线：中心路径";
    line_rmb: "RMB only", "仅人民币";
    line_home: "Mainland-listed", "境内上市";
    undo: "Undo", "撤销";
    redo: "Redo", "重做";
    reset_all: "Reset all", "全部重置";
    reset: "Reset", "重置";
    no_changes: "No changes: this is the trend continuation.", "没有改动：即趋势延续。";
    begin_with: "Move a lever, or start from:", "可调整假设，或从这里开始：";
    by_year: "By year", "按年";
    one_value: "One value", "单一数值";
    by_year_mixed: "varies by year", "逐年不同";
    not_a_number: "Not a number. Type one, such as 12.5.", "不是数字。请输入数字，例如12.5。";
    not_whole: "Whole numbers only.", "请输入整数。";
    too_precise: "Four decimal places at most.", "最多四位小数。";
    out_of_range: "Enter a number between {min} and {max}.", "须在{min}到{max}之间。";
    scenario_name: "Name of the scenario", "情景名称";
    unnamed: "Untitled scenario", "未命名情景";
    presets: "Start from", "预设情景";
    preset_trend: "Trend continuation", "趋势延续";
    preset_trend_note: "Every growth rate stays at its average of the years before the base year.", "各项增速保持基期之前数年的平均水平。";
    preset_planned: "Plan as written", "方案目标路径";
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
    kept_nothing: "Nothing to save yet", "暂无改动";
    kept_here: "Saved, in this browser only", "已保存，仅在此浏览器";
    kept_pending: "Not saved yet…", "尚未保存…";
    kept_blocked: "Not saved: this browser blocks storage. Keep your work as a file or a link.", "未保存：此浏览器禁止存储。请用文件或链接保留你的工作。";
    kept_full: "Not saved: storage is full. Keep your work as a file or a link.", "未保存：存储空间已满。请用文件或链接保留你的工作。";
    kept_off: "Not saved: safe start", "未保存：安全启动";
    not_kept: "not saved", "未保存";
    kept_note: "What is saved stays in this browser only: a private window forgets it when it is closed, and so does a browser whose data is cleared. A file keeps it.", "保存的内容只存在于此浏览器：关闭隐私窗口或清除浏览器数据后即会消失。存为文件可长期保留。";
    safe_start: "Safe start: the link and everything saved in this browser have been left unread, and nothing is saved. What was saved is still there.", "安全启动：链接和此浏览器中保存的内容均未读取，也不会保存任何内容。已保存的内容仍在。";
    safe_leave: "Start as usual", "正常启动";
    emptied: "This browser's storage has been emptied while the page was open. What you see is still here, in this page alone.", "页面打开期间，此浏览器的存储已被清空。你看到的内容仍在，但仅存于本页。";
    emptied_keep: "Save it again", "重新保存";
    news_of_tabs: "Updated: another tab has saved something.", "已更新：另一标签页保存了新内容。";
    saved_beside: "Another tab changed it in the meantime, so both versions were saved. Saved beside it:", "另一标签页已作改动，两个版本均已保留。另存为：";
    saved_again: "Another tab deleted it in the meantime. Saved again:", "另一标签页已将其删除。现重新保存：";
    forked: "saved in two tabs at once", "两个标签页同时保存";
    other_work: "Other drafts in this browser", "此浏览器中的其他草稿";
    other_work_note: "From another tab or an earlier visit, not saved under a name.", "来自另一标签页或上次访问，未命名保存。";
    discard: "Discard", "舍弃";
    record_two: "The statuses of the plan's items were changed in two tabs at once. The later version is shown; the other is kept.", "事项状态在两个标签页中同时被改动。当前显示较新的一份，另一份也已保留。";
    record_take: "Use the other where they differ", "有差异处采用另一份";
    record_drop: "Discard the other", "舍弃另一份";
    found_title: "About what this browser has saved", "关于此浏览器中保存的内容";
    found_download: "Download the text", "下载原文";
    found_remove: "Remove it", "移除";
    share: "Share", "分享";
    share_title: "Share this scenario", "分享此情景";
    share_note: "The link holds every value that differs from the plan's defaults, and a checksum. Whoever opens it sees the same figures; nothing goes through a server.", "链接包含所有与默认值不同的数值和一个校验码。打开链接的人看到相同的数字，内容不经过任何服务器。";
    copy_link: "Copy link", "复制链接";
    copied: "Copied", "已复制";
    copy_failed: "The browser did not allow copying. The text is selected: copy it with Ctrl+C or ⌘C.", "浏览器不允许自动复制。文字已选中，请按Ctrl+C或⌘C复制。";
    share_in_lang: "Open in this language", "以当前语言打开";
    open_link: "Open a link", "打开链接";
    open_link_note: "Paste a link someone sent you.", "粘贴别人发来的链接。";
    not_a_link: "This is not a scenario link.", "这不是情景链接。";
    download_csv: "Download results (CSV)", "下载结果（CSV）";
    table_forms: "Other formats", "其他格式";
    table_excel: "For Excel", "适用于Excel";
    table_columns: "What each column means (CSVW)", "各列含义（CSVW）";
    preview_same: "Recomputed here: the same numbers as the sender saw.", "已在本机重新计算：与发送者看到的数字一致。";
    preview_differs: "Recomputed here: the numbers differ from those the sender saw. You see today's numbers.", "已在本机重新计算：与发送者看到的数字不同，这里显示的是当前结果。";
    preview_edited: "Recomputed here: the numbers differ from those of the link's checksum, though data and model are the same. The link may have been edited.", "已在本机重新计算：数据和模型未变，结果却与链接的校验码不符，链接可能被改动过。";
    preview_no_digest: "The link carries no checksum, so the page cannot tell whether the sender saw the same numbers.", "链接不含校验码，无法判断发送者看到的数字是否相同。";
    preview_problems: "Parts of the link could not be used; the rest is shown:", "链接中有些部分无法使用，其余部分已显示：";
    save_copy: "Save a copy", "保存副本";
    to_original: "To the original", "查看原情景";
    back_to_mine: "Back to my work", "返回我的情景";
    table: "Table", "数据表";
    chart_keys: "read values with the arrow keys", "用方向键读取数值";
    scenario: "Scenario", "情景";
    line_this: "This scenario", "此情景";
    picture_link: "(the link to what is shown does not fit into a picture)", "（所示内容的链接过长，图中放不下）";
    picture_save: "Save picture", "保存图片";
    picture_copy: "Copy picture", "复制图片";
    picture_copied: "Picture copied", "图片已复制";
    picture_not_copied: "The browser did not allow copying a picture. Save it as PNG instead.", "浏览器不允许复制图片，请改用PNG文件保存。";
    picture_failed: "The browser could not draw the picture. The SVG file holds the same.", "浏览器未能绘出图片，SVG文件内容相同。";
    axis_not_zero: "The axis does not start at zero.", "纵轴不从零开始。";
    measures: "Measures", "举措";
    measures_note: "None has an effect unless whoever made this scenario gave it one; the plan states none.", "除情景作者设定外，举措没有效果；方案本身未给出。";
    help: "About", "说明";
    changes_one: "1 change", "1处改动";
    changes_many: "{n} changes", "{n}处改动";

    deposits_and_loans: "Deposits and loans together", "存贷款合计";
    percent_a_year: "% a year", "%（年均）";
    companies_a_year: "a year", "家/年";
    yuan_per_dollar: "yuan per dollar", "元/美元";

    // Odds
    odds_title: "How likely is it?", "可能性有多大？";
    odds: "Probability", "概率";
    already_met: "met already", "已达成";
    icons_title: "One dot for each percent of probability; filled: met", "每个圆点代表1%的概率，实心为达成";
    all_together: "All targets at once", "全部目标同时达成";
    by_year_title: "How likely each target stands reached at the end of a year; its own year is framed", "各年末达到各项目标的概率（加框为目标年）";
    band_wide: "80% band", "80%概率区间";
    band_narrow: "50% band", "50%概率区间";
    band_shocks: "80% band if the trend were known", "若趋势确定，80%概率区间";
    fan_title: "What the charts show of the uncertainty", "图中显示的不确定性";
    fan_bands: "Bands: 50% and 80% probability", "50%、80%概率区间";
    fan_layers: "Tell the unknown trend apart from yearly shocks", "区分趋势不确定与年度冲击";
    fan_samples: "A few single futures", "几种可能的走势";
    levers_uncertainty: "Uncertainty", "不确定性";
    levers_uncertainty_note: "How far years scatter around a trend, how well the trend itself is known, and what all series have in common. These move bands and probabilities, not the central paths.", "各年围绕趋势波动多大、趋势本身有多确定、各序列有多少共同因素。它们只影响区间和概率，不影响中心路径。";
    judgement: "A judgement: the data cannot tell.", "判断值：数据无法判定。";
    seed: "other single futures", "另一组可能走势";
    dice: "Draw others", "换一组";
    seek_title: "What would it take?", "要达标需要多高的增速？";
    seek_note: "The smallest constant value of the lever, on the step of its slider, all else unchanged. For all targets at once every lever gets what its own target needs, times one common factor: with the factor 1 the central path reaches each target; a given probability takes more. A lever that already has more keeps it, and none leaves its range.", "其他条件不变时，该项假设所需的最小固定值，按滑块步长取整。全部目标一行：各项假设取其自身目标的所需值，再乘以同一系数；系数为1时，中心路径达到每一项目标；要达到给定概率则需更高。已高于此的假设保持不变，任何假设都不超出取值范围。";
    seek_central: "on the central path", "中心路径达成";
    seek_own: "Probability of your own, in percent", "自定概率（%）";
    seek_uplift: "a common factor on what each needs", "各项所需值的共同倍数";
    unreachable: "out of the lever's range", "超出取值范围";
    apply: "Apply", "采用";

    // Measures page
    measures_title: "Measures, with the effects you assume", "举措：效果由你设定";
    measures_edit: "Give measures an effect", "为举措设定效果";
    measures_mine: "Measures in this scenario", "此情景中的举措";
    measures_list: "From the plan", "方案中的举措";
    measures_list_note: "Public sources name only some of what the plan lists. Adding an item gives it no effect yet.", "公开来源只列出了方案中的一部分。添加某项举措时，效果默认为零。";
    measures_own: "Your own measure", "自拟举措";
    measures_own_name: "Name of the measure", "举措名称";
    measures_own_fault: "Give it a name of at most 40 characters without a colon.", "请填写不超过40个字符的名称，不含半角冒号。";
    measures_full: "32 measures are the most one scenario can hold.", "一个情景最多容纳32项举措。";
    measures_add: "Add", "添加";
    measures_again: "Add again", "再次添加";
    measures_taken: "added", "已添加";
    measures_remove: "Remove", "移除";
    measures_on: "Acts on", "作用于";
    measures_unit_points: "percentage points of yearly growth", "个百分点（年增速）";
    measures_unit_listings: "listings a year", "家/年";
    measures_low: "Lowest", "最低";
    measures_central: "Central", "中值";
    measures_high: "Highest", "最高";
    measures_order: "Not applied yet: needs lowest ≤ central ≤ highest.", "尚未采用：须满足最低≤中值≤最高。";
    measures_probability: "Probability of delivery", "落实概率";
    measures_start: "Starts in", "起始年";
    measures_lag: "Years until the first effect", "见效前的年数";
    measures_ramp: "Years to full effect", "达到全部效果的年数";
    measures_fade: "Years to fade out, 0 for never", "消退年数，0为不消退";
    measures_basis: "Note or source", "说明或依据";
    measures_basis_hint: "Where does this number come from?", "这个数字从何而来？";
    measures_no_effect: "No effect: all three numbers are zero.", "没有效果：三个数值均为零。";
    measures_too_late: "No effect within the projected years.", "在推算年份内没有效果。";
    measures_preview: "Effect by year: the bar is the central effect, the line its range", "逐年效果：柱为中值，竖线为范围";
    studies_title: "What studies of other places found", "其他地区的研究发现";
    studies_note: "Context only. None of these is about this plan or this city, and none of their numbers is used here.", "仅供参考。这些研究都不针对本方案或本市，其数字没有用于任何计算。";
    studies_scope: "Scope", "研究范围";

    // Files
    file_save: "Save all as a file", "全部存为文件";
    file_open: "Open a file", "打开文件";
    file_note: "A file holds your draft, all saved scenarios and the statuses of the Monitor. You can also drop one on the page; nothing of yours is replaced.", "文件包含当前情景、全部已保存的情景和监测页的状态。也可将文件拖到页面上打开；你已有的内容不会被替换。";
    file_title: "Scenarios from a file", "来自文件的情景";
    file_add: "Save the selected beside mine", "将所选另存";
    file_have: "you already have this one", "已有相同情景";
    file_other: "This is not a scenario file: the field “format” does not say “two-rivers-scenarios”.", "这不是情景文件：“format”字段的内容不是“two-rivers-scenarios”。";
    file_empty: "This file holds no scenarios that can be read: the field “scenarios” is missing or empty.", "此文件中没有可读取的情景：“scenarios”字段缺失或为空。";
    file_statuses_same: "you already have these", "已有相同状态";
    file_unreadable: "The browser could not read this file.", "浏览器无法读取此文件。";
    share_by: "Your name (optional, goes into the link)", "署名（选填，会写入链接）";
    share_text: "In plain words", "文字概述";
    share_copy_text: "Copy text and link", "复制文字和链接";
    share_without_notes: "The notes on your measures do not fit into a link. A file holds them.", "举措的说明文字放不进链接，可用文件保存。";
    share_too_long: "This scenario is too large for a link: it could not be opened again. Save it as a file.", "此情景内容过多，链接将无法打开。请存为文件。";
    shared_by: "Made by", "作者";

    // Inside another page
    embed_title: "Embed", "嵌入你的网页";
    embed_note: "Paste this code into a page. It shows the scenario as in the link: read-only, in the reader's language and colours, with a way back here.", "将以下代码放入网页源码，即可显示链接中的情景：只读，随读者的语言和明暗模式变化，并附返回本站的链接。";
    embed_part: "What to show", "显示内容";
    embed_copy: "Copy code", "复制代码";
    embed_open: "Open it in Two Rivers", "在“两江推演”中打开";
    embed_comparison: "This link compares several scenarios, which cannot be shown here.", "此链接比较多个情景，无法在此显示。";

    // Shown to others
    large: "Full screen", "放大";
    chart_before: "Previous chart", "上一张图";
    chart_next: "Next chart", "下一张图";
    last_change: "Last change", "最近改动";
    replay: "Replay the last change", "回放上一步";
    replay_before: "Before the last change:", "改动之前：";
    replay_after: "After the last change:", "改动之后：";
    on_show: "Showing", "当前显示";
    saved_before: "Previous saved scenario", "上一个已保存情景";
    saved_next: "Next saved scenario", "下一个已保存情景";

    // Keys
    keys_title: "Keyboard", "键盘操作";
    keys_pages: "Go to a page, in the order of the menu", "按菜单顺序切换页面";
    keys_across: "Previous or next full-screen chart; without one, saved scenario, once one is shown", "切换放大的图；未放大时切换已保存情景（须先展示其中一个）";
    keys_along: "In full screen: previous or next saved scenario, once one is shown", "放大图中切换已保存情景（须先展示其中一个）";
    keys_back: "Back to your work; close what is open", "返回我的情景；关闭弹出内容";
    keys_levers: "On a lever: arrow keys move it, with Shift by ten steps; Delete brings back the default. On a chart: arrow keys read values.", "滑块：方向键移动，按住Shift一次十步，Delete恢复默认值。图表：方向键读取数值。";
    keys_on: "Single-key shortcuts, except while typing", "在输入框以外启用单键操作";

    // Tour
    tour_offer: "New here? Five steps show what this page can do.", "第一次来？五步了解本页的用法。";
    tour_start: "Take the tour", "开始导览";
    tour_no: "No, thanks", "不用了";
    tour_next: "Next", "下一步";
    tour_back: "Back", "上一步";
    tour_skip: "Skip", "跳过";
    tour_end: "Done", "完成";
    tour_levers: "Change an assumption", "调整假设";
    tour_levers_text: "Drag the slider or type a number. The tick marks the default, the grey band the past range.", "拖动滑块或输入数字。刻度线为默认值，灰色带为历史范围。";
    tour_verdict: "See what follows", "看结果";
    tour_verdict_text: "This sentence says which targets are met under your assumptions. The table below it shows by how much and when.", "这句话说明在你的假设下哪些目标达成；下方表格给出差距和达成年份。";
    tour_odds: "See how likely it is", "看可能性";
    tour_odds_text: "A probability takes in all that your assumptions leave open: yearly shocks, trends that are not known for sure, good and bad years for listings.", "概率涵盖了假设之外的各种不确定：年度冲击、趋势未定、上市冷热。";
    tour_charts: "Read the charts", "读图";
    tour_charts_text: "Your scenario against the trend and the plan as written; a diamond is a target. The darker band is the 50% range, the lighter one the 80% range.", "你的情景与趋势延续、方案目标路径对照，菱形为目标。深色为50%概率区间，浅色为80%概率区间。";
    tour_keep: "Save it, share it", "保存与分享";
    tour_keep_text: "Your work is saved in this browser as you go. Save it under a name to compare it later; a link gives others the same numbers.", "你的改动会自动保存在此浏览器。命名保存便于日后比较；分享链接，对方看到的数字完全相同。";

    // Explain page
    explain_title: "Why this result?", "结果为什么是这样？";
    explain_asked: "What is explained", "解释对象";
    explain_chances: "Probability of targets", "目标达成的概率";
    explain_central: "Value on the central path", "中心路径数值";
    explain_working: "Computing", "计算进度";
    explain_attribution: "What each change does", "每处改动的作用";
    explain_attribution_note: "Each change counts with its effect averaged over all orders in which the changes can be made (Shapley values). The parts add up exactly to the whole difference, before rounding; joint effects are shared among them.", "每处改动的作用，是它在所有先后顺序下影响的平均值（沙普利值）。各部分之和在四舍五入前恰好等于总差异；改动之间的交互作用由各方分担。";
    explain_no_changes: "Nothing has been changed yet: this is the trend continuation, and there is no difference to explain. Move a lever in the Lab or give a measure an effect, and this page shows what each change does.", "还没有任何改动，当前就是趋势延续，没有差异需要解释。到推演页调整假设，或给某项举措设定效果，这里就会说明每处改动的作用。";
    explain_to_lab: "Move a lever", "调整假设";
    explain_to_measures: "Give a measure an effect", "设定举措效果";
    explain_change: "Change", "改动";
    explain_adds: "Adds", "贡献";
    explain_before: "Plan's defaults", "默认值";
    explain_after: "This scenario", "此情景";
    explain_nearest: "What it would take", "怎样才能达标";
    explain_nearest_note: "The smallest shift, the same in every year, that turns a verdict on the central path. Levers are compared in units of their past standard deviation.", "使中心路径上的结论反转的最小变动，各年幅度相同。不同假设项的变动以各自的历史标准差为单位。";
    explain_together: "All together", "同时变动";
    explain_lever: "Lever", "假设项";
    explain_shift: "Shift in every year", "每年变动";
    explain_spreads: "In past standard deviations", "相当于历史标准差的倍数";
    explain_tornado: "What it depends on", "哪些假设影响最大";
    explain_tornado_note: "Each input alone at its low and its high, all else unchanged. The mark shows the current result.", "每次只把一项假设调到低值或高值，其余不变。标线为当前结果。";
    explain_input: "Input", "假设项";
    explain_at_low: "At its low", "取低值时";
    explain_at_high: "At its high", "取高值时";
    explain_ends: "Where the low and high come from", "低值与高值的依据";
    explain_not_delivered: "not delivered", "未落实";
    explain_measure_ends: "Your own effects: not delivered, against its largest effect for certain.", "你设定的效果：未落实，对比确定取得最大效果。";
    explain_map: "Two levers at once", "两项假设同时变化";
    explain_map_note: "The same value in every year. The darker a cell, the likelier; lines show where the central path meets a target. Press a cell, or type values, to set your scenario to it.", "各年取同一数值。颜色越深，概率越高；线条表示中心路径恰好达标之处。点击格子或输入数值，即可采用该取值。";
    explain_across: "Across", "横轴";
    explain_up: "Up", "纵轴";
    explain_point: "current value", "当前取值";
    explain_default_point: "the default", "默认值";
    explain_no_map: "No coming target depends on two levers, so there is nothing to map.", "没有任何未来目标取决于两项假设，无图可绘。";
    rules_title: "Under other rules", "换一种外推规则";
    rules_note: "The same targets where growth follows another rule: trend continuation from the newest figures, without your growth assumptions and measures, each with the same spread.", "同样的目标，换用其他外推规则：从最新数据出发的趋势延续，不含你的增速假设与举措，波动幅度相同。";
    rule_calibrated: "Default rule: slowing by a tenth a year", "默认规则：逐年放缓一成";
    rule_ten_years: "Own ten-year average", "自身十年均值";
    rule_last: "Last growth goes on", "最近增速延续";
    rule_provinces: "Average of all provinces", "全国各省均值";
    explain_variance: "Where the uncertainty comes from", "不确定性来自哪里";
    explain_variance_note: "Variance of the level in that year. The bars show what each source contributes alone (first order) and only jointly with others; “in all” counts joint effects in every source involved (total).", "该年水平值的方差。条形为各来源单独的部分（一阶）及交互部分；“总计”把交互部分计入所涉及的每个来源（总效应）。";
    explain_shocks: "Yearly shocks", "年度冲击";
    explain_trends: "Unknown trend", "趋势不确定";
    explain_starts: "Estimated base", "基期估计误差";
    explain_counts: "Listings and exits", "上市与退出的偶然性";
    explain_jointly: "Only jointly", "交互部分";
    explain_in_all: "in all", "总计";

    // Compare page
    compare_title: "Scenarios side by side", "情景比较";
    compare_columns: "What is compared", "参与比较的情景";
    compare_add: "Add a scenario…", "添加情景…";
    compare_add_label: "Add a scenario to compare", "添加要比较的情景";
    compare_paste: "Or paste a link:", "或粘贴链接：";
    compare_none_saved: "Scenarios you save in the Lab can be added here.", "在推演页保存的情景，可在此加入比较。";
    compare_full: "Four at most: remove one to add another.", "最多四个：移除一个才能再添加。";
    compare_left: "Move left", "左移";
    compare_right: "Move right", "右移";
    compare_remove: "Remove", "移除";
    compare_open: "Open in the Lab", "在推演页打开";
    compare_board: "Targets", "目标";
    compare_board_note: "Differences are relative to A.", "差异均相对于A。";
    compare_not_held: "no target under this reading", "按此理解不设目标";
    compare_beyond: "beyond its last year", "晚于其末年";
    compare_charts: "On the same charts", "同图比较";
    compare_band: "Bands of A: 50% and 80% probability", "A的50%、80%概率区间";
    compare_settings: "What they assume", "假设的不同";
    compare_settings_note: "Every value that is not the same in all of them; a dot marks those that differ from A.", "列出并非全部相同的每一项；带圆点的与A不同。";
    compare_setting: "Assumption", "假设";
    compare_differs: "differs from A", "与A不同";
    compare_same: "They assume the same in everything.", "各情景的假设完全相同。";
    compare_share: "Share this comparison", "分享此比较";
    compare_share_note: "The link holds each scenario in full, with a checksum for each. Whoever opens it sees the same figures; nothing goes through a server.", "链接完整包含每个情景及各自的校验码。打开链接的人看到相同的数字，内容不经过任何服务器。";
    compare_preview: "You are looking at a shared comparison. Your own work and your own comparison are untouched.", "你正在查看别人分享的比较，你自己的内容和比较不受影响。";
    compare_save: "Save copies", "全部保存副本";
    compare_saved: "Copies saved: {n}", "已保存副本：{n}个";
    compare_them: "Compare them", "比较这些副本";
    compare_back: "Back to my comparison", "返回我的比较";

    // Monitor page
    monitor_title: "Progress since the launch", "公布以来进展";
    reached: "reached early", "提前达到";
    on_pace: "on pace", "跟上进度";
    behind: "behind", "落后";
    far_behind: "far behind", "明显落后";
    line_entered: "Entered", "填入数据";
    monitor_targets: "Quantitative targets", "量化目标";
    monitor_rule: "On pace: the average growth since the launch is at least 95% of what leads from the launch to the target. Behind: at least half of it. Far behind: less than half. Judged from two years of figures on, over all years since the launch, so that one noisy year does not turn it; targets whose year is over are met or missed.", "“跟上进度”指方案公布以来的年均增速不低于从公布时到目标所需增速的95%；“落后”指不低于一半；“明显落后”指不到一半。至少有两年数据才作判断，并取公布以来各年的平均，一年的波动不会改变结论；已到期的目标只看达成与否。";
    monitor_basis: "Published figures and estimates on the targets' own basis, and figures you entered. An assumed value is no evidence.", "依据为目标口径的公开数据和估算，以及你填入的数据；仅为假设的数值不作依据。";
    status: "Status", "状态";
    at_launch: "At the launch", "公布时";
    latest_known: "Latest known", "最新数据";
    growth_since: "Growth since the launch", "公布以来增速";
    growth_asked: "asked for", "所需";
    growth_still: "Needed from here on", "今后所需增速";
    no_figure_since: "no figure since", "此后无数据";
    odds_if_trend: "Probability if the trend goes on", "趋势延续时的概率";
    monitor_implementation: "The four lists", "四张清单落实情况";
    monitor_statuses_note: "Statuses are your own record; this site makes no judgement. They are saved in this browser, change no number, and belong to no scenario.", "状态由你自己记录，本站不作判断。记录只保存在此浏览器中，不影响任何数字，也不属于某个情景。";
    statuses_first: "Nothing recorded yet: choose a status beside any item to begin.", "还没有记录：在任一事项旁选择状态即可开始。";
    stage_not_started: "not started", "未启动";
    stage_under_way: "under way", "推进中";
    stage_done: "done", "已完成";
    stage_unknown: "unknown", "不清楚";
    stage_hidden: "not public", "未公开";
    show_lists: "Show", "显示";
    all_lists: "All lists", "全部清单";
    candidates: "Of the same theme, not confirmed to be on the list; counted apart", "主题相同、未证实列入，单独计数";
    entry_details: "Date, note, evidence", "日期、备注、依据";
    entry_date: "Since when", "时间";
    entry_date_hint: "such as 2025, 2025-03 or 2025-03-31", "如2025、2025-03或2025-03-31";
    entry_note: "Note", "备注";
    entry_evidence: "Evidence, a web address", "依据（网址）";
    entry_bad_date: "Not saved: not a date. Write 2025, 2025-03 or 2025-03-31.", "未保存：不是日期。请写2025、2025-03或2025-03-31。";
    entry_bad_note: "Not saved: the note has characters that cannot be saved.", "未保存：备注含有无法保存的字符。";
    entry_bad_evidence: "Not saved: not a web address that starts with http:// or https://.", "未保存：不是以http://或https://开头的网址。";
    monitor_evaluation: "Evaluation", "成效评估";
    actuals_title: "Enter new figures", "填入新数据";
    actuals_note: "A figure you enter for a year replaces the projection; paths, bands and probabilities go on from there, on every page. In 100 million yuan at current prices, or in companies; deposits and loans in all currencies. It belongs to your scenario, can be undone, and goes into its link.", "填入某年的数据后，推算即以其为准，各页的路径、区间和概率都从该年重新起算。单位为亿元（现价）或家；存贷款为本外币口径。数据属于你的情景，可以撤销，也会写入链接。";
    actuals_table: "Figures by year", "分年数据";
    clear: "Clear", "清除";
    unit_money: "100m yuan", "亿元";
    unit_companies: "companies", "家";
    looks_title: "Odds over time", "达成概率的变化";
    looks_note: "How likely each target looked at the end of each year, with the figures known then and the trend of the time.", "按各年末已知数据、假定当时趋势延续计算。";
    looks_data: "With the figures of", "数据截至";
    looks_own: "with your figures", "含自填数据";
    looks_2025: "How the 2025 targets looked in advance", "2025年目标：事前的概率";
    looks_known: "Data behind each year", "各年依据的数据";
    looks_public: "Source dated", "来源日期";
    looks_caveat_hindsight: "Not quite what was known at the time: the GDP growth of earlier years is the revised one, and the deposits and loans used for 2024 were derived from figures published in January 2026.", "与当时所知并不完全一致：此前各年的GDP总量为后来的修订数；2024年的存贷款由2026年1月公布的数据倒推。";
    looks_caveat_thin: "Spreads come from the rule's errors in 27 provinces; Chongqing's own are too few. A probability near 0 or 100% rests on how rare large errors are, which no record of this length can tell.", "波动幅度来自同一规则在27个省份的误差，重庆自身的样本太少。接近0或100%的概率取决于大误差有多罕见，现有记录的长度还说明不了。";
    looks_caveat_va: "No full-year value added is known after 2023: for 2024 and 2025 its share of GDP is held, so the share target moves with GDP's own uncertainty and the years left, not with news.", "2023年之后没有全年金融业增加值：2024年和2025年沿用占比，因此占比目标的概率只随剩余年数和GDP的不确定性变动，并不反映新的信息。";
    looks_caveat_levers: "Your levers and measures play no part here; your reading of the 8 trillion does.", "你调整的假设和举措不参与这里的计算；“8万亿元”的理解则按你的设定。";
    monitor_share: "Share the statuses", "分享状态";
    monitor_share_note: "A link holds the scenario with its entered figures and, if you want, the statuses. Dates, notes and evidence do not fit into a link and are left out; a scenario file holds all of it.", "链接包含情景及填入的数据，也可附上各事项的状态。日期、备注和依据放不进链接，不会带上；情景文件则全部包含。";
    with_statuses: "With the statuses of this page", "附上本页的状态";
    sender_statuses: "These are the statuses of whoever sent the link. Yours are untouched.", "这里显示的是链接发送者的状态，你的记录不受影响。";
    own_statuses: "The link brings no statuses: these are your own. Go back to your work to change them.", "链接没有附带状态，这里显示的是你自己的记录。返回你的情景后可以修改。";
    take_over: "Use these statuses", "采用这些状态";
    take_replace: "Replace mine where they differ", "不同之处以传来的为准";
    take_keep: "Keep mine where they differ", "不同之处以我的为准";
    taken_over: "Statuses added", "已采用状态";
    cancel: "Cancel", "取消";

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
    data_download: "Download the data (CSV)", "下载数据（CSV）";
    cite: "Cite this", "引用";
    cite_in: "Citation in English", "中文引用格式";
    cite_copy: "Copy citation", "复制中文引用格式";
    licence: "Figures belong to their publishers, who are named with each. The code is under the MIT licence.", "数据归各发布者所有，来源逐条注明。程序代码采用MIT许可证。";
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
    observations: "sample size", "样本数";

    // Method
    method_title: "How the numbers are made", "数字如何得出";

    // Track record
    page_record: "Backtest", "回测";
    record_title: "How good were bands like these in the past?", "这样的区间过去准不准？";
    record_none: "No record is long enough to tell.", "没有一项历史数据足够长，无法判断。";
    record_hindsight: "Even that is partly hindsight: how many past years such bands rest on was chosen with this very record in view.", "即便这样的成绩也带有后见之明：区间取最近多少年的数据，是看过这段历史之后才选定的。";
    record_rule_title: "The default rule in the provinces", "默认规则在各省的表现";
    record_rule_note: "Each year of outcomes counts once, since the provinces of one year fail together; in brackets the 95% interval by years, overlapping ones discounted. Typical error: root mean square of the errors of log level, over the same years for every rule. For listed companies the rule is the ten-year average.", "同一年各省往往一起落空，因此按年份计数；括号内为按年份计、扣除重叠后的95%置信区间。典型误差为水平值对数误差的均方根，各规则取相同年份。上市公司数的规则即十年均值。";
    record_rule_series: "Series", "指标";
    record_rule_held: "Provinces inside the 80% band", "各省落在80%区间内";
    record_rule_years: "Years", "年份数";
    record_rule_own: "Chongqing inside", "重庆落在区间内";
    record_rule_error: "Typical error", "典型误差";
    record_own_title: "Averages on the city's own record", "均值法在重庆自身历史上的表现";
    record_how_title: "How it was tested", "检验方法";
    record_how: "Each test stands at the end of a past year, knows the figures up to then and nothing after, and forecasts the next years: a middle, a band meant to hold half of the time (50%) and one meant to hold eight times in ten (80%). Then it is compared with the outcome.", "每次检验都站在过去某一年年末，只用截至当年的数据，给出此后几年的中位数、应有五成机会命中的50%区间和应有八成机会命中的80%区间，再与实际结果对照。";
    record_two_ways: "The bands of the city's own record are made in two ways, neither of them that of the defaults. Last years: the middle from the last {drift} yearly growth rates, the width from the last {spread}, or as many as there are. All years: both from everything known at the time.", "重庆自身历史的区间有两种做法，均非默认规则。近年增速：中位数取最近{drift}个年度增速，宽度取最近{spread}个，不足则有多少取多少。用全部增速：两者都取当时已知的全部增速。";
    record_rivals: "Two simple forecasts serve as benchmarks: the same random walk with drift, but with its drift taken as certain, and simply repeating last year's growth. Both are as wide as the yearly spread makes them.", "另有两种简单预测作为参照：同样的带漂移随机游走，但把漂移当作确定值；以及“沿用上年增速”。二者的宽度都只取决于年度波动。";
    record_error: "Error is the continuous ranked probability score (CRPS) of the logarithm of the level, in percent. It counts how far off the middle was and how wide the band; smaller is better. “Better” and “worse” stand for a difference of more than two standard errors. Intervals of shares are Wilson's, at 95%.", "误差指水平值对数的连续分级概率评分（CRPS），以百分数表示，同时计入中位数的偏差和区间的宽度，越小越好。“更好”“更差”表示差异超过两个标准误。比例的置信区间为95%威尔逊区间。";
    record_recent: "Last years", "近年增速";
    record_all: "All years", "用全部增速";
    record_bands_recent: "Bands made from the last years", "用近年增速得出的区间";
    record_bands_all: "Bands made from all years", "用全部增速得出的区间";
    record_as_promised: "as often as promised", "命中率符合预期";
    record_less_often: "less often than promised", "命中率低于预期";
    record_far_less_often: "far less often than promised", "命中率远低于预期";
    record_more_often: "more often than promised", "命中率高于预期";
    record_rule: "simply repeating last year's growth", "“沿用上年增速”这一最简单的做法";
    record_rule_again: "it", "该做法";
    record_than_better: "did clearly better than {it}", "明显优于{it}";
    record_than_worse: "did clearly worse than {it}", "明显不如{it}";
    record_than_tied: "did no better than {it}", "与{it}难分高下";
    record_than_few: "are too few to be compared with {it}", "次数太少，无法与{it}相比";
    record_better: "band better", "区间更好";
    record_worse: "band worse", "区间更差";
    record_tied: "no clear difference", "难分高下";
    record_too_few: "too few to tell", "次数太少";
    record_years_ahead: "Years ahead", "提前年数";
    record_forecasts: "Forecasts", "预测次数";
    record_in_50: "Inside the 50% band", "落在50%区间内";
    record_in_80: "Inside the 80% band", "落在80%区间内";
    record_own_error: "Error of the band", "区间的误差";
    record_drift: "Error of random walk with drift", "带漂移随机游走的误差";
    record_last: "Error of repeating last year's growth", "“沿用上年增速”的误差";
    record_scores: "Scores", "评分";
    record_chart_1: "Growth one year ahead", "提前1年：次年增速";
    record_chart_2: "Growth two years ahead, on average", "提前2年：两年平均增速";
    record_key_recent: "Last years: 80% band and its middle", "近年增速：80%区间及中位数";
    record_key_all: "All years: 80% band and its middle", "用全部增速：80%区间及中位数";
    record_table_note: "Below each count: its share, with the 95% interval. Error: CRPS in percent, on average; smaller is better.", "次数下方为所占比例及95%置信区间。误差为CRPS（%）的平均值，越小越好。";
    record_band: "80% band", "80%区间";
    record_middle: "middle", "中位数";
    record_came: "Actual", "实际值";
    record_pooled: "All series together", "合并评分";
    record_pooled_note: "Every forecast counts once, so the longer record weighs more.", "每次预测各计一次，因此记录较长的序列权重更大。";
    record_short_title: "Too short to test", "数据太短，无法检验";
    record_limits: "What this does not say", "这些结果不能说明什么";
    record_limit_windows: "The three years, the nine tenths and the windows of the averages were chosen with these records in view. That they do well here is partly hindsight.", "三年窗口、九成系数和近年增速所取的年数都是看过这些历史之后选定的，成绩中部分属于后见之明。";
    record_limit_revised: "The figures are those of today, revised since. At the time others were known, so the real errors would have been different.", "所用数据为今天的修订数。当时能看到的是另一版数字，真实误差会有所不同。";
    record_limit_overlap: "Forecasts for two and three years overlap, and neighbouring ones share growth rates. They are worth fewer independent ones than their number: shares and comparisons are less certain than their intervals say.", "提前2年和3年的预测期相互重叠，相邻预测共用部分增速。独立的信息少于预测次数，因此比例和比较结果比置信区间所示的更不确定。";
    record_limit_few: "The points are few, from one city and one stretch of its history. A band that held then need not hold now.", "样本很少，而且只来自一座城市的一段历史。过去命中的区间，今后未必命中。";
    record_limit_narrow: "Even if growth were exactly as assumed, such bands would hold less often than they say, since their spread comes from few growth rates: an 80% band made from the last years in about 77 of 100 cases.", "即使增速完全符合假设，由于波动幅度只由少数几个增速估计，区间的命中率也会低于其名义水平：用近年增速的80%区间，每100次约命中77次。";
    record_limit_default: "Of the provinces the figures are those of the exchanges and statistics as they stand today; companies that left are missing, so their number cannot fall.", "各省数据为今日所见的统计与交易所数据，退市公司不在其中，因此家数不会下降。";
    record_limit_form: "Tested are bands of single series, without levers, measures or common shocks. The number of listed companies follows another law (new listings less exits), which this test does not cover.", "检验的是单个序列的区间，不含假设调整、举措和共同冲击。上市公司数另用一种模型（新增减去退出），不在检验范围内。";
    // Report
    report_kicker: "What-if scenario for Chongqing's Western Financial Center plan, 2024–2027", "重庆西部金融中心行动方案（2024—2027年）情景推演";
    report_open: "Report", "生成报告";
    report_print: "Print or save as PDF", "打印或存为PDF";
    report_back: "Back to the Lab", "返回推演";
    report_assumed: "What is assumed", "假设";
    report_charts: "Where it leads", "结果走势";
    report_starts: "The figures it starts from", "起点数据";
    report_again: "The same numbers, live", "打开同一情景";
    report_link_note: "The link opens this scenario with the same numbers, to explore and change.", "打开链接可看到完全相同的数字，并可继续调整。";
    report_qr: "QR code of the link", "链接的二维码";
    share_system: "Share with an app …", "用其他应用分享……";
    share_before_hash: "Link without “#”, for apps that cut it there, such as WeChat on some phones: the server of this site then sees what the link holds", "生成不含“#”的链接（供微信等使用）；此时网站服务器可看到链接内容";
    share_no_qr: "This link is too long for a QR code that phones can read.", "链接过长，手机无法识别其二维码。";
}
