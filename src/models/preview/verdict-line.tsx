import { CircleAlert, CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react';
import { DEVICE_NAMES } from '../../contract/model';
import type { DtypeFit, Fit, Verdict } from '../../contract/model-fit';
import { formatBytes } from '../../lib/format';

const LOOKS: Record<Verdict, { Icon: typeof CircleCheck; tone: string; words: string }> = {
  runs: { Icon: CircleCheck, tone: 'text-good', words: 'Will run here' },
  risky: { Icon: TriangleAlert, tone: 'text-warn', words: 'May not run here' },
  fails: { Icon: CircleAlert, tone: 'text-danger', words: 'Will not run here' },
};

/** A host without a list of files: nothing speaks against it, and nothing for it. */
const UNKNOWN = { Icon: CircleHelp, tone: 'text-ink-soft', words: 'Would be tried first' };

/** The judgement, what would be chosen, and why not. */
export function VerdictLine({
  fit: { chosen: rung, verdict, reasons },
  chosen,
}: {
  fit: Fit;
  chosen: DtypeFit | null;
}) {
  const { Icon, tone, words } = verdict === 'runs' && chosen?.bytes === null ? UNKNOWN : LOOKS[verdict];
  return (
    <div role="status">
      <p className={`flex items-start gap-1.5 font-medium ${tone}`}>
        <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        <span>
          {words}
          {rung && `: ${rung.dtype} on ${DEVICE_NAMES[rung.device]}`}
        </span>
      </p>
      {chosen && <p className="text-ink-soft">{sizeWords(chosen)}</p>}
      {reasons.map((reason) => (
        <p key={reason} className="mt-0.5">
          {reason}
        </p>
      ))}
    </div>
  );
}

function sizeWords({ bytes, missing, memory }: DtypeFit): string {
  const parts = [
    missing === 0
      ? 'All on this machine'
      : bytes === null
        ? 'Its host gives no list of files with sizes'
        : fetchWords(bytes, missing),
    ...(memory === null ? [] : [`about ${formatBytes(memory)} of memory`]),
  ];
  return `${parts.join(', ')}.`;
}

const fetchWords = (bytes: number, missing: number | null): string =>
  missing !== null && missing < bytes
    ? `${formatBytes(missing)} of ${formatBytes(bytes)} to fetch`
    : `${formatBytes(bytes)} to fetch`;
