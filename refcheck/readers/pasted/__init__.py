"""Plain text as it is pasted, one reference a line, and text in which an encoding was mistaken."""
