import { clsx } from 'clsx';
import { useEffect, useRef } from 'react';
import { GROUP_TITLES, placeGroups, tasks } from './registry';

/** Every task and page, by group. Beside the tab on wide screens, a strip that scrolls on narrow ones. */
export function TaskRail({ current }: { current: string | null }) {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (strip.current && current) showCurrent(strip.current);
  }, [current]);
  return (
    <nav aria-label="Tasks" className="border-line md:w-52 md:shrink-0 md:border-r">
      <div
        ref={strip}
        className="relative flex gap-1 overflow-x-auto border-line border-b px-3 py-2 md:sticky md:top-0 md:flex-col md:gap-5 md:border-0 md:px-3 md:py-5"
      >
        {placeGroups.map(({ group, places }) => (
          <div key={group}>
            <div className="sr-only md:not-sr-only">
              <h2 className="mb-1 px-2.5 font-semibold text-2xs text-ink-soft uppercase tracking-wider">
                {GROUP_TITLES[group]}
              </h2>
            </div>
            <ul className="flex gap-1 md:flex-col md:gap-px">
              {places.map((place) => (
                <li key={place.id}>
                  <a
                    href={`#/${place.id}`}
                    onPointerEnter={() => warmUpAtSecond(place.id)}
                    aria-current={place.id === current ? 'page' : undefined}
                    className={clsx(
                      'block whitespace-nowrap rounded-control px-2.5 py-1.5',
                      place.id === current
                        ? 'bg-accent-soft font-medium text-ink'
                        : 'text-ink-soft hover:bg-hover hover:text-ink',
                    )}
                  >
                    {place.title}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}

const hovered = new Map<string, number>();

/** Who comes back to a link may well follow it. */
function warmUpAtSecond(id: string): void {
  const times = (hovered.get(id) ?? 0) + 1;
  hovered.set(id, times);
  const task = tasks.find((candidate) => candidate.id === id);
  if (times === 2 && task) import('./task-tab').then(({ warmUpTask }) => warmUpTask(task)).catch(() => {});
}

/** Scrolls the strip alone, so that the page stays where it is. */
function showCurrent(strip: HTMLElement): void {
  const link = strip.querySelector<HTMLElement>('[aria-current="page"]');
  if (!link) return;
  const { left, width } = link.getBoundingClientRect();
  const box = strip.getBoundingClientRect();
  strip.scrollLeft += left - box.left - (box.width - width) / 2;
}
