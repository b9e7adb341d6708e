import { isObject, takeFingerprint, type Fingerprint } from './code-versions';
import { originalOf } from './wrappers';

/** How many fingerprints of one function are kept at a time: a method may be called on objects of several classes. */
const KEPT = 8;

/** The fingerprints of one function, taken anew when something that they rest on has changed. */
export class Versions {
  private kept: Fingerprint[] = [];

  constructor(private readonly take: (self: unknown) => Fingerprint) {}

  /** The fingerprint that is valid now for a call with `self` as `this`. */
  current(self: unknown): Fingerprint {
    for (let at = 0; at < this.kept.length; at++) {
      const candidate = this.kept[at]!;
      if (!candidate.fits(self)) continue;
      if (candidate.holds()) return candidate;
      this.kept.splice(at--, 1);
    }
    const fresh = this.take(self);
    this.kept.unshift(fresh);
    if (this.kept.length > KEPT) this.kept.pop();
    return fresh;
  }
}

const functions = new WeakMap<Function, Versions>();
const classes = new WeakMap<Function, Versions>();

/**
 * The fingerprint of a function or class that is a value, as it is now, with its properties; remembered until what it
 * rests on changes.
 */
export function fingerprintOf(fn: Function, self?: unknown): Fingerprint {
  const take = (object: unknown): Fingerprint =>
    takeFingerprint(fn, object, functionLabel(fn), (builder) =>
      builder.valueNode(fn, functionLabel(fn), isObject(object) ? { object, path: [] } : undefined),
    );
  return versionsOf(functions, fn, take).current(self);
}

/** The fingerprint of the class of an object: of its statics only what its code reads. */
export function fingerprintOfClass(given: Function): Fingerprint {
  const fn = originalOf(given);
  const take = (): Fingerprint => takeFingerprint(fn, undefined, functionLabel(fn), (_, code) => code());
  return versionsOf(classes, fn, take).current(undefined);
}

function versionsOf(known: WeakMap<Function, Versions>, fn: Function, take: (self: unknown) => Fingerprint): Versions {
  let versions = known.get(fn);
  if (!versions) known.set(fn, (versions = new Versions(take)));
  return versions;
}

/** How a function that is an argument is called where something is said of it. */
export function functionLabel(given: Function): string {
  const { name } = originalOf(given);
  return typeof name === 'string' && name !== '' ? name : 'function';
}
