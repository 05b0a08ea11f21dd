"""What became of the pages that are linked to; only where links were asked for."""
