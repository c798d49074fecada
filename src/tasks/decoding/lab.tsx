import { clsx } from 'clsx';
import { useRef, useState } from 'react';
import { ResultCard } from '../../run/result-card';
import type { RunState } from '../../run/run-state';
import { BeamTreeView } from './beam-tree-view';
import { CurveView } from './curve-view';
import { DistributionView } from './distribution-view';
import { RunChoice } from './run-choice';
import { StepText } from './step-text';
import type { DecodedRun, DecodingDetails, DecodingValue } from './task';
import { tokenName } from './token-name';
import { useFork } from './use-fork';

type Done = Extract<RunState, { status: 'done' }>;

/** The result of a run, which stays in sight while the next one goes on: a fork follows a fork. */
export function Lab({ run }: { run: RunState }) {
  const last = useRef<Done | null>(null);
  if (run.status === 'done') last.current = run;
  if (run.status === 'idle') last.current = null;
  const shown = last.current;
  if (!shown) return null;
  const { value, details, run: record } = shown.result;
  return (
    <div aria-busy={run.status === 'running'} className={clsx('min-w-0', run.status === 'running' && 'opacity-60')}>
      <LabResult
        key={record.id}
        done={shown}
        value={value as DecodingValue}
        details={details as DecodingDetails}
        busy={run.status === 'running'}
      />
    </div>
  );
}

interface LabResultProps {
  done: Done;
  value: DecodingValue;
  details: DecodingDetails;
  busy: boolean;
}

function LabResult({ done, value, details, busy }: LabResultProps) {
  const { run: record } = done.result;
  const [chosen, setChosen] = useState(0);
  const run = details.runs[chosen];
  const [step, setStep] = useState(() => firstOwnStep(run));
  const fork = useFork(done, run?.strategy ?? 'sampling');
  const text = value[chosen];
  if (!run || !text) return null;
  const at = Math.min(step, run.steps.length - 1);
  const nameOf = (id: number) => tokenName(id, details);
  const ids = run.steps.map(({ token }) => token);
  return (
    <ResultCard
      title="How it was written"
      finished={{ value, run: record, text: () => value.map(({ generated_text }) => generated_text).join('\n') }}
      facts={
        typeof record.parameters.seed === 'number' ? [{ label: 'seed', value: String(record.parameters.seed) }] : []
      }
    >
      {details.runs.length > 1 && (
        <RunChoice
          value={value}
          chosen={chosen}
          onChoose={(index) => {
            setChosen(index);
            setStep(firstOwnStep(details.runs[index]));
          }}
        />
      )}
      <StepText
        prompt={String(done.asked.input.text ?? '')}
        steps={run.steps}
        selected={at}
        onSelect={setStep}
        nameOf={nameOf}
        onMore={(count) => fork(ids, count)}
        onRegrow={(index) => fork(ids.slice(0, index), null)}
        busy={busy}
        ended={details.end_token_ids.includes(ids.at(-1) ?? -1)}
      />
      <DistributionView
        step={run.steps[at]}
        number={at + 1}
        ids={[...details.prompt_token_ids, ...ids.slice(0, at)]}
        strategy={run.strategy}
        nameOf={nameOf}
        onFork={(token) => fork([...ids.slice(0, at), token], null)}
        onLook={() => fork(ids.slice(0, at), 1)}
        busy={busy}
      />
      <CurveView
        steps={run.steps}
        selected={at}
        onSelect={setStep}
        nameOf={nameOf}
        perplexity={text.perplexity}
        logprob={text.logprob}
      />
      {run.tree && (
        <BeamTreeView
          nodes={run.tree}
          best={text}
          nameOf={nameOf}
          onFork={(path) => fork([...givenOf(run), ...path], null)}
          busy={busy}
        />
      )}
    </ResultCard>
  );
}

const givenOf = (run: DecodedRun): number[] => run.steps.filter(({ given }) => given).map(({ token }) => token);

/** The first token that was not given: what the run was for. */
const firstOwnStep = (run: DecodedRun | undefined): number =>
  Math.max(0, run?.steps.findIndex(({ given }) => !given) ?? 0);
