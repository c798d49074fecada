import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One run of a Python pipeline. `value` has one entry for each text, whatever the pipeline returns for one text. */
export interface GoldenCase {
  model: string;
  input: Record<string, unknown>;
  parameters: Record<string, unknown>;
  value: unknown[];
}

const FOLDER = path.join(import.meta.dirname, 'goldens');

/** The tasks that there are goldens for. */
export const goldenTasks = (): string[] => readdirSync(FOLDER).map((file) => path.basename(file, '.json'));

export function readGoldens(task: string): GoldenCase[] {
  const { cases } = JSON.parse(readFileSync(path.join(FOLDER, `${task}.json`), 'utf8')) as { cases: GoldenCase[] };
  return cases;
}
