"""The list as a whole: one finding for what many references share."""
