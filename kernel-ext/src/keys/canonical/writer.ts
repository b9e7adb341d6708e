import { UnhashableArgumentError } from '../../errors';
import { HashWriter } from '../hash';
import { Encoder } from './encoder';
import { Members, type Frame } from './frames';
import type { CanonicalOptions } from './options';
import { Cycle, reasonOf } from './refusal';
import { FrameStack } from './stack';
import { COLLAPSE_BYTES, Tag } from './tags';

/**
 * Writes values in the canonical encoding of keys: equal content gives equal bytes, whatever the order of keys, and
 * different content different bytes. Iterative: depth is bounded by memory only.
 *
 * Objects that are reached twice count as two equal objects, unless the value has a cycle: then it counts as the graph
 * that it is. Getters are read, as the function would read them.
 *
 * @example
 * const writer = new CanonicalWriter({ functionName: 'load' });
 * writer.value({ b: 1, a: [2n] }, 'options');
 * const digest = writer.out.digest();
 */
export class CanonicalWriter {
  readonly out = new HashWriter();
  private readonly stack = new FrameStack();
  private readonly encoder = new Encoder(this.out, this.stack, (depth) => this.finish(depth));

  constructor(options: CanonicalOptions = {}) {
    this.encoder.options = options;
  }

  /** Starts anew, with other options. */
  begin(options: CanonicalOptions): void {
    this.encoder.options = options;
    this.out.reset();
  }

  /**
   * Writes one value. `path` is its name in messages.
   *
   * @throws UnhashableArgumentError with the path of the member that has no content to make a key of.
   */
  value(value: unknown, path: string): void {
    const start = this.out.length;
    try {
      if (!this.walk(value)) {
        this.forget();
        this.out.length = start;
        this.out.byte(Tag.graph);
        this.encoder.numberObjects();
        this.stack.refusesCycles = false;
        this.walk(value);
      }
    } catch (error) {
      const at = this.stack.path(path);
      const reason = (at.isHidden ? 'hides something that ' : '') + reasonOf(error);
      throw new UnhashableArgumentError(at.path, reason, this.encoder.options.functionName);
    } finally {
      this.forget();
    }
  }

  private forget(): void {
    this.stack.clear();
    this.stack.refusesCycles = true;
    this.encoder.forget();
  }

  /** Writes a value and all that it holds; false when it holds itself. */
  private walk(root: unknown): boolean {
    try {
      if (this.encoder.emit(root, 0)) this.finish(-1);
    } catch (error) {
      if (error instanceof Cycle) return false;
      throw error;
    }
    return true;
  }

  /** Walks on until the frame on top is the one at `depth`. */
  private finish(depth: number): void {
    const { stack } = this;
    while (stack.depth > depth) {
      const frame = stack.top;
      if (!this.advance(frame)) this.close(frame);
    }
  }

  /** Writes members until one opens a frame of its own (true) or none is left (false). */
  private advance(frame: Frame): boolean {
    const { out, encoder } = this;
    while (frame.next < frame.count) {
      if (out.length - frame.run >= COLLAPSE_BYTES && frame.next > 0) {
        frame.run = encoder.endRun(frame.run);
        frame.large = true;
      }
      const member = frame.take();
      if (member === undefined && frame.members === Members.indexed && !(frame.next - 1 in frame.object))
        this.holes(frame);
      else if (encoder.emit(member, frame.place)) return true;
    }
    return false;
  }

  /** A run of missing elements, as one whatever its length. */
  private holes(frame: Frame): void {
    const from = frame.next - 1;
    frame.next = frame.nextPresent(from);
    this.out.byte(Tag.holes);
    this.out.varint(frame.next - from);
  }

  private close(frame: Frame): void {
    const { encoder } = this;
    if (frame.thenBuiltin) {
      frame.thenBuiltin = false;
      if (encoder.continueWithContent(frame.object)) return;
    }
    encoder.complete(frame.object, frame.start, frame.large);
    this.stack.pop();
  }
}
