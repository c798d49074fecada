import { clsx } from 'clsx';
import { RotateCcw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PageDefinition } from '../../contract/page';
import { defaultValues } from '../../lib/concepts/fields';
import { Button } from '../../ui/button';
import { Callout } from '../../ui/callout';
import { Chip } from '../../ui/chip';
import { CopyButton } from '../../ui/copy-button';
import type { Example } from './example';
import { addressOf, useExample } from './use-example';

/** Examples are found, not listed. */
const EXAMPLES = Object.values(import.meta.glob<Example>('./examples/*.tsx', { eager: true, import: 'example' })).sort(
  (a, b) => a.order - b.order,
);

export default function Page({ page }: { page: PageDefinition }) {
  const { example, values, set, ignored, unknown } = useExample(EXAMPLES);
  if (!example) return null;
  return (
    <div className="mx-auto grid max-w-352 gap-x-8 gap-y-5 px-4 py-5 md:px-6 lg:grid-cols-[13rem_minmax(0,1fr)]">
      <div className="lg:col-span-2">
        <h1 className="font-semibold text-xl tracking-tight">{page.title}</h1>
        <p className="mt-0.5 max-w-prose text-ink-soft">{page.summary}</p>
      </div>
      <ExampleList current={example} />
      <article aria-labelledby="example-title" className="grid min-w-0 content-start gap-4">
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0 max-w-prose">
            <h2 id="example-title" className="font-semibold text-lg">
              {example.title}
            </h2>
            <p className="mt-0.5">{example.idea}</p>
            <p className="mt-2 overflow-x-auto rounded-control bg-sunken px-3 py-1.5 font-mono text-sm">
              {example.formula}
            </p>
          </div>
          <div className="flex flex-wrap gap-1">
            <Button size="small" variant="quiet" onClick={() => set(defaultValues(example.fields))}>
              <RotateCcw aria-hidden className="size-3.5" />
              Start over
            </Button>
            <CopyButton label="Copy a link" text={() => location.href} />
          </div>
        </header>
        {(unknown !== null || ignored.length > 0) && (
          <Callout tone="warn" role="status">
            {unknown === null
              ? `This link has values that do not fit here; they were left as they were: ${ignored.join(', ')}.`
              : `There is no example “${unknown}”. Choose one from the list.`}
          </Callout>
        )}
        {example.presets.length > 0 && (
          <ul aria-label="Numbers to try" className="flex flex-wrap gap-1.5">
            {example.presets.map(({ label, values: preset }) => (
              <li key={label}>
                <Chip onClick={() => set({ ...defaultValues(example.fields), ...preset })}>{label}</Chip>
              </li>
            ))}
          </ul>
        )}
        <example.View key={example.id} values={values} set={set} />
        <p className="text-ink-soft text-xs">Numbers to begin with: {example.source}</p>
      </article>
    </div>
  );
}

/** Beside the example on wide screens, a strip that scrolls on narrow ones. */
function ExampleList({ current }: { current: Example }) {
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = strip.current?.querySelector<HTMLElement>(`[data-example="${current.id}"]`);
    if (!strip.current || !link) return;
    const box = strip.current.getBoundingClientRect();
    const { left, width } = link.getBoundingClientRect();
    strip.current.scrollLeft += left - box.left - (box.width - width) / 2;
  }, [current]);
  return (
    <nav ref={strip} aria-label="Examples" className="min-w-0 overflow-x-auto">
      <ul className="flex gap-1 lg:flex-col lg:gap-px">
        {EXAMPLES.map((example) => (
          <li key={example.id}>
            <a
              href={addressOf(example)}
              data-example={example.id}
              aria-current={example === current ? 'true' : undefined}
              className={clsx(
                'block whitespace-nowrap rounded-control px-2.5 py-1.5',
                example === current ? 'bg-accent-soft font-medium' : 'text-ink-soft hover:bg-hover hover:text-ink',
              )}
            >
              {example.title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
