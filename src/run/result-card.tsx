import { type ReactNode, useContext } from 'react';
import { DEVICE_NAMES } from '../contract/model';
import type { RunRecord } from '../contract/run';
import { formatCount, formatMilliseconds } from '../lib/format';
import type { Table } from '../lib/table';
import { type Fact, FactRow } from '../ui/fact-row';
import { ResultNameContext } from './result-name';
import { TakeAlong } from './take-along';

interface ResultCardProps {
  title: string;
  children: ReactNode;
  /** Once the run has ended well. */
  finished?: {
    value: unknown;
    run: RunRecord;
    /** What 'Copy' puts on the clipboard; left out where the result is no text. */
    text?(): string;
  };
  /** The result as rows, for CSV; made when it is asked for. A batch has it before its end, too. */
  table?: (() => Table) | undefined;
  facts?: readonly Fact[];
}

/** The box around a result: what came out, what it cost, and ways to take it along. */
export function ResultCard({ title, children, finished, table, facts = [] }: ResultCardProps) {
  const whose = useContext(ResultNameContext);
  return (
    <section aria-label={title + whose} className="rounded-panel border border-line bg-surface">
      <header className="flex flex-wrap items-center justify-between gap-x-2 border-line border-b py-1.5 pr-2 pl-4">
        <h2 className="font-semibold">{title}</h2>
        {(finished || table) && <TakeAlong finished={finished} table={table} />}
      </header>
      <div className="px-4 py-4">{children}</div>
      {(finished || facts.length > 0) && (
        <footer className="border-line border-t px-4 py-2.5">
          <FactRow facts={[...facts, ...(finished ? recordFacts(finished.run) : [])]} />
        </footer>
      )}
    </section>
  );
}

function recordFacts({ tokens, timings, device, dtype, model, self_check }: RunRecord): Fact[] {
  return [
    { label: 'tokens read', value: formatCount(tokens.input) },
    ...(tokens.output > 0 ? [{ label: 'written', value: formatCount(tokens.output) }] : []),
    { label: 'run', value: formatMilliseconds(timings.run_ms) },
    ...(timings.load_ms > 5 ? [{ label: 'load', value: formatMilliseconds(timings.load_ms) }] : []),
    { label: 'on', value: `${device && DEVICE_NAMES[device]} ${dtype}` },
    ...(self_check === 'checked' ? [{ label: 'checked on this', value: device === 'webgpu' ? 'GPU' : 'device' }] : []),
    { label: 'model', value: model.id },
  ];
}
