"""Recipes that made what `embeddings/network/weights` holds; nothing here runs in daily use."""
