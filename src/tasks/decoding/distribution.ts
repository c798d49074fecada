import { draw } from '../../../workers/text/decoding/choose';
import { GREEDY, lengthLimits } from '../../../workers/text/decoding/generation-options';
import { namedProcessors } from '../../../workers/text/decoding/logits-processors';
import { softmax } from '../../../workers/text/decoding/softmax';
import { topCandidates } from '../../../workers/text/decoding/top-candidates';

/** The knobs that reshape a distribution; a page without one has it at its neutral value. */
export const KNOBS = ['temperature', 'top_k', 'top_p', 'min_p', 'typical_p', 'repetition_penalty'] as const;
export type Knob = (typeof KNOBS)[number];
export type Knobs = Record<Knob, number>;

/** The distribution after one processor, or before all of them. */
export interface Stage {
  name: 'raw' | Knob;
  /** Logits as they are by now; -Infinity for what was ruled out. */
  scores: Float32Array;
  probabilities: Float64Array;
  /** Tokens that are still possible. */
  kept: number;
}

/**
 * What each processor leaves of a distribution, in transformers' order, computed by the very modules that decode.
 * @param logits of the whole vocabulary, as the model gave them
 * @param ids all tokens so far, prompt included
 */
export function stagesOf(logits: Float32Array, ids: readonly number[], knobs: Knobs): Stage[] {
  const options = { ...GREEDY, ...knobs, do_sample: true };
  const processors = namedProcessors(options, lengthLimits(options, ids.length, Number.POSITIVE_INFINITY), new Set());
  const scores = logits.slice();
  const stages = [stageOf('raw', scores)];
  for (const { name, apply } of processors) {
    apply(scores, ids);
    stages.push(stageOf(name as Knob, scores));
  }
  return stages;
}

function stageOf(name: Stage['name'], scores: Float32Array): Stage {
  let kept = 0;
  for (const score of scores) if (score > -Infinity) kept += 1;
  return { name, scores: scores.slice(), probabilities: softmax(scores), kept };
}

/** One token as a bar. */
export interface Bar {
  id: number;
  raw: number;
  /** In the stage that is looked at. */
  probability: number;
  /** The processor that ruled it out by then, if one did. */
  cutBy: Stage['name'] | null;
}

/** The likeliest tokens of the model, and those that must be seen, with what became of them up to a stage. */
export function barsOf(stages: readonly Stage[], stage: number, count: number, also: readonly number[]): Bar[] {
  const [raw] = stages;
  if (!raw) return [];
  const shown = topCandidates(raw.scores, count);
  const rest = [...new Set(also)].filter((id) => !shown.includes(id) && id < raw.scores.length);
  const upTo = stages.slice(0, stage + 1);
  return [...shown, ...rest].map((id) => ({
    id,
    raw: raw.probabilities[id] ?? 0,
    probability: stages[stage]?.probabilities[id] ?? 0,
    cutBy: upTo.find(({ scores }) => scores[id] === -Infinity)?.name ?? null,
  }));
}

/** A stretch between 0 and 1 that belongs to a token, in the order of the vocabulary. */
export interface Segment {
  id: number;
  from: number;
  to: number;
}

/** The wheel that the dice fall on: each possible token has a part as wide as its probability. */
export function wheelOf({ probabilities }: Stage): Segment[] {
  const segments: Segment[] = [];
  let cumulative = 0;
  for (let id = 0; id < probabilities.length; id++) {
    const probability = probabilities[id] ?? 0;
    if (!(probability > 0)) continue;
    segments.push({ id, from: cumulative, to: cumulative + probability });
    cumulative += probability;
  }
  return segments;
}

/** The token that a random number picks. */
export const pickedBy = ({ scores }: Stage, drawn: number): number => draw(scores, () => drawn);

/** Shannon's entropy of a stage, in nats. */
export function entropyAt({ probabilities }: Stage): number {
  let entropy = 0;
  for (const p of probabilities) if (p > 0) entropy -= p * Math.log(p);
  return entropy;
}
