import { useState } from 'react';
import type { TokenizerDetails } from '../../lib/tokenizer/tokenized';
import { BatchMatrix } from './batch-matrix';
import { DecodedText } from './decoded-text';
import type { LinkedStretch } from './token-labels';
import { RowSwitch, TokenizedView } from './tokenized-view';

/** A run as it ended, drawn from its record alone. */
export function RecordedRun({ name, batch }: { name: string; batch: TokenizerDetails }) {
  const [at, setAt] = useState(0);
  const [linked, setLinked] = useState<LinkedStretch | null>(null);
  const row = Math.min(at, Math.max(0, batch.rows.length - 1));
  const decoded = batch.decoded[row];
  return (
    <div className="grid min-w-0 gap-3">
      <RowSwitch at={row} count={batch.rows.length} onChange={setAt} />
      <TokenizedView
        name={`${name} in this run`}
        batch={batch}
        mode="token"
        at={row}
        linked={linked}
        onLinked={setLinked}
      />
      {batch.batched && <BatchMatrix name={`${name} in this run`} batch={batch} />}
      {decoded && <DecodedText decoded={decoded} />}
    </div>
  );
}
