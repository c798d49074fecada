import { describe, expect, test } from 'vitest';
import { differenceOf, TOLERANCE } from './compare';
import { type GoldenCase, goldenTasks, readGoldens } from './golden-case';
import { knownDifference } from './known-differences';
import { hasModel, hasTask, runTask } from './run-task';
import { VALUES } from './values';

for (const task of goldenTasks()) {
  const cases = readGoldens(task);
  describe.skipIf(!hasTask(task))(task, () => {
    for (const model of new Set(cases.map((golden) => golden.model))) {
      describe.skipIf(!hasModel(model))(model, () => {
        for (const golden of cases.filter((one) => one.model === model)) {
          const known = knownDifference(task, golden);
          const name = known ? `${nameOf(golden)} differs: ${known.because}` : nameOf(golden);
          test(name, { fails: known !== undefined }, async () => {
            const run = await runTask(task, model, { ...golden.input, ...golden.parameters });
            expect(differenceOf(VALUES[task]?.(run, golden), golden.value, TOLERANCE)).toBeNull();
          });
        }
      });
    }
  });
}

/** The parameters and the beginning of the input. */
function nameOf({ input, parameters }: GoldenCase): string {
  return `${JSON.stringify(parameters)} ${JSON.stringify(Object.values(input)[0]).slice(0, 30)}`;
}
