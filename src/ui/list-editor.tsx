import { X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';

interface ListEditorProps {
  id: string;
  label: string;
  values: readonly string[];
  placeholder: string;
  maxItems: number;
  describedBy: string | undefined;
  onChange(values: string[]): void;
}

/**
 * Short texts as chips behind an input: Enter or a comma adds what is typed, Backspace in an empty field takes the last
 * one back for editing, a pasted list is split at commas and line ends, but not within quotes. Doubles are dropped.
 */
export function ListEditor({ id, label, values, placeholder, maxItems, describedBy, onChange }: ListEditorProps) {
  const [typed, setTyped] = useState('');
  const add = (text: string) => {
    const fresh = splitList(text);
    setTyped('');
    if (fresh.length > 0) onChange([...new Set([...values, ...fresh])].slice(0, maxItems));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && typed.trim() !== '') {
      event.preventDefault();
      add(typed);
    } else if (event.key === 'Backspace' && typed === '' && values.length > 0) {
      event.preventDefault();
      setTyped(values.at(-1) ?? '');
      onChange(values.slice(0, -1));
    }
  };
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-1 rounded-control border border-line-strong bg-surface p-1 focus-within:border-accent">
      {values.map((value, index) => (
        // A link may hold a double, which the check before a run names.
        // biome-ignore lint/suspicious/noArrayIndexKey: doubles have no other key, and a chip has no state
        <span key={index} className="inline-flex max-w-full items-center rounded-control bg-sunken pl-2 text-sm">
          <span dir="auto" className="truncate">
            {value}
          </span>
          <button
            type="button"
            aria-label={`Remove ${value}`}
            onClick={() => onChange(values.filter((_, other) => other !== index))}
            className="grid size-6 place-items-center text-ink-soft hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      ))}
      <input
        id={id}
        type="text"
        aria-label={label}
        aria-describedby={describedBy}
        value={typed}
        placeholder={values.length === 0 ? placeholder : 'Add…'}
        onChange={({ target }) => (target.value.endsWith(',') ? add(target.value) : setTyped(target.value))}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text');
          if (!/[,\n]/.test(text)) return;
          event.preventDefault();
          add(typed + text);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => add(typed)}
        className="h-6 min-w-24 grow bg-transparent px-1 text-sm outline-none"
      />
    </div>
  );
}

/** The entries of a list with commas or line ends between them; a quoted one, as CSV writes it, may hold both. */
function splitList(text: string): string[] {
  const entries = text.match(/\s*"(?:[^"]|"")*"\s*(?=[,\n]|$)|[^,\n]+/g) ?? [];
  return entries
    .map((entry) => entry.trim())
    .map((entry) => (/^".*"$/s.test(entry) ? entry.slice(1, -1).replaceAll('""', '"').trim() : entry))
    .filter((entry) => entry !== '');
}
