// Before anything is drawn: the language of the reader, chosen before or that of the browser. Without this script the page
// shows both.
(() => {
  let lang;
  try {
    ({ lang } = JSON.parse(localStorage.getItem("two-rivers.preferences")) ?? {});
  } catch {}
  lang ??= navigator.languages.map((tag) => /^(en|zh)\b/i.exec(tag)?.[1].toLowerCase()).find(Boolean) ?? "en";
  const root = document.documentElement;
  root.dataset.lang = lang;
  root.lang = lang === "zh" ? "zh-CN" : "en";
})();
