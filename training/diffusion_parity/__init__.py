"""Tiny Stable Diffusion models, and what diffusers draws with them, for `parity/diffusion/`."""
