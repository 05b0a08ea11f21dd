"""Build the checker as a static web page: Python runs in the user's browser, and requests are sent only to the registries."""
