"""The long proofs: what no test has the time for, each figure with its number of trials.

    python -m benchmarks.torture
    python -m benchmarks.torture --only R1,R4 --kills 500

A module holds one figure and measures it as the tests do, which run a small share of
it; what differs is how often. Each module says in its first line which figure it is.
"""
