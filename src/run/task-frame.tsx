import { ChevronDown, Link2, RotateCcw } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import type { Failure, Remedy } from '../contract/failure';
import type { TaskDefinition } from '../contract/task';
import { buildPermalink } from '../lib/permalink';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Chip } from '../ui/chip';
import { CopyButton } from '../ui/copy-button';
import { FailureNotice } from '../ui/failure-notice';
import { useMediaQuery } from '../ui/use-media-query';
import { DefaultsButton } from './defaults-button';
import { HistoryButton } from './history/history-button';
import { ViewedNotice } from './history/viewed-notice';
import { ModelSection } from './model-section';
import { ParameterGroups } from './parameter-groups';
import { RunBar } from './run-bar';
import { RunNotices } from './run-notices';
import { IDLE, type RunState } from './run-state';
import { useTaskStore } from './use-task-store';

interface TaskFrameProps {
  task: TaskDefinition;
  /** The task's own input fields. */
  input: ReactNode;
  /** Draws what came out, also while it comes. */
  result(run: RunState): ReactNode;
  /** Stands beneath the result, whichever run is shown. */
  children?: ReactNode;
}

/** What every task tab has in common: input in the middle, knobs at the side, run bar, failure notice, result. */
export function TaskFrame({ task, input, result, children }: TaskFrameProps) {
  const viewed = useTaskStore((state) => state.viewed);
  const present = useTaskStore((state) => state.run);
  const start = useTaskStore((state) => state.start);
  const takeSettings = useTaskStore((state) => state.takeSettings);
  const run = viewed ? (viewed.run ?? IDLE) : present;
  const frame = useRef<HTMLDivElement>(null);
  const remedy = useRemedies(task, frame);
  return (
    <div
      ref={frame}
      className="mx-auto grid max-w-352 gap-x-8 gap-y-5 px-4 py-5 md:px-6 lg:grid-cols-[minmax(0,1fr)_19rem] lg:grid-rows-[auto_1fr]"
    >
      <div className="min-w-0">
        <div className="flex items-start justify-between gap-3">
          <h1 className="font-semibold text-xl tracking-tight">{task.title}</h1>
          <HistoryButton result={result} />
        </div>
        <p className="mt-0.5 max-w-prose text-ink-soft">{task.summary}</p>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the Run button inside, not a control */}
        <div
          className="mt-4"
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void start();
          }}
        >
          <ReplacedDraftNotice />
          {input}
          <Examples task={task} />
        </div>
        <RunBar />
      </div>
      <SidePanel task={task} />
      <div className="grid min-w-0 content-start gap-4" data-testid="outcome">
        <ViewedNotice />
        {run.status === 'failed' && (
          <FailureNotice
            failure={run.failure}
            onRemedy={(action, failure) => {
              if (viewed?.settings) takeSettings(viewed.settings);
              remedy(action, failure);
            }}
          />
        )}
        <RunNotices run={run} />
        {result(run)}
        {children}
      </div>
    </div>
  );
}

/** Model and knobs: beside the work on wide screens, folded between input and result on narrow ones. */
function SidePanel({ task }: { task: TaskDefinition }) {
  const wide = useMediaQuery('(min-width: 64rem)');
  const model = useTaskStore((state) => state.draft.model);
  const sections = (
    <div className="divide-y divide-line rounded-panel border border-line bg-surface px-4 lg:sticky lg:top-4">
      <ModelSection />
      <ParameterSection task={task} />
    </div>
  );
  return (
    <aside aria-label="Model and parameters" className="min-w-0 lg:row-span-2">
      {wide ? (
        sections
      ) : (
        <details className="group">
          <summary className="flex min-h-10 items-center justify-between gap-3 rounded-panel border border-line bg-surface px-4 group-open:mb-2 [&::-webkit-details-marker]:hidden">
            <span className="shrink-0 font-semibold">Model and parameters</span>
            <span className="flex min-w-0 items-center gap-2 text-ink-soft text-xs">
              <span className="truncate">{model}</span>
              <ChevronDown aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-180" />
            </span>
          </summary>
          {sections}
        </details>
      )}
    </aside>
  );
}

function useRemedies(task: TaskDefinition, frame: React.RefObject<HTMLDivElement | null>) {
  const start = useTaskStore((state) => state.start);
  const setDraft = useTaskStore((state) => state.setDraft);
  return (remedy: Remedy, { field }: Failure) => {
    switch (remedy) {
      case 'retry':
        return void start();
      case 'use-automatic-device':
        setDraft({ device: 'auto', dtype: 'auto' });
        return void start();
      case 'use-starter-model':
        setDraft({ model: task.defaultModel, dtype: 'auto' });
        return void start();
      case 'edit-input':
        return focusField(frame.current, field);
      case 'reload':
        return location.reload();
      case 'manage-models':
        location.hash = '#/models';
        return;
      default:
        return remedy satisfies never;
    }
  };
}

/** Goes to the knob or the text that is at fault, wherever it is folded away. */
function focusField(frame: HTMLElement | null, field: string | undefined): void {
  const knob = field ? frame?.querySelector<HTMLElement>(`[data-parameter="${CSS.escape(field)}"]`) : null;
  for (let fold = knob?.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) {
    fold.open = true;
  }
  const target = knob
    ? knob.querySelector<HTMLElement>('input, textarea, [role="switch"], [role="combobox"]')
    : frame?.querySelector<HTMLElement>('textarea');
  target?.focus();
}

/** After a permalink or an example took the place of something typed. */
function ReplacedDraftNotice() {
  const replaced = useTaskStore((state) => state.replaced);
  const restore = useTaskStore((state) => state.restoreReplaced);
  if (!replaced) return null;
  return (
    <div className="mb-3">
      <Callout
        tone="info"
        role="status"
        actions={
          <Button size="small" onClick={restore}>
            <RotateCcw aria-hidden className="size-3.5" />
            Bring it back
          </Button>
        }
      >
        What you had typed here was set aside.
      </Callout>
    </div>
  );
}

function Examples({ task }: { task: TaskDefinition }) {
  const tryExample = useTaskStore((state) => state.tryExample);
  if (task.examples.length === 0) return null;
  return (
    <ul className="mt-2.5 flex flex-wrap gap-1.5" aria-label="Examples">
      {task.examples.map((example) => (
        <li key={example.label}>
          <Chip onClick={() => tryExample(example)}>{example.label}</Chip>
        </li>
      ))}
    </ul>
  );
}

function ParameterSection({ task }: { task: TaskDefinition }) {
  return (
    <section aria-label="Parameters of the task" className="py-3">
      <div className="flex items-center justify-between">
        <h2 className="font-semibold">Parameters</h2>
        <DefaultsButton />
      </div>
      <ParameterGroups task={task} />
      <PermalinkButton task={task} />
    </section>
  );
}

function PermalinkButton({ task }: { task: TaskDefinition }) {
  const draft = useTaskStore((state) => state.draft);
  return (
    <div className="-mx-2 mt-1 flex items-center">
      <CopyButton
        label="Copy a link to these settings"
        text={() => new URL(buildPermalink(task, draft), location.href).href}
      />
      <Link2 aria-hidden className="size-3.5 text-ink-soft" />
    </div>
  );
}
