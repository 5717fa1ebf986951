/* The strip at the foot of the page that tells what happened to the line. One at a time. */
import { element, word } from "./words.js";

let again = null;

export function tell(sentence, { retry = null, link = null } = {}) {
  const strip = document.getElementById("line");
  if (!strip) return;
  again = retry;
  strip.replaceChildren(element("p", {}, word(sentence)));
  if (retry) {
    const button = element("button", { type: "button", class: "button" }, word("retry"));
    button.addEventListener("click", () => again?.());
    strip.append(button);
  }
  if (link) strip.append(element("a", { href: link.href, class: "button" }, word(link.word)));
  strip.hidden = false;
}

export function quiet() {
  again = null;
  const strip = document.getElementById("line");
  if (strip) strip.hidden = true;
}

/* Whether an answer is the sign-in page, and where to sign in so as to come back here. */
export function isSignIn(answer) {
  const signIn = document.body.dataset.signIn;
  if (answer.headers.get("X-Sign-In") === "1") return true;
  return Boolean(signIn) && new URL(answer.url).pathname === signIn;
}

export function tellSignIn() {
  const next = encodeURIComponent(location.pathname + location.search);
  const href = `${document.body.dataset.signIn || "/"}?next=${next}`;
  tell("expired", { link: { href, word: "sign-in" } });
}

window.addEventListener("online", () => again?.());
document.addEventListener("htmx:sendError", () => tell("offline-now"));
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.getResponseHeader("X-Sign-In") !== "1") return;
  event.detail.shouldSwap = false;
  tellSignIn();
});
