"""Runs peers written for Python on the instances of the bench and prints one JSON object a line.

The Rust bench beside this file reads the lines and prints them next to our engine. Seconds are CPU
seconds of this process. README.md says how to install what this needs.

    python peers.py GRAPHS [--seeds N] [--seconds S] [--peers recom metis maxp]
"""

import argparse
import json
import random
import resource
import signal
import sys
import time
from importlib.metadata import version
from pathlib import Path

TOLERANCE = 0.005
WALKED = ["IA_county_2020", "NM_tract_2010", "PA_tract_2010"]
FLOOR = 450


def cpu():
    """CPU seconds of this process and of the children it waited for, all threads."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def say(**line):
    print(json.dumps(line), flush=True)


def read(graphs, name):
    return json.loads((graphs / f"{name}.json").read_text())


def neighbours(n, edges):
    near = [[] for _ in range(n)]
    for u, v in edges:
        near[u].append(v)
        near[v].append(u)
    return near


def is_connected(near, part, parts):
    """Whether each part is one piece and none is empty."""
    seen = [False] * len(part)
    started = set()
    for first in range(len(part)):
        if seen[first]:
            continue
        if part[first] in started:
            return False
        started.add(part[first])
        seen[first] = True
        stack = [first]
        while stack:
            v = stack.pop()
            for u in near[v]:
                if not seen[u] and part[u] == part[v]:
                    seen[u] = True
                    stack.append(u)
    return len(started) == parts


def sizes(households, part, parts):
    total = [0] * parts
    for h, p in zip(households, part):
        total[p] += h
    return total


class TooLong(Exception):
    """No start plan within the time allowed."""


def start_plan(graph, parts, seed, limit):
    """A plan in range to walk from, or TooLong after so many seconds."""
    from gerrychain import Partition, updaters

    def stop(*_):
        raise TooLong

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(limit)
    try:
        return Partition.from_random_assignment(
            graph, parts, TOLERANCE, "households",
            updaters={"households": updaters.Tally("households", alias="households")},
            rng=random.Random(seed),
        )
    finally:
        signal.alarm(0)


def recom(graphs, seconds):
    """Steps of recombination a CPU second, each plan within the range."""
    import networkx
    from functools import partial
    from gerrychain import Graph, MarkovChain
    from gerrychain.proposals import recom as recombine

    for name in WALKED:
        instance = read(graphs, name)
        plain = networkx.Graph()
        for v, h in enumerate(instance["pop"]):
            plain.add_node(v, households=h)
        plain.add_edges_from(instance["edges"])
        target = sum(instance["pop"]) / instance["k"]
        began = cpu()
        try:
            start = start_plan(Graph.from_networkx(plain), instance["k"], 1, 60)
        except TooLong:
            say(peer="gerrychain", version=version("gerrychain"), what="recom", instance=name,
                fault="no start plan in 60 s")
            continue
        to_start = cpu() - began
        proposal = partial(
            recombine, pop_col="households", pop_target=target, epsilon=TOLERANCE,
            node_repeats=0, rng=random.Random(2),
        )
        chain = MarkovChain(proposal, [], initial_partition=start, total_steps=10**9)
        states = iter(chain)
        next(states)
        began, steps = cpu(), 0
        while cpu() - began < seconds:
            next(states)
            steps += 1
        say(peer="gerrychain", version=version("gerrychain"), what="recom", instance=name,
            steps=steps, seconds=cpu() - began, start_seconds=to_start)


def metis(graphs, seeds):
    """The best plan in range and in one piece of so many seeds, k-way and by bisection."""
    import pymetis

    for path in sorted(graphs.glob("*_2010.json")):
        instance = json.loads(path.read_text())
        households, parts = instance["pop"], instance["k"]
        near = neighbours(len(households), instance["edges"])
        best = best_at = None
        fit = whole = runs = 0
        used = 0.0
        for seed in range(1, seeds + 1):
            for recursive in (False, True):
                options = pymetis.Options(seed=seed, ufactor=5, contig=0 if recursive else 1)
                began = cpu()
                _, part = pymetis.part_graph(
                    parts, adjacency=near, vweights=households, recursive=recursive,
                    options=options,
                )
                used += cpu() - began
                runs += 1
                in_range = all(
                    instance["L"] <= h <= instance["U"] for h in sizes(households, part, parts)
                )
                one_piece = is_connected(near, part, parts)
                fit += in_range
                whole += one_piece
                cut = sum(part[u] != part[v] for u, v in instance["edges"])
                if in_range and one_piece and (best is None or cut < best):
                    best, best_at = cut, used
        say(peer="pymetis", version=version("pymetis"), what="cut", instance=path.stem, value=best,
            seconds=used, best_seconds=best_at, runs=runs, in_range=fit, connected=whole)


def floor_grid(seed):
    """The grid `floor_500_<seed>` of the engine's bench: 20 by 25 atoms of 60 to 120 households."""
    number, households = seed, []
    for _ in range(500):
        number = (number * 6364136223846793005 + 1442695040888963) % 2**64
        households.append(60 + ((number >> 33) % 2**32) % 61)
    total, at = sum(households), 0
    while not 45_000 <= total < 45_450:
        before = households[at % 500]
        after = min(before + 1, 120) if total < 45_000 else max(before - 1, 60)
        total += after - before
        households[at % 500] = after
        at += 1
    edges = []
    for v in range(500):
        if v % 20 > 0:
            edges.append((v - 1, v))
        if v >= 20:
            edges.append((v - 20, v))
    return households, edges


def maxp(_graphs):
    """As many regions of at least the floor as the heuristic finds, and how large they become."""
    import geopandas
    import libpysal
    import numpy
    import shapely
    from spopt.region import MaxPHeuristic

    households, edges = floor_grid(1)
    boxes = [shapely.box(v % 20, v // 20, v % 20 + 1, v // 20 + 1) for v in range(500)]
    frame = geopandas.GeoDataFrame({
        "households": households,
        "x": [v % 20 for v in range(500)],
        "y": [v // 20 for v in range(500)],
    }, geometry=boxes)
    near = neighbours(500, edges)
    weights = libpysal.weights.W(dict(enumerate(near)), silence_warnings=True)
    random.seed(1)
    numpy.random.seed(1)
    began = cpu()
    model = MaxPHeuristic(frame, weights, ["x", "y"], "households", FLOOR, top_n=2)
    model.solve()
    used = cpu() - began
    names = {label: i for i, label in enumerate(sorted(set(model.labels_)))}
    part = [names[label] for label in model.labels_]
    found = sizes(households, part, len(names))
    say(peer="spopt", version=version("spopt"), what="maxp", instance="floor_500_1",
        parts=len(names), seconds=used, above_600=sum(h > 600 for h in found),
        below_floor=sum(h < FLOOR for h in found), connected=is_connected(near, part, len(names)),
        weighed=sum((v + 1) * h for v, h in enumerate(households)))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("graphs", type=Path)
    arguments.add_argument("--seeds", type=int, default=100)
    arguments.add_argument("--seconds", type=float, default=10.0)
    arguments.add_argument("--peers", nargs="+", default=["recom", "metis", "maxp"])
    chosen = arguments.parse_args()
    runs = {
        "recom": lambda: recom(chosen.graphs, chosen.seconds),
        "metis": lambda: metis(chosen.graphs, chosen.seeds),
        "maxp": lambda: maxp(chosen.graphs),
    }
    for peer in chosen.peers:
        began = time.monotonic()
        try:
            runs[peer]()
        except ImportError as missing:
            print(f"{peer}: left out, {missing}", file=sys.stderr)
            continue
        print(f"{peer}: {time.monotonic() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
