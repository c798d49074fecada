import { useMemo, useRef, useState } from 'react';
import { unpackFloats } from '../../lib/packed-floats';
import { useTaskStore } from '../../run/use-task-store';
import { Button } from '../../ui/button';
import { ChoiceButtons } from '../../ui/choice-buttons';
import { ExportPicture } from '../../ui/export-picture';
import { Bars } from './bars';
import { BarsTable, barsAsTable } from './bars-table';
import { Dice } from './dice';
import { barsOf, entropyAt, KNOBS, type Knobs, stagesOf } from './distribution';
import { KnobSliders } from './knob-sliders';
import type { Step, Strategy } from './task';

interface DistributionViewProps {
  step: Step | undefined;
  /** Of the token in the text, from 1. */
  number: number;
  /** All tokens before it. */
  ids: readonly number[];
  strategy: Strategy;
  nameOf(id: number): string;
  /** Takes another token in its place and goes on from there. */
  onFork(token: number): void;
  /** Runs this step again, for its distribution. */
  onLook(): void;
  busy: boolean;
}

const SHOWN = 16;

/** Where one token came from: the distribution, reshaped at once by the knobs. */
export function DistributionView(props: DistributionViewProps) {
  const { step, number, ids, strategy, nameOf, onFork, onLook, busy } = props;
  const knobs = useKnobs();
  const picture = useRef<SVGSVGElement>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const logits = useMemo(() => (step?.logits ? unpackFloats(step.logits) : null), [step]);
  const stages = useMemo(() => (logits ? stagesOf(logits, ids, knobs) : []), [logits, ids, knobs]);
  const found = stages.findIndex(({ name }) => name === wanted);
  const at = found >= 0 ? found : stages.length - 1;
  const stage = stages[at];
  const token = step?.token ?? -1;
  const bars = useMemo(() => barsOf(stages, at, SHOWN, [token]), [stages, at, token]);
  if (!step) return null;
  const title = `Token ${number}: the choice of “${nameOf(token)}”`;
  return (
    <section aria-label="Distribution" className="mt-6 border-line border-t pt-4">
      <h3 className="font-semibold">{title}</h3>
      {!stage ? (
        <p className="mt-2 max-w-prose text-ink-soft">
          There was no room to keep the whole distribution of this token.{' '}
          <Button size="small" disabled={busy} onClick={onLook}>
            Look at this step
          </Button>
        </p>
      ) : (
        <>
          <div className="mt-3 grid gap-x-8 gap-y-4 xl:grid-cols-[minmax(0,1fr)_17rem]">
            <div className="min-w-0">
              <ChoiceButtons
                label="After which processor"
                value={stage.name}
                options={stages.map(({ name }) => ({ value: name, label: name === 'raw' ? 'raw' : `after ${name}` }))}
                onChange={setWanted}
              />
              <p className="mt-2 text-ink-soft text-xs">
                {stage.kept === stage.scores.length
                  ? `All ${stage.kept} tokens are possible`
                  : `${stage.kept} of ${stage.scores.length} tokens are left`}
                , entropy {entropyAt(stage).toFixed(3)} nats. {NOTES[strategy]}
              </p>
              <Bars
                bars={bars}
                chosen={token}
                nameOf={nameOf}
                onChoose={onFork}
                picture={picture}
                busy={busy}
                label={title}
              />
            </div>
            <KnobSliders />
          </div>
          <div className="mt-3 flex flex-wrap items-start justify-between gap-3">
            <BarsTable bars={bars} stage={stage.name} nameOf={nameOf} />
            <ExportPicture
              name={`loupe-distribution-${number}`}
              svg={() => picture.current}
              table={() => barsAsTable(bars, stage.name, nameOf)}
            />
          </div>
          {step.drawn !== null && (
            <Dice stage={stages.at(-1) ?? stage} drawn={step.drawn} token={token} given={step.given} nameOf={nameOf} />
          )}
        </>
      )}
    </section>
  );
}

const NOTES: Record<Strategy, string> = {
  sampling: 'Choose a bar to go on with its token.',
  greedy: 'Greedy decoding takes the longest bar after repetition_penalty. Choose a bar to go on with its token.',
  'beam-search': 'Beams add up log-probabilities after repetition_penalty. Choose a bar to go on with its token.',
};

/** The knobs as they stand in the form; one that holds no number is at its neutral value. */
function useKnobs(): Knobs {
  const parameters = useTaskStore((state) => state.draft.parameters);
  const specs = useTaskStore((state) => state.task.parameters);
  const values = KNOBS.map((name) => {
    const spec = specs[name];
    const value = Number(parameters[name]);
    const fits = spec && 'minimum' in spec && value >= spec.minimum && value <= spec.maximum;
    return fits ? value : Number(spec?.default ?? 1);
  });
  const key = values.join(' ');
  return useMemo(() => {
    const numbers = key.split(' ').map(Number);
    return Object.fromEntries(KNOBS.map((name, index) => [name, numbers[index] ?? 1])) as Knobs;
  }, [key]);
}
