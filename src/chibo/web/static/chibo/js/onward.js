/* Sheets typed back from paper: Enter goes to the next field, at the last one it sends. */
const within = (node) => node.closest?.("form[data-onward]");
const fieldsOf = (form) => [...form.querySelectorAll("input:not([type=hidden])")];

function begin() {
  const fields = [...document.querySelectorAll("form[data-onward]")].flatMap(fieldsOf);
  const wrong = fields.find((field) => field.getAttribute("aria-invalid") === "true");
  (wrong || fields.find((field) => !field.value && field.required) || fields[0])?.focus();
}

document.addEventListener("focusin", ({ target }) => {
  if (within(target)) target.select?.();
});
document.addEventListener("keydown", (event) => {
  const form = event.key === "Enter" && !event.isComposing && within(event.target);
  const next = form && fieldsOf(form)[fieldsOf(form).indexOf(event.target) + 1];
  if (!next || event.target.type === "submit" || event.target.tagName !== "INPUT") return;
  event.preventDefault();
  next.focus();
});
document.addEventListener("chibo:page", begin);
begin();
