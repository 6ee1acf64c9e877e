"""The options of `make mutants`."""

import argparse
from typing import NamedTuple


class Options(NamedTuple):
    """What to try."""

    only: tuple[str, ...]
    sample: int
    seed: int
    named: bool
    modules: bool
    all: bool


def options_from(arguments: list[str], told: str | None = None) -> Options:
    """Read them; `told` is what `--help` says first."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="make mutants", description=told, formatter_class=raw)
    parser.add_argument("--only", nargs="+", default=[""], help="parts of the modules' paths")
    parser.add_argument("--sample", type=int, default=0, help="at most this many mutants of a module; 0: all")
    parser.add_argument("--seed", type=int, default=1, help="which ones the sample takes")
    parser.add_argument("--all", action="store_true", help="tell of every mutant, and which test noticed it")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--named", action="store_true", help="only the rules broken by name")
    which.add_argument("--no-named", action="store_true", help="only the mutants of modules")
    found = parser.parse_args(arguments)
    return Options(tuple(found.only), found.sample, found.seed, not found.no_named, not found.named, found.all)
