import { ArrowRight, ShieldCheck } from 'lucide-react';
import type { TaskExample } from '../contract/task';
import { buildPermalink } from '../lib/permalink';
import { GROUP_TITLES, placeGroups } from './registry';

/** The first visit: what this is, and something to try at once. */
export function Home() {
  return (
    <div className="mx-auto max-w-3xl px-4 py-10 md:px-6 md:py-14">
      <h1 className="font-semibold text-3xl tracking-tight">Run models here, and look inside them.</h1>
      <p className="mt-3 max-w-prose text-base text-ink-soft">
        Loupe runs transformer models in this browser, on your own machine. Nothing is installed and nothing you type
        leaves it. Small starter models come with it and work offline.
      </p>
      {placeGroups.map(({ group, places }) => (
        <section key={group} className="mt-8" aria-label={GROUP_TITLES[group]}>
          <h2 className="font-semibold text-2xs text-ink-soft uppercase tracking-wider">{GROUP_TITLES[group]}</h2>
          <ul className="mt-2 grid gap-3 sm:grid-cols-2">
            {places.map((place) => (
              <li key={place.id} className="flex flex-col rounded-panel border border-line bg-surface p-4">
                <a
                  href={`#/${place.id}`}
                  className="group flex items-center gap-1.5 font-semibold text-base hover:text-accent"
                >
                  {place.title}
                  <ArrowRight aria-hidden className="size-4 transition-transform group-hover:translate-x-0.5" />
                </a>
                <p className="mt-1 text-ink-soft">{place.summary}</p>
                {'examples' in place && withoutPictures(place.examples).length > 0 && (
                  <ul className="mt-auto flex flex-wrap gap-1.5 pt-3" aria-label={`Try ${place.title}`}>
                    {withoutPictures(place.examples)
                      .slice(0, 3)
                      .map(({ label, input, parameters = {} }) => (
                        <li key={label}>
                          <a
                            href={`${buildPermalink(place, { input, parameters })}&run=1`}
                            className="inline-block rounded-full border border-line px-3 py-1 text-xs hover:border-line-strong hover:bg-hover"
                          >
                            Try: {label}
                          </a>
                        </li>
                      ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p className="mt-8 flex items-start gap-2 text-ink-soft">
        <ShieldCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
        No server, no account, no tracking. The network is used only to load Loupe itself, and the Hugging Face Hub if
        you ask for one of its models.
      </p>
    </div>
  );
}

/** No link can hold a picture. */
const withoutPictures = (examples: readonly TaskExample[]) => examples.filter(({ pictures }) => !pictures);
