/* Grading by keyboard. Keys work only while the focus is inside the sheet's form:
   Enter accepts, a letter goes to its line, a digit in an empty reason picks a usual one. */
const form = () => document.querySelector("form[data-grading]");
const number = (text) => Number(String(text).trim().replace(",", "."));
const shown = (sum) => String(Math.round(sum * 100) / 100).replace(".", ",");
const partsOf = (line) => ({
  points: line.querySelector("input[data-points]"),
  box: line.querySelector("[data-because]"),
  reason: line.querySelector("[data-because] input"),
});
const differs = (line) =>
  line.dataset.own !== "" && number(partsOf(line).points.value) !== number(line.dataset.own);
const open = (within) =>
  [...within.querySelectorAll("input[data-points]")].find((input) => !input.value);

function look(within) {
  for (const sheet of within.querySelectorAll("[data-sheet]")) {
    let sum = 0;
    for (const line of sheet.querySelectorAll("[data-line]")) {
      const { points, box, reason } = partsOf(line);
      const other = differs(line);
      box.hidden = !other && !reason.value;
      line.toggleAttribute("data-changed", other);
      sum += number(points.value) || 0;
    }
    sheet.querySelector("[data-sum]").textContent = shown(sum);
  }
}

function afterPoints(line, accept) {
  look(line.closest("form"));
  if (!differs(line)) return (open(line.closest("form")) ?? accept).focus();
  const { reason } = partsOf(line);
  document.querySelector("[data-reasons]")?.setAttribute("open", "");
  return reason.focus();
}

function pickReason(input, key) {
  const said = document.querySelectorAll("[data-reasons] li")[Number(key) - 1];
  if (!said || input.value) return false;
  input.value = said.textContent;
  return true;
}

function onKey(event) {
  const { target, key } = event;
  const within = target.closest?.("form[data-grading]");
  if (!within || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return false;
  const line = target.closest("[data-line]");
  if (target.matches("input[data-points]")) {
    if (key !== "Enter" || !line) return false;
    afterPoints(line, within.querySelector("[data-accept]"));
    return true;
  }
  if (target.matches("[data-because] input")) return /^[1-9]$/.test(key) && pickReason(target, key);
  if (target.matches("input, textarea, summary")) return false;
  if (key === "ArrowRight") {
    within.querySelector("[data-skip]")?.click();
    return true;
  }
  const asked = /^[a-z]$/i.test(key) && within.querySelector(`[data-key="${key.toLowerCase()}"]`);
  if (!asked) return false;
  const { points } = partsOf(asked);
  points.focus();
  points.select();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (onKey(event)) event.preventDefault();
});
document.addEventListener("input", (event) => {
  const within = event.target.closest?.("form[data-grading]");
  if (!within) return;
  look(within);
  open(within)?.focus();
});

export function startGrading() {
  const within = form();
  if (within) look(within);
}
