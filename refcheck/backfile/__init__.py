"""Audits of many documents: cut into partitions, done by processes or a cluster, written as tables, resumed when interrupted."""
