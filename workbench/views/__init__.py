"""What a page or a command reads: questions that take a reader and give frozen values."""
