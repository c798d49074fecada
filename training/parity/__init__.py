"""Tiny random models of every architecture, and what Python's transformers makes of them: goldens for `parity/`."""
