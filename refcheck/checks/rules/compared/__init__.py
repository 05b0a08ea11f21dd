"""The reference beside the record held for it: one rule a field. What these find makes the verdict ``differs``."""
