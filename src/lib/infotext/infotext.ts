import { readFields, writeField } from './fields';
import { samplerOfScheduler, schedulerOfSampler } from './sampler-names';
import { schedulerChoice } from './samplers';

/** What an infotext says, spelled as diffusers' arguments; what it does not say is absent. */
export interface InfotextParameters {
  prompt?: string;
  negative_prompt?: string;
  num_inference_steps?: number;
  guidance_scale?: number;
  seed?: number;
  width?: number;
  height?: number;
  /** A `value` of SCHEDULER_CHOICES. */
  scheduler?: string;
  strength?: number;
  /** Layers left out at the end, as in diffusers: 1 is AUTOMATIC1111's 'Clip skip: 2'; null is none. */
  clip_skip?: number | null;
  eta?: number;
  /** Which of torch's generators made the noise. AUTOMATIC1111 says nothing where it was the GPU's. */
  generator_device?: 'cpu' | 'cuda';
  /** The model's name, without folder. */
  model?: string;
}

export interface ParsedInfotext {
  parameters: InfotextParameters;
  /** Every other field, by its name, in order. */
  others: Record<string, string>;
  /** What could not be taken over as it is, in sentences. */
  notes: string[];
}

const NEGATIVE = 'Negative prompt:';
/** A last line with fewer fields belongs to the prompt. */
const FEWEST_FIELDS = 3;

/**
 * The text that AUTOMATIC1111 keeps in the `parameters` of its PNG files: the prompt, the negative prompt, and one line of
 * fields in its order. `others` are further fields; what the parameters say goes before them. Readers trim the lines of a
 * prompt, and take fewer than three fields for text, so that fewer are not written.
 */
export function formatInfotext(parameters: InfotextParameters, others: Readonly<Record<string, string>> = {}): string {
  const { prompt = '', negative_prompt = '' } = parameters;
  const said = fieldsOf(parameters);
  const fields = Object.entries({ ...said, ...others, ...said });
  const line = fields.length < FEWEST_FIELDS ? '' : fields.map(([name, value]) => writeField(name, value)).join(', ');
  const negative = negative_prompt === '' ? '' : `\n${NEGATIVE} ${negative_prompt}`;
  return `${prompt}${negative}\n${line}`.trim();
}

/**
 * Reads such a text, of any version of AUTOMATIC1111 and of programs that write the same. Every text is valid: without a
 * line of fields it is a prompt.
 */
export function parseInfotext(text: string): ParsedInfotext {
  const lines = text.replace(/\r\n?/g, '\n').trim().split('\n');
  const last = readFields(lines.at(-1) ?? '');
  const fields = last.length >= FEWEST_FIELDS ? last : [];
  const trimmed = (fields.length > 0 ? lines.slice(0, -1) : lines).map((line) => line.trim());
  const cut = trimmed.findIndex((line) => line.startsWith(NEGATIVE));
  const prompt = (cut === -1 ? trimmed : trimmed.slice(0, cut)).join('\n');
  const negative = cut === -1 ? [] : trimmed.slice(cut).map((line) => line.replace(NEGATIVE, '').trim());
  return interpreted(new Map(fields), { prompt, negative_prompt: negative.join('\n') });
}

function fieldsOf(parameters: InfotextParameters): Record<string, string> {
  const { num_inference_steps, scheduler, guidance_scale, seed, width, height, model } = parameters;
  const { strength, clip_skip, eta, generator_device } = parameters;
  const choice = scheduler === undefined ? null : schedulerChoice(scheduler);
  const values: Record<string, string | number | undefined> = {
    Steps: num_inference_steps,
    ...(choice ? samplerOfScheduler(choice) : { Sampler: scheduler }),
    'CFG scale': guidance_scale,
    Seed: seed,
    Size: width !== undefined && height !== undefined ? `${width}x${height}` : undefined,
    Model: model,
    'Denoising strength': strength,
    'Clip skip': clip_skip ? clip_skip + 1 : undefined,
    RNG: generator_device === undefined ? undefined : { cpu: 'CPU', cuda: 'NV' }[generator_device],
    // AUTOMATIC1111 has two settings, one of which is for DDIM.
    [scheduler === 'DDIMScheduler' ? 'Eta DDIM' : 'Eta']: eta,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

/** What the value of a field says; null where it cannot be. */
type Reader = (value: string) => InfotextParameters | null;

const numberOf = (value: string): number => (value.trim() === '' ? Number.NaN : Number(value));

function numeric(
  name: 'num_inference_steps' | 'guidance_scale' | 'seed' | 'strength' | 'eta',
  allowed: (value: number) => boolean,
): Reader {
  return (value) => {
    const number = numberOf(value);
    return Number.isFinite(number) && allowed(number) ? { [name]: number } : null;
  };
}

const READERS: Readonly<Record<string, Reader>> = {
  Steps: numeric('num_inference_steps', (value) => Number.isInteger(value) && value > 0),
  'CFG scale': numeric('guidance_scale', () => true),
  Seed: numeric('seed', (value) => Number.isSafeInteger(value) && value >= 0),
  'Denoising strength': numeric('strength', (value) => value >= 0 && value <= 1),
  Eta: numeric('eta', (value) => value >= 0),
  'Eta DDIM': numeric('eta', (value) => value >= 0),
  Size: (value) => {
    const [, width, height] = /^0*([1-9]\d{0,5})\s*x\s*0*([1-9]\d{0,5})$/.exec(value) ?? [];
    return width && height ? { width: Number(width), height: Number(height) } : null;
  },
  'Clip skip': (value) => {
    if (!/^[1-9]\d?$/.test(value)) return null;
    return { clip_skip: value === '1' ? null : Number(value) - 1 };
  },
  RNG: (value) => {
    if (/^cpu$/i.test(value)) return { generator_device: 'cpu' };
    return /^(nv|gpu)$/i.test(value) ? { generator_device: 'cuda' } : null;
  },
  Model: (model) => ({ model }),
};

function interpreted(fields: Map<string, string>, prompts: InfotextParameters): ParsedInfotext {
  const parameters = { ...prompts };
  const notes: string[] = [];
  for (const [name, read] of Object.entries(READERS)) {
    const value = fields.get(name);
    if (value === undefined) continue;
    const said = read(value);
    if (said === null) notes.push(`${name} is ${JSON.stringify(value.slice(0, 40))}, which cannot be; it is left out.`);
    else {
      Object.assign(parameters, said);
      fields.delete(name);
    }
  }
  const sampler = fields.get('Sampler');
  if (sampler !== undefined) {
    const { choice, note } = schedulerOfSampler(sampler, fields.get('Schedule type'));
    if (note !== null) notes.push(note);
    if (choice) {
      parameters.scheduler = choice.value;
      fields.delete('Sampler');
      fields.delete('Schedule type');
    }
  }
  return { parameters, others: Object.fromEntries(fields), notes };
}
