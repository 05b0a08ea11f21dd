"""Layout of a text on its pages: line numbers, prefixes, widths, and what every page repeats."""
