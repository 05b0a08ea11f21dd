"""What an address of the web says of itself: archived copies, hosts that the public cannot reach."""
