import { type LookInside, textsOf } from '../../lib/look-inside';

/** The same picture, step by step. Of a run that began with a picture only its prompt is looked at. */
export const lookInside: LookInside = ({ model, parameters, input }) => {
  const [prompt] = textsOf({ input }, 'prompt');
  if (prompt === undefined) return null;
  const { preview: _, ...kept } = parameters;
  return { input: { prompt }, parameters: kept, model: model.id };
};
