"""What the rules share that hold what is printed beside a record, or beside what an identifier says."""
