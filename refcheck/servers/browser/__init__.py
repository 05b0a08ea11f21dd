"""The checker itself in a static page: Python runs in the reader's browser, and nobody but the registries is asked anything."""
