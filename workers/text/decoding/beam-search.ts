import { drawSeveral } from './choose';
import type { GenerationOptions, LengthLimits } from './generation-options';
import type { TokenScore } from './token-scores';
import { type TopScore, topScores } from './top-candidates';

/** A sequence that beam search follows, prompt included, with the sum of its log-probabilities. */
export interface Beam {
  ids: readonly number[];
  logprob: number;
  tokens: readonly TokenScore[];
}

/** A sequence that has ended. `score` is the log-probability over length ** length_penalty. */
export interface FinishedBeam extends Beam {
  score: number;
  finishReason: 'length' | 'stop' | 'stop_string';
}

/** A beam by one token longer, as it was considered in one step. */
export interface BeamCandidate {
  /** The beam that it goes on from, counted as the beams that were kept the step before. */
  source: number;
  token: number;
  /** Sum of all its log-probabilities. */
  logprob: number;
  /** It goes on, it has ended and is set aside, or it is given up. */
  fate: 'kept' | 'finished' | 'pruned';
  /** Of a finished one: the log-probability over length ** length_penalty. */
  score: number | null;
}

/** A beam by one token longer, and the beam that it goes on from, as an index into {@link BeamSearch.beams}. */
interface Candidate extends Beam {
  source: number;
  finishReason: FinishedBeam['finishReason'] | null;
}

interface BeamSearchSetup {
  options: Pick<
    GenerationOptions,
    'num_beams' | 'length_penalty' | 'early_stopping' | 'do_sample' | 'num_return_sequences'
  >;
  limits: LengthLimits;
  endTokenIds: ReadonlySet<number>;
  /** Whether the last token completes a stop string. */
  stops: ((ids: readonly number[]) => boolean) | null;
  /** For beam sampling. */
  random: () => number;
}

/** What to read next: the token that each beam ends in, and the beam of the step before that it goes on from. */
export interface BeamStep {
  sources: number[];
  tokens: number[];
}

/**
 * Beam search of one prompt, without the model. Follows transformers' `_beam_search`: of twice `num_beams` candidates
 * (more where there are several end tokens) those that end are set aside when they are among the first `num_beams`,
 * and the best of the others go on. Where transformers fills up with beams of score -1e9, there are fewer beams here.
 */
export class BeamSearch {
  beams: Beam[];
  done = false;
  /** All that the last step considered, best first. */
  considered: readonly BeamCandidate[] = [];
  private finished: FinishedBeam[] = [];

  constructor(
    prompt: readonly number[],
    private readonly setup: BeamSearchSetup,
  ) {
    this.beams = [{ ids: prompt, logprob: 0, tokens: [] }];
  }

  /**
   * Takes the processed log-probabilities of the next token after each beam, and moves on by one token.
   * @param scoreOf says what to keep of a chosen token, or null
   */
  advance(logprobs: Float32Array[], scoreOf: ((beam: number, token: number) => TokenScore) | null): BeamStep {
    const candidates = this.candidates(logprobs, scoreOf);
    const { num_beams } = this.setup.options;
    const scores = new Map(candidates.slice(0, num_beams).map((candidate) => [candidate, this.setAside(candidate)]));
    const going = candidates.filter((candidate) => candidate.finishReason === null);
    going.sort((a, b) => b.logprob - a.logprob);
    const next = going.slice(0, num_beams);
    this.beams = next;
    this.considered = candidates.map((candidate) => {
      const score = scores.get(candidate) ?? null;
      const fate = score !== null ? 'finished' : next.includes(candidate) ? 'kept' : 'pruned';
      return { source: candidate.source, token: candidate.ids.at(-1) ?? 0, logprob: candidate.logprob, fate, score };
    });
    this.done = next.length === 0 || this.nothingToGain();
    return { sources: next.map(({ source }) => source), tokens: next.map(({ ids }) => ids.at(-1) ?? 0) };
  }

  /** The best sequences, best first. Fewer than asked for where there are not so many. */
  results(): FinishedBeam[] {
    return this.finished.slice(0, this.setup.options.num_return_sequences);
  }

  private candidates(
    logprobs: Float32Array[],
    scoreOf: ((beam: number, token: number) => TokenScore) | null,
  ): Candidate[] {
    const { num_beams, do_sample } = this.setup.options;
    const count = Math.max(2, 1 + this.setup.endTokenIds.size) * num_beams;
    const before = this.beams.map(({ logprob }) => logprob);
    const chosen = do_sample ? this.drawn(logprobs, before, count) : topScores(logprobs, before, count);
    return chosen.map(({ row: source, index: token, score: logprob }) => {
      const beam = this.beams[source] ?? { ids: [], tokens: [] };
      const ids = [...beam.ids, token];
      const tokens = scoreOf ? [...beam.tokens, scoreOf(source, token)] : beam.tokens;
      return { source, ids, tokens, logprob, finishReason: this.reasonToStop(ids, token) };
    });
  }

  /** As `topScores`, but drawn by their probability among all beams. */
  private drawn(logprobs: Float32Array[], before: readonly number[], count: number): TopScore[] {
    const vocabulary = logprobs[0]?.length ?? 0;
    const sums = new Float32Array(vocabulary * before.length);
    for (const [beam, row] of logprobs.entries()) {
      for (let id = 0; id < row.length; id++)
        sums[beam * vocabulary + id] = (before[beam] ?? 0) + (row[id] ?? -Infinity);
    }
    return drawSeveral(sums, count, this.setup.random).map((place) => ({
      row: Math.floor(place / vocabulary),
      index: place % vocabulary,
      score: sums[place] ?? -Infinity,
    }));
  }

  private reasonToStop(ids: readonly number[], token: number): FinishedBeam['finishReason'] | null {
    if (this.setup.endTokenIds.has(token)) return 'stop';
    if (this.setup.stops?.(ids)) return 'stop_string';
    return ids.length >= this.setup.limits.maximum ? 'length' : null;
  }

  /**
   * Puts a candidate that ends among the finished ones, of which the best `num_beams` stay.
   * @returns its score; null where it goes on
   */
  private setAside({ ids, logprob, tokens, finishReason }: Candidate): number | null {
    if (finishReason === null) return null;
    const written = ids.length - this.setup.limits.prompt;
    const score = Math.fround(logprob / written ** this.setup.options.length_penalty);
    this.finished.push({ ids, logprob, tokens, finishReason, score });
    // Sorting keeps the order of equals: those that were there first stay first.
    this.finished.sort((a, b) => b.score - a.score);
    this.finished.length = Math.min(this.finished.length, this.setup.options.num_beams);
    return score;
  }

  /**
   * Whether the search may stop before the longest length: there are enough finished beams and either that is enough
   * (`early_stopping: true`), or the best running one, judged by the length that it has or, for 'never' and a
   * length_penalty above 0, by the longest that it could have, cannot beat the worst of them.
   */
  private nothingToGain(): boolean {
    const { num_beams, early_stopping, length_penalty } = this.setup.options;
    const best = this.beams[0];
    if (!best || this.finished.length < num_beams) return false;
    if (early_stopping === true) return true;
    const { maximum, prompt } = this.setup.limits;
    const length = (early_stopping === 'never' && length_penalty > 0 ? maximum : best.ids.length) - prompt;
    const worst = this.finished[num_beams - 1]?.score ?? -Infinity;
    return Math.fround(best.logprob / length ** length_penalty) <= worst;
  }
}
