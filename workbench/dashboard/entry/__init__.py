"""Where Streamlit starts, in a folder of its own.

Streamlit takes a folder `pages/` beside its script for pages to be run directly, past the frame.
"""
