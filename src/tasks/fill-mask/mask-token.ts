/** Kinds of models whose tokenizers write `<mask>`, by what their ids contain. */
const ANGLED = /roberta|bart|mpnet|camembert|bertweet|xlm-r|xlmr|esm|longformer|bigbird|led-/i;

/** The mask that a model most likely uses, before it has told: by its id. */
export const maskTokenOf = (modelId: string): string => (ANGLED.test(modelId) ? '<mask>' : '[MASK]');
