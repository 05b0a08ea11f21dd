"""Facts that no language owns: places of publishing and the registrants of DOIs, each with its source."""
