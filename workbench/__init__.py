"""Package workbench of Kedrovka."""
