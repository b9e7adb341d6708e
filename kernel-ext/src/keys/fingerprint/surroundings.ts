import { offsetOf, pathTo } from '../code/locate';
import type { SyntaxNode } from '../code/parse';
import { currentEngine } from './code-versions';

/**
 * The syntax nodes that enclose a function, from its script inwards, without the function itself; none when the engine
 * does not tell. Costs about 10 ms.
 */
export function surroundingsOf(fn: Function): readonly SyntaxNode[] {
  const engine = currentEngine();
  const location = engine.view(fn)?.location;
  const source = location && engine.inspector?.script(location.scriptId)?.source;
  if (!location || source === undefined) return [];
  const offset = offsetOf(source, location.line, location.column);
  return pathTo(source, offset, Function.prototype.toString.call(fn))?.slice(0, -1) ?? [];
}
