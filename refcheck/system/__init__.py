"""Operating system: regular files, SQLite files made by refcheck, and processes with limited time and memory."""
