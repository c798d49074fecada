import type { ModelStore, Transfer } from '../contract/model-store';
import { formatPercent } from '../lib/format';
import { isMoving } from '../lib/transfer-words';
import { useTransfers } from './use-store';

/** How far the downloads are together; nothing while none goes on. */
export default function TransferBadge({ store }: { store: ModelStore }) {
  const moving = useTransfers(store).filter(isMoving);
  if (moving.length === 0) return null;
  const share = shareOfAll(moving);
  const words = share === null ? `${moving.length}` : formatPercent(share).replace(/\.\d/, '');
  return (
    <span className="mr-1.5 whitespace-nowrap rounded-full bg-accent px-1.5 font-medium text-2xs text-on-accent tabular-nums">
      <span className="sr-only">Downloading: </span>
      {words}
    </span>
  );
}

/** By bytes; null while the size of one of them is not known. */
function shareOfAll(transfers: readonly Transfer[]): number | null {
  const total = transfers.reduce<number | null>((sum, one) => (sum === null || !one.total ? null : sum + one.total), 0);
  return total ? Math.min(1, transfers.reduce((sum, { loaded }) => sum + loaded, 0) / total) : null;
}
