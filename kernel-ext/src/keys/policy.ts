import { existsSync } from 'node:fs';
import type { Warnings } from '../warnings';
import { UsageError } from '../errors';
import { digestValue } from './canonical';
import { FileDependency } from './depends-on';
import type { Builder } from './fingerprint/builder';
import { takeFingerprint, type Fingerprint } from './fingerprint/code-versions';
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
    if (typeof dependency === 'string' && existsSync(dependency)) {
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

/** The code version of a function under its options: what of its code counts, and what counts besides. */
export function takeVersion(fn: Function, self: unknown, options: KeyOptions): Fingerprint {
  return takeFingerprint(fn, self, fn.name || 'function', (builder, code) => {
    const policy = options.invalidateOn ?? 'dependencies';
    const root = graphNode(`${policy} ${typeof options.version} ${options.version}`);
    if (policy === 'dependencies') root.children.push(code());
    if (policy === 'source') root.children.push(sourceNode(fn, builder));
    root.children.push(...declaredNodes(options, builder));
    return root;
  });
}

function sourceNode(fn: Function, builder: Builder): GraphNode {
  const source = Function.prototype.toString.call(fn);
  const digest = shapeOf(source)?.digest ?? hashText(source).toString('hex');
  builder.report.add('function', fn.name || 'function', digest, source);
  return graphNode(`source ${digest}`);
}
