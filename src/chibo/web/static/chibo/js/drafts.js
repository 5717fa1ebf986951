/* Typed text of <form data-draft="key"> is kept until the server confirms that it saved it.
   A draft made on an older version of the record is offered, never put back silently. */
import { account, countKept, drop, dropOld, keep, purge, read } from "./store.js";
import { element, word } from "./words.js";

const SKIPPED = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);
const pending = new Map();

function groups(form) {
  const found = new Map();
  for (const field of form.elements) {
    if (!field.name || SKIPPED.has(field.type) || field.closest("[data-no-draft]")) continue;
    found.set(field.name, [...(found.get(field.name) ?? []), field]);
  }
  return found;
}

const isTicked = (field) => field.type === "checkbox" || field.type === "radio";

function valuesOf(fields) {
  if (isTicked(fields[0])) return fields.filter((f) => f.checked).map((f) => f.value);
  return fields.flatMap((f) =>
    f.multiple && f.options ? Array.from(f.selectedOptions, (o) => o.value) : [f.value],
  );
}

function snapshot(form) {
  return Object.fromEntries(Array.from(groups(form), ([name, f]) => [name, valuesOf(f)]));
}

function putBack(form, typed) {
  for (const [name, fields] of groups(form)) {
    const values = typed[name];
    if (!values) continue;
    fields.forEach((field, index) => {
      if (isTicked(field)) field.checked = values.includes(field.value);
      else if (field.multiple && field.options) {
        for (const option of field.options) option.selected = values.includes(option.value);
      } else if (values[index] !== undefined) field.value = values[index];
    });
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/* Said by the form, or by its hidden version fields. */
function version(form) {
  if (form.dataset.draftVersion) return form.dataset.draftVersion;
  const fields = [...form.querySelectorAll("input[type=hidden]")];
  return fields.filter((f) => /^version(-|$)/.test(f.name)).map((f) => f.value).join(" ");
}
const once = (form) => form.querySelector("input[name=once]");

export function keepTyped(form, sent = false) {
  clearTimeout(pending.get(form));
  pending.delete(form);
  const before = read(form.dataset.draft);
  const mark = sent ? once(form)?.value : before?.once;
  return keep(form.dataset.draft, { typed: snapshot(form), version: version(form), once: mark });
}

function notice(form, sentence, buttons) {
  form.querySelector(":scope > .draft-notice")?.remove();
  const text = element("div", {}, element("p", {}, word(sentence)));
  const row = element("div", { class: "buttons notice-do" });
  for (const [label, act] of buttons) {
    const button = element("button", { type: "button", class: "button quiet" }, word(label));
    button.addEventListener("click", () => {
      act();
      box.remove();
    });
    row.append(button);
  }
  const shape = document.getElementById("words").content.querySelector("svg").cloneNode(true);
  const box = element("div", { class: "notice notice-info draft-notice", role: "status" });
  box.append(shape, text, row);
  form.prepend(box);
  for (let part = form.closest("details"); part; part = part.parentElement.closest("details")) {
    part.open = true;
  }
}

function restore(form) {
  const key = form.dataset.draft;
  const old = `${key}~old`;
  const draft = read(key);
  if (draft && draft.version !== version(form)) {
    keep(old, draft);
    drop(key);
  } else if (draft) {
    const same = JSON.stringify(draft.typed) === JSON.stringify(snapshot(form));
    if (same && !form.querySelector(".has-error")) drop(key);
    if (!same) {
      putBack(form, draft.typed);
      /* The same attempt keeps its mark, so that a resent form creates nothing twice. */
      if (draft.once && once(form)) once(form).value = draft.once;
      notice(form, "restored", [["discard", () => (form.reset(), drop(key))]]);
    }
  }
  const offered = read(old);
  if (offered) {
    notice(form, "offered", [
      ["put-back", () => (putBack(form, offered.typed), keepTyped(form), drop(old))],
      ["discard", () => drop(old)],
    ]);
  }
}

export function startDrafts() {
  dropOld();
  for (const mark of document.querySelectorAll("[data-saved-draft]")) {
    for (const key of mark.dataset.savedDraft.split(" ")) drop(key);
  }
  const meta = document.querySelector('meta[name="saved-draft"]');
  if (meta?.content) drop(meta.content);
  if (!account()) return;
  document.querySelectorAll("form[data-draft]").forEach(restore);
}

function later(event) {
  const form = event.target.form;
  if (!form?.matches?.("[data-draft]") || event.target.closest("[data-no-draft]")) return;
  clearTimeout(pending.get(form));
  pending.set(form, setTimeout(() => keepTyped(form), 300));
}

export function keepAll() {
  for (const form of [...pending.keys()]) if (form.isConnected) keepTyped(form);
}

document.addEventListener("input", later);
document.addEventListener("visibilitychange", keepAll);
window.addEventListener("pagehide", keepAll);
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  keepAll();
  if (countKept() && !window.confirm(word("sign-out-drops"))) event.preventDefault();
  else purge();
});
