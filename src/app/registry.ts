import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { TaskDefinition, TaskGroup } from '../contract/task';
import type { CodeWriter } from '../lib/code/snippet';

/** Tasks are found, not listed: a folder under src/tasks is a task. Panels and runners load when they are needed. */
const definitions = import.meta.glob<TaskDefinition>('../tasks/*/task.ts', { eager: true, import: 'task' });
/** Writes runs as code; most tasks have it, none must. */
const codes = import.meta.glob<CodeWriter>('../tasks/*/code.ts', { import: 'codeFor' });
const panels = import.meta.glob<{ default: ComponentType }>('../tasks/*/Panel.tsx');

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

export const taskGroups: readonly { group: TaskGroup; tasks: TaskDefinition[] }[] = GROUP_ORDER.map((group) => ({
  group,
  tasks: tasks.filter((task) => task.group === group),
})).filter(({ tasks: members }) => members.length > 0);

export const codeOf = (taskId: string): (() => Promise<CodeWriter>) | null =>
  codes[`../tasks/${taskId}/code.ts`] ?? null;

const lazyPanels = new Map<string, LazyExoticComponent<ComponentType>>();

/** The tab's component. The same object each time, as React wants it. */
export function panelOf(taskId: string): LazyExoticComponent<ComponentType> | null {
  const load = panels[`../tasks/${taskId}/Panel.tsx`];
  if (!load) return null;
  const known = lazyPanels.get(taskId) ?? lazy(load);
  lazyPanels.set(taskId, known);
  return known;
}
