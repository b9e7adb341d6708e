import { formatAgo } from '../format';
import type { Clears, StoredCall } from '../store/types';
import { argumentReasons } from './explain/arguments';
import { codeReasons } from './explain/code';
import { Explanation, type Reason } from './explain/explanation';
import type { ArgumentDigest, CodeVersion } from './types';

export { Explanation, type Reason } from './explain/explanation';

/** What is known of the call that is asked about, and of the function's stored calls. */
export interface MissInput {
  /** Name of the function. */
  readonly name: string;
  readonly hit: boolean;
  readonly call: {
    readonly key: Buffer;
    readonly version: CodeVersion;
    readonly args: string;
    readonly digests: readonly ArgumentDigest[];
  };
  /** Newest first. */
  readonly candidates: readonly StoredCall[];
  /** Whether its result, or all of the function, was cleared. */
  readonly clears?: Clears | undefined;
  /** Milliseconds since 1970. Default: now. */
  readonly now?: number | undefined;
}

/**
 * Says whether a call is a hit, or why it is a miss: how it differs from the stored call that is nearest to it.
 *
 * @example String(explainMiss({ name: 'load', hit: false, call, candidates }))
 * // load('AAPL', '2024-02-01') is not stored. The nearest stored call is load('AAPL', '2024-01-01'):
 * //   argument 2 (`start`): '2024-01-01' -> '2024-02-01'
 */
export function explainMiss(input: MissInput): Explanation {
  const { name, hit, call, candidates } = input;
  const same = candidates.find(({ key }) => key.equals(call.key));
  if (hit) return new Explanation(name, call.args, true, [], same && { args: same.args, created: same.created });
  if (same) return new Explanation(name, call.args, false, [unusable(same, input.now ?? Date.now())], nearby(same));
  const cleared = lostToClear(input);
  if (cleared) return new Explanation(name, call.args, false, [cleared], undefined);
  if (candidates.length === 0) {
    const never = { kind: 'never', name, before: undefined, after: undefined } as const;
    return new Explanation(
      name,
      call.args,
      false,
      [{ ...never, text: 'no call of the function is stored' }],
      undefined,
    );
  }
  const [stored, reasons] = nearest(input);
  return new Explanation(name, call.args, false, reasons, nearby(stored));
}

function nearby({ args, created }: StoredCall): { args: string; created: number } {
  return { args, created };
}

function unusable({ expires }: StoredCall, now: number): Reason {
  if (expires !== null && expires <= now) {
    const text = `the stored result expired ${formatAgo(expires, now)}`;
    return { kind: 'expired', name: 'ttl', before: undefined, after: undefined, text };
  }
  const text = 'a result is stored, but it cannot be used: `validate` turned it down, or it cannot be read';
  return { kind: 'unusable', name: 'result', before: undefined, after: undefined, text };
}

/** The result itself was cleared, or so was everything and there is nothing newer to compare with. */
function lostToClear({ name, candidates, clears, now }: MissInput): Reason | undefined {
  const words = (what: string, moment: number): Reason => {
    const text = `${what} cleared ${formatAgo(moment, now)}`;
    return { kind: 'cleared', name, before: undefined, after: undefined, text };
  };
  if (typeof clears?.result === 'number') return words('its stored result was', clears.result);
  if (typeof clears?.everything !== 'number' || candidates.length > 0) return undefined;
  return words('all stored results of the function were', clears.everything);
}

/** The stored call with the fewest differences; of several the newest. */
function nearest({ call, candidates, name }: MissInput): [StoredCall, Reason[]] {
  const code = new Map<string, Reason[]>();
  let best: StoredCall | undefined;
  let fewest: Reason[] = [];
  for (const stored of candidates) {
    const version = stored.version.digest.toString('latin1');
    let reasons = code.get(version);
    if (!reasons) code.set(version, (reasons = codeReasons(stored.version, call.version, name)));
    const all = [...argumentReasons(stored.digests, call.digests), ...reasons];
    if (best && all.length >= fewest.length) continue;
    best = stored;
    fewest = all;
  }
  if (fewest.length === 0) {
    const text = 'the difference lies in what the store keeps no words for, such as the order of the parameters';
    fewest = [{ kind: 'unknown', name, before: undefined, after: undefined, text }];
  }
  return [best!, fewest];
}
