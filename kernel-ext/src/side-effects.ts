import type { Changes } from './keys';
import type { Warnings } from './warnings';

/** So many synchronous computations of a function are looked at in a kernel: each look makes the key once more. */
const LOOKS = 3;

/** Tells once what a function changes besides giving a result, where a hit differs from a computation by it. */
export class SideEffects {
  private looks = 0;
  private stateChanged = 0;

  constructor(
    private readonly nameOf: () => string,
    private readonly warnings: Warnings,
  ) {}

  /** Whether to look at one more synchronous computation; counts it. */
  wantsLook(): boolean {
    return this.looks++ < LOOKS;
  }

  /** @param changes what the function itself changed while it ran */
  note({ args, state, ignorable }: Pick<Changes, 'args' | 'state' | 'ignorable'>): void {
    const name = this.nameOf();
    if (args.length > 0) {
      this.warnings.once(
        `argument changed ${name}`,
        `${name} changes its argument ${list(args)}, which it does not when its result comes from the store. ` +
          `Change a copy, for plain data structuredClone(${args[0]!}), and return that.`,
      );
    }
    // What a first call sets up, such as a token or a connection, is there for all others.
    if (state.length === 0 || ++this.stateChanged < 2) return;
    this.warnings.once(
      `state changed ${name}`,
      `${name} changes ${list(state)}, which it reads as well, so that each call has another key and results are seldom ` +
        (ignorable.length > 0
          ? `found again. If it does not matter for the result, leave it out: ${ignoreOption(ignorable)}.`
          : `found again. Keep that out of what is cached: a limiter as in limit(() => ${name}(…)), a memory of results not at all.`),
    );
  }
}

/** How to leave out what is called so. */
export function ignoreOption(names: readonly string[]): string {
  return `\`ignore: [${names.map((name) => `'${name}'`).join(', ')}]\``;
}

/** A block that sets variables of the notebook leaves them as they are when its result comes from the store. */
export function warnAboutCell(name: string, changed: readonly string[], warnings: Warnings): void {
  if (changed.length === 0) return;
  const first = changed.find((variable) => !(variable in globalThis));
  const remedy = `Return it instead: const { ${first} } = memory.cell('${name}', () => { …; return { ${first} }; }).`;
  warnings.once(
    `cell changes ${name}`,
    `The cell ${name} changes ${list(changed)}, which it does not when its result comes from the store. ` +
      (first === undefined ? 'Do that outside of the cell.' : remedy),
  );
}

/** The state of a package may have many names. */
const NAMED = 3;

function list(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).map((name) => `\`${name}\``);
  return (names.length > NAMED ? [...shown, '…'] : shown).join(', ');
}
