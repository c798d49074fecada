import { type GenerationOptions, generationOptions } from '../../lib/code/generation';
import { javascriptCall, javascriptComment, javascriptLiteral } from '../../lib/code/javascript';
import {
  ignoredByJavascript,
  javascriptDevice,
  javascriptLoading,
  javascriptStarter,
  pythonLoading,
  pythonModel,
  pythonModelNotes,
  pythonVariable,
  variableOf,
} from '../../lib/code/program';
import { pythonCall, pythonComment, pythonLiteral } from '../../lib/code/python';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';

/** Pipelines return texts alone: both programs call `generate`, for what each token was chosen from. */
export function codeFor(run: CodeRequest): Snippets {
  return { javascript: javascriptProgram(run), python: pythonProgram(run) };
}

const STRATEGIES = ['greedy', 'sampling', 'beam-search'] as const;
type Strategy = (typeof STRATEGIES)[number];

const strategiesOf = ({ parameters }: CodeRequest): readonly Strategy[] =>
  parameters.strategy === 'compare' ? STRATEGIES : STRATEGIES.filter((strategy) => strategy === parameters.strategy);

/** What `generate` is given for one of the lab's strategies, which each have a few of the parameters. */
function optionsFor(run: CodeRequest, strategy: Strategy): GenerationOptions {
  const { num_beams = 3, ...parameters } = run.parameters;
  const beams = strategy === 'beam-search' ? num_beams : 1;
  return generationOptions({
    ...run,
    parameters: { ...parameters, do_sample: strategy === 'sampling', num_beams: beams },
  });
}

/** Token ids after the prompt, where a text was forked. */
const givenOf = ({ parameters: { given_token_ids: given } }: CodeRequest): number[] =>
  typeof given === 'string'
    ? given
        .split(/[\s,]+/)
        .filter((word) => word !== '')
        .map(Number)
    : [];

const GIVEN = 'The tokens after which the text was forked.';
const OTHER_DICE = 'Other random numbers than in Loupe: the text differs.';

function pythonProgram(run: CodeRequest): string {
  const model = pythonLiteral(pythonModel(run));
  const strategies = strategiesOf(run);
  const seeded = strategies.some((strategy) => optionsFor(run, strategy).seed !== null);
  const given = givenOf(run);
  return [
    `import torch\nfrom transformers import AutoModelForCausalLM, AutoTokenizer${seeded ? ', set_seed' : ''}\n`,
    `${pythonComment(pythonModelNotes(run))}tokenizer = AutoTokenizer.from_pretrained(${model})\nmodel = ${pythonCall('AutoModelForCausalLM.from_pretrained', [model], pythonLoading(run), 8)}.eval()\n`,
    `${pythonVariable(variableOf('prompt', run, 'text'))}inputs = tokenizer(prompt, return_tensors="pt", return_token_type_ids=False)\n`,
    given.length === 0
      ? ''
      : [
          pythonComment([GIVEN]),
          `given = ${pythonCall('torch.tensor', [pythonLiteral([given])], {}, 8)}\n`,
          'inputs["input_ids"] = torch.cat([inputs["input_ids"], given], dim=1)\n',
          'inputs["attention_mask"] = torch.ones_like(inputs["input_ids"])\n',
        ].join(''),
    PYTHON_SHOW,
    ...strategies.map((strategy) => pythonStrategy(run, strategy)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const PYTHON_SHOW = `
def show(outputs):
    """The text, and the log-probability of each token: the model's own, and with every setting."""
    new = outputs.sequences[0, inputs["input_ids"].shape[1] :]
    print(tokenizer.decode(new, skip_special_tokens=True))
    beams = outputs.get("beam_indices")
    # Logits are the model's own; scores are what the settings made of them, with beams already as log-probabilities.
    own = model.compute_transition_scores(outputs.sequences, outputs.logits, beams, normalize_logits=True)
    processed = model.compute_transition_scores(
        outputs.sequences, outputs.scores, beams, normalize_logits=beams is None
    )
    for token, *logprobs in zip(new.tolist(), own[0].tolist(), processed[0].tolist()):
        print(token, repr(tokenizer.decode([token])), *(f"{logprob:.4f}" for logprob in logprobs))

`;

function pythonStrategy(run: CodeRequest, strategy: Strategy): string {
  const { python, seed } = optionsFor(run, strategy);
  const keep = { return_dict_in_generate: true, output_scores: true, output_logits: true };
  return [
    pythonComment([...(strategiesOf(run).length > 1 ? [WORDS[strategy]] : []), ...(seed === null ? [] : [OTHER_DICE])]),
    seed === null ? '' : `set_seed(${seed})\n`,
    `outputs = ${pythonCall('model.generate', ['**inputs'], { ...python, ...keep }, 10)}\n`,
    'show(outputs)\n',
  ].join('');
}

const WORDS: Record<Strategy, string> = { greedy: 'Greedy.', sampling: 'Sampling.', 'beam-search': 'Beam search.' };

function javascriptProgram(run: CodeRequest): string {
  const strategies = strategiesOf(run);
  const given = givenOf(run);
  const seeded = strategies.some((strategy) => optionsFor(run, strategy).seed !== null);
  const imports = [
    'AutoModelForCausalLM',
    'AutoTokenizer',
    ...(given.length > 0 ? ['Tensor', 'cat'] : []),
    ...(run.model.starterFolder ? ['env'] : []),
    'log_softmax',
    'ones_like',
    ...(seeded ? ['random'] : []),
  ];
  const id = javascriptLiteral(run.model.id);
  const { revision } = run.model;
  const prompt = variableOf('prompt', run, 'text');
  const load = javascriptCall('await AutoModelForCausalLM.from_pretrained', [id], javascriptLoading(run), 14);
  return [
    `import { ${imports.join(', ')} } from '@huggingface/transformers';\n`,
    javascriptStarter(run),
    `const tokenizer = await ${javascriptCall('AutoTokenizer.from_pretrained', [id], revision === 'main' ? {} : { revision })};\n${javascriptDevice(run)}const model = ${load};\n`,
    `const prompt = ${javascriptLiteral(prompt.value)};\n${javascriptInput(given)}`,
    JAVASCRIPT_SHOW,
    ...strategies.map((strategy) => javascriptStrategy(run, strategy)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function javascriptInput(given: readonly number[]): string {
  if (given.length === 0) return 'const { input_ids } = tokenizer(prompt);\n';
  const ids = javascriptLiteral(given, 44);
  return [
    javascriptComment([GIVEN]),
    `const given = new Tensor('int64', ${ids}.map(BigInt), [1, ${given.length}]);\n`,
    'const input_ids = cat([tokenizer(prompt).input_ids, given], 1);\n',
  ].join('');
}

const JAVASCRIPT_SHOW = `// transformers.js returns neither scores nor logits of a generation, so that the text is read once more: this gives the
// model's own log-probabilities. What temperature, top_k and the other settings made of them stays inside the library.
async function show(sequences) {
  const { logits } = await model({ input_ids: sequences, attention_mask: ones_like(sequences) });
  const [ids] = sequences.tolist();
  const before = input_ids.dims[1];
  console.log(tokenizer.decode(ids.slice(before), { skip_special_tokens: true }));
  for (let at = before; at < ids.length; at++) {
    const logprobs = log_softmax(logits[0][at - 1].to('float32').data);
    console.log(Number(ids[at]), tokenizer.decode([ids[at]]), logprobs[Number(ids[at])]);
  }
}
`;

function javascriptStrategy(run: CodeRequest, strategy: Strategy): string {
  const several = strategiesOf(run).length > 1;
  if (strategy === 'beam-search' && several) {
    return javascriptComment(['transformers.js has no beam search: it is left out here.']);
  }
  const { javascript, ignored, seed } = optionsFor(run, strategy);
  const input = { input_ids: null, attention_mask: null };
  const options = javascriptLiteral({ ...input, ...javascript }, 99)
    .replace('input_ids: null', 'input_ids')
    .replace('attention_mask: null', 'attention_mask: ones_like(input_ids)');
  return [
    javascriptComment([
      ...(several ? [WORDS[strategy]] : []),
      ...(strategy === 'beam-search'
        ? ['transformers.js has no beam search: it takes the likeliest token at each step.']
        : []),
      ...ignoredByJavascript(ignored),
      ...(seed === null ? [] : [OTHER_DICE]),
    ]),
    seed === null ? '' : `random.seed(${seed});\n`,
    `await show(await model.generate(${options}));\n`,
  ].join('');
}
