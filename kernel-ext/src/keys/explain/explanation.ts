import { inspect } from 'node:util';
import { escapeHtml } from '../../html';
import { shownInCell } from '../../notebook';

/** One difference between a call and the nearest stored one, or another cause of a miss. */
export interface Reason {
  readonly kind:
    | 'argument'
    | 'this'
    | 'code'
    | 'captured'
    | 'package'
    | 'builtin'
    | 'file'
    | 'version'
    | 'unseen'
    | 'ignored'
    | 'expired'
    | 'unusable'
    | 'cleared'
    | 'never'
    | 'unknown';
  /** What differs: `start`, `helper`, `config.rate`. */
  readonly name: string;
  /** In the stored call, as a person would write it; undefined when it was not there. */
  readonly before: string | undefined;
  /** In the call that is asked about. */
  readonly after: string | undefined;
  /** All of it in words. */
  readonly text: string;
}

/** Why a call is a hit or a miss: as data, as text (`String(explanation)`) and as HTML for a notebook. */
export class Explanation {
  constructor(
    /** Name of the function. */
    readonly name: string,
    /** The arguments as a person would write them. */
    readonly args: string,
    readonly hit: boolean,
    /** Empty for a hit. */
    readonly reasons: readonly Reason[],
    /** The stored call that the reasons compare with: its arguments, and when it was stored (milliseconds since 1970). */
    readonly nearest: { readonly args: string; readonly created: number } | undefined,
  ) {}

  /** The explanation in words, a line for each reason. */
  toString(): string {
    const lines = this.reasons.map(({ text }) => `  ${text.replaceAll('\n', '\n  ')}`);
    return [this.headline((text) => text), ...lines].join('\n');
  }

  /** The explanation as HTML; everything that comes from the user is escaped. */
  toHtml(): string {
    const items = this.reasons.map((reason) => `<li>${reasonHtml(reason)}</li>`);
    const list = items.length > 0 ? `<ul>${items.join('')}</ul>` : '';
    return `<div class="tslab-memory-explanation"><p>${this.headline((text) => `<code>${escapeHtml(text)}</code>`)}</p>${list}</div>`;
  }

  [inspect.custom](): string {
    return shownInCell(this.toString(), () => this.toHtml());
  }

  private headline(code: (text: string) => string): string {
    const call = code(`${this.name}(${this.args})`);
    if (this.hit) return `${call} is a hit${this.nearest ? `, stored at ${time(this.nearest.created)}` : ''}.`;
    if (!this.nearest) return `${call} is not stored:`;
    const kind = this.reasons[0]?.kind;
    if (kind === 'expired' || kind === 'unusable') return `${call} is a miss:`;
    return `${call} is not stored. The nearest stored call is ${code(`${this.name}(${this.nearest.args})`)} of ${time(this.nearest.created)}:`;
  }
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('T', ' ').slice(0, 16) + ' UTC';
}

/** The words, with names and code in backticks set as code, and the change marked. */
function reasonHtml({ text, before, after }: Reason): string {
  const change = before !== undefined && after !== undefined ? `${before} -> ${after}` : '';
  if (change && text.endsWith(change)) {
    const words = text.slice(0, -change.length);
    return `${codeHtml(words)}<del>${escapeHtml(before!)}</del> → <ins>${escapeHtml(after!)}</ins>`;
  }
  return codeHtml(text);
}

function codeHtml(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`\n]+)`/g, '<code>$1</code>')
    .replaceAll('\n', '<br>');
}
