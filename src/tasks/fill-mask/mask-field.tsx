import { useRef } from 'react';
import { TextField } from '../../run/text-field';
import { useTaskStore } from '../../run/use-task-store';
import { Button } from '../../ui/button';
import { maskTokenOf } from './mask-token';
import { type FillMaskDetails, task } from './task';

/** The text, and a button that puts the model's mask in it. */
export function MaskField() {
  const box = useRef<HTMLDivElement>(null);
  const value = useTaskStore((state) => state.draft.input.text ?? '');
  const setInput = useTaskStore((state) => state.setInput);
  const mask = useMaskToken();
  const insert = () => {
    const area = box.current?.querySelector('textarea');
    if (!area) return;
    const { text, caret } = withMask(area.value, area.selectionStart, area.selectionEnd, mask);
    setInput('text', Array.isArray(value) ? text.split('\n') : text);
    // React sets the value first, and the caret goes to its end.
    requestAnimationFrame(() => {
      area.focus();
      area.setSelectionRange(caret, caret);
    });
  };
  return (
    <div ref={box}>
      <TextField name="text" spec={task.inputs.text} rows={4} />
      <div className="mt-2">
        <Button size="small" onClick={insert}>
          Insert <code className="font-mono">{mask}</code>
        </Button>
      </div>
    </div>
  );
}

/** The mask of the model that is chosen: what its last run told, or what models of its kind use. */
function useMaskToken(): string {
  const model = useTaskStore((state) => state.draft.model);
  const told = useTaskStore(({ run }) =>
    run.status === 'done' && run.result.run.model.id === model
      ? (run.result.details as FillMaskDetails | null)?.mask_token
      : undefined,
  );
  return told ?? maskTokenOf(model);
}

/** The mask takes the place of what is selected, with spaces where words would run into it. */
export function withMask(text: string, from: number, to: number, mask: string): { text: string; caret: number } {
  const before = text.slice(0, from);
  const after = text.slice(to);
  const written = (/[\p{L}\p{N}]$/u.test(before) ? ' ' : '') + mask + (/^[\p{L}\p{N}]/u.test(after) ? ' ' : '');
  return { text: before + written + after, caret: (before + written).length };
}
