// Before anything is drawn: whether the page stands inside another, and the language of the reader, chosen before or that of
// the browser. Without this script the page shows both. Inside another page nothing that is kept is read.
(() => {
  const root = document.documentElement;
  if (window !== top || new URLSearchParams(location.search).get("embed") === "1") root.dataset.embed = "1";
  let lang;
  try {
    if (!root.dataset.embed) ({ lang } = JSON.parse(localStorage.getItem("two-rivers.preferences")) ?? {});
  } catch {}
  lang ??= navigator.languages.map((tag) => /^(en|zh)\b/i.exec(tag)?.[1].toLowerCase()).find(Boolean) ?? "en";
  root.dataset.lang = lang;
  root.lang = lang === "zh" ? "zh-CN" : "en";
})();
