import { expressions } from './form/expressions';
import { type Context, Form } from './form/form';
import { classBody, functionBody, functions } from './form/functions';
import { statements } from './form/statements';
import type { SyntaxNode } from './parse';
import type { References } from './references';
import { Scope } from './scopes';

const visitors = { ...expressions, ...statements, ...functions };

/**
 * Writes the meaning of a function or class as text: two pieces of code with equal text and equal references do the
 * same. Comments, formatting, quotes, names of local variables, and the order of methods and hoisted functions do not show.
 *
 * @param functionNamesMatter Whether the code may look at the names of functions.
 */
export function canonicalForm(
  node: SyntaxNode,
  functionNamesMatter: boolean,
): { text: string; references: References } {
  const form = new Form(visitors, functionNamesMatter);
  const context: Context = {
    scope: new Scope(undefined),
    ownThis: true,
    selfName: undefined,
    replaced: [],
    printed: false,
  };
  // A function's own name is left free: only the engine knows whether someone has assigned to it since.
  if (node.type === 'ClassExpression') classBody(form, node, context);
  else functionBody(form, node, context);
  form.references.settle();
  return { text: form.text, references: form.references };
}
