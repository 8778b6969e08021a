"""Proofs of the large form: many processes on several hosts, and what happens when they die. `make bench-scale`."""
