//! Saves or copies an SVG as a PNG picture.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{Blob, CanvasRenderingContext2d, ClipboardItem, HtmlCanvasElement, HtmlImageElement, Url};

use crate::ui::browser::clipboard::clipboard;
use crate::ui::browser::document;
use crate::ui::browser::download::{blob, save};

/// Image pixels to a CSS pixel, in both directions.
const DOTS: u32 = 2;
const PNG: &str = "image/png";

/// Offers the picture as a PNG file and reports whether the browser could draw it.
pub fn save_png(file_name: String, svg: String, done: impl FnOnce(bool) + 'static) {
    let saved = async move { save(&file_name, &png(&svg).await?) };
    spawn_local(async move { done(saved.await.is_ok()) });
}

/// Copies the picture and reports whether the browser allowed it. Must be called during a click.
pub fn copy_png(svg: String, done: impl FnOnce(bool) + 'static) {
    let copied = try_copy(svg);
    spawn_local(async move {
        let copied = async { JsFuture::from(copied?).await };
        done(copied.await.is_ok());
    });
}

/// Gives the clipboard a promise of the picture, since some browsers allow no writing after the click.
fn try_copy(svg: String) -> Result<Promise, JsValue> {
    let clipboard = clipboard().ok_or(JsValue::NULL)?;
    let picture = future_to_promise(async move { Ok(png(&svg).await?.into()) });
    let forms = Object::new();
    Reflect::set(&forms, &PNG.into(), &picture)?;
    // Fails where the browser has no `ClipboardItem` and so cannot copy pictures.
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&forms)?;
    Ok(clipboard.write(&Array::of1(&item)))
}

async fn png(svg: &str) -> Result<Blob, JsValue> {
    let url = Url::create_object_url_with_blob(&blob("image/svg+xml", svg)?)?;
    let image = HtmlImageElement::new()?;
    image.set_src(&url);
    let loaded = JsFuture::from(image.decode()).await;
    Url::revoke_object_url(&url)?;
    loaded?;
    let (width, height) = (DOTS * image.natural_width(), DOTS * image.natural_height());
    let canvas: HtmlCanvasElement = document().ok_or(JsValue::NULL)?.create_element("canvas")?.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width.into(), height.into())?;
    let drawn = Promise::new(&mut |done, failed| {
        if canvas.to_blob(&done).is_err() {
            failed.call0(&JsValue::NULL).ok();
        }
    });
    // No blob where the canvas could not be read.
    JsFuture::from(drawn).await?.dyn_into()
}
