"""Whose coat is this, and how strong is that? Values in, values out; no database, no page."""
