"""The checker in a static page: Python runs in the user's browser, and requests are sent only to the registries."""
