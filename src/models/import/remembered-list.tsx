import { useEffect, useState } from 'react';
import { formatAgo } from '../../lib/format-ago';
import { Button } from '../../ui/button';
import { type Collected, collectFromFolder } from './collect-files';
import { forgetFolder, listFolders, mayRead, type RememberedFolder } from './remembered-folders';

interface RememberedFoldersProps {
  busy: boolean;
  /** The list is read again when it changes. */
  version: string;
  onRead(folder: RememberedFolder, collected: Collected): void;
}

/** Folders that models were read from, in browsers that let them be read again. */
export function RememberedFolders({ busy, version, onRead }: RememberedFoldersProps) {
  const [folders, setFolders] = useState<readonly RememberedFolder[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const refresh = () => void listFolders().then(setFolders);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when to look again
  useEffect(refresh, [version]);
  if (folders.length === 0) return null;
  const readAgain = async (folder: RememberedFolder) => {
    setProblem(null);
    try {
      if (!(await mayRead(folder.handle))) return setProblem(`The folder of ${folder.id} may not be read.`);
      onRead(folder, await collectFromFolder(folder.handle));
    } catch {
      setProblem(`The folder of ${folder.id} cannot be read: it was moved or deleted, perhaps.`);
    }
  };
  return (
    <div className="mt-3">
      <h3 className="font-medium">Remembered folders</h3>
      <ul className="mt-1 divide-y divide-line">
        {folders.map((folder) => (
          <li key={folder.id} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-1.5">
            <span className="min-w-0 flex-1 basis-40 [overflow-wrap:anywhere]">
              {folder.handle.name} <span className="font-mono text-ink-soft text-xs">{folder.id}</span>{' '}
              <span className="text-ink-soft text-xs">read {formatAgo(folder.readAt, Date.now())}</span>
            </span>
            <Button
              size="small"
              aria-disabled={busy}
              aria-label={`Read ${folder.id} again`}
              onClick={() => !busy && void readAgain(folder)}
            >
              Read again
            </Button>
            <Button
              size="small"
              variant="quiet"
              aria-label={`Forget the folder of ${folder.id}`}
              onClick={() => void forgetFolder(folder.id).then(refresh)}
            >
              Forget
            </Button>
          </li>
        ))}
      </ul>
      {problem && (
        <p role="alert" className="mt-1 text-danger text-xs">
          {problem}
        </p>
      )}
    </div>
  );
}
