import { type LookInside, textsOf } from '../../lib/look-inside';

/** With fewer there is no map. */
const FEWEST = 3;
/** As many as an address holds with ease. */
const MOST = 200;

/** The texts of a batch, where they lie beside each other. */
export const lookInside: LookInside = (run) => {
  const texts = textsOf(run);
  return texts.length < FEWEST ? null : { input: { text: texts.slice(0, MOST) } };
};
