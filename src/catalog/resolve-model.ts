import type { Failure } from '../contract/failure';
import type { ModelEntry, ModelRef } from '../contract/model';
import { failed, type Outcome, success } from '../contract/outcome';
import type { TaskDefinition } from '../contract/task';
import { LAYOUTS } from './layouts';
import { STARTERS } from './starters';

/** Where models come from. Both end in a slash. */
export interface ModelHosts {
  /** The folder of the starter models on our own origin. */
  starters: string;
  /** The Hub, or a mirror of it. */
  hub: string;
}

const STARTER_PREFIX = 'loupe/';
/** Of models that were imported under a bare name; other imported ones the model store knows by their id. */
const LOCAL_PREFIX = 'local/';

/** `owner/name` as the Hub allows it. */
const HUB_ID = /^[\w.-]{1,96}\/[\w.-]{1,96}$/;

/** A starter by its id. What the catalogue says of Hub models is for people; their files are where any Hub model has them. */
export function findModel(id: string): ModelEntry | undefined {
  return STARTERS.find((model) => model.id === id);
}

/** The only file of its kind in newer exports; older ones have the template in tokenizer_config.json. */
const CHAT_TEMPLATE = { path: 'chat_template.jinja', optional: true } as const;

/**
 * Makes a model id concrete. Starters must be in the catalogue; any other well-formed id is looked for on the Hub.
 * @param task says where its models have their files, which graphs it needs, and whether it takes conversations
 */
export function resolveModel(
  hosts: ModelHosts,
  id: string,
  revision = 'main',
  task: Pick<TaskDefinition, 'layout' | 'graphs' | 'anyGraph' | 'attentions'> &
    Partial<Pick<TaskDefinition, 'inputs'>> = {},
): Outcome<ModelRef> {
  const { layout = 'transformers', graphs = ['model'], inputs = {}, anyGraph = false } = task;
  const chats = Object.values(inputs).some((spec) => 'chat' in spec && spec.chat);
  const hubFiles = LAYOUTS[layout].hubFiles(graphs, anyGraph);
  const entry = findModel(id);
  if (entry) {
    const { files, weights } = entry;
    return success({
      id,
      source: 'starter',
      revision: entry.revision,
      baseUrl: `${hosts.starters}${id}/`,
      files,
      weights: weights.map((each) => ({
        ...each,
        files: [
          ...each.files.filter(LAYOUTS[layout].isGraphOf(graphs)),
          ...(task.attentions ? (each.attentions ?? []) : []),
        ],
      })),
    });
  }
  if (id.startsWith(STARTER_PREFIX) || !HUB_ID.test(id) || id.includes('..')) return failed(notFound(id));
  const place = id.startsWith(LOCAL_PREFIX)
    ? ({ source: 'local', revision: '', baseUrl: `local:${id}/` } as const)
    : ({ source: 'hub', revision, baseUrl: `${hosts.hub}${id}/resolve/${encodeURIComponent(revision)}/` } as const);
  return success({
    id,
    ...place,
    ...hubFiles,
    files: chats ? [...hubFiles.files, CHAT_TEMPLATE] : hubFiles.files,
  });
}

function notFound(id: string): Failure {
  const starters = STARTERS.map((model) => model.id);
  return {
    code: 'model-not-found',
    message: id === '' ? 'No model is chosen.' : `There is no model "${id}".`,
    action: `Use ${starters.join(' or ')}, or a Hub id of the form owner/name.`,
    remedy: 'use-starter-model',
    field: 'model',
  };
}
