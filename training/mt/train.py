"""Adapt a student to Spanish.

    python train.py enes|esen INIT.pt OUT_FOLDER --text T --data D --vocabulary es.spm
        --evaluation E --minutes 30 [--parts tables,near,far] ...

``near`` is the side that changes language (decoder for enes, encoder for esen), ``far`` the
other. Every few minutes the averaged weights are measured on held-out lines and on the small
evaluation subset, appended to ``curve.jsonl`` and saved as ``last.pt``.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch
from bundled import BASES, load_vocabulary, model_path
from engine_format import read_weights
from evaluate import evaluation_pairs, score, subset, translate_lines
from network import START, Tiny, split_tables
from sentencepiece import SentencePieceProcessor
from torch import Tensor
from torch.nn import functional

from examples import Batch, Example, batches, encode, held_out, sentences, with_other_names

FREQUENT = 1500
# Adam would blow the tiny gradients of rarely seen rows up to full steps and so wear down good
# initial embeddings; a larger epsilon in the tables keeps such rows still.
EPSILON = {"tables": 1e-5, "far_tables": 1e-5, "near": 1e-8, "far": 1e-8}


def part_of(name: str, direction: str) -> str:
    """``tables``, ``near``, ``far`` or ``fixed``: which part of the network a weight is."""
    tables = {
        "enes": ("decoder_Wemb", "decoder_ff_logit_out_b"),
        "esen": ("encoder_Wemb",),
    }[direction]
    if name in tables:
        return "tables"
    if name.endswith("Wemb") or name == "decoder_ff_logit_out_b":
        return "far_tables"
    # The decoder's view of the encoder output belongs to both sides.
    memory = name.startswith("decoder") and "_context_" in name
    near_prefix = "decoder" if direction == "enes" else "encoder"
    if name.startswith(near_prefix) or memory:
        return "near"
    return "far"


class Vocabularies:
    """Source, target and (for esen) teacher vocabularies of a direction."""

    def __init__(self, direction: str, spanish: Path) -> None:
        es = SentencePieceProcessor(model_file=str(spanish))
        other = load_vocabulary(BASES[direction])
        self.source, self.target = (other, es) if direction == "enes" else (es, other)
        self.teacher = other if direction == "esen" else None


class OutputSet:
    """Restricted output vocabularies for training, with the left-out mass estimated.

    Always in: the batch's own targets and the most frequent pieces. The rest is sampled evenly
    and its scores are raised by the log of the inverse sampling rate, so that the normaliser
    stays right on average (Jean et al. 2015).
    """

    def __init__(self, examples: list[Example], size: int, sample: int, every_piece: bool) -> None:
        counts: Counter[int] = Counter()
        for example in examples:
            counts.update(example.target)
        self.always = torch.zeros(size, dtype=torch.bool)
        self.always[[i for i, _ in counts.most_common(FREQUENT)]] = True
        self.usable = torch.zeros(size, dtype=torch.bool)
        self.usable[list(counts)] = True
        self.all = torch.ones(size, dtype=torch.bool) if every_piece else self.usable
        self.sample = sample
        self.size = size

    def draw(self, target: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(piece ids, score corrections, position of each piece id in the first)."""
        kept = self.always.clone()
        kept[target] = True
        rest = (self.all & ~kept).nonzero()[:, 0]
        rate = min(1.0, self.sample / max(1, len(rest)))
        sampled = rest[torch.rand(len(rest)) < rate]
        fixed = kept.nonzero()[:, 0]
        ids = torch.cat([fixed, sampled])
        correction = torch.zeros(len(ids))
        correction[len(fixed) :] = -torch.log(torch.tensor(rate))
        position = torch.full((self.size,), -1)
        position[ids] = torch.arange(len(ids))
        return ids, correction, position


def decoder_input(target: Tensor) -> Tensor:
    """Target ids shifted right."""
    first = torch.full((target.shape[0], 1), START)
    return torch.cat([first, target[:, :-1]], dim=1)


class Trainer:
    """Model, teacher, optimiser and running average of one training run."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        direction: str = args.direction
        self.voc = Vocabularies(direction, args.vocabulary)
        items = [s for s in sentences(direction, args.text, args.data) if s.kind in args.kinds]
        items += with_other_names(items, args.names, random.Random(args.seed))
        self.examples = encode(items, self.voc.source, self.voc.target, self.voc.teacher)
        print(Counter(e.kind for e in self.examples), flush=True)
        self.model = Tiny(torch.load(args.init), args.dropout)
        self.average = {k: v.clone() for k, v in self.model.weights().items()}
        self.teacher: Tiny | None = None
        if self.voc.teacher is not None and args.teacher > 0:
            self.teacher = Tiny(split_tables(read_weights(model_path(BASES[direction])))).eval()
        self.outputs = OutputSet(
            self.examples,
            self.voc.target.get_piece_size(),
            args.sampled_outputs,
            every_piece=direction == "enes",
        )
        self.optimiser = self._optimiser()
        self.rng = random.Random(args.seed)

    def _optimiser(self) -> torch.optim.Optimizer:
        rates = {"tables": self.args.lr_tables, "near": self.args.lr_near}
        rates |= {"far": self.args.lr_far, "far_tables": self.args.lr_far}
        groups: dict[str, list[Tensor]] = {}
        for name, weight in self.model.w.items():
            part = part_of(name, self.args.direction)
            weight.requires_grad_(rates[part] > 0)
            if rates[part] > 0:
                groups.setdefault(part, []).append(weight)
        params = [
            {"params": p, "lr": rates[k], "base": rates[k], "eps": EPSILON[k]}
            for k, p in groups.items()
        ]
        return torch.optim.AdamW(params, betas=(0.9, 0.98), weight_decay=0.0, fused=True)

    def loss(self, batch: Batch) -> Tensor:
        """Cross-entropy with label smoothing, mixed with the teacher's view when there is one."""
        args, model = self.args, self.model
        gold = batch.target[batch.target_mask]
        ids, correction, position = self.outputs.draw(gold)
        previous = decoder_input(batch.target)
        with torch.autocast("cpu", torch.bfloat16):
            memory = model.encode(batch.source, batch.source_mask)
            hidden = model.decode(previous, memory, batch.source_mask)[0][batch.target_mask]
            matrix, bias = model.projection(ids)
            scores = (hidden @ matrix).float() + bias + correction
        logs = functional.log_softmax(scores, dim=-1)
        places = position[gold]
        picked = logs.gather(1, places[:, None]).mean()
        smooth = args.smoothing
        loss = -(1 - smooth) * picked
        if smooth > 0:
            loss = loss - smooth * logs.mean()
        if self.teacher is None or batch.teacher is None:
            return loss
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            view = self.teacher.encode(*batch.teacher)
            wanted = self.teacher.decode(previous, view, batch.teacher[1])[0][batch.target_mask]
            matrix, bias = self.teacher.projection(ids)
            soft = ((wanted @ matrix).float() + bias + correction).softmax(-1)
        distance = functional.mse_loss(hidden, wanted) / wanted.var()
        kept = 1 - args.teacher
        return kept * loss - args.teacher * (soft * logs).sum(-1).mean() + args.match * distance

    def step(self, batch: Batch, number: int, progress: float) -> float:
        """One update; returns the loss."""
        warm = min(1.0, number / 80)
        scale = warm * max(self.args.floor, 1 - progress)
        for group in self.optimiser.param_groups:
            group["lr"] = group["base"] * scale
        loss = self.loss(batch)
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        weights = [w for w in self.model.w.values() if w.requires_grad]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        self.optimiser.step()
        if number % 5 == 0:
            keep = min(self.args.keep, number / (number + 50))
            for name, weight in self.model.w.items():
                if weight.requires_grad:
                    self.average[name].lerp_(weight.detach(), 1 - keep)
        return float(loss.detach())

    def measure(self, minutes: float) -> dict[str, float]:
        """Scores of the averaged weights; appended to the curve, weights saved."""
        model = Tiny(self.average)
        allowed = self.outputs.usable.nonzero()[:, 0] if self.args.direction == "esen" else None
        sets = {k: subset(v) for k, v in self.evaluation.items()} | {"held": self.held[::2]}
        row: dict[str, float] = {"minutes": round(minutes, 1)}
        for name, pairs in sets.items():
            source = [a for a, _ in pairs]
            out = translate_lines(model, source, self.voc.source, self.voc.target, allowed)
            bleu, chrf = score(out, [b for _, b in pairs])
            row |= {f"{name}_bleu": round(bleu, 2), f"{name}_chrf": round(chrf, 2)}
        self.args.out.mkdir(parents=True, exist_ok=True)
        with (self.args.out / "curve.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        torch.save(self.average, self.args.out / "last.pt")
        print(row, out[3], "|", out[40], flush=True)
        return row

    def run(self) -> None:
        """Train for the given minutes."""
        args = self.args
        self.evaluation = evaluation_pairs(args.evaluation, args.direction)
        pairs = held_out(args.text)
        self.held = pairs if args.direction == "enes" else [(s, e) for e, s in pairs]
        began, last, number, tokens, total = time.monotonic(), 0.0, 0, 0, 0.0
        self.model.train()
        self.measure(0.0)
        began = mark = time.monotonic()
        while True:
            for batch in batches(self.examples, args.tokens, self.rng):
                number += 1
                minutes = (time.monotonic() - began) / 60
                if minutes >= args.minutes:
                    self.measure(minutes)
                    return
                count = int(batch.target_mask.sum())
                total += self.step(batch, number, minutes / args.minutes) * count
                tokens += count
                if number % 100 == 0:
                    speed = tokens / (time.monotonic() - mark)
                    print(
                        number,
                        f"{minutes:.1f} min loss {total / tokens:.3f} {speed:.0f}/s",
                        flush=True,
                    )
                    tokens, total, mark = 0, 0.0, time.monotonic()
                if minutes - last >= args.every:
                    last = minutes
                    self.measure(minutes)
                    mark, tokens, total = time.monotonic(), 0, 0.0


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("direction", choices=tuple(BASES))
    parser.add_argument("init", type=Path)
    parser.add_argument("out", type=Path)
    for name in ("text", "data", "vocabulary", "evaluation"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--every", type=float, default=4, help="minutes between measurements")
    parser.add_argument("--lr-tables", type=float, default=1e-3)
    parser.add_argument("--lr-near", type=float, default=3e-4)
    parser.add_argument("--lr-far", type=float, default=0.0)
    parser.add_argument("--floor", type=float, default=0.05, help="lowest share of the rates")
    parser.add_argument("--teacher", type=float, default=0.5, help="weight of the teacher (esen)")
    parser.add_argument("--match", type=float, default=1.0, help="weight of hidden-state distance")
    parser.add_argument("--smoothing", type=float, default=0.1)
    parser.add_argument("--dropout", type=float, default=0.05)
    parser.add_argument("--keep", type=float, default=0.98, help="running average, per 5 updates")
    parser.add_argument("--tokens", type=int, default=4000)
    parser.add_argument("--sampled-outputs", type=int, default=2000)
    parser.add_argument("--names", type=int, default=0, help="sentences with exchanged names")
    parser.add_argument("--kinds", default="ref,student-base,student-tiny,pivot,back")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.kinds = set(args.kinds.split(","))
    return args


def main() -> None:
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    Trainer(args).run()


if __name__ == "__main__":
    main()
