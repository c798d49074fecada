import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { Callout } from './callout';

/**
 * A component whose code is fetched when it is first shown. Where that fails (the network is off, or the app was updated
 * meanwhile) a sentence stands in its place, and the rest of the tab goes on.
 */
export const lazyPart = <P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
): LazyExoticComponent<ComponentType<P>> => lazy(() => load().catch(() => ({ default: Missing })));

function Missing() {
  return (
    <Callout tone="warn" role="alert">
      This part of Loupe could not be loaded. Reload the page when the network is back; what you typed is kept.
    </Callout>
  );
}
