//! The page: starts the app in the browser.

fn main() {
    two_rivers::ui::browser::crash::install();
    two_rivers::ui::start();
}
