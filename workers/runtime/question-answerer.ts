import { AutoModelForQuestionAnswering } from '@huggingface/transformers';
import type { ModelLoader } from './loader';
import { loadTextModel, type TextModel } from './text-model';

/** An encoder that says where in a context an answer begins and ends. */
export const loadQuestionAnswerer: ModelLoader<TextModel> = ({ id }, rung) =>
  loadTextModel(id, rung, AutoModelForQuestionAnswering, { outputs: ['start_logits', 'end_logits'], perToken: true });
