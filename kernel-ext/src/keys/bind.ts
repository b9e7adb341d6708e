import { UsageError } from '../errors';
import { parseCode, type SyntaxNode } from './code/parse';
import { usesArguments } from './bind/arguments-use';
import { BindingRun, type CapturedReader } from './bind/run';
import { omit, sortIgnored, type Ignored, type MemberPath } from './bind/ignore';
import { namesIn, namesOf, readParameters, type Parameters, type Target } from './bind/pattern';
import { UNKNOWN } from './bind/unknown';
import type { KeyOptions } from './types';

export { DEFAULT_BY_CODE } from './bind/run';
export type { CapturedReader } from './bind/run';

/** The arguments of one call, as the function sees them. The lists run in parallel. */
export interface BoundCall {
  /** Where each value goes, whatever its name: `0`, `1."start"`. Part of the key. */
  readonly slots: readonly string[];
  /** What people call it: `start`. */
  readonly names: readonly string[];
  readonly values: readonly unknown[];
  /**
   * Set when a default was taken from the clock or from chance: the original must be called with these arguments, or it
   * would ask again and compute something else than what the key says.
   */
  readonly completed: readonly unknown[] | undefined;
}

/** Binds arguments to the parameters of one function. */
export interface Binder {
  bind(self: unknown, args: readonly unknown[]): BoundCall;
  /** What the parameters are called; undefined when that is not known. */
  readonly parameters: readonly string[] | undefined;
  /** What `ignore` names beside parameters. */
  readonly beyond: readonly MemberPath[];
  /** Whether calls with different arguments, or on different objects, may be bound alike. */
  readonly ignoresArguments: boolean;
}

/**
 * Makes the binder of a function from its own source: defaults filled in, destructured members by themselves, missing and
 * undefined the same unless the function can tell them apart.
 *
 * A default that calls code of the user is not run: its value follows from code and captured values, which the
 * fingerprint holds, so it counts as `DEFAULT_BY_CODE`.
 *
 * @throws UsageError for what is no name in `ignore`, and for a parameter there beside `cacheKey`.
 * @example
 * createBinder((x, { debug = false } = {}) => x, { name: 'f', ignore: ['debug'] }).bind(undefined, [1]).values   // [1]
 */
export function createBinder(
  fn: Function,
  options: Pick<KeyOptions, 'name' | 'ignore' | 'cacheKey'>,
  readCaptured: CapturedReader = () => undefined,
): Binder {
  const { cacheKey, ignore = [], name } = options;
  // Reading the parameters of a function with `cacheKey` is for `ignore` only.
  const code = cacheKey && ignore.length === 0 ? undefined : parseCode(Function.prototype.toString.call(fn));
  const parameters = code && code.node.params ? readParameters(code.node, code.text) : undefined;
  const ignored = sortIgnored(ignore, parameters && namesOf(parameters), name);
  const leavesOut = ignored.slots.size + ignored.members.size > 0;
  const about = {
    parameters: parameters && [...new Set(namesOf(parameters).map(({ label }) => label))],
    beyond: ignored.beyond,
    ignoresArguments: cacheKey !== undefined || leavesOut || ignored.beyond.some(([root]) => root === 'this'),
  };
  if (cacheKey) {
    if (leavesOut) {
      throw new UsageError(
        `${name}: \`cacheKey\` alone decides which arguments count, so \`ignore\` cannot name parameters beside it. Give one of them.`,
      );
    }
    return {
      ...about,
      bind: (self, args) => ({
        slots: ['key'],
        names: ['cacheKey'],
        values: [Reflect.apply(cacheKey, self, args)],
        completed: undefined,
      }),
    };
  }
  if (!code || !parameters) return { ...about, bind: (_self, args) => positional(args) };
  const rawToo = usesArguments(code.node);
  const simple = simpleNames(parameters);
  if (simple && !leavesOut && !rawToo) return { ...about, bind: (_self, args) => bindSimple(simple, args) };
  // A default that reads what does not count is left to the code, whose fingerprint leaves that out.
  const byCode = new Set(
    ignored.beyond.map(([root]) => root!).filter((root) => mentions(code.node.params, code.text, root)),
  );
  const captured: CapturedReader = byCode.size > 0 ? () => ({ value: UNKNOWN }) : readCaptured;
  const hasReceiver = code.node.type !== 'ArrowFunctionExpression' && !byCode.has('this');

  const leaveOut = (slot: string, value: unknown): unknown => {
    const paths = ignored.members.get(slot);
    return paths ? omit(value, paths) : value;
  };
  return {
    ...about,
    bind(self, args) {
      const run = new BindingRun(captured, hasReceiver ? { self } : undefined, !rawToo);
      run.bind(parameters, args);
      const slots: string[] = [];
      const names: string[] = [];
      const values: unknown[] = [];
      for (let i = 0; i < run.slots.length; i++) {
        const slot = run.slots[i]!;
        if (ignored.slots.has(slot)) continue;
        slots.push(slot);
        names.push(run.names[i]!);
        values.push(leaveOut(slot, run.values[i]));
      }
      if (rawToo) {
        slots.push('raw');
        names.push('arguments');
        values.push(args.map((value, at) => seenByArguments(parameters.targets[at], value, ignored)));
      }
      return { slots, names, values, completed: run.varying ? run.complete(parameters, args) : undefined };
    },
  };
}

/** Whether the parameter list has a word in it. */
function mentions(params: readonly SyntaxNode[], text: string, word: string): boolean {
  const words = params.flatMap(({ start, end }) => text.slice(start, end).match(/[\p{ID_Continue}$]+/gu) ?? []);
  return words.includes(word);
}

/** What `arguments` shows of an argument beyond what the parameter does. */
function seenByArguments(target: Target | undefined, value: unknown, ignored: Ignored): unknown {
  if (!target) return value;
  if (target.kind === 'name') return value === undefined;
  return namesIn(target).some(({ slot }) => ignored.slots.has(slot) || ignored.members.has(slot)) ? true : value;
}

interface SimpleParameters {
  readonly slots: readonly string[];
  readonly names: readonly string[];
}

/** Parameters that are names and nothing else need no work. */
function simpleNames({ targets, rest }: Parameters): SimpleParameters | undefined {
  if (rest || !targets.every((target) => target.kind === 'name' && !target.fallback)) return undefined;
  return { slots: targets.map(({ slot }) => slot), names: targets.map(({ label }) => label) };
}

function bindSimple({ slots, names }: SimpleParameters, args: readonly unknown[]): BoundCall {
  const values = new Array<unknown>(slots.length);
  for (let i = 0; i < values.length; i++) values[i] = args[i];
  return { slots, names, values, completed: undefined };
}

function positional(args: readonly unknown[]): BoundCall {
  const slots = args.map((_, at) => String(at));
  return { slots, names: args.map((_, at) => `argument ${at + 1}`), values: args, completed: undefined };
}
