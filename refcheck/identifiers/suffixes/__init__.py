"""What a DOI's suffix says of the work: registrants' patterns, SICI codes."""
