"""Average checkpoints of one run or of runs that continue each other.

python average.py OUT.pt CHECKPOINT.pt CHECKPOINT.pt ...
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    args = parser.parse_args()
    loaded = [torch.load(path) for path in args.checkpoints]
    mean = {name: sum(c[name] for c in loaded) / len(loaded) for name in loaded[0]}
    torch.save(mean, args.out)


if __name__ == "__main__":
    main()
