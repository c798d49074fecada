import { useState } from 'react';
import type { Transfer } from '../contract/model-store';
import { useModelServices } from './model-services';
import { TransferItem } from './transfer-item';
import { useTransfers } from './use-store';

/** What is on its way. Nothing is shown where nothing is. */
export function TransferSection() {
  const { store } = useModelServices();
  const transfers = useWorthShowing(useTransfers(store));
  if (transfers.length === 0) return null;
  return (
    <section aria-labelledby="transfers">
      <h2 id="transfers" className="font-semibold text-base">
        Downloads
      </h2>
      <ul className="mt-2 divide-y divide-line rounded-panel border border-line bg-surface px-4">
        {transfers.map((transfer) => (
          <TransferItem key={transfer.key} transfer={transfer} />
        ))}
      </ul>
    </section>
  );
}

/** What was done before anybody looked is no news: models that runs have fetched are in the list below. */
function useWorthShowing(transfers: readonly Transfer[]): readonly Transfer[] {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const fresh = transfers.filter(({ key, state }) => state.name !== 'done' && !seen.has(key));
  if (fresh.length > 0) setSeen(new Set([...seen, ...fresh.map(({ key }) => key)]));
  return transfers.filter(({ key, state }) => state.name !== 'done' || seen.has(key));
}
