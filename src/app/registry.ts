import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { PageDefinition } from '../contract/page';
import type { TaskDefinition, TaskGroup } from '../contract/task';
import type { CodeWriter } from '../lib/code/snippet';

/** Tasks are found, not listed: a folder under src/tasks is a task. Panels and runners load when they are needed. */
const definitions = import.meta.glob<TaskDefinition>('../tasks/*/task.ts', { eager: true, import: 'task' });
/** Writes runs as code; most tasks have it, none must. */
const codes = import.meta.glob<CodeWriter>('../tasks/*/code.ts', { import: 'codeFor' });
const panels = import.meta.glob<{ default: ComponentType }>('../tasks/*/Panel.tsx');

/** Pages are found in the same way. */
const pageDefinitions = import.meta.glob<PageDefinition>('../pages/*/page.ts', { eager: true, import: 'page' });
const pageComponents = import.meta.glob<{ default: ComponentType<{ page: PageDefinition }> }>('../pages/*/Page.tsx');

const GROUP_ORDER: readonly TaskGroup[] = ['text', 'image', 'inside', 'build'];
export const GROUP_TITLES: Record<TaskGroup, string> = {
  text: 'Text',
  image: 'Image',
  inside: 'Inside',
  build: 'Build on it',
};

export const tasks: readonly TaskDefinition[] = Object.values(definitions).sort(
  (a, b) => GROUP_ORDER.indexOf(a.group) - GROUP_ORDER.indexOf(b.group) || a.order - b.order,
);

export const pages: readonly PageDefinition[] = Object.values(pageDefinitions);

/** Tasks and pages as the rail shows them. */
export const placeGroups: readonly { group: TaskGroup; places: (TaskDefinition | PageDefinition)[] }[] =
  GROUP_ORDER.map((group) => ({
    group,
    places: [...tasks, ...pages].filter((place) => place.group === group).sort((a, b) => a.order - b.order),
  })).filter(({ places }) => places.length > 0);

export const codeOf = (taskId: string): (() => Promise<CodeWriter>) | null =>
  codes[`../tasks/${taskId}/code.ts`] ?? null;

/** Gives the component of a tab or a page; the same object each time, as React wants it. */
function lazyByPath<P>(loaders: Record<string, () => Promise<{ default: ComponentType<P> }>>) {
  const known = new Map<string, LazyExoticComponent<ComponentType<P>>>();
  return (path: string): LazyExoticComponent<ComponentType<P>> | null => {
    const load = loaders[path];
    if (!load) return null;
    const component = known.get(path) ?? lazy(load);
    known.set(path, component);
    return component;
  };
}

const panelAt = lazyByPath(panels);
const pageAt = lazyByPath(pageComponents);

export const panelOf = (taskId: string) => panelAt(`../tasks/${taskId}/Panel.tsx`);
export const pageOf = (pageId: string) => pageAt(`../pages/${pageId}/Page.tsx`);
