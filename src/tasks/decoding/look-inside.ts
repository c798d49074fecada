import { type LookInside, textsOf } from '../../lib/look-inside';

/** A generation with its own knobs, from its prompt on. */
export const lookInside: LookInside = ({ task, model, parameters, input }) => {
  const [text] = textsOf({ input });
  if (task !== 'text-generation' || text === undefined) return null;
  const beams = Number(parameters.num_beams ?? 1);
  const strategy = beams > 1 ? 'beam-search' : parameters.do_sample ? 'sampling' : 'greedy';
  return { input: { text }, parameters: { ...parameters, strategy }, model: model.id };
};
