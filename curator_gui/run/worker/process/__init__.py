"""The process of a worker: its state, memory, priority and signals."""
