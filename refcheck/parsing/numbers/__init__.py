"""Printed numbers → bare values: pages, volume and issue."""
