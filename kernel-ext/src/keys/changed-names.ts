import { chainText } from './code/references';
import { shapeOf } from './code/shape';
import { originalOf } from './fingerprint/wrappers';

/** The variables outside of a function that its own code assigns, or whose content it changes, by name. */
export function changedNames(fn: Function): string[] {
  const shape = shapeOf(Function.prototype.toString.call(originalOf(fn)));
  const changed = (shape?.references ?? []).filter(
    ({ kind, use }) => kind === 'name' && (use === 'write' || use === 'mutate'),
  );
  return [...new Set(changed.map((reference) => chainText(reference).split('.')[0]!))];
}
