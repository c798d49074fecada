/** A scheduler to choose: a class of diffusers, and what it changes of the model's scheduler_config.json. */
export interface SchedulerChoice {
  /** The class name, with a suffix for the options; stable, for links and records. */
  value: string;
  /** The name that people know it by. */
  label: string;
  className: string;
  options: Readonly<Record<string, string | number | boolean>>;
  /** The sampler and the schedule type in AUTOMATIC1111 from version 1.9 on; null where it has none of the kind. */
  sampler: string | null;
  scheduleType: ScheduleType | null;
}

/** How AUTOMATIC1111 names the spacing of noise levels; null for samplers that have one of their own. */
export type ScheduleType = 'Uniform' | 'Karras' | 'Exponential' | 'Beta' | 'SGM Uniform';

type Options = SchedulerChoice['options'];

const SUFFIXES = {
  karras: { name: 'Karras', options: { use_karras_sigmas: true }, scheduleType: 'Karras' },
  exponential: {
    name: 'Exponential',
    options: { timestep_spacing: 'linspace', use_exponential_sigmas: true },
    scheduleType: 'Exponential',
  },
  beta: { name: 'Beta', options: { timestep_spacing: 'linspace', use_beta_sigmas: true }, scheduleType: 'Beta' },
  trailing: { name: 'SGM Uniform', options: { timestep_spacing: 'trailing' }, scheduleType: 'SGM Uniform' },
} as const;
type Suffix = keyof typeof SUFFIXES;

const own = (className: string, label: string, sampler: string | null, options: Options = {}): SchedulerChoice => ({
  value: className,
  label,
  className,
  options,
  sampler,
  scheduleType: null,
});

/** A sampler of k-diffusion, whose noise levels can be spaced in several ways. */
function spaced(
  base: string,
  label: string,
  options: Options,
  suffixes: readonly Suffix[],
  sampler: string | null = label,
): SchedulerChoice[] {
  const [className = base, kind] = base.split(':');
  return [
    { value: base, label, className, options, sampler, scheduleType: 'Uniform' },
    ...suffixes.map((suffix) => ({
      value: `${className}:${[kind, suffix].filter(Boolean).join('-')}`,
      label: `${label} ${SUFFIXES[suffix].name}`,
      className,
      options: { ...options, ...SUFFIXES[suffix].options },
      sampler,
      scheduleType: SUFFIXES[suffix].scheduleType,
    })),
  ];
}

const MULTISTEP = 'DPMSolverMultistepScheduler';
const SECOND_ORDER = { algorithm_type: 'dpmsolver++', solver_order: 2 };
const SDE = { algorithm_type: 'sde-dpmsolver++', solver_order: 2 };

/**
 * Every scheduler that can be chosen, as diffusers' documentation equates them with the samplers of k-diffusion and
 * AUTOMATIC1111. The single table for forms, links, records and infotexts.
 */
export const SCHEDULER_CHOICES: readonly SchedulerChoice[] = [
  own('DDIMScheduler', 'DDIM', 'DDIM'),
  own('DDPMScheduler', 'DDPM', null),
  own('PNDMScheduler', 'PNDM', 'PLMS', { skip_prk_steps: true }),
  ...spaced('LMSDiscreteScheduler', 'LMS', {}, ['karras']),
  ...spaced('EulerDiscreteScheduler', 'Euler', {}, ['karras', 'exponential', 'beta', 'trailing']),
  ...spaced('EulerAncestralDiscreteScheduler', 'Euler a', {}, ['trailing']),
  ...spaced('HeunDiscreteScheduler', 'Heun', {}, ['karras']),
  ...spaced(MULTISTEP, 'DPM++ 2M', SECOND_ORDER, ['karras', 'exponential', 'beta', 'trailing']),
  {
    ...own(MULTISTEP, 'DPM++ 2M Lu', null, { ...SECOND_ORDER, use_lu_lambdas: true }),
    value: `${MULTISTEP}:lu`,
  },
  ...spaced(`${MULTISTEP}:sde`, 'DPM++ 2M SDE', SDE, ['karras', 'exponential']),
  ...spaced('DPMSolverSinglestepScheduler', 'DPM++ 2S', SECOND_ORDER, ['karras'], null),
  own('UniPCMultistepScheduler', 'UniPC', 'UniPC'),
  own('LCMScheduler', 'LCM', 'LCM'),
  own('TCDScheduler', 'TCD', 'TCD'),
  own('FlowMatchEulerDiscreteScheduler', 'Flow-match Euler', null),
];

/** The choice of a value; null where there is none. */
export const schedulerChoice = (value: string): SchedulerChoice | null =>
  SCHEDULER_CHOICES.find((choice) => choice.value === value) ?? null;
