"""The page and its REST interface as a service: one process answers requests, and each list is read in a process of its own.

Source: RFC 9110 (HTTP), RFC 9457 (problems), the WHATWG's *Server-sent events*, OpenAPI 3.1.
"""
