import type { SchedulerConfig } from './scheduler.ts';
import { SchedulerError } from './scheduler-error.ts';

/** Reads a scheduler_config.json: what is missing or null has its default, what is of the wrong kind is an error. */
export class ConfigReader {
  private readonly config: SchedulerConfig;
  private readonly className: string;

  constructor(config: SchedulerConfig, className: string) {
    this.config = config;
    this.className = className;
  }

  number(key: string, missing: number): number {
    return this.optionalNumber(key) ?? missing;
  }

  optionalNumber(key: string): number | null {
    const value = this.config[key] ?? null;
    if (value !== null && (typeof value !== 'number' || Number.isNaN(value))) throw this.wrong(key, 'a number');
    return value;
  }

  /** A whole number of at least `least`. */
  integer(key: string, missing: number, least: number): number {
    const value = this.number(key, missing);
    if (!Number.isInteger(value) || value < least) throw this.wrong(key, `a whole number of at least ${least}`);
    return value;
  }

  boolean(key: string, missing: boolean): boolean {
    const value = this.config[key] ?? missing;
    if (typeof value !== 'boolean') throw this.wrong(key, 'true or false');
    return value;
  }

  /** One of several words; the first is the default. */
  choice<const Word extends string>(key: string, allowed: readonly [Word, ...Word[]]): Word {
    const value = this.config[key] ?? allowed[0];
    const found = allowed.find((word) => word === value);
    if (found === undefined) throw this.wrong(key, `one of ${allowed.join(', ')}`);
    return found;
  }

  numbers(key: string): number[] | null {
    const value = this.config[key] ?? null;
    if (value === null) return null;
    if (!Array.isArray(value) || !value.every((one) => typeof one === 'number'))
      throw this.wrong(key, 'a list of numbers');
    return value;
  }

  /** An error about what this class cannot do. */
  unsupported(what: string): SchedulerError {
    return new SchedulerError('unsupported_option', `${this.className} does not support ${what}.`);
  }

  private wrong(key: string, allowed: string): SchedulerError {
    const given = JSON.stringify(this.config[key]) ?? String(this.config[key]);
    return new SchedulerError('invalid_value', `${this.className}: ${key} is ${given}, but must be ${allowed}.`);
  }
}
