"""What became of the work: retracted, corrected, in doubt."""
