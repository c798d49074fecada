import type { TextParameter } from '../../../contract/parameter';
import type { TextInput } from '../../../contract/task';
import type { PromptTokens } from '../../../lib/diffusion-result';
import { formatAmount, formatCount } from '../../../lib/format';
import { Menu, MenuEntry } from '../../../ui/menu';
import { TextArea } from '../../../ui/text-area';
import { useTaskStore } from '../../use-task-store';
import { SCENE_PARTS, UNWANTED, UNWANTED_IN_SCENES, WEB_PARTS, withPhrase } from './phrases';
import { useTokenCount } from './use-token-count';

/** The prompt, its length in tokens, and words for the five parts that good ones have. */
export function PromptField({ spec }: { spec: TextInput }) {
  const value = useTaskStore((state) => state.draft.input.prompt);
  const setInput = useTaskStore((state) => state.setInput);
  const scenes = useIsScenes();
  const prompt = typeof value === 'string' ? value : '';
  const tokens = useTokenCount(prompt);
  const parts = scenes ? SCENE_PARTS : WEB_PARTS;
  return (
    <div>
      <TextArea
        label={spec.label}
        help={spec.help}
        value={prompt}
        placeholder={spec.placeholder}
        maximum={spec.maxCharacters}
        rows={3}
        count={tokens ? tokenWords(tokens) : ''}
        onChange={(next) => setInput('prompt', next)}
      />
      <CutNote tokens={tokens} />
      <ul aria-label="Parts of a prompt" className="mt-1.5 flex flex-wrap gap-1.5">
        {parts.map(({ id, label, note, phrases }) => (
          <li key={id}>
            <Menu label={label} note={note}>
              {phrases.map((phrase) => (
                <MenuEntry key={phrase} onChoose={() => setInput('prompt', withPhrase(prompt, phrase, scenes))}>
                  {phrase.replace(/^, /, '')}
                </MenuEntry>
              ))}
            </Menu>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the picture should not show. */
export function NegativePromptField({ spec }: { spec: TextParameter }) {
  const value = useTaskStore((state) => state.draft.parameters.negative_prompt);
  const guidance = useTaskStore((state) => state.draft.parameters.guidance_scale);
  const setParameter = useTaskStore((state) => state.setParameter);
  const scenes = useIsScenes();
  const prompt = typeof value === 'string' ? value : '';
  const tokens = useTokenCount(prompt);
  const idle = prompt !== '' && typeof guidance === 'number' && guidance <= 1;
  return (
    <div data-parameter="negative_prompt">
      <TextArea
        label={spec.label}
        help={idle ? 'It acts only with a guidance_scale above 1.' : spec.help}
        value={prompt}
        placeholder={scenes ? 'clouds' : 'blurry, text, watermark'}
        maximum={spec.maxCharacters}
        rows={2}
        count={tokens ? tokenWords(tokens) : ''}
        onChange={(next) => setParameter('negative_prompt', next)}
      >
        <Menu label="Unwanted" note="What people often leave out.">
          {(scenes ? UNWANTED_IN_SCENES : UNWANTED).map((phrase) => (
            <MenuEntry key={phrase} onChoose={() => setParameter('negative_prompt', withPhrase(prompt, phrase, false))}>
              {phrase}
            </MenuEntry>
          ))}
        </Menu>
      </TextArea>
      <CutNote tokens={tokens} />
    </div>
  );
}

/** The starter knows its own words alone. */
const useIsScenes = (): boolean =>
  useTaskStore(({ draft, task }) => draft.model === task.defaultModel && task.defaultModel.startsWith('loupe/'));

/** '12 of 75 tokens, 1 chunk'. */
export const tokenWords = ({ tokens, chunk_size, chunks }: PromptTokens): string =>
  `${formatCount(tokens)} of ${formatAmount(chunks * chunk_size, 'token')}, ${formatAmount(chunks, 'chunk')}`;

function CutNote({ tokens }: { tokens: PromptTokens | null }) {
  if (!tokens?.truncated) return null;
  return (
    <p role="status" className="mt-1 text-warn text-xs">
      Plain syntax reads {formatAmount(tokens.chunk_size, 'token')}; this is cut off: “{tokens.truncated.trim()}”.
      Weighted syntax reads it all, in chunks.
    </p>
  );
}
