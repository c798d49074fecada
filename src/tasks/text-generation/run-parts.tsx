import { formatMilliseconds } from '../../lib/format';
import type { StartedRun } from '../../run/batch';
import { ResultCard } from '../../run/result-card';
import type { EndedRun, Partial } from '../../run/run-state';
import { useTaskStore } from '../../run/use-task-store';
import { Button } from '../../ui/button';
import type { Fact } from '../../ui/fact-row';
import { Sequences, type ShownSequence } from './sequences';
import type { TextGenerationDetails } from './task';

interface UnfinishedProps {
  sequences: readonly ShownSequence[];
  partial: Partial;
  writing: boolean;
}

/** Text as it comes, or as far as it came. */
export function Unfinished({ sequences, partial, writing }: UnfinishedProps) {
  if (sequences.length === 0) return null;
  return (
    <ResultCard title={writing ? 'Writing…' : 'Written before the stop'} facts={speedFacts(partial)}>
      <Sequences sequences={sequences} writing={writing} />
    </ResultCard>
  );
}

/** What can be said of the speed while a run goes on. */
export function speedFacts({ tokens, firstTokenAt, lastTokenAt }: Partial): Fact[] {
  const seconds = firstTokenAt !== null && lastTokenAt !== null ? (lastTokenAt - firstTokenAt) / 1000 : 0;
  return [
    ...(tokens > 0 ? [{ label: 'tokens', value: String(tokens) }] : []),
    ...(seconds > 0 ? [{ label: 'tokens/s', value: ((tokens - 1) / seconds).toFixed(1) }] : []),
  ];
}

/** Speed as the worker measured it, and the seed that was drawn. */
export function doneFacts({ result }: Extract<EndedRun, { status: 'done' }>): Fact[] {
  const { tokens_per_second } = result.details as TextGenerationDetails;
  const { parameters, timings } = result.run;
  const speed = Number(parameters.num_beams) > 1 ? 'steps/s' : 'tokens/s';
  const { first_token_ms } = timings;
  return [
    ...(tokens_per_second ? [{ label: speed, value: tokens_per_second.toFixed(1) }] : []),
    ...(first_token_ms === null ? [] : [{ label: 'first token', value: formatMilliseconds(first_token_ms) }]),
    ...(parameters.do_sample ? [{ label: 'seed', value: String(parameters.seed) }] : []),
  ];
}

/** Puts the seed that a run has drawn into the form; nothing where none was. */
export function KeepSeed({ run, className }: { run: StartedRun; className: string }) {
  const setParameter = useTaskStore((state) => state.setParameter);
  if (run.status !== 'done') return null;
  const { seed, do_sample: sampled } = run.result.run.parameters;
  if (sampled !== true || typeof seed !== 'number') return null;
  return (
    <Button size="small" className={className} onClick={() => setParameter('seed', seed)}>
      Keep seed {seed}
    </Button>
  );
}
