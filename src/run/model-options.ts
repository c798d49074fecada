import type { RunOptions } from '../contract/engine';
import type { Draft } from './draft';

/** Which model a draft asks for, and where; an empty revision is the main branch. */
export const modelOptions = ({
  model,
  revision,
  device,
  dtype,
}: Pick<Draft, 'model' | 'revision' | 'device' | 'dtype'>): Pick<
  RunOptions,
  'model' | 'revision' | 'device' | 'dtype'
> => ({
  model,
  device,
  dtype,
  ...(revision ? { revision } : {}),
});
