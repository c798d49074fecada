import { clsx } from 'clsx';
import { DEVICE_NAMES, type DtypeChoice } from '../../contract/model';
import type { DtypeFit } from '../../contract/model-fit';
import { formatBytes } from '../../lib/format';

const VERDICT_WORDS = { runs: 'runs', risky: 'may not run', fails: 'will not run' } as const;
const TONES = { runs: 'text-good', risky: 'text-warn', fails: 'text-danger' } as const;

interface DtypeTableProps {
  dtypes: readonly DtypeFit[];
  asked: DtypeChoice;
  onDtype(dtype: DtypeChoice): void;
}

/** Every dtype that the model comes in; a click on one pins it, another click leaves the choice to the ladder again. */
export function DtypeTable({ dtypes, asked, onDtype }: DtypeTableProps) {
  if (dtypes.length === 0) return null;
  return (
    <details>
      <summary className="min-h-6 w-fit font-medium">
        {dtypes.length === 1
          ? 'One dtype, and whether it runs here'
          : `${dtypes.length} dtypes, and whether they run here`}
      </summary>
      <table className="mt-1 w-full text-left">
        <thead className="text-ink-soft">
          <tr>
            <th className="font-normal">dtype</th>
            <th className="font-normal">size</th>
            <th className="font-normal">here</th>
          </tr>
        </thead>
        <tbody>
          {dtypes.map((fit) => (
            <tr key={fit.dtype} className="border-line border-t align-top">
              <th scope="row" className="py-1 pr-2 font-normal">
                <button
                  type="button"
                  aria-pressed={asked === fit.dtype}
                  title={asked === fit.dtype ? 'Leave the choice to Loupe' : `Use ${fit.dtype}`}
                  onClick={() => onDtype(asked === fit.dtype ? 'auto' : fit.dtype)}
                  className={clsx(
                    'min-h-6 rounded-control border px-1.5 font-mono hover:bg-hover',
                    asked === fit.dtype ? 'border-accent bg-accent-soft' : 'border-line-strong',
                  )}
                >
                  {fit.dtype}
                </button>
              </th>
              <td className="whitespace-nowrap py-1.5 pr-2 tabular-nums">
                {fit.bytes === null ? 'unknown' : formatBytes(fit.bytes)}
                {fit.missing === 0 && <span className="block text-good">stored</span>}
              </td>
              <td className="py-1.5">
                <span className={TONES[fit.verdict]}>{VERDICT_WORDS[fit.verdict]}</span>
                {fit.rung && fit.verdict !== 'fails' && ` on ${DEVICE_NAMES[fit.rung.device]}`}
                {fit.reasons.map((reason) => (
                  <span key={reason} className="block text-ink-soft">
                    {reason}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
