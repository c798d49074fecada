import { FileUp, Plus } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useRef, useState } from 'react';
import { ModelPopover } from '../../run/model-popover';
import { useTaskStore } from '../../run/use-task-store';
import { Button } from '../../ui/button';
import { keepTokenizer } from './local-tokenizers';
import { task } from './task';

/** The tokenizers that stand beside the chosen one. */
export function useBeside() {
  const list = useTaskStore((state) => state.draft.parameters.compare_with);
  const setParameter = useTaskStore((state) => state.setParameter);
  const ids: readonly string[] = Array.isArray(list) ? list : [];
  const put = (next: readonly string[]) => setParameter('compare_with', next.length === 0 ? null : next);
  return {
    ids,
    add: (id: string) =>
      put([...ids.filter((other) => other !== id), id].slice(-task.parameters.compare_with.maxItems)),
    remove: (id: string) => put(ids.filter((other) => other !== id)),
  };
}

/** Puts another tokenizer beside the others: of a model, of any Hub id, or of a file. */
export function AddTokenizer({ onFiles, problem }: { onFiles(files: readonly File[]): void; problem: string | null }) {
  const { ids, add } = useBeside();
  const full = ids.length >= task.parameters.compare_with.maxItems;
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ModelPopover label="Choose a tokenizer" chosen="" onChoose={add}>
        <Popover.Trigger asChild>
          <Button size="small" disabled={full}>
            <Plus aria-hidden className="size-3.5" />
            Compare with…
          </Button>
        </Popover.Trigger>
      </ModelPopover>
      <Button size="small" disabled={full} onClick={() => chooser.current?.click()}>
        <FileUp aria-hidden className="size-3.5" />
        tokenizer.json…
      </Button>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        accept=".json,application/json"
        aria-label="Files of a tokenizer"
        onChange={(event) => {
          onFiles(Array.from(event.target.files ?? []));
          event.target.value = '';
        }}
      />
      <span role="status" className="text-danger text-xs">
        {problem}
      </span>
      {full && (
        <span className="text-ink-soft text-xs">{ids.length} beside the first: take one away to add another.</span>
      )}
    </div>
  );
}

/** Takes dropped or chosen files as a tokenizer. */
export function useTokenizerFiles() {
  const { add } = useBeside();
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (files: readonly File[]) => {
    if (files.length === 0) return;
    try {
      add(await keepTokenizer(files));
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The file could not be read. Choose it again.');
    }
  };
  return { take, problem };
}
