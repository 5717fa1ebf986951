// What axe finds against the page, and by how many pixels it is too wide. Colours are judged of the
// looks with these numbers. Only violations go back: telling all that is well takes longer than axe.
async ([numbers, asked]) => {
  for (const number of numbers) document.looks[number].setAttribute('data-new-look', '');
  const { violations } = await axe.run(document, asked);
  const root = document.documentElement;
  return { violations, tooWide: root.scrollWidth - root.clientWidth };
}
