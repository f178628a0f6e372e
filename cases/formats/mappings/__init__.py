"""Column mappings that ship, as TOML; `cases.formats.mapping.shipped` reads them."""
