import { FileDependency } from '../depends-on';
import { hashText } from '../hash';
import type { Builder } from './builder';
import { graphNode, type GraphNode } from './graph';
import type { Declared } from './wrappers';

/** Nodes of what a cached function depends on by its options; `prefix` tells in whose options it stands. */
export function declaredNodes({ version, dependsOn = [] }: Declared, builder: Builder, prefix = ''): GraphNode[] {
  if (version !== undefined) {
    const text = String(version);
    builder.report.add('version', `${prefix}version`, hashText(text).toString('hex'), text);
  }
  return dependsOn.map((dependency, at) => dependencyNode(dependency, `${prefix}dependsOn[${at}]`, builder));
}

function dependencyNode(dependency: unknown, name: string, builder: Builder): GraphNode {
  if (!(dependency instanceof FileDependency)) return builder.values.node(dependency, name);
  const digest = dependency.digest();
  builder.watch.check(() => dependency.digest() === digest);
  builder.report.add('file', dependency.name, digest, dependency.path);
  return graphNode(`file ${digest}`);
}
