import type { SchedulerClassName } from './create-scheduler.ts';
import type { SchedulerConfig } from './scheduler.ts';

/** A scheduler to choose: a class, and what it changes of the scheduler_config.json of a model. */
export interface SchedulerChoice {
  /** Stable, for links and records. */
  name: string;
  className: SchedulerClassName;
  label: string;
  config?: SchedulerConfig;
}

/** The choices for models that were trained to remove noise, by the names that people know them by. */
export const SCHEDULERS = [
  { name: 'ddim', className: 'DDIMScheduler', label: 'DDIM' },
  { name: 'ddpm', className: 'DDPMScheduler', label: 'DDPM' },
  { name: 'pndm', className: 'PNDMScheduler', label: 'PNDM', config: { skip_prk_steps: true } },
  { name: 'lms', className: 'LMSDiscreteScheduler', label: 'LMS' },
  {
    name: 'lms_karras',
    className: 'LMSDiscreteScheduler',
    label: 'LMS Karras',
    config: { use_karras_sigmas: true },
  },
  { name: 'euler', className: 'EulerDiscreteScheduler', label: 'Euler' },
  {
    name: 'euler_karras',
    className: 'EulerDiscreteScheduler',
    label: 'Euler Karras',
    config: { use_karras_sigmas: true },
  },
  { name: 'euler_a', className: 'EulerAncestralDiscreteScheduler', label: 'Euler a' },
  { name: 'heun', className: 'HeunDiscreteScheduler', label: 'Heun' },
  {
    name: 'dpmpp_2m',
    className: 'DPMSolverMultistepScheduler',
    label: 'DPM++ 2M',
    config: { algorithm_type: 'dpmsolver++', solver_order: 2 },
  },
  {
    name: 'dpmpp_2m_karras',
    className: 'DPMSolverMultistepScheduler',
    label: 'DPM++ 2M Karras',
    config: { algorithm_type: 'dpmsolver++', solver_order: 2, use_karras_sigmas: true },
  },
  {
    name: 'dpmpp_2m_lu',
    className: 'DPMSolverMultistepScheduler',
    label: 'DPM++ 2M Lu',
    config: { algorithm_type: 'dpmsolver++', solver_order: 2, use_lu_lambdas: true },
  },
  {
    name: 'dpmpp_2m_sde',
    className: 'DPMSolverMultistepScheduler',
    label: 'DPM++ 2M SDE',
    config: { algorithm_type: 'sde-dpmsolver++', solver_order: 2 },
  },
  {
    name: 'dpmpp_2m_sde_karras',
    className: 'DPMSolverMultistepScheduler',
    label: 'DPM++ 2M SDE Karras',
    config: { algorithm_type: 'sde-dpmsolver++', solver_order: 2, use_karras_sigmas: true },
  },
  {
    name: 'dpmpp_2s',
    className: 'DPMSolverSinglestepScheduler',
    label: 'DPM++ 2S',
    config: { algorithm_type: 'dpmsolver++', solver_order: 2 },
  },
  {
    name: 'dpmpp_2s_karras',
    className: 'DPMSolverSinglestepScheduler',
    label: 'DPM++ 2S Karras',
    config: { algorithm_type: 'dpmsolver++', solver_order: 2, use_karras_sigmas: true },
  },
  { name: 'unipc', className: 'UniPCMultistepScheduler', label: 'UniPC' },
  { name: 'lcm', className: 'LCMScheduler', label: 'LCM' },
  { name: 'tcd', className: 'TCDScheduler', label: 'TCD' },
  { name: 'flow_match_euler', className: 'FlowMatchEulerDiscreteScheduler', label: 'Flow-match Euler' },
] as const satisfies readonly SchedulerChoice[];

/** The config of a choice on top of a model's own. */
export function configOf({ className, config }: SchedulerChoice, modelConfig: SchedulerConfig): SchedulerConfig {
  return { ...modelConfig, ...config, _class_name: className };
}
