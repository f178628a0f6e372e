"""Package embeddings of Kedrovka."""
