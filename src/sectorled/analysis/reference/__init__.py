"""Plain-Python reference code for each rule of policy: what the kernels are tested against, and what `verify` runs."""
