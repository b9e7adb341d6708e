/** Browsers clip elements at 17 to 33 million pixels; beyond this height the scroll bar is scaled. */
const MAX_HEIGHT = 8_000_000;

/** Rows drawn above and below what is seen, so that the next one is there when the focus moves on. */
const OVERSCAN = 4;

/** The rows to draw, and where. */
export interface IVirtualWindow {
  first: number;
  /** Last row, included; less than `first` when there is none. */
  last: number;
  /** Pixels from the top of the scrolled element to row `first`. */
  top: number;
}

/**
 * The arithmetic of a list of any number of rows of one height, of which only those in sight are drawn.
 *
 * A list that is taller than an element can be has a scaled scroll bar: small steps move by exactly as many pixels,
 * large jumps go to the same share of the list. `settle` then puts the scroll bar where the position belongs.
 *
 * @example
 * const scroll = new VirtualScroll(36);
 * scroll.resize(1_000_000, 400);
 * scroll.scrolled(element.scrollTop);
 * const { first, last, top } = scroll.window();
 */
export class VirtualScroll {
  constructor(readonly rowHeight: number) {}

  /** Pixels from the top of the list to the top of what is seen. */
  get position(): number {
    return this._position;
  }

  /** Height of the scrolled element, in pixels. */
  get height(): number {
    return Math.min(this._contentHeight, MAX_HEIGHT);
  }

  /** Takes over the number of rows and the height of the window; the position stays where it can. */
  resize(rows: number, viewport: number): void {
    this._rows = rows;
    this._viewport = viewport;
    this._moveTo(this._position);
  }

  /** Takes over where the browser has scrolled to. */
  scrolled(scrollTop: number): void {
    const delta = scrollTop - this._scrollTop;
    this._scrollTop = scrollTop;
    if (delta === 0) {
      return;
    }
    const atTop = scrollTop <= 0;
    const atEnd = scrollTop >= this.height - this._viewport - 1;
    if (!this._isScaled || atTop || atEnd || Math.abs(delta) > this._viewport) {
      this._moveTo(scrollTop * this._scale);
    } else {
      this._moveTo(this._position + delta);
    }
  }

  /** Moves by whole rows, for rows that came in above. */
  shift(rows: number): void {
    this._moveTo(this._position + rows * this.rowHeight);
  }

  /** Moves as little as it takes to have a row in sight. */
  reveal(row: number): void {
    const top = row * this.rowHeight;
    if (top < this._position) {
      this._moveTo(top);
    } else if (top + this.rowHeight > this._position + this._viewport) {
      this._moveTo(top + this.rowHeight - this._viewport);
    }
  }

  /** How many rows are in sight at a time; at least one. */
  get page(): number {
    return Math.max(1, Math.floor(this._viewport / this.rowHeight));
  }

  /**
   * Puts the scroll bar where the position belongs.
   *
   * @returns The `scrollTop` to set on the element.
   */
  settle(): number {
    this._scrollTop = Math.round(this._position / this._scale);
    return this._scrollTop;
  }

  /** The rows in sight, without those drawn in advance. */
  visible(): { first: number; last: number } {
    const first = Math.floor(this._position / this.rowHeight);
    const end = Math.ceil((this._position + this._viewport) / this.rowHeight);
    return { first, last: Math.min(end, this._rows) - 1 };
  }

  /** The rows to draw. */
  window(): IVirtualWindow {
    const { first, last } = this.visible();
    const from = Math.max(0, first - OVERSCAN);
    return {
      first: from,
      last: Math.min(this._rows - 1, last + OVERSCAN),
      top: this._scrollTop + from * this.rowHeight - this._position,
    };
  }

  private get _contentHeight(): number {
    return this._rows * this.rowHeight;
  }

  private get _isScaled(): boolean {
    return this._contentHeight > MAX_HEIGHT;
  }

  private get _scale(): number {
    const room = this.height - this._viewport;
    return room > 0 && this._isScaled ? (this._contentHeight - this._viewport) / room : 1;
  }

  private _moveTo(position: number): void {
    const end = Math.max(0, this._contentHeight - this._viewport);
    this._position = Math.min(Math.max(0, position), end);
  }

  private _rows = 0;
  private _viewport = 0;
  private _position = 0;
  private _scrollTop = 0;
}
