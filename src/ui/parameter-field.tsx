import { Dices } from 'lucide-react';
import { useId } from 'react';
import type { ParameterSpec, ParameterValue, ParameterValues, TextParameter } from '../contract/parameter';
import { conditionHolds } from '../lib/condition';
import { conflictProblem, parameterProblem } from '../lib/validate-request';
import { Button } from './button';
import { HelpTip } from './help-tip';
import { ListEditor } from './list-editor';
import { NumberField } from './number-field';
import { Prose } from './prose';
import { SeedInput } from './seed-input';
import { Select } from './select';
import { Switch } from './switch';

interface ParameterFieldProps {
  name: string;
  spec: ParameterSpec;
  /** All values of the form: some knobs act only with others. */
  values: ParameterValues;
  onChange(value: ParameterValue): void;
}

/** One knob, drawn from its specification: Hugging Face's name, its plain words, its help, its state. */
export function ParameterField({ name, spec, values, onChange }: ParameterFieldProps) {
  const id = useId();
  const value = values[name] ?? null;
  const problem = parameterProblem(spec, value) ?? conflictProblem(spec, name, values);
  const rule = spec.activeWhen;
  const idle = rule !== undefined && !conditionHolds(rule, values);
  const noteId = problem || idle ? `${id}-note` : undefined;
  return (
    <div className="py-2" data-parameter={name}>
      <div className="flex items-center gap-1">
        <label htmlFor={id} className="flex min-w-0 flex-wrap gap-x-2 text-xs">
          <span className="font-medium font-mono">{name}</span>
          <span className="text-ink-soft">{spec.label}</span>
        </label>
        <HelpTip subject={name} text={spec.help} />
        {spec.type === 'boolean' && (
          <span className="ml-auto flex">
            <Switch id={id} checked={value === true} onChange={onChange} />
          </span>
        )}
      </div>
      {spec.type !== 'boolean' && (
        <Control id={id} name={name} spec={spec} value={value} problem={problem} noteId={noteId} onChange={onChange} />
      )}
      {problem ? (
        <p id={noteId} className="mt-1 text-danger text-xs">
          {name} <Prose text={`${problem}.`} />
        </p>
      ) : (
        idle && (
          <p id={noteId} className="mt-0.5 text-ink-soft text-xs">
            {rule.otherwise}
          </p>
        )
      )}
    </div>
  );
}

interface ControlProps {
  id: string;
  name: string;
  spec: Exclude<ParameterSpec, { type: 'boolean' }>;
  value: ParameterValue;
  problem: string | null;
  noteId: string | undefined;
  onChange(value: ParameterValue): void;
}

function Control({ id, name, spec, value, problem, noteId, onChange }: ControlProps) {
  switch (spec.type) {
    case 'choice':
      return (
        <Select
          id={id}
          label={name}
          value={String(value)}
          options={spec.choices.map((choice) => ({ ...choice, value: String(choice.value) }))}
          onChange={(text) => onChange(spec.choices.find((choice) => String(choice.value) === text)?.value ?? null)}
          describedBy={noteId}
        />
      );
    case 'seed':
      return <SeedControl id={id} value={value} problem={problem} noteId={noteId} onChange={onChange} />;
    case 'text':
      return <TextControl id={id} spec={spec} value={value} problem={problem} noteId={noteId} onChange={onChange} />;
    case 'text-list':
      return (
        <ListEditor
          id={id}
          label={name}
          values={Array.isArray(value) ? value : []}
          placeholder={spec.placeholder}
          maxItems={spec.maxItems}
          describedBy={noteId}
          onChange={(list) => onChange(list.length === 0 && spec.nullLabel !== undefined ? null : list)}
        />
      );
    case 'optional-number':
    case 'optional-integer':
      return (
        <div className="flex flex-wrap items-center gap-2">
          <input
            id={id}
            type="number"
            min={spec.minimum}
            max={spec.maximum}
            step={spec.step}
            value={typeof value === 'number' && Number.isFinite(value) ? value : ''}
            aria-invalid={problem !== null}
            aria-describedby={noteId}
            onChange={(event) => onChange(event.target.value === '' ? Number.NaN : Number(event.target.value))}
            className="h-8 w-19 rounded-control border border-line-strong bg-surface px-2 text-right font-mono text-sm"
          />
          <Button
            size="small"
            aria-pressed={value === null}
            className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
            onClick={() => onChange(value === null ? (spec.default ?? spec.firstNumber ?? spec.minimum) : null)}
          >
            {spec.nullLabel}
          </Button>
        </div>
      );
    case 'integer':
    case 'number':
      return (
        <NumberField
          id={id}
          label={name}
          value={typeof value === 'number' ? value : Number.NaN}
          minimum={spec.minimum}
          maximum={spec.maximum}
          step={spec.step}
          invalid={problem !== null}
          describedBy={noteId}
          onChange={onChange}
        />
      );
    default:
      return spec satisfies never;
  }
}

/** One short text. Emptied, it is null where that means something. */
function TextControl({
  id,
  spec,
  value,
  problem,
  noteId,
  onChange,
}: Omit<ControlProps, 'spec' | 'name'> & { spec: TextParameter }) {
  return (
    <>
      <input
        id={id}
        type="text"
        list={spec.suggestions && `${id}-list`}
        value={String(value ?? '')}
        placeholder={spec.nullLabel}
        aria-invalid={problem !== null}
        aria-describedby={noteId}
        onChange={({ target }) => onChange(target.value === '' && spec.nullLabel !== undefined ? null : target.value)}
        className="h-8 w-full rounded-control border border-line-strong bg-surface px-2 text-sm"
      />
      {spec.suggestions && (
        <datalist id={`${id}-list`}>
          {spec.suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </>
  );
}

function SeedControl({ id, value, problem, noteId, onChange }: Omit<ControlProps, 'spec' | 'name'>) {
  return (
    <div className="flex items-center gap-2">
      <SeedInput
        id={id}
        value={value}
        invalid={problem !== null}
        describedBy={noteId}
        onChange={onChange}
        className="min-w-0 grow"
      />
      <Button
        size="small"
        disabled={value === null}
        onClick={() => onChange(null)}
        aria-label="A new seed on each run"
        title="A new seed on each run"
      >
        <Dices aria-hidden className="size-4" />
        random
      </Button>
    </div>
  );
}
