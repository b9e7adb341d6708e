import { statSync } from 'node:fs';
import type { Warnings } from '../warnings';
import { UsageError } from '../errors';
import type { MemberPath } from './bind/ignore';
import { digestValue } from './canonical';
import { FileDependency } from './depends-on';
import type { Builder } from './fingerprint/builder';
import { isObject, takeFingerprint, type Fingerprint } from './fingerprint/code-versions';
import { declaredNodes } from './fingerprint/declared';
import { graphNode, type GraphNode } from './fingerprint/graph';
import { shapeOf } from './code/shape';
import { hashText } from './hash';
import type { KeyOptions } from './types';

/**
 * Checks what can be checked of `dependsOn` when the function is wrapped.
 *
 * @throws UsageError for a dependency without content.
 */
export function checkDependencies({ dependsOn = [], name }: KeyOptions, warnings: Warnings): void {
  dependsOn.forEach((dependency, at) => {
    if (dependency instanceof FileDependency || typeof dependency === 'function') return;
    if (typeof dependency === 'string' && isFile(dependency)) {
      warnings.once(
        `depends on text ${dependency}`,
        `dependsOn: ['${dependency}'] counts this text, and not the file of that name. Write file('${dependency}').`,
      );
    }
    try {
      digestValue(dependency, { hashFunction: () => Buffer.alloc(32), path: `dependsOn[${at}]` });
    } catch (error) {
      throw new UsageError(`${name}: ${(error as Error).message}`);
    }
  });
}

/** What of the code of a function counts. */
export function policyOf({ invalidateOn = 'dependencies' }: KeyOptions): NonNullable<KeyOptions['invalidateOn']> {
  return invalidateOn;
}

/**
 * The code version of a function under its options: what of its code counts, and what counts besides.
 *
 * @param ignored Variables and fields that are left out.
 */
export function takeVersion(
  fn: Function,
  self: unknown,
  options: KeyOptions,
  ignored: readonly MemberPath[],
): Fingerprint {
  const policy = policyOf(options);
  const name = fn.name || 'function';
  const takeAll = (extend: Parameters<typeof takeFingerprint>[3]): Fingerprint =>
    takeFingerprint(fn, self, name, extend, ignored);
  const counted = takeAll((builder, code) => {
    const root = graphNode(`${policy} ${typeof options.version} ${options.version}`);
    if (policy === 'dependencies') root.children.push(code());
    if (policy === 'source') root.children.push(sourceNode(fn, builder));
    root.children.push(...declaredNodes(options, builder));
    return root;
  });
  if (policy === 'dependencies' || !isObject(self)) return counted;
  // The object that a method is called on tells calls apart like an argument, whatever of the code counts.
  const whole = takeAll((_, code) => code());
  const { fields, fits } = whole;
  return fields.length === 0 ? counted : { ...counted, fields, fits, holds: () => counted.holds() && whole.holds() };
}

function isFile(path: string): boolean {
  return path !== '' && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function sourceNode(fn: Function, builder: Builder): GraphNode {
  const source = Function.prototype.toString.call(fn);
  const digest = shapeOf(source)?.digest ?? hashText(source).toString('hex');
  builder.report.add('function', fn.name || 'function', digest, source);
  return graphNode(`source ${digest}`);
}
