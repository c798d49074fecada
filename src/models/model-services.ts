import { createContext, useContext } from 'react';
import type { Capabilities } from '../contract/capabilities';
import type { DeviceChoice, DtypeChoice, ModelRef } from '../contract/model';
import type { Fit } from '../contract/model-fit';
import type { ModelDescription, ModelStore, Space } from '../contract/model-store';
import type { Outcome } from '../contract/outcome';

/** Where models of the Hub come from, as a person has set it. */
export interface HubSettings {
  /** The Hub or a mirror, ending in a slash. */
  host: string;
  /** Sent to that host alone; empty where there is none. */
  token: string;
}

/** Which model a tab is opened with. */
export interface ModelChoice {
  model: string;
  revision?: string;
  dtype?: DtypeChoice;
}

/** What is asked of {@link ModelServices.judge}. */
export interface FitQuestion {
  description: ModelDescription;
  device: DeviceChoice;
  dtype: DtypeChoice;
  capabilities: Capabilities;
  space: Space;
}

/** A task, as much as the choice of a model needs of it. */
export interface ModelTask {
  id: string;
  title: string;
  defaultModel: string;
}

/** All that the interface of the models needs from the app around it. */
export interface ModelServices {
  store: ModelStore;
  capabilities(): Promise<Capabilities>;
  /** Makes an id concrete; fails for one that cannot be. @param task says which files its models have */
  resolve(id: string, revision: string | undefined, task: string | undefined): Promise<Outcome<ModelRef>>;
  /** Whether a model will run here. */
  judge(question: FitQuestion): Promise<Fit>;
  tasks: readonly ModelTask[];
  /** Chooses a model in the tab of a task; what its form holds stays. */
  chooseModel(task: string, choice: ModelChoice): void;
  openTask(task: string): void;
  hub: {
    /** The Hub itself. */
    original: string;
    get(): HubSettings;
    /** Resolves once models can be fetched from there. */
    change(patch: Partial<HubSettings>): Promise<void>;
    subscribe(listener: () => void): () => void;
  };
}

/** The app provides them; null in a test that needs no models. */
export const ModelServicesContext = createContext<ModelServices | null>(null);

export function useModelServices(): ModelServices {
  const services = useContext(ModelServicesContext);
  if (!services) throw new Error('useModelServices needs a ModelServicesContext above it');
  return services;
}

/** For what can do without. */
export const useModelServicesIfAny = (): ModelServices | null => useContext(ModelServicesContext);
