import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { DEVICE_NAMES } from '../contract/model';
import type { RunRecord } from '../contract/run';
import { formatCount, formatMilliseconds } from '../lib/format';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { type Fact, FactRow } from '../ui/fact-row';

interface ResultCardProps {
  title: string;
  children: ReactNode;
  /** Once the run has ended well. */
  finished?: {
    value: unknown;
    run: RunRecord;
    /** What 'Copy' puts on the clipboard. */
    text(): string;
  };
  facts?: readonly Fact[];
}

/** The box around a result: what came out, what it cost, and ways to take it along. */
export function ResultCard({ title, children, finished, facts = [] }: ResultCardProps) {
  return (
    <section aria-label={title} className="rounded-panel border border-line bg-surface">
      <header className="flex flex-wrap items-center justify-between gap-2 border-line border-b py-1.5 pr-2 pl-4">
        <h2 className="font-semibold">{title}</h2>
        {finished && (
          <div className="flex flex-wrap">
            <CopyButton label="Copy" text={finished.text} />
            <Button size="small" variant="quiet" onClick={() => downloadRun(finished.value, finished.run)}>
              <Download aria-hidden className="size-3.5" />
              JSON
            </Button>
          </div>
        )}
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

function recordFacts({ tokens, timings, device, dtype, model }: RunRecord): Fact[] {
  return [
    { label: 'tokens read', value: formatCount(tokens.input) },
    ...(tokens.output > 0 ? [{ label: 'written', value: formatCount(tokens.output) }] : []),
    { label: 'run', value: formatMilliseconds(timings.run_ms) },
    ...(timings.load_ms > 5 ? [{ label: 'load', value: formatMilliseconds(timings.load_ms) }] : []),
    { label: 'on', value: `${device && DEVICE_NAMES[device]} ${dtype}` },
    { label: 'model', value: model.id },
  ];
}

function downloadRun(value: unknown, run: RunRecord): void {
  const blob = new Blob([JSON.stringify({ value, run }, null, 2)], { type: 'application/json' });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = `loupe-${run.task}-${run.started_at.replaceAll(':', '-')}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
