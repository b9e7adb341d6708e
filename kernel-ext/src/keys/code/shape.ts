import { hashText } from '../hash';
import { canonicalForm } from './canonical-form';
import { parseCode, type Code } from './parse';
import type { Reference } from './references';

/** What a piece of code is, apart from what its references lead to. */
export interface Shape {
  /** Hex digest of the canonical form. */
  readonly digest: string;
  /** Each thing that the code refers to, once. */
  readonly references: readonly Reference[];
  /** For each mention in the canonical form, the place of its reference in `references`. */
  readonly mentions: readonly number[];
  readonly isClass: boolean;
  readonly isArrow: boolean;
  /** What lets the code read things that its text does not name. */
  readonly hides: 'eval' | 'new Function' | 'with' | undefined;
}

const shapes = new WeakMap<Code, Shape>();

/** The shape of what `Function.prototype.toString` gave; undefined when it is native or not understood. */
export function shapeOf(source: string): Shape | undefined {
  const code = parseCode(source);
  return code && shapeOfCode(code);
}

/** The shape of a part of a larger piece of code: a private method, which is reached through its class only. */
export function shapeOfCode(code: Code): Shape {
  let shape = shapes.get(code);
  if (!shape) {
    shape = makeShape(code);
    shapes.set(code, shape);
  }
  return shape;
}

function makeShape({ node, text }: Code): Shape {
  const form = canonicalForm(node, /\bname\b/.test(text));
  const references = form.references.list;
  return {
    digest: hashText(form.text).toString('hex'),
    references,
    mentions: form.references.mentions,
    isClass: node.type === 'ClassExpression',
    isArrow: node.type === 'ArrowFunctionExpression',
    hides: hiding(form.text, references),
  };
}

function hiding(text: string, references: readonly Reference[]): Shape['hides'] {
  const calls = (name: string): boolean =>
    references.some(({ kind, root, path, use }) => {
      return kind === 'name' && root === name && path.length === 0 && (use === 'call' || use === 'new');
    });
  if (calls('eval')) return 'eval';
  if (calls('Function')) return 'new Function';
  return text.includes('(WithStatement') ? 'with' : undefined;
}

/** Whether the code reads the `this` or `super` of the function as a whole. */
export function readsThis({ references }: Shape): boolean {
  return references.some(({ kind }) => kind === 'this' || kind === 'super');
}
