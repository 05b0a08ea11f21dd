"""What the rules share that look at how a reference is printed."""
