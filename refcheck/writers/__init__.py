"""Bibliography → bibliographic formats, one a file."""
