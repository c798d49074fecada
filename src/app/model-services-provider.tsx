import { type ReactNode, useEffect, useState } from 'react';
import { type ModelServices, ModelServicesContext } from '../models/model-services';
import { Callout } from '../ui/callout';
import { openModelStore } from './model-store';

/** Loaded once, with the first tab or page that may want it. */
let services: ModelServices | null = null;

async function load(): Promise<ModelServices> {
  const [{ createModelServices }, store] = await Promise.all([import('./model-services'), openModelStore()]);
  services ??= createModelServices(store);
  return services;
}

interface ModelServicesProviderProps {
  /** The parts beneath are nothing without: where it cannot be loaded, a sentence stands in their place. */
  required?: boolean;
  children: ReactNode;
}

/** Gives the parts beneath what they need to show models. They are drawn at once and do without until it is there. */
export function ModelServicesProvider({ required = false, children }: ModelServicesProviderProps) {
  const [loaded, setLoaded] = useState(services);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    load().then(setLoaded, () => setFailed(true));
  }, []);
  if (failed && required) {
    return (
      <div className="p-6">
        <Callout tone="warn" role="alert">
          This part of Loupe could not be loaded. Reload the page when the network is back.
        </Callout>
      </div>
    );
  }
  return <ModelServicesContext value={loaded}>{children}</ModelServicesContext>;
}
