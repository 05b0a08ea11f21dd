"""The common part of the page, the service and the browser edition: a list comes in; events, decisions and downloads go out.

Nothing here depends on sockets, threads or processes.
"""
