"""The state of linked pages, if links were checked."""
