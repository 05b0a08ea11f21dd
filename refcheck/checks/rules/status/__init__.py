"""The status of the work: retracted, corrected, in doubt."""
