"""Layout of a text on its pages: lines, columns, widths, sizes of letters, and what every page repeats."""
