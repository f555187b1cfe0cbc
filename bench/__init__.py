"""How fast, beside hand-written equivalents: `python -m bench` measures and writes docs/benchmarks.md."""
