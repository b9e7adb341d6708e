import type { MemberPath } from '../bind/ignore';
import type { Reference } from '../code/references';
import type { Builder, Self, Unit } from './builder';
import type { GraphNode } from './graph';
import { IgnoredName, isSameObject, type Choice, type Mention } from './ignored-name';
import { isMirror, mentionOf } from './names';
import { originOfUrl, pathOfUrl } from './origin';
import { Region } from './region';
import { notebookExports } from './variables';
import { ignoredOf, originalOf } from './wrappers';

/** What one reference is left out of. */
export interface LeftOut {
  readonly name: IgnoredName;
  readonly mention: Mention;
}

/** What `ignore` leaves out of a fingerprint, by the code that is being followed. */
export class Ignoring {
  /** That of the code that is being followed. */
  region = new Region([]);
  /** First words of all that the user's code names, for suggestions. */
  readonly words = new Set<string>();
  private readonly names: IgnoredName[] = [];

  constructor(private readonly builder: Builder) {}

  /** Leaves names out of all that `fn` reaches; returns them. */
  begin(fn: Function, paths: readonly MemberPath[]): readonly IgnoredName[] {
    const names = IgnoredName.group(paths, this.placeOf(fn));
    this.names.push(...names);
    this.region = new Region(names);
    return names;
  }

  /** Makes the node of a cached function's code: what it leaves out itself is left out there, too. */
  ofCached(cached: Function, self: Self | undefined, code: () => GraphNode): GraphNode {
    const paths = ignoredOf(cached).flatMap((path) => this.asSeenFrom(self, path));
    const place = this.placeOf(originalOf(cached));
    const isMore = paths.some(
      (path) => !this.region.ignored.some((name) => name.place === place && name.below(path) === undefined),
    );
    return isMore ? this.within(this.inner(paths, place), code) : code();
  }

  /** How a reference says something that may be left out; undefined when it says nothing of the kind. */
  find(reference: Reference, unit: Unit): LeftOut | undefined {
    const { ignored } = this.region;
    if (ignored.length === 0) return undefined;
    const mention = mentionOf(reference, unit, this.placeOf(unit.fn), this.builder.variables);
    if (!mention) return undefined;
    this.words.add(mention.words[0]!);
    const plain = this.withOwnName(reference, mention);
    const name = ignored.find((candidate) => candidate.isNamedIn(plain));
    return name ? { name, mention: plain } : this.findImported(reference, mention);
  }

  /** A variable of the user's may be called like the objects that TypeScript makes for imports: `client_1`. */
  private withOwnName({ root, path }: Reference, mention: Mention): Mention {
    const notebook = mention.place === '' && /_\d+$/.test(root) ? notebookExports() : undefined;
    const isOwn = notebook !== undefined && Object.hasOwn(notebook, root);
    return isOwn ? { ...mention, words: [root, ...path.map(({ key }) => key)] } : mention;
  }

  /** In the cell of `import { limiter as mine }` the code that runs says `limiter`: the notebook has it as `mine`. */
  private findImported(reference: Reference, mention: Mention): LeftOut | undefined {
    const notebook = mention.place === '' && isMirror(reference) ? notebookExports() : undefined;
    if (!notebook) return undefined;
    const value = mention.value();
    const name = this.region.ignored.find(({ root }) => isSameObject(notebook[root], value));
    return (
      name && { name, mention: { ...mention, words: [name.root, ...reference.path.slice(1).map(({ key }) => key)] } }
    );
  }

  /** The node of such a reference; which one may turn out later. */
  node({ name, mention }: LeftOut, { without, counted }: Choice): GraphNode {
    const { region } = this;
    return name.node(mention, {
      without: () => this.within(region, without),
      counted: () => this.within(region, counted),
    });
  }

  /** To be called when all code was followed: decides what was left open, and reports what is left out. */
  settle(): void {
    while (this.names.some((name) => name.settle(false)) || this.names.some((name) => name.settle(true)));
    for (const text of this.names.flatMap(({ leftOut }) => leftOut)) {
      this.builder.report.add('ignored', text, '', 'left out by `ignore`');
    }
  }

  /** The module in which the user wrote a function, '' for the notebook; undefined for code of others. */
  placeOf(fn: Function): string | undefined {
    const url = this.builder.engine.urlOf(fn);
    if (originOfUrl(url)) return undefined;
    return url && /[/\\]/.test(url) ? pathOfUrl(url) : '';
  }

  private inner(paths: readonly MemberPath[], place: string | undefined): Region {
    const { region } = this;
    const text = JSON.stringify([place, paths]);
    let inner = region.inner.get(text);
    if (!inner) {
      const more = IgnoredName.group(paths, place);
      this.names.push(...more);
      region.inner.set(text, (inner = new Region([...more, ...region.ignored])));
    }
    return inner;
  }

  /** A field that a cached method leaves out of its own object, as a part of the object that it is reached through. */
  private asSeenFrom(self: Self | undefined, path: MemberPath): MemberPath[] {
    if (path[0] !== 'this') return [path];
    if (self?.path) return [['this', ...self.path.map(({ key }) => key), ...path.slice(1)]];
    return self?.name === undefined ? [] : [[...self.name.split('.'), ...path.slice(1)]];
  }

  private within<T>(region: Region, make: () => T): T {
    const outer = this.region;
    this.region = region;
    try {
      return make();
    } finally {
      this.region = outer;
    }
  }
}
