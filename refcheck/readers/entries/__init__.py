"""What structured sources share: entries with stated values and their places."""
