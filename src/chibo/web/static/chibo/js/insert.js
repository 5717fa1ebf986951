/* <button data-insert="text">: puts the text where the person was typing last in the form. */
let last = null;

document.addEventListener("focusin", (event) => {
  if (event.target.matches?.("textarea[data-takes]")) last = event.target;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-insert]");
  if (!button) return;
  const area = last?.isConnected ? last : document.querySelector("textarea[data-takes]");
  if (!area) return;
  area.focus();
  area.setRangeText(button.dataset.insert, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
});
