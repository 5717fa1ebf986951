/* Our own day and clock fields: 5022026 becomes 05/02/2026 while typing, 19h becomes 19:00. */
const pad = (text) => text.padStart(2, "0");

export function dayWhileTyping(text) {
  if (/^\d{2}$/.test(text) || /^\d{2}\/\d{2}$/.test(text)) return `${text}/`;
  return text.replace(/^(\d{2})(\d{1,2})$/, "$1/$2").replace(/^(\d{2}\/\d{2})(\d+)$/, "$1/$2");
}

export function wholeDay(text) {
  const digits = text.trim().match(/^(\d{2})(\d{2})(\d{4})$/);
  const parts = digits ?? text.trim().match(/^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/);
  return parts ? `${pad(parts[1])}/${pad(parts[2])}/${parts[3]}` : text;
}

export function wholeClock(text) {
  const parts = text.trim().match(/^(\d{1,2})(?:\s*[:hg.]\s*(\d{2})?|(\d{2}))?$/i);
  return parts ? `${pad(parts[1])}:${parts[2] ?? parts[3] ?? "00"}` : text;
}

document.addEventListener("input", (event) => {
  const { target } = event;
  if (!target.matches?.("input[data-day]") || event.inputType?.startsWith("delete")) return;
  const atEnd = target.selectionStart === target.value.length;
  if (atEnd) target.value = dayWhileTyping(target.value);
});
document.addEventListener("change", (event) => {
  const { target } = event;
  if (target.matches?.("input[data-day]")) target.value = wholeDay(target.value);
  if (target.matches?.("input[data-clock]")) target.value = wholeClock(target.value);
});
