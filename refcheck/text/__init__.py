"""Text as characters, before it is interpreted: folding, scripts, transliteration, markup and entities, edit distance."""
