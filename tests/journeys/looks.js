// What the contrast of a text follows from: its own colour and size, and what lies behind it.
// Tells the looks of the page, and keeps one element of each on the document for judge.js.
() => {
  const found = new Map();
  const behind = new Map();
  const told = style => [
    style.backgroundColor,
    style.backgroundImage,
    style.opacity,
    style.filter,
    style.mixBlendMode,
    style.position,
    style.zIndex,
  ];
  const ground = element => {
    if (!element) return '';
    if (!behind.has(element)) {
      const parts = [null, '::before', '::after'].map(which => told(getComputedStyle(element, which)));
      const above = ground(element.parentElement);
      const own = parts.join('/');
      behind.set(element, above.endsWith(own) ? above : `${above}|${own}`);
    }
    return behind.get(element);
  };
  const says = node => node.nodeType === Node.TEXT_NODE && node.data.trim();
  for (const element of document.body.querySelectorAll('*')) {
    element.removeAttribute('data-new-look');
    const field = /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName);
    if (!field && ![...element.childNodes].some(says)) continue;
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const look = [
      style.color, style.fontSize, style.fontWeight, style.textShadow, style.webkitTextStroke,
      element.tagName, element.matches(':disabled'), ground(element),
    ].join(';');
    if (!found.has(look)) found.set(look, element);
  }
  document.looks = [...found.values()];
  return [...found.keys()];
}
