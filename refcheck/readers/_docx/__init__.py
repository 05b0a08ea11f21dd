"""What a DOCX document is made of: its text, its fields, and the references in them.

Source: Office Open XML (ISO/IEC 29500), WordprocessingML: paragraphs, runs, complex fields, bibliography sources.
"""
