import { describe, expect, it } from 'vitest';
import { formatInfotext, type InfotextParameters, parseInfotext } from './infotext';
import { samplerOfScheduler, schedulerOfSampler } from './sampler-names';
import { SCHEDULER_CHOICES, schedulerChoice } from './samplers';

// The example in the documentation of AUTOMATIC1111's own parser.
const DOCUMENTED = `girl with an artist's beret, determined, blue eyes, desert scene, computer monitors, heavy makeup, by Alphonse Mucha and Charlie Bowater, ((eyeshadow)), (coquettish), detailed, intricate
Negative prompt: ugly, fat, obese, chubby, (((deformed))), [blurry], bad anatomy, disfigured, poorly drawn face, mutation, mutated, (extra_limb), (ugly), (poorly drawn hands), messy drawing
Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 965400086, Size: 512x512, Model hash: 45dee52b`;

describe('texts of AUTOMATIC1111', () => {
  it('reads its documented example', () => {
    const [prompt, negative = ''] = DOCUMENTED.split('\n');
    expect(parseInfotext(DOCUMENTED)).toEqual({
      parameters: {
        prompt,
        negative_prompt: negative.slice('Negative prompt: '.length),
        num_inference_steps: 20,
        scheduler: 'EulerAncestralDiscreteScheduler',
        guidance_scale: 7,
        seed: 965400086,
        width: 512,
        height: 512,
      },
      others: { 'Model hash': '45dee52b' },
      notes: [],
    });
  });

  it('reads the newer form, prompts of several lines, and values in quotes', () => {
    const text = [
      'a castle,',
      '  on a hill',
      'BREAK in spring',
      'Negative prompt: blurry,',
      'low quality',
      'Steps: 30, Sampler: DPM++ 2M SDE, Schedule type: Karras, CFG scale: 6.5, Seed: 4294967293, Size: 768x512, Model hash: e1441589a6, Model: v1-5-pruned, Denoising strength: 0.6, Clip skip: 2, ENSD: 31337, RNG: CPU, Eta DDIM: 0.4, Lora hashes: "one: abc, two: def", TI hashes: "a \\"b\\": 1", Hires upscale: 2, Version: v1.10.1',
    ].join('\n');
    expect(parseInfotext(text)).toEqual({
      parameters: {
        prompt: 'a castle,\non a hill\nBREAK in spring',
        negative_prompt: 'blurry,\nlow quality',
        num_inference_steps: 30,
        scheduler: 'DPMSolverMultistepScheduler:sde-karras',
        guidance_scale: 6.5,
        seed: 4294967293,
        width: 768,
        height: 512,
        model: 'v1-5-pruned',
        strength: 0.6,
        clip_skip: 1,
        generator_device: 'cpu',
        eta: 0.4,
      },
      others: {
        'Model hash': 'e1441589a6',
        ENSD: '31337',
        'Lora hashes': 'one: abc, two: def',
        'TI hashes': 'a "b": 1',
        'Hires upscale': '2',
        Version: 'v1.10.1',
      },
      notes: [],
    });
  });

  it.each([
    ['a prompt alone', 'a cat: black, white'],
    ['two fields, which are too few', 'a cat\nSteps: 20, Seed: 1'],
    ['nothing', ''],
  ])('takes %s for a prompt', (_, text) =>
    expect(parseInfotext(text)).toEqual({ parameters: { prompt: text, negative_prompt: '' }, others: {}, notes: [] }),
  );

  it('reads a text without a prompt, and Windows’ line ends', () => {
    expect(parseInfotext('Steps: 5, Seed: 2, Size: 64x64').parameters).toMatchObject({
      prompt: '',
      seed: 2,
      width: 64,
    });
    expect(parseInfotext('a\r\nNegative prompt: b\r\nSteps: 5, Seed: 2, Size: 64x64').parameters).toMatchObject({
      prompt: 'a',
      negative_prompt: 'b',
    });
  });

  it('says which values cannot be, and keeps them', () => {
    const { parameters, others, notes } = parseInfotext(
      'a\nSteps: 2.5, Sampler: DPM adaptive, CFG scale: high, Seed: -1, Size: 0x64, Clip skip: 0, Denoising strength: 2, RNG: TPU',
    );
    expect(parameters).toEqual({ prompt: 'a', negative_prompt: '' });
    expect(Object.keys(others)).toHaveLength(8);
    expect(notes).toHaveLength(8);
    expect(notes.at(-1)).toMatch(/no scheduler like DPM adaptive/);
  });

  it('takes Clip skip 1 for none', () =>
    expect(parseInfotext('a\nSteps: 5, Seed: 2, Clip skip: 1').parameters.clip_skip).toBeNull());

  it.each(['word '.repeat(30_000), ' '.repeat(50_000), 'a: "'.repeat(5000), `${'x'.repeat(250_000)}: 1, b1: 2, c1: 3`])(
    'bears long lines, case %#',
    (text) => expect(parseInfotext(`p\n${text}`).parameters.num_inference_steps).toBeUndefined(),
  );
});

describe('writing', () => {
  const everything: InfotextParameters = {
    prompt: 'a (red:1.2) cottage,\nby a lake\n\nat night',
    negative_prompt: 'blurry,\nNoise: much, more: yes',
    num_inference_steps: 25,
    scheduler: 'DPMSolverMultistepScheduler:karras',
    guidance_scale: 7.5,
    seed: 0,
    width: 64,
    height: 128,
    strength: 0.35,
    clip_skip: 2,
    eta: 0.5,
    generator_device: 'cuda',
    model: 'loupe/scenes',
  };

  it('writes AUTOMATIC1111’s line', () =>
    expect(formatInfotext(everything, { Version: 'Loupe 1', Note: 'a, b: "c"\n' })).toBe(
      `${everything.prompt}\nNegative prompt: ${everything.negative_prompt}\nSteps: 25, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7.5, Seed: 0, Size: 64x128, Model: loupe/scenes, Denoising strength: 0.35, Clip skip: 3, RNG: NV, Eta: 0.5, Version: Loupe 1, Note: "a, b: \\"c\\"\\n"`,
    ));

  it('reads what it wrote', () => {
    const others = { Version: 'Loupe 1', Note: 'a, b: "c"\n', Quote: '"x"', 'Lora hashes': 'a: 1', Wide: '東京 😀' };
    expect(parseInfotext(formatInfotext(everything, others))).toEqual({ parameters: everything, others, notes: [] });
  });

  it.each(SCHEDULER_CHOICES.map(({ value }) => value))('brings %s back', (scheduler) => {
    const parameters = { prompt: '', negative_prompt: '', num_inference_steps: 4, scheduler, seed: 3, eta: 1 };
    expect(parseInfotext(formatInfotext(parameters))).toEqual({ parameters, others: {}, notes: [] });
  });

  it('writes back what it read', () => {
    const { parameters, others } = parseInfotext(DOCUMENTED);
    const again = parseInfotext(formatInfotext(parameters, others));
    expect(again).toEqual({ parameters, others, notes: [] });
  });

  it('lets the parameters go before other fields, and keeps a sampler that is unknown', () => {
    expect(formatInfotext({ prompt: 'a', seed: 5, num_inference_steps: 3 }, { Seed: '4', Sampler: 'DPM2 a' })).toBe(
      'a\nSteps: 3, Seed: 5, Sampler: DPM2 a',
    );
  });

  it('writes no line that would be taken for text', () => {
    expect(formatInfotext({ prompt: 'a', seed: 5 })).toBe('a');
    expect(formatInfotext({ prompt: 'a', negative_prompt: 'b' })).toBe('a\nNegative prompt: b');
  });
});

describe('samplers', () => {
  const multistep = 'DPMSolverMultistepScheduler';
  it.each<[string, string | undefined, string]>([
    ['Euler', undefined, 'EulerDiscreteScheduler'],
    ['Euler', 'Automatic', 'EulerDiscreteScheduler'],
    ['Euler', 'SGM Uniform', 'EulerDiscreteScheduler:trailing'],
    ['euler A', undefined, 'EulerAncestralDiscreteScheduler'],
    ['LMS Karras', undefined, 'LMSDiscreteScheduler:karras'],
    ['Heun', 'Karras', 'HeunDiscreteScheduler:karras'],
    ['DPM++ 2M', undefined, multistep],
    ['DPM++ 2M', 'Uniform', multistep],
    ['DPM++ 2M', 'Automatic', `${multistep}:karras`],
    ['DPM++ 2M Karras', undefined, `${multistep}:karras`],
    ['DPM++ 2M', 'karras', `${multistep}:karras`],
    ['DPM++ 2M', 'Beta', `${multistep}:beta`],
    ['DPM++ 2M SDE', undefined, `${multistep}:sde`],
    ['DPM++ 2M SDE', 'Automatic', `${multistep}:sde-exponential`],
    ['DPM++ 2M SDE Exponential', undefined, `${multistep}:sde-exponential`],
    ['DPM++ 2M SDE Karras', undefined, `${multistep}:sde-karras`],
    ['DPM++ 2M Lu', undefined, `${multistep}:lu`],
    ['DDIM', 'Automatic', 'DDIMScheduler'],
    ['PLMS', undefined, 'PNDMScheduler'],
    ['UniPC', undefined, 'UniPCMultistepScheduler'],
    ['LCM', 'Automatic', 'LCMScheduler'],
    ['TCD', undefined, 'TCDScheduler'],
    ['k_dpmpp_2m', undefined, multistep],
    [`${multistep}:sde-karras`, undefined, `${multistep}:sde-karras`],
  ])('%s with schedule type %s is %s', (sampler, type, value) =>
    expect(schedulerOfSampler(sampler, type)).toEqual({ choice: schedulerChoice(value), note: null }),
  );

  it.each<[string, string | undefined, string | null, RegExp]>([
    ['DPM++ 2S a', undefined, 'DPMSolverSinglestepScheduler', /DPM\+\+ 2S comes nearest/],
    ['DPM++ 2S a Karras', undefined, 'DPMSolverSinglestepScheduler:karras', /DPM\+\+ 2S Karras comes nearest/],
    ['DPM++ SDE', 'Karras', 'DPMSolverSinglestepScheduler:karras', /comes nearest/],
    ['Euler', 'KL Optimal', 'EulerDiscreteScheduler', /schedule type KL Optimal does not exist here; Euler is used/],
    ['DPM2 a Karras', undefined, null, /no scheduler like DPM2 a Karras/],
    ['DPM fast', 'Automatic', null, /no scheduler like/],
    ['toString', undefined, null, /no scheduler like/],
  ])('%s with schedule type %s is near %s', (sampler, type, value, note) => {
    const found = schedulerOfSampler(sampler, type);
    expect(found.choice?.value ?? null).toBe(value);
    expect(found.note).toMatch(note);
  });

  it('has unique values and labels, and each finds its way back', () => {
    expect(new Set(SCHEDULER_CHOICES.map(({ value }) => value)).size).toBe(SCHEDULER_CHOICES.length);
    expect(new Set(SCHEDULER_CHOICES.map(({ label }) => label)).size).toBe(SCHEDULER_CHOICES.length);
    for (const choice of SCHEDULER_CHOICES) {
      const fields = samplerOfScheduler(choice);
      expect(schedulerOfSampler(fields.Sampler ?? '', fields['Schedule type']).choice).toBe(choice);
      expect(choice.value.split(':')[0]).toBe(choice.className);
    }
  });
});
