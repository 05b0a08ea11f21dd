"""Library catalogues that speak SRU, and the MARC in which they answer."""
