"""How a text is laid out on its pages: lines, columns, widths, sizes of letters, and what every page repeats."""
