import { type ReactNode, useEffect, useState } from 'react';
import { formatMoment } from '../../lib/format';
import { ResultNameContext } from '../result-name';
import type { RunState } from '../run-state';
import { useTaskStore } from '../use-task-store';
import { CutNotice } from './cut-notice';
import type { HistoryEntry, HistoryItem } from './history-entry';
import { differences } from './item-facts';

interface CompareRunsProps {
  older: HistoryItem;
  newer: HistoryItem;
  result(run: RunState): ReactNode;
}

/** Two runs side by side, with what they were asked differently above them. */
export function CompareRuns({ older, newer, result }: CompareRunsProps) {
  const specs = useTaskStore(({ task }) => task.parameters);
  const rows = differences(older, newer, specs);
  return (
    <div className="grid gap-4">
      {rows.length === 0 ? (
        <p>Both were asked the same.</p>
      ) : (
        <table className="w-full table-fixed text-left text-xs">
          <caption className="sr-only">What differs between the two runs</caption>
          <thead>
            <tr className="text-ink-soft">
              <th scope="col" className="w-2/5 py-1 pr-3 font-normal sm:w-1/4">
                What differs
              </th>
              {['Older run', 'Newer run'].map((name) => (
                <th key={name} scope="col" className="py-1 pr-3 font-normal">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, values }) => (
              <tr key={name} className="border-line border-t align-top">
                <th scope="row" className="py-1 pr-3 font-medium font-mono [overflow-wrap:anywhere]">
                  {name}
                </th>
                {values.map((value, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: older and newer
                  <td key={index} dir="auto" className="py-1 pr-3 [overflow-wrap:anywhere]">
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="grid items-start gap-4 md:grid-cols-2">
        <PastRun name="Older run" item={older} result={result} />
        <PastRun name="Newer run" item={newer} result={result} />
      </div>
    </div>
  );
}

interface PastRunProps {
  name: string;
  item: HistoryItem;
  result(run: RunState): ReactNode;
}

function PastRun({ name, item, result }: PastRunProps) {
  const history = useTaskStore((state) => state.history);
  const [entry, setEntry] = useState<HistoryEntry | null>(null);
  useEffect(() => {
    let wanted = true;
    void history.read(item.id).then((found) => wanted && setEntry(found));
    return () => {
      wanted = false;
    };
  }, [history, item.id]);
  return (
    <div className="grid min-w-0 gap-2">
      <h3 className="text-ink-soft text-xs">
        {name}, {formatMoment(item.at)}
      </h3>
      {item.failure && <p>{item.failure}</p>}
      <ResultNameContext value={`, ${name.toLowerCase()}`}>{entry?.run && result(entry.run)}</ResultNameContext>
      <CutNotice cut={item.cut} />
    </div>
  );
}
