import { evaluate } from './evaluate';
import type { ArrayTarget, ObjectTarget, Parameters, Target } from './pattern';
import { UNKNOWN, type Surroundings } from './unknown';

/** Reads a captured variable of the function; undefined when there is none of this name, or it cannot be read. */
export type CapturedReader = (name: string) => { readonly value: unknown } | undefined;

/** Counts for a missing argument whose default only the code of the user can tell. */
export const DEFAULT_BY_CODE = Symbol.for('tslab-memory.default');

/** One binding of arguments to parameters, in the order in which the function does it. */
export class BindingRun implements Surroundings {
  readonly slots: string[] = [];
  readonly names: string[] = [];
  readonly values: unknown[] = [];
  varying = false;

  constructor(
    private readonly readCaptured: CapturedReader,
    /** What `this` is, unless that is lexical. */
    readonly receiver: { readonly self: unknown } | undefined,
    /** Whether the function may be called with other arguments than the ones given. */
    private readonly mayComplete: boolean,
  ) {}

  bind({ targets, rest }: Parameters, args: readonly unknown[]): void {
    for (let i = 0; i < targets.length; i++) this.target(targets[i]!, args[i]);
    if (rest) this.target(rest, args.slice(targets.length));
  }

  /** The arguments with every default filled in that was found out here. */
  complete({ targets, rest }: Parameters, args: readonly unknown[]): unknown[] {
    const all = targets.map((target, at) => this.rebuilt(target, args[at]));
    return rest ? [...all, ...args.slice(targets.length)] : all;
  }

  parameter(name: string): { readonly value: unknown } | undefined {
    const at = this.names.lastIndexOf(name);
    if (at < 0) return undefined;
    return { value: this.values[at] === DEFAULT_BY_CODE ? UNKNOWN : this.values[at] };
  }

  captured(name: string): { readonly value: unknown } | undefined {
    return this.readCaptured(name);
  }

  private target(target: Target, given: unknown): void {
    const value = given === undefined && target.fallback ? this.fallback(target) : given;
    if (value === DEFAULT_BY_CODE || target.kind === 'name') this.add(target, value);
    else if (target.kind === 'object') this.object(target, value);
    else this.array(target, value);
  }

  private fallback(target: Target): unknown {
    const before = this.varying;
    const value = evaluate(target.fallback!, this);
    if (value === UNKNOWN || (this.varying && !before && !this.mayComplete)) {
      this.varying = before;
      return DEFAULT_BY_CODE;
    }
    return value;
  }

  private object(target: ObjectTarget, value: unknown): void {
    if (value === null || value === undefined) {
      // The function will throw, which is never cached.
      this.add(target, value);
      return;
    }
    const source = value as Record<string, unknown>;
    for (const { key, target: member } of target.members) this.target(member, source[key]);
    if (target.rest) this.target(target.rest, othersOf(target, source));
  }

  private array(target: ArrayTarget, value: unknown): void {
    const items = listOf(value);
    if (items === undefined) {
      this.add(target, value);
      return;
    }
    target.items.forEach((item, at) => item && this.target(item, items[at]));
    if (target.rest) this.target(target.rest, items.slice(target.items.length));
  }

  private add({ slot, label }: Target, value: unknown): void {
    this.slots.push(slot);
    this.names.push(label);
    this.values.push(value);
  }

  private rebuilt(target: Target, given: unknown): unknown {
    const whole = this.slots.indexOf(target.slot);
    if (whole >= 0) return this.values[whole] === DEFAULT_BY_CODE ? given : this.values[whole];
    if (target.kind === 'array') {
      const items = target.items.map((item, at) => item && this.rebuilt(item, listOf(given)?.[at]));
      return target.rest ? [...items, ...(this.rebuilt(target.rest, []) as unknown[])] : items;
    }
    if (target.kind === 'name') return given;
    const source = (given ?? {}) as Record<string, unknown>;
    const object: Record<string, unknown> = {};
    for (const { key, target: member } of target.members) object[key] = this.rebuilt(member, source[key]);
    return target.rest ? Object.assign(object, this.rebuilt(target.rest, undefined)) : object;
  }
}

function othersOf(target: ObjectTarget, source: Record<string, unknown>): Record<string, unknown> {
  const others = { ...source };
  for (const { key } of target.members) delete others[key];
  return others;
}

/** The items of something that can be iterated any number of times. */
function listOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value === 'string' || value instanceof Map || value instanceof Set || ArrayBuffer.isView(value)) {
    return Array.from(value as Iterable<unknown>);
  }
  return undefined;
}
