import { ArrowLeft, Columns2, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { formatAmount } from '../../lib/format';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { UndoNotice } from '../../ui/undo-notice';
import type { RunState } from '../run-state';
import { useTaskStore } from '../use-task-store';
import { CompareRuns } from './compare-runs';
import type { HistoryItem } from './history-entry';
import { itemFacts } from './item-facts';
import { RUNS_KEPT } from './run-history';
import { useHistory } from './use-history';

interface HistoryDialogProps {
  /** Draws the result of a run, as the tab does. */
  result(run: RunState): ReactNode;
  onClose(): void;
}

/** The runs of the past of one tab: open one, compare two, clear them all. */
export default function HistoryDialog({ result, onClose }: HistoryDialogProps) {
  const task = useTaskStore((state) => state.task);
  const view = useTaskStore((state) => state.view);
  const { items, cleared, clear, undo } = useHistory();
  const [chosen, setChosen] = useState<string[]>([]);
  const [comparing, setComparing] = useState(false);
  const pair = (items ?? []).filter(({ id }) => chosen.includes(id));
  const [newer, older] = pair;
  // Closed first: it gives the focus back to its button, and the run that is shown then takes it.
  const open = (item: HistoryItem) => {
    onClose();
    void view(item);
  };
  if (comparing && newer && older) {
    return (
      <Dialog
        wide
        title="Two runs compared"
        description={
          <button
            type="button"
            className="inline-flex items-center gap-1 underline"
            onClick={() => setComparing(false)}
          >
            <ArrowLeft aria-hidden className="size-3" />
            Back to the history
          </button>
        }
        onClose={onClose}
      >
        <CompareRuns older={older} newer={newer} result={result} />
      </Dialog>
    );
  }
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <Dialog
      title="History"
      description={`The last ${RUNS_KEPT} runs of ${task.title.toLowerCase()}. They are kept in this browser and nowhere else.`}
      onClose={onClose}
    >
      {cleared > 0 && <UndoNotice onUndo={() => void undo()}>{`${formatAmount(cleared, 'run')} removed.`}</UndoNotice>}
      {items?.length === 0 && cleared === 0 && <p className="py-4 text-ink-soft">Nothing has been run here yet.</p>}
      {items && items.length > 0 && (
        <>
          <div className="flex flex-wrap items-center justify-between gap-2">
            <p className="text-ink-soft text-xs">Open a run, or tick two to compare them.</p>
            <div className="flex gap-1.5">
              <Button size="small" disabled={pair.length !== 2} onClick={() => setComparing(true)}>
                <Columns2 aria-hidden className="size-3.5" />
                Compare
              </Button>
              <Button size="small" variant="quiet" onClick={() => void clear()}>
                <Trash2 aria-hidden className="size-3.5" />
                Clear
              </Button>
            </div>
          </div>
          <ul aria-label="Runs" className="mt-2 divide-y divide-line">
            {items.map((item) => (
              <li key={item.id} className="flex items-start gap-1">
                <label className="grid size-9 shrink-0 place-items-center">
                  <input
                    type="checkbox"
                    aria-label={`Compare: ${item.title}`}
                    checked={chosen.includes(item.id)}
                    disabled={pair.length === 2 && !chosen.includes(item.id)}
                    onChange={() => toggle(item.id)}
                    className="size-4 accent-accent"
                  />
                </label>
                <ItemButton item={item} facts={itemFacts(item, task.parameters)} onOpen={() => open(item)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

const STATUS_WORDS = { done: null, failed: 'failed', cancelled: 'stopped' } as const;

function ItemButton({ item, facts, onOpen }: { item: HistoryItem; facts: string[]; onOpen(): void }) {
  const status = STATUS_WORDS[item.status];
  return (
    <button
      type="button"
      onClick={onOpen}
      className="min-w-0 grow rounded-control px-2 py-1.5 text-left hover:bg-hover"
    >
      <span className="flex items-baseline gap-2">
        <span dir="auto" className="min-w-0 grow truncate font-medium">
          {item.title || '(no text)'}
        </span>
        {status && <span className="shrink-0 text-warn text-xs">{status}</span>}
      </span>
      <span className="block text-ink-soft text-xs [overflow-wrap:anywhere]">{facts.join(' · ')}</span>
      {item.failure && <span className="block text-ink-soft text-xs [overflow-wrap:anywhere]">{item.failure}</span>}
    </button>
  );
}
