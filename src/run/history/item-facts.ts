import { DEVICE_NAMES } from '../../contract/model';
import type { ParameterSpecs, ParameterValue } from '../../contract/parameter';
import { conditionHolds } from '../../lib/condition';
import { formatMoment } from '../../lib/format';
import type { HistoryItem } from './history-entry';

/** A parameter's value in a few words. */
export function valueWords(value: ParameterValue | undefined): string {
  if (value === undefined || value === null) return 'unset';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return String(value);
}

/** When, which model, on what, and the parameters that were not at their defaults. */
export function itemFacts({ at, model, device, dtype, parameters }: HistoryItem, specs: ParameterSpecs): string[] {
  const changed = Object.entries(parameters).filter(
    ([name, value]) => name !== 'seed' && !isSame(value, specs[name]?.default),
  );
  return [
    formatMoment(at),
    model,
    ...(device ? [`${DEVICE_NAMES[device]} ${dtype}`] : []),
    ...changed.map(([name, value]) => `${name} ${valueWords(value)}`),
  ];
}

/** What two runs were asked differently; a knob that acted in neither, such as a seed without sampling, is no difference. */
export function differences(
  a: HistoryItem,
  b: HistoryItem,
  specs: ParameterSpecs,
): { name: string; values: [string, string] }[] {
  const where = ({ device, dtype }: HistoryItem) => (device ? `${DEVICE_NAMES[device]} ${dtype}` : 'none');
  const rows: { name: string; values: [string, string] }[] = [
    { name: 'input', values: [a.title, b.title] },
    { name: 'model', values: [a.model, b.model] },
    { name: 'device', values: [where(a), where(b)] },
  ];
  for (const name of new Set([...Object.keys(a.parameters), ...Object.keys(b.parameters)])) {
    const condition = specs[name]?.activeWhen;
    if (condition && ![a, b].some(({ parameters }) => conditionHolds(condition, parameters))) continue;
    rows.push({ name, values: [valueWords(a.parameters[name]), valueWords(b.parameters[name])] });
  }
  return rows.filter(({ values: [first, second] }) => first !== second);
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
