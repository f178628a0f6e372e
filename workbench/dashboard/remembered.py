"""What was counted a moment ago for this person and cannot have changed since.

Everything a view shows follows from the store and the reader. As long as the last row of the audit
and the reader are the same, so is the answer. It is kept by both for the whole house, so that a
page that is opened again, in another window or after a reload, is there at once.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from workbench.dashboard.here import Here
from workbench.views.audit import head

MOST = 60
Answer = TypeVar("Answer")
_answers: OrderedDict[Hashable, Any] = OrderedDict()
_alone = Lock()


def remembered(here: Here, name: str, about: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer of `ask`, or what it answered before where nothing was written since.

    name, about: what is asked; both together are the question. The hash of the audit's last row
    stands for all that is known, and differs between projects.
    """
    last = head(here.project, here.reader)
    question = (str(here.project.folder), last, here.reader, name, about)
    with _alone:
        if question in _answers:
            _answers.move_to_end(question)
            found: Answer = _answers[question]
            return found
    # Asked without the lock: another's question does not wait for it.
    answer = ask()
    with _alone:
        _answers[question] = answer
        while len(_answers) > MOST:
            _answers.popitem(last=False)
    return answer
