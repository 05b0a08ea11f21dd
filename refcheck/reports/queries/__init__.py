"""What to ask the author: the questions, their rows, and the Word document."""
