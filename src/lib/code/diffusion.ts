import { schedulerChoice } from '../infotext/samplers';
import { javascriptCall, javascriptComment, javascriptLiteral } from './javascript';
import { type CodeValue, Float } from './literal';
import { pythonCall, pythonComment, pythonLiteral } from './python';
import type { CodeRequest, Snippets } from './snippet';

/** diffusers' pipelines for the tasks, and what each of them takes. */
const PIPELINES = {
  text: {
    className: 'StableDiffusionPipeline',
    takes: ['num_inference_steps', 'guidance_scale', 'width', 'height', 'guidance_rescale', 'eta', 'clip_skip'],
  },
  image: {
    className: 'StableDiffusionImg2ImgPipeline',
    takes: ['strength', 'num_inference_steps', 'guidance_scale', 'eta', 'clip_skip'],
  },
  inpaint: {
    className: 'StableDiffusionInpaintPipeline',
    takes: ['strength', 'num_inference_steps', 'guidance_scale', 'eta', 'clip_skip'],
  },
} as const;

type Kind = keyof typeof PIPELINES;

/** Values at which a parameter does nothing, so that it need not be written. */
const NEUTRAL: Readonly<Record<string, CodeValue>> = { eta: 0, guidance_rescale: 0 };
const FLOATS: ReadonlySet<string> = new Set(['guidance_scale', 'guidance_rescale', 'eta', 'strength']);

/** The programs of a picture run: Python's diffusers, and the console of this page. */
export const diffusionPrograms = (run: CodeRequest): Snippets => ({
  python: pythonProgram(run),
  javascript: javascriptProgram(run),
});

function kindOf({ input }: CodeRequest): Kind {
  if (!('image' in input)) return 'text';
  return input.mask_image ? 'inpaint' : 'image';
}

function pythonProgram(run: CodeRequest): string {
  const kind = kindOf(run);
  const { parameters, input } = run;
  const choice = typeof parameters.scheduler === 'string' ? schedulerChoice(parameters.scheduler) : null;
  const negative = typeof parameters.negative_prompt === 'string' ? parameters.negative_prompt : '';
  const seeds = seedsOf(run);
  const keywords = {
    ...written(parameters, PIPELINES[kind].takes),
    ...(seeds.length > 1 ? { num_images_per_prompt: seeds.length } : {}),
  };
  const words = [
    ...(kind === 'text' ? [] : ['image=image']),
    ...(kind === 'inpaint' ? ['mask_image=mask_image', 'width=width', 'height=height'] : []),
    'prompt=prompt',
    ...(negative === '' ? [] : ['negative_prompt=negative_prompt']),
    ...Object.entries(keywords).map(([name, value]) => `${name}=${pythonLiteral(value)}`),
    'generator=generator',
  ];
  return [
    pythonImports(run, kind, choice?.className ?? null),
    pythonPipeline(run, kind) +
      (choice
        ? `pipe.scheduler = ${pythonCall(`${choice.className}.from_config`, ['pipe.scheduler.config'], choice.options, 17)}\n`
        : ''),
    kind === 'text' ? '' : pythonPictures(run, kind),
    `${pythonComment(promptNotes(run))}prompt = ${pythonLiteral(String(input.prompt ?? ''))}\n` +
      (negative === '' ? '' : `negative_prompt = ${pythonLiteral(negative)}\n`),
    pythonGenerator(run, seeds),
    `${pythonComment(leftOut(run, kind))}images = ${pythonCall('pipe', words, {}, 9)}.images\n` +
      'for index, picture in enumerate(images):\n    picture.save(f"loupe-{index + 1}.png")\n',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function pythonImports(run: CodeRequest, kind: Kind, scheduler: string | null): string {
  const starter = run.model.starterFolder !== null;
  const { className } = PIPELINES[kind];
  const classes = [...(starter && kind !== 'inpaint' ? [] : [className]), ...(scheduler ? [scheduler] : [])].sort();
  const ours = kind === 'image' ? 'load_image_pipeline' : 'load_pipeline';
  return [
    'import torch\n',
    classes.length > 0 ? `from diffusers import ${classes.join(', ')}\n` : '',
    kind === 'text' ? '' : 'from diffusers.utils import load_image\n',
    starter ? `from loupe.scenes.restore import ${ours}\n` : '',
  ].join('');
}

function pythonPipeline(run: CodeRequest, kind: Kind): string {
  const { model, dtype } = run;
  const { className } = PIPELINES[kind];
  if (model.starterFolder !== null) {
    const note = pythonComment([
      `${model.id} comes with Loupe, as ONNX: this puts its weights into diffusers’ classes.`,
      'Run it in the folder `training` of Loupe’s repository.',
    ]);
    if (kind === 'text') return `${note}pipe = load_pipeline()\n`;
    if (kind === 'image') return `${note}pipe = load_image_pipeline()\n`;
    return `${note}pipe = ${className}(**load_pipeline().components, requires_safety_checker=False)\n`;
  }
  const notes =
    model.original === null
      ? [`If ${model.id} holds ONNX weights alone, name the model that it was converted from.`]
      : model.original === model.id
        ? []
        : [`${model.id} holds ONNX weights: this is the model that it was converted from.`];
  const words = [
    pythonLiteral(model.original ?? model.id),
    ...(model.original === null && model.revision !== 'main' ? [`revision=${pythonLiteral(model.revision)}`] : []),
    ...(dtype === 'fp16' ? ['torch_dtype=torch.float16'] : []),
  ];
  return `${pythonComment(notes)}pipe = ${pythonCall(`${className}.from_pretrained`, words, {}, 7)}\n`;
}

/** Pictures are brought to the size of the run as Loupe does it: the pipelines take them as they are. */
function pythonPictures({ parameters }: CodeRequest, kind: Kind): string {
  const { width, height } = parameters;
  const mode = pythonLiteral(String(parameters.resize_mode ?? 'default'));
  const own = 'pipe.unet.config.sample_size * pipe.vae_scale_factor';
  const resize = (name: string) =>
    `pipe.image_processor.resize(${name}, height=height, width=width, resize_mode=${mode})`;
  return [
    pythonComment([`Put your picture${kind === 'inpaint' ? ' and mask' : ''} here.`]),
    'image = load_image("picture.png")\n',
    kind === 'inpaint' ? 'mask_image = load_image("mask.png").convert("L")\n' : '',
    `width = ${typeof width === 'number' ? width : own}\n`,
    `height = ${typeof height === 'number' ? height : own}\n`,
    `image = ${resize('image')}\n`,
    kind === 'inpaint' ? `mask_image = ${resize('mask_image')}\n` : '',
  ].join('');
}

/** Picture i has the seed plus i. */
function seedsOf({ parameters: { seed, num_images: count } }: CodeRequest): number[] {
  const first = typeof seed === 'number' ? seed : 0;
  return Array.from({ length: typeof count === 'number' ? count : 1 }, (_, index) => (first + index) % 2 ** 32);
}

function pythonGenerator({ parameters }: CodeRequest, seeds: readonly number[]): string {
  const make = `torch.Generator("${parameters.generator_device === 'cuda' ? 'cuda' : 'cpu'}").manual_seed`;
  if (seeds.length === 1) return `generator = ${make}(${seeds[0]})\n`;
  return `generator = [${make}(seed) for seed in ${pythonLiteral([...seeds])}]\n`;
}

/** The parameters that a pipeline takes and that do something. */
function written(parameters: CodeRequest['parameters'], names: readonly string[]): Record<string, CodeValue> {
  const found: Record<string, CodeValue> = {};
  for (const name of names) {
    const value = parameters[name];
    if (value === undefined || value === null || value === NEUTRAL[name]) continue;
    found[name] = FLOATS.has(name) && typeof value === 'number' ? new Float(value) : value;
  }
  return found;
}

const WEIGHTS = /[()[\]]|\bBREAK\b/;

/** In weighted syntax brackets mean something that diffusers' pipelines do not know. */
function promptNotes({ input, parameters }: CodeRequest): string[] {
  const texts = [input.prompt, parameters.negative_prompt].map((text) => (typeof text === 'string' ? text : ''));
  return parameters.prompt_syntax === 'weighted' && texts.some((text) => WEIGHTS.test(text))
    ? ['Loupe read the brackets as weights; diffusers takes them for text, and the picture differs.']
    : [];
}

function leftOut({ parameters }: CodeRequest, kind: Kind): string[] {
  const rescaled = Number(parameters.guidance_rescale ?? 0) > 0;
  return rescaled && kind !== 'text' ? ['guidance_rescale is left out: this pipeline has none.'] : [];
}

/** What the console of this page runs; nothing of it is transformers.js. */
function javascriptProgram(run: CodeRequest): string {
  const { task, input, parameters, model, device, dtype } = run;
  const kind = kindOf(run);
  const pictures = kind === 'text' ? [] : kind === 'image' ? ['image'] : ['image', 'mask_image'];
  const given: Record<string, CodeValue> = { prompt: String(input.prompt ?? '') };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== '' && name !== 'preview') given[name] = value;
  }
  const options = {
    model: model.id,
    ...(model.revision === 'main' ? {} : { revision: model.revision }),
    ...(device ? { device } : {}),
    ...(dtype ? { dtype } : {}),
  };
  return [
    javascriptComment([
      `transformers.js has no pipeline for ${task}. In the console of the page that Loupe runs on, this is the run:`,
    ]),
    ...pictures.map(
      (name) =>
        `const ${name} = await (await fetch('${name === 'image' ? 'picture' : 'mask'}.png')).blob(); // your own\n`,
    ),
    `const input = ${javascriptLiteral(given, 14)};\n`,
    ...(pictures.length > 0 ? [`Object.assign(input, { ${pictures.join(', ')} });\n`] : []),
    `const result = ${javascriptCall('await loupe.run', [javascriptLiteral(task), 'input'], options, 15)};\n`,
    'if (result.ok) for (const { blob } of result.value.images) window.open(URL.createObjectURL(blob));\n',
    'else console.log(result.failure.message);\n',
  ].join('');
}
