import { useState } from 'react';
import type { ModelStore } from '../contract/model-store';
import type { PageDefinition } from '../contract/page';
import { formatAmount, formatBytes } from '../lib/format';
import { ChoiceButtons } from '../ui/choice-buttons';
import { HubSection } from './hub-section';
import { ImportSection } from './import/import-section';
import { useModelServicesIfAny } from './model-services';
import { SORTINGS, type Sorting, sortModels } from './sort-models';
import { SpaceSection } from './space-section';
import { StoredModelCard } from './stored-model-card';
import { TransferSection } from './transfer-section';
import { type StoreView, useStoreView } from './use-store';

/** All models on this machine: what they take, what moves, and where others come from. */
export function ModelsPage({ page }: { page: PageDefinition }) {
  const services = useModelServicesIfAny();
  return (
    <div className="mx-auto grid max-w-4xl gap-7 px-4 py-5 md:px-6">
      <div>
        <h1 className="font-semibold text-xl tracking-tight">{page.title}</h1>
        <p className="mt-0.5 max-w-prose text-ink-soft">{page.summary}</p>
      </div>
      {services ? <Sections store={services.store} /> : <p className="text-ink-soft">Opening the store…</p>}
    </div>
  );
}

function Sections({ store }: { store: ModelStore }) {
  const view = useStoreView(store);
  return (
    <>
      <TransferSection />
      <SpaceSection view={view} />
      <StoredModels view={view} />
      <ImportSection here={view.models?.map(({ id }) => id) ?? []} />
      <HubSection />
    </>
  );
}

function StoredModels({ view: { models } }: { view: StoreView }) {
  const [sorting, setSorting] = useState<Sorting>('last-used');
  const total = models?.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0;
  return (
    <section aria-labelledby="stored-models">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="stored-models" className="font-semibold text-base">
          On this machine
          {models && models.length > 0 && (
            <span className="ml-2 font-normal text-ink-soft text-xs">
              {formatAmount(models.length, 'model')}, {formatBytes(total)}
            </span>
          )}
        </h2>
        {models && models.length > 1 && (
          <ChoiceButtons<Sorting> label="Sort by" value={sorting} options={SORTINGS} onChange={setSorting} />
        )}
      </div>
      {models === null && <p className="mt-2 text-ink-soft">Reading the list…</p>}
      {models?.length === 0 && (
        <p className="mt-2 max-w-prose rounded-panel border border-line border-dashed px-4 py-6 text-center text-ink-soft">
          Nothing is stored yet. The first run of a task puts its model here; a model of the Hub can be fetched ahead in
          the tab of a task, and a model of your own is added below.
        </p>
      )}
      {models && models.length > 0 && (
        <ul className="mt-2.5 grid gap-3" aria-label="Stored models">
          {sortModels(models, sorting).map((model) => (
            <StoredModelCard key={model.key} model={model} />
          ))}
        </ul>
      )}
    </section>
  );
}
