import { digestValue } from './canonical';
import { takeFingerprint, type Fingerprint } from './fingerprint/code-versions';
import { HashWriter } from './hash';
import type { CallKey, KeyMaker, KeyOptions } from './types';
import type { Warnings } from '../warnings';

export type * from './types';
export { registerWrapper } from './fingerprint/wrappers';

/** Makes the keys of one function. @throws UsageError for options that do not fit it. */
export function createKeyMaker(fn: Function, options: KeyOptions, env: { warnings: Warnings }): KeyMaker {
  let current: Fingerprint | undefined;
  return {
    keyOf(self, args): CallKey {
      if (!current?.holds() || !current.fits(self)) {
        current = takeFingerprint(fn, self, options.name);
        for (const { name, reason } of current.unseen) {
          env.warnings.once(`unseen ${options.name} ${name}`, `${options.name}: \`${name}\` ${reason}, so a change of it is not noticed. Pass it as an argument, or name what matters in \`dependsOn\` or \`version\`.`);
        }
      }
      const { version, fields } = current;
      const values = fields.map((path) => path.reduce((object: any, { key }) => object?.[key], self));
      const writer = new HashWriter(1024);
      writer.text(options.name);
      writer.raw(version.digest);
      writer.raw(digestValue([...args]));
      writer.raw(digestValue(values));
      return { key: writer.digest(), version, describe: () => ({ args: '', digests: [] }) };
    },
  };
}

export function inferFunctionName(fn: Function): string {
  return fn.name || '(anonymous)';
}
