import { Switch as RadixSwitch } from 'radix-ui';

interface SwitchProps {
  id: string;
  checked: boolean;
  onChange(checked: boolean): void;
}

export function Switch({ id, checked, onChange }: SwitchProps) {
  return (
    <RadixSwitch.Root
      id={id}
      checked={checked}
      onCheckedChange={onChange}
      className="h-6 w-10 shrink-0 rounded-full border border-line-strong bg-sunken transition-colors data-[state=checked]:border-accent data-[state=checked]:bg-accent"
    >
      <RadixSwitch.Thumb className="block size-4 translate-x-0.75 rounded-full bg-line-strong transition-transform data-[state=checked]:translate-x-4.75 data-[state=checked]:bg-on-accent" />
    </RadixSwitch.Root>
  );
}
