import { useEffect, useState } from 'react';
import type { DeviceChoice, DtypeChoice } from '../../contract/model';
import type { Fit } from '../../contract/model-fit';
import type { ModelDescription } from '../../contract/model-store';
import { useModelServices } from '../model-services';

/** Whether a described model will run here; null until this is known. */
export function useFit(description: ModelDescription, device: DeviceChoice, dtype: DtypeChoice): Fit | null {
  const { store, judge, capabilities } = useModelServices();
  const [fit, setFit] = useState<Fit | null>(null);
  useEffect(() => {
    let gone = false;
    void (async () => {
      const [able, space] = await Promise.all([capabilities(), store.space()]);
      const judged = await judge({ description, device, dtype, capabilities: able, space });
      if (!gone) setFit(judged);
    })();
    return () => {
      gone = true;
    };
  }, [store, judge, capabilities, description, device, dtype]);
  return fit;
}
