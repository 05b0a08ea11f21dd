"""Contracts with the services, as they answered when their readers were written: questions, known answers and their form."""
