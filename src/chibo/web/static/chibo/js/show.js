/* Puts an answered page in the place of this one, as the browser would have done. */
let shownPath = location.pathname + location.search;

export const parse = (html) => new DOMParser().parseFromString(html, "text/html");

/* Not ours: a proxy's error page. Stale: this page was open for so long that nothing was taken. */
export const isUsable = (page) =>
  Boolean(page.getElementById("noi-dung")) && !page.querySelector("[data-stale]");

export function show(next, url) {
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  document.body.replaceWith(document.adoptNode(next.body));
  if (url && url !== location.href) {
    history.pushState(null, "", url);
    shownPath = location.pathname + location.search;
  }
  window.scrollTo(0, 0);
  window.htmx?.process(document.body);
  document.dispatchEvent(new CustomEvent("chibo:page"));
  focusAnswer();
}

export function focusAnswer() {
  const target =
    document.getElementById("error-summary") ??
    document.querySelector("[autofocus]") ??
    document.querySelector("h1");
  if (!target) return;
  if (!target.matches("[autofocus]")) target.tabIndex = -1;
  target.focus({ preventScroll: target.tagName === "H1" });
}

window.addEventListener("popstate", () => {
  if (location.pathname + location.search !== shownPath) location.reload();
});
