import { useState } from 'react';
import type { Failure } from '../contract/failure';
import type { Dtype } from '../contract/model';
import type { StoredModel } from '../contract/model-store';
import { formatAmount, formatBytes } from '../lib/format';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { FailureText } from './failure-text';
import { useModelServices } from './model-services';

export interface DeleteTarget {
  model: StoredModel;
  /** That dtype alone. */
  dtype?: Dtype;
}

interface DeleteDialogProps {
  targets: readonly DeleteTarget[];
  onClose(): void;
}

/** Asks, since nothing brings the bytes back but another download, and deletes. */
export function DeleteDialog({ targets, onClose }: DeleteDialogProps) {
  const { store } = useModelServices();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    for (const { model, dtype } of targets) {
      const outcome = await store.remove(model.key, dtype);
      if (!outcome.ok) {
        setBusy(false);
        return setFailure(outcome.failure);
      }
    }
    onClose();
  };
  const names = targets.map(titleOf);
  const bytes = targets.reduce((sum, target) => sum + bytesOf(target), 0);
  return (
    <ConfirmDialog
      title={`Delete ${names.length === 1 ? names[0] : formatAmount(names.length, 'model')}?`}
      confirm="Delete"
      busy={busy}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      {targets.length > 1 && (
        <ul className="mb-1.5 list-inside list-disc">
          {targets.map((target) => (
            <li key={titleOf(target)} className="[overflow-wrap:anywhere]">
              {titleOf(target)}, {formatBytes(bytesOf(target))}
            </li>
          ))}
        </ul>
      )}
      <p>This frees {formatBytes(bytes)} and cannot be undone.</p>
      {[...new Set(targets.map(({ model }) => backWords(model)))].map((words) => (
        <p key={words}>{words}</p>
      ))}
      {failure && <FailureText failure={failure} />}
    </ConfirmDialog>
  );
}

const titleOf = ({ model, dtype }: DeleteTarget): string => (dtype ? `${dtype} of ${model.id}` : model.id);

function bytesOf({ model, dtype }: DeleteTarget): number {
  return dtype ? (model.dtypes.find((entry) => entry.dtype === dtype)?.bytes ?? 0) : model.bytes;
}

/** How it could come back. */
function backWords({ source, starter }: StoredModel): string {
  if (starter) return 'It comes with Loupe: the next run fetches it again by itself.';
  if (source === 'local') return 'It was added from this machine: to use it again, add its files again.';
  return 'To use it again, it has to be downloaded again.';
}
