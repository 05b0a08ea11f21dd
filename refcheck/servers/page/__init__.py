"""What the page, the service and the browser edition have in common: a list comes in, events, decisions and downloads go out.

Nothing here knows of sockets, threads or processes.
"""
