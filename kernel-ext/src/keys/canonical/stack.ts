import { Frame } from './frames';
import { Cycle, Refusal } from './refusal';

/** Below this depth no object is looked up among its ancestors: real data is flat, and a cycle is deep soon. */
const TRACK_DEPTH = 16;
const MAX_DEPTH = 1_000_000;
/** Frames kept for the next walk. */
const KEEP_FRAMES = 1_000;
/** Characters of a path in a message. */
const MAX_PATH = 1_000;

/** The objects from the root of the walk to where it stands. */
export class FrameStack {
  /** Index of the frame on top; -1 when the walk is done. */
  depth = -1;
  /** Whether an object that is its own ancestor ends the walk. */
  refusesCycles = true;
  private frames: Frame[] = [];
  private readonly ancestors = new Set<object>();

  get top(): Frame {
    return this.frames[this.depth]!;
  }

  /** @throws Cycle when the object is on the stack already and `refusesCycles`. */
  push(object: object, start: number): Frame {
    const depth = this.depth + 1;
    if (depth >= TRACK_DEPTH && this.refusesCycles) this.track(object, depth);
    let frame = this.frames[depth];
    if (frame === undefined) {
      if (depth > MAX_DEPTH) throw new Refusal('is nested without end');
      this.frames.push((frame = new Frame()));
    }
    this.depth = depth;
    frame.begin(object, start);
    return frame;
  }

  /** Opens a frame for the members with these keys, or for the elements of an array. What is written next is their first run. */
  open(object: object, start: number, keys: readonly PropertyKey[] | undefined, run: number): Frame {
    const frame = this.push(object, start);
    frame.membersOf(keys);
    frame.run = run;
    return frame;
  }

  pop(): void {
    const frame = this.top;
    if (this.depth >= TRACK_DEPTH) this.ancestors.delete(frame.object);
    frame.clear();
    this.depth--;
  }

  /** Puts an object that had no frame among those that have one, so that the path to its member number `at` tells of it. */
  insert(depth: number, object: object, keys: readonly PropertyKey[] | undefined, at: number): void {
    const frame = new Frame();
    frame.begin(object, 0);
    frame.membersOf(keys);
    frame.next = at + 1;
    this.frames.splice(depth, 0, frame);
    this.depth++;
  }

  /** Ends the walk wherever it stands. */
  clear(): void {
    for (let i = 0; i <= this.depth; i++) this.frames[i]!.clear();
    if (this.frames.length > KEEP_FRAMES) this.frames.length = KEEP_FRAMES;
    this.depth = -1;
    if (this.ancestors.size > 0) this.ancestors.clear();
  }

  /**
   * How code would reach the place where the walk stands. A symbol ends the path: no one writes such a member, so the
   * object that has it is to blame.
   */
  path(root: string): { path: string; isHidden: boolean } {
    let path = root;
    for (let i = 0; i <= this.depth && path.length < MAX_PATH; i++) {
      const frame = this.frames[i]!;
      if (frame.atSymbol()) return { path, isHidden: true };
      path += frame.segment();
    }
    return { path, isHidden: false };
  }

  private track(object: object, depth: number): void {
    const { ancestors } = this;
    if (depth === TRACK_DEPTH) {
      ancestors.clear();
      for (let i = 0; i < depth; i++) ancestors.add(this.frames[i]!.object);
    }
    if (ancestors.has(object)) throw new Cycle();
    ancestors.add(object);
  }
}
