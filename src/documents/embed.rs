//! A scenario inside another page.

use crate::chart::escaped;
use crate::route::EmbedView;

/// The iframe that shows a part of a scenario inside another page. `page` is the address of this page without query and
/// fragment, `fragment` what follows the `#`. The height in pixels is what the part takes at a width of 720; taller content
/// scrolls, and the other page may resize the frame by the height it is sent (public/boot.js).
pub fn snippet(page: &str, fragment: &str, part: EmbedView, title: &str) -> String {
    let height = match part {
        EmbedView::Board => 740,
        EmbedView::Chart(_) => 600,
    };
    let url = escaped(&format!("{page}?embed=1&show={}#{fragment}", part.key()));
    let title = escaped(title);
    format!(
        "<iframe src=\"{url}\" title=\"{title}\" width=\"100%\" height=\"{height}\" style=\"border:0\" loading=\"lazy\"></iframe>"
    )
}
