"""What the page, the service and the browser edition share: a list comes in; events, decisions and downloads go out.

Nothing here depends on sockets, threads or processes.
"""
