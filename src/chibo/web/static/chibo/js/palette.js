/* Ctrl K or / : the search dialog. The results come as a fragment of the search page. */
const box = () => document.getElementById("palette");

function open(event) {
  const dialog = box();
  if (!dialog?.showModal || dialog.open) return;
  event.preventDefault();
  dialog.showModal();
  dialog.querySelector("input").select();
}

const isTyping = (target) => target.matches?.("input, textarea, select, [contenteditable]");

function step(dialog, forward) {
  const stops = [dialog.querySelector("input"), ...dialog.querySelectorAll(".found a")];
  const at = stops.indexOf(document.activeElement);
  stops[(at + (forward ? 1 : -1) + stops.length) % stops.length]?.focus();
}

document.addEventListener("keydown", (event) => {
  const isFind = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  if (isFind || (event.key === "/" && !isTyping(event.target))) return open(event);
  const dialog = box();
  if (!dialog?.open || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  step(dialog, event.key === "ArrowDown");
});
