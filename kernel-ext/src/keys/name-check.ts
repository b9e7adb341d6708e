import { parse } from 'node:path';
import { UsageError } from '../errors';
import { closestWord } from '../spelling';
import type { Warnings } from '../warnings';
import type { Binder } from './bind';
import { shapeOf } from './code/shape';
import { takeFingerprint, type Fingerprint, type IgnoredNames } from './fingerprint/code-versions';
import { referenceName } from './fingerprint/names';

/** So many variables are listed where a name is not known. */
const LISTED = 10;

/** Looks whether the names in the `ignore` of one function are those of something. */
export class NameCheck {
  /** Names of which it is not known yet whether there is such a thing. */
  private open: readonly string[] = [];
  private isClear = false;

  /**
   * @throws UsageError for a name that is neither that of a parameter nor of anything that the function reads, as far as all
   * of its code is there when it is wrapped.
   */
  constructor(
    fn: Function,
    private readonly functionName: string,
    private readonly binder: Pick<Binder, 'beyond' | 'parameters'>,
    private readonly warnings: Warnings,
  ) {
    if (binder.beyond.length === 0) return;
    const own = ownNames(fn);
    const isOwn = ([root, first]: readonly string[]): boolean =>
      own.has(root === 'this' ? `this.${first}` : root!) || (root === 'this' && own.has('this'));
    this.open = binder.beyond.filter((path) => !isOwn(path)).map((path) => path.join('.'));
    if (this.open.length === 0) return;
    const { ignored } = takeFingerprint(fn, undefined, functionName, (_, code) => code(), binder.beyond);
    this.note(ignored);
    if (this.open.length > 0 && (ignored.isCertain || this.isHidden))
      throw new UsageError(`ignore: ${this.complaint(ignored)}`);
  }

  /** Says once what a call shows: names that are of nothing, and those that may mean several things. */
  look({ ignored }: Fingerprint): void {
    if (this.isClear || ignored.names.length === 0) return;
    this.note(ignored);
    for (const { root, unclear } of ignored.names) {
      if (unclear.length > 0) this.sayUnclear(root, unclear);
    }
    if (this.open.length > 0 && ignored.isCertain) {
      this.warnings.once(`ignore ${this.functionName} ${this.open.join()}`, `ignore: ${this.complaint(ignored)}`);
    }
    this.isClear = this.open.length === 0 && ignored.isCertain;
  }

  /** Whether the function itself shows nothing: then what it calls is all that can be asked. */
  private get isHidden(): boolean {
    return !this.binder.parameters;
  }

  private note({ names }: IgnoredNames): void {
    const unnamed = new Set(names.flatMap((name) => name.unnamed));
    this.open = this.open.filter((text) => unnamed.has(text));
  }

  private sayUnclear(root: string, places: readonly string[]): void {
    const modules = places.map((place) => `'${parse(place).name}'`).join(' and ');
    this.warnings.once(
      `ignore ${this.functionName} ${root} unclear`,
      `ignore: '${root}' of ${this.functionName} is a variable of the modules ${modules}, so none of them is left out. Rename all but the one that is meant.`,
    );
  }

  private complaint({ known }: IgnoredNames): string {
    const [name] = this.open;
    const { parameters } = this.binder;
    if (this.isHidden) {
      return (
        `${this.functionName} is native, bound or cannot be parsed, so the names of its parameters are not known, and it ` +
        `reads no variable '${name}'. Use \`cacheKey\`.`
      );
    }
    const variables = [...known].filter((word) => word !== 'this' && !(word in globalThis));
    const meant = closestWord(name!.split('.')[0]!, [...(parameters ?? []), ...variables]);
    return (
      `${this.functionName} has no parameter '${name}', and neither it nor what it calls reads ` +
      `${name!.startsWith('this.') ? 'this field' : 'a variable of this name'}. ` +
      (meant ? `Did you mean '${meant}'? ` : '') +
      (parameters?.length ? `It has: ${list(parameters)}.` : 'It has no parameters.') +
      (variables.length > 0 ? ` It reads: ${list(variables)}.` : '')
    );
  }
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).map((name) => `'${name}'`);
  return (names.length > LISTED ? [...shown, '…'] : shown).join(', ');
}

/** The variables, and as `this.rate` the fields, that a function names itself. */
function ownNames(fn: Function): Set<string> {
  const shape = shapeOf(Function.prototype.toString.call(fn));
  const names = new Set<string>();
  for (const reference of shape?.references ?? []) {
    const words = referenceName(reference, { fn, shape: shape!, self: undefined }).split('.');
    if (reference.kind === 'this') names.add(words.slice(0, 2).join('.'));
    else if (reference.kind === 'name') names.add(words[0]!).add(reference.root);
  }
  return names;
}
