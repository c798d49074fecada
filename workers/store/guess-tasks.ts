/** What the class of a model in `architectures` is for, as the Hub's pipeline tags. */
const TASKS: readonly (readonly [RegExp, string])[] = [
  [/ForSequenceClassification$/, 'text-classification'],
  [/ForTokenClassification$/, 'token-classification'],
  [/ForMaskedLM$/, 'fill-mask'],
  [/ForQuestionAnswering$/, 'question-answering'],
  [/(ForCausalLM|LMHeadModel)$/, 'text-generation'],
  [/MarianMTModel$/, 'translation'],
  [/ForConditionalGeneration$/, 'summarization'],
  [/Model$/, 'feature-extraction'],
];

/**
 * The tasks that a model can serve, as far as its configuration tells.
 * @param config of config.json; null for a model in diffusers' layout
 */
export function guessTasks(config: unknown, isDiffusers: boolean): string[] {
  if (isDiffusers) return ['text-to-image', 'image-to-image'];
  if (typeof config !== 'object' || config === null) return [];
  const { architectures, id2label } = config as Record<string, unknown>;
  const [name] = Array.isArray(architectures) ? architectures : [];
  const task = TASKS.find(([pattern]) => typeof name === 'string' && pattern.test(name))?.[1];
  if (task === undefined) return [];
  const entails = Object.values(typeof id2label === 'object' && id2label !== null ? id2label : {}).some((label) =>
    /^entail/i.test(String(label)),
  );
  return task === 'text-classification' && entails ? ['zero-shot-classification', task] : [task];
}
