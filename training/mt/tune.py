"""Tune a Portuguese student to Spanish written in Portuguese words (``briefing.translate.code``).

    python tune.py enes|esen OUT_FOLDER --text T --data D --code code.tsv --evaluation E [...]

English→Portuguese learns to write coded Spanish, Portuguese→English to read it. Vocabulary, names
and rare words stay as they were: the network starts from all it knows. ``curve.jsonl`` holds scores
on held-out lines and on the small evaluation subset; ``last.pt`` the averaged weights.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import torch
from bundled import load_vocabulary, model_path
from corpus import REFERENCES, is_held_out, read_lines, read_pairs
from engine_format import read_weights
from evaluate import evaluation_pairs, score, subset, translate_lines
from network import START, Tiny, short, split_tables
from torch import Tensor
from torch.nn import functional

from briefing.translate.code import Code, english_in, english_out, fold
from examples import Batch, Example, Sentence, batches, encode, pad, with_other_names

FREQUENT = 1500
PORTUGUESE = {"enes": "enpt", "esen": "pten"}


def coded_sentences(direction: str, text: Path, data: Path, code: Code) -> list[Sentence]:
    """Examples as text, Spanish coded; with the clean Portuguese where there is one."""
    rows: list[tuple[str, str, str, str | None]] = []
    english, student = read_lines(text / "news.en"), read_lines(text / "news.pt.gz")
    # mono.en has some of the held-out lines, too
    held = {" ".join(line.split()) for i, line in enumerate(english) if is_held_out(i)}
    for kind in REFERENCES:
        spanish = read_lines(text / f"news.{kind}.es")
        for i, (en, es, clean) in enumerate(zip(english, spanish, student, strict=True)):
            if not is_held_out(i):
                rows.append((en, es, kind, clean))
    back = read_pairs(text / "back-translated.es-en.tsv.gz")
    for (es, en), ruled in zip(back, read_lines(data / "back.ap"), strict=True):
        if 0.5 < len(en) / max(1, len(es)) < 1.6:
            rows.append((en, es, "back", ruled))
    for path in sorted(data.glob("own-*.tsv")):
        pairs = read_pairs(path)
        rows += [(en, es, path.stem, None) for es, en in pairs if " ".join(en.split()) not in held]
    for path in sorted(data.glob("near-*.tsv")):
        for line in read_lines(path):
            en, es, clean, taught = line.split("\t")
            if " ".join(en.split()) in held:
                continue
            rows.append((en if direction == "enes" else taught, es, path.stem, clean))
    if (data / "mono.es").exists():
        pairs = read_pairs(data / "mono.en-pt.tsv")
        mono = read_lines(data / "mono.es")
        rows += [(en, es, "mono", clean) for (en, clean), es in zip(pairs, mono, strict=True)]
    out = []
    for en, es, kind, clean in rows:
        english_side = fold(english_in(en))[0]
        coded = fold(code.write(es, exact=direction == "enes"))[0]
        if direction == "enes":
            out.append(Sentence(english_side, coded, kind))
        else:
            out.append(Sentence(coded, english_side, kind, clean))
    return out


class OutputSet:
    """Restricted output vocabularies for training, with the left-out mass estimated.

    Always in: the batch's own targets and the most frequent pieces. The rest is sampled evenly
    and its scores are raised by the log of the inverse sampling rate, so that the normaliser
    stays right on average (Jean et al. 2015).
    """

    def __init__(self, examples: list[Example], size: int, sample: int) -> None:
        counts: Counter[int] = Counter()
        for example in examples:
            counts.update(example.target)
        self.always = torch.zeros(size, dtype=torch.bool)
        self.always[[i for i, _ in counts.most_common(FREQUENT)]] = True
        self.sample = sample
        self.size = size

    def draw(self, target: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(piece ids, score corrections, position of each piece id in the first)."""
        kept = self.always.clone()
        kept[target] = True
        rest = (~kept).nonzero()[:, 0]
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


@torch.no_grad()
def remember(model: Tiny, examples: list[Example]) -> list[Example]:
    """The examples with what the encoder, which is not to learn, makes of their sources."""
    out = list(examples)
    for part in _by_length([e.source for e in examples]):
        ids, mask = pad([examples[i].source for i in part])
        with short():
            states = model.encode(ids, mask).to(torch.bfloat16)
        for i, state in zip(part, states, strict=True):
            out[i] = replace(examples[i], memory=state[: len(examples[i].source)].clone())
    return out


@torch.no_grad()
def teach(teacher: Tiny, examples: list[Example]) -> list[Example]:
    """The examples with the stock student's hidden states on their clean Portuguese, if any."""
    out = list(examples)
    taught = [i for i, example in enumerate(examples) if example.teacher is not None]
    for part in _by_length([examples[i].target for i in taught]):
        chosen = [taught[i] for i in part]
        clean, mask = pad([examples[i].teacher or [] for i in chosen])
        previous = decoder_input(pad([examples[i].target for i in chosen])[0])
        with short():
            states = teacher.decode(previous, teacher.encode(clean, mask), mask)
        for i, state in zip(chosen, states.to(torch.bfloat16), strict=True):
            out[i] = replace(examples[i], wanted=state[: len(examples[i].target)].clone())
    return out


def _by_length(rows: list[list[int]]) -> Iterator[list[int]]:
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    for start in range(0, len(order), 64):
        yield order[start : start + 64]


class Tuner:
    """Model, teacher, optimiser and running average of one run."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        base = PORTUGUESE[args.direction]
        self.code = Code.load(args.code)
        self.vocabulary = load_vocabulary(base)
        rng = random.Random(args.seed)
        items = self._mix(rng)
        items += with_other_names(items, args.names, rng)
        teacher = self.vocabulary if args.teacher > 0 else None
        self.examples = encode(items, self.vocabulary, self.vocabulary, teacher)
        print(Counter(e.kind for e in self.examples), flush=True)
        start = split_tables(read_weights(model_path(base)))
        self.model = Tiny(torch.load(args.start) if args.start else start, args.dropout)
        if args.frozen_encoder:
            self.examples = remember(self.model, self.examples)
        else:
            self.model.w["decoder_Wemb"] = self.model.w["encoder_Wemb"]
        self.average = {k: v.clone() for k, v in self.model.weights().items()}
        self.teacher = Tiny(start) if args.teacher > 0 else None
        if self.teacher is not None:
            self.examples = teach(self.teacher, self.examples)
        self.outputs = OutputSet(
            self.examples, self.vocabulary.get_piece_size(), args.sampled_outputs
        )
        self.optimiser = self._optimiser()
        self.rng = rng
        self.sets = self._measured()

    def _mix(self, rng: random.Random) -> list[Sentence]:
        shares = dict(part.split(":") for part in self.args.mix.split(","))
        out: list[Sentence] = []
        by_kind: dict[str, list[Sentence]] = {}
        args = self.args
        for item in coded_sentences(args.direction, args.text, args.data, self.code):
            by_kind.setdefault(item.kind, []).append(item)
        for kind, share in shares.items():
            times = float(share)
            out += by_kind[kind] * int(times)
            out += rng.sample(by_kind[kind], int(len(by_kind[kind]) * (times % 1)))
        return out

    def _measured(self) -> dict[str, list[tuple[str, str]]]:
        """(what the network reads, reference) by set."""
        args = self.args
        both = zip(
            read_lines(args.text / "news.en"), read_lines(args.text / "news.ref.es"), strict=True
        )
        held = [pair for i, pair in enumerate(both) if is_held_out(i)]
        sets = {k: subset(v) for k, v in evaluation_pairs(args.evaluation, args.direction).items()}
        sets["held"] = held if args.direction == "enes" else [(es, en) for en, es in held]
        write = english_in if args.direction == "enes" else self.code.write
        return {name: [(fold(write(a))[0], b) for a, b in pairs] for name, pairs in sets.items()}

    def _optimiser(self) -> torch.optim.Optimizer:
        groups: dict[str, list[Tensor]] = {"table": [], "near": [], "far": []}
        near = "decoder" if self.args.direction == "enes" else "encoder"
        for name, weight in self.model.w.items():
            if self.args.frozen_encoder and name.startswith("encoder"):
                weight.requires_grad_(False)
                continue
            if name == "decoder_Wemb" and not self.args.frozen_encoder:
                continue  # the same as the encoder's
            if name in ("encoder_Wemb", "decoder_Wemb", "decoder_ff_logit_out_b"):
                groups["table"].append(weight)
            elif name.startswith(near) or "_context_" in name:
                groups["near"].append(weight)
            else:
                groups["far"].append(weight)
        args = self.args
        rates = {"table": args.lr_table, "near": args.lr_near, "far": args.lr_far}
        params = []
        for part, weights in groups.items():
            for weight in weights:
                weight.requires_grad_(rates[part] > 0)
            if rates[part] > 0:
                eps = 1e-5 if part == "table" else 1e-8
                params.append(
                    {"params": weights, "lr": rates[part], "base": rates[part], "eps": eps}
                )
        return torch.optim.AdamW(params, betas=(0.9, 0.98), weight_decay=0.0, fused=True)

    def loss(self, batch: Batch) -> Tensor:
        """Cross-entropy on the target, mixed with the stock student's view of clean Portuguese."""
        args, model = self.args, self.model
        gold = batch.target[batch.target_mask]
        ids, correction, position = self.outputs.draw(gold)
        previous = decoder_input(batch.target)
        with short():
            memory = batch.memory
            if memory is None:
                memory = model.encode(batch.source, batch.source_mask)
            hidden = model.decode(previous, memory, batch.source_mask)[batch.target_mask]
            matrix, bias = model.projection(ids)
            scores = (hidden @ matrix).float() + bias + correction
        logs = functional.log_softmax(scores, dim=-1)
        loss = -(1 - args.smoothing) * logs.gather(1, position[gold][:, None]).mean()
        if args.smoothing > 0:
            loss = loss - args.smoothing * logs.mean()
        if self.teacher is None or batch.wanted is None:
            return loss
        wanted = batch.wanted[batch.target_mask]
        with torch.no_grad(), short():
            matrix, bias = self.teacher.projection(ids)
            soft = ((wanted @ matrix).float() + bias + correction).softmax(-1)
        distance = functional.mse_loss(hidden, wanted) / wanted.var()
        kept = (1 - args.teacher) * loss if args.teacher < 1 else 0.0
        return kept - args.teacher * (soft * logs).sum(-1).mean() + args.match * distance

    def step(self, batch: Batch, number: int, progress: float) -> float:
        """One update; returns the loss."""
        scale = min(1.0, number / 100) * max(self.args.floor, 1 - progress)
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

    def measure(self, minutes: float) -> None:
        """Scores of the averaged weights; appended to the curve, weights saved."""
        row: dict[str, float] = {"minutes": round(minutes, 1)}
        shown = ""
        for name, pairs in self.sets.items():
            out = translate_lines(self.average, [a for a, _ in pairs], self.vocabulary)
            if self.args.direction == "enes":
                out = [self.code.spell(line) for line in out]
            else:
                out = [english_out(line) for line in out]
            bleu, chrf = score(out, [b for _, b in pairs])
            row |= {f"{name}_bleu": round(bleu, 2), f"{name}_chrf": round(chrf, 2)}
            shown = f"{out[3]} | {out[40]}"
        self.args.out.mkdir(parents=True, exist_ok=True)
        with (self.args.out / "curve.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        torch.save(self.average, self.args.out / "last.pt")
        print(row, shown, flush=True)

    def run(self) -> None:
        """Train for the given minutes."""
        args = self.args
        self.model.train()
        self.measure(0.0)
        began = mark = time.monotonic()
        last, number, tokens, total = 0.0, 0, 0, 0.0
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
                if number % 50 == 0:
                    speed = tokens / (time.monotonic() - mark)
                    line = f"{minutes:.1f} min loss {total / tokens:.3f} {speed:.0f} tokens/s"
                    print(number, line, flush=True)
                    tokens, total, mark = 0, 0.0, time.monotonic()
                if minutes - last >= args.every:
                    last = minutes
                    self.measure(minutes)
                    mark, tokens, total = time.monotonic(), 0, 0.0


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("direction", choices=tuple(PORTUGUESE))
    parser.add_argument("out", type=Path)
    for name in ("text", "data", "code", "evaluation"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights to go on from, else the stock student")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--every", type=float, default=5, help="minutes between measurements")
    parser.add_argument("--mix", default="student-base:2,student-tiny:1,back:1")
    parser.add_argument("--names", type=int, default=0, help="sentences with exchanged names")
    parser.add_argument("--lr-table", type=float, default=2e-4)
    parser.add_argument("--lr-near", type=float, default=2e-4)
    parser.add_argument("--lr-far", type=float, default=1e-4)
    parser.add_argument(
        "--frozen-encoder", action="store_true", help="with a table of its own, which stays"
    )
    parser.add_argument("--floor", type=float, default=0.02, help="lowest share of the rates")
    parser.add_argument("--teacher", type=float, default=0.0, help="weight of the teacher (esen)")
    parser.add_argument("--match", type=float, default=0.0, help="weight of hidden-state distance")
    parser.add_argument("--smoothing", type=float, default=0.0)
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--keep", type=float, default=0.98, help="running average, per 5 updates")
    parser.add_argument("--tokens", type=int, default=3000)
    parser.add_argument("--sampled-outputs", type=int, default=2000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    Tuner(args).run()


if __name__ == "__main__":
    main()
