import type { Table } from '../../lib/table';
import type { ClassifiedText, EntityGroup, TokenEntity } from './task';

export const labelOf = (entity: TokenEntity | EntityGroup): string =>
  'entity' in entity ? entity.entity : entity.entity_group;

/** `B-PER`, `I-PER` and `PER` are one kind. */
export const kindOf = (label: string): string => label.replace(/^[BI]-/, '');

/** The kinds in the order in which the model knows them, and then those that only the entities have. */
export const kindsOf = (modelLabels: readonly string[], entities: readonly (TokenEntity | EntityGroup)[]): string[] => [
  ...new Set([...modelLabels, ...entities.map(labelOf)].map(kindOf)),
];

/** A row for each entity. */
export function toTable(texts: readonly string[], items: readonly ClassifiedText[]): Table {
  return {
    columns: ['text', 'label', 'words', 'score', 'start', 'end'],
    rows: items.flatMap(({ entities }, index) => {
      const text = texts[index] ?? '';
      return entities.map((entity) => [
        text,
        labelOf(entity),
        text.slice(entity.start, entity.end),
        entity.score,
        entity.start,
        entity.end,
      ]);
    }),
  };
}
