import { formatBytes } from '../../lib/format';
import { Callout } from '../../ui/callout';
import { type HistoryItem, LARGEST_RUN } from './history-entry';

/** Says what of a run was too large to keep. */
export function CutNotice({ cut }: Pick<HistoryItem, 'cut'>) {
  if (cut === 'nothing') return null;
  return (
    <Callout tone="info">
      {cut === 'result'
        ? `The result was larger than ${formatBytes(LARGEST_RUN)} and was not kept; its input and settings were.`
        : `The input was larger than ${formatBytes(LARGEST_RUN)}: neither it nor the result was kept.`}
    </Callout>
  );
}
