"""What of a file was not read: nothing of it, nothing that was understood, or a part that was seen."""
