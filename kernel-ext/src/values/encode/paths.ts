/** Most objects looked at for a path; beyond, the message names no path. */
const MOST_OBJECTS = 1_000_000;

/** A longer path is cut in its middle. */
const MOST_STEPS = 40;

/** Finds how a member is reached from the value, the way a person would write it: `result.rows[3].fn`. */
export function pathTo(root: unknown, holder: object | undefined, key: PropertyKey | undefined): string {
  const prefix = holder === undefined || holder === root ? 'result' : search(root, holder);
  if (key === undefined) return prefix;
  return prefix + (typeof key === 'number' && holder !== undefined ? stepAt(holder, key) : step(key));
}

/** A member by its position: an element, the member of a Set, the value (or, as `~position`, the key) of a Map. */
function stepAt(holder: object, position: number): string {
  if (holder instanceof Map) {
    if (position < 0) return ` (key ${~position})`;
    const key: unknown = [...(Map.prototype.keys.call(holder) as Iterable<unknown>)][position];
    return isSimple(key) ? `.get(${JSON.stringify(key)})` : ` (value ${position})`;
  }
  return holder instanceof Set ? ` (item ${position})` : step(position);
}

function isSimple(key: unknown): boolean {
  return typeof key === 'string' || typeof key === 'number';
}

function step(key: PropertyKey): string {
  if (typeof key === 'number') return `[${key}]`;
  if (typeof key === 'symbol') return `[${String(key)}]`;
  if (/^(0|[1-9]\d*)$/.test(key)) return `[${key}]`;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function search(root: unknown, target: object): string {
  if (typeof root !== 'object' || root === null) return 'result';
  const trail = new Map<object, { from: object; by: string } | undefined>([[root, undefined]]);
  const queue: object[] = [root];
  for (let at = 0; at < queue.length && queue.length < MOST_OBJECTS; at++) {
    const from = queue[at]!;
    for (const [by, member] of members(from)) {
      if (typeof member !== 'object' || member === null || trail.has(member)) continue;
      trail.set(member, { from, by });
      if (member === target) return trace(trail, target);
      queue.push(member);
    }
  }
  return 'result (within what a codec made of it)';
}

function trace(trail: ReadonlyMap<object, { from: object; by: string } | undefined>, target: object): string {
  const steps: string[] = [];
  for (let link = trail.get(target); link !== undefined; link = trail.get(link.from)) steps.push(link.by);
  steps.reverse();
  if (steps.length > MOST_STEPS) steps.splice(MOST_STEPS / 2, steps.length - MOST_STEPS, ' … ');
  return 'result' + steps.join('');
}

function* members(from: object): Generator<[string, unknown]> {
  if (from instanceof Map) {
    let index = 0;
    for (const [key, member] of Map.prototype.entries.call(from)) {
      yield [` (key ${index})`, key];
      yield [isSimple(key) ? `.get(${JSON.stringify(key)})` : ` (value ${index})`, member];
      index++;
    }
  } else if (from instanceof Set) {
    let index = 0;
    for (const member of Set.prototype.values.call(from)) yield [` (item ${index++})`, member];
  }
  if (ArrayBuffer.isView(from)) return yield ['.buffer', from.buffer];
  for (const key of Reflect.ownKeys(from)) {
    const property = Object.getOwnPropertyDescriptor(from, key);
    if (property !== undefined && 'value' in property) yield [step(key), property.value];
  }
}
