import { takeFingerprint, type Fingerprint } from './code-versions';
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

const known = new WeakMap<Function, Versions>();

/** The fingerprint of any function as it is now; remembered until what it rests on changes. */
export function fingerprintOf(given: Function, self?: unknown): Fingerprint {
  const fn = originalOf(given);
  let versions = known.get(fn);
  if (!versions)
    known.set(fn, (versions = new Versions((object) => takeFingerprint(fn, object, fn.name || 'function'))));
  return versions.current(self);
}
