import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ReadonlyJSONObject, ReadonlyPartialJSONObject } from '@lumino/coreutils';

/** Elements whose data say what they are about. */
const PLACES = '.jp-MemoryPanel-row, .jp-MemoryEntries-grid';

/** What a command is about: a store, a function of it, an entry of that. */
export interface IPlace {
  store?: string;
  function?: number;
  key?: string;
}

/** The place of the row, or of the table with a current row, that an element is in. */
export function placeAt(element: Element | null): IPlace {
  const row = element?.closest<HTMLElement>(PLACES);
  return row ? placeOf(row) : {};
}

/**
 * The place that a command was given, or else that of the row which was right-clicked last or has the focus.
 *
 * @param args - The command's arguments.
 * @param app - The application, which knows where the context menu was opened.
 */
export function asPlace(args: ReadonlyPartialJSONObject, app: JupyterFrontEnd): IPlace {
  const { store, function: fn, key } = args;
  if (typeof store === 'string' || typeof key === 'string') {
    return {
      store: typeof store === 'string' ? store : undefined,
      function: typeof fn === 'number' ? fn : undefined,
      key: typeof key === 'string' ? key : undefined,
    };
  }
  const clicked = app.contextMenuHitTest((node) => node.matches(PLACES));
  return clicked ? placeOf(clicked) : placeAt(document.activeElement);
}

/**
 * The JSON Schema of a command's arguments.
 *
 * @param fields - Which of the fields of a place the command takes.
 */
export function argsSchema(fields: {
  [name in keyof IPlace]?: boolean;
}): ReadonlyJSONObject {
  const known = {
    store: { type: 'string', description: 'Id of the store' },
    function: {
      type: 'number',
      description: 'Number of the function within its store',
    },
    key: { type: 'string', description: 'Key of the entry, 64 hex digits' },
  };
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(known).filter(([name]) => fields[name as keyof IPlace])),
  };
}

function placeOf(row: HTMLElement): IPlace {
  const { store, function: fn, key } = row.dataset;
  return { store, function: fn === undefined ? undefined : Number(fn), key };
}
