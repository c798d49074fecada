import { useState } from 'react';
import type { Failure } from '../contract/failure';
import type { FileProblem, StoredModel } from '../contract/model-store';
import type { Outcome } from '../contract/outcome';
import { formatAmount } from '../lib/format';
import { saveFile } from '../lib/save-file';
import { Button } from '../ui/button';
import { FailureText } from './failure-text';
import { useModelServices } from './model-services';

/** What is being done about one model, or what came of it. */
export type Work =
  | { state: 'idle' }
  | { state: 'busy'; words: string }
  | { state: 'done'; words: string }
  | { state: 'damaged'; problems: readonly FileProblem[]; own: boolean }
  | { state: 'outdated' }
  | { state: 'failed'; failure: Failure };

/** Checking, updating and exporting one model; one of them at a time. */
export function useMaintenance({ key, id, from, source }: StoredModel) {
  const { store } = useModelServices();
  const [work, setWork] = useState<Work>({ state: 'idle' });
  const perform = async <T,>(words: string, act: () => Promise<Outcome<T>>, show: (value: T) => Work) => {
    if (work.state === 'busy') return;
    setWork({ state: 'busy', words });
    const outcome = await act();
    setWork(outcome.ok ? show(outcome.value) : { state: 'failed', failure: outcome.failure });
  };
  const done = (words: string): Work => ({ state: 'done', words });
  return {
    work,
    check: () =>
      void perform(
        'Reading every file again…',
        () => store.verify(key),
        (problems) =>
          problems.length > 0 ? { state: 'damaged', problems, own: source === 'local' } : done('Every file is whole.'),
      ),
    lookForUpdate: () =>
      void perform(
        `Asking ${from}…`,
        () => store.hasUpdate(key),
        (newer): Work =>
          newer ? { state: 'outdated' } : done(newer === null ? 'Its host does not say.' : 'This is the newest.'),
      ),
    update: () =>
      void perform(
        'Comparing files…',
        () => store.update(key),
        () => done('Files that have changed are fetched again; see the downloads above.'),
      ),
    exportZip: () =>
      void perform(
        'Writing the zip…',
        () => store.exportZip(key),
        (zip) => {
          saveFile(zip, `${id.replaceAll('/', '--')}.zip`);
          return done('The zip is with your downloads.');
        },
      ),
  };
}

/** What {@link useMaintenance} has to say. */
export function MaintenanceNote({ work, onUpdate }: { work: Work; onUpdate(): void }) {
  return (
    <div role="status" className="text-xs empty:hidden">
      <Note work={work} onUpdate={onUpdate} />
    </div>
  );
}

function Note({ work, onUpdate }: { work: Work; onUpdate(): void }) {
  switch (work.state) {
    case 'idle':
      return null;
    case 'busy':
    case 'done':
      return <p className="mt-2 text-ink-soft">{work.words}</p>;
    case 'failed':
      return (
        <div className="mt-2">
          <FailureText failure={work.failure} />
        </div>
      );
    case 'outdated':
      return (
        <p className="mt-2 flex flex-wrap items-center gap-2">
          Its host has a newer commit.
          <Button size="small" variant="primary" onClick={onUpdate}>
            Update
          </Button>
        </p>
      );
    case 'damaged':
      return (
        <div className="mt-2 text-danger">
          <p>
            {formatAmount(work.problems.length, 'file')} damaged and dropped;{' '}
            {work.own
              ? 'add the model again from its own files to use it.'
              : 'the next run or download fetches them again.'}
          </p>
          <ul className="list-inside list-disc">
            {work.problems.map(({ path, problem }) => (
              <li key={path} className="[overflow-wrap:anywhere]">
                <code>{path}</code>: {problem}
              </li>
            ))}
          </ul>
        </div>
      );
    default:
      return work satisfies never;
  }
}
