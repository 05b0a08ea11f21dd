"""The form of printed identifiers, labels, brackets and quotation marks."""
