import { describe, expect, it } from 'vitest';
import { SCHEDULER_CHOICES as SCHEDULERS } from '../../../src/lib/infotext/samplers';
import { createScheduler } from './create-scheduler.ts';
import { picture } from './golden-loop.ts';
import type { SchedulerConfig } from './scheduler.ts';
import { SchedulerError } from './scheduler-error.ts';

const noise = { normal: (length: number) => new Float32Array(length) };
const stable = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear', steps_offset: 1 };

const refuses = (code: SchedulerError['code'], words: RegExp, call: () => unknown) => {
  expect(call).toThrow(SchedulerError);
  expect(call).toThrow(words);
  expect(call).toThrow(expect.objectContaining({ code }));
};

describe('refuses, and says what is allowed', () => {
  const create = (config: SchedulerConfig) => createScheduler({ ...stable, ...config });
  const ready = (config: SchedulerConfig, steps = 5) => {
    const scheduler = create(config);
    scheduler.setTimesteps(steps);
    return scheduler;
  };

  it('an unknown class', () => {
    refuses('unknown_scheduler', /"KDPM2DiscreteScheduler".*DDIMScheduler/, () =>
      create({ _class_name: 'KDPM2DiscreteScheduler' }),
    );
    refuses('unknown_scheduler', /undefined/, () => createScheduler({}));
    refuses('unknown_scheduler', /toString/, () => create({ _class_name: 'toString' }));
  });

  it.each([
    ['DDIMScheduler', { beta_schedule: 'cubic' }, /beta_schedule is "cubic".*scaled_linear/],
    ['DDIMScheduler', { prediction_type: 'noise' }, /prediction_type is "noise".*v_prediction/],
    ['DDIMScheduler', { timestep_spacing: 'even' }, /trailing/],
    ['DDIMScheduler', { num_train_timesteps: '1000' }, /a number/],
    ['DDIMScheduler', { clip_sample: 1 }, /true or false/],
    ['DDIMScheduler', { trained_betas: 0.1 }, /list of numbers/],
    ['DDPMScheduler', { variance_type: 'fixed_large_log' }, /fixed_small_log/],
    ['PNDMScheduler', { prediction_type: 'sample' }, /epsilon, v_prediction/],
    ['EulerAncestralDiscreteScheduler', { prediction_type: 'sample' }, /epsilon, v_prediction/],
  ])('a value that %s does not have: %o', (_class_name, config, words) => {
    refuses('invalid_value', words, () => create({ _class_name, ...config }));
  });

  it.each([
    ['EulerDiscreteScheduler', { use_karras_sigmas: true, use_beta_sigmas: true }, /more than one/],
    ['DPMSolverMultistepScheduler', { algorithm_type: 'dpmsolver' }, /sigma_min/],
    ['DPMSolverMultistepScheduler', { solver_order: 4 }, /solver_order/],
    [
      'DPMSolverMultistepScheduler',
      { algorithm_type: 'sde-dpmsolver', solver_order: 3, final_sigmas_type: 'sigma_min' },
      /solver_order 3/,
    ],
    [
      'DPMSolverSinglestepScheduler',
      { algorithm_type: 'dpmsolver', thresholding: true, final_sigmas_type: 'sigma_min' },
      /thresholding/,
    ],
    ['UniPCMultistepScheduler', { solver_p: {} }, /solver_p/],
    ['UniPCMultistepScheduler', { lower_order_final: false }, /lower_order_final/],
  ])('what %s cannot put together: %o', (_class_name, config, words) => {
    refuses('unsupported_option', words, () => create({ _class_name, ...config }));
  });

  it('a number of steps that is out of range', () => {
    for (const { className } of SCHEDULERS) {
      const scheduler = create({ _class_name: className });
      for (const steps of [0, 2.5, -1, 1001, Number.NaN]) {
        refuses('invalid_value', /1 to 1000/, () => scheduler.setTimesteps(steps));
      }
      refuses('invalid_value', /a number of steps/, () => scheduler.setTimesteps(null));
    }
    refuses('invalid_value', /at least 4/, () => create({ _class_name: 'PNDMScheduler' }).setTimesteps(3));
    refuses('invalid_value', /at most 50/, () => create({ _class_name: 'LCMScheduler' }).setTimesteps(51));
    refuses('invalid_value', /at most 25/, () =>
      create({ _class_name: 'TCDScheduler' }).setTimesteps(30, { strength: 0.5 }),
    );
  });

  it('a timestep that is not in the schedule', () => {
    for (const { className } of SCHEDULERS) {
      const scheduler = ready({ _class_name: className });
      refuses('invalid_value', /17\.25 is not in the schedule/, () => scheduler.step(picture, 17.25, picture, noise));
    }
    refuses('invalid_value', /0 to 999/, () =>
      ready({ _class_name: 'DDIMScheduler' }).addNoise(picture, picture, 1000),
    );
  });

  it('options that a class does not have, and lists that do not fit', () => {
    const ddim = create({ _class_name: 'DDIMScheduler' });
    refuses('unsupported_option', /no option sigmas/, () => ddim.setTimesteps(5, { sigmas: [1, 0] }));
    refuses('unsupported_option', /no option s_churn.*eta/, () =>
      ready({ _class_name: 'DDIMScheduler' }).step(picture, 1, picture, noise, { s_churn: 1 }),
    );
    const ddpm = create({ _class_name: 'DDPMScheduler' });
    refuses('invalid_value', /either/, () => ddpm.setTimesteps(2, { timesteps: [500, 100] }));
    refuses('invalid_value', /must fall/, () => ddpm.setTimesteps(null, { timesteps: [100, 500] }));
    refuses('invalid_value', /0 to 999/, () => ddpm.setTimesteps(null, { timesteps: [1200, 500] }));
    const karras = create({ _class_name: 'EulerDiscreteScheduler', use_karras_sigmas: true });
    refuses('unsupported_option', /karras/, () => karras.setTimesteps(null, { timesteps: [500, 100] }));
    const flow = create({ _class_name: 'FlowMatchEulerDiscreteScheduler', use_dynamic_shifting: true });
    refuses('invalid_value', /mu/, () => flow.setTimesteps(4));
    const solver = create({ _class_name: 'DPMSolverMultistepScheduler' });
    refuses('unsupported_option', /use_dynamic_shifting/, () => solver.setTimesteps(4, { mu: 1 }));
  });

  it('calls at the wrong time', () => {
    const euler = create({ _class_name: 'EulerDiscreteScheduler' });
    refuses('not_ready', /setTimesteps/, () => euler.step(picture, 999, picture, noise));
    euler.setTimesteps(1);
    euler.step(picture, 0, picture);
    refuses('not_ready', /before another run/, () => euler.step(picture, 0, picture));
    refuses('invalid_value', /1 timesteps/, () => euler.setBeginIndex(1));
    const ancestral = ready({ _class_name: 'EulerAncestralDiscreteScheduler' });
    refuses('not_ready', /random numbers/, () => ancestral.step(picture, 999, picture));
  });

  it('samples that do not fit', () => {
    const ddim = ready({ _class_name: 'DDIMScheduler' });
    refuses('invalid_value', /36 and 3/, () => ddim.step(new Float32Array(3), 1, picture));
    refuses('invalid_value', /5 images/, () => ddim.step(picture, 1, picture, noise, { batch_size: 5 }));
    refuses('invalid_value', /5 timesteps/, () => ddim.addNoise(picture, picture, [1, 2, 3, 4, 5]));
    refuses('invalid_value', /batch_size/, () => ddim.setTimesteps(5, { batch_size: 0 }));
  });

  it('epsilon where nothing is left of the picture', () => {
    const ddim = ready({ _class_name: 'DDIMScheduler', rescale_betas_zero_snr: true, timestep_spacing: 'trailing' });
    refuses('unsupported_option', /v_prediction/, () => ddim.step(picture, 999, picture));
  });
});
