import { AutoModelForSequenceClassification } from '@huggingface/transformers';
import { type EntailmentIds, entailmentIds, namesEntailment } from '../text/zero-shot/entailment';
import type { ModelLoader } from './loader';
import { incompatible, labelsOf, loadTextModel, type TextModel } from './text-model';

/** An encoder that tells whether one text follows from another (natural language inference). */
export interface EntailmentModel extends TextModel {
  /** Label names by index. */
  labels: string[];
  ids: EntailmentIds;
  /** Whether the configuration says which label is entailment. */
  named: boolean;
}

export const loadEntailmentModel: ModelLoader<EntailmentModel> = async ({ id }, rung) => {
  const model = await loadTextModel(id, rung, AutoModelForSequenceClassification, {
    outputs: ['logits'],
    perToken: false,
  });
  const labels = labelsOf(model.config, id, 'zero-shot classification');
  if (labels.length < 2) throw incompatible(`${id} is no model of entailment: it has one label only.`);
  const label2id = model.config.label2id ?? Object.fromEntries(labels.map((label, index) => [label, index]));
  return { ...model, labels, ids: entailmentIds(label2id, labels.length), named: namesEntailment(label2id) };
};
