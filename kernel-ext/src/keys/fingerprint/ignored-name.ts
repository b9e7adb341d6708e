import type { MemberPath } from '../bind/ignore';
import { graphNode, type GraphNode } from './graph';

/** How a piece of code names something: the words of `config.debug`, or of `this.cache` for a field of the keyed object. */
export interface Mention {
  readonly words: readonly string[];
  /** The module in which it is written, '' for the notebook; undefined for fields of the keyed object. */
  readonly place: string | undefined;
  /** What the first word holds now. */
  value(): unknown;
}

/** The two nodes that something may get, of which one is made. */
export interface Choice {
  without(): GraphNode;
  counted(): GraphNode;
}

interface Elsewhere extends Choice {
  readonly mention: Mention;
  readonly node: GraphNode;
}

/**
 * A name in `ignore` that is no parameter, with the paths below it that are left out; an empty path is all of it.
 *
 * It means the variable that the notebook, or the module in which the cached function is written, has under this name. Where the
 * code there names none, it means the one of the single other module that does. Which it is shows when all code was seen, so
 * nodes of other modules are filled later.
 */
export class IgnoredName {
  /** Second words of all mentions, '' where there is none. */
  private readonly seen = new Set<string>();
  /** Other modules that have variables of this name, when it is not clear which one is meant. */
  unclear: readonly string[] = [];
  private readonly own: Mention[] = [];
  private elsewhere: Elsewhere[] = [];

  constructor(
    readonly root: string,
    private readonly paths: readonly MemberPath[],
    /** Where the variable is meant; undefined for fields of the keyed object. */
    public place: string | undefined,
  ) {}

  /** One for each first word of the paths. */
  static group(paths: readonly MemberPath[], place: string | undefined): IgnoredName[] {
    const roots = [...new Set(paths.map(([root]) => root!))];
    return roots.map((root) => {
      const below = paths.filter(([first]) => first === root).map(([, ...rest]) => rest);
      return new IgnoredName(root, below, root === 'this' ? undefined : place);
    });
  }

  /** What is left out, as written in `ignore`; nothing when no code that is meant names it. */
  get leftOut(): string[] {
    return this.own.length === 0 ? [] : this.paths.map((path) => [this.root, ...path].join('.'));
  }

  /** What no code names, as written in `ignore`. Of a variable its name is enough, as it may get the member later. */
  get unnamed(): string[] {
    const isNamed = ([first]: MemberPath): boolean =>
      this.root === 'this' ? this.seen.has('') || this.seen.has(first!) : this.seen.size > 0;
    return this.paths.filter((path) => !isNamed(path)).map((path) => [this.root, ...path].join('.'));
  }

  /** Whether a mention begins with this name, in whatever module. */
  isNamedIn({ words, place }: Mention): boolean {
    return words[0] === this.root && (place === undefined) === (this.root === 'this');
  }

  /** What is left out of something that code names: the rest of the paths that lead below it; undefined for all of it. */
  below(words: readonly string[]): MemberPath[] | undefined {
    const rests: MemberPath[] = [];
    for (const path of this.paths) {
      const whole = [this.root, ...path];
      if (isStart(whole, words)) return undefined;
      if (isStart(words, whole)) rests.push(whole.slice(words.length));
    }
    return rests;
  }

  /** The node of something that has this name, now or when it is clear which variable the name means. */
  node(mention: Mention, choice: Choice): GraphNode {
    this.seen.add(mention.words[1] ?? '');
    if (mention.place === this.place) {
      this.own.push(mention);
      return choice.without();
    }
    const node = graphNode('');
    this.elsewhere.push({ ...choice, mention, node });
    return node;
  }

  /** Fills nodes whose choice is clear by now: those of this name when the notebook has it, or nobody is left to ask. */
  settle(isLast: boolean): boolean {
    const waiting = this.elsewhere;
    if (waiting.length === 0 || (this.own.length === 0 && !isLast)) return false;
    this.elsewhere = [];
    if (this.own.length === 0) {
      const places = [...new Set([...this.unclear, ...waiting.map(({ mention }) => mention.place!)])];
      if (places.length > 1) this.unclear = places;
      else this.place = places[0];
    }
    for (const { mention, node, ...choice } of waiting) {
      if (mention.place === this.place) this.own.push(mention);
      const isMeant =
        mention.place === this.place || this.own.some((other) => isSameObject(mention.value(), other.value()));
      const { label, children } = isMeant ? choice.without() : choice.counted();
      node.label = label;
      node.children.push(...children);
    }
    return true;
  }
}

function isStart(start: readonly string[], words: readonly string[]): boolean {
  return start.length <= words.length && start.every((word, at) => word === words[at]);
}

/** Whether two variables must be one: that which a module gives out is the same for those who import it. */
export function isSameObject(one: unknown, other: unknown): boolean {
  return one === other && ((typeof one === 'object' && one !== null) || typeof one === 'function');
}
