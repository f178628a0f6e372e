"""The pages, one module each with a `PAGE`; a new page is a new module and nothing else."""
