"""One way to run an ONNX file on the CPU: fixed threads, fixed order, no telemetry.

Threads that spin while they wait turn a busy machine into a slow one (5 ms of latency bought with
both cores of a laptop): off for the application, on for a batch that owns the machine.
"""

from collections.abc import Mapping, Sequence

import onnxruntime

from embeddings.photo import Array

RUNTIME = f"onnxruntime-{onnxruntime.__version__}"
"""Part of every fingerprint: another runtime may round otherwise."""


class Session:
    """A loaded network: named arrays in, arrays out, always the same for the same input."""

    def __init__(self, model: bytes, *, threads: int = 1, spinning: bool = False) -> None:
        """`threads` work on one call; `spinning` threads wait busily (faster, but hold a core).

        Raises ValueError for threads < 1.
        """
        if threads < 1:
            raise ValueError(f"{threads} threads cannot run a network: give 1 or more")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.use_deterministic_compute = True
        options.log_severity_level = 3
        for pool in ("intra", "inter"):
            key = f"session.{pool}_op.allow_spinning"
            options.add_session_config_entry(key, "1" if spinning else "0")
        self._session = onnxruntime.InferenceSession(
            model, sess_options=options, providers=["CPUExecutionProvider"]
        )

    def run(self, inputs: Mapping[str, Array]) -> Sequence[Array]:
        """The network's outputs in their order."""
        outputs: Sequence[Array] = self._session.run(None, dict(inputs))
        return outputs
