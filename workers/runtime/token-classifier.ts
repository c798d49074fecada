import { AutoModelForTokenClassification } from '@huggingface/transformers';
import type { ModelLoader } from './loader';
import { labelsOf, loadTextModel, type TextModel } from './text-model';

/** An encoder that labels each token. */
export interface TokenClassifier extends TextModel {
  /** Label names by index. */
  labels: string[];
}

export const loadTokenClassifier: ModelLoader<TokenClassifier> = async ({ id }, rung) => {
  const model = await loadTextModel(id, rung, AutoModelForTokenClassification, { outputs: ['logits'], perToken: true });
  return { ...model, labels: labelsOf(model.config, id, 'token classification') };
};
