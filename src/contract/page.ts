import type { TaskGroup } from './task';

/** A place of the app that runs no model: it has an address and a title, and no inputs or parameters. Data only. */
export interface PageDefinition {
  id: string;
  title: string;
  /** Where it stands in the task rail; null keeps it out of there. */
  group: TaskGroup | null;
  /** Position in its group, among the tasks. */
  order: number;
  /** One sentence for the start page and the head of the page. */
  summary: string;
}
