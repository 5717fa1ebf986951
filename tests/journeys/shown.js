// Tells the kinds of elements that are shown and were not when this page was last asked, or the
// other way round; null of a page asked for the first time. A kind is what an element is, whose
// child, and what is said of it to a reader of screens.
() => {
  const told = /^(aria-.*|role|type|tabindex)$/;
  const said = element => {
    if (!element) return '';
    const stated = element.getAttributeNames().filter(name => told.test(name)).sort();
    return `${element.localName}.${[...element.classList].sort().join('.')}[${stated}]`;
  };
  const options = { checkOpacity: true, checkVisibilityCSS: true };
  const all = [...document.body.querySelectorAll('*')];
  const shown = new Set(all.filter(element => element.checkVisibility(options)));
  const before = document.shown;
  document.shown = shown;
  if (!before) return null;
  const changed = [...shown, ...before].filter(each => !(shown.has(each) && before.has(each)));
  return [...new Set(changed.map(each => `${shown.has(each)} ${said(each.parentElement)} > ${said(each)}`))];
}
