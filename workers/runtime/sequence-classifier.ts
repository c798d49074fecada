import { AutoModelForSequenceClassification, AutoTokenizer, type Tensor } from '@huggingface/transformers';
import { FailureError } from '../../src/contract/failure';
import type { Activation } from '../text/label-scores';
import { firstIds } from './config';
import type { Loaded, ModelLoader } from './loader';

export interface ClassifiedBatch {
  /** For each text the logits of all labels. */
  logits: Float32Array[];
  /** Tokens that the model read of each text, padding left out. */
  tokens: number[];
  /** Whether a text was longer than the model reads. */
  truncated: boolean[];
}

/** An encoder with a classification head. */
export interface SequenceClassifier extends Loaded {
  /** Label names by index. */
  labels: string[];
  /** What makes scores of its logits, as the Python pipeline decides it. */
  activation: Activation;
  /** The most tokens that the model reads of one text. */
  maxTokens: number;
  /** One forward pass over a batch, padded to its longest text. */
  classify(texts: string[]): Promise<ClassifiedBatch>;
}

interface ClassifierConfig {
  id2label?: Record<string, string>;
  problem_type?: string;
  max_position_embeddings?: number;
}

export const loadSequenceClassifier: ModelLoader<SequenceClassifier> = async (model, rung) => {
  const tokenizer = await AutoTokenizer.from_pretrained(model.id);
  const network = await AutoModelForSequenceClassification.from_pretrained(model.id, rung);
  const config = network.config as ClassifierConfig;
  const names = config.id2label;
  if (!names) {
    throw new FailureError({
      code: 'model-incompatible',
      message: `${model.id} is no text classifier: its configuration names no labels.`,
      action: 'Choose a model that was made for this task.',
      remedy: 'use-starter-model',
      field: 'model',
    });
  }
  const maxTokens = Math.min(Number(tokenizer.model_max_length) || 512, config.max_position_embeddings ?? 512);
  return {
    labels: Object.keys(names)
      .sort((a, b) => Number(a) - Number(b))
      .map((index) => names[index] ?? index),
    activation: activationOf(config.problem_type, Object.keys(names).length),
    maxTokens,
    async classify(texts) {
      const inputs = tokenizer(texts, { padding: true, truncation: true, max_length: maxTokens });
      const output = (await network(inputs)) as { logits: Tensor };
      const tokens = rowSums(inputs.attention_mask as Tensor);
      return {
        logits: rowsOf(output.logits, Object.keys(names).length, model.id),
        tokens,
        truncated: texts.map((text, row) => tokens[row] === maxTokens && exceeds(tokenizer, text, maxTokens)),
      };
    },
    async dispose() {
      await network.dispose();
    },
  };
};

/** transformers' TextClassificationPipeline: none for a regression, sigmoid for one label or several at once. */
function activationOf(problemType: string | undefined, labels: number): Activation {
  if (problemType === 'regression') return 'none';
  return problemType === 'multi_label_classification' || labels === 1 ? 'sigmoid' : 'softmax';
}

/** @throws FailureError when the graph and the configuration do not agree on the number of labels */
function rowsOf(logits: Tensor, labels: number, modelId: string): Float32Array[] {
  const [rows = 0, columns = 0] = logits.dims;
  if (columns !== labels) {
    throw new FailureError({
      code: 'model-incompatible',
      message: `${modelId} names ${labels} labels, but its graph gives ${columns} numbers for a text.`,
      action: 'Choose a model that was made for this task.',
      remedy: 'use-starter-model',
      field: 'model',
    });
  }
  const data = (logits.type === 'float32' ? logits : logits.to('float32')).data as Float32Array;
  return Array.from({ length: rows }, (_, row) => data.subarray(row * columns, (row + 1) * columns));
}

/** Only asked of texts that fill the window, so that short ones are not read twice. */
function exceeds(tokenizer: (text: string, options: object) => unknown, text: string, maxTokens: number): boolean {
  const encoded = tokenizer(text, { truncation: false, return_tensor: false });
  return firstIds(encoded).length > maxTokens;
}

function rowSums(mask: Tensor): number[] {
  const [rows = 0, columns = 0] = mask.dims;
  const data = mask.data as BigInt64Array;
  return Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < columns; column++) sum += Number(data[row * columns + column]);
    return sum;
  });
}
