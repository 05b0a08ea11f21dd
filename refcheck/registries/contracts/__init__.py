"""What the services answered when their readers were written: questions with known answers, and the form of what comes back."""
