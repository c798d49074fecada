import { Tabs } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { RunRecord } from '../contract/run';
import type { CodeWriter, Snippets } from '../lib/code/snippet';
import { CopyButton } from '../ui/copy-button';
import { Dialog } from '../ui/dialog';
import { codeRequestOf } from './code-request';
import { useTaskStore } from './use-task-store';

const LANGUAGES = [
  { key: 'javascript', label: 'transformers.js' },
  { key: 'python', label: 'Python' },
] as const;

/** transformers.js has no pipelines for pictures of words: what stands in its place is for the console of this page. */
const PICTURE_LANGUAGES = [
  { key: 'python', label: 'Python' },
  { key: 'javascript', label: 'JavaScript' },
] as const;

interface CodeDialogProps {
  run: RunRecord;
  loadCode(): Promise<CodeWriter>;
  onClose(): void;
}

/** The run as a program, in both libraries. */
export default function CodeDialog({ run, loadCode, onClose }: CodeDialogProps) {
  const snippets = useSnippets(run, loadCode);
  const pictures = useTaskStore((state) => state.task.group === 'image');
  const languages = pictures ? PICTURE_LANGUAGES : LANGUAGES;
  return (
    <Dialog
      title="This run as code"
      description="Whole programs with the model and every parameter that matters."
      onClose={onClose}
    >
      <Tabs.Root defaultValue={languages[0].key}>
        <Tabs.List aria-label="Library" className="flex gap-1 border-line border-b">
          {languages.map(({ key, label }) => (
            <Tabs.Trigger
              key={key}
              value={key}
              className="-mb-px border-transparent border-b-2 px-3 py-1.5 text-ink-soft hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
            >
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {languages.map(({ key, label }) => (
          <Tabs.Content key={key} value={key} tabIndex={-1} className="pt-2 outline-none">
            {snippets === 'failed' ? (
              <p role="alert">The code could not be made. Reload the page when the network is back.</p>
            ) : (
              <Snippet label={label} code={snippets?.[key] ?? ''} />
            )}
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Dialog>
  );
}

function Snippet({ label, code }: { label: string; code: string }) {
  return (
    <>
      <div className="flex justify-end">
        <CopyButton label="Copy the code" text={() => code} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section aria-label={`Code for ${label}`} tabIndex={0} className="overflow-auto rounded-control bg-sunken p-3">
        <pre dir="ltr" className="font-mono text-xs leading-relaxed">
          <code>{code}</code>
        </pre>
      </section>
    </>
  );
}

function useSnippets(run: RunRecord, loadCode: () => Promise<CodeWriter>): Snippets | 'failed' | null {
  const models = useTaskStore((state) => state.models);
  const [snippets, setSnippets] = useState<Snippets | 'failed' | null>(null);
  useEffect(() => {
    let wanted = true;
    const write = async () => {
      const codeFor = await loadCode();
      return codeFor(codeRequestOf(run, models, new URL('models/', document.baseURI).href));
    };
    write()
      .catch(() => 'failed' as const)
      .then((result) => wanted && setSnippets(result));
    return () => {
      wanted = false;
    };
  }, [run, models, loadCode]);
  return snippets;
}
