//! The rules of the architecture. Each is a function from a tree of sources to what breaks it, and is tried on a made-up
//! tree in which it is broken.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Paths below a source folder, such as `ui/app/mod.rs`, with their texts.
type Tree = BTreeMap<String, String>;

/// Modules from low to high, as in `lib.rs`: each uses itself and those before it.
const FLOORS: [&str; 18] = [
    "decimal",
    "values",
    "json",
    "plain_text",
    "text",
    "plan",
    "scenario",
    "tracking",
    "model",
    "analysis",
    "present",
    "export",
    "codec",
    "storage",
    "route",
    "chart",
    "documents",
    "ui",
];

/// Every `Effect` of the page, by file. Anything else is derived (`Memo`, `Signal::derive`) or done where a reader acts.
const EFFECTS: [(&str, usize); 7] = [
    // Language, title, preferences and draft go to the browser.
    ("ui/app/mod.rs", 4),
    // The stop of the tour is marked in the page.
    ("ui/tour.rs", 1),
    // Searches in slices start anew when what they search for changes.
    ("ui/pages/explain/map.rs", 1),
    ("ui/pages/explain/mod.rs", 1),
    ("ui/pages/lab/seek.rs", 1),
    // Scrolls to the section that the address names.
    ("ui/pages/method.rs", 1),
    ("ui/pages/sources.rs", 1),
];

/// Pages and shared views that still compute, format numbers or build sentences, which `present` is to do. May only shrink.
const DECIDING: [&str; 28] = [
    "ui/pages/backtest.rs",
    "ui/pages/compare/board.rs",
    "ui/pages/compare/charts.rs",
    "ui/pages/compare/columns.rs",
    "ui/pages/compare/mod.rs",
    "ui/pages/compare/settings.rs",
    "ui/pages/compare/shared.rs",
    "ui/pages/explain/attribution.rs",
    "ui/pages/explain/map.rs",
    "ui/pages/explain/mod.rs",
    "ui/pages/explain/nearest.rs",
    "ui/pages/explain/tornado.rs",
    "ui/pages/explain/variance.rs",
    "ui/pages/lab/odds.rs",
    "ui/pages/lab/scenarios.rs",
    "ui/pages/lab/seek.rs",
    "ui/pages/lab/sidebar.rs",
    "ui/pages/measures/card.rs",
    "ui/pages/measures/mod.rs",
    "ui/pages/monitor/actuals.rs",
    "ui/pages/monitor/board.rs",
    "ui/pages/monitor/item.rs",
    "ui/pages/monitor/lists.rs",
    "ui/pages/monitor/looks.rs",
    "ui/pages/monitor/mod.rs",
    "ui/pages/monitor/share.rs",
    "ui/views/board.rs",
    "ui/views/series_chart.rs",
];

/// A source file, with what it names.
struct Source {
    /// Its module, such as `["ui", "app"]`.
    module: Vec<String>,
    /// Its text without comments, strings and `use` items.
    code: String,
    imports: Vec<Import>,
    /// Names of the items at its top level.
    items: BTreeSet<String>,
}

/// A name that a `use` item brings into a file.
struct Import {
    path: Vec<String>,
    name: String,
    is_public: bool,
}

/// All sources of a crate.
struct Crate<'a> {
    sources: BTreeMap<&'a str, Source>,
    /// The file of each module.
    files: BTreeMap<Vec<String>, &'a str>,
}

fn read(dir: &Path, prefix: &str, tree: &mut Tree) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            read(&path, &format!("{name}/"), tree);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            tree.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// The sources below a folder of this repository.
fn sources(folder: &str) -> Tree {
    let mut tree = Tree::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), "", &mut tree);
    assert!(tree.len() > 5, "{folder} has too few sources");
    tree
}

/// A text without comments and without what strings hold.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let raw = ["r\"", "r#\"", "r##\""].into_iter().find(|raw| rest.starts_with(raw));
        let after_word = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(raw) = raw.filter(|_| !after_word) {
            let end = format!("\"{}", "#".repeat(raw.len() - 2));
            rest[raw.len()..].find(&end).map_or(rest.len(), |at| raw.len() + at + end.len())
        } else if c == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            end.map_or(rest.len(), |at| at + 2)
        } else if rest.starts_with("'\"'") {
            3
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        rest = &rest[skipped..];
        code.push(' ');
    }
    code
}

/// Expands the tree of a `use` item: `a::{b, c::d as e}` to `a::b` and `a::c::d`, with the names they get.
fn expand(prefix: &[String], tree: &str, found: &mut Vec<(Vec<String>, String)>) {
    let tree = tree.trim();
    if let Some((head, group)) = tree.split_once('{') {
        let mut prefix = prefix.to_vec();
        prefix.extend(head.split("::").map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned));
        let (mut depth, mut start) = (0, 0);
        let group = group.strip_suffix('}').unwrap_or(group);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    expand(&prefix, &group[start..at], found);
                    start = at + 1;
                }
                _ => {}
            }
        }
        expand(&prefix, &group[start..], found);
    } else if !tree.is_empty() {
        let (path, alias) = tree.split_once(" as ").unwrap_or((tree, ""));
        let mut path: Vec<String> =
            prefix.iter().cloned().chain(path.split("::").map(|s| s.trim().to_owned())).collect();
        path.retain(|segment| !segment.is_empty());
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name = if alias.is_empty() { path.last().unwrap().clone() } else { alias.trim().to_owned() };
        found.push((path, name));
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The name of the item that a line at the top level begins, if it begins one.
fn item(line: &str) -> Option<String> {
    const WORDS: [&str; 4] = ["const", "async", "unsafe", "extern"];
    const KINDS: [&str; 9] = ["fn", "struct", "enum", "trait", "type", "const", "static", "union", "macro_rules!"];
    if line.starts_with(char::is_whitespace) {
        return None;
    }
    let line = match line.strip_prefix("pub(") {
        Some(rest) => rest.split_once(')')?.1.trim_start(),
        None => line.strip_prefix("pub ").unwrap_or(line),
    };
    let mut words = line.split_whitespace().skip_while(|w| WORDS.contains(w) && !line.starts_with("const _"));
    let first = words.next()?;
    // `const NAME: T` has lost its keyword to the words that may stand before `fn`.
    let name = if KINDS.contains(&first) { words.next()? } else { line.strip_prefix("const ").map(|_| first)? };
    Some(name.chars().take_while(|c| is_word(*c)).collect())
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        let module = path.trim_end_matches(".rs").split('/').filter(|s| !["mod", "lib", "main"].contains(s));
        let (mut rest, mut imports) = (String::new(), Vec::new());
        let mut open: Option<(bool, String)> = None;
        let text = code(text);
        for line in text.lines() {
            let start = line.trim_start();
            if open.is_none() {
                let public = start.starts_with("pub");
                let after = start.split_once("use ").filter(|(before, _)| {
                    before.is_empty() || (public && !before.trim_end().contains(|c: char| c == ' ' && c != ')'))
                });
                let Some((_, tree)) = after else {
                    rest.push_str(line);
                    rest.push('\n');
                    continue;
                };
                open = Some((public, tree.to_owned()));
            } else if let Some((_, tree)) = &mut open {
                tree.push_str(line);
            }
            if let Some((is_public, tree)) = open.take_if(|(_, tree)| tree.trim_end().ends_with(';')) {
                let mut found = Vec::new();
                expand(&[], tree.trim_end().trim_end_matches(';'), &mut found);
                imports.extend(found.into_iter().map(|(path, name)| Import { path, name, is_public }));
            }
        }
        let items = rest.lines().filter_map(item).collect();
        Self { module: module.map(str::to_owned).collect(), code: rest, imports, items }
    }

    /// Every path of at least two segments that the code names.
    fn paths(&self) -> BTreeSet<Vec<String>> {
        let mut paths = BTreeSet::new();
        let words = self.code.split(|c: char| !is_word(c) && c != ':');
        for word in words.filter(|w| w.contains("::")) {
            let path: Vec<String> = word.split("::").map(|s| s.trim_matches(':').to_owned()).collect();
            let path: Vec<String> = path.into_iter().take_while(|s| !s.is_empty()).collect();
            if path.len() > 1 {
                paths.insert(path);
            }
        }
        paths
    }

    fn names(&self, word: &str) -> bool {
        self.code.split(|c| !is_word(c)).any(|w| w == word)
    }
}

impl<'a> Crate<'a> {
    fn new(tree: &'a Tree) -> Self {
        let sources: BTreeMap<&str, Source> = tree.iter().map(|(p, text)| (p.as_str(), Source::new(p, text))).collect();
        let files =
            sources.iter().filter(|(path, _)| **path != "main.rs").map(|(p, s)| (s.module.clone(), *p)).collect();
        Self { sources, files }
    }

    /// A path as it stands in a file, from the root of the crate on; `None` if it leads out of the crate.
    fn absolute(&self, source: &Source, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let join = |base: &[String]| base.iter().chain(rest).cloned().collect::<Vec<_>>();
        match first.as_str() {
            "crate" | "two_rivers" => Some(rest.to_vec()),
            "self" => Some(join(&source.module)),
            "super" => {
                let ups = path.iter().take_while(|segment| *segment == "super").count();
                let base = source.module.get(..source.module.len().checked_sub(ups)?)?;
                Some(base.iter().chain(&path[ups..]).cloned().collect())
            }
            _ => {
                let child: Vec<String> = source.module.iter().chain([first]).cloned().collect();
                if self.files.contains_key(&child) { Some(join(&child)) } else { None }
            }
        }
    }

    /// The file that defines what an absolute path leads to, through modules and re-exports.
    fn definition(&self, path: &[String], hops: usize) -> Option<&'a str> {
        let depth = (0..=path.len()).rev().find(|depth| self.files.contains_key(&path[..*depth]))?;
        let file = self.files[&path[..depth]];
        let source = &self.sources[file];
        let Some(name) = path.get(depth).filter(|name| !source.items.contains(*name) && hops > 0) else {
            return Some(file);
        };
        let Some(import) = source.imports.iter().find(|i| i.name == *name) else { return Some(file) };
        let path: Vec<String> = import.path.iter().chain(&path[depth + 1..]).cloned().collect();
        self.definition(&self.absolute(source, &path)?, hops - 1)
    }

    /// Everything of the crate that a file names, from the root of the crate on. What it only re-exports is left out.
    fn uses(&self, file: &str) -> BTreeSet<Vec<String>> {
        let source = &self.sources[file];
        let mut uses = BTreeSet::new();
        let own = source.imports.iter().filter(|i| !i.is_public || source.names(&i.name));
        uses.extend(own.filter_map(|i| self.absolute(source, &i.path)));
        // An imported module counts by what is named of it.
        uses.retain(|path| !self.files.contains_key(path));
        for path in source.paths() {
            let import = source.imports.iter().find(|i| i.name == path[0]);
            let path = match import {
                Some(import) => import.path.iter().chain(&path[1..]).cloned().collect(),
                None => path,
            };
            uses.extend(self.absolute(source, &path));
        }
        uses
    }

    /// Which files each file uses, with the definitions behind re-exports.
    fn graph(&self) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
        let used = |file: &str| self.uses(file).iter().filter_map(|path| self.definition(path, 8)).collect();
        self.sources.keys().map(|file| (*file, used(file))).collect()
    }
}

/// The module of a folder that a file belongs to: `a` of `a.rs` as of `a/b.rs`; `None` for the file of the folder itself.
fn entry(folder: &str, path: &str) -> Option<String> {
    let name = path.strip_prefix(folder)?.split(['/', '.']).next()?;
    (!["mod", "lib", "main"].contains(&name)).then(|| name.to_owned())
}

/// Modules use those below them.
fn floors(tree: &Tree) -> Vec<String> {
    let all = Crate::new(tree);
    let floor = |module: &str| FLOORS.iter().position(|f| *f == module);
    let mut broken = Vec::new();
    for (file, source) in &all.sources {
        let Some(own) = source.module.first().filter(|m| *m != "bin") else { continue };
        if floor(own).is_none() {
            broken.push(format!("{file} stands on no floor"));
        }
        for path in all.uses(file) {
            if floor(&path[0]) > floor(own) {
                broken.push(format!("{file} uses {}, above it", path.join("::")));
            }
        }
    }
    broken
}

/// The geometry of charts uses nothing else of the crate.
fn geometry(tree: &Tree) -> Vec<String> {
    let all = Crate::new(tree);
    let files = all.sources.keys().filter(|file| file.starts_with("chart/geometry/"));
    let mut broken = Vec::new();
    for file in files {
        let outside = all.uses(file).into_iter().filter(|path| !path.starts_with(&["chart".into(), "geometry".into()]));
        broken.extend(outside.map(|path| format!("{file} uses {}", path.join("::"))));
    }
    broken
}

/// No circles: in no folder do its modules (files, or subfolders as a whole) use each other in a ring. What is re-exported belongs to the file that
/// defines it. The `mod.rs` of a folder is left out: it stands for the folder, and what is below it may use it.
fn circles(tree: &Tree) -> Vec<String> {
    let graph = Crate::new(tree).graph();
    let folders: BTreeSet<&str> =
        tree.keys().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..=at]).chain([""])).collect();
    let mut broken = Vec::new();
    for folder in folders {
        let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (file, used) in &graph {
            let Some(from) = entry(folder, file) else { continue };
            let used = used.iter().filter_map(|file| entry(folder, file)).filter(|to| *to != from);
            edges.entry(from.clone()).or_default().extend(used);
        }
        let reached = |start: &String| {
            let (mut seen, mut next) = (BTreeSet::new(), vec![start]);
            while let Some(at) = next.pop() {
                next.extend(edges.get(at).into_iter().flatten().filter(|to| seen.insert((*to).clone())));
            }
            seen
        };
        let reach: BTreeMap<&String, BTreeSet<String>> = edges.keys().map(|entry| (entry, reached(entry))).collect();
        let ring = |entry: &String| -> Vec<&String> {
            let back = |other: &&&String| reach[entry].contains(**other) && reach[**other].contains(entry);
            reach.keys().filter(back).copied().collect()
        };
        let rings: BTreeSet<Vec<&String>> = edges.keys().map(ring).filter(|ring| !ring.is_empty()).collect();
        broken.extend(rings.into_iter().map(|ring| format!("{folder}: {ring:?} use each other")));
    }
    broken
}

/// Pages use no other pages: what they share is a view.
fn pages(tree: &Tree) -> Vec<String> {
    let mut broken = Vec::new();
    for (file, used) in Crate::new(tree).graph() {
        let Some(page) = entry("ui/pages/", file) else { continue };
        let others = used.into_iter().filter(|other| entry("ui/pages/", other).is_some_and(|other| other != page));
        broken.extend(others.map(|other| format!("{file} uses {other}")));
    }
    broken
}

/// Widgets and charts take everything by props.
fn contexts(tree: &Tree) -> Vec<String> {
    let parts = |file: &&String| ["ui/widgets/", "ui/charts/"].iter().any(|folder| file.starts_with(folder));
    let mut broken = Vec::new();
    for file in tree.keys().filter(parts) {
        let source = Source::new(file, &tree[file]);
        let names = ["use_app", "use_context", "expect_context"].into_iter().filter(|name| {
            source.names(name) || source.imports.iter().any(|i| i.path.iter().any(|segment| segment == name))
        });
        broken.extend(names.map(|name| format!("{file} names {name}")));
    }
    broken
}

/// Only `ui/browser` names the browser, and only `ui` names Leptos.
fn browser(tree: &Tree) -> Vec<String> {
    let mut broken = Vec::new();
    for (file, text) in tree.iter().filter(|(file, _)| !file.starts_with("ui/browser/")) {
        let text = code(text);
        let apis = ["web_sys", "js_sys", "gloo", "wasm_bindgen"].into_iter();
        let leptos = ["leptos"].into_iter().filter(|_| !file.starts_with("ui/"));
        broken.extend(apis.chain(leptos).filter(|api| text.contains(api)).map(|api| format!("{file} names {api}")));
    }
    broken
}

/// The list of effects is complete, and nothing on it is gone.
fn effects(tree: &Tree, listed: &[(&str, usize)]) -> Vec<String> {
    let count = |text: &String| code(text).matches("Effect::").count();
    let found: BTreeMap<&str, usize> = tree.iter().map(|(file, text)| (file.as_str(), count(text))).collect();
    let listed: BTreeMap<&str, usize> = listed.iter().copied().collect();
    let files: BTreeSet<&str> = found.keys().chain(listed.keys()).copied().collect();
    let counts = |file: &&str| [&found, &listed].map(|counts| counts.get(file).copied().unwrap_or_default());
    let differ = files.into_iter().filter(|file| counts(file)[0] != counts(file)[1]);
    differ.map(|file| format!("{file}: effects found and listed: {:?}", counts(&file))).collect()
}

/// Pages and views call no `analysis`, `text::format` or `text::sentences`, but for those listed, which all still do.
fn deciding(tree: &Tree, listed: &[&str]) -> Vec<String> {
    let all = Crate::new(tree);
    let below = |path: &Vec<String>| {
        path[0] == "analysis" || (path[0] == "text" && path.get(1).is_some_and(|m| m == "format" || m == "sentences"))
    };
    let is_page = |file: &&&str| file.starts_with("ui/pages/") || file.starts_with("ui/views/");
    let found: BTreeSet<&str> =
        all.sources.keys().filter(is_page).filter(|file| all.uses(file).iter().any(below)).copied().collect();
    let listed: BTreeSet<&str> = listed.iter().copied().collect();
    let added = found.difference(&listed).map(|file| format!("{file} decides what `present` should"));
    added.chain(listed.difference(&found).map(|file| format!("{file} is listed, and decides nothing"))).collect()
}

/// The core and the engine use no mathematics of the platform, and nothing of random order: equal bits everywhere.
fn platform(tree: &Tree) -> Vec<String> {
    let banned =
        [".exp(", ".ln(", ".powf(", ".powi(", ".sin(", ".cos(", ".tanh(", ".log10(", ".log2(", "HashMap", "HashSet"];
    let core = tree.iter().filter(|(file, _)| !file.starts_with("ui/"));
    let names = |(file, text): (&String, &String)| {
        let (file, text) = (file.clone(), code(text));
        banned.into_iter().filter(move |word| text.contains(word)).map(move |word| format!("{file} uses {word}"))
    };
    core.flat_map(names).collect()
}

#[track_caller]
fn holds(broken: &[String]) {
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn modules_use_only_lower_ones() {
    holds(&floors(&sources("src")));
}

#[test]
fn geometry_uses_nothing_of_the_crate() {
    holds(&geometry(&sources("src")));
}

#[test]
fn files_use_each_other_in_no_circle() {
    holds(&circles(&sources("src")));
    holds(&circles(&sources("engine/src")));
}

#[test]
fn pages_use_no_pages() {
    holds(&pages(&sources("src")));
}

#[test]
fn widgets_and_charts_use_no_context() {
    holds(&contexts(&sources("src")));
}

#[test]
fn web_apis_are_named_in_browser_alone() {
    holds(&browser(&sources("src")));
}

#[test]
fn the_list_of_effects_is_complete() {
    holds(&effects(&sources("src"), &EFFECTS));
}

#[test]
fn fewer_and_fewer_pages_decide() {
    holds(&deciding(&sources("src"), &DECIDING));
}

#[test]
fn the_core_uses_no_platform_mathematics() {
    holds(&platform(&sources("src")));
    holds(&platform(&sources("engine/src")));
}

/// A tree in which nothing is wrong, with some of its files replaced.
fn tree(changed: &[(&str, &str)]) -> Tree {
    let sound = [
        ("lib.rs", "pub mod plan;\npub mod ui;\npub use plan::Plan;\n"),
        ("plan/mod.rs", "//! crate::ui is no use of it.\nmod load;\npub use load::read;\npub struct Plan;\n"),
        ("plan/load.rs", "use crate::plan::Plan;\npub fn read() -> Plan { Plan }\n"),
        ("chart/mod.rs", "pub mod geometry;\nuse geometry::Scale;\npub fn draw(_: Scale) {}\n"),
        ("chart/geometry/mod.rs", "mod scale;\npub use scale::Scale;\n"),
        ("chart/geometry/scale.rs", "pub struct Scale;\n"),
        ("ui/mod.rs", "mod app;\nmod pages;\nmod widgets;\nmod browser;\n"),
        ("ui/app.rs", "use crate::plan;\npub fn use_app() { plan::read(); }\n"),
        ("ui/browser/mod.rs", "use web_sys::Window;\n"),
        ("ui/pages/mod.rs", "mod lab;\nmod method;\npub use lab::Lab;\n"),
        ("ui/pages/lab.rs", "use crate::ui::app::use_app;\npub fn Lab() { use_app(); }\n"),
        ("ui/pages/method.rs", "pub fn Method() {}\n"),
        ("ui/widgets/mod.rs", "mod mark;\npub use mark::Mark;\n"),
        ("ui/widgets/mark.rs", "pub fn Mark() { \"use_app\"; }\n"),
    ];
    sound.iter().chain(changed).map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn a_sound_tree_breaks_no_rule() {
    let sound = tree(&[]);
    for rule in [floors, geometry, circles, pages, contexts, browser, platform] {
        holds(&rule(&sound));
    }
    holds(&effects(&sound, &[]));
    holds(&deciding(&sound, &[]));
}

#[test]
fn a_planted_violation_of_each_rule_is_found() {
    type Rule = fn(&Tree) -> Vec<String>;
    /// A rule, files by path that break it, and what it says of them.
    type Planted<'a> = (Rule, &'a [(&'a str, &'a str)], &'a str);
    let planted: [Planted; 19] = [
        (floors, &[("plan/load.rs", "fn f() { crate::ui::app::use_app(); }")], "plan/load.rs uses ui::app::use_app"),
        (
            floors,
            &[("plan/load.rs", "use crate::{plan::Plan, ui::{self, app}};\nfn f() { app::use_app(); }")],
            "ui::app",
        ),
        (floors, &[("plan/load.rs", "use super::super::ui::app::use_app;")], "plan/load.rs uses ui::app::use_app"),
        (floors, &[("cellar.rs", "")], "cellar.rs stands on no floor"),
        (geometry, &[("chart/geometry/scale.rs", "use crate::plan::Plan;\npub struct Scale;")], "uses plan::Plan"),
        (geometry, &[("chart/geometry/scale.rs", "use super::super::draw;")], "uses chart::draw"),
        (circles, &[("ui/app.rs", "use crate::ui::pages::Lab;\npub fn use_app() {}")], "[\"app\", \"pages\"]"),
        (
            circles,
            &[
                ("ui/pages/lab.rs", "use crate::ui::pages::method::Method;\npub fn Lab() {}"),
                ("ui/pages/method.rs", "use super::Lab;\npub fn Method() {}"),
            ],
            "[\"lab\", \"method\"]",
        ),
        (
            circles,
            &[
                ("plan/a.rs", "pub(super) fn a() { super::b::b() }"),
                ("plan/b.rs", "pub fn b() { crate::plan::a::a() }"),
            ],
            "[\"a\", \"b\"]",
        ),
        (pages, &[("ui/pages/method.rs", "use crate::ui::pages::Lab;")], "ui/pages/method.rs uses ui/pages/lab.rs"),
        (pages, &[("ui/pages/method.rs", "fn f() { super::lab::Lab() }")], "ui/pages/method.rs uses ui/pages/lab.rs"),
        (contexts, &[("ui/widgets/mark.rs", "fn f() { expect_context::<App>(); }")], "names expect_context"),
        (contexts, &[("ui/charts/line.rs", "use crate::ui::app::use_app;")], "names use_app"),
        (browser, &[("ui/app.rs", "use web_sys::Window;")], "ui/app.rs names web_sys"),
        (browser, &[("ui/app.rs", "fn f() { gloo_timers::callback::Timeout::new(); }")], "ui/app.rs names gloo"),
        (browser, &[("plan/load.rs", "use leptos::prelude::*;")], "plan/load.rs names leptos"),
        (|t| effects(t, &[]), &[("ui/app.rs", "fn f() { Effect::new(|_| ()); }")], "ui/app.rs: effects"),
        (
            |t| deciding(t, &[]),
            &[("ui/pages/lab.rs", "use crate::text::{Lang, format};\nfn f() { format::number(); }")],
            "decides",
        ),
        (platform, &[("plan/load.rs", "fn f(x: f64) -> f64 { x.exp() }")], "plan/load.rs uses .exp("),
    ];
    for (rule, changed, message) in planted {
        let broken = rule(&tree(changed)).join("\n");
        assert!(broken.contains(message), "{changed:?}: {message:?} is not in {broken:?}");
    }
    assert!(effects(&tree(&[]), &[("ui/app.rs", 1)]).join("").contains("ui/app.rs: effects"));
    assert!(deciding(&tree(&[]), &["ui/pages/lab.rs"]).join("").contains("decides nothing"));
}
