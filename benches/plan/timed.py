"""Times a peer and compares its results, all of them, with the plan's; for peers.py and conformity.py."""

import sys
import time

import numpy as np


def timed(peer, rows, folder, codes, with_numpy, with_polars):
    """`with_numpy()` gives an array of results by rows, `with_polars(frame)` a frame of them in the same order."""
    if peer == "polars":
        import polars as pl

        frame = pl.DataFrame({f"c{index}": codes[index] for index in range(codes.shape[0])})
        run, name = (lambda: with_polars(frame)), f"Polars {pl.__version__}, {pl.thread_pool_size()} threads"
    else:
        run, name = with_numpy, f"NumPy {np.__version__}, one thread"
    best = None
    for _ in range(3 if rows < 500_000 else 1):
        start = time.perf_counter()
        found = run()
        took = time.perf_counter() - start
        best = took if best is None else min(best, took)
    expected = np.fromfile(f"{folder}/results", dtype=np.uint8).reshape(-1, rows)
    if peer == "polars":
        same = found.width == len(expected) and all(
            np.array_equal(found.to_series(index).to_numpy(), expected[index]) for index in range(len(expected))
        )
    else:
        same = np.array_equal(found, expected)
    if not same:
        print(f"  {name}: the results differ from the plan's", flush=True)
        sys.exit(1)
    what = f"{name}, the same results"
    print(f"  {what:<58} {best * 1e3:>12.3f} ms   {best / rows * 1e9:>10.1f} ns each", flush=True)
