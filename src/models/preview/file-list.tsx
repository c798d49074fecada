import type { Dtype, ModelFile } from '../../contract/model';
import { formatAmount, formatBytes } from '../../lib/format';

/** Every file that a run in this dtype would need. */
export function FileList({ files, dtype }: { files: readonly ModelFile[]; dtype: Dtype | null }) {
  if (files.length === 0) return null;
  return (
    <details>
      <summary className="min-h-6 w-fit font-medium">
        {formatAmount(files.length, 'file')}
        {dtype && ` for ${dtype}`}
      </summary>
      <ul className="mt-1">
        {files.map(({ path, bytes, optional }) => (
          <li key={path} className="flex justify-between gap-2 py-0.5">
            <span className="min-w-0 font-mono [overflow-wrap:anywhere]">{path}</span>
            <span className="shrink-0 text-ink-soft tabular-nums">
              {bytes === undefined ? (optional ? 'if there' : 'unknown') : formatBytes(bytes)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
