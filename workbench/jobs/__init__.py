"""Long work that goes on without the page: a queue in the store, one worker process a project."""

from workbench.jobs.queueing import start, stop, take_up, wait_for

__all__ = ["start", "stop", "take_up", "wait_for"]
