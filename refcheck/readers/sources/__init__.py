"""Files before their format is known: bytes, encodings, archives, XML, folders, and files beside a file."""
