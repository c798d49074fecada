import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { parseHash } from '../lib/permalink';
import { DeviceBadge } from './device-badge';
import { ErrorBoundary } from './error-boundary';
import { Home } from './home';
import { Logo } from './logo';
import { ModelServicesProvider } from './model-services-provider';
import { ModelsLink } from './models-link';
import { pageOf, pages, tasks } from './registry';
import { useHash } from './router';
import { TaskRail } from './task-rail';
import { ThemeButton } from './theme-button';
import { UpdatePrompt } from './update-prompt';

/** The start page does without it. */
const loadTaskTab = () => import('./task-tab');
const TaskTab = lazy(loadTaskTab);

/** The shell: header, task rail, and the tab that the address names. */
export function App() {
  const hash = useHash();
  const route = useMemo(() => parseHash(hash), [hash]);
  const task = tasks.find((candidate) => candidate.id === route?.task) ?? null;
  const page = pages.find((candidate) => candidate.id === route?.task) ?? null;
  const Page = page && pageOf(page.id);
  const title = (task ?? page)?.title;
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = title ? `${title} – Loupe` : 'Loupe';
  }, [title]);
  useEffect(() => {
    if (!task || !route || route.query.size === 0) return;
    void loadTaskTab().then(({ openLink }) => openLink(task, route.query));
  }, [task, route]);
  return (
    <div className="flex min-h-dvh flex-col">
      <button
        type="button"
        className="sr-only rounded-control bg-accent text-on-accent focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:p-2"
        onClick={() => main.current?.focus()}
      >
        Skip to the content
      </button>
      <header className="flex items-center justify-between gap-3 border-line border-b bg-surface px-4 py-2">
        <a href="#/" className="flex items-center gap-2 rounded-control font-semibold text-base tracking-tight">
          <Logo className="size-6 text-accent" />
          Loupe
        </a>
        <div className="flex min-w-0 items-center gap-1.5">
          <DeviceBadge />
          <ModelsLink />
          <ThemeButton />
        </div>
      </header>
      <div className="flex grow flex-col md:flex-row">
        <TaskRail current={(task ?? page)?.id ?? null} />
        <main ref={main} tabIndex={-1} className="min-w-0 grow outline-none">
          {task || Page ? (
            <ErrorBoundary key={route?.task}>
              <Suspense fallback={<p className="p-6 text-ink-soft">Opening…</p>}>
                {task && <TaskTab task={task} />}
                {Page && (
                  <ModelServicesProvider required={page.id === 'models'}>
                    <Page page={page} />
                  </ModelServicesProvider>
                )}
              </Suspense>
            </ErrorBoundary>
          ) : (
            <Landing unknown={route?.task} />
          )}
        </main>
      </div>
      <UpdatePrompt />
    </div>
  );
}

function Landing({ unknown }: { unknown: string | undefined }) {
  return (
    <>
      {unknown && (
        <p role="status" className="border-line border-b bg-warn-soft px-4 py-3 md:px-6">
          There is no task “{unknown}” here. Choose one below.
        </p>
      )}
      <Home />
    </>
  );
}
