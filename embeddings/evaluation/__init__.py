"""Protocols, metrics, peers and ranking for others' evaluation."""
