// A table that is wider than the page can be scrolled with the keyboard.
document$.subscribe(() => {
  for (const wide of document.querySelectorAll(".md-typeset__scrollwrap, .highlight > pre > code")) wide.tabIndex = 0
})
