import { AutoModelForMaskedLM } from '@huggingface/transformers';
import type { ModelLoader } from './loader';
import { incompatible, loadTextModel, type TextModel } from './text-model';

/** An encoder that guesses masked words. */
export interface MaskedLanguageModel extends TextModel {
  maskToken: string;
  maskId: number;
}

export const loadMaskedLanguageModel: ModelLoader<MaskedLanguageModel> = async ({ id }, rung) => {
  const model = await loadTextModel(id, rung, AutoModelForMaskedLM, { outputs: ['logits'], perToken: true });
  const { maskToken, maskId } = model.tokenizer;
  if (!maskToken || maskId === undefined) throw incompatible(`${id} fills no masks: its tokenizer has no mask token.`);
  return { ...model, maskToken, maskId };
};
