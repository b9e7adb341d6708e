import { UsageError } from '../errors';
import { isOwnThisFunction } from './code/parse';
import { readsThis, shapeOf } from './code/shape';
import { isWrittenInClassOf } from './fingerprint/lexical-this';
import { surroundingsOf } from './fingerprint/surroundings';
import { originalOf } from './fingerprint/wrappers';

/** Checks the `this` of a call. @throws UsageError when the key cannot tell which object the function reads. */
export type ThisCheck = (self: unknown) => void;

const REMEDY = 'Cache a method or a `function`, or pass what it reads of `this` as an argument.';

/**
 * An arrow function has the `this` of the place where it is written, which the engine does not show. The one case in
 * which it is known is a field of a class, `load = memory.cache((day) => this.fetch(day))`: there it is the object that
 * holds the cached function.
 *
 * @returns undefined for functions whose `this` is that of the call.
 * @throws UsageError for an arrow function that reads `this` anywhere else.
 */
export function checkLexicalThis(fn: Function): ThisCheck | undefined {
  const source = Function.prototype.toString.call(fn);
  const shape = shapeOf(source);
  if (!shape?.isArrow || !readsThis(shape)) return undefined;
  if (!isInField(fn)) {
    throw new UsageError(`memory.cache cannot see which object the \`this\` of an arrow function is. ${REMEDY}`);
  }
  let owner: WeakRef<object> | undefined;
  return (self) => {
    if (typeof self === 'object' && self !== null) {
      if (owner?.deref() === self) return;
      const isHeld = Object.values(self).some(
        (member) => typeof member === 'function' && originalOf(member as Function) === fn,
      );
      if (!owner && isHeld && isWrittenInClassOf(self, source)) {
        owner = new WeakRef(self);
        return;
      }
    }
    throw new UsageError(
      `An arrow function that reads \`this\` was cached in a class: call it on the object that holds it. ${REMEDY}`,
    );
  };
}

/** Whether `this` at the place of the function is an object of the class around it. */
function isInField(fn: Function): boolean {
  const around = surroundingsOf(fn);
  const at = around.findLastIndex((node) => node.type === 'PropertyDefinition' || isOwnThisFunction(node));
  const [holder, inner] = [around[at - 1], around[at]];
  if (inner?.type === 'PropertyDefinition') return !inner.static;
  return holder?.type === 'MethodDefinition' && holder.kind === 'constructor';
}
