import { parseCode, type SyntaxNode } from '../code/parse';

/** The methods and accessors that the text of a class spells out, without its static and its private ones. */
export class WrittenMethods {
  private readonly byName = new Map<string, string[]>();
  private readonly computed: string[] = [];

  private constructor(members: readonly SyntaxNode[], text: string) {
    for (const member of members) {
      if (member.type !== 'MethodDefinition' || member.static || member.kind === 'constructor') continue;
      if (member.key.type === 'PrivateIdentifier') continue;
      const source = text.slice(member.start, member.end);
      const name = nameOf(member);
      if (name === undefined) this.computed.push(source);
      else this.byName.set(name, [...(this.byName.get(name) ?? []), source]);
    }
  }

  /** Those of the class with this text; none for what is no class. */
  static of(source: string): WrittenMethods {
    const code = source.startsWith('class') ? parseCode(source) : undefined;
    const members = code?.node.type === 'ClassExpression' ? (code.node.body.body as SyntaxNode[]) : [];
    return new WrittenMethods(members, code?.text ?? '');
  }

  /** Names that are spelt out. */
  get names(): Iterable<string> {
    return this.byName.keys();
  }

  /** Whether the class spells out a method with this text under this key. */
  has(key: PropertyKey, source: string): boolean {
    const sources = typeof key === 'string' ? this.byName.get(key) : undefined;
    return (sources ?? this.computed).includes(source);
  }
}

function nameOf({ key, computed }: SyntaxNode): string | undefined {
  if (computed) return key.type === 'Literal' && !key.regex ? String(key.value) : undefined;
  return String(key.name ?? key.value);
}
