//! The page: starts the app in the browser, a moment after the module: each is work enough for one turn.

fn main() {
    two_rivers::ui::browser::crash::install();
    two_rivers::ui::browser::clock::after(0, two_rivers::ui::start).forget();
}
