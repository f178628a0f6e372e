"""Package cases of Kedrovka."""
