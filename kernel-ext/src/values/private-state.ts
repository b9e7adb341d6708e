import { parseExpressionAt } from 'acorn';

/** Whether a function is the engine's own. */
export function isBuiltIn(Class: object): boolean {
  return /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(Class));
}

/** What compilers to older targets make of `#field`: a WeakMap or WeakSet that is told of each instance. */
const COMPILED = /__classPrivateField|__accessCheck|\b_\w+\.(set|add)\(this\b/;

/**
 * Names state of a class, or of one that it extends, that is not in its instances' properties: an instance that is
 * built from its properties alone would lack it. Undefined when there is none.
 */
export function privateState(Class: object): string | undefined {
  let state = known.get(Class);
  if (state === undefined) known.set(Class, (state = { name: findPrivateState(Class) }));
  return state.name;
}

const known = new WeakMap<object, { readonly name: string | undefined }>();

function findPrivateState(Class: object): string | undefined {
  for (let each: unknown = Class; typeof each === 'function' && !isBuiltIn(each); each = Object.getPrototypeOf(each)) {
    const source = Function.prototype.toString.call(each);
    if (COMPILED.test(source)) return 'private fields';
    const field = source.includes('#') ? privateField(source) : undefined;
    if (field !== undefined) return `the private field #${field}`;
  }
  return undefined;
}

interface Node {
  readonly type: string;
  readonly name?: string;
  readonly static?: boolean;
  readonly key?: Node;
}

/** The first private instance field of the class: methods are no state, and static fields are not the instance's. */
function privateField(source: string): string | undefined {
  const { body } = parseExpressionAt(source, 0, { ecmaVersion: 'latest' }) as unknown as { body: { body: Node[] } };
  const field = body.body.find(
    ({ type, key, static: isStatic }) =>
      type === 'PropertyDefinition' && key?.type === 'PrivateIdentifier' && isStatic !== true,
  );
  return field?.key?.name;
}
