"""Author queries: the questions, their rows, and the Word document."""
