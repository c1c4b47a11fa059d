//! The order of the modules, and where things may be named.

use std::fs;
use std::path::{Path, PathBuf};

/// Low to high; each module may use those before it. `figure` uses none and is used by `paper` and `ui` only.
const ORDER: [&str; 11] =
    ["decimal", "json", "text", "plan", "scenario", "model", "report", "link", "store", "route", "paper"];

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Path below `src`, with the module it belongs to.
fn module(path: &Path) -> (String, String) {
    let relative = path.strip_prefix(src()).unwrap().to_string_lossy().replace('\\', "/");
    let module = relative.split(['/', '.']).next().unwrap().to_owned();
    (relative, module)
}

/// The modules of this crate a file names: `crate::x` and `use crate::{x::…, y::…}`.
fn used(text: &str) -> Vec<String> {
    let mut used = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap().split(',').collect(),
            None => vec![rest],
        };
        let word = |n: &str| n.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        used.extend(names.into_iter().map(word).filter(|n| !n.is_empty()));
    }
    used
}

#[test]
fn modules_use_only_lower_ones() {
    let mut checked = 0;
    for path in sources(&src()) {
        let (file, module) = module(&path);
        if ["lib", "main", "bin", "ui"].contains(&module.as_str()) {
            continue;
        }
        for other in used(&fs::read_to_string(&path).unwrap()) {
            let rank = |m: &str| ORDER.iter().position(|o| *o == m);
            let allowed = other == module
                || (&*module, &*other) == ("paper", "figure")
                || (module != "figure" && rank(&other).is_some_and(|o| Some(o) < rank(&module)));
            assert!(allowed, "{file} may not use crate::{other}");
            checked += 1;
        }
    }
    assert!(checked > 30, "the walk found too little: {checked}");
}

#[test]
fn web_apis_are_named_in_browser_alone() {
    for path in sources(&src()) {
        let (file, module) = module(&path);
        let text = fs::read_to_string(&path).unwrap();
        if file.starts_with("ui/browser/") {
            continue;
        }
        for api in ["web_sys", "gloo_", "js_sys", "wasm_bindgen"] {
            assert!(!text.contains(api), "{file} names {api}");
        }
        if module != "ui" && module != "main" {
            assert!(!text.contains("leptos"), "{file} names leptos");
        }
    }
}

#[test]
fn parts_and_charts_use_no_context() {
    for path in sources(&src()) {
        let (file, _) = module(&path);
        if file.starts_with("ui/parts/") {
            let text = fs::read_to_string(&path).unwrap();
            assert!(
                !text.contains("use_app") && !text.contains("use_context") && !text.contains("expect_context"),
                "{file}"
            );
        }
    }
}

#[test]
fn the_core_uses_no_platform_mathematics() {
    let banned =
        [".exp(", ".ln(", ".powf(", ".powi(", ".sin(", ".cos(", ".tanh(", ".log10(", ".log2(", "HashMap", "HashSet"];
    let engine = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("engine/src"));
    assert!(engine.len() > 5);
    let core = sources(&src()).into_iter().filter(|path| module(path).1 != "ui");
    for path in core.chain(engine) {
        let text = fs::read_to_string(&path).unwrap();
        // The engine has an exponential of its own for lanes; that of the platform takes no argument.
        for word in banned {
            assert!(!text.contains(word), "{} uses {word}", path.display());
        }
    }
}
