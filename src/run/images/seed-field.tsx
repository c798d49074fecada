import { useId, useRef } from 'react';
import type { SeedParameter } from '../../contract/parameter';
import { parameterProblem } from '../../lib/validate-request';
import { ChoiceButtons } from '../../ui/choice-buttons';
import { HelpTip } from '../../ui/help-tip';
import { Prose } from '../../ui/prose';
import { SeedInput } from '../../ui/seed-input';
import { useTaskStore } from '../use-task-store';

const MODES = [
  { value: 'random', label: 'Random', title: 'A new seed on each run' },
  { value: 'fixed', label: 'Fixed', title: 'The same seed on each run' },
  { value: 'increment', label: 'Increment', title: 'After each run the next seed that it has not used' },
] as const;

const drawSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/** The seed, and what becomes of it after a run. */
export function SeedField({ spec }: { spec: SeedParameter }) {
  const id = useId();
  const value = useTaskStore((state) => state.draft.parameters.seed ?? null);
  const mode = useTaskStore((state) => state.seedMode);
  const used = useTaskStore(({ run, viewed }) => {
    const shown = viewed?.run ?? run;
    return shown.status === 'done' ? shown.result.run.parameters.seed : null;
  });
  const setParameter = useTaskStore((state) => state.setParameter);
  const setSeedMode = useTaskStore((state) => state.setSeedMode);
  /** What was typed before random was chosen. */
  const typed = useRef<number | null>(null);
  const problem = parameterProblem(spec, value);
  const choose = (next: (typeof MODES)[number]['value']) => {
    setSeedMode(next === 'increment' ? 'increment' : 'fixed');
    if (next === 'random') {
      typed.current = typeof value === 'number' ? value : null;
      setParameter('seed', null);
    } else if (value === null) {
      setParameter('seed', typed.current ?? (typeof used === 'number' ? used : drawSeed()));
    }
  };
  return (
    <div data-parameter="seed">
      <div className="flex items-center gap-1">
        <label htmlFor={id} className="font-medium font-mono text-xs">
          seed
        </label>
        <HelpTip subject="seed" text={spec.help} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <SeedInput
          id={id}
          value={value}
          invalid={problem !== null}
          describedBy={problem ? `${id}-note` : undefined}
          onChange={(seed) => setParameter('seed', seed)}
          className="w-38"
        />
        <ChoiceButtons
          label="Seed of the next run"
          value={mode === 'increment' ? 'increment' : value === null ? 'random' : 'fixed'}
          options={MODES}
          onChange={choose}
        />
      </div>
      {problem && (
        <p id={`${id}-note`} className="mt-1 text-danger text-xs">
          seed <Prose text={`${problem}.`} />
        </p>
      )}
    </div>
  );
}
