import { SCHEDULER_CHOICES, type SchedulerChoice, schedulerChoice } from './samplers';

export interface FoundScheduler {
  /** null where no scheduler here comes near. */
  choice: SchedulerChoice | null;
  /** Why it is not exactly what was asked for, in a sentence. */
  note: string | null;
}

/** What 'Automatic' stands for in AUTOMATIC1111, where it is not 'Uniform'. */
const AUTOMATIC: Readonly<Record<string, string>> = {
  'DPM++ 2M': 'Karras',
  'DPM++ 2S a': 'Karras',
  'DPM++ SDE': 'Karras',
  'DPM++ 2M SDE': 'Exponential',
};

/** Schedule types that end a sampler's name in older infotexts, the longest first. */
const OLD_SUFFIXES = ['SGM Uniform', 'Exponential', 'Karras', 'Beta'];

/** Names of other programs and versions for the same samplers. */
const ALIASES: Readonly<Record<string, string>> = {
  'euler ancestral': 'Euler a',
  k_euler: 'Euler',
  k_euler_a: 'Euler a',
  k_euler_ancestral: 'Euler a',
  k_lms: 'LMS',
  k_heun: 'Heun',
  k_dpmpp_2m: 'DPM++ 2M',
  pndm: 'PLMS',
  'dpm++ 2m v2': 'DPM++ 2M',
};

/** Samplers that have no equal in diffusers, and the scheduler that its documentation calls the nearest. */
const NEAREST: Readonly<Record<string, string>> = {
  'DPM++ 2S a': 'DPM++ 2S',
  'DPM++ SDE': 'DPM++ 2S',
};

/**
 * The scheduler of an infotext's sampler, in the form of AUTOMATIC1111 since 1.9 ('DPM++ 2M', schedule type 'Karras') or
 * of before ('DPM++ 2M Karras'); letters' case does not matter. Our own labels and values are understood as well.
 */
export function schedulerOfSampler(sampler: string, scheduleType?: string): FoundScheduler {
  const ours = scheduleType === undefined ? (schedulerChoice(sampler) ?? withLabel(sampler)) : null;
  if (ours) return { choice: ours, note: null };
  const { name, suffix } = splitSuffix(entryOf(ALIASES, sampler) ?? sampler);
  const asked = scheduleType === undefined || equal(scheduleType, 'Automatic') ? null : scheduleType;
  const automatic = scheduleType === undefined ? null : entryOf(AUTOMATIC, name);
  const type = asked ?? suffix ?? automatic ?? 'Uniform';
  const nearest = entryOf(NEAREST, name);
  const family = SCHEDULER_CHOICES.filter((choice) =>
    nearest ? choice.label === nearest || choice.label.startsWith(`${nearest} `) : equal(choice.sampler, name),
  );
  const exact = family.find((choice) => choice.scheduleType === null || equal(choice.scheduleType, type));
  const choice = exact ?? family[0] ?? null;
  return { choice, note: noteOn(sampler, choice, { nearest: nearest !== null, type: exact ? null : type }) };
}

/** The fields 'Sampler' and 'Schedule type' for a scheduler. */
export function samplerOfScheduler({ sampler, label, scheduleType }: SchedulerChoice): Record<string, string> {
  return sampler !== null && scheduleType !== null
    ? { Sampler: sampler, 'Schedule type': scheduleType }
    : { Sampler: sampler ?? label };
}

const equal = (one: string | null, other: string) => one?.toLowerCase() === other.toLowerCase();

const withLabel = (label: string) => SCHEDULER_CHOICES.find((choice) => equal(choice.label, label)) ?? null;

const entryOf = (table: Readonly<Record<string, string>>, name: string): string | null =>
  Object.entries(table).find(([key]) => equal(key, name))?.[1] ?? null;

function splitSuffix(sampler: string): { name: string; suffix: string | null } {
  const suffix = OLD_SUFFIXES.find((one) => sampler.toLowerCase().endsWith(` ${one.toLowerCase()}`)) ?? null;
  return { name: suffix ? sampler.slice(0, -suffix.length - 1) : sampler, suffix };
}

function noteOn(
  sampler: string,
  choice: SchedulerChoice | null,
  { nearest, type }: { nearest: boolean; type: string | null },
): string | null {
  if (!choice) return `There is no scheduler like ${sampler} here; the one that is chosen stays.`;
  if (type !== null) return `${sampler} with the schedule type ${type} does not exist here; ${choice.label} is used.`;
  return nearest ? `${sampler} does not exist here; ${choice.label} comes nearest, and its pictures differ.` : null;
}
