"""Web pages: requests to URLs in untrusted documents, which never connect to a host that is not public."""
