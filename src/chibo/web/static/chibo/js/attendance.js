/* The roll: a tap saves itself; taps that could not be sent are kept here and sent again.
   Each goes with what the row showed before it, so that two people cannot overwrite each other. */
import { isSignIn, quiet, tell, tellSignIn } from "./line.js";
import { parse } from "./show.js";
import { drop, keep, read } from "./store.js";
import { element, uuid, word } from "./words.js";

const SECONDS_BETWEEN_TRIES = 20;
let sending = false;
let oneByOne = false;
let wasRefused = false;
let timer = 0;

const rollForm = () => document.querySelector("form[data-attendance]");
const keyOf = (form) => `roll:${new URL(form.action, location.href).pathname}`;
const tapsOf = (form) => read(keyOf(form))?.taps ?? memory.get(form) ?? {};
const memory = new WeakMap();

function setTaps(form, taps) {
  memory.set(form, taps);
  if (Object.keys(taps).length) keep(keyOf(form), { taps });
  else drop(keyOf(form));
}

function tick(form, name, value) {
  const radio = form.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
  if (radio) radio.checked = true;
}

const rowOf = (form, name) => form.querySelector(`input[name="${CSS.escape(name)}"]`)?.closest(".roll-row");

function markUnsent(form, taps) {
  for (const name of Object.keys(taps)) {
    const row = rowOf(form, name);
    if (row && !row.querySelector(".unsent")) {
      row.append(element("p", { class: "unsent" }, word("unsent")));
    }
  }
}

function replaceById(html) {
  const held = document.activeElement;
  const again = held?.name ? `input[name="${CSS.escape(held.name)}"][value="${held.value}"]` : "";
  for (const part of [...parse(html).body.children].filter((child) => child.id)) {
    document.getElementById(part.id)?.replaceWith(document.adoptNode(part));
  }
  if (again && !held.isConnected) document.querySelector(again)?.focus();
}

const wasOf = (name) => name.replace(/^m-/, "was-");

function bodyOf(form, taps) {
  const body = new FormData();
  for (const hidden of form.querySelectorAll("input[type=hidden]")) {
    if (!hidden.closest(".roll-row")) body.append(hidden.name, hidden.value);
  }
  body.set("once", uuid());
  for (const [name, { value, was }] of Object.entries(taps)) {
    body.append(name, value);
    body.append(wasOf(name), was);
  }
  return body;
}

const without = (taps, names) => Object.fromEntries(Object.entries(taps).filter(([n]) => !(n in names)));

/* A refusal refuses all that was sent with it: the others go again, one by one. */
function refused(form, html, taps) {
  const page = parse(html);
  if (page.querySelector("[data-stale]")) {
    return tell("reload", { link: { href: location.href, word: "reload-page" } });
  }
  oneByOne = true;
  if (Object.keys(taps).length === 1) {
    const sentence = page.querySelector(".notice p")?.textContent.trim();
    setTaps(form, without(tapsOf(form), taps));
    markUnsent(form, taps);
    tell(sentence || "roll-refused", { link: { href: location.href, word: "reload-page" } });
    wasRefused = true;
  }
  return send();
}

/* What was tapped meanwhile goes next, on top of what has just been saved. */
function leftAfter(form, taps) {
  const left = Object.entries(tapsOf(form))
    .filter(([name, tap]) => taps[name]?.value !== tap.value)
    .map(([name, tap]) => [name, taps[name] ? { ...tap, was: taps[name].value } : tap]);
  return Object.fromEntries(left);
}

async function answered(form, answer, html, taps) {
  if (isSignIn(answer)) return tellSignIn();
  if (!answer.ok) return refused(form, html, taps);
  const left = leftAfter(form, taps);
  setTaps(form, left);
  for (const name of Object.keys(taps)) rowOf(form, name)?.querySelector(".unsent")?.remove();
  replaceById(html);
  for (const [name, { value }] of Object.entries(left)) tick(form, name, value);
  if (!wasRefused) quiet();
  return send();
}

async function send() {
  const form = rollForm();
  clearTimeout(timer);
  if (!form || sending) return;
  const all = Object.entries(tapsOf(form));
  if (!all.length) {
    oneByOne = wasRefused = false;
    return;
  }
  const taps = Object.fromEntries(oneByOne ? all.slice(0, 1) : all);
  sending = true;
  let answer = null;
  let html = "";
  try {
    answer = await fetch(form.action, {
      method: "POST",
      body: bodyOf(form, taps),
      headers: { "X-Fragment": "roll", "X-Requested-With": "fetch" },
      signal: AbortSignal.timeout?.(30_000),
    });
    if (answer.status >= 500) answer = null;
    else html = await answer.text(); // until it is here, the same taps do not go again
  } catch {
    answer = null;
  }
  sending = false;
  if (answer) return answered(form, answer, html, taps);
  markUnsent(form, taps);
  tell("roll-offline", { retry: send });
  timer = setTimeout(send, SECONDS_BETWEEN_TRIES * 1000);
}

export function startRoll() {
  const form = rollForm();
  if (!form) return;
  form.classList.add("taps-save");
  const taps = tapsOf(form);
  for (const [name, { value }] of Object.entries(taps)) tick(form, name, value);
  markUnsent(form, taps);
  send();
}

document.addEventListener("change", (event) => {
  const { target } = event;
  if (target.type !== "radio" || !target.form?.matches("[data-attendance]")) return;
  const taps = tapsOf(target.form);
  const shown = target.form.elements.namedItem(wasOf(target.name))?.value ?? "";
  const was = taps[target.name]?.was ?? shown;
  setTaps(target.form, { ...taps, [target.name]: { value: target.value, was } });
  send();
});
