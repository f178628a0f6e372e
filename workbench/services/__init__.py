"""The verbs of the workbench: read, call pure functions of the cores, write once.

Each module is one verb. The command line and the dashboard call these and the views, and nothing
below. Nothing is imported here, so that a command pays only for the verb that it uses.
"""
