import { usePictureUrl } from '../picture/picture-url';
import type { GridPlan } from './grid-plan';
import type { CellState } from './grid-store';

/** The pictures of a grid under their labels, as they come. */
export function GridTable({ plan, cells }: { plan: GridPlan; cells: readonly CellState[] }) {
  const named = plan.rows.some((label) => label !== '');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="overflow-x-auto" tabIndex={0} aria-label="Table of pictures">
      <table className="text-left text-xs">
        <thead>
          <tr>
            {named && <td />}
            {plan.columns.map((label) => (
              <th key={label} scope="col" className="max-w-40 p-1 font-mono font-normal [overflow-wrap:anywhere]">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.rows.map((label, row) => (
            <tr key={label} className="align-top">
              {named && (
                <th scope="row" className="min-w-20 max-w-32 p-1 font-mono font-normal">
                  {label}
                </th>
              )}
              {plan.columns.map((column, index) => (
                <td key={column} className="p-1">
                  <Cell
                    cell={cells[row * plan.columns.length + index] ?? { status: 'waiting' }}
                    name={[column, label].filter((part) => part !== '').join(', ')}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ cell, name }: { cell: CellState; name: string }) {
  const image = cell.status === 'done' ? cell.image : null;
  const url = usePictureUrl(image?.blob ?? null);
  return (
    <div className="grid aspect-square w-28 place-items-center overflow-hidden rounded-control border border-line bg-sunken p-1 text-center text-ink-soft sm:w-36">
      {url && image ? (
        <img src={url} alt={name} width={image.width} height={image.height} className="max-h-full object-contain" />
      ) : (
        words(cell)
      )}
    </div>
  );
}

function words(cell: CellState): string {
  switch (cell.status) {
    case 'waiting':
      return '…';
    case 'running':
      return cell.total > 0 ? `step ${cell.step} of ${cell.total}` : 'starting';
    case 'failed':
      return cell.failure.message;
    case 'done':
      return '';
    default:
      return cell satisfies never;
  }
}
