import { FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../ui/button';

/** Opens the browser's file dialog. */
export function FileButton({ onFile }: { onFile(file: File): void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) onFile(file);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
      <Button size="small" variant="quiet" title="A CSV or text file" onClick={() => input.current?.click()}>
        <FolderOpen aria-hidden className="size-3.5" />
        Open a file…
      </Button>
    </>
  );
}
