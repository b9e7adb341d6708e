import type { FunctionSummary } from '../_generated/api';

/**
 * Whether a text contains another, case ignored. The query is plain text, never a pattern.
 *
 * @example
 * containsText('loadPrices', 'PRICE') // true
 */
export function containsText(text: string, query: string): boolean {
  return text.toLocaleLowerCase().includes(query.toLocaleLowerCase());
}

/** Whether a function's name, or a notebook that used it, contains the query. An empty query matches all. */
export function matchesFunction(fn: FunctionSummary, query: string): boolean {
  return query === '' || containsText(fn.name, query) || fn.notebooks.some((path) => containsText(path, query));
}
