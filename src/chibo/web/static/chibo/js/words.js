/* Sentences shown by scripts: they come translated with the page, in <template id="words">. */
export function word(name) {
  const box = document.getElementById("words");
  const said = [...(box?.content.children ?? [])].find((part) => part.dataset.word === name);
  return said?.textContent.trim() ?? name;
}

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/* randomUUID exists only on https and localhost; an office's LAN is often plain http. */
export function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
