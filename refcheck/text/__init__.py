"""Text as characters, before it means anything: folding, scripts, transliteration, markup and entities, edit distance."""
