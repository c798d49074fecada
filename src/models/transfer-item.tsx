import { useSyncExternalStore } from 'react';
import type { Transfer } from '../contract/model-store';
import { TransferRow } from '../ui/transfer-row';
import { FailureLinks } from './failure-links';
import { useModelServices } from './model-services';
import { useNow } from './use-store';

interface TransferItemProps {
  transfer: Transfer;
  /** Not on the page of the models. */
  elsewhere?: boolean;
}

/** A download that can be paused, gone on with and given up; where it failed, with the ways to what helps. */
export function TransferItem({ transfer, elsewhere = false }: TransferItemProps) {
  const { store, hub } = useModelServices();
  const { host } = useSyncExternalStore(hub.subscribe, hub.get);
  const { key, state, model } = transfer;
  const now = useNow(state.name === 'retrying');
  return (
    <TransferRow
      transfer={transfer}
      now={now}
      onPause={() => store.pause(key)}
      onResume={() => store.resume(key)}
      onAbort={() => store.abort(key)}
    >
      {state.name === 'failed' && (
        <div className="-mx-2 flex flex-wrap gap-2 text-xs empty:hidden">
          <FailureLinks code={state.failure.code} page={`${host}${model.id}`} elsewhere={elsewhere} />
        </div>
      )}
    </TransferRow>
  );
}
