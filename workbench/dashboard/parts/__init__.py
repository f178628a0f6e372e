"""What a page draws with: our own browser components; a value goes in, a wish comes out."""
