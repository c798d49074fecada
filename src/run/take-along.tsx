import { Code, Download } from 'lucide-react';
import { Suspense, useState } from 'react';
import type { RunRecord } from '../contract/run';
import { saveFile } from '../lib/save-file';
import type { Table } from '../lib/table';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { lazyPart } from '../ui/lazy-part';
import { LookInsideMenu } from './look-inside-menu';
import { useTaskStore } from './use-task-store';

const CodeDialog = lazyPart(() => import('./code-dialog'));

interface TakeAlongProps {
  finished: { value: unknown; run: RunRecord; text?(): string } | undefined;
  table: (() => Table) | undefined;
}

/** Copy, downloads and code of a result. */
export function TakeAlong({ finished, table }: TakeAlongProps) {
  const task = useTaskStore((state) => state.task.id);
  return (
    <div className="-ml-2 flex flex-wrap">
      {finished?.text && <CopyButton label="Copy" text={finished.text} />}
      {finished && (
        <Button size="small" variant="quiet" onClick={() => saveJson(finished.value, finished.run)}>
          <Download aria-hidden className="size-3.5" />
          JSON
        </Button>
      )}
      {table && <CsvButton table={table} name={fileName(task, finished?.run.started_at)} />}
      {finished && <CodeButton run={finished.run} />}
      {finished && <LookInsideMenu run={finished.run} value={finished.value} />}
    </div>
  );
}

function CsvButton({ table, name }: { table: () => Table; name: string }) {
  const [failed, setFailed] = useState(false);
  const save = async () => {
    try {
      const { writeCsv } = await import('../lib/csv');
      saveFile(new Blob([writeCsv(table())], { type: 'text/csv' }), `${name}.csv`);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <Button size="small" variant="quiet" onClick={() => void save()}>
      <Download aria-hidden className="size-3.5" />
      <span aria-live="polite">{failed ? 'CSV could not be made' : 'CSV'}</span>
    </Button>
  );
}

function CodeButton({ run }: { run: RunRecord }) {
  const loadCode = useTaskStore((state) => state.loadCode);
  const [open, setOpen] = useState(false);
  if (!loadCode) return null;
  return (
    <>
      <Button size="small" variant="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Code aria-hidden className="size-3.5" />
        Code
      </Button>
      {open && (
        <Suspense>
          <CodeDialog run={run} loadCode={loadCode} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Of pictures their size is written: their bytes are saved one by one. */
const withoutBytes = (_: string, value: unknown) =>
  value instanceof Blob ? { type: value.type, bytes: value.size } : value;

function saveJson(value: unknown, run: RunRecord): void {
  const blob = new Blob([JSON.stringify({ value, run }, withoutBytes, 2)], { type: 'application/json' });
  saveFile(blob, `${fileName(run.task, run.started_at)}.json`);
}

const fileName = (task: string, at = new Date().toISOString()): string => `loupe-${task}-${at.replaceAll(':', '-')}`;
