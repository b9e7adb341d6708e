import { AsyncLocalStorage } from 'node:async_hooks';
import { interrupts } from './interrupts';

/** The computation that the running code belongs to, also after it has awaited something. */
const current = new AsyncLocalStorage<Computation>();

/** One computation of a call: knows who waits for it, so that nobody waits for itself. */
export class Computation {
  private readonly waiters: Computation[] = [];

  constructor() {
    this.addWaiter(current.getStore());
  }

  /** Runs code that belongs to the computation. */
  run<T>(code: () => T): T {
    return current.run(this, code);
  }

  addWaiter(waiter: Computation | undefined): void {
    if (waiter) this.waiters.push(waiter);
  }

  /** Whether `other` cannot end before this one does. */
  isAwaitedBy(other: Computation, seen = new Set<Computation>()): boolean {
    if (other === this) return true;
    if (seen.has(this)) return false;
    seen.add(this);
    return this.waiters.some((waiter) => waiter.isAwaitedBy(other, seen));
  }
}

interface Shared {
  readonly computation: Computation;
  readonly promise: Promise<unknown>;
  /** How many interrupts there had been when it began. */
  readonly since: number;
}

/** Asynchronous computations of one function that are under way in this process, so that calls made meanwhile share them. */
export class InFlight {
  private readonly byKey = new Map<string, Shared>();

  /**
   * The result of a call that is being computed. Undefined when none is, and when that computation waits for the caller: a
   * function that calls itself again, with other arguments that do not count or because something outside is not ready
   * yet, would wait for itself for ever. Nor is one waited for that the person has interrupted: it may be stuck.
   */
  join(key: Buffer): Promise<unknown> | undefined {
    if (this.byKey.size === 0) return undefined;
    const found = this.byKey.get(key.toString('latin1'));
    if (!found || found.since !== interrupts()) return undefined;
    const caller = current.getStore();
    if (caller?.isAwaitedBy(found.computation)) return undefined;
    found.computation.addWaiter(caller);
    return found.promise;
  }

  /** Makes `promise`, what `computation` will give, known until it is settled. */
  share(key: Buffer, computation: Computation, promise: Promise<unknown>): Promise<unknown> {
    const id = key.toString('latin1');
    const shared = promise.finally(() => {
      if (this.byKey.get(id)?.promise === shared) this.byKey.delete(id);
    });
    this.byKey.set(id, { computation, promise: shared, since: interrupts() });
    return shared;
  }
}
