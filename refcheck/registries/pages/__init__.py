"""Web pages: fetched from addresses that strangers have written, without being led into places that are not public."""
