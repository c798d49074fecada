import { inputFailure } from '../../input-failure';

/** A question and the text it is asked of. */
export interface Pair {
  question: string;
  context: string;
}

/**
 * Questions and contexts in pairs: one list beside another of equal length, or a single one for all of the others.
 * @throws FailureError input-invalid where the lists do not match
 */
export function pairUp(question: string | string[], context: string | string[]): Pair[] {
  const questions = Array.isArray(question) ? question : [question];
  const contexts = Array.isArray(context) ? context : [context];
  const count = Math.max(questions.length, contexts.length);
  const fits = (list: string[]) => list.length === count || list.length === 1;
  if (!fits(questions) || !fits(contexts)) {
    throw inputFailure(
      'input-invalid',
      'question',
      `There are ${questions.length} questions and ${contexts.length} contexts.`,
      'Give as many contexts as questions, or one context for all.',
    );
  }
  const at = (list: string[], index: number) => list[list.length === 1 ? 0 : index] ?? '';
  return Array.from({ length: count }, (_, index) => ({
    question: at(questions, index),
    context: at(contexts, index),
  }));
}
