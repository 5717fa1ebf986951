/* <button data-copy="id">: the text of that element, to paste into a message. */
import { word } from "./words.js";

function textOf(source) {
  return "value" in source ? source.value : source.innerText;
}

/* The clipboard interface exists only on https and localhost; the old way works everywhere. */
function copyOldWay(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "vh";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  const source = button && document.getElementById(button.dataset.copy);
  if (!source) return;
  const done = await copy(textOf(source));
  const said = button.parentElement.querySelector("[data-copied]");
  if (said) said.textContent = word(done ? "copied" : "not-copied");
  button.focus();
});
