"""The services that can be asked, one a file or folder, each with its address, its limits and its records."""
