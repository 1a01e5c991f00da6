"""Conformity, grades and readiness of ISO/IEC 20000-1 by a plain NumPy and by Polars expressions.

conformity.py numpy|polars FOLDER ROWS: reads `answers` (one byte each, column after column), `groups` (a name and columns
in each line) and `results` (what has to come out), compares all of it, and prints the best of three times.

The rule: a requirement that was rated counts with its rank; unanswered, don't know and not rated lie between the lowest
and the highest rank; what does not apply is left out. All rules get no worse when a rating gets better, so that the worst
and the best that can come of what is open give both ends.
"""

import sys

import numpy as np
from timed import timed

peer, folder, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
TOP, NOT_APPLICABLE, NONE, AT_ONCE = 2, 0x84, 255, 1 << 14
codes = np.fromfile(f"{folder}/answers", dtype=np.uint8).reshape(-1, rows)
# For every clause all requirements, those directly in it, and those of them that belong to the cycle; then those of the whole.
clauses, whole = [], {}
for line in open(f"{folder}/groups", encoding="utf-8"):
    name, *groups = line.rstrip("\n").split(" ")
    groups = [[int(column) for column in group.split(",") if column] for group in groups]
    if name == "clause":
        clauses.append(groups)
    else:
        whole[name] = groups[0]
every = list(range(codes.shape[0]))
# What a code counts as at the worst and at the best; what is left out harms nothing.
WORST = np.zeros(256, dtype=np.uint8)
WORST[: TOP + 1] = range(TOP + 1)
WORST[NOT_APPLICABLE] = TOP
BEST = np.full(256, TOP, dtype=np.uint8)
BEST[: TOP + 1] = range(TOP + 1)


def some_rows(start, out):
    given = codes[:, start : start + AT_ONCE]
    applies = given != NOT_APPLICABLE
    rows_here = given.shape[1]
    counts = [applies[all_of].any(axis=0) for all_of, _, _ in clauses]
    for half, table in enumerate((WORST, BEST)):
        rank = table[given]
        fails, short = rank == 0, rank < TOP
        place, grades = half, []
        for (all_of, direct, cycle), there in zip(clauses, counts):
            lowest = rank[all_of].min(axis=0, initial=TOP)
            out[place, start : start + rows_here] = np.where(there, lowest, NONE)
            if direct:
                failing = fails[direct].sum(axis=0, dtype=np.uint16)
                counting = applies[direct].sum(axis=0, dtype=np.uint16)
                major = (failing == counting) | (failing >= 3)
                if cycle:
                    major |= fails[cycle].any(axis=0)
                grade = np.where(major, 0, np.where(short[direct].any(axis=0), 1, 2))
                grade = np.where(counting == 0, NONE, grade).astype(np.uint8)
            else:
                grade = np.full(rows_here, NONE, dtype=np.uint8)
            grades.append(grade)
            out[place + 2, start : start + rows_here] = grade
            place += 4
        others = fails[whole["others"]].any(axis=0)
        some = applies.any(axis=0)
        out[place, start : start + rows_here] = np.where(some, ~(others | short.any(axis=0)), NONE)
        documented, cycle, scope = whole["documented"], whole["cycle"], whole["scope"]
        not_ready = others | fails[cycle].any(axis=0) | fails[scope].any(axis=0)
        not_ready |= fails[documented].sum(axis=0, dtype=np.uint16) >= 3
        actions = short[documented].any(axis=0) | short[cycle].any(axis=0)
        looked = applies[whole["others"] + cycle + scope + documented].any(axis=0)
        out[place + 2, start : start + rows_here] = np.where(looked, np.where(not_ready, 0, np.where(actions, 1, 2)), NONE)
        worst = np.stack(grades).min(axis=0)
        looked = applies[whole["others"]].any(axis=0) | (worst != NONE)
        out[place + 4, start : start + rows_here] = np.where(looked, np.where(others, 0, np.minimum(worst, 2)), NONE)


def with_numpy():
    out = np.empty((4 * len(clauses) + 6, rows), dtype=np.uint8)
    for start in range(0, rows, AT_ONCE):
        some_rows(start, out)
    return out


def with_polars(frame):
    import polars as pl

    def byte(expression):
        return expression.cast(pl.UInt8)

    first = []
    for column in every:
        code = pl.col(f"c{column}")
        rated, out = code <= TOP, code == NOT_APPLICABLE
        first.append((~out).alias(f"a{column}"))
        first.append(pl.when(rated).then(code).when(out).then(TOP).otherwise(0).cast(pl.UInt8).alias(f"r0_{column}"))
        first.append(pl.when(rated).then(code).otherwise(TOP).cast(pl.UInt8).alias(f"r1_{column}"))

    def ranks(half, columns):
        return [pl.col(f"r{half}_{column}") for column in columns]

    def applies(columns):
        return [pl.col(f"a{column}") for column in columns]

    def failing(half, columns):
        return pl.sum_horizontal([(rank == 0).cast(pl.UInt16) for rank in ranks(half, columns)])

    def none_or(there, value):
        return pl.when(there).then(value).otherwise(NONE).cast(pl.UInt8)

    second, names = [], []
    for index, (all_of, direct, cycle) in enumerate(clauses):
        for half in range(2):
            if not all_of:
                names.append(f"l{index}_{half}")
                second.append(pl.lit(NONE, dtype=pl.UInt8).alias(names[-1]))
                continue
            lowest = pl.min_horizontal(ranks(half, all_of))
            second.append(none_or(pl.any_horizontal(applies(all_of)), lowest).alias(f"l{index}_{half}"))
            names.append(f"l{index}_{half}")
        for half in range(2):
            names.append(f"g{index}_{half}")
            if not direct:
                second.append(pl.lit(NONE, dtype=pl.UInt8).alias(names[-1]))
                continue
            fails = failing(half, direct)
            counting = pl.sum_horizontal([one.cast(pl.UInt16) for one in applies(direct)])
            major = (fails == counting) | (fails >= 3)
            if cycle:
                major = major | pl.any_horizontal([rank == 0 for rank in ranks(half, cycle)])
            minor = pl.any_horizontal([rank < TOP for rank in ranks(half, direct)])
            grade = pl.when(major).then(0).when(minor).then(1).otherwise(2)
            second.append(none_or(counting > 0, grade).alias(names[-1]))
    third = []
    documented, cycle, scope = whole["documented"], whole["cycle"], whole["scope"]
    for half in range(2):
        others = pl.any_horizontal([rank == 0 for rank in ranks(half, whole["others"])])
        short = pl.any_horizontal([rank < TOP for rank in ranks(half, every)])
        third.append(none_or(pl.any_horizontal(applies(every)), byte(~(others | short))).alias(f"w0_{half}"))
        fails = pl.any_horizontal([rank == 0 for rank in ranks(half, cycle + scope)])
        actions = pl.any_horizontal([rank < TOP for rank in ranks(half, documented + cycle)])
        not_ready = others | fails | (failing(half, documented) >= 3)
        looked = pl.any_horizontal(applies(whole["others"] + cycle + scope + documented))
        stage = pl.when(not_ready).then(0).when(actions).then(1).otherwise(2)
        third.append(none_or(looked, stage).alias(f"w1_{half}"))
        worst = pl.min_horizontal([pl.col(f"g{index}_{half}") for index in range(len(clauses))])
        looked = pl.any_horizontal(applies(whole["others"])) | (worst != NONE)
        stage = pl.when(others).then(0).otherwise(pl.min_horizontal(worst, pl.lit(2, dtype=pl.UInt8)))
        third.append(none_or(looked, stage).alias(f"w2_{half}"))
    names += [f"w{which}_{half}" for which in range(3) for half in range(2)]
    return frame.lazy().select(first).with_columns(second).with_columns(third).select(names).collect()


timed(peer, rows, folder, codes, with_numpy, with_polars)
