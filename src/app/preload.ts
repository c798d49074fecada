import type { RunOptions } from '../contract/engine';
import type { TaskDefinition } from '../contract/task';
import { isMetered } from '../lib/metered-connection';
import { engine } from './engine';
import { readSettings } from './settings';

/**
 * Loads the model that a tab is set to, so that its first run begins at once: a starter, which comes with the app, or a
 * model whose files are on this machine already. Nothing on a connection that may be metered, and any run goes first.
 */
export async function preloadModel(
  task: TaskDefinition,
  options: Pick<RunOptions, 'model' | 'revision' | 'device' | 'dtype'>,
): Promise<void> {
  if (!readSettings().preload || document.hidden || isMetered()) return;
  await engine.preload(task.id, options);
}
