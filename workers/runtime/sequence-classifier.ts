import { AutoModelForSequenceClassification } from '@huggingface/transformers';
import { buildRow, specialCount, whole } from '../text/encoding/rows';
import { type RowOutputs, runRows } from '../text/encoding/run-rows';
import type { Activation } from '../text/label-scores';
import type { Loaded, ModelLoader } from './loader';
import { incompatible, labelsOf, loadTextModel } from './text-model';

/** What a classifier makes of one text. */
export interface ClassifiedText {
  /** A number for each label. */
  logits: Float32Array;
  /** Tokens that the model read, special ones counted. */
  tokens: number;
  /** Whether the text was longer than the model reads. */
  truncated: boolean;
}

/** An encoder with a classification head. */
export interface SequenceClassifier extends Loaded {
  /** Label names by index. */
  labels: string[];
  /** What makes scores of its logits, as the Python pipeline decides it. */
  activation: Activation;
  /** The most tokens that the model reads of one text. */
  maxTokens: number;
  /** Classifies texts together, padded to the longest. `checkpoint` is awaited before each forward pass. */
  classify(texts: readonly string[], context: { checkpoint(): Promise<void> }): Promise<ClassifiedText[]>;
}

export const loadSequenceClassifier: ModelLoader<SequenceClassifier> = async ({ id }, rung) => {
  const model = await loadTextModel(id, rung, AutoModelForSequenceClassification, {
    outputs: ['logits'],
    perToken: false,
  });
  const labels = labelsOf(model.config, id, 'text classification');
  const { encode, frame } = model.tokenizer;
  const room = model.maxTokens - specialCount(frame.single);
  return {
    labels,
    activation: activationOf(model.config.problem_type, labels.length),
    maxTokens: model.maxTokens,
    async classify(texts, context) {
      const encodings = texts.map((text) => whole(encode(text)));
      const rows = encodings.map((text) => buildRow(frame.single, [{ ...text, to: Math.min(text.to, room) }]));
      const outputs = await runRows(model, rows, context);
      return rows.map(({ ids }, index) => ({
        logits: logitsOf(outputs[index], labels.length, id),
        tokens: ids.length,
        truncated: (encodings[index]?.to ?? 0) > room,
      }));
    },
    probe: () => model.probe(),
    dispose: () => model.dispose(),
  };
};

/** transformers' TextClassificationPipeline: none for a regression, sigmoid for one label or several at once. */
function activationOf(problemType: string | undefined, labels: number): Activation {
  if (problemType === 'regression') return 'none';
  return problemType === 'multi_label_classification' || labels === 1 ? 'sigmoid' : 'softmax';
}

/** @throws FailureError when the graph and the configuration do not agree on the number of labels */
function logitsOf(output: RowOutputs | undefined, labels: number, id: string): Float32Array {
  const logits = output?.logits ?? new Float32Array();
  if (logits.length !== labels) {
    throw incompatible(`${id} names ${labels} labels, but its graph gives ${logits.length} numbers for a text.`);
  }
  return logits;
}
