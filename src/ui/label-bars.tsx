import { clsx } from 'clsx';
import { formatPercent } from '../lib/format';

interface LabelBarsProps {
  labels: readonly { label: string; score: number }[];
  /** The first `kept` labels are what the pipeline returned; the others are shown muted. */
  kept: number;
  /** Scores are probabilities (0 to 1), not logits. */
  probabilities: boolean;
}

/** One bar for each label, best first. A definition list, so that it reads as text too. */
export function LabelBars({ labels, kept, probabilities }: LabelBarsProps) {
  const scale = probabilities ? 1 : Math.max(...labels.map(({ score }) => Math.abs(score)), Number.MIN_VALUE);
  return (
    <dl className="grid grid-cols-[minmax(4rem,max-content)_1fr_max-content] items-center gap-x-3 gap-y-2">
      {labels.map(({ label, score }, index) => (
        <div key={label} className={clsx('contents', index >= kept && 'text-ink-soft')}>
          <dt className="truncate font-medium">{label}</dt>
          <dd aria-hidden className="h-5 overflow-hidden rounded-sm bg-sunken">
            <div
              className={clsx('h-full rounded-sm', index < kept ? 'bg-bar' : 'bg-bar-muted')}
              style={barStyle(score / scale, probabilities)}
            />
          </dd>
          <dd className="text-right font-mono text-xs tabular-nums">
            {probabilities ? formatPercent(score) : score.toFixed(3)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Probabilities grow from the left edge; logits from a zero in the middle, to either side. */
function barStyle(share: number, probabilities: boolean): { width: string; marginLeft: string } {
  const length = Math.max(0.4, Math.abs(share) * (probabilities ? 100 : 50));
  const start = probabilities ? 0 : share < 0 ? 50 - length : 50;
  return { width: `${length}%`, marginLeft: `${start}%` };
}
