/** An input or output of a graph: its type, and of each dimension its size, or a name where it is free. */
export interface Port {
  name: string;
  type: string;
  shape: readonly (number | string)[];
}

/** What a session says of itself. */
export interface Signature {
  inputs: readonly Port[];
  outputs: readonly Port[];
}

/** The size of a dimension where it is fixed; null where it is free. */
export function fixed(port: Port | undefined, axis: number): number | null {
  const size = port?.shape[axis];
  return typeof size === 'number' && size > 0 ? size : null;
}

export const portNamed = (ports: readonly Port[], name: string): Port | undefined =>
  ports.find((port) => port.name === name);

/** What a graph and the loop do not agree on, in one sentence. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

export const FLOATS: readonly string[] = ['float32', 'float16'];
export const INTEGERS: readonly string[] = ['int64', 'int32'];

/** @throws ContractError where an input is missing, of a type that cannot be given, or unknown and needed */
export function checkInputs(
  part: string,
  { inputs }: Signature,
  known: Readonly<Record<string, readonly string[]>>,
  needed: readonly string[],
): void {
  for (const name of needed) {
    if (portNamed(inputs, name)) continue;
    const hears = name === 'encoder_hidden_states' ? ': it cannot hear a prompt' : '';
    throw new ContractError(`The ${part} has no input ${name}${hears}.`);
  }
  const unknown = inputs.filter(({ name }) => !Object.hasOwn(known, name)).map(({ name }) => name);
  if (unknown.length > 0)
    throw new ContractError(`The ${part} also wants ${unknown.join(' and ')}${reasonOf(unknown)}.`);
  for (const { name, type } of inputs) {
    if (!known[name]?.includes(type)) {
      throw new ContractError(
        `The ${part}'s ${name} is of type ${type}; only ${known[name]?.join(', ')} can be given.`,
      );
    }
  }
}

function reasonOf(names: readonly string[]): string {
  if (names.includes('text_embeds') || names.includes('time_ids'))
    return ': it is of Stable Diffusion XL, which does not run here';
  if (names.some((name) => /controlnet|down_block|mid_block/.test(name))) return ': it is made for a ControlNet';
  return ', which nothing here can give';
}

/** The output of that name, or the only one. @throws ContractError */
export function outputOf(part: string, { outputs }: Signature, name: string): Port {
  const port = portNamed(outputs, name) ?? (outputs.length === 1 ? outputs[0] : undefined);
  if (!port)
    throw new ContractError(
      `The ${part} has no output ${name}; it has ${outputs.map((each) => each.name).join(', ')}.`,
    );
  if (!FLOATS.includes(port.type))
    throw new ContractError(`The ${part}'s ${port.name} is of type ${port.type}, not float32 or float16.`);
  return port;
}
