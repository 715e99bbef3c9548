"""Benchmarks: ours beside a peer or a limit, both from one run, as ratios. README.md says how to run them."""
