import type { PageDefinition } from '../../contract/page';

export const page = {
  id: 'models',
  title: 'Models',
  group: null,
  order: 0,
  summary: 'What is stored on this machine, what is on its way, and where models come from.',
} as const satisfies PageDefinition;
