import { Sparkles } from 'lucide-react';
import type { TextInput } from '../../contract/task';
import type { DIFFUSION_PARAMETERS } from '../../lib/diffusion-parameters';
import { Menu, MenuEntry } from '../../ui/menu';
import { useTaskStore } from '../use-task-store';
import { PRESETS } from './presets';
import { NegativePromptField, PromptField } from './prompt/prompt-field';
import { SeedField } from './seed-field';

interface PromptFormProps {
  prompt: TextInput;
  parameters: Pick<typeof DIFFUSION_PARAMETERS, 'negative_prompt' | 'seed'>;
}

/** What both picture tasks ask for in words, and the seed. */
export function PromptForm({ prompt, parameters }: PromptFormProps) {
  const setDraft = useTaskStore((state) => state.setDraft);
  return (
    <div className="grid gap-3">
      <PromptField spec={prompt} />
      <NegativePromptField spec={parameters.negative_prompt} />
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SeedField spec={parameters.seed} />
        <Menu
          label="Presets"
          icon={<Sparkles aria-hidden className="size-3.5" />}
          note="Settings that go well together; each can be changed afterwards."
        >
          {PRESETS.map((preset) => (
            <MenuEntry
              key={preset.label}
              hint={preset.hint}
              onChoose={() => setDraft({ parameters: preset.parameters })}
            >
              {preset.label}
            </MenuEntry>
          ))}
        </Menu>
      </div>
    </div>
  );
}
