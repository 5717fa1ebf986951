/* A printed list typed back: one key a person goes on to the next, Backspace takes the last back. */
const KEYS = "cvkm";
let typed = [];
/* For what keeps drafts: a value put in by a script says nothing by itself. */
const told = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  const form = target.closest?.("form[data-quick]");
  if (!form || event.ctrlKey || event.altKey || event.metaKey) return;
  const fields = [...form.querySelectorAll("input[maxlength='1']")];
  const at = fields.indexOf(target);
  if (key === "Backspace") {
    const [field, before] = typed.pop() ?? [at < 0 ? fields[0] : target, ""];
    field.value = before;
    told(field);
    field.focus();
  } else if (at < 0) return;
  else if (key.length === 1 && KEYS.includes(key.toLowerCase())) {
    typed.push([target, target.value]);
    target.value = key.toLowerCase();
    told(target);
    (fields[at + 1] ?? form.querySelector("button.save")).focus();
  } else if (key === "ArrowDown" || key === "ArrowUp") {
    fields[at + (key === "ArrowDown" ? 1 : -1)]?.focus();
  } else return;
  event.preventDefault();
});

export function startQuick() {
  typed = [];
  document.querySelector("form[data-quick] input[maxlength='1']")?.focus();
}

/* The presenter's view: arrows and the keys of a presenter's remote go through the agenda. */
const MOVES = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous" };

document.addEventListener("keydown", (event) => {
  const way = MOVES[event.key];
  if (!way || event.target.closest?.("input, textarea, select")) return;
  const button = document.querySelector(`[data-move="${way}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
