import type { PageDefinition } from '../../contract/page';

/** The worked examples of courses and textbooks, to be changed and followed. */
export const page = {
  id: 'concepts',
  title: 'How it works',
  group: 'inside',
  order: 60,
  summary: 'The worked examples of textbooks, live: change a number and follow the arithmetic.',
} as const satisfies PageDefinition;
