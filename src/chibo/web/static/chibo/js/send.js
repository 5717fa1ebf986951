/* Forms with typed text are sent by fetch: a lost line or an expired sign-in loses nothing.
   Every other form is only guarded against a double tap. */
import { keepAll, keepTyped } from "./drafts.js";
import { isSignIn, quiet, tell, tellSignIn } from "./line.js";
import { isUsable, parse, show } from "./show.js";
import { uuid } from "./words.js";

const PATIENCE = 60_000;
const sending = new WeakSet();
const triedWith = new WeakMap();

function busy(form, submitter, on) {
  const button = submitter ?? form.querySelector("button:not([type=button])");
  if (!button) return;
  button.toggleAttribute("data-busy", on);
  if (on) button.setAttribute("aria-busy", "true");
  else button.removeAttribute("aria-busy");
}

function bodyOf(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  /* Told back beside "saved", so that the kept text is dropped. */
  data.append("draft-key", form.dataset.draft);
  return data;
}

const typed = (form) => JSON.stringify([...new FormData(form)].filter(([, v]) => typeof v === "string"));

/* A first attempt had arrived after all, but more was typed since: keep the text and say so. */
function arrivedEarlier(form, page) {
  const first = triedWith.get(form);
  if (!page.querySelector("[data-already-done]") || first === undefined) return false;
  if (first === typed(form)) return false;
  triedWith.delete(form);
  const mark = form.querySelector("input[name=once]");
  if (mark) mark.value = uuid();
  return true;
}

async function answered(form, answer, again) {
  if (isSignIn(answer)) return tellSignIn();
  if (answer.status >= 500) return tell("server", { retry: again });
  if (!answer.headers.get("Content-Type")?.includes("text/html")) return location.assign(answer.url);
  const page = parse(await answer.text());
  if (!isUsable(page)) return tell("reload", { link: { href: location.href, word: "reload-page" } });
  if (arrivedEarlier(form, page)) {
    return tell("sent-earlier", { link: { href: answer.url, word: "see" } });
  }
  quiet();
  return show(page, answer.redirected ? answer.url : null);
}

async function send(form, submitter) {
  if (sending.has(form) || !form.isConnected) return;
  const again = () => send(form, submitter);
  const action = submitter?.getAttribute("formaction") || form.getAttribute("action");
  sending.add(form);
  busy(form, submitter, true);
  keepAll();
  const kept = keepTyped(form, true);
  const body = bodyOf(form, submitter);
  const before = typed(form);
  try {
    const answer = await fetch(action || location.href, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "fetch" },
      signal: AbortSignal.timeout?.(PATIENCE),
    });
    await answered(form, answer, again);
  } catch {
    if (!triedWith.has(form)) triedWith.set(form, before);
    tell(kept ? "offline" : "offline-unkept", { retry: again });
  } finally {
    sending.delete(form);
    busy(form, submitter, false);
  }
}

function guard(event, form) {
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  busy(form, event.submitter, true);
  const release = () => {
    delete form.dataset.sent;
    busy(form, event.submitter, false);
  };
  const stays = form.method === "get" || form.hasAttribute("data-download");
  return setTimeout(release, stays ? 2_000 : 20_000);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  if (form.matches("[data-draft]") && form.method === "post") {
    event.preventDefault();
    send(form, event.submitter);
  } else guard(event, form);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelectorAll("[data-busy]").forEach((b) => b.removeAttribute("aria-busy"));
  }
});
