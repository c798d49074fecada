import { DDIMScheduler } from './ddim.ts';
import { DDPMScheduler } from './ddpm.ts';
import { DPMSolverMultistepScheduler } from './dpm-solver-multistep.ts';
import { DPMSolverSinglestepScheduler } from './dpm-solver-singlestep.ts';
import { EulerAncestralDiscreteScheduler } from './euler-ancestral-discrete.ts';
import { EulerDiscreteScheduler } from './euler-discrete.ts';
import { FlowMatchEulerDiscreteScheduler } from './flow-match-euler-discrete.ts';
import { HeunDiscreteScheduler } from './heun-discrete.ts';
import { LCMScheduler } from './lcm.ts';
import { LMSDiscreteScheduler } from './lms-discrete.ts';
import { PNDMScheduler } from './pndm.ts';
import type { Scheduler, SchedulerConfig } from './scheduler.ts';
import { SchedulerError } from './scheduler-error.ts';
import { TCDScheduler } from './tcd.ts';
import { UniPCMultistepScheduler } from './unipc-multistep.ts';

/** Every scheduler here, by the name of its class in diffusers. */
const CLASSES = {
  DDIMScheduler,
  DDPMScheduler,
  DPMSolverMultistepScheduler,
  DPMSolverSinglestepScheduler,
  EulerAncestralDiscreteScheduler,
  EulerDiscreteScheduler,
  FlowMatchEulerDiscreteScheduler,
  HeunDiscreteScheduler,
  LCMScheduler,
  LMSDiscreteScheduler,
  PNDMScheduler,
  TCDScheduler,
  UniPCMultistepScheduler,
} satisfies Record<string, new (config: SchedulerConfig) => Scheduler>;

export type SchedulerClassName = keyof typeof CLASSES;

/**
 * The scheduler of a scheduler_config.json, with the defaults of diffusers for what that leaves out.
 * @throws SchedulerError where `_class_name` or an option is not one that exists here
 */
export function createScheduler(config: SchedulerConfig): Scheduler {
  const name = config._class_name;
  if (typeof name === 'string' && isSchedulerClass(name)) return new CLASSES[name](config);
  throw new SchedulerError(
    'unknown_scheduler',
    `There is no scheduler ${JSON.stringify(name)}; _class_name must be one of ${Object.keys(CLASSES).join(', ')}.`,
  );
}

export function isSchedulerClass(name: string): name is SchedulerClassName {
  return Object.hasOwn(CLASSES, name);
}
