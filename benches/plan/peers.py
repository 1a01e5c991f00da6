"""Attribute ratings and capability levels by a plain NumPy and by Polars expressions.

peers.py numpy|polars FOLDER ROWS: reads `answers` (one byte each, column after column), `attributes` (process, level,
columns) and `results` (what has to come out), compares all of it, and prints the best of three times.

The rule: an outcome that was rated counts with its rank; unanswered, don't know and not rated lie between the lowest and
the highest rank; what does not apply is left out. An attribute is the mean of its outcomes, half-way down. A level is
reached when its attributes are at least L and those of all lower levels are F.
"""

import sys

import numpy as np
from timed import timed

peer, folder, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])

TOP, NOT_APPLICABLE, NONE = 3, 0x84, 255
codes = np.fromfile(f"{folder}/answers", dtype=np.uint8).reshape(-1, rows)
attributes = []
processes = {}
for line in open(f"{folder}/attributes", encoding="utf-8"):
    process, level, columns = line.rstrip("\n").split(" ")
    processes.setdefault(process, []).append((int(level), len(attributes)))
    attributes.append([int(column) for column in columns.split(",")])
levels = max(level for parts in processes.values() for level, _ in parts)


def with_numpy():
    out = np.empty((2 * (len(attributes) + len(processes)), rows), dtype=np.uint8)
    for index, columns in enumerate(attributes):
        given = codes[columns]
        rated = given <= TOP
        counts = (given != NOT_APPLICABLE).sum(axis=0, dtype=np.uint16)
        lowest = np.where(rated, given, 0).sum(axis=0, dtype=np.uint16)
        highest = np.where(rated, given, np.where(given != NOT_APPLICABLE, TOP, 0)).sum(axis=0, dtype=np.uint16)
        for half, total in enumerate((lowest, highest)):
            rating = sum((2 * total > (2 * mark - 1) * counts).astype(np.uint8) for mark in range(1, TOP + 1))
            out[2 * index + half] = np.where(counts == 0, NONE, rating)
    for index, parts in enumerate(processes.values()):
        for half in range(2):
            reached = np.zeros(rows, dtype=np.uint8)
            alive = np.ones(rows, dtype=bool)
            for level in range(1, levels + 1):
                own = np.stack([out[2 * attribute + half] for part, attribute in parts if part == level])
                alive &= ((own >= 2).all(axis=0)) & ((own != NONE).any(axis=0))
                reached += alive
                alive &= (own >= 3).all(axis=0)
            none = np.all(np.stack([out[2 * attribute] for _, attribute in parts]) == NONE, axis=0)
            out[2 * (len(attributes) + index) + half] = np.where(none, NONE, reached)
    return out


def with_polars(frame):
    import polars as pl

    def sums(columns):
        given = [pl.col(f"c{column}") for column in columns]
        counts = pl.sum_horizontal([(one != NOT_APPLICABLE).cast(pl.UInt16) for one in given])
        lowest = pl.sum_horizontal([pl.when(one <= TOP).then(one).otherwise(0).cast(pl.UInt16) for one in given])
        highest = pl.sum_horizontal(
            [
                pl.when(one <= TOP).then(one).when(one != NOT_APPLICABLE).then(TOP).otherwise(0).cast(pl.UInt16)
                for one in given
            ]
        )
        return counts, lowest, highest

    def rating(counts, total):
        marks = [(2 * total > (2 * mark - 1) * counts).cast(pl.UInt8) for mark in range(1, TOP + 1)]
        return pl.when(counts == 0).then(NONE).otherwise(pl.sum_horizontal(marks)).cast(pl.UInt8)

    totals, ratings = [], []
    for index, columns in enumerate(attributes):
        for name, expression in zip(("n", "l", "h"), sums(columns)):
            totals.append(expression.alias(f"{name}{index}"))
        for half, name in enumerate(("l", "h")):
            ratings.append(rating(pl.col(f"n{index}"), pl.col(f"{name}{index}")).alias(f"a{index}_{half}"))
    reached = []
    for index, parts in enumerate(processes.values()):
        for half in range(2):
            climbs, lower = [], pl.lit(True)
            for level in range(1, levels + 1):
                own = [pl.col(f"a{attribute}_{half}") for part, attribute in parts if part == level]
                holds = pl.all_horizontal([one >= 2 for one in own]) & pl.any_horizontal([one != NONE for one in own])
                climbs.append((lower & holds).cast(pl.UInt8))
                lower = lower & holds & pl.all_horizontal([one >= 3 for one in own])
            none = pl.all_horizontal([pl.col(f"a{attribute}_0") == NONE for _, attribute in parts])
            level = pl.when(none).then(NONE).otherwise(pl.sum_horizontal(climbs)).cast(pl.UInt8)
            reached.append(level.alias(f"p{index}_{half}"))
    names = [f"a{index}_{half}" for index in range(len(attributes)) for half in range(2)]
    names += [f"p{index}_{half}" for index in range(len(processes)) for half in range(2)]
    lazy = frame.lazy().select(totals).select(ratings).with_columns(reached)
    return lazy.select(names).collect()


timed(peer, rows, folder, codes, with_numpy, with_polars)
